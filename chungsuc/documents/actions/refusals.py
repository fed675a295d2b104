"""Why an act on a paper did not happen, the lock that lets only one act at a time, and the entry of an act."""

from typing import Any

from django.db.models import Model

from chungsuc.audit import actions as journal
from chungsuc.audit.actions import change_where
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit

from ..models import Paper
from ..workflow import ACTS, STATES, why_not


class PaperRefused(ValueError):
    """An act is not possible now; the message says why, `field` at which field of its form ("" above all)."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Stale(PaperRefused):
    """Somebody else acted first; the message says what changed."""


def locked(paper: Paper, act: str, version: int) -> Paper:
    """The paper as it stands now, held until the transaction ends. Stale when it is not the version that was seen."""
    now = Paper.objects.select_for_update(of=("self",)).prefetch_related("unit").get(pk=paper.pk)
    if now.version != version:
        raise Stale(
            "Việc này chưa được ghi: văn bản vừa được người khác sửa hoặc chuyển bước, nay ở trạng thái "
            f"“{now.state_label}”. Hãy mở lại trang để xem rồi làm lại."
        )
    refused = why_not(act, now.state)
    if refused:
        raise PaperRefused(refused)
    return now


def moved(paper: Paper, act: str, **fields: Any) -> None:
    """Writes an act on a paper that still is as it was read: of two who try only one succeeds, the other is told."""
    step = ACTS[act]
    before = {"version": paper.version, "state": paper.state, "state__in": step.before}
    if not change_where(paper, before, state=step.after or paper.state, version=paper.version + 1, **fields):
        now = Paper.objects.get(pk=paper.pk)
        raise Stale(f"Việc này chưa được ghi: văn bản vừa chuyển sang “{STATES[now.state].label}”.")


def record(act: str, about: Paper, by: Person, details: dict[str, Any] | None = None, **more: str) -> None:
    """One entry about a paper, inside the transaction of its act."""
    record_about(act, about, by, about.unit, details, subject_type="documents.paper", label=str(about), **more)


def record_about(
    act: str, about: Model, by: Person, unit: Unit, details: dict[str, Any] | None = None, *, subject_type: str,
    label: str, **more: str,
) -> None:  # fmt: skip
    """One entry about a row of this room, under the body it belongs to, inside the transaction of its act."""
    journal.record(
        act,
        actor=by.username,
        actor_post=by.title[:200],
        subject_type=subject_type,
        subject_id=str(about.pk),
        subject_label=label[:200],
        unit_code=unit.code,
        details=details or {},
        **more,  # type: ignore[arg-type]
    )

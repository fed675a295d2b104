"""How an act on a round is held, moved, recorded and refused."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Max

from chungsuc.audit.actions import change_where
from chungsuc.audit.actions import record as record_entry
from chungsuc.organisations.access import Person, require

from ..facts.results import SUBJECT, written
from ..models import Mark, Round
from ..rules.scores import Marked
from ..workflow import ACTS, STATES, why_not


class ScoringRefused(ValueError):
    """An act is not possible now; the message says why, `reasons` sentence by sentence, `field` where it was typed."""

    def __init__(self, *reasons: str, field: str = "") -> None:
        super().__init__(" ".join(reasons))
        self.reasons, self.field = reasons, field


class Stale(ScoringRefused):
    """Somebody else acted first; the message says what changed."""


def locked(round: Round, act: str, person: Person) -> Round:  # noqa: A002 - the room's noun
    """The round as it stands now, held until the transaction ends, for whoever has the act's right (else
    PermissionDenied); Stale or ScoringRefused when its state forbids the act.
    """
    if ACTS[act].right != "score.self":
        require(person, ACTS[act].right)
    rows = Round.objects.select_for_update(of=("self",)).prefetch_related("group", "organiser")
    now = rows.get(pk=round.pk)
    refused = why_not(act, now.state)
    if refused and now.state != round.state:
        raise Stale(
            f"Việc này chưa được ghi: đợt chấm vừa chuyển từ “{round.state_label}” sang “{now.state_label}”. {refused}"
        )
    if refused:
        raise ScoringRefused(refused)
    return now


def as_seen(round: Round, seen: int) -> None:  # noqa: A002
    """Stale when something was written in the round since the page showed it."""
    if round.version != seen:
        raise Stale(
            "Bảng điểm vừa có thay đổi sau khi đồng chí mở trang, nên việc này chưa được ghi. Hãy xem lại rồi làm lại."
        )


def moved(round: Round, act: str, **fields: Any) -> None:  # noqa: A002
    """Takes a round on by a conditional UPDATE, with the next version: of two who try only one succeeds."""
    after = ACTS[act].after or round.state
    before = {"state": round.state, "version": round.version}
    if not change_where(round, before, state=after, version=round.version + 1, **fields):
        now = Round.objects.get(pk=round.pk)
        raise Stale(f"Việc này chưa được ghi: đợt chấm vừa có người khác ghi (“{STATES[now.state].label}”).")


def for_own_unit(person: Person, unit_id: int, paper: str) -> None:
    """PermissionDenied unless the person acts for the unit, or enters what its paper sheet says (`paper` names it)."""
    if unit_id in person.acts_for("score.self"):
        return
    if not (person.may("score.manage") and paper.strip()):
        raise PermissionDenied("score.self")


def not_of_own_unit(person: Person, unit_id: int) -> None:
    """ScoringRefused for whoever would decide the points of the unit in which the person serves."""
    if any(post.unit_id == unit_id for post in person.posts):
        raise ScoringRefused(
            "Người của chính đơn vị không quyết định điểm của đơn vị mình. Đề nghị lãnh đạo UBND tỉnh ghi mục này."
        )


def put(round: Round, marks: Iterable[Marked], units: dict[str, int], *, on: Any, by: str) -> list[Marked]:  # noqa: A002
    """Appends marks behind those of the round, which the caller holds; gives them with their places in the sequence."""
    last = Mark.objects.filter(round=round).aggregate(last=Max("seq"))["last"] or 0
    placed = [
        Marked(seq, m.unit, m.item, m.stage, m.scorer, m.points, m.reason, m.paper)
        for seq, m in enumerate(marks, last + 1)
    ]
    Mark.objects.bulk_create(
        Mark(
            round=round,
            seq=m.seq,
            unit_id=units[m.unit],
            item=m.item,
            stage=m.stage,
            scorer_id=units[m.scorer] if m.scorer else None,
            points=m.points,
            reason=m.reason,
            paper=m.paper,
            on=on,
            by=by,
        )
        for m in placed
    )
    return placed


def record(
    act: str,
    round: Round,  # noqa: A002
    person: Person,
    details: dict[str, Any] | None = None,
    *,
    marks: Sequence[Marked] = (),
    unit_code: str = "",
    reason: str = "",
    paper: str = "",
) -> None:
    """One entry about a round, with the marks that the act wrote."""
    told = {**(details or {}), **({"marks": [written(mark) for mark in marks]} if marks else {})}
    record_entry(
        act,
        actor=person.username,
        subject_type=SUBJECT,
        subject_id=str(round.pk),
        subject_label=str(round)[:200],
        unit_code=unit_code or round.organiser.code,
        details=told,
        reason=reason,
        paper=paper,
        actor_post=person.title[:300],
    )

"""What every act of this room shares: the exemplar held as it is now, moved by one of two, told without any name."""

from typing import Any

from django.core.exceptions import PermissionDenied

from chungsuc.audit.actions import change_where, record
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as

from .. import workflow
from ..access import Desk
from ..models import Exemplar
from ..rules.naming import public_label, tells

STALE = "Điển hình này vừa được người khác thay đổi nên chưa ghi gì. Hãy mở lại trang để xem rồi làm lại."


class ExemplarRefused(ValueError):
    """An act is not possible; the message says why and what to do."""


class Stale(ExemplarRefused):
    """Somebody else was first; nothing was written."""


def held(exemplar: Exemplar, act: str, version: int | None, acting: Person) -> Exemplar:
    """The exemplar as it is now, locked until the transaction ends.

    PermissionDenied for whoever does not keep (or may not verify) it; Stale when `version` is not the present one
    (None: any); ExemplarRefused when the act cannot be done in its state.
    """
    now = Exemplar.objects.select_for_update(of=("self",)).prefetch_related("unit").get(pk=exemplar.pk)
    row = workflow.ACTS[act]
    if not (Desk(acting).keeps(now) if row.right == workflow.KEEP else acting.may(row.right, now.unit_id)):
        raise PermissionDenied(row.right)
    if version is not None and now.version != version:
        raise Stale(STALE)
    if refused := workflow.why_not(act, now.state):
        raise ExemplarRefused(refused)
    return now


def moved(exemplar: Exemplar, act: str, **fields: Any) -> None:
    """Moves the exemplar on by a conditional UPDATE: of two who try only one succeeds. The caller records the event."""
    before = {"version": exemplar.version, "state": exemplar.state}
    after = {"version": exemplar.version + 1, "state": workflow.ACTS[act].to or exemplar.state}
    if not change_where(exemplar, before, **{**after, **fields}):
        raise Stale(STALE)


def nameless(exemplar: Exemplar, *texts: str) -> None:
    """ExemplarRefused when one of the texts gives the person's name away: it could not be taken back from there."""
    if any(tells(text, exemplar.kind, exemplar.name) for text in texts):
        raise ExemplarRefused(
            "Đừng ghi tên người ở đây: tên chỉ ghi ở ô tên, để khi người ấy rút đồng ý thì không còn ở đâu khác. "
            "Hãy thay bằng “hộ này”, “người này”."
        )


def said(text: str) -> str:
    """A text to keep, line by line without odd blanks."""
    return "\n".join(nfc(line) for line in text.strip().splitlines())


def told(
    act: str, exemplar: Exemplar, *, acting: Person, details: dict[str, Any] | None = None, reason: str = ""
) -> None:
    """Records one entry about an exemplar, which it calls by its number and its place, never by a name."""
    unit = known_as([exemplar.unit_id])[exemplar.unit_id].name
    record(
        act,
        actor=acting.username,
        actor_post=acting.title[:200],
        subject_type="exemplars.exemplar",
        subject_id=str(exemplar.pk),
        subject_label=f"Điển hình số {exemplar.pk} ({public_label(exemplar.kind, unit)})",
        unit_code=exemplar.unit.code,
        details=details,
        reason=reason,
    )

"""Why an act on a council did not happen, the lock that lets only one act at a time, and the entry of an act."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from chungsuc.audit.actions import change_where
from chungsuc.audit.actions import record as record_entry

from ..facts import SessionRecord, not_yet, record_of
from ..models import Session
from ..workflow import ACTS, STATES, why_not


class CouncilRefused(ValueError):
    """An act is not possible now; the message says why, `reasons` sentence by sentence."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class Stale(CouncilRefused):
    """Somebody else acted first; the message says what changed."""


def locked(session: Session, act: str) -> Session:
    """The session as it stands now, held until the transaction ends; Stale when its state forbids the act."""
    now = Session.objects.select_for_update(of=("self",)).prefetch_related("council", "clerk").get(pk=session.pk)
    refused = why_not(act, now.state)
    if refused and now.state != session.state:
        raise Stale(
            f"Việc này chưa được ghi: phiên họp vừa chuyển từ “{session.state_label}” sang “{now.state_label}”. "
            f"{refused}"
        )
    if refused:
        raise CouncilRefused(refused)
    return now


def ready(session: Session, act: str, today: date) -> SessionRecord:
    """The record of a locked session for which nothing is missing; CouncilRefused with everything that is."""
    found = record_of(session)
    refuse(missing.text for missing in not_yet(found, act, today))
    return found


def refuse(reasons: Iterable[str]) -> None:
    """Raises CouncilRefused with the reasons when there are any."""
    told = tuple(reasons)
    if told:
        raise CouncilRefused(*told)


def moved(session: Session, act: str, **fields: Any) -> None:
    """Moves a session on by a conditional UPDATE: of two who try only one succeeds, the other is told."""
    step = ACTS[act]
    after = step.after or session.state
    if not change_where(session, {"state": session.state, "state__in": step.before}, state=after, **fields):
        now = Session.objects.get(pk=session.pk)
        raise Stale(f"Việc này chưa được ghi: phiên họp vừa chuyển sang “{STATES[now.state].label}”.")


def record(act: str, session: Session, by: str, details: dict[str, Any] | None = None, **more: str) -> None:
    """One entry about a session. Never a choice, never a code, never who voted when."""
    record_entry(
        act,
        actor=by,
        subject_type="councils.session",
        subject_id=str(session.pk),
        subject_label=str(session)[:200],
        unit_code=session.council.unit.code,
        details=details or {},
        **more,  # type: ignore[arg-type]
    )

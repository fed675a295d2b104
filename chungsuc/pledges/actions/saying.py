"""The entry of the journal that every act of the room leaves, by the same hand."""

from typing import Any

from chungsuc.audit.actions import record
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Unit


def record_about(
    act: str,
    by: Person,
    *,
    subject: str,
    key: int,
    label: str,
    unit: Unit,
    details: dict[str, Any] | None = None,
    reason: str = "",
    paper: str = "",
) -> None:
    """One entry about something of a unit, inside the transaction of its act; the unit's name stands first."""
    name = known_as([unit.pk])[unit.pk].name
    record(
        act,
        actor=by.username,
        subject_type=subject,
        subject_id=str(key),
        subject_label=f"{name}: {label}"[:200],
        unit_code=unit.code,
        details=details,
        reason=reason,
        paper=paper,
        actor_post=by.title[:200],
    )

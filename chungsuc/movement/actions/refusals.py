"""Why an act of the movement did not happen, and the entry of one that did."""

from typing import Any

from django.db.models import Model

from chungsuc.audit import actions as journal
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit


class MovementRefused(ValueError):
    """An act is not possible now; the message says why, `field` at which field of its form ("" above all)."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Stale(MovementRefused):
    """Somebody else acted first; the message says what changed."""


def record(
    act: str, about: Model, by: Person, unit: Unit, details: dict[str, Any] | None = None, *, subject: str, **more: str
) -> None:
    """One entry about a row of this room, inside the transaction of its act."""
    journal.record(
        act,
        actor=by.username,
        actor_post=by.title[:200],
        subject_type=subject,
        subject_id=str(about.pk),
        subject_label=str(about)[:200],
        unit_code=unit.code,
        details=details or {},
        **more,  # type: ignore[arg-type]
    )

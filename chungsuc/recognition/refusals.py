"""How an act is refused: with the reasons, at the field, with what changed, or because dossiers are locked."""

from chungsuc.law.verdicts import Reason
from chungsuc.locks.actions import Locked, require_open

from .models import Case


class StepRefused(ValueError):
    """A step cannot be taken; the message says why, `reasons` what is missing, `field` where it was typed."""

    def __init__(self, message: str, reasons: tuple[Reason, ...] = (), field: str = "") -> None:
        super().__init__(message)
        self.reasons, self.field = reasons, field


class Stale(StepRefused):
    """Somebody else acted first; the message says what changed."""


def require_unlocked(case: Case) -> None:
    """StepRefused while dossiers of the unit and year are locked; see the room of locks for how to ask."""
    try:
        require_open("case", case.holder_id, year=case.year, set_code=case.level.set_code)
    except Locked as locked:
        raise StepRefused(str(locked)) from None

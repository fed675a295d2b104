"""What holds evidence back now, for pages."""

from chungsuc.locks.facts import LockFact, lock_on
from chungsuc.locks.rules import EVIDENCE
from chungsuc.web.day import now


def lock_of(unit_id: int) -> LockFact | None:
    """The lock that holds back what is sent for a unit now, or None."""
    return lock_on(EVIDENCE, unit_id, at=now())


__all__ = ["LockFact", "lock_of"]

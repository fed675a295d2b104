"""How an act is refused: with the reason, at the field, or because somebody else was first."""

from collections.abc import Sequence

from .rules.content import Lack


class PledgeRefused(ValueError):
    """An act is not possible; the message says why, `field` where it was typed, `lacks` what a plan still lacks."""

    def __init__(self, message: str, field: str = "", lacks: Sequence[Lack] = ()) -> None:
        super().__init__(message)
        self.field, self.lacks = field, tuple(lacks)


class Stale(PledgeRefused):
    """Somebody else acted first; the message says what changed."""

"""What upper rooms tell this one: the award money that decisions of award come to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class AwardMoney:
    """The award money of a year by decisions of award until a day: `amount` in đồng, `decisions` counted."""

    amount: Decimal
    decisions: int


_told: list[Callable[[int, date], AwardMoney]] = []


def register_award_money(told: Callable[[int, date], AwardMoney]) -> None:
    """Takes what answers for award money by (year, day); the last one given counts."""
    _told[:] = [told]


def award_money(year: int, day: date) -> AwardMoney | None:
    """The award money of a year on a day; None while no room answers, or no decision was taken: never a made-up 0."""
    found = _told[0](year, day) if _told else None
    return found if found is not None and found.decisions else None

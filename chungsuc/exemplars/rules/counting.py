"""What outlets told, counted by quarter: pieces and exact minutes. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

MINUTE = 60  # seconds
_TENTH = Decimal("0.1")
_THREE = 3  # months of a quarter
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year, 1 to 4."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, self.number * _THREE - 2, 1)

    @property
    def last(self) -> date:
        following = date(self.year + 1, 1, 1) if self.number == 4 else date(self.year, self.number * _THREE + 1, 1)
        return following - timedelta(days=1)

    @property
    def label(self) -> str:
        return f"Quý {ROMAN[self.number]}/{self.year}"


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies."""
    return Quarter(day.year, (day.month + 2) // _THREE)


def quarters(year: int) -> tuple[Quarter, ...]:
    """The four quarters of a year."""
    return tuple(Quarter(year, number) for number in ROMAN)


def seconds_of(minutes: Decimal) -> int:
    """Minutes with at most one decimal as whole seconds. ValueError for more decimals, or nothing at all."""
    if minutes <= 0 or minutes != minutes.quantize(_TENTH):
        raise ValueError("Thời lượng phải lớn hơn 0 và ghi đến một chữ số thập phân, ví dụ 12,5 phút.")
    return int(minutes * MINUTE)


def minutes_of(seconds: int) -> Decimal:
    """Seconds as minutes, exactly to a tenth where they were entered so."""
    return (Decimal(seconds) / MINUTE).quantize(_TENTH).normalize() + 0


@dataclass(frozen=True)
class Told:
    """How much was told: broadcasts and articles (`pieces`), airtime in seconds, words, and pieces about exemplars."""

    pieces: int = 0
    seconds: int = 0
    words: int = 0
    exemplars: int = 0

    @property
    def minutes(self) -> Decimal:
        return minutes_of(self.seconds)

    def __add__(self, other: "Told") -> "Told":
        return Told(
            self.pieces + other.pieces,
            self.seconds + other.seconds,
            self.words + other.words,
            self.exemplars + other.exemplars,
        )


def total(parts: Iterable[Told]) -> Told:
    """The sum; nothing told is a sum of zeros."""
    found = Told()
    for part in parts:
        found += part
    return found

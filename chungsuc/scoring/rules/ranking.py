"""Places in a group: by points, ties by the table's rule, and no place where missing data may still change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from chungsuc.law.figures import show_decimal

from .scores import UnitScore
from .tables import ScoreTable

ABOVE, BELOW, EQUAL, OPEN = "above", "below", "equal", "open"


@dataclass(frozen=True)
class Ranked:
    """A unit's place. `rank` is None while missing data may still change it: then it lies from `best` to `worst`."""

    unit: str
    points: Decimal | None
    rank: int | None
    best: int
    worst: int
    tied_with: tuple[str, ...]
    reasons: tuple[str, ...]


def ranking(table: ScoreTable, found: Sequence[UnitScore], names: dict[str, str] | None = None) -> list[Ranked]:
    """Every unit's place with its reasons: who has one first, best first, then the others by what they surely have.

    Units with equal points are told apart by the items that the table names for ties, in that order; who is equal in
    all of them shares a place, and the next place is counted after all who share it.
    """
    called = names or {}
    placed = [_place(table, one, [other for other in found if other.unit != one.unit], called) for one in found]
    order = {one.unit: place for place, one in enumerate(found)}
    low = {one.unit: one.low for one in found}
    return sorted(placed, key=lambda r: (r.rank is None, r.rank or r.best, -low[r.unit], order[r.unit]))


def _place(table: ScoreTable, mine: UnitScore, others: Sequence[UnitScore], called: dict[str, str]) -> Ranked:
    stands = {other.unit: compare(table, other, mine) for other in others}
    best = 1 + sum(how == ABOVE for how, _ in stands.values())
    worst = best + sum(how == OPEN for how, _ in stands.values())
    tied = tuple(unit for unit, (how, _) in stands.items() if how == EQUAL)
    reasons = [_own(mine)]
    if tied:
        reasons.append(_equal(mine, [called.get(unit, unit) for unit in tied]))
    reasons += [_tie(mine, other, *stands[other.unit], called) for other in others if stands[other.unit][1]]
    unsure = [called.get(unit, unit) for unit, (how, _) in stands.items() if how == OPEN]
    if unsure:
        reasons.append(f"Thứ hạng từ {best} đến {worst}: chưa so được với {', '.join(unsure)} vì chưa đủ căn cứ.")
    rank = best if best == worst and mine.points is not None else None
    if mine.points is None and not unsure:
        reasons.append(
            f"Thứ hạng dự kiến {best} dù mục còn thiếu được bao nhiêu điểm; chỉ xếp chính thức khi đủ căn cứ."
        )
    return Ranked(mine.unit, mine.points, rank, best, worst, tied, tuple(reasons))


def _own(mine: UnitScore) -> str:
    if mine.points is not None:
        return f"{show_decimal(mine.points)} điểm."
    parts = "; ".join(f"{one.part.name.lower()}: {_why(one.reason)}" for one in mine.open_parts)
    return f"Chưa đủ căn cứ, từ {show_decimal(mine.low)} đến {show_decimal(mine.high)} điểm. Còn thiếu: {parts}."


def _why(reason: str) -> str:
    return reason.removeprefix("Chưa đủ căn cứ: ").rstrip(". ")


def compare(table: ScoreTable, one: UnitScore, other: UnitScore) -> tuple[str, str]:
    """How `one` stands towards `other` (above, below, equal, open), and the item that decided a tie ("": none)."""
    if one.points is None or other.points is None:
        if one.low > other.high:
            return ABOVE, ""
        return (BELOW, "") if one.high < other.low else (OPEN, "")
    if one.points != other.points:
        return (ABOVE if one.points > other.points else BELOW), ""
    for item in table.ties:
        mine, theirs = one.of(item).points, other.of(item).points
        if mine is not None and theirs is not None and mine != theirs:
            return (ABOVE if mine > theirs else BELOW), item
    return EQUAL, ""


def _equal(mine: UnitScore, names: Sequence[str]) -> str:
    points = show_decimal(mine.points or 0)
    return f"Đồng hạng với {', '.join(names)}: cùng {points} điểm và bằng nhau ở mọi mục dùng để phân định."


def _tie(mine: UnitScore, other: UnitScore, how: str, item: str, called: dict[str, str]) -> str:
    name, points = called.get(other.unit, other.unit), show_decimal(mine.points or 0)
    here, there = mine.of(item), other.of(item)
    word = "xếp sau" if how == ABOVE else "xếp trước"
    return (
        f"Cùng {points} điểm với {name}, {word} vì mục “{here.part.name}” được "
        f"{show_decimal(here.points or 0)} so với {show_decimal(there.points or 0)}."
    )

"""From marks to a unit's points: the newest mark of each place counts; what is missing stays missing, never zero."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from chungsuc.law.figures import show_decimal
from chungsuc.law.verdicts import Outcome

from .tables import AUTOMATIC, DOCUMENT, Part, ScoreTable

SELF, CROSS, READING, PAPER, COUNCIL, DEDUCT, ADD = (
    "self", "cross", "reading", "paper", "council", "deduct", "add",
)  # fmt: skip
STAGES = {
    SELF: "tự chấm",
    CROSS: "chấm chéo",
    READING: "máy đọc",
    PAPER: "ghi theo văn bản",
    COUNCIL: "cụm, khối quyết định",
    DEDUCT: "trừ điểm",
    ADD: "điểm thưởng",
}
WHOLE = 100


@dataclass(frozen=True)
class Marked:
    """One mark as it was recorded. Units by code; `scorer` is "" where no unit scored. `points` on the item's own
    scale; None says that it cannot be told, or that an earlier mark was taken back.
    """

    seq: int
    unit: str
    item: str
    stage: str
    scorer: str = ""
    points: Decimal | None = None
    reason: str = ""
    paper: str = ""


@dataclass(frozen=True)
class PartScore:
    """One row of a unit: the points it brings (None: cannot be told), at least `low` and at most `high`, and why."""

    part: Part
    points: Decimal | None
    low: Fraction
    high: Fraction
    reason: str
    own: Decimal | None = None
    cross: Fraction | None = None
    reviews: int = 0
    decided: bool = False

    @property
    def outcome(self) -> Outcome:
        return Outcome.UNDETERMINED if self.points is None else Outcome.MET


@dataclass(frozen=True)
class UnitScore:
    """A unit's points: items, what was taken off, what was added apart. `points` is what ranks it, None if unknown."""

    unit: str
    items: tuple[PartScore, ...]
    deductions: tuple[PartScore, ...]
    bonuses: tuple[PartScore, ...]
    base: Decimal | None
    deducted: Decimal | None
    bonus: Decimal
    points: Decimal | None
    low: Decimal
    high: Decimal

    @property
    def open_parts(self) -> tuple[PartScore, ...]:
        """The rows of which the points cannot be told."""
        return tuple(one for one in (*self.items, *self.deductions) if one.points is None)

    def of(self, item: str) -> PartScore:
        """The row of an item, a deduction or a bonus."""
        return next(one for one in (*self.items, *self.deductions, *self.bonuses) if one.part.code == item)


Newest = Mapping[tuple[str, str, str, str], Marked]


def newest_of(marks: Iterable[Marked]) -> Newest:
    """The mark that counts for each unit, item, stage and scorer: the one recorded last."""
    return {(m.unit, m.item, m.stage, m.scorer): m for m in sorted(marks, key=lambda mark: mark.seq)}


def scores(
    table: ScoreTable, units: Iterable[str], marks: Iterable[Marked], pairs: Iterable[tuple[str, str]] = ()
) -> list[UnitScore]:
    """Every unit's points, in the order of the units. `pairs` are (scorer, scored): only their cross marks count."""
    newest = newest_of(marks)
    reviewers: dict[str, list[str]] = {}
    for scorer, scored in pairs:
        reviewers.setdefault(scored, []).append(scorer)
    return [_unit(table, unit, newest, reviewers.get(unit, ())) for unit in units]


def _unit(table: ScoreTable, unit: str, newest: Newest, reviewers: Iterable[str]) -> UnitScore:
    items = tuple(_item(table, item, unit, newest, tuple(reviewers)) for item in table.items)
    deductions = tuple(_taken(part, unit, newest) for part in table.deductions)
    bonuses = tuple(_added(part, unit, newest) for part in table.bonuses)
    base_low, base_high = (sum((getattr(one, end) for one in items), Fraction(0)) for end in ("low", "high"))
    off_low, off_high = (sum((getattr(one, end) for one in deductions), Fraction(0)) for end in ("low", "high"))
    bonus = min(sum((one.low for one in bonuses), Fraction(0)), Fraction(table.bonus_most))
    more = bonus if table.bonus_ranks else Fraction(0)
    known = all(one.points is not None for one in (*items, *deductions))
    low, high = table.rounded(base_low - off_high + more), table.rounded(base_high - off_low + more)
    return UnitScore(
        unit=unit,
        items=items,
        deductions=deductions,
        bonuses=bonuses,
        base=table.rounded(base_low) if all(one.points is not None for one in items) else None,
        deducted=table.rounded(off_low) if all(one.points is not None for one in deductions) else None,
        bonus=table.rounded(bonus),
        points=low if known else None,
        low=low,
        high=high,
    )


def _item(table: ScoreTable, item: Part, unit: str, newest: Newest, reviewers: tuple[str, ...]) -> PartScore:
    decided = newest.get((unit, item.code, COUNCIL, ""))
    own, crossed = _seen(item, unit, newest, reviewers)
    mean = sum(crossed, Fraction(0)) / len(crossed) if crossed else None
    beside: dict[str, Any] = {"own": own, "cross": mean, "reviews": len(crossed)}
    if decided is not None and decided.points is not None:
        told = f"Cụm, khối quyết định {show_decimal(decided.points)}: {decided.reason.rstrip('. ')}."
        return _known(table, item, Fraction(decided.points), told, decided=True, **beside)
    if item.how in (AUTOMATIC, DOCUMENT):
        return _entered(table, item, newest.get((unit, item.code, READING if item.how == AUTOMATIC else PAPER, "")))
    missing = []
    if own is None and table.self_share:
        missing.append("đơn vị chưa tự chấm")
    if len(crossed) < table.least_reviews and table.cross_share:
        missing.append(f"mới có {len(crossed)} phiếu chấm chéo, cần ít nhất {table.least_reviews}")
    if missing:
        return PartScore(
            item, None, Fraction(0), Fraction(item.worth), f"Chưa đủ căn cứ: {'; '.join(missing)}.", **beside
        )
    raw = (
        Fraction(own or 0) * Fraction(table.self_share) + (mean or Fraction(0)) * Fraction(table.cross_share)
    ) / WHOLE
    return _known(table, item, raw, _mixed(table, own, mean, len(crossed)), **beside)


def _seen(item: Part, unit: str, newest: Newest, reviewers: Iterable[str]) -> tuple[Decimal | None, list[Fraction]]:
    own = newest.get((unit, item.code, SELF, unit))
    crossed = (newest.get((unit, item.code, CROSS, scorer)) for scorer in reviewers if scorer != unit)
    found = [Fraction(mark.points) for mark in crossed if mark is not None and mark.points is not None]
    return (own.points if own is not None else None), found


def _mixed(table: ScoreTable, own: Decimal | None, mean: Fraction | None, reviews: int) -> str:
    told = []
    if table.self_share and own is not None:
        told.append(f"tự chấm {show_decimal(own)} ({show_decimal(table.self_share)} %)")
    if table.cross_share and mean is not None:
        crossed = show_decimal(table.rounded(mean))
        told.append(f"chấm chéo bình quân {crossed} của {reviews} đơn vị ({show_decimal(table.cross_share)} %)")
    return f"{'; '.join(told).capitalize()}."


def _known(
    table: ScoreTable, item: Part, raw: Fraction, reason: str, *, decided: bool = False, **beside: Any
) -> PartScore:
    exact = raw * Fraction(item.weight)
    points = table.rounded(exact)
    counted = Fraction(points) if table.round_at == "item" else exact
    weighed = f" Nhân hệ số {show_decimal(item.weight)}." if item.weight != 1 else ""
    return PartScore(item, points, counted, counted, reason + weighed, decided=decided, **beside)


def _entered(table: ScoreTable, item: Part, mark: Marked | None) -> PartScore:
    """An item that is read from the system, or stands in a paper."""
    if mark is None or mark.points is None:
        nobody = "máy chưa đọc số liệu" if item.how == AUTOMATIC else "chưa ghi kết quả và văn bản"
        why = (mark.reason if mark and mark.reason else nobody).rstrip(". ")
        return PartScore(item, None, Fraction(0), Fraction(item.worth), f"Chưa đủ căn cứ: {why}.")
    told = mark.reason.rstrip(". ") + (f" ({mark.paper})" if mark.paper else "")
    return _known(table, item, Fraction(mark.points), f"{told or show_decimal(mark.points)}.")


def _taken(part: Part, unit: str, newest: Newest) -> PartScore:
    """A deduction; nobody having taken anything off is no missing figure, a figure that cannot be read is."""
    mark = newest.get((unit, part.code, DEDUCT, ""))
    if part.how == AUTOMATIC and (mark is None or mark.points is None):
        mark = newest.get((unit, part.code, READING, "")) or Marked(0, unit, part.code, READING)
        if mark.points is None:
            why = (mark.reason or "máy chưa đọc số liệu").rstrip(". ")
            return PartScore(part, None, Fraction(0), Fraction(part.most), f"Chưa đủ căn cứ: {why}.")
    if mark is None or mark.points is None:
        return PartScore(part, Decimal(0), Fraction(0), Fraction(0), "Không trừ.")
    off = min(Fraction(mark.points), Fraction(part.most))
    reason = mark.reason.rstrip(". ") + (f" ({mark.paper})" if mark.paper else "")
    return PartScore(part, min(mark.points, part.most), off, off, f"{reason}.")


def _added(part: Part, unit: str, newest: Newest) -> PartScore:
    mark = newest.get((unit, part.code, ADD, ""))
    if mark is None or mark.points is None:
        return PartScore(part, Decimal(0), Fraction(0), Fraction(0), "Không có.")
    more = min(Fraction(mark.points), Fraction(part.most))
    reason = mark.reason.rstrip(". ") + (f" ({mark.paper})" if mark.paper else "")
    return PartScore(part, min(mark.points, part.most), more, more, f"{reason}.")

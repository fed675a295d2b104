"""The calendar as a page shows it: narrowed by the address, a month as weeks, rows as a table or a sheet."""

from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from chungsuc.law.periods import CalendarMissing, show_day
from chungsuc.law.spelling import fold
from chungsuc.web.tables import Cell, Column, Row, Table
from chungsuc.workbooks.writing import CellValue, SheetSpec, plain_header

from .facts import DueFact, Dues, UnitName
from .rules import State

WEEKDAYS = (
    ("T2", "thứ Hai"), ("T3", "thứ Ba"), ("T4", "thứ Tư"), ("T5", "thứ Năm"), ("T6", "thứ Sáu"), ("T7", "thứ Bảy"),
    ("CN", "Chủ nhật"),
)  # fmt: skip
ANY_TIME = "moi-luc"
SHEET_COLUMNS = (
    "Đơn vị", "Việc", "Loại", "Hạn", "Hạn đang tính", "Tình trạng", "Ngày làm việc còn lại", "Xong ngày", "Lý do chậm",
    "Căn cứ",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the address asks for: "" and None ask for everything.

    `month` is the first day of a month; `own` are the only units asked for.
    """

    state: str = ""
    kind: str = ""
    unit: str = ""
    month: date | None = None
    last_day: date | None = None
    own: frozenset[int] | None = None


def narrowed(facts: Iterable[DueFact], asked: Asked) -> list[DueFact]:
    """The obligations that fit; units are found without accents."""
    words = fold(asked.unit).split()
    return [
        fact
        for fact in facts
        if (not asked.state or fact.state == asked.state)
        and (not asked.kind or fact.kind == asked.kind)
        and all(word in fold(fact.unit.name) for word in words)
        and (asked.month is None or (fact.until.year, fact.until.month) == (asked.month.year, asked.month.month))
        and (asked.own is None or fact.due.unit_id in asked.own)
        and (asked.last_day is None or fact.until == asked.last_day)
    ]


@dataclass(frozen=True)
class LateUnit:
    """A late unit in one entry: what is late the longest, how much more, its reasons, since when the leader is told."""

    unit: UnitName
    facts: tuple[DueFact, ...]
    told_since: date | None
    ended_on: date | None = None

    @property
    def worst(self) -> DueFact:
        return self.facts[0]

    @property
    def reasons(self) -> list[str]:
        """The unit's own words, each once."""
        return list(dict.fromkeys(fact.reason for fact in self.facts if fact.reason))

    @property
    def silent(self) -> int:
        """Of how many nobody said why."""
        return sum(not fact.reason for fact in self.facts)

    @property
    def asked_until(self) -> date | None:
        """The last day that the unit asks for."""
        return max((fact.asked_until for fact in self.facts if fact.asked_until), default=None)


def late_units(dues: Dues) -> list[LateUnit]:
    """The late units, whoever has been late the longest first; those that are no more come last."""
    by_unit: dict[int, list[DueFact]] = {}
    for fact in dues.late:  # the earliest last day first
        by_unit.setdefault(fact.unit_id, []).append(fact)
    found = []
    for facts in by_unit.values():
        since = [day for fact in facts if (day := dues.escalated_on(fact))]
        until = facts[0].unit.until
        ended = until if until and until < dues.day else None
        found.append(LateUnit(facts[0].unit, tuple(facts), min(since, default=None), ended))
    return sorted(found, key=lambda one: one.ended_on is not None)


@dataclass
class MonthDay:
    """A day in the grid of a month: how many obligations end on it, by state; `off`: offices are closed."""

    day: date
    inside: bool
    off: bool = False
    count: int = 0
    late: int = 0
    done: int = 0
    names: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """What the day holds, read aloud."""
        parts = [f"{self.count} việc đến hạn"]
        parts += [f"{self.late} quá hạn"] if self.late else []
        parts += [f"{self.done} đã xong"] if self.done else []
        return f"{show_day(self.day)}: {', '.join(parts)}"


def weeks(month: date, dues: Dues, facts: Iterable[DueFact]) -> list[list[MonthDay]]:
    """The weeks of a month, Monday first, with what ends on each day."""
    grid = [
        [MonthDay(day, day.month == month.month, _is_off(day, dues)) for day in week]
        for week in Calendar().monthdatescalendar(month.year, month.month)
    ]
    by_day = {cell.day: cell for week in grid for cell in week if cell.inside}
    for fact in facts:
        cell = by_day.get(fact.until)
        if cell is not None:
            cell.count += 1
            cell.late += fact.late
            cell.done += fact.state is State.DONE
    return grid


def _is_off(day: date, dues: Dues) -> bool:
    try:
        return not dues.terms.calendar.is_working(day)
    except CalendarMissing:
        return day.weekday() >= 5


def months_beside(month: date) -> tuple[date, date]:
    """The first days of the months before and after."""
    before = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
    after = date(month.year + (month.month == 12), month.month % 12 + 1, 1)
    return before, after


def due_table(facts: Sequence[DueFact], query: Any, empty: str) -> Table:
    """The obligations as a table of a page; on a phone what and how it stands."""
    columns = [
        Column("what", "Việc", sortable=False),
        Column("until", "Hạn", sortable=False, whole=True),
        Column("state", "Tình trạng", sortable=False, priority=1),
        Column("kind", "Loại", sortable=False),
        Column("reason", "Lý do chậm", sortable=False),
    ]
    rows = [
        Row(
            {
                "what": Cell(fact.what, reverse("due", args=[fact.key]), note=fact.unit.name),
                "until": Cell(show_day(fact.until)),
                "state": Cell(fact.words, outcome=fact.state.outcome),
                "kind": Cell(fact.kind_title),
                "reason": Cell(fact.reason or ("chưa nêu" if fact.late else "không có")),
            }
        )
        for fact in facts
    ]
    return Table(columns, rows, "Việc đến hạn", query=query, empty=empty, hide_caption=True)


def due_sheet(facts: Iterable[DueFact], day: date) -> SheetSpec:
    """The obligations as a sheet."""
    title = ["VIỆC ĐẾN HẠN", f"(Tính đến hết ngày {show_day(day)})"]
    return SheetSpec(
        name="Việc đến hạn", title=title, header=plain_header(SHEET_COLUMNS), rows=_sheet_rows(facts), freeze_columns=1,
        widths={1: 28, 2: 60, 3: 20, 9: 40, 10: 40},
    )  # fmt: skip


def _sheet_rows(facts: Iterable[DueFact]) -> Iterable[list[CellValue]]:
    for fact in facts:
        yield [
            fact.unit.name, fact.what, fact.kind_title, fact.due.due, fact.until, fact.state.label, fact.left,
            fact.due.done_on, fact.reason or None, fact.due.source,
        ]  # fmt: skip

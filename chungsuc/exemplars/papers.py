"""Tables to take away: the register, the log of coverage (the same file that comes in), a year by quarter."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from chungsuc.law.periods import show_day
from chungsuc.workbooks.writing import SheetSpec, plain_header

from .access import Desk
from .facts import QuarterTable
from .rules.counting import ROMAN, Told, minutes_of
from .rules.log import TITLES
from .rules.naming import KINDS, withheld_title
from .workflow import STATES


def coverage_sheet(rows: Iterable[Any], desk: Desk) -> SheetSpec:
    """The log of coverage. A piece about somebody whose name the reader may not see has neither title nor address."""
    header = plain_header(list(TITLES.values()))
    return SheetSpec("Tin, bài", header, [_piece(row, desk) for row in rows], widths={1: 28, 2: 26, 4: 50, 8: 40})


def _piece(row: Any, desk: Desk) -> tuple[Any, ...]:
    open_ = told_openly(row, desk)
    return (
        row.outlet.name,
        row.programme.name if row.programme else "",
        row.day,
        row.title if open_ else withheld_title(row.pk),
        minutes_of(row.seconds) if row.seconds else None,
        row.pieces,
        row.words,
        row.link if open_ else "",
        row.exemplar_id,
    )


def told_openly(row: Any, desk: Desk) -> bool:
    """Whether a piece's title and address may be shown: it is about nobody, or about somebody who may be named."""
    return row.exemplar is None or bool(row.exemplar_open) or desk.by_right(row.exemplar)


def exemplars_sheet(rows: Iterable[Any], desk: Desk, day: date) -> SheetSpec:
    """The register as the page of the same filters shows it."""
    header = plain_header(
        ["Số", "Loại", "Điển hình", "Việc làm được", "Đơn vị", "Phát hiện ngày", "Đơn vị phát hiện", "Tình trạng"]
    )
    body = [
        (
            row.pk,
            KINDS[row.kind],
            desk.called(row),
            row.title,
            row.unit_name,
            row.found_on,
            row.finder_name,
            STATES[row.state].label,
        )
        for row in rows
    ]
    title = ["SỔ ĐIỂN HÌNH, MÔ HÌNH", f"(Tính đến ngày {show_day(day)})"]
    return SheetSpec("Điển hình", header, body, title=title, widths={3: 34, 4: 50, 5: 24, 7: 28, 8: 28})


def quarter_sheet(table: QuarterTable, body: str) -> SheetSpec:
    """A year's coverage by outlet and quarter, with totals."""
    names = ["Cơ quan báo chí", "Loại"]
    for number in ROMAN:
        names += [f"Quý {ROMAN[number]}: tin, bài", f"Quý {ROMAN[number]}: phút"]
    names += ["Cả năm: tin, bài", "Cả năm: phút", "Cả năm: về điển hình"]
    rows: list[tuple[Any, ...]] = [
        (line.name, line.kind, *_told(line.by_quarter.get(n, Told()) for n in ROMAN), *_year(line.year))
        for line in table.lines
    ]
    rows.append(("Tổng cộng", "", *_told(table.of(n) for n in ROMAN), *_year(table.whole)))
    title = [f"TIN, BÀI VỀ PHONG TRÀO NĂM {table.year}", body]
    return SheetSpec(f"Năm {table.year}", plain_header(names), rows, title=title, widths={1: 34}, autofilter=False)


def _told(parts: Iterable[Told]) -> list[Any]:
    return [value for told in parts for value in (told.pieces, told.minutes)]


def _year(told: Told) -> tuple[Any, ...]:
    return told.pieces, told.minutes, told.exemplars

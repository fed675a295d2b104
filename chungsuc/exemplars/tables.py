"""The tables of this room's pages."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from chungsuc.web.charts import BarItem, Chart, bar_list
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell, number_cell

from .access import Desk
from .facts import CandidateGroup, QuarterTable
from .papers import told_openly
from .rules.counting import ROMAN, minutes_of
from .rules.naming import KINDS, withheld_title
from .workflow import STATES

NOTHING = (
    "Chưa có điển hình nào. UBND xã, sở, đoàn thể, báo đài ghi khi phát hiện; người khác xác minh rồi mới nêu gương."
)
NO_COVERAGE = "Chưa có tin, bài nào. Báo, đài, xã, sở ghi từng tin, bài ở đây, hoặc nhập cả tệp."


def exemplar_table(rows: Iterable[Any], desk: Desk, query: QueryDict, files: list[tuple[str, str]]) -> Table:
    """The register: what it is called to this reader, what it did, where, how far it is."""
    columns = [
        Column("title", "Việc làm được", sortable=False),
        Column("called", "Điển hình", sortable=False),
        Column("kind", "Loại", sortable=False),
        Column("unit", "Ở đơn vị", sortable=False),
        Column("found", "Phát hiện", sortable=False, whole=True),
        Column("state", "Tình trạng", sortable=False, priority=1),
    ]
    lines = []
    for row in rows:
        state = STATES[row.state]
        lines.append(
            Row(
                {
                    "title": name_cell(row.title, reverse("exemplar", args=[row.pk]), f"số {row.pk}"),
                    "called": Cell(desk.called(row)),
                    "kind": Cell(KINDS[row.kind]),
                    "unit": Cell(row.unit_name or "", note=f"nay là {row.heir_name}" if row.heir_name else ""),
                    "found": day_cell(row.found_on, note=row.finder_name or ""),
                    "state": Cell(state.label, outcome=state.sign),
                }
            )
        )
    return Table(columns, lines, "Sổ điển hình", query=query, downloads=files, empty=NOTHING, hide_caption=True)


def coverage_table(
    rows: Iterable[Any], desk: Desk, query: QueryDict | str = "", files: Iterable[tuple[str, str]] = ()
) -> Table:
    """The log of coverage, the newest first."""
    columns = [
        Column("title", "Tin, bài", sortable=False),
        Column("outlet", "Cơ quan", sortable=False),
        Column("day", "Ngày", sortable=False, whole=True, priority=1),
        Column("minutes", "Thời lượng", numeric=True, unit="phút", sortable=False),
        Column("pieces", "Số tin, bài", numeric=True, sortable=False),
        Column("words", "Số chữ", numeric=True, sortable=False, priority=3),
        Column("exemplar", "Về điển hình", sortable=False),
    ]
    lines = [Row(_piece(row, desk)) for row in rows]
    return Table(columns, lines, "Tin, bài", query=query, downloads=tuple(files), empty=NO_COVERAGE, hide_caption=True)


def _piece(row: Any, desk: Desk) -> dict[str, Cell]:
    title = row.title if told_openly(row, desk) else withheld_title(row.pk)
    about = f"số {row.exemplar_id}" if row.exemplar_id else "không"
    return {
        "title": name_cell(title, reverse("coverage_piece", args=[row.pk]), "đã rút" if row.withdrawn_at else ""),
        "outlet": Cell(row.outlet.name, note=row.programme.name if row.programme else ""),
        "day": day_cell(row.day),
        "minutes": number_cell(minutes_of(row.seconds)) if row.seconds else Cell("không có"),
        "pieces": number_cell(Decimal(row.pieces)),
        "words": number_cell(Decimal(row.words)) if row.words else Cell("không ghi"),
        "exemplar": Cell(about, reverse("exemplar", args=[row.exemplar_id]) if row.exemplar_id else ""),
    }


def quarter_table(table: QuarterTable, files: Iterable[tuple[str, str]]) -> Table:
    """A year by outlet: pieces and minutes of each quarter, and of the year."""
    columns = [Column("outlet", "Cơ quan báo chí", sortable=False)]
    for number in ROMAN:
        columns.append(Column(f"p{number}", f"Quý {ROMAN[number]}", numeric=True, unit="tin, bài", sortable=False))
        columns.append(Column(f"m{number}", f"Quý {ROMAN[number]}", numeric=True, unit="phút", sortable=False))
    columns += [
        Column("p", "Cả năm", numeric=True, unit="tin, bài", sortable=False, priority=1),
        Column("m", "Cả năm", numeric=True, unit="phút", sortable=False),
        Column("e", "Về điển hình", numeric=True, unit="tin, bài", sortable=False),
    ]
    rows = [
        Row(
            {
                "outlet": name_cell(one.name, _log(one.outlet_id, table.year), one.kind),
                **_counts(one.by_quarter, one.year),
            }
        )
        for one in table.lines
    ]
    by_quarter = {number: table.of(number) for number in ROMAN}
    rows.append(Row({"outlet": Cell("Tổng cộng"), **_counts(by_quarter, table.whole)}, total=True))
    caption = f"Tin, bài theo quý, năm {table.year}"
    return Table(columns, rows, caption, downloads=tuple(files), hide_caption=True)


def _log(outlet_id: int, year: int) -> str:
    return f"{reverse('coverage')}?co_quan={outlet_id}&tu=01/01/{year}&den=31/12/{year}"


def _counts(by_quarter: Any, year: Any) -> dict[str, Cell]:
    from .rules.counting import Told

    cells = {}
    for number in ROMAN:
        told = by_quarter.get(number, Told())
        cells[f"p{number}"], cells[f"m{number}"] = number_cell(told.pieces), number_cell(told.minutes)
    cells |= {"p": number_cell(year.pieces), "m": number_cell(year.minutes), "e": number_cell(year.exemplars)}
    return cells


def quarter_chart(table: QuarterTable) -> Chart:
    """How many pieces were told in each quarter, by all outlets together."""
    items = [BarItem(quarter.label, table.of(quarter.number).pieces) for quarter in table.quarters]
    return bar_list(items, f"Số tin, bài từng quý, năm {table.year}", "tin, bài")


def answered_table(group: CandidateGroup) -> Table:
    """The candidates of a sort that were answered, with what became of them."""
    columns = [
        Column("unit", "Đơn vị", sortable=False),
        Column("why", "Căn cứ", sortable=False),
        Column("answer", "Đã trả lời", sortable=False, priority=1),
    ]
    rows = []
    for one in group.lines:
        if one.answer is None:
            continue
        taken = one.answer.exemplar_id
        answer = (
            Cell(f"đưa vào sổ, số {taken}", reverse("exemplar", args=[taken]))
            if taken
            else Cell("để lại", note=one.answer.reason)
        )
        rows.append(Row({"unit": name_cell(one.unit_name), "why": Cell(one.candidate.why), "answer": answer}))
    return Table(columns, rows, "Đề xuất đã trả lời", hide_caption=True)

"""The tables of this room's pages."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import show_day
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell, number_cell

from .access import Desk
from .facts import Totals
from .rules.counting import Total
from .rules.giving import KINDS, MONEY
from .workflow import STATES, TWIN_STATES

Files = Iterable[tuple[str, str]]
NOTHING = "Chưa có đóng góp nào. Xã, huyện, sở, Mặt trận ghi từng đóng góp ở đây, hoặc nhập cả tệp; nơi nhận xác nhận."
NO_TOTALS = "Chưa có đóng góp nào được nơi nhận xác nhận. Tổng chỉ cộng những dòng đã xác nhận."
NO_VALUE = "chưa quy đổi được"


def amount_words(row: Any) -> str:
    """How much was given, with its measure: "12,5 ngày công"."""
    return f"{show_decimal(row.quantity)} {row.measure}"


def value_words(row: Any) -> str:
    """What it is worth, in words; a worth that nothing says is told as such."""
    return NO_VALUE if row.value is None else f"{show_decimal(row.value)} đồng"


def gift_table(rows: Iterable[Any], desk: Desk, query: QueryDict, files: Files) -> Table:
    """The list of contributions, the newest first."""
    columns = [
        Column("gift", "Đóng góp", sortable=False),
        Column("unit", "Nơi nhận", sortable=False),
        Column("giver", "Người đóng góp", sortable=False),
        Column("day", "Ngày", sortable=False, whole=True),
        Column("value", "Giá trị", numeric=True, unit="đồng", sortable=False),
        Column("state", "Tình trạng", sortable=False, priority=1),
    ]
    lines = [Row(_gift(row, desk)) for row in rows]
    return Table(columns, lines, "Đóng góp", query=query, downloads=tuple(files), empty=NOTHING, hide_caption=True)


def _gift(row: Any, desk: Desk) -> dict[str, Cell]:
    state = STATES[row.contribution.state]
    kind = "" if row.kind == MONEY else f"{KINDS[row.kind].name}, "
    return {
        "gift": name_cell(
            amount_words(row), reverse("contribution", args=[row.contribution_id]), f"{kind}{row.purpose}"
        ),
        "unit": Cell(row.unit_name or ""),
        "giver": Cell(desk.called(row), note=row.source_name),
        "day": day_cell(row.given_on),
        "value": Cell(NO_VALUE) if row.value is None else number_cell(row.value),
        "state": Cell(state.label, outcome=state.sign),
    }


def named_table(rows: Iterable[Any], query: QueryDict, files: Files) -> Table:
    """The list that may be shown to everybody: givers by name with consent, else by what they are."""
    columns = [
        Column("giver", "Người đóng góp", sortable=False),
        Column("gift", "Đóng góp", sortable=False, priority=1),
        Column("unit", "Nơi nhận", sortable=False),
        Column("purpose", "Cho công trình, nhiệm vụ", sortable=False),
        Column("day", "Ngày", sortable=False, whole=True),
    ]
    lines = [
        Row(
            {
                "giver": Cell(openly(row), note=row.source_name),
                "gift": Cell(amount_words(row), note="" if row.kind == MONEY else KINDS[row.kind].name),
                "unit": Cell(row.unit_name or ""),
                "purpose": Cell(row.purpose),
                "day": day_cell(row.given_on),
            }
        )
        for row in rows
    ]
    empty = "Chưa có đóng góp nào được nơi nhận xác nhận."
    return Table(
        columns, lines, "Danh sách đóng góp", query=query, downloads=tuple(files), empty=empty, hide_caption=True
    )  # fmt: skip


def openly(row: Any) -> str:
    """What a giver is called to everybody, whoever reads."""
    if row.unnamed and not row.agreed:
        return str(row.unnamed)
    return str(row.giver or row.unnamed or row.source_name)


_COUNTS = [
    Column("money", "Tiền", numeric=True, unit="đồng", sortable=False),
    Column("labour", "Ngày công", numeric=True, unit="ngày", sortable=False),
    Column("land", "Đất", numeric=True, unit="m²", sortable=False),
    Column("in_kind", "Công, đất, hiện vật", numeric=True, unit="đồng", sortable=False, short="Công, đất, hiện vật"),
    Column("value", "Cộng giá trị", numeric=True, unit="đồng", sortable=False, priority=1),
    Column("unvalued", "Chưa quy đổi được", numeric=True, unit="dòng", sortable=False),
]


def _counts(whole: Total) -> dict[str, Cell]:
    goods = "; ".join(f"{show_decimal(amount)} {measure}" for measure, amount in whole.goods.items())
    return {
        "money": number_cell(whole.money),
        "labour": number_cell(whole.labour),
        "land": number_cell(whole.land),
        "in_kind": number_cell(whole.in_kind, note=f"hiện vật: {goods}" if goods else ""),
        "value": number_cell(whole.value),
        "unvalued": number_cell(Decimal(whole.unvalued)),
    }


def unit_totals(found: Totals, files: Files) -> Table:
    """The units of the day with what they received; a district is the sum of its communes and itself."""
    columns = [Column("unit", "Nơi nhận", sortable=False), *_COUNTS]
    rows = []
    for line in found.lines:
        note = ""
        if line.ended:
            until = f" ngày {show_day(line.unit.until)}" if line.unit.until else ""
            note = f"đã kết thúc{until}, nhiều nơi hoặc chưa nơi nào nhận"
        elif line.level:
            above = found.tree.units.get(line.unit.parent_id or 0)
            note = above.name if above else ""
        rows.append(Row({"unit": name_cell(line.unit.name, "", note), **_counts(line.whole)}))
    if rows:
        rows.append(Row({"unit": Cell("Tổng cộng"), **_counts(found.whole)}, total=True))
    return Table(columns, rows, "Theo nơi nhận", downloads=tuple(files), empty=NO_TOTALS)


def source_totals(found: Totals) -> Table:
    """The same by where it came from."""
    columns = [Column("source", "Nguồn", sortable=False), *_COUNTS]
    rows = [Row({"source": Cell(name), **_counts(found.of_source(code))}) for code, name in found.sources.items()]
    if rows:
        rows.append(Row({"source": Cell("Tổng cộng"), **_counts(found.whole)}, total=True))
    return Table(columns, rows, "Theo nguồn", empty=NO_TOTALS)


def year_totals(found: Totals) -> Table:
    """The same by the year in which it was given."""
    columns = [Column("year", "Năm", sortable=False), *_COUNTS]
    rows = [Row({"year": Cell(str(year)), **_counts(found.of_year(year))}) for year in found.years]
    return Table(columns, rows, "Theo năm", empty=NO_TOTALS)


def twin_table(rows: Iterable[Any], said: Mapping[int, Any], desk: Desk, query: QueryDict) -> Table:
    """Pairs of contributions that may be one."""
    columns = [
        Column("one", "Đóng góp", sortable=False),
        Column("other", "Có thể trùng với", sortable=False),
        Column("unit", "Nơi nhận", sortable=False),
        Column("why", "Dấu hiệu", sortable=False),
        Column("state", "Kết luận", sortable=False, priority=1),
    ]
    lines = [
        Row(
            {
                "one": name_cell(_told(said.get(pair.one_id), desk), reverse("contribution_twin", args=[pair.pk])),
                "other": Cell(_told(said.get(pair.other_id), desk)),
                "unit": Cell(said[pair.one_id].unit_name if pair.one_id in said else ""),
                "why": Cell(" ".join(pair.signs)),
                "state": Cell(pair.state_label, outcome=TWIN_STATES[pair.state].sign),
            }
        )
        for pair in rows
    ]
    empty = "Không có cặp nào chờ xem. Hệ thống so mỗi khi một đóng góp được ghi."
    return Table(columns, lines, "Đóng góp có thể trùng", query=query, empty=empty, hide_caption=True)


def _told(row: Any, desk: Desk) -> str:
    if row is None:
        return "dòng ngoài phạm vi được xem"
    return f"số {row.contribution_id}: {amount_words(row)}, {desk.called(row)}, {show_day(row.given_on)}"

"""The tables of this room's pages."""

from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse

from chungsuc.law.figures import show_decimal
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell, number_cell

from .facts import Book, SourceSum
from .models import Allocation, EstimateLine, Spending

NOTHING = "Chưa có dự toán nào. Sở Nội vụ lập dự toán của từng năm rồi trình Văn phòng Điều phối tổng hợp."
_SUMS = [
    Column("planned", "Dự toán", numeric=True, unit="đồng", sortable=False),
    Column("approved", "Được phê duyệt", numeric=True, unit="đồng", sortable=False),
    Column("allocated", "Đã bố trí", numeric=True, unit="đồng", sortable=False),
    Column("spent", "Đã chi", numeric=True, unit="đồng", sortable=False),
    Column("left", "Còn lại", numeric=True, unit="đồng", sortable=False, priority=1),
]


def _sums(one: SourceSum) -> dict[str, Cell]:
    return {name: number_cell(getattr(one, name)) for name in ("planned", "approved", "allocated", "spent", "left")}


def year_table(books: Iterable[Book], names: dict[int, str]) -> Table:
    """Every estimate with its totals by source, the newest year first."""
    columns = [
        Column("estimate", "Năm, nguồn", sortable=False), Column("state", "Tình trạng", sortable=False), *_SUMS
    ]  # fmt: skip
    rows = []
    for book in books:
        made, address = book.estimate, reverse("estimate", args=[book.estimate.pk])
        state = Cell(made.state_label, outcome=made.sign)
        called = name_cell(f"Năm {made.year}", address, names.get(made.pk, ""))
        rows.append(Row({"estimate": called, "state": state, **_sums(book.whole)}))
        rows += [Row({"estimate": Cell(one.name), "state": Cell("theo nguồn"), **_sums(one)}) for one in book.sources]
    return Table(columns, rows, "Dự toán theo năm", empty=NOTHING, hide_caption=True)


def source_table(book: Book) -> Table:
    """The money of one estimate by source."""
    rows = [Row({"source": Cell(one.name), **_sums(one)}) for one in book.sources]
    if rows:
        rows.append(Row({"source": Cell("Tổng cộng"), **_sums(book.whole)}, total=True))
    return Table([Column("source", "Nguồn", sortable=False), *_SUMS], rows, "Theo nguồn", empty="Chưa có số tiền nào.")


def purpose_table(book: Book) -> Table:
    """The money of one estimate by purpose."""
    columns = [
        Column("purpose", "Mục chi", sortable=False),
        Column("planned", "Dự toán", numeric=True, unit="đồng", sortable=False, priority=1),
        Column("approved", "Được phê duyệt", numeric=True, unit="đồng", sortable=False),
        Column("spent", "Đã chi", numeric=True, unit="đồng", sortable=False),
    ]
    rows = [
        Row(
            {
                "purpose": Cell(name[:1].upper() + name[1:]),
                "planned": number_cell(planned),
                "approved": number_cell(approved),
                "spent": number_cell(spent),
            }
        )
        for name, planned, approved, spent in book.purposes
    ]
    return Table(columns, rows, "Theo mục chi", empty="Chưa có dòng dự toán nào.")


def line_table(lines: Iterable[EstimateLine], downloads: tuple[tuple[str, str], ...] = ()) -> Table:
    """The lines of an edition with their total."""
    columns = [
        Column("what", "Nội dung chi", sortable=False),
        Column("norm", "Định mức", numeric=True, unit="đồng", sortable=False),
        Column("quantity", "Số lượng", sortable=False),
        Column("amount", "Thành tiền", numeric=True, unit="đồng", sortable=False, priority=1),
        Column("source", "Nguồn", sortable=False),
        Column("basis", "Căn cứ định mức", sortable=False),
    ]
    rows, whole = [], Decimal(0)
    for line in lines:
        whole += line.amount
        basis = Cell(line.basis) if line.basis else Cell("chưa đủ căn cứ: chưa ghi", outcome="undetermined")
        rows.append(
            Row(
                {
                    "what": name_cell(f"{line.position}. {line.what}", "", line.purpose_name),
                    "norm": number_cell(line.norm),
                    "quantity": Cell(f"{show_decimal(line.quantity)} {line.measure}"),
                    "amount": number_cell(line.amount),
                    "source": Cell(line.source_name),
                    "basis": basis,
                }
            )
        )
    if rows:
        rows.append(Row({"what": Cell("Tổng cộng"), "amount": number_cell(whole)}, total=True))
    empty = "Chưa có dòng nào. Mỗi dòng: mục chi, nội dung, định mức có căn cứ, số lượng, nguồn."
    return Table(columns, rows, "Các dòng dự toán", downloads=downloads, empty=empty, hide_caption=True)


def entry_table(book: Book) -> Table:
    """What was allocated and spent, by day; a counter-entry stands beside what it takes back."""
    columns = [
        Column("day", "Ngày", sortable=False, whole=True),
        Column("amount", "Số tiền", numeric=True, unit="đồng", sortable=False, priority=1),
        Column("kind", "Loại", sortable=False),
        Column("source", "Nguồn, nội dung", sortable=False),
        Column("document", "Văn bản, chứng từ", sortable=False),
        Column("by", "Người ghi", sortable=False),
    ]
    every: list[Allocation | Spending] = [*book.allocations, *book.spendings]
    rows = [_entry(one) for one in sorted(every, key=lambda one: (one.on, one.at))]
    empty = "Chưa ghi khoản bố trí, khoản chi nào đến ngày đang xem."
    return Table(columns, rows, "Bố trí và chi", empty=empty, hide_caption=True)


def _entry(one: Allocation | Spending) -> Row:
    spent = isinstance(one, Spending)
    kind = "chi" if spent else "bố trí"
    note = f"lý do: {one.reason}" if one.reason else ""
    if isinstance(one, Spending):
        place = Cell(one.line.source_name, note=one.line.what)
        if one.beyond:
            note = f"{one.beyond} Cho phép vì: {one.reason}"
    else:
        place = Cell(one.source_name)
    return Row(
        {
            "day": day_cell(one.on),
            "amount": number_cell(one.amount),
            "kind": Cell(f"ghi đảo khoản {kind}" if one.counters_id else kind, note=note),
            "source": place,
            "document": Cell(one.document),
            "by": Cell(one.by_name),
        }
    )


def entry_words(one: Allocation | Spending) -> str:
    """An entry of money as one choice of a list."""
    place = one.line.what if isinstance(one, Spending) else one.source_name
    return f"{day_cell(one.on).text}: {show_decimal(one.amount)} đồng, {place}, {one.document}"

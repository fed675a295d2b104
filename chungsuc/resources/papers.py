"""Tables to take away: the list of contributions (the same file that comes in), and their totals."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from chungsuc.law.periods import show_day
from chungsuc.workbooks.writing import SheetSpec, plain_header

from .access import Desk
from .facts import Totals
from .rules.giving import KINDS, withheld_giver
from .rules.log import TITLES
from .tables import openly
from .workflow import STATES

STATE = "Tình trạng"
FLAT = ("Nơi nhận", "Mã đơn vị", "Nguồn", "Năm", "Loại", "Đơn vị tính", "Số dòng", "Số lượng", "Giá trị, đồng",
        "Số dòng chưa quy đổi")  # fmt: skip


def gift_header() -> list[str]:
    """The headings of the list: those that come in again, and the state."""
    return [*TITLES.values(), STATE]


def gift_rows(rows: Iterable[Any], desk: Desk) -> Iterable[tuple[Any, ...]]:
    """The rows of the list. A giver whose name the reader may not see is told by the contribution's number."""
    for row in rows:
        giver = row.giver if desk.sees_name(row) else withheld_giver(row.unnamed, row.contribution_id)
        yield (
            row.contribution_id, f"{row.unit_name} ({row.contribution.unit.code})", row.given_on, row.source_name,
            giver, KINDS[row.kind].name, row.quantity, row.measure, row.value, row.basis, row.purpose,
            STATES[row.contribution.state].label,
        )  # fmt: skip


def gift_sheet(rows: Iterable[Any], desk: Desk) -> SheetSpec:
    """The list as a sheet."""
    header = plain_header(gift_header())
    widths = {2: 30, 3: 14, 4: 24, 5: 30, 7: 16, 9: 18, 10: 30, 11: 40, 12: 24}
    return SheetSpec("Đóng góp", header, list(gift_rows(rows, desk)), widths=widths)


def named_sheet(rows: Iterable[Any]) -> SheetSpec:
    """The list that may be shown to everybody."""
    header = plain_header(["Người đóng góp", "Nguồn", "Loại", "Số lượng", "Đơn vị tính", "Nơi nhận", "Ngày",
                           "Cho công trình, nhiệm vụ"])  # fmt: skip
    body = [
        (openly(row), row.source_name, KINDS[row.kind].name, row.quantity, row.measure, row.unit_name, row.given_on,
         row.purpose)
        for row in rows
    ]  # fmt: skip
    return SheetSpec("Danh sách", header, body, widths={1: 34, 2: 24, 6: 26, 8: 40})


def total_rows(found: Totals) -> list[tuple[Any, ...]]:
    """Every sum: one row a unit, source, year, kind and measure."""
    units = {**found.tree.units, **found.ended}
    return [
        (
            units[one.unit_id].name, units[one.unit_id].code, one.source_name, one.year, KINDS[one.kind].name,
            one.measure, one.rows, one.quantity, one.value if one.value else Decimal(0), one.unvalued,
        )
        for one in found.sums
    ]  # fmt: skip


def total_sheet(found: Totals) -> SheetSpec:
    """The sums as a sheet."""
    title = ["TỔNG HỢP ĐÓNG GÓP ĐÃ ĐƯỢC NƠI NHẬN XÁC NHẬN", f"(Tính đến ngày {show_day(found.day)})"]
    return SheetSpec("Tổng hợp", plain_header(list(FLAT)), total_rows(found), title=title, widths={1: 30, 3: 24, 9: 20})

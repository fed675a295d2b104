"""Where the columns of a list stand: merged cells, headings of one or two lines, the line of numbers under them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from chungsuc.law.spelling import fold, from_legacy, nfc
from chungsuc.workbooks.addresses import parse_address
from chungsuc.workbooks.cells import BLANK, Cell, Row, Sheet
from chungsuc.workbooks.headings import SEARCH_ROWS

TITLES = {
    "name": "Họ tên/Tên tập thể",
    "place": "Chức vụ/Đơn vị",
    "kind": "Loại đối tượng",
    "told_apart": "Để phân biệt",
    "form": "Hình thức",
    "merit_kind": "Khen theo",
    "number": "Số quyết định",
    "day": "Ngày quyết định",
    "signer": "Người ký",
    "merit": "Thành tích",
    "since": "Từ năm",
    "until": "Đến năm",
    "bonus": "Tiền thưởng",
    "woman": "Giới tính",
}
"""The headings that the register's own file has; the words below are those of other lists."""
_NAMES = (
    "ho ten", "ho va ten", "ten tap the", "ten tap the ca nhan", "ten don vi ca nhan", "tap the", "ca nhan",
    "tap the ca nhan",
    "ten doi tuong", "doi tuong", "ho va ten ten tap the", "ho ten ten tap the", "don vi ca nhan", "ten",
    "ho va ten ong ba",
    "ong ba", "ten tap the ho gia dinh", "ten don vi", "ten ca nhan tap the", "ho ten ca nhan",
)  # fmt: skip
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": _NAMES,
    "post": ("chuc vu", "chuc danh", "nghe nghiep", "chuc vu chuc danh"),
    "place": (
        "don vi", "don vi cong tac", "noi cong tac", "chuc vu don vi", "chuc vu don vi cong tac", "noi o", "dia chi",
        "chuc vu noi cong tac", "dia ban", "dia phuong", "chuc vu noi o", "don vi dia chi", "noi o don vi cong tac",
        "thuoc",
        "don vi chu quan", "dia chi tru so", "chuc vu don vi noi o", "xa", "xa phuong thi tran",
    ),
    "kind": ("loai", "loai doi tuong khen thuong", "nhom doi tuong", "doi tuong khen thuong"),
    "told_apart": ("phan biet",),
    "woman": ("nam nu", "phai"),
    "form": (
        "hinh thuc khen thuong", "hinh thuc khen", "hinh thuc de nghi", "hinh thuc de nghi khen thuong", "danh hieu",
        "de nghi khen thuong", "hinh thuc khen thuong de nghi", "danh hieu hinh thuc khen thuong",
        "de nghi hinh thuc khen",
    ),
    "merit_kind": ("loai thanh tich", "loai khen thuong", "loai hinh khen thuong", "thanh tich theo"),
    "number": ("so qd", "quyet dinh so", "so ky hieu", "so ky hieu quyet dinh"),
    "decision": (
        "quyet dinh", "so ngay quyet dinh", "so ngay thang nam quyet dinh", "quyet dinh khen thuong",
        "so ngay thang quyet dinh", "so quyet dinh ngay thang nam", "so quyet dinh ngay ky",
    ),
    "day": ("ngay ky", "ngay qd", "ngay thang nam", "ngay ban hanh", "ngay ky quyet dinh"),
    "signer": ("nguoi ky quyet dinh", "nguoi ky qd"),
    "merit": (
        "tom tat thanh tich", "noi dung thanh tich", "thanh tich dat duoc", "ly do khen thuong", "ve viec", "noi dung",
        "thanh tich tieu bieu", "noi dung khen thuong",
    ),
    "since": ("nam bat dau", "tu"),
    "until": ("nam ket thuc", "den"),
    "years": ("thoi gian", "nam", "giai doan", "nam khen", "thoi gian lap thanh tich", "nam dat thanh tich"),
    "bonus": ("muc thuong", "so tien thuong", "tien thuong dong", "muc tien thuong", "so tien"),
}  # fmt: skip
_HEADINGS = {
    **{heading: name for name, headings in COLUMNS.items() for heading in headings},
    **{fold(title): name for name, title in TITLES.items()},
}
ORDINAL = frozenset({"stt", "tt", "so tt", "so thu tu", "so"})
_OF_YEAR = re.compile(r"(?:.* )?nam ((?:19|20)\d\d)")
_NUMBERED = re.compile(r"\(?\s*[0-9a-zA-Z]{1,2}\s*\)?")
_WITH = ("form", "place", "merit", "decision", "number", "kind", "post")


@dataclass
class Line:
    """A row whose merged cells all hold what the merged cell holds."""

    number: int
    cells: dict[int, Cell]
    row: Row

    def place(self, column: int) -> str:
        """Where a column of this row stands, also when there is nothing in it."""
        return self.row.cell(column).address

    def cell(self, column: int) -> Cell | None:
        """The cell of a column; None where there is nothing."""
        found = self.cells.get(column)
        return None if found is None or found.kind == BLANK else found


@dataclass
class Head:
    """The columns of a list by field; `years`: columns of one year's achievements; `last`: the heading's last row."""

    columns: dict[str, int] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)
    ordinal: int = 0
    last: int = 0


def told(cell: Cell | None) -> str:
    """The text of a cell in Unicode, "" for nothing."""
    return "" if cell is None or cell.value is None else nfc(from_legacy(str(cell.value))[0])


def lines_of(sheet: Sheet) -> list[Line]:
    """The rows of a sheet. A cell that fills for a merged one keeps the address of the first."""
    lines = {row.number: Line(row.number, dict(row.cells), row) for row in sheet.rows}
    for area in sheet.merged:
        start, _, end = area.partition(":")
        (first, left), (last, right) = parse_address(start), parse_address(end or start)
        source = lines[first].cell(left) if first in lines else None
        if source is None:
            continue
        for number in [number for number in range(first, last + 1) if number in lines]:
            for column in range(left, right + 1):
                lines[number].cells.setdefault(column, source)
    return [lines[number] for number in sorted(lines)]


def find_head(lines: list[Line]) -> Head | None:
    """The headings among the first rows: one line, or two of which the second says more. None when there are none."""
    for at, line in enumerate(lines[:SEARCH_ROWS]):
        below = lines[at + 1] if at + 1 < len(lines) else None
        single, double = _read(line, None), _read(line, below)
        found = double if _size(double) > _size(single) else single
        if "name" in found.columns and any(name in found.columns for name in _WITH):
            found.last = below.number if found is double and below else line.number
            return found
    return None


def _size(head: Head) -> int:
    return len(head.columns) + len(head.years)


def _read(line: Line, below: Line | None) -> Head:
    head = Head()
    for column in sorted(line.cells | (below.cells if below else {})):
        upper, lower = told(line.cell(column)), told(below.cell(column)) if below else ""
        readings = [fold(text) for text in (lower, f"{upper} {lower}", upper) if text]
        year = next((found for text in readings if (found := _OF_YEAR.fullmatch(text))), None)
        name = next((_HEADINGS[text] for text in readings if text in _HEADINGS), "")
        if year and int(year[1]) not in head.years:
            head.years[int(year[1])] = column
        elif name and name not in head.columns:
            head.columns[name] = column
        elif not head.ordinal and any(text in ORDINAL for text in readings):
            head.ordinal = column
    return head


def body(lines: list[Line], head: Head) -> Iterator[Line]:
    """The rows under the headings, without the line that numbers the columns."""
    under = [line for line in lines if line.number > head.last]
    yield from under[1:] if under and _numbers_columns(under[0]) else under


def _numbers_columns(line: Line) -> bool:
    texts = [told(cell) for cell in line.cells.values() if told(cell)]
    return len(texts) > 1 and all(_NUMBERED.fullmatch(text) for text in texts)

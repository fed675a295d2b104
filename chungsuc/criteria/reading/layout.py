"""Where a sheet keeps its headings. Layouts vary, so the header rows are found by what they say, not by number."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile

from chungsuc.law.periods import DayError, read_day
from chungsuc.law.spelling import fold, nfc
from chungsuc.workbooks.addresses import column_letters
from chungsuc.workbooks.cells import BLANK, Cell, Row, Sheet

from .cells import Asked, shown

CODE = re.compile(r"^(?:(?:chi tieu|tieu chi|tc|ct)(?: so)? ?)?(\d{1,2})(?:[ .](\d{1,2}))?(?=\s|$)")
NAME_HEADINGS = (
    "don vi", "ten xa", "xa", "ten don vi", "don vi hanh chinh", "xa phuong thi tran", "ten xa phuong thi tran",
    "dia phuong",
)  # fmt: skip
DISTRICT_HEADINGS = ("huyen", "huyen thanh pho", "thuoc huyen", "huyen thi xa thanh pho", "don vi cap huyen")
COUNTS_BEGIN = ("so tieu chi dat", "tong so tieu chi dat", "so tc dat", "tong so tc dat", "tong tieu chi dat")
COUNT_HEADINGS = ("tong so tieu chi", "tong so tc", "tong tieu chi", "so tieu chi da dat")
SEARCH_ROWS = 40
LEAST_SHARE = 0.5  # of the set's indicators, before a row counts as the heading
DAY = re.compile(r"đến (?:hết )?(?:ngày )?(\d{1,2}/\d{1,2}/\d{4})", re.IGNORECASE)
YEAR = re.compile(r"(?:năm|hết năm|31/12/)\s*(20\d\d)", re.IGNORECASE)
WORD = re.compile(r"\w+")
NUMERATOR, DENOMINATOR = ("tu so", "ts"), ("mau so", "ms")


@dataclass
class Layout:
    """A sheet's headings: what each column asks for, where names and the reported count stand, where rows begin."""

    sheet: Sheet
    header_row: int
    name_column: int
    columns: dict[int, Asked]
    parts: dict[int, tuple[int, str]] = field(default_factory=dict)
    count_column: int | None = None
    count_heading: str = ""
    district_column: int | None = None
    title: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def first_row(self) -> int:
        return self.header_row + 1


def heading(cell: Cell) -> str:
    """The folded text of a heading; a code keeps its dot as a space ("12.1 (nam)" gives "12 1 nam")."""
    return "" if cell.kind == BLANK or cell.value is None else fold(shown(cell))


def code_of(text: str, known: Mapping[str, Asked]) -> str:
    """The code of the indicator that a folded heading names, by its number or by its whole name; or ""."""
    found = CODE.match(text)
    if not found:
        return next((code for code, asked in known.items() if text and asked.name_key == text), "")
    whole, part = found.group(1), found.group(2)
    full = f"{int(whole)}.{part}" if part else str(int(whole))
    return full if full in known else ""


def sex_of(cell: Cell) -> str:
    """The sex that a heading names, or "". Marks matter: "năm" (year) is not "nam" (men)."""
    words = set() if cell.kind == BLANK else set(WORD.findall(nfc(shown(cell)).lower()))
    if "nữ" in words or ("nu" in words and all(word.isascii() for word in words)):
        return "f"
    return "m" if "nam" in words else ""


def part_of(text: str) -> str:
    """ "n" or "d" when a heading asks for one number of a share, else ""."""
    said = f" {text}"  # whole words: "hộ DTTS" is no numerator
    if any(said.endswith(f" {word}") for word in NUMERATOR):
        return "n"
    return "d" if any(said.endswith(f" {word}") for word in DENOMINATOR) else ""


def find_layout(sheet: Sheet, asked: Mapping[str, Asked], least: float = LEAST_SHARE) -> Layout | None:
    """The headings of a sheet for a set's indicators (by code), or None when the sheet has none."""
    best: tuple[int, Row] | None = None
    for row in sheet.rows[:SEARCH_ROWS]:
        hits = len({code for cell in row.cells.values() if (code := code_of(heading(cell), asked))})
        if best is None or hits > best[0]:
            best = (hits, row)
    if best is None or best[0] < max(2, int(len(asked) * least)):
        return None
    return _layout(sheet, best[1], asked)


def _layout(sheet: Sheet, header: Row, asked: Mapping[str, Asked]) -> Layout:
    beneath = next((row for row in sheet.rows if row.number > header.number), None)
    beneath = beneath if beneath and beneath.number == header.number + 1 else None
    layout = Layout(sheet, header.number, 0, {})
    last = max(header.cells) + 1
    code = ""
    for column in range(1, last + 1):
        text = heading(header.cell(column))
        if text:
            code = _code_here(text, header.cell(column), asked, layout.columns.values())
        if code:
            _take(layout, column, asked[code], [header.cell(column), *([beneath.cell(column)] if beneath else [])])
    _find_name_and_count(layout, header)
    _note_missing(layout, asked)
    title = _title(sheet, header.number)
    named_below = year_in(title) is None and year_in(layout.count_heading)  # a plain table has no title
    layout.title = " · ".join(filter(None, (title, layout.count_heading))) if named_below else title
    return layout


def _code_here(text: str, cell: Cell, asked: Mapping[str, Asked], taken: Iterable[Asked]) -> str:
    code = code_of(text, asked)
    typed_as_number = bool(code) and cell.kind == "number" and not asked[code].by_sex and f"{code}0" in asked
    if typed_as_number and any(known.code == code for known in taken):
        return f"{code}0"  # a heading typed as the number 17.10 is stored as 17.1: the second time it must be 17.10
    return code


def _take(layout: Layout, column: int, asked: Asked, cells: Sequence[Cell]) -> None:
    """Takes a column in for an indicator. `cells` are its heading and what stands right below."""
    sex = next(filter(None, map(sex_of, cells)), "") if asked.by_sex else ""
    part = next(filter(None, (part_of(heading(cell)) for cell in cells)), "")
    if not heading(cells[0]) and not sex and not part:
        return
    letters = column_letters(column)
    if asked.by_sex and not sex:
        layout.notes.append(f"Cột {letters}: {asked.label} tách nam, nữ nhưng tiêu đề không ghi của ai, nên không đọc.")
        return
    here = [c for c, known in layout.columns.items() if (known.code, known.sex) == (asked.code, sex)]
    taken = {layout.parts[c][1] if c in layout.parts else "" for c in here}
    if here and (not part or part in taken or "" in taken):
        layout.notes.append(
            f"Cột {letters}: {asked.label} đã có ở cột {column_letters(here[0])}, nên không đọc cột này."
        )
        return
    if part:
        layout.parts[column] = (here[0] if here else column, part)
    layout.columns[column] = replace(asked, sex=sex)


def _note_missing(layout: Layout, asked: Mapping[str, Asked]) -> None:
    found = {known.code for known in layout.columns.values()}
    missing = [code for code in asked if code not in found]
    if missing:
        layout.notes.append(f"Tệp không có cột của {len(missing)} chỉ tiêu: {', '.join(missing)}.")


def _find_name_and_count(layout: Layout, header: Row) -> None:
    until = takewhile(lambda row: row.number <= header.number + 1, layout.sheet.rows)
    above = [row for row in until if row.number >= header.number - 4]
    for row in above:
        for column, cell in row.cells.items():
            text = heading(cell)
            if not layout.name_column and text in NAME_HEADINGS:
                layout.name_column = column
            if layout.count_column is None and (text in COUNT_HEADINGS or text.startswith(COUNTS_BEGIN)):
                layout.count_column = column
                layout.count_heading = nfc(shown(cell))
            if layout.district_column is None and text in DISTRICT_HEADINGS:
                layout.district_column = column
    if not layout.name_column:
        layout.name_column = max(1, min(layout.columns) - 1)
    layout.columns.pop(layout.count_column or 0, None)
    layout.columns.pop(layout.name_column, None)


def _title(sheet: Sheet, before: int) -> str:
    lines = []
    for row in sheet.rows:
        if row.number >= before:
            break
        texts = [nfc(str(cell.value)) for cell in row.cells.values() if cell.kind == "text"]
        if len(texts) <= 3:
            lines.extend(texts)
    return " · ".join(lines)


def year_in(title: str) -> int | None:
    """The year a sheet's title speaks of, when it names just one."""
    years = {int(found) for found in YEAR.findall(title)}
    return years.pop() if len(years) == 1 else None


def day_in(title: str) -> date | None:
    """The day to which a sheet's title says that its figures speak, when it can be read."""
    found = DAY.search(title)
    try:
        return read_day(found.group(1)) if found else None
    except DayError:
        return None


def is_heading_row(layout: Layout, row: Row, name: str) -> bool:
    """Whether a row repeats the headings, as on every printed page."""
    if fold(name) in NAME_HEADINGS:
        return True
    filled = [column for column in layout.columns if row.cell(column).kind != BLANK]
    same = sum(code_of(heading(row.cell(c)), {layout.columns[c].code: layout.columns[c]}) != "" for c in filled)
    return len(filled) > 1 and same * 2 > len(filled)


def other_columns(layout: Layout) -> list[int]:
    """The columns that ask for no value: among them are the names."""
    last = max((max(row.cells, default=0) for row in layout.sheet.rows), default=0)
    taken = {*layout.columns, *layout.parts, layout.count_column, layout.district_column}
    return [column for column in range(1, last + 1) if column not in taken]


def data_rows(layout: Layout) -> Iterator[Row]:
    """The rows below the headings, one after another: they may still be arriving."""
    return (row for row in layout.sheet.rows if row.number >= layout.first_row)

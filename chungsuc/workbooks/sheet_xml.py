"""One worksheet's XML, read in a single streaming pass.

Why not openpyxl: its read-only mode gives either formulas or stored values, leaves blank cells without an address,
turns numbers into floats before anyone sees how they were written, and takes several times as long. What is needed
here is small and fixed by ECMA-376 (18.3.1): <row r>, <c r s t>, <f>, <v>, <is>, <mergeCell ref>.

A row leaves as [number, columns, cells] for JSON: its columns (only the first where they follow one another) and for
each a text, a code and what the cell holds. Codes: "n" number, "p" percentage, "d" date serial (the digits as written),
"s" shared string (its number), "t" text, "i" ISO date, "b" boolean, "e" error. A cell with a formula is
[code, payload, formula], its code "" where no value was stored. A formula is its text, or [number, text] for the first
cell of a shared formula, or the number alone for the cells that share it.
"""

from collections.abc import Iterator
from typing import Any

from chungsuc.workbooks.addresses import LAST_ROW, address, column_letters, parse_address
from chungsuc.workbooks.limits import Limits
from chungsuc.workbooks.parts import Book, feed, guarded_parser, plain_text
from chungsuc.workbooks.refusals import WorkbookRefused

_CODES = {"str": "t", "b": "b", "e": "e", "d": "i"}
_LETTERS = ["", *(column_letters(column) for column in range(1, 1_025))]
_ODD_ELEMENTS = 3_000_000
"""Rows and elements that are no cells: more than any real file has, and still quick to pass over."""


class Spent:
    """What a whole file has used up of its limits so far."""

    def __init__(self) -> None:
        self.cells = 0
        self.characters = 0
        self.odd_elements = 0


def told_row(number: int, columns: list[int], cells: list[Any]) -> list[Any]:
    """A row as it leaves the child."""
    unbroken = columns[-1] - columns[0] == len(columns) - 1
    return [number, columns[0] if unbroken else columns, cells]


class SheetReader:
    """Reads one worksheet; `merged` is complete once `read` is exhausted."""

    def __init__(self, book: Book, strings: int, limits: Limits, spent: Spent) -> None:
        self.limits = limits
        self.merged: list[str] = []
        self._spent = spent
        self._strings = strings
        self._uncalculated = book.uncalculated
        self._shown = {str(number): code for number, code in enumerate(book.shown)}
        self._ready: list[list[Any]] = []
        self._buffer: list[str] = []
        self._row = 0
        self._row_text = ""
        self._column = 0
        self._columns: list[int] = []
        self._cells: list[str | list[Any]] = []
        self._attributes: dict[str, str] = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._formula_attributes: dict[str, str] = {}
        self._pieces: list[str] = []
        self._phonetic = False

    def read(self, stream: Any) -> Iterator[tuple[int, list[list[Any]]]]:
        """Yield (bytes read, rows) batch by batch. WorkbookRefused, or expat's error, when the sheet is bad."""
        self._parser = guarded_parser()
        self._parser.StartElementHandler = self._start_root
        for fed in feed(self._parser, stream):
            self._check_spent()
            yield fed, self._taken()
        self._check_spent()
        yield fed, self._taken()

    def _taken(self) -> list[list[Any]]:
        batch, self._ready = self._ready, []
        return batch

    def _check_spent(self) -> None:
        if sum(map(len, self._buffer)) > 2 * self.limits.cell_text or self._spent.characters > self.limits.text:
            raise WorkbookRefused("too_large")
        if self._spent.cells > self.limits.cells or self._spent.odd_elements > _ODD_ELEMENTS:
            raise WorkbookRefused("too_many_cells")

    def _start_root(self, tag: str, _: dict[str, str]) -> None:
        """Elements carry the prefix the root has, mostly none; comparing whole names is what keeps this fast."""
        prefix = tag[: tag.rfind(":") + 1]
        if tag != f"{prefix}worksheet":
            raise WorkbookRefused("damaged")
        self._row_tag, self._c, self._v, self._f, self._is = (prefix + name for name in ("row", "c", "v", "f", "is"))
        self._t, self._phonetic_tag, self._data_tag = prefix + "t", prefix + "rPh", prefix + "sheetData"
        self._merge_tag = prefix + "mergeCell"
        self._parser.StartElementHandler = self._start_outside

    def _start_outside(self, tag: str, attributes: dict[str, str]) -> None:
        self._spent.odd_elements += 1
        if tag == self._data_tag:
            self._parser.StartElementHandler = self._start
            self._parser.EndElementHandler = self._end
            self._parser.CharacterDataHandler = self._buffer.append
        elif tag == self._merge_tag and "ref" in attributes:
            self.merged.append(attributes["ref"])

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == self._c:
            self._attributes = attributes
            self._column += 1
        elif tag == self._v:
            self._buffer.clear()
        elif tag == self._row_tag:
            self._start_row(attributes)
        else:
            self._start_inside(tag, attributes)

    def _start_inside(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == self._f:
            self._formula_attributes = attributes
            self._buffer.clear()
        elif tag == self._t:
            self._buffer.clear()
        elif tag == self._is:
            self._pieces = []
        else:
            self._spent.odd_elements += 1
            self._phonetic = self._phonetic or tag == self._phonetic_tag

    def _start_row(self, attributes: dict[str, str]) -> None:
        row = int(attributes.get("r", self._row + 1))
        if not self._row < row <= LAST_ROW:
            raise WorkbookRefused("damaged", where=f"Dòng {row}")
        self._spent.odd_elements += 1
        self._row, self._row_text, self._column = row, str(row), 0
        self._columns, self._cells = [], []

    def _end(self, tag: str) -> None:
        if tag == self._v:
            self._value = "".join(self._buffer)
        elif tag == self._c:
            self._end_cell()
        elif tag == self._row_tag:
            if self._cells:
                self._ready.append(told_row(self._row, self._columns, self._cells))
        else:
            self._end_inside(tag)

    def _end_inside(self, tag: str) -> None:
        if tag == self._f:
            self._formula = "".join(self._buffer)
        elif tag == self._t:
            if not self._phonetic:
                self._pieces.append("".join(self._buffer))
        elif tag == self._phonetic_tag:
            self._phonetic = False
        elif tag == self._data_tag:
            self._parser.StartElementHandler = self._start_outside
            self._parser.EndElementHandler = None
            self._parser.CharacterDataHandler = None
            self._buffer.clear()

    def _end_cell(self) -> None:
        attributes = self._attributes
        reference = attributes.get("r")
        column = self._column
        if reference is not None and (column > 1_024 or reference != _LETTERS[column] + self._row_text):
            self._column = column = self._placed(reference)
        self._spent.cells += 1
        kind = attributes.get("t", "n")
        value = self._value
        if value or self._formula is not None or kind == "inlineStr":
            if column > self.limits.columns or self._row > self.limits.rows:
                self._refuse_far_cell(column)
            if kind == "n" and self._formula is None:
                self._columns.append(column)
                self._cells.append(f"{self._shown.get(attributes.get('s', '0'), 'n')}{value}")
            elif kind == "s" and self._formula is None:
                self._columns.append(column)
                self._cells.append(f"s{self._string_number(value)}")
            else:
                self._add_rarer_cell(column, kind)
        self._value = None

    def _placed(self, reference: str) -> int:
        """The column a cell says it has; cells must follow one another, in their own row."""
        row, column = parse_address(reference)
        if row != self._row or column < self._column:
            raise WorkbookRefused("damaged", where=f"Ô {reference[:12]}")
        return column

    def _refuse_far_cell(self, column: int) -> None:
        limits = self.limits
        raise WorkbookRefused(
            "too_many_cells",
            f"ô có dữ liệu nằm ngoài vùng đọc được ({limits.rows} dòng, {limits.columns} cột). "
            "Hãy xóa ô này hoặc chia bảng thành nhiều tệp, rồi tải lên lại.",
            where=f"Ô {address(self._row, min(column, 16_384))}",
        )

    def _string_number(self, value: str | None) -> int:
        number = int(value or "-1")
        if not 0 <= number < self._strings:
            raise WorkbookRefused("damaged", where=f"Ô {address(self._row, self._column)}")
        return number

    def _add_rarer_cell(self, column: int, kind: str) -> None:
        code, payload = self._typed(kind)
        self._pieces = []
        if self._formula is None:
            if payload != "":
                self._columns.append(column)
                self._cells.append(f"{code}{payload}")
            return
        if self._uncalculated or payload == "":
            code, payload = "", ""
        self._columns.append(column)
        self._cells.append([code, payload, self._formula_item()])
        self._formula = None

    def _typed(self, kind: str) -> tuple[str, str | int]:
        value = self._value or ""
        if kind == "n":
            return self._shown.get(self._attributes.get("s", "0"), "n"), value
        if kind == "s":
            return "s", self._string_number(value)
        if kind == "inlineStr":
            return "t", self._counted(plain_text(self._pieces) if self._pieces else value)
        if kind not in _CODES:
            raise WorkbookRefused("damaged", where=f"Ô {address(self._row, self._column)}")
        return _CODES[kind], self._counted(plain_text([value]))

    def _counted(self, text: str) -> str:
        self._spent.characters += len(text)
        if len(text) > self.limits.cell_text:
            raise WorkbookRefused("too_large", where=f"Ô {address(self._row, self._column)}")
        return text

    def _formula_item(self) -> str | int | list[Any]:
        text = self._counted(plain_text([self._formula or ""]))
        number = self._formula_attributes.get("si")
        if self._formula_attributes.get("t") != "shared" or number is None:
            return text
        return [int(number), text] if text else int(number)

"""Writing .xlsx: streamed, without a formula anywhere, the same bytes for the same content.

Text is written as text, whatever it begins with. Text that could start a formula also gets the "quote prefix" style,
the mark a spreadsheet program itself sets when someone types an apostrophe first: it stays text when edited.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from chungsuc.workbooks.addresses import column_letters
from chungsuc.workbooks.neutral import starts_formula
from chungsuc.workbooks.streamed_sheet import CellValue, ColumnStyle, StreamedSheet, checked_text

__all__ = ["CellValue", "HeaderCell", "SheetSpec", "plain_header", "write_xlsx"]

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed moment, so that equal content gives equal bytes
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_A4 = 9
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of the header block. Columns are 1-based in the sheet, rows 1-based in the header; "last" 0 is "first"."""

    text: str
    first_col: int
    first_row: int = 1
    last_col: int = 0
    last_row: int = 0

    @property
    def right(self) -> int:
        return self.last_col or self.first_col

    @property
    def bottom(self) -> int:
        return self.last_row or self.first_row


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet to write. `rows` may be a generator: rows leave memory as they are written.

    `number_formats` and `widths` (in characters) are keyed by 1-based column. `freeze_columns` columns and everything
    down to the header stay in view.
    """

    name: str
    header: Sequence[HeaderCell]
    rows: Iterable[Sequence[CellValue]]
    title: Sequence[str] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    number_formats: Mapping[int, str] = field(default_factory=dict)
    freeze_columns: int = 0
    autofilter: bool = True
    landscape: bool = True


def plain_header(names: Sequence[str]) -> list[HeaderCell]:
    """A header of one line: each name over its own column."""
    return [HeaderCell(name, column) for column, name in enumerate(names, start=1)]


def write_xlsx(target: Path | BinaryIO, sheets: Sequence[SheetSpec]) -> None:
    """Write the sheets to a path or a binary stream. Writes nothing else.

    Raises ValueError, naming the cell, for text longer than a cell can hold or a number that is not finite.
    """
    book = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, _OPTIONS)
    book.set_properties({"created": _CREATED})
    styles = _Styles(book)
    taken: set[str] = set()
    try:
        for spec in sheets:
            _SheetWriter(book.add_worksheet(_sheet_name(spec.name, taken), StreamedSheet), spec, styles).write()
    finally:
        book.close()


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name Excel accepts: at most 31 characters, no []:*?/\\, not used twice."""
    clean = _NOT_IN_A_SHEET_NAME.sub(" ", name).strip(" '")[:31] or "Bảng"
    unique, number = clean, 2
    while unique.lower() in taken:
        ending = f" ({number})"
        unique, number = clean[: 31 - len(ending)] + ending, number + 1
    taken.add(unique.lower())
    return unique


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def attribute(self, **properties: Any) -> str:
        """The attribute by which a cell names the format."""
        return f' s="{self.get(**properties)._get_xf_index()}"'

    def header(self, text: str) -> Any:
        return self.get(
            bold=True, align="center", valign="vcenter", text_wrap=True, border=1, quote_prefix=starts_formula(text)
        )

    def title(self, text: str) -> Any:
        return self.get(bold=True, quote_prefix=starts_formula(text))


class _SheetWriter:
    """Writes one sheet from top to bottom: in constant memory a row once left cannot be written again."""

    def __init__(self, sheet: Any, spec: SheetSpec, styles: _Styles) -> None:
        self._sheet = sheet
        self._spec = spec
        self._styles = styles
        self._columns: dict[int, ColumnStyle] = {}

    def write(self) -> None:
        spec = self._spec
        header_top = len(spec.title) + 1
        header_bottom = header_top + max((cell.bottom for cell in spec.header), default=0) - 1
        self._set_up(header_top, header_bottom)
        for row, text in enumerate(spec.title, start=1):
            self._sheet.write_string(row - 1, 0, checked_text(text, row, 1), self._styles.title(text))
        self._write_header(header_top)
        last = self._write_rows(header_bottom + 1)
        columns = max((cell.right for cell in spec.header), default=0)
        if spec.autofilter and columns and header_bottom >= header_top:
            self._sheet.autofilter(header_bottom - 1, 0, max(last, header_bottom) - 1, columns - 1)

    def _set_up(self, header_top: int, header_bottom: int) -> None:
        sheet, spec = self._sheet, self._spec
        for column, width in spec.widths.items():
            sheet.set_column(column - 1, column - 1, width)
        sheet.freeze_panes(header_bottom, spec.freeze_columns)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        if spec.landscape:
            sheet.set_landscape()
        if header_bottom >= header_top:
            sheet.repeat_rows(header_top - 1, header_bottom - 1)

    def _write_header(self, top: int) -> None:
        """Row by row, borders of merged cells included. `merge_range` would go back to rows already written, so the
        merge is noted in the list it keeps."""
        pieces: list[tuple[int, int, str]] = []
        for cell in self._spec.header:
            for row in range(cell.first_row, cell.bottom + 1):
                for column in range(cell.first_col, cell.right + 1):
                    first = (row, column) == (cell.first_row, cell.first_col)
                    pieces.append((top + row - 1, column, cell.text if first else ""))
            if (cell.bottom, cell.right) != (cell.first_row, cell.first_col):
                bounds = (top + cell.first_row - 1, cell.first_col, top + cell.bottom - 1, cell.right)
                self._sheet.merge.append([bound - 1 for bound in bounds])
        for row, column, text in sorted(pieces):
            if text:
                self._sheet.write_string(
                    row - 1, column - 1, checked_text(text, row, column), self._styles.header(text)
                )
            else:
                self._sheet.write_blank(row - 1, column - 1, None, self._styles.header(""))

    def _write_rows(self, first: int) -> int:
        """Write the body; returns the last row written (the one above `first` when there is none)."""
        row = first - 1
        for row, values in enumerate(self._spec.rows, start=first):  # noqa: B007 - the last row is the result
            self._sheet.put_row(row, values, self._column_style)
        return row

    def _column_style(self, column: int) -> ColumnStyle:
        return self._columns.get(column) or self._new_column_style(column)

    def _new_column_style(self, column: int) -> ColumnStyle:
        code = self._spec.number_formats.get(column)
        own = {"num_format": code} if code else {}
        style = self._columns[column] = ColumnStyle(
            letters=column_letters(column),
            plain=self._styles.attribute(**own) if code else "",
            quoted=self._styles.attribute(quote_prefix=True),
            day=self._styles.attribute(**(own or {"num_format": "dd/mm/yyyy"})),
            moment=self._styles.attribute(**(own or {"num_format": "dd/mm/yyyy hh:mm"})),
        )
        return style

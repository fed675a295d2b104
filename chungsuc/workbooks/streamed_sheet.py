"""A worksheet whose rows are written whole, as one text, instead of cell by cell.

XlsxWriter in constant memory keeps a row's cells as objects until the next row begins; for a nation's table that is
most of the time. Here a row becomes its XML at once (ECMA-376, 18.3.1.73) in the file that XlsxWriter keeps for rows.
It also takes text that looks like rich text ("<r>…</r>") for what it is: text. XlsxWriter would copy it as XML.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any, NamedTuple

from xlsxwriter.worksheet import Worksheet

from chungsuc.workbooks.addresses import address
from chungsuc.workbooks.neutral import starts_formula

CellValue = str | int | float | Decimal | bool | date | None
_LONGEST_TEXT = 32_767
_LONE_HALVES = re.compile("[\ud800-\udfff]")
_NUMBERS = frozenset((int, float, Decimal))


class ColumnStyle(NamedTuple):
    """A column's letters and the style attribute of each sort of cell in it (' s="3"' or "")."""

    letters: str
    plain: str
    quoted: str
    day: str
    moment: str


class StreamedSheet(Worksheet):
    """A worksheet of XlsxWriter with one method more. Rows come in order, below everything written singly."""

    def put_row(self, row: int, values: Sequence[CellValue], style_of: Callable[[int], ColumnStyle]) -> None:
        """Write a 1-based row. ValueError, naming the cell, for a number that is not finite."""
        if not values:
            return
        for column in (0, len(values) - 1):
            self._check_dimensions(row - 1, column)
        if row - 1 > self.previous_row:
            self._write_single_row(row - 1)
        self.fh.write(f'<row r="{row}">{"".join(self._cells(str(row), values, style_of))}</row>')

    def _cells(self, row: str, values: Sequence[CellValue], style_of: Callable[[int], ColumnStyle]) -> Iterator[str]:
        for column, value in enumerate(values, start=1):
            if type(value) in _NUMBERS:
                style = style_of(column)
                if not isfinite(value):  # type: ignore[arg-type]
                    raise ValueError(f"{address(int(row), column)}: {value} is not a finite number")
                yield f'<c r="{style.letters}{row}"{style.plain}><v>{value:.16G}</v></c>'
            elif value is not None:
                yield self._rarer_cell(row, column, value, style_of(column))

    def _rarer_cell(self, row: str, column: int, value: Any, style: ColumnStyle) -> str:
        place = f'<c r="{style.letters}{row}"'
        if isinstance(value, str):
            text = self._escape_data(self._escape_control_characters(checked_text(value, int(row), column)))
            kept = ' xml:space="preserve"' if value != value.strip() else ""
            look = style.quoted if starts_formula(value) else style.plain
            return f'{place}{look} t="inlineStr"><is><t{kept}>{text}</t></is></c>'
        if isinstance(value, bool):
            return f'{place}{style.plain} t="b"><v>{int(value)}</v></c>'
        with_time = isinstance(value, datetime)
        serial = self._convert_date_time(value.replace(tzinfo=None) if with_time else value)
        return f"{place}{style.moment if with_time else style.day}><v>{serial:.16G}</v></c>"


def checked_text(text: str, row: int, column: int) -> str:
    """Text that fits a cell. Half characters, which no file can hold, become "�"."""
    if len(text) > _LONGEST_TEXT:
        raise ValueError(f"{address(row, column)}: text of {len(text)} characters; a cell holds {_LONGEST_TEXT}")
    try:
        text.encode()
    except UnicodeEncodeError:
        return _LONE_HALVES.sub("\ufffd", text)
    return text

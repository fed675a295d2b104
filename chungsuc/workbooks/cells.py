"""What a reading gives: cells with addresses, in rows, in sheets."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from chungsuc.workbooks.addresses import address

Value = str | int | float | bool | date | None

TEXT = "text"
NUMBER = "number"
DATE = "date"
BOOLEAN = "boolean"
ERROR = "error"
FORMULA = "formula"
BLANK = "blank"


class Cell(NamedTuple):
    """One cell. A tuple, because a workbook has hundreds of thousands of them.

    `value` is a str for text and error ("#N/A"), int or float for number, date or datetime for date, None for blank.
    For a formula it is the value the spreadsheet program stored with it, or the formula's own text when none was
    stored; `value_kind` tells which kind that stored value has (blank: none was stored).
    """

    address: str
    value: Value
    kind: str
    raw: str = ""
    """The number exactly as the file spells it ("96.7"); empty for other kinds."""
    percent: bool = False
    """The number is shown as a percentage: 0.985 means 98,5 %."""
    formula: str = ""
    """The formula with its "="; cells of a shared formula all carry the first cell's text."""
    is_link: bool = False
    """The formula reaches outside the workbook or runs a link."""
    value_kind: str = ""
    """For a formula, the kind of the stored value; otherwise empty."""


class Row:
    """A row that has at least one cell with something in it. `cells` is keyed by 1-based column, in order."""

    __slots__ = ("cells", "number", "sheet")

    cells: dict[int, Cell]

    def __init__(self, number: int, cells: dict[int, Cell], sheet: str = "") -> None:
        self.number, self.cells, self.sheet = number, cells, sheet

    def cell(self, column: int) -> Cell:
        """The cell of a 1-based column; a blank one, with its address, where the file has nothing."""
        return self.cells.get(column) or Cell(address(self.number, column), None, BLANK)

    def contents(self, columns: Sequence[int]) -> list[Hashable]:
        """What some columns of the row hold, wherever it stands: equal contents read alike. None for nothing."""
        cells = map(self.cells.get, columns)
        return [None if cell is None or cell.kind == BLANK else cell[1:] for cell in cells]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: rows in order (blank ones left out) and its merged ranges ("A1:G1")."""

    name: str
    rows: Sequence[Row] = ()
    merged: list[str] = field(default_factory=list)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """All worksheets of a file, in the order of their tabs. A .csv is one sheet without a name."""

    sheets: tuple[Sheet, ...]

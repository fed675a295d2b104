"""Turns the child's short lists into rows of cells with typed values."""

from collections.abc import Hashable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from chungsuc.workbooks.addresses import address, column_letters
from chungsuc.workbooks.cells import BLANK, BOOLEAN, DATE, ERROR, FORMULA, NUMBER, TEXT, Cell, Row, Value
from chungsuc.workbooks.formats import from_serial
from chungsuc.workbooks.formulas import is_link
from chungsuc.workbooks.limits import Limits
from chungsuc.workbooks.package import WORD
from chungsuc.workbooks.refusals import WorkbookRefused

_LONGEST_NUMBER = 64
_link = lru_cache(maxsize=4096)(is_link)


class ToldRow(Row):
    """A row as the child told it; its cells are made when they are asked for, and seldom are."""

    __slots__ = ("_first", "_made", "_place", "_teller", "_told")

    def __init__(self, number: int, columns: int | list[int], told: list[str | Cell], teller: "Teller") -> None:
        self.number, self.sheet, self._teller, self._told = number, teller.sheet or "", teller, told
        self._first = columns if isinstance(columns, int) else 0
        self._place = None if isinstance(columns, int) else {column: at for at, column in enumerate(columns)}
        self._made: dict[int, Cell] | None = None

    @property
    def cells(self) -> dict[int, Cell]:  # type: ignore[override]
        if self._made is None:
            columns = self._place or range(self._first, self._first + len(self._told))
            made = (
                (column, self._teller.cell(self, column, told))
                for column, told in zip(columns, self._told, strict=True)
            )
            self._made = {column: cell for column, cell in made if cell.kind != BLANK}
        return self._made

    def cell(self, column: int) -> Cell:
        if self._made is not None and column in self._made:
            return self._made[column]
        told = self._at(column)
        return (
            Cell(self._teller.place(self, column), None, BLANK)
            if told is None
            else self._teller.cell(self, column, told)
        )

    def contents(self, columns: Sequence[int]) -> list[Hashable]:
        if self._place is None:
            told, first, end = self._told, self._first, self._first + len(self._told)
            found = [told[column - first] if first <= column < end else None for column in columns]
        else:
            found = [self._at(column) for column in columns]
        return [item if item.__class__ is str else item and item[1:] for item in found]

    def _at(self, column: int) -> str | Cell | None:
        at = column - self._first if self._place is None else self._place.get(column, -1)
        return self._told[at] if 0 <= at < len(self._told) else None


class Teller:
    """Understands the lines about one file; keeps its shared strings and formulas."""

    def __init__(self, limits: Limits) -> None:
        self.sheet: str | None = None
        self._strings: list[str] = []
        self._shared_formulas: dict[int, str] = {}
        self._numbers: dict[str, int | float] = {}
        self._since_1904 = self._word = False
        self._letters = ["", *(column_letters(column) for column in range(1, limits.columns + 1))]

    def rows(self, line: list[Any]) -> list[Row]:
        """The rows a line carries; other lines are remembered. WorkbookRefused when a line makes no sense."""
        try:
            if line[0] == "rows" and self.sheet is not None:
                return [self._row(number, columns, told) for number, columns, told in line[2]]
            if line[0] == "strings":
                self._strings.extend(line[1])
            elif line[0] == "sheet":
                self.sheet = str(line[1])
                self._shared_formulas = {}
            elif line[0] == "book":
                self._since_1904, self._word = bool(line[2]), line[4:5] == [WORD]
            elif line[0] != "end":
                raise ValueError(line[0])
            return []
        except (ValueError, TypeError, IndexError, KeyError, OverflowError) as error:
            raise WorkbookRefused("damaged") from error

    def _row(self, number: int, columns: int | list[int], told: list[Any]) -> Row:
        """Formulas are understood at once, in their order, since they may share one; all else when it is asked for."""
        if isinstance(columns, int):
            last = columns + len(told) - 1
            sound = columns > 0
        else:
            last = max(columns)
            sound = len(columns) == len(told) and columns == sorted(set(columns)) and columns[0] > 0
        if not sound or last >= len(self._letters) or not isinstance(number, int):
            raise ValueError(number)
        kinds = set(map(type, told))
        if kinds - {str}:
            row, places = str(number), range(columns, last + 1) if isinstance(columns, int) else columns
            told = [
                item if isinstance(item, str) else self._formula_cell(self._letters[column] + row, *item)
                for column, item in zip(places, told, strict=True)
            ]
        return ToldRow(number, columns, told, self)

    def place(self, row: ToldRow, column: int) -> str:
        """How people find a cell: by its address, or in a text by table, row and column."""
        if self._word:
            return f"{row.sheet}, dòng {row.number}, cột {column}"
        return f"{self._letters[column]}{row.number}" if column < len(self._letters) else address(row.number, column)

    def cell(self, row: ToldRow, column: int, told: str | Cell) -> Cell:
        """A cell of a row. WorkbookRefused when what was told makes no sense."""
        if isinstance(told, Cell):
            return told
        place, code, payload = self.place(row, column), told[:1], told[1:]
        try:
            value, kind, raw = self._typed(code, int(payload) if code == "s" else payload)
        except (ValueError, TypeError, IndexError, KeyError, OverflowError) as error:
            raise WorkbookRefused("damaged") from error
        return Cell(place, value, kind, raw, code == "p") if value != "" else Cell(place, None, BLANK)

    def _number(self, raw: str) -> int | float:
        """int for digits only, float otherwise; the few spellings Python allows beyond XML's are refused."""
        if len(raw) > _LONGEST_NUMBER or not raw.isascii() or "_" in raw or "n" in raw.lower():
            raise ValueError(raw)
        value: int | float
        if raw.strip().lstrip("+-").isdigit():
            value = int(raw)
        else:
            value = float(raw)
            if value in (float("inf"), float("-inf")):
                raise ValueError(raw)
        if len(self._numbers) < 100_000:
            self._numbers[raw] = value
        return value

    def _typed(self, code: str, payload: Any) -> tuple[Value, str, str]:
        """(value, kind, raw) of a payload."""
        if code == "s":
            return self._strings[payload], TEXT, ""
        if code in ("n", "p"):
            known = self._numbers.get(payload)
            return self._number(payload) if known is None else known, NUMBER, payload
        if code == "d":
            day = from_serial(self._number(payload), since_1904=self._since_1904)
            return (self._number(payload), NUMBER, payload) if day is None else (day, DATE, "")
        if code == "i":
            return _iso(payload), DATE, ""
        if code == "b":
            return payload in ("1", "true"), BOOLEAN, ""
        if code not in ("e", "t"):
            raise ValueError(code)
        return (payload, ERROR, "") if code == "e" else (str(payload), TEXT, "")

    def _formula_cell(self, place: str, code: str, payload: Any, told: Any) -> Cell:
        text = "=" + self._formula(told)
        link = _link(text)
        if not code:
            return Cell(place, text, FORMULA, "", False, text, link, BLANK)
        value, kind, raw = self._typed(code, payload)
        return Cell(place, value, FORMULA, raw, code == "p", text, link, kind)

    def _formula(self, told: str | int | list[Any]) -> str:
        if isinstance(told, str):
            return told
        if isinstance(told, int):
            return self._shared_formulas.get(told, "")
        self._shared_formulas[told[0]] = told[1]
        return str(told[1])


def _iso(text: str) -> date | datetime:
    """A date or moment in ISO 8601, without its zone: cells have none."""
    if len(text) <= 10:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=None)

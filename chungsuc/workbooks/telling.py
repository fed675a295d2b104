"""Turns the child's short lists into rows of cells with typed values."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from chungsuc.workbooks.addresses import column_letters
from chungsuc.workbooks.cells import BLANK, BOOLEAN, DATE, ERROR, FORMULA, NUMBER, TEXT, Cell, Row, Value
from chungsuc.workbooks.formats import from_serial
from chungsuc.workbooks.formulas import is_link
from chungsuc.workbooks.limits import Limits
from chungsuc.workbooks.refusals import WorkbookRefused

_LONGEST_NUMBER = 64
_link = lru_cache(maxsize=4096)(is_link)


class Teller:
    """Understands the lines about one file; keeps its shared strings and formulas."""

    def __init__(self, limits: Limits) -> None:
        self._strings: list[str] = []
        self._shared_formulas: dict[int, str] = {}
        self._numbers: dict[str, int | float] = {}
        self._since_1904 = False
        self._sheet: str | None = None
        self._letters = ["", *(column_letters(column) for column in range(1, limits.columns + 1))]

    def rows(self, line: list[Any]) -> list[Row]:
        """The rows a line carries; other lines are remembered. WorkbookRefused when a line makes no sense."""
        try:
            if line[0] == "rows" and self._sheet is not None:
                return [self._row(number, cells) for number, cells in line[2]]
            if line[0] == "strings":
                self._strings.extend(line[1])
            elif line[0] == "sheet":
                self._sheet = str(line[1])
                self._shared_formulas = {}
            elif line[0] == "book":
                self._since_1904 = bool(line[2])
            elif line[0] != "end":
                raise ValueError(line[0])
            return []
        except (ValueError, TypeError, IndexError, KeyError, OverflowError) as error:
            raise WorkbookRefused("damaged") from error

    def _row(self, number: int, told: list[list[Any]]) -> Row:
        """Numbers and shared strings are nearly all cells, so they are made here without a further call."""
        cells: dict[int, Cell] = {}
        letters, strings, numbers = self._letters, self._strings, self._numbers
        row = str(number)
        for item in told:
            column, code, payload = item[0], item[1], item[2]
            place = letters[column] + row
            if len(item) > 3:
                cells[column] = self._formula_cell(place, code, payload, item[3])
            elif code == "n" or code == "p":
                number_value = numbers.get(payload)
                if number_value is None:
                    number_value = self._number(payload)
                cells[column] = Cell(place, number_value, NUMBER, payload, code == "p")
            elif code == "s":
                if text := strings[payload]:
                    cells[column] = Cell(place, text, TEXT)
            else:
                value, kind, raw = self._typed(code, payload)
                cells[column] = Cell(place, value, kind, raw)
        return Row(number, cells, self._sheet or "")

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
            return self._number(payload), NUMBER, payload
        if code == "d":
            day = from_serial(self._number(payload), since_1904=self._since_1904)
            return (self._number(payload), NUMBER, payload) if day is None else (day, DATE, "")
        if code == "i":
            return _iso(payload), DATE, ""
        if code == "b":
            return payload in ("1", "true"), BOOLEAN, ""
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

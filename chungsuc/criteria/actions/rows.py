"""Rows into tables by plain statements: through the mapper a nation's values take a minute instead of seconds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice
from typing import Any, NamedTuple

from django.db import connection, models

from ..models import Value
from ..rules import MILLION, NA

ROWS_A_STATEMENT = 50
ENOUGH_TO_STREAM = 200

# the columns of a value that differ from row to row; numbers in millionths; 3 to 7 decide whether anything changes
ValueRow = tuple[int, int, str, str, int | None, bool | None, int | None, int | None, bool, str, str, str]
Place = tuple[int, int, str]
# a current version: its id and what it says (state, number, flag, numerator, denominator; numbers in millionths)
Version = tuple[int, str, int | None, bool | None, int | None, int | None]
OWN = (
    "unit_id", "measure_id", "sex", "state", "number", "flag", "numerator", "denominator", "bare", "sheet", "cell",
    "raw",
)  # fmt: skip


class NewValue(NamedTuple):
    """A value about to be written."""

    unit_id: int
    measure_id: int
    sex: str = ""
    state: str = Value.GIVEN
    number: Decimal | None = None
    flag: bool | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    bare: bool = False
    sheet: str = ""
    cell: str = ""
    raw: str = ""

    @property
    def row(self) -> ValueRow:
        """The same as the table keeps it. ValueError for a number finer than a millionth."""
        unit, measure, sex, state, number, flag, numerator, denominator, bare, sheet, cell, raw = self
        exact = (millionths(number), flag, millionths(numerator), millionths(denominator))
        return (unit, measure, sex, state, *exact, bare, sheet, cell, raw[:200])

    @property
    def figures(self) -> tuple:
        """What it says, to be compared with `Value.figures`."""
        return (self.state, self.number, self.flag, self.numerator, self.denominator)

    @property
    def place(self) -> tuple[int, int, str]:
        return (self.unit_id, self.measure_id, self.sex)


def millionths(number: Decimal | None) -> int | None:
    """A number as the table keeps it. ValueError when it is finer."""
    if number is None:
        return None
    whole = int(scaled := number * MILLION)
    if whole != scaled:
        raise ValueError(f"{number}: more than six decimals")
    return whole


def readings_after(known: Mapping[Place, Version], rows: Iterable[ValueRow]) -> dict[int, dict[tuple[int, str], Any]]:
    """What the engine reads of units whose current versions are `known` once the rows are written."""
    found: dict[int, dict[tuple[int, str], Any]] = {}
    for place, (_, state, number, flag, *_) in known.items():
        if state != Value.WITHDRAWN:
            found.setdefault(place[0], {})[place[1:]] = _reading(number, flag)
    unit, readings = 0, dict[tuple[int, str], Any]()
    for row in rows:  # a nation's file passes here 600,000 times
        if row[0] != unit:
            unit = row[0]
            readings = found.setdefault(unit, {})
        if row[4] is not None:
            readings[row[1:3]] = row[4]
        elif row[3] == Value.WITHDRAWN:
            readings.pop(row[1:3], None)
        else:
            readings[row[1:3]] = _reading(None, row[5])
    return found


def _reading(number: int | None, flag: bool | None) -> Any:
    return number if number is not None else NA if flag is None else bool(flag)


def insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    same: Mapping[str, Any] | None = None,
) -> None:
    """Writes rows of `columns`, all with the columns of `same`: COPY on PostgreSQL when they are many."""
    table, same = model._meta.db_table, same or {}
    names, shared = ", ".join([*columns, *same]), tuple(same.values())
    rows = iter(rows)
    first = list(islice(rows, ENOUGH_TO_STREAM))
    with connection.cursor() as cursor:
        if len(first) < ENOUGH_TO_STREAM:
            if first:
                marks = f"({', '.join(['%s'] * (len(columns) + len(shared)))})"
                values = list(chain.from_iterable(row + shared for row in first))
                cursor.execute(f"INSERT INTO {table} ({names}) VALUES {', '.join([marks] * len(first))}", values)
        elif connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in chain(first, rows):
                    copy.write_row(row + shared)
        else:
            _insert_numbered(cursor, f"INSERT INTO {table} ({names}) VALUES ", len(columns), chain(first, rows), shared)


def _insert_numbered(
    cursor: Any, begin: str, width: int, rows: Iterable[tuple[Any, ...]], shared: tuple[Any, ...]
) -> None:
    rows = iter(rows)
    left: list[tuple[Any, ...]] = []

    def whole() -> Iterator[list[Any]]:
        nonlocal left
        while len(left := list(islice(rows, ROWS_A_STATEMENT))) == ROWS_A_STATEMENT:
            yield [*shared, *chain.from_iterable(left)]

    cursor.executemany(begin + _marks(ROWS_A_STATEMENT, width, len(shared)), whole())
    if left:
        cursor.executemany(begin + _marks(len(left), width, len(shared)), [[*shared, *chain.from_iterable(left)]])


@lru_cache
def _marks(rows: int, width: int, shared: int) -> str:
    """SQLite's numbered parameters: what all rows share is given once a statement."""
    ours = [f"?{n}" for n in range(1, shared + 1)]
    marks = []
    for first in range(shared + 1, shared + 1 + rows * width, width):
        marks.append(f"({', '.join([*(f'?{n}' for n in range(first, first + width)), *ours])})")
    return ", ".join(marks)

"""What a line of a row says, remembered: a nation's file has 600,000 cells and far fewer that differ."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from ..actions import ValueRow, millionths
from ..models import Value
from ..rules import NA

MOST_REMEMBERED = 100_000

# measure, sex, state, number, flag, numerator, denominator, bare, cell as kept and whether it is a column alone, raw
Meaning = tuple[int, str, str, int | None, bool | None, int | None, int | None, bool, str, bool, str]


class Meanings(dict[str, Meaning | None]):
    """Lines and what they say; None for a line that gives no value."""

    def __missing__(self, line: str) -> Meaning | None:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[line] = meaning = _meaning(json.loads(line))
        return meaning

    def rows(self, row: Any, lines: Iterable[str]) -> list[ValueRow]:
        """The values of a row of a sheet, as their table keeps them."""
        unit, sheet, number = row.unit_id, row.sheet, str(row.number)
        return [
            (unit, measure, sex, state, given, flag, above, below, bare, sheet, cell + number if here else cell, raw)
            for measure, sex, state, given, flag, above, below, bare, cell, here, raw in self._given(lines)
        ]

    def count(self, lines: Iterable[str]) -> int:
        """How many of the lines give a value."""
        return len(list(self._given(lines)))

    def _given(self, lines: Iterable[str]) -> Iterator[Meaning]:
        return filter(None, map(self.__getitem__, lines))

    def readings(self, lines: Iterable[str]) -> dict[tuple[int, str], Any]:
        """The lines as the engine reads values."""
        found: dict[tuple[int, str], Any] = {}
        for meaning in self._given(lines):
            measure, sex, state, number, flag, *_ = meaning
            if state == Value.GIVEN:
                found[measure, sex] = flag if number is None else number
            elif state == Value.NOT_APPLICABLE:
                found[measure, sex] = NA
        return found


def _meaning(item: dict[str, Any]) -> Meaning | None:
    if "k" not in item:
        return None
    said = item.get("v")
    number = millionths(Decimal(said)) if isinstance(said, str) else None
    flag = said if isinstance(said, bool) else None
    share = [millionths(Decimal(item[part])) if part in item else None for part in ("n", "d")]
    cell, raw = item["c"], item["r"][:200]
    content = (item["k"], number, flag, *share)
    return (item["m"], item["s"], *content, bool(item.get("b")), cell, cell.isalpha(), raw)

"""A row's items as lines of JSON, one an item. Equal items are equal lines, so whoever reads many reads each once."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, overload

Item = dict[str, Any]
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def line_of(item: Item, number: int) -> str:
    """An item as a line. Its cell is kept by its column alone where it stands in row `number`."""
    cell = item["c"]
    column = cell.rstrip("0123456789")
    return _encode({**item, "c": column} if column.isalpha() and cell == f"{column}{number}" else item)


def item_of(line: str, number: int) -> Item:
    """The item of a line that stands in row `number`."""
    item: Item = json.loads(line)
    item["c"] = cell_of(item["c"], number)
    return item


def cell_of(kept: str, number: int | str) -> str:
    """The cell that a line keeps: "C" in row 17 is C17."""
    return f"{kept}{number}" if kept.isalpha() else kept


class Items(Sequence[Item]):
    """The items of a row, made from their lines as they are asked for."""

    __slots__ = ("lines", "number")

    def __init__(self, lines: list[str], number: int) -> None:
        self.lines, self.number = lines, number

    @classmethod
    def of(cls, items: Iterable[Item], number: int) -> "Items":
        """The items themselves when they are packed already."""
        return items if isinstance(items, Items) else cls([line_of(item, number) for item in items], number)

    @classmethod
    def kept(cls, text: str, number: int) -> "Items":
        """Items from the text that `text` gave."""
        return cls(text.split("\n") if text else [], number)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, place: int) -> Item: ...

    @overload
    def __getitem__(self, place: slice) -> list[Item]: ...

    def __getitem__(self, place: int | slice) -> Item | list[Item]:
        if isinstance(place, slice):
            return [item_of(line, self.number) for line in self.lines[place]]
        return item_of(self.lines[place], self.number)

"""Items as lines: what goes in comes out, and equal items of two rows are one line."""

import pytest

from chungsuc.imports.models import BatchRow
from chungsuc.imports.packing import Items, line_of

GIVEN = {"m": 3, "i": "1.1", "s": "", "c": "AB17", "r": "Đạt\nhết", "k": "given", "v": True}


@pytest.mark.parametrize("cell", ["AB17", "AB7", "A170", "AB18"])
def test_an_item_comes_out_as_it_went_in(cell) -> None:
    items = [{**GIVEN, "c": cell}, {"m": 4, "i": "1.2", "s": "m", "c": "AC17", "r": ""}]
    row = BatchRow(number=17, payload=items)
    assert list(row.payload) == items
    assert row.payload[1:] == items[1:]


def test_equal_items_of_two_rows_are_one_line() -> None:
    assert line_of(GIVEN, 17) == line_of({**GIVEN, "c": "AB18"}, 18)
    assert line_of(GIVEN, 17) != line_of({**GIVEN, "c": "AB18"}, 17)


def test_a_row_without_items_keeps_none() -> None:
    assert list(Items.kept("", 1)) == []
    assert Items.of([], 1).text == ""

"""Cell addresses as people write them: column letters and a row number, "K17"."""

import re
from functools import cache

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


@cache
def column_letters(column: int) -> str:
    """Letters of a 1-based column: 1 is "A", 27 is "AA". ValueError outside 1…16384."""
    if not 1 <= column <= LAST_COLUMN:
        raise ValueError(f"column {column} is outside 1…{LAST_COLUMN}")
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """The 1-based column of its letters. ValueError when they are no letters or lie past XFD."""
    if not re.fullmatch("[A-Z]{1,3}", letters):
        raise ValueError(f"{letters!r} names no column")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    if number > LAST_COLUMN:
        raise ValueError(f"column {letters} is past XFD")
    return number


def address(row: int, column: int) -> str:
    """The address of a 1-based row and column: (17, 11) is "K17". ValueError outside a sheet."""
    if not 1 <= row <= LAST_ROW:
        raise ValueError(f"row {row} is outside 1…{LAST_ROW}")
    return f"{column_letters(column)}{row}"


def parse_address(text: str) -> tuple[int, int]:
    """(row, column), both 1-based, of an address with or without "$". ValueError when it is none."""
    found = _ADDRESS.fullmatch(text)
    if not found or int(found[2]) > LAST_ROW:
        raise ValueError(f"{text!r} is not a cell address")
    return int(found[2]), column_number(found[1])

"""How wide a line of bold text is: the rules under a body's name and a subject are a share of it.

Widths of Times Bold in thousandths of the size, as its public metrics give them; Times New Roman, Liberation Serif and
Tinos share them. A letter with marks is as wide as the letter.
"""

import unicodedata

_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CAPITAL_WIDTHS = (
    722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000,
    722, 722, 667,
)  # fmt: skip
_SMALL = "abcdefghijklmnopqrstuvwxyz"
_SMALL_WIDTHS = (
    500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722,
    500, 500, 444,
)  # fmt: skip
_OTHER_WIDTHS = {" ": 250, ",": 250, ".": 250, "/": 278, "'": 278, "’": 333, "&": 833, "%": 1000, "–": 500, "—": 1000}
_NARROW = dict.fromkeys("-():;!", 333)
_USUAL = 500
_WIDTHS = (
    dict(zip(_CAPITALS, _CAPITAL_WIDTHS, strict=True))
    | dict(zip(_SMALL, _SMALL_WIDTHS, strict=True))
    | _OTHER_WIDTHS
    | _NARROW
    | {"Đ": 722, "đ": 556}
)


def bold_width(text: str, size: float) -> float:
    """The width of one line in points, set bold in letters of `size` points."""
    letters = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return sum(_WIDTHS.get(letter, _USUAL) for letter in letters) * size / 1000


def longest(text: str, size: float, within: float) -> float:
    """The width in points of the longest line of a text, as it breaks at its line breaks and at `within` points."""
    return max((_broken(line, size, within) for line in text.split("\n")), default=0.0)


def balanced(text: str, size: float, within: float) -> float:
    """The narrowest width in points in which the text still takes as few lines: no last line of a single word."""
    lines, wide = text.split("\n"), within
    fewest = sum(len(_widths(line, size, within)) for line in lines)
    while wide > within / 2:
        narrower = wide - size
        if sum(len(_widths(line, size, narrower)) for line in lines) > fewest:
            break
        wide = narrower
    return wide


def _broken(line: str, size: float, within: float) -> float:
    return min(max(_widths(line, size, within)), within)


def _widths(line: str, size: float, within: float) -> list[float]:
    """The widths of the lines into which a text breaks at its spaces."""
    space, made, current = bold_width(" ", size), [], 0.0
    for word in line.split(" "):
        width = bold_width(word, size)
        if current and current + space + width > within:
            made.append(current)
            current = width
        else:
            current += (space if current else 0) + width
    return [*made, current]

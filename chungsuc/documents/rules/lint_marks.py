"""The number a line begins with: chapter, section, article, clause, point."""

import re
from dataclasses import dataclass

CHAPTER, LETTERED, SECTION, ARTICLE, CLAUSE, SUBCLAUSE, POINT = range(1, 8)
_ROMAN = re.compile(r"(?=[IVXL])(X{0,3}(?:IX|IV|V?I{0,3})|XL|L)$")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}

_ARTICLE_LINE = re.compile(r"Điều\s*(\d{1,3})(?:\s*[.:]|\s*$)", re.IGNORECASE)
_BLANK_ARTICLE = re.compile(r"Điều\s*[.:…_]", re.IGNORECASE)
_CHAPTER_LINE = re.compile(r"Chương\s+([IVXL]{1,7}|\d{1,2})(?![\w/])", re.IGNORECASE)
_SECTION_LINE = re.compile(r"([IVXL]{1,7})\s*[./)]\s*(?=\S)")
_LETTERED_LINE = re.compile(r"([A-HK-UY])\s*[./)]\s+(?=\S)")  # A. B. C.: what cannot be a roman number begins one
_SUBCLAUSE_LINE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{1,2}))?\s*[.)]?\s+(?=\D)")
_CLAUSE_LINE = re.compile(r"(\d{1,2})\s*[.)/]\s+(?=\S)")
_POINT_LINE = re.compile(r"([a-zđ])\s*[).]\s+(?=\S)")
_LONGEST_HEADING = 300


@dataclass(frozen=True)
class Marker:
    """A number as it stands: `depth` is CHAPTER … POINT, `value` its place (0: none given), `shown` as printed."""

    depth: int
    value: int
    shown: str
    above: tuple[int, ...] = ()  # of "2.1.": the numbers before the last

    @property
    def words(self) -> str:
        """As a step of a place."""
        name = {
            CHAPTER: "Chương", LETTERED: "phần", SECTION: "mục", ARTICLE: "Điều", CLAUSE: "khoản", SUBCLAUSE: "khoản",
            POINT: "điểm",
        }[self.depth]  # fmt: skip
        return f"{name} {self.shown}".strip()


def roman_value(text: str) -> int:
    """The number that roman letters write; 0 when they write none."""
    if not _ROMAN.fullmatch(text):
        return 0
    values = [_VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))


def marker_of(text: str, *, automatic: bool = False) -> Marker | None:
    """The number a line begins with, or None. `automatic`: Word printed it, so it is a number whatever follows."""
    if found := _ARTICLE_LINE.match(text):
        return Marker(ARTICLE, int(found[1]), found[1])
    if _BLANK_ARTICLE.match(text):
        return Marker(ARTICLE, 0, "")
    if (found := _CHAPTER_LINE.match(text)) and len(text) < _LONGEST_HEADING:
        shown = found[1].upper()
        return Marker(CHAPTER, int(shown) if shown.isdigit() else roman_value(shown), shown)
    if (found := _SECTION_LINE.match(text)) and roman_value(found[1]) and not text[found.end()].islower():
        return Marker(SECTION, roman_value(found[1]), found[1])
    if found := _LETTERED_LINE.match(text):
        return Marker(LETTERED, 0, found[1])
    return _small(text, automatic)


def _small(text: str, automatic: bool) -> Marker | None:
    if found := _SUBCLAUSE_LINE.match(text):
        numbers = [int(number) for number in found.groups() if number]
        return Marker(SUBCLAUSE, numbers[-1], ".".join(map(str, numbers)), tuple(numbers[:-1]))
    if (found := _CLAUSE_LINE.match(text)) and (automatic or not text[found.end()].islower()):
        return Marker(CLAUSE, int(found[1]), found[1])
    if found := _POINT_LINE.match(text):
        return Marker(POINT, 0, found[1])
    return None

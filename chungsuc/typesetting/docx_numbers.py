"""The numbers that Word prints by itself: a list's levels and counters as the file keeps them. Runs in the child."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVELS = 9
_LONGEST_LABEL = 60
_LARGEST = 399


def roman(number: int) -> str:
    """A number from 1 to 399 in small roman letters; beyond that in digits."""
    if not 0 < number <= _LARGEST:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written, number = written + letters, number - value
    return written


def _letter(number: int) -> str:
    """a … z, then aa, bb: as Word counts, which is not the Vietnamese alphabet."""
    if number < 1:
        return str(number)
    turn, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * min(turn + 1, 3)


_WRITTEN: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
}


@dataclass
class _Level:
    kind: str = "decimal"
    pattern: str = ""
    start: int = 1


@dataclass
class Numbering:
    """All lists of a file with their counters; asked paragraph by paragraph, in the order of the page."""

    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    of_number: dict[str, str] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def label(self, number: str | None, level: int | None, style: str | None) -> str:
        """What is printed before a paragraph of this list and level (or of a style that numbers), "" for nothing."""
        by_style = self.styles.get(style or "")
        if number is None and by_style:
            number = by_style[0]
        if level is None:
            level = by_style[1] if by_style else 0
        name = self.of_number.get(number or "")
        levels = self.lists.get(name or "")
        if name is None or levels is None or level not in levels or not 0 <= level < _LEVELS:
            return ""
        return self._printed(levels, level, self._counted(name, str(number), levels, level))

    def _counted(self, name: str, number: str, levels: dict[int, _Level], level: int) -> list[int | None]:
        counts = self._counts.setdefault(name, [None] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for at, start in self.restarts.get(number, {}).items():
                counts[at], self._starts[name, at] = None, start
        before = counts[level]
        first = self._starts.get((name, level), levels[level].start)
        counts[level] = first if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return counts

    def _printed(self, levels: dict[int, _Level], level: int, counts: list[int | None]) -> str:
        own = levels[level]
        if own.kind == "bullet":
            return "-"
        if own.kind == "none":
            return ""
        text = own.pattern
        for at in range(level + 1):
            if f"%{at + 1}" in text:
                shown = levels.get(at, _Level())
                count = counts[at]
                written = _WRITTEN.get(shown.kind, str)(shown.start if count is None else count)
                text = text.replace(f"%{at + 1}", written)
        return text.strip()[:_LONGEST_LABEL]


def read_numbering(numbering: Any, styles: Any) -> Numbering:
    """The lists of `word/numbering.xml` and the styles of `word/styles.xml` that number; either may be None."""
    found = Numbering()
    if numbering is not None:
        for item in numbering.iter(f"{W}abstractNum"):
            found.lists[item.get(f"{W}abstractNumId", "")] = _levels(item)
        for item in numbering.iter(f"{W}num"):
            number = item.get(f"{W}numId", "")
            found.of_number[number] = _value(item.find(f"{W}abstractNumId"))
            for over in item.iter(f"{W}lvlOverride"):
                start, at = over.find(f"{W}startOverride"), _whole(over.get(f"{W}ilvl"))
                if start is not None and at < _LEVELS:
                    found.restarts.setdefault(number, {})[at] = _whole(_value(start))
    if styles is not None:
        _read_styles(styles, found)
    return found


def _levels(item: Any) -> dict[int, _Level]:
    levels = {}
    for level in item.findall(f"{W}lvl"):
        at = _whole(level.get(f"{W}ilvl"))
        if 0 <= at < _LEVELS:
            start = level.find(f"{W}start")
            levels[at] = _Level(
                kind=_value(level.find(f"{W}numFmt")) or "decimal",
                pattern=_value(level.find(f"{W}lvlText"))[:_LONGEST_LABEL],
                start=_whole(_value(start)) if start is not None else 1,
            )
    return levels


def _read_styles(styles: Any, found: Numbering) -> None:
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        based[name] = _value(style.find(f"{W}basedOn"))
        numbered = style.find(f"{W}pPr/{W}numPr")
        if numbered is not None and numbered.find(f"{W}numId") is not None:
            found.styles[name] = (_value(numbered.find(f"{W}numId")), _whole(_value(numbered.find(f"{W}ilvl"))))
    for name in based:
        at, steps = name, 0
        while at not in found.styles and based.get(at) and steps < 20:
            at, steps = based[at], steps + 1
        if at in found.styles:
            found.styles[name] = found.styles[at]


def _value(item: Any) -> str:
    return "" if item is None else str(item.get(f"{W}val", ""))


def _whole(text: Any) -> int:
    text = str(text or "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0

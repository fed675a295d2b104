"""How a paper is set: the measures of Nghị định 30/2020/NĐ-CP as dated figures of a pack, never as numbers in code.

A measure that the decree gives as a range has the range and what we use inside it; what is only recalled says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


class MissingMeasure(Exception):
    """The pack has no figure of this name for that day; `key` says which."""

    def __init__(self, key: str) -> None:
        super().__init__(f"Chưa đủ căn cứ để dàn trang: thiếu {key}.")
        self.key = key


# every measure a layout needs, by the last part of its figure's key "layout:…"
MEASURES = (
    "page_width", "page_height", "margin_top", "margin_bottom", "margin_left", "margin_right",  # mm
    "national_name", "motto", "parent_body", "body_name", "number", "place_date", "kind", "subject", "text", "table",
    "signature", "recipients_title", "recipients", "page_number",  # pt
    "first_line",  # mm
    "paragraph_space",  # pt, after a paragraph
    "line_spacing",  # times single
    "body_rule_share",  # of the body's name
)  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """The measures of one day: millimetres for lengths, points for letters, and the font's name."""

    font: str
    measures: Mapping[str, Decimal]

    def mm(self, name: str) -> float:
        """A length in millimetres."""
        return float(self._of(name))

    def pt(self, name: str) -> float:
        """A size of letters, or a space between paragraphs, in points."""
        return float(self._of(name))

    def share(self, name: str) -> float:
        """A part of something, or so many times something: 0.4 of a name, 1.15 lines."""
        return float(self._of(name))

    def _of(self, name: str) -> Decimal:
        if name not in self.measures:
            raise MissingMeasure(f"layout:{name}")
        return self.measures[name]

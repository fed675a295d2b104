"""A paper as it was read: its lines in the order of the page, as frozen values."""

from dataclasses import dataclass

Cell = tuple[int, int, int]
"""A table, a row and a column of it, each counted from 1."""


BOX = "khung chữ"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph: its text in NFC without invisible marks, and the cell it stands in.

    `label` is what automatic numbering prints before it ("Điều 3.", "a)", "-"); "" when the number is typed. `place` is
    where else than in the text itself it stands: in a text box (BOX), or beside the text ("Chú thích 2", "Đầu trang").
    """

    text: str
    cell: Cell | None = None
    label: str = ""
    place: str = ""

    @property
    def aside(self) -> bool:
        """Whether the line is no part of the text that runs from page to page: a note, a page's head or foot."""
        return bool(self.place) and self.place != BOX

    @property
    def printed(self) -> str:
        """The line as the page shows it."""
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(frozen=True)
class Text:
    """All lines of a paper that hold something."""

    lines: tuple[Line, ...] = ()

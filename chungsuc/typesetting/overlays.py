"""Text for blanks that are already printed: where each field stands on the page, and how a printer is off.

Positions are millimetres from the top left of the sheet. A printer that draws sheets in a little askew gets its own
offset; the grid page shows how far it is off. Texts shrink until they fit their box.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from chungsuc.typesetting import press
from chungsuc.typesetting.content import Align
from chungsuc.typesetting.letters import laid, room_for

_SOURCE = "overlays.typ"
_HOW = (
    "Trang thử để căn phôi. In trang này ở cỡ thật (100 %), đặt chồng lên phôi rồi soi. Chữ cần sang phải hoặc xuống "
    "dưới bao nhiêu milimét thì cộng bấy nhiêu vào độ lệch ngang hoặc dọc của máy in. Độ lệch đang dùng: ngang "
    "{dx} mm, dọc {dy} mm."
)


@dataclass(frozen=True)
class Field:
    """A place on the blank: its box in mm, the size of letters in pt, and the `least` size that can still be read."""

    name: str
    x: float
    y: float
    width: float
    height: float
    size: float
    align: Align = "centre"
    bold: bool = False
    italic: bool = False
    least: float = 9

    def __post_init__(self) -> None:
        if min(self.width, self.height, self.size) <= 0:
            raise ValueError(f"the field {self.name} has no room: {self.width} × {self.height} mm, {self.size} pt")


@dataclass(frozen=True)
class Blank:
    """A printed form: its size in mm, its fields, and how far a printer is off (right and down are positive)."""

    width: float
    height: float
    fields: tuple[Field, ...]
    dx: float = 0
    dy: float = 0


@dataclass(frozen=True)
class Squeezed:
    """A text that had to be set smaller than asked: whose it is (from 0), which field, the size in pt it got."""

    entry: int
    field: str
    size: float


Progress = Callable[[int, int], None]


def overlay(blank: Blank, entries: Sequence[Mapping[str, str]], on_progress: Progress | None = None) -> bytes:
    """The text of all entries as one PDF/A-2b file, a page each, nothing but text. Raises ValueError for no entry."""
    if not entries:
        raise ValueError("an overlay needs at least one entry")
    made = press.pdf(_SOURCE, _data(blank, entries), None)
    if on_progress:
        on_progress(len(entries), len(entries))
    return made


def grid(blank: Blank) -> bytes:
    """The test page of a blank as PDF: a grid in mm, the boxes with their names, how to find the offset."""
    return press.pdf(_SOURCE, _data(blank, [], grid=True), None)


def grid_png(blank: Blank, ppi: float = 100) -> bytes:
    """The test page as a PNG picture, to look at."""
    return press.png(_SOURCE, _data(blank, [], grid=True), ppi)[0]


def squeezed(blank: Blank, entries: Sequence[Mapping[str, str]]) -> list[Squeezed]:
    """The texts that do not fit at the size asked for, in their order, for a look before printing."""
    if not entries:
        return []
    return [Squeezed(**one) for one in press.told(_SOURCE, _data(blank, entries), "squeezed")]


def _data(blank: Blank, entries: Sequence[Mapping[str, str]], *, grid: bool = False) -> dict[str, Any]:
    form = asdict(blank)
    form["fields"] = [{**asdict(field), "label": laid(field.name)} for field in blank.fields]
    how = _HOW.format(dx=f"{blank.dx:g}".replace(".", ","), dy=f"{blank.dy:g}".replace(".", ","))
    return {
        "title": "Trang căn phôi" if grid else "Chữ in lên phôi",
        "blank": form,
        "grid": grid,
        "how": how,
        "entries": [
            {field.name: _lines(entry.get(field.name, ""), field) for field in blank.fields} for entry in entries
        ],
    }


def _lines(text: str, field: Field) -> list[str]:
    """The lines of a text; a word that is wider than the box at the size asked for may break inside."""
    longest = room_for(field.width, field.size)
    return [laid(line, longest) for line in text.split("\n") if line.strip()]

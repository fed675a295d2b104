"""What other rooms put into reports: figures of units and annexes of the province. They are entered by `wiring.py`.

Everything is asked as of a day and must answer the same whenever it is asked again for that day, as far as its data
allow: a report keeps what was answered, and tells what has changed since.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeVar

Found = TypeVar("Found")


@dataclass(frozen=True)
class Fact:
    """One figure: its number (None: it could not be said) and what is printed, where it was read and is asked again.

    `key` is stable over the years, so that a figure is compared with last year's; `href` is a page of this service.
    """

    key: str
    label: str
    number: Decimal | None
    text: str
    measure: str = ""
    source: str = ""
    href: str = ""


@dataclass(frozen=True)
class AnnexColumn:
    """A column of an annex; `share` is its part of the width."""

    name: str
    share: float = 1.0
    align: Literal["left", "right", "centre"] = "left"


AnnexCell = str | Fact


@dataclass(frozen=True)
class AnnexTable:
    """A table of the province's report: a cell is a text, or a figure with its source."""

    code: str
    title: str
    columns: Sequence[AnnexColumn]
    rows: Sequence[Sequence[AnnexCell]]
    note: str = ""
    landscape: bool = False


@dataclass(frozen=True)
class Asked:
    """What is asked: the year of the report, the day to which its figures speak, and the units that report."""

    year: int
    day: date
    unit_ids: frozenset[int] = field(default_factory=frozenset)
    _read: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, reads: Callable[[], Found]) -> Found:
        """What `reads()` gives, read once for all figures and annexes that are asked together."""
        if name not in self._read:
            self._read[name] = reads()
        found: Found = self._read[name]
        return found

    @property
    def since(self) -> date:
        """The first day of the year of the report."""
        return date(self.year, 1, 1)


UnitFigures = Callable[[Asked], Mapping[int, Iterable[Fact]]]
ProvinceFigures = Callable[[Asked], Iterable[Fact]]
Annexes = Callable[[Asked], Iterable[AnnexTable]]
_figures: dict[str, UnitFigures] = {}
_of_province: dict[str, ProvinceFigures] = {}
_annexes: dict[str, Annexes] = {}
AwardRound = Callable[[str], tuple[str, str] | None]
_award_rounds: list[AwardRound] = []


def register_figures(group: str, asks: UnitFigures) -> None:
    """Lets a room answer a group of figures of units (`law.pack_reports.GROUPS`); a second entry replaces the first.

    `asks(asked)` answers for all units of `asked.unit_ids` in a fixed number of queries; who has none is left out.
    """
    _figures[group] = asks


def register_province_figures(group: str, asks: ProvinceFigures) -> None:
    """Lets a room answer a group of figures of the whole province; a second entry replaces the first.

    The keys may stand in the pack's openings as [[key]] (`law.pack_reports.WHOLE`).
    """
    _of_province[group] = asks


def register_annex(name: str, asks: Annexes) -> None:
    """Lets a room add tables to the province's report, after its own; entered again it is replaced."""
    _annexes[name] = asks


def figures_of(group: str, asked: Asked) -> Mapping[int, Iterable[Fact]]:
    """What the room of a group answers; nothing while no room offers it."""
    asks = _figures.get(group)
    return asks(asked) if asks else {}


def province_figures_of(group: str, asked: Asked) -> Iterable[Fact]:
    """What the room of a group says of the province; nothing while no room does."""
    asks = _of_province.get(group)
    return asks(asked) if asks else ()


def annexes(asked: Asked, names: Iterable[str] | None = None) -> Iterator[AnnexTable]:
    """The tables of all rooms, or of those named, in the order in which they were entered."""
    wanted = None if names is None else set(names)
    for name, asks in _annexes.items():
        if wanted is None or name in wanted:
            yield from asks(asked)


def register_award_round(asks: AwardRound) -> None:
    """Lets a room say which award round goes with a conference: `asks(code)` gives its words and its address, or None
    while it was not opened. A second entry replaces the first.
    """
    _award_rounds[:] = [asks]


def award_round_of(code: str) -> tuple[str, str] | None:
    """The award round of a code in words with its address; None for "", or while no room knows it."""
    return _award_rounds[0](code) if code and _award_rounds else None

"""What upper rooms tell the movement: which of its duties a unit has done, on what day, and where it does them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from chungsuc.questions.asking import Asking, together

# (code of the milestone, year of its due day, unit id) → the day on which it was done
Done = Mapping[tuple[str, int, int], date]


class Asked(NamedTuple):
    """What a room has put into the calendar itself: from which day, and the units that it leaves out."""

    since: date
    left_out: frozenset[int] = frozenset()


class Known(NamedTuple):
    """What a room knows: what is done, and what it asks of units itself, by (milestone, year of the due day)."""

    done: Done
    asked: Mapping[tuple[str, int], Asked] = {}


Asks = Callable[[frozenset[int] | None, frozenset[int]], Asking[Known]]
_fulfilments: dict[tuple[str, ...], Asks] = {}
_pages: dict[str, str] = {}


def register_fulfilment(milestones: Iterable[str], asks: Asks, *, page: str = "") -> None:
    """Lets a room say when units did what the milestones (codes of the plan) ask; entered again it is replaced.

    `asks(units, years)` gets unit ids (None: all) and the years of due days, and is an asking (`questions`) that
    answers with what is done for all milestones together, best in one round. What is not done is left out; what was
    done and taken back (a report returned) too. `page` is the name of the address where a unit does it.
    """
    codes = tuple(milestones)
    _fulfilments[codes] = asks
    _pages.update(dict.fromkeys(codes, page))


def fulfilled(units: frozenset[int] | None, years: frozenset[int]) -> Asking[Known]:
    """Everything that the rooms above know, by milestone, year and unit: all rooms are asked together."""
    done: dict[tuple[str, int, int], date] = {}
    asked: dict[tuple[str, int], Asked] = {}
    told = yield from together(asks(units, years) for asks in _fulfilments.values())
    for milestones, known in zip(_fulfilments, told, strict=True):
        done.update((key, day) for key, day in known.done.items() if key[0] in milestones)
        asked.update((key, one) for key, one in known.asked.items() if key[0] in milestones)
    return Known(done, asked)


def followed() -> frozenset[str]:
    """The milestones of which some room knows whether they are done."""
    return frozenset(code for milestones in _fulfilments for code in milestones)


def page_of_milestone(milestone: str) -> str:
    """The name of the address where a unit does what a milestone asks; empty where no room has told one."""
    return _pages.get(milestone, "")

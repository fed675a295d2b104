"""What upper rooms tell the movement: which of its duties a unit has done, and on what day."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

# (code of the milestone, year of its due day, unit id) → the day on which it was done
Done = Mapping[tuple[str, int, int], date]
Asks = Callable[[frozenset[int] | None, frozenset[int]], Done]
_fulfilments: dict[tuple[str, ...], Asks] = {}


def register_fulfilment(milestones: Iterable[str], asks: Asks) -> None:
    """Lets a room say when units did what the milestones (codes of the plan) ask; entered again it is replaced.

    `asks(units, years)` gets unit ids (None: all) and the years of due days, and answers
    {(milestone, year, unit_id): day done} in a fixed number of queries, one for all milestones together. What is not
    done is left out; what was done and taken back (a report returned) too.
    """
    _fulfilments[tuple(milestones)] = asks


def fulfilled(units: frozenset[int] | None, years: frozenset[int]) -> dict[tuple[str, int, int], date]:
    """Everything that the rooms above know to be done, by milestone, year and unit."""
    done: dict[tuple[str, int, int], date] = {}
    for milestones, asks in _fulfilments.items():
        done.update((key, day) for key, day in asks(units, years).items() if key[0] in milestones)
    return done


def followed() -> frozenset[str]:
    """The milestones of which some room knows whether they are done."""
    return frozenset(code for milestones in _fulfilments for code in milestones)

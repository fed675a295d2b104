"""Up to which day results about a unit are out: whoever publishes any tells it here, and what they rest on stays."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

Source = Callable[[Iterable[int]], Mapping[int, date]]
_sources: list[Source] = []


def register_published(source: Source) -> None:
    """Registers who tells, for some units by id, the last day of which something about each was published."""
    if source not in _sources:
        _sources.append(source)


def published_until(unit_ids: Iterable[int]) -> dict[int, date]:
    """The last day of which something was published, by unit; a unit about which nothing was is left out."""
    ids, found = list(unit_ids), dict[int, date]()
    for source in _sources:
        for unit_id, day in source(ids).items():
            found[unit_id] = max(day, found.get(unit_id, day))
    return found

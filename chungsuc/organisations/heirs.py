"""Who answers on a day for what a unit left behind: the one unit that it went into, else nobody until it is given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .models import Lineage


@dataclass(frozen=True)
class Heirs:
    """The units that had ended by a day, each with those that it went into. One query for all of them."""

    day: date
    ways: dict[int, frozenset[int]]

    def of(self, unit_id: int, until: date | None) -> int | None:
        """The unit itself, or through one merger after the other the one unit that it became; None when there is none
        or there are several: nobody guesses which. `until`: the unit's own last day.
        """
        if until is None or until >= self.day:
            return unit_id
        at = unit_id
        seen = {at}
        while at in self.ways:
            ways = self.ways[at]
            if len(ways) != 1 or ways & seen:
                return None
            at = next(iter(ways))
            seen.add(at)
        return None if at == unit_id else at

    def left_to(self, unit_ids: Iterable[int]) -> frozenset[int]:
        """The given units and every unit that went into one of them alone: those for which they answer."""
        found = set(unit_ids)
        while more := {past for past, ways in self.ways.items() if len(ways) == 1 and ways <= found} - found:
            found |= more
        return frozenset(found)


def heirs_on(day: date) -> Heirs:
    """The heirs of every unit that had ended by `day`. One query, whatever the number of units."""
    rows = Lineage.objects.filter(event__effective_on__lte=day, predecessor__until__lt=day)
    ways: dict[int, set[int]] = {}
    for past, heir in rows.values_list("predecessor_id", "successor_id"):
        ways.setdefault(past, set()).add(heir)
    return Heirs(day, {past: frozenset(found) for past, found in ways.items()})

"""Who cross-scores whom: nobody the own unit, nobody where a conflict stands, and the load as even as can be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Pairs:
    """Pairs (scorer, scored) in the order of the scored, and who gets fewer scorers than asked for."""

    pairs: tuple[tuple[str, str], ...]
    short: tuple[str, ...] = ()

    def load(self, unit: str) -> int:
        """How many units a unit has to score."""
        return sum(scorer == unit for scorer, _ in self.pairs)


def paired(units: Sequence[str], wanted: int, conflicts: Iterable[tuple[str, str]] = ()) -> Pairs:
    """Gives every unit `wanted` scorers (as many as there may be, where fewer may), spread evenly over the units.

    No scorer gets a second unit more than another unless conflicts leave no other way. The same units give the same
    pairs. A conflict holds both ways.
    """
    barred = {frozenset(pair) for pair in conflicts}
    order = list(units)
    may = {
        unit: [one for one in _after(order, place) if frozenset((one, unit)) not in barred]
        for place, unit in enumerate(order)
    }
    asked = {unit: min(wanted, len(may[unit])) for unit in order}
    most = -(-sum(asked.values()) // len(order)) if order else 0
    while True:
        found = _matched(order, may, asked, most)
        if sum(map(len, found.values())) == sum(asked.values()) or most > len(order):
            break
        most += 1
    pairs = tuple((scorer, unit) for unit in order for scorer in found[unit])
    return Pairs(pairs, tuple(unit for unit in order if len(found[unit]) < wanted))


def _after(order: Sequence[str], place: int) -> list[str]:
    """The others, beginning with the next: so that pairs go round and two seldom score each other."""
    return [*order[place + 1 :], *order[:place]]


def _matched(order: Sequence[str], may: dict[str, list[str]], asked: dict[str, int], most: int) -> dict[str, list[str]]:
    """As many pairs as possible when nobody scores more than `most` units: augmenting paths, one for each pair."""
    found: dict[str, list[str]] = {unit: [] for unit in order}
    scoring: dict[str, list[str]] = {unit: [] for unit in order}

    def give(unit: str, tried: set[str]) -> bool:
        for scorer in may[unit]:
            if scorer in tried or scorer in found[unit]:
                continue
            tried.add(scorer)
            if len(scoring[scorer]) < most:
                _join(unit, scorer)
                return True
            for other in list(scoring[scorer]):
                if other != unit and give(other, tried):
                    found[other].remove(scorer)
                    scoring[scorer].remove(other)
                    _join(unit, scorer)
                    return True
        return False

    def _join(unit: str, scorer: str) -> None:
        found[unit].append(scorer)
        scoring[scorer].append(unit)

    for turn in range(max(asked.values(), default=0)):
        for unit in order:
            if asked[unit] > turn:
                give(unit, set())
    return found

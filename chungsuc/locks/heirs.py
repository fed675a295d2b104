"""Which units a unit went into: who locks or opens a unit of today also speaks of its past."""

from collections.abc import Iterable, Mapping

from chungsuc.organisations.models import Lineage


def heirs_of(unit_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Each unit with every unit that it went into. One query a generation of mergers."""
    follows: dict[int, set[int]] = {}
    todo = set(unit_ids)
    while todo:
        rows = Lineage.objects.filter(predecessor_id__in=todo).values_list("predecessor_id", "successor_id")
        fresh = set()
        for before, after in rows:
            follows.setdefault(before, set()).add(after)
            fresh.add(after)
        todo = fresh - set(follows)
    return {unit: frozenset(_walk(unit, follows)) for unit in unit_ids}


def own_and_heirs(unit_id: int) -> frozenset[int]:
    """A unit and every unit that it went into."""
    return heirs_of([unit_id])[unit_id]


def _walk(unit: int, follows: Mapping[int, set[int]]) -> set[int]:
    seen, todo = set[int](), {unit}
    while todo:
        seen |= todo
        todo = {after for before in todo for after in follows.get(before, ())} - seen
    return seen

"""What units came of, worked out for many at once. Pure."""

from collections import defaultdict
from collections.abc import Iterable


def pasts_of(unit_ids: Iterable[int], edges: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """Each unit with every unit that went into it, from edges (what went, what it went into)."""
    before: dict[int, list[int]] = defaultdict(list)
    for earlier, later in edges:
        before[later].append(earlier)
    found: dict[int, frozenset[int]] = {}
    for unit_id in unit_ids:
        past, todo = {unit_id}, [unit_id]
        while todo:
            for earlier in before[todo.pop()]:
                if earlier not in past:
                    past.add(earlier)
                    todo.append(earlier)
        found[unit_id] = frozenset(past)
    return found

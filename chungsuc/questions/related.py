"""The rows that belong to one row, asked together with whatever else a page asks."""

from typing import Any

from django.db.models import Model

from .asking import Asking


def related(row: Model, *names: str) -> Asking[None]:
    """What `prefetch_related_objects([row], *names)` does, as an asking: from now on `row.name.all()` asks nothing.

    For rows that point at `row` by a foreign key. One round.
    """
    asked: dict[Any, Any] = {name: getattr(row, name).all() for name in names}
    told = yield asked
    for name in asked:
        known_rows(row, name, told[name])


def known_rows(row: Model, name: str, rows: list[Any]) -> None:
    """Gives a row those that point at it, as read elsewhere in the order of `row.name.all()`: that asks nothing now."""
    queryset = getattr(row, name).all()
    queryset._result_cache, queryset._prefetch_done = rows, True
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = queryset

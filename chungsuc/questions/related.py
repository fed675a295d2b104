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
    kept: dict[str, Any] = row.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, queryset in asked.items():
        queryset._result_cache, queryset._prefetch_done = told[name], True
        kept[name] = queryset

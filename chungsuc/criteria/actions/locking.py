"""Values ask the lock service before they are written by hand, from a file, or taken back."""

from collections.abc import Iterable

from chungsuc.locks.actions import require_all_open
from chungsuc.locks.rules import VALUES

from ..models import Indicator


def require_values_open(unit_ids: Iterable[int], measure_ids: Iterable[int], year: int) -> None:
    """Raises Locked when a lock holds a year's values of these measures, in any set and place that uses them."""
    rows = Indicator.objects.filter(measure_id__in=list(measure_ids)).order_by()
    found = rows.values_list("criterion__set__code", "code").distinct()
    require_all_open(VALUES, unit_ids, year=year, places=list(found))

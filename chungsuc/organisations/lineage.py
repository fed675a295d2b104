"""What a unit came of, what it went into and what it is called, inside the query that asks."""

from datetime import date

from django.db.models import OuterRef, Subquery
from django.db.models.expressions import RawSQL

from .models import Identity

_PAST = """
    WITH RECURSIVE past(id) AS (
        SELECT id FROM organisations_unit WHERE id = %s
        UNION SELECT lineage.predecessor_id FROM organisations_lineage lineage
        JOIN past ON lineage.successor_id = past.id
    ) SELECT id FROM past
"""
_BECAME = """
    WITH RECURSIVE became(id) AS (
        SELECT id FROM organisations_unit WHERE id = %s
        UNION SELECT lineage.successor_id FROM organisations_lineage lineage
        JOIN became ON lineage.predecessor_id = became.id
        JOIN organisations_legalevent event ON event.id = lineage.event_id
        WHERE event.effective_on <= %s
    ) SELECT id FROM became
"""


def past_of(unit_id: int) -> RawSQL:
    """A unit and every unit that went into it, for `…__in=`. No query of its own."""
    return RawSQL(_PAST, [unit_id])  # noqa: S611 - only placeholders are put in


def future_of(unit_id: int, day: date) -> RawSQL:
    """A unit and every unit that it had gone into by `day`, for `…__in=`. No query of its own."""
    return RawSQL(_BECAME, [unit_id, day])  # noqa: S611 - only placeholders are put in


def last_name_of(field: str, day: date | None = None) -> Subquery:
    """The last known name (until `day`, when given) of the unit in a row's `field`. No query of its own."""
    rows = Identity.objects.filter(unit_id=OuterRef(field)).order_by("-since")
    known = rows if day is None else rows.filter(since__lte=day)
    return Subquery(known.values("name")[:1])

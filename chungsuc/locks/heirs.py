"""Who is held with a unit: what went into it, and (of a district) the communes that stood in it on the lock's day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from chungsuc.organisations.models import Placement, Unit
from chungsuc.organisations.queries import holds_on

from .models import Lock

_HEIRS = """
    WITH RECURSIVE heir(unit_id, heir_id) AS (
        SELECT id, id FROM organisations_unit WHERE id IN ({marks})
        UNION SELECT heir.unit_id, lineage.successor_id FROM organisations_lineage lineage
        JOIN heir ON lineage.predecessor_id = heir.heir_id
    ) SELECT unit_id, heir_id FROM heir
"""


def heirs_of(unit_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Each unit with itself and every unit that it went into. One query."""
    asked = sorted(set(unit_ids))
    found: dict[int, set[int]] = {unit: {unit} for unit in asked}
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(_HEIRS.format(marks=", ".join(["%s"] * len(asked))), asked)
            for unit, heir in cursor.fetchall():
                found[unit].add(heir)
    return {unit: frozenset(heirs) for unit, heirs in found.items()}


@dataclass(frozen=True)
class Holders:
    """For each unit who speaks of it: itself, its heirs, and the districts they stood in, with their periods."""

    heirs: dict[int, frozenset[int]]
    districts: dict[int, tuple[tuple[int, date, date | None], ...]]

    def of(self, unit: int, at: datetime) -> frozenset[int]:
        """The units whose lock from `at` on holds a unit."""
        day = timezone.localtime(at).date()
        rows = (row for heir in self.heirs[unit] for row in self.districts.get(heir, ()))
        above = (parent for parent, since, until in rows if since <= day and (until is None or until >= day))
        return self.heirs[unit].union(above)


def holders_of(unit_ids: Iterable[int], named: Iterable[Unit]) -> Holders:
    """Who speaks of some units, as far as the units that locks and openings name ask. None, one or two queries."""
    ids, above = list(unit_ids), {unit.pk: unit for unit in named}
    if not above:
        return Holders({unit: frozenset({unit}) for unit in ids}, {})
    heirs = heirs_of(ids)
    districts: dict[int, tuple[tuple[int, date, date | None], ...]] = {}
    over = [unit.pk for unit in above.values() if unit.kind == "district"]
    if over:
        every = {heir for own in heirs.values() for heir in own}
        rows = Placement.objects.filter(parent_id__in=over, unit_id__in=every)
        for unit, *period in rows.values_list("unit_id", "parent_id", "since", "until"):
            districts[unit] = (*districts.get(unit, ()), tuple(period))  # type: ignore[arg-type]
    return Holders(heirs, districts)


def held_by(lock: Lock) -> frozenset[int] | None:
    """The units that a lock holds, with what they went into; None where it holds all."""
    if lock.unit is None:
        return None
    day = timezone.localtime(lock.since).date()
    members = Placement.objects.filter(holds_on(day), parent=lock.unit, parent__kind="district")
    every = heirs_of([lock.unit.pk, *members.values_list("unit_id", flat=True)])
    return frozenset(heir for heirs in every.values() for heir in heirs)

"""Which way a report goes on a day, and which body answers for which part of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from chungsuc.organisations.lineage import future_of
from chungsuc.organisations.models import Placement
from chungsuc.questions.asking import Asking, answer, rows_of

from ..models import Check, Indicator, Owner
from ..workflow import THREE_TIER, TWO_TIER
from .judging import owners_on


def tier_on(unit_id: int, day: date) -> str:
    """THREE_TIER where a district stands above the unit (or what it went into) on `day`, else TWO_TIER. One query.

    No day is written in the code: the district level ends where the units of the pack say so.
    """
    placed = Placement.objects.on(day).filter(_below_a_district(day), unit_id__in=future_of(unit_id, day))
    return THREE_TIER if placed.exists() else TWO_TIER


def _below_a_district(day: date) -> Q:
    """Placements right below a district, and those of villages whose commune stands there."""
    communes = Placement.objects.on(day).filter(parent__kind="district")
    return Q(parent__kind="district") | Q(unit__kind="village", parent_id__in=communes.values("unit_id"))


def two_tier_units(unit_ids: Iterable[int], day: date) -> frozenset[int]:
    """Of some units (none merged away by `day`) those above which no district stands. One query."""
    return answer(two_tier_asked(unit_ids, day))


def two_tier_asked(unit_ids: Iterable[int], day: date) -> Asking[frozenset[int]]:
    """As `two_tier_units`, for who asks more in the same query. One round."""
    ids = set(unit_ids)
    placed = Placement.objects.on(day).filter(_below_a_district(day), unit_id__in=ids)
    return frozenset(ids - set((yield from rows_of(placed.values_list("unit_id", flat=True)))))


@dataclass(frozen=True)
class Part:
    """A part of a set before one body: "17", or "17.1" where an indicator has a body of its own."""

    part: str
    body_id: int | None
    indicators: tuple[Indicator, ...]


def part_of(indicator: Indicator, owners: Iterable[str]) -> str:
    """The part an indicator belongs to, given the parts that have owners."""
    return indicator.code if indicator.code in owners else str(indicator.criterion.no)


def parts_on(set_code: str, indicators: Iterable[Indicator], day: date) -> tuple[Part, ...]:
    """The parts of a set with their bodies of `day`, in the order of the indicators. One query."""
    owners = owners_on(set_code, day)
    found: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        found.setdefault(part_of(indicator, owners), []).append(indicator)
    return tuple(
        Part(part, owners[part].body_id if part in owners else None, tuple(rows)) for part, rows in found.items()
    )


def bodies_now(checks: Iterable[Check], set_code: str, day: date) -> Mapping[int, int | None]:
    """Who answers for each check on `day`, by its pk: its body, or the body that took the part over when that ended.

    The checks carry their `body`. One query where a body ended, else none.
    """
    rows = list(checks)
    return bodies_after(rows, owners_on(set_code, day) if ended(rows, day) else {}, day)


def ended(checks: Iterable[Check], day: date) -> frozenset[int]:
    """Of some checks (with their `body`) those whose body is no more on `day`, by pk."""
    return frozenset(c.pk for c in checks if c.body is not None and c.body.until is not None and c.body.until < day)


def bodies_after(checks: Iterable[Check], owners: Mapping[str, Owner], day: date) -> Mapping[int, int | None]:
    """As `bodies_now`, from the owners of the parts of the set on `day`. No query."""
    rows = list(checks)
    over = ended(rows, day)
    return {c.pk: _heir(c, owners) if c.pk in over else c.body_id for c in rows}


def _heir(check: Check, owners: Mapping[str, Owner]) -> int | None:
    owner = owners.get(check.part) or owners.get(check.part.split(".")[0])
    return owner.body_id if owner else None

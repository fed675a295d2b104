"""Whose entry it is: a unit, a set and a year, with the report when it was begun."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from chungsuc.law.procedures import State
from chungsuc.organisations.models import Attribute, Identity, Unit

from .. import workflow
from ..models import CriteriaSet, Report
from ..rules import SetRule
from .judging import REGION_KEYS, assessment_day


@dataclass(frozen=True)
class EntryHead:
    """Whose entry it is: unit with its name of the year, set, year, the report when it was begun."""

    unit: Unit
    name: str
    criteria_set: CriteriaSet
    year: int
    report: Report | None
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> State:
        return workflow.STATES[self.report.state if self.report else workflow.DRAFT]

    @property
    def open(self) -> bool:
        """Whether the whole report may be written."""
        return self.state.code in workflow.OPEN_STATES

    @property
    def region(self) -> str:
        """The region whose thresholds the unit is held to in the year."""
        chosen = self.criteria_set
        plain = SetRule(chosen.code, (), (), chosen.region_default, chosen.region_rule)
        return plain.region_of(self.attributes)


def entry_head(unit_code: str, set_code: str, year: int) -> EntryHead | None:
    """The unit, set and year of an entry; None when there is no such unit, set, or year of the set.

    One query when the report was begun, two before.
    """
    if not MINYEAR <= year <= MAXYEAR:
        return None
    beside = _beside(unit_code, year)
    begun = Report.objects.filter(unit__code=unit_code, unit__kind=F("set__unit_kind"), set__code=set_code, year=year)
    report = begun.filter(set__detail="indicator").select_related("unit", "set").annotate(**beside).first()
    if report is not None:
        return _head(report.unit, report.set, year, report, report)
    units = Unit.objects.filter(code=unit_code, kind=OuterRef("unit_kind"))
    fields = {f"own_unit_{name}": Subquery(units.values(name)[:1]) for name in _UNIT_FIELDS}
    row: Any = CriteriaSet.objects.filter(code=set_code, detail="indicator").annotate(**fields, **beside).first()
    if row is None or row.own_unit_id is None:
        return None
    return _head(Unit(**{name: getattr(row, f"own_unit_{name}") for name in _UNIT_FIELDS}), row, year, None, row)


_UNIT_FIELDS = ("id", "code", "kind", "since", "until", "source", "status")


def _head(unit: Unit, criteria_set: CriteriaSet, year: int, report: Report | None, row: Any) -> EntryHead | None:
    lived = unit.since.year <= year and (unit.until is None or unit.until.year >= year)
    if not lived or year not in criteria_set.years:
        return None
    attributes = {key: value for key in REGION_KEYS if (value := getattr(row, f"own_{key}")) is not None}
    return EntryHead(unit, row.own_name or unit.code, criteria_set, year, report, attributes)


def _beside(unit_code: str, year: int) -> dict[str, Subquery]:
    """The unit's name of the year and what chooses its thresholds, beside any row.

    As of the year's last day, or the unit's own last day before it.
    """
    day = assessment_day(year)
    ends = Q(until=None) | Q(until__gte=day) | Q(until__gte=F("unit__until"))
    names = Identity.objects.filter(unit__code=unit_code, since__lte=day).order_by("-since")
    held = Attribute.objects.filter(ends, unit__code=unit_code, since__lte=day).order_by("-since")
    found = {f"own_{key}": Subquery(held.filter(key=key).values("value")[:1]) for key in REGION_KEYS}
    return {"own_name": Subquery(names.values("name")[:1]), **found}

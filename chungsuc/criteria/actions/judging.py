"""Verdicts are kept as they follow from values: in the transaction that writes the values."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..facts import SetFacts, attributes_for_year, readings, rule_of
from ..models import Assessment, CriteriaSet, Indicator, Value, Verdict
from ..rules import CriterionFinding, Judge, Readings, SetRule, told_counts
from .rows import insert

UNITS_AT_ONCE = 500

Judged = list[tuple[int, str, list[CriterionFinding]]]


class Judges:
    """The judges of a set and a year, one for each region, and which of them a unit has."""

    def __init__(self, rule: SetRule, year: int) -> None:
        self.rule, self.year = rule, year
        self._of: dict[str, Judge] = {}
        self._measures = {indicator.measure for indicator in rule.indicators}

    def concern(self, found: Readings) -> bool:
        """Whether the set asks for any of the readings."""
        return any(key[0] in self._measures for key in found)

    def of(self, attributes: Mapping[str, str]) -> tuple[str, Judge]:
        """The region of a unit with these attributes, and its judge."""
        region = self.rule.region_of(attributes)
        if region not in self._of:
            self._of[region] = Judge(self.rule, region, self.year)
        return region, self._of[region]


def judge(set_code: str, year: int, unit_ids: Iterable[int] | None = None) -> int:
    """Judges the units that have values of the year by a set and keeps the verdicts. Returns how many units.

    Without `unit_ids` every unit with values is judged. Writes Assessment and Verdict rows, nothing else.
    """
    criteria_set = CriteriaSet.objects.get(code=set_code)
    judges = Judges(rule_of(criteria_set), year)
    if unit_ids is None:
        with_values = Value.objects.filter(is_current=True, year=year).order_by("unit_id")
        unit_ids = list(with_values.values_list("unit_id", flat=True).distinct())
    total, asked = 0, iter(unit_ids)
    while part := list(islice(asked, UNITS_AT_ONCE)):  # a nation's findings do not fit in memory together
        total += keep(criteria_set, judges, dict(readings(year, part)), part)
    return total


def judged_units(facts: SetFacts, year: int, unit_ids: Iterable[int] | None = None) -> Judged:
    """(unit, region, findings) of each unit, without writing anything: the same values may be tried under any set."""
    judges = Judges(facts.rule, year)
    read = [(unit, found) for unit, found in readings(year, unit_ids) if judges.concern(found)]
    attributes = attributes_for_year(year, [unit for unit, _ in read])
    judged = []
    for unit_id, found in read:
        region, one = judges.of(attributes.get(unit_id, {}))
        judged.append((unit_id, region, one.unit(found)))
    return judged


_ASSESSED = ("unit_id", "region", "met", "not_met", "undetermined")


def keep(criteria_set: CriteriaSet, judges: Judges, read: Mapping[int, Readings], asked: Sequence[int]) -> int:
    """Judges the units that were read and replaces the assessments of those asked about; returns how many it judged.

    A unit without values has no assessment any more. The caller holds the transaction.
    """
    read = {unit: found for unit, found in read.items() if judges.concern(found)}
    attributes = attributes_for_year(judges.year, read)
    former = Assessment.objects.filter(set=criteria_set, year=judges.year, unit_id__in=asked)
    Verdict.objects.filter(assessment__in=former)._raw_delete(using=former.db)  # type: ignore[attr-defined]
    former._raw_delete(using=former.db)  # type: ignore[attr-defined]
    told, rows = {}, []
    for unit_id, found in read.items():
        region, one = judges.of(attributes.get(unit_id, {}))
        told[unit_id] = one.told(found)
        rows.append((unit_id, region, *told_counts(told[unit_id])))
    moment = connection.ops.adapt_datetimefield_value(timezone.now())
    insert(Assessment, _ASSESSED, rows, {"set_id": criteria_set.pk, "year": judges.year, "judged_at": moment})
    made = former.filter(unit_id__in=list(told)).order_by("pk").values_list("pk", "unit_id")
    verdicts: Iterable[tuple[Any, ...]] = ((pk, *verdict) for pk, unit_id in list(made) for verdict in told[unit_id])
    insert(Verdict, ("assessment_id", "no", "outcome", "findings"), verdicts)
    return len(told)


def sharing(criteria_set: CriteriaSet, year: int) -> list[CriteriaSet]:
    """The other sets that judged somebody in the year and use a measure of this one. One query."""
    own = Indicator.objects.filter(criterion__set=criteria_set).values("measure_id")
    same = Indicator.objects.filter(criterion__set=OuterRef("pk"), measure_id__in=own)
    judged = Assessment.objects.filter(set=OuterRef("pk"), year=year)
    return list(CriteriaSet.objects.exclude(pk=criteria_set.pk).filter(Exists(same), Exists(judged)))


def assessed(criteria_set: CriteriaSet, year: int, unit_ids: Iterable[int]) -> list[int]:
    """Those of the units that a set judged in the year."""
    rows = Assessment.objects.filter(set=criteria_set, year=year, unit_id__in=list(unit_ids))
    return list(rows.order_by("unit_id").values_list("unit_id", flat=True))


def judge_after(criteria_set: CriteriaSet, year: int, unit_ids: Sequence[int]) -> None:
    """Judges units whose values changed: by the set that the values came with, and by those that judged them before."""
    judge(criteria_set.code, year, unit_ids)
    for one in sharing(criteria_set, year):
        judge(one.code, year, assessed(one, year, unit_ids))


def rejudge_unit(unit_id: int, year: int, measure_id: int, found: Readings) -> None:
    """Judges one unit, whose readings of the year are `found`, again in those sets that did and use the measure."""
    judged = CriteriaSet.objects.filter(assessments__unit_id=unit_id, assessments__year=year)
    for criteria_set in judged.filter(criteria__indicators__measure_id=measure_id).distinct():
        keep(criteria_set, Judges(rule_of(criteria_set), year), {unit_id: found}, [unit_id])

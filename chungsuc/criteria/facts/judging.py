"""Sets as the engine needs them, readings of units, and who answers for a criterion."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.db import connection
from django.db.models import Max, QuerySet

from chungsuc.organisations.models import Attribute, Unit
from chungsuc.organisations.queries import holds_on

from ..models import Assessment, CriteriaSet, Indicator, Owner, Threshold, Value
from ..rules import MILLION, NA, IndicatorRule, Readings, SetRule, Wording

ROWS_AT_ONCE = 5000


def assessment_day(year: int) -> date:
    """The day to which a year's values speak: its last."""
    return date(year, 12, 31)


def assessed_until(unit_ids: Iterable[int]) -> dict[int, date]:
    """The last day of the newest year that each unit was assessed for. One query."""
    rows = (
        Assessment.objects.filter(unit_id__in=list(unit_ids)).values("unit_id").annotate(newest=Max("year")).order_by()
    )
    return {row["unit_id"]: assessment_day(row["newest"]) for row in rows}


@dataclass(frozen=True)
class SetFacts:
    """A set with everything a page or the engine asks of it. Three queries."""

    set: CriteriaSet
    criteria: Mapping[int, Any]
    indicators: tuple[Indicator, ...]
    thresholds: Mapping[int, tuple[Threshold, ...]]

    @property
    def rule(self) -> SetRule:
        """The set for the engine."""
        return SetRule(
            code=self.set.code,
            criteria=tuple(self.criteria),
            indicators=tuple(self._indicator_rule(indicator) for indicator in self.indicators),
            region_default=self.set.region_default,
            region_rule=self.set.region_rule,
        )

    def _indicator_rule(self, indicator: Indicator) -> IndicatorRule:
        return IndicatorRule(
            code=indicator.code,
            criterion=indicator.criterion.no,
            measure=indicator.measure_id,
            operator=indicator.operator,
            by_sex=indicator.by_sex,
            not_applicable_allowed=indicator.not_applicable_allowed,
            thresholds={
                (t.region, t.year): _millionths(t.number) if t.flag is None else t.flag
                for t in self.thresholds.get(indicator.pk, ())
            },
        )

    def wording(self, code: str) -> Wording:
        """What is needed to speak about an indicator."""
        indicator = self.by_code[code]
        return Wording(indicator.code, indicator.name, indicator.unit, indicator.operator, indicator.by_sex)

    @property
    def by_code(self) -> Mapping[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}

    def of_criterion(self, no: int) -> list[Indicator]:
        return [indicator for indicator in self.indicators if indicator.criterion.no == no]

    def largest_threshold(self, indicator: Indicator) -> Decimal | None:
        """The largest known threshold of any region and year: the order of magnitude of its values."""
        return max((t.number for t in self.thresholds.get(indicator.pk, ()) if t.number is not None), default=None)

    def threshold_of(self, indicator: Indicator, region: str, year: int) -> Threshold | None:
        """The threshold row that applies: the most particular for this region and year."""
        rows = {(t.region, t.year): t for t in self.thresholds.get(indicator.pk, ())}
        for key in ((region, year), (region, None), ("*", year), ("*", None)):
            if key in rows:
                return rows[key]
        return None


def _millionths(number: Any) -> int | None:
    return None if number is None else int(number * MILLION)


def set_facts(code: str | CriteriaSet) -> SetFacts:
    """The set with this code (or the one at hand); CriteriaSet.DoesNotExist when no pack brought it."""
    criteria_set = code if isinstance(code, CriteriaSet) else CriteriaSet.objects.get(code=code)
    indicators = tuple(
        Indicator.objects.filter(criterion__set=criteria_set)
        .select_related("criterion", "measure")
        .order_by("criterion__no", "position")
    )
    thresholds: dict[int, list[Threshold]] = {}
    for threshold in Threshold.objects.filter(indicator__criterion__set=criteria_set):
        thresholds.setdefault(threshold.indicator_id, []).append(threshold)
    return SetFacts(
        criteria_set,
        {criterion.no: criterion for criterion in criteria_set.criteria.all()},
        indicators,
        {indicator: tuple(rows) for indicator, rows in thresholds.items()},
    )


def rule_of(criteria_set: CriteriaSet) -> SetRule:
    """What `set_facts(…).rule` gives, for whoever needs nothing else: no objects are made on the way. Two queries."""
    thresholds: dict[int, dict[tuple[str, int | None], int | bool | None]] = {}
    known = Threshold.objects.filter(indicator__criterion__set=criteria_set).order_by()
    for indicator, region, year, number, flag in known.values_list("indicator_id", "region", "year", "number", "flag"):
        thresholds.setdefault(indicator, {})[region, year] = _millionths(number) if flag is None else flag
    columns = ("pk", "code", "measure_id", "operator", "by_sex", "not_applicable_allowed")
    rows = criteria_set.criteria.order_by("no", "indicators__position")
    found = list(rows.values_list("no", *(f"indicators__{column}" for column in columns)))
    return SetRule(
        code=criteria_set.code,
        criteria=tuple(dict.fromkeys(no for no, *_ in found)),
        indicators=tuple(
            IndicatorRule(code, no, measure, operator, by_sex, may_not_apply, thresholds.get(pk, {}))
            for no, pk, code, measure, operator, by_sex, may_not_apply in found
            if pk is not None
        ),
        region_default=criteria_set.region_default,
        region_rule=criteria_set.region_rule,
    )


def set_names() -> dict[str, str]:
    """Names of the criteria sets by code. One query."""
    return dict(CriteriaSet.objects.values_list("code", "name"))


def sets_for_year(year: int, *, level: str = "") -> list[CriteriaSet]:
    """The sets that judge a year, newest first."""
    found = [s for s in CriteriaSet.objects.order_by("-since") if year in s.years]
    return [s for s in found if not level or s.level == level]


def readings(year: int, unit_ids: Iterable[int] | None = None) -> Iterator[tuple[int, Readings]]:
    """Each unit's readings of a year from one ordered cursor: (unit, {(measure, sex): millionths | flag | NA}).

    The rows come as the database gives them: the mapper's converters would take longer than judging a nation.
    """
    ids = None if unit_ids is None else list(unit_ids)
    if ids == []:
        return
    sql, parameters = Value.objects.current().for_judging(year, ids).query.sql_with_params()
    unit, found = None, cast("dict[tuple[int, str], Any]", {})
    with connection.chunked_cursor() if ids is None else connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            for unit_id, measure, sex, millionths, flag in rows:
                if unit_id != unit:
                    if unit is not None:
                        yield unit, found
                    unit, found = unit_id, {}
                # what is in use and holds neither says "không áp dụng": a_given_value_is_a_number_or_a_flag
                said = millionths if millionths is not None else NA if flag is None else bool(flag)
                found[measure, sex] = said
    if unit is not None:
        yield unit, found


# what a value says: state, number, flag (1 or 0 on SQLite), numerator, denominator; the numbers in millionths
Said = tuple[str, int | None, bool | None, int | None, int | None]


def said_by(
    unit_ids: Iterable[int], year: int, column_of: Mapping[tuple[int, str], int]
) -> dict[int, list[Said | None]]:
    """The current values of some units as rows of a table whose columns are keyed by (measure, sex). One query.

    Other measures are read and passed over: asking for these alone takes the database twice as long.
    """
    sql, parameters = Value.objects.current().for_table(year, unit_ids).query.sql_with_params()
    table: dict[int, list[Said | None]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found = cursor.fetchall()
    for value in found:
        column = column_of.get(value[1:3])
        if column is not None:
            if value[0] not in table:
                table[value[0]] = [None] * len(column_of)
            table[value[0]][column] = value[3:]
    return table


REGION_KEYS = ("region", "special_difficulty", "border", "commune_group", "in_ntm_scope")


def attributes_for_year(year: int, unit_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """The attributes that choose thresholds, as of the year's last day or the unit's own last day before it."""
    ids = list(unit_ids)
    day = assessment_day(year)
    found: dict[int, dict[str, str]] = {}
    rows = Attribute.objects.filter(holds_on(day), unit_id__in=ids, key__in=REGION_KEYS)
    for unit_id, key, value in rows.values_list("unit_id", "key", "value"):
        found.setdefault(unit_id, {})[key] = value
    closed: dict[date, list[int]] = {}
    for unit_id, last_day in Unit.objects.filter(pk__in=ids, until__lt=day).values_list("pk", "until"):
        closed.setdefault(last_day or day, []).append(unit_id)
    for last_day, members in closed.items():
        kept = Attribute.objects.filter(holds_on(last_day), unit_id__in=members, key__in=REGION_KEYS)
        for unit_id, key, value in kept.values_list("unit_id", "key", "value"):
            found.setdefault(unit_id, {})[key] = value
    return found


def owners_on(set_code: str, day: date) -> dict[str, Owner]:
    """Who answers for each part ("17", "17.1") of a set on a day."""
    return {owner.part: owner for owner in owners_of(set_code, day)}


def owners_of(set_code: str, day: date) -> QuerySet[Owner]:
    """The rows that say who answers for the parts of a set on a day, with their bodies."""
    return Owner.objects.filter(holds_on(day), set__code=set_code).select_related("body")


def region_of_unit(criteria_set: CriteriaSet, unit_id: int, year: int) -> str:
    """The region whose thresholds a unit is held to in a year: as of its last day, or its unit's last day before it."""
    day = assessment_day(year)
    last = Unit.objects.filter(pk=unit_id).values_list("until", flat=True).first()
    at = min(last, day) if last else day
    rows = Attribute.objects.filter(holds_on(at), unit_id=unit_id, key__in=REGION_KEYS)
    attributes = dict(rows.values_list("key", "value"))
    plain = SetRule(criteria_set.code, (), (), criteria_set.region_default, criteria_set.region_rule)
    return plain.region_of(attributes)

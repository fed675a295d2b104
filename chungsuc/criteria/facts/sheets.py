"""A unit's figures of a year by one set: what it declared, what stood last year, and what doubts there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..models import CheckRule, CriteriaSet, Declared, Indicator, Value
from ..plausibility import Doubt, Rule, doubts
from ..rules import BOTH_SEXES, ONE

Place = tuple[int, str]  # measure, sex


def sexes_of(indicator: Indicator) -> tuple[str, ...]:
    """The sexes by which an indicator is declared: both, or "" for all together."""
    return BOTH_SEXES if indicator.by_sex else ONE


@dataclass(frozen=True)
class Sheet:
    """The figures of a unit's year. `last` holds last year's official values, or what was declared where none is."""

    criteria_set: CriteriaSet
    unit_id: int
    year: int
    indicators: tuple[Indicator, ...]
    declared: Mapping[Place, Declared]
    last: Mapping[Place, Value | Declared]

    def places(self) -> Iterable[tuple[Indicator, str]]:
        """Every indicator with every sex by which it is declared."""
        return ((indicator, sex) for indicator in self.indicators for sex in sexes_of(indicator))

    def given(self, indicator: Indicator, sex: str) -> Declared | None:
        """What is declared there; None where nothing is (any more)."""
        row = self.declared.get((indicator.measure_id, sex))
        return None if row is None or row.state == Declared.BLANK else row

    def empty_places(self) -> list[tuple[Indicator, str]]:
        """Where nothing is declared yet."""
        return [(indicator, sex) for indicator, sex in self.places() if self.given(indicator, sex) is None]

    def doubts(self, rules: Iterable[Rule]) -> tuple[Doubt, ...]:
        """What the figures do not pass of a pack's checks."""
        now = {(i.code, sex): _figure(self.given(i, sex)) for i, sex in self.places()}
        before = {(i.code, sex): _figure(self.last.get((i.measure_id, sex))) for i, sex in self.places()}
        return doubts(
            rules,
            {key: value for key, value in now.items() if value is not None},
            {key: value for key, value in before.items() if value is not None},
        )


def _figure(row: Value | Declared | None) -> Decimal | bool | None:
    if row is None or row.state != Declared.GIVEN:
        return None
    return row.number if row.flag is None else row.flag


def sheet(unit_id: int, criteria_set: CriteriaSet, year: int, *, indicators: Iterable[Indicator] = ()) -> Sheet:
    """The figures of a unit's year by a set, or of the given indicators only. Three queries, two with indicators."""
    asked = tuple(indicators) or tuple(
        Indicator.objects.filter(criterion__set=criteria_set)
        .select_related("criterion", "measure")
        .order_by("criterion__no", "position")
    )
    measures = [indicator.measure_id for indicator in asked]
    of_unit = {"unit_id": unit_id, "measure_id__in": measures, "is_current": True}
    rows = list(Declared.objects.filter(year__in=(year - 1, year), **of_unit))
    last: dict[Place, Value | Declared] = {(r.measure_id, r.sex): r for r in rows if r.year == year - 1}
    official = Value.objects.current().filter(year=year - 1, **of_unit)
    last |= {(row.measure_id, row.sex): row for row in official}
    declared = {(r.measure_id, r.sex): r for r in rows if r.year == year}
    return Sheet(criteria_set, unit_id, year, asked, declared, last)


def check_rules(criteria_set: CriteriaSet) -> dict[str, CheckRule]:
    """The checks of a set in use, by code. One query."""
    return {rule.code: rule for rule in CheckRule.objects.filter(set=criteria_set, retired=False)}


def as_rule(row: CheckRule) -> Rule:
    """A check as the pure rules read it."""
    return Rule(row.code, row.kind, row.level, row.params, row.words, row.source, row.status)

"""Declared against verified: the difference per unit and year is itself a figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from ..models import CriteriaSet, Declared, Indicator, Report, Value
from ..rules import MET, MILLION, NA, CriterionFinding, Judge, Readings
from .judging import attributes_for_year, region_of_unit, rule_of

Figures = tuple[Any, ...]


@dataclass(frozen=True)
class GapLine:
    """One value where the two differ. `difference` is verified minus declared; None where either is no number."""

    indicator: str
    name: str
    unit_words: str
    sex: str
    declared: Any
    verified: Any
    difference: Decimal | None
    reason: str


@dataclass(frozen=True)
class DeclaredGap:
    """A unit's year by a set: how many values were compared, which differ, and what that does to its criteria."""

    unit_id: int
    set_code: str
    set_name: str
    year: int
    compared: int
    lines: tuple[GapLine, ...]
    met_declared: int
    met_verified: int
    criteria: tuple[int, ...]  # those whose outcome differs

    @property
    def share(self) -> Decimal:
        """The share of values that differ, in per cent."""
        return Decimal(0) if not self.compared else Decimal(100 * len(self.lines)) / self.compared


def declared_readings(rows: Iterable[Any]) -> Readings:
    """Declared or official rows as the engine reads them."""
    found: dict[tuple[int, str], Any] = {}
    for row in rows:
        if row.state == Declared.GIVEN:
            found[row.measure_id, row.sex] = int(row.number * MILLION) if row.flag is None else row.flag
        elif row.state == Declared.NOT_APPLICABLE:
            found[row.measure_id, row.sex] = NA
    return found


def declared_verdicts(unit_id: int, set_code: str, year: int) -> list[CriterionFinding]:
    """The criteria as a unit's own figures would have them (self-assessment). Empty when it declared nothing."""
    rows = list(Declared.objects.current().filter(unit_id=unit_id, year=year))
    if not rows:
        return []
    criteria_set = CriteriaSet.objects.get(code=set_code)
    rule = rule_of(criteria_set)
    return Judge(rule, region_of_unit(criteria_set, unit_id, year), year).unit(declared_readings(rows))


def corrected_counts(unit_id: int) -> list[tuple[int, str, int]]:
    """(year, set, values that bodies corrected) of a unit's concluded reports, the newest first. One query."""
    rows = Report.objects.filter(unit_id=unit_id, state="concluded").annotate(
        corrected=Count("checks__verified", filter=Q(checks__verified__is_current=True))
    )
    return list(rows.order_by("-year", "set__code").values_list("year", "set__name", "corrected"))


def declared_gap(unit_id: int, year: int) -> tuple[DeclaredGap, ...]:
    """The gaps of a unit's concluded reports of a year, one for each set."""
    return declared_gaps([unit_id], year)


def declared_gaps(unit_ids: Iterable[int] | None, year: int | None = None) -> tuple[DeclaredGap, ...]:
    """The gaps of every concluded report (of some units, of a year), the largest first. A fixed number of queries."""
    reports = Report.objects.filter(state="concluded").select_related("set")
    reports = reports if unit_ids is None else reports.filter(unit_id__in=list(unit_ids))
    rows = list(reports if year is None else reports.filter(year=year))
    units, years = {r.unit_id for r in rows}, {r.year for r in rows}
    declared = _by_unit_and_year(Declared.objects.current().filter(unit_id__in=units, year__in=years))
    verified = _by_unit_and_year(Value.objects.current().filter(unit_id__in=units, year__in=years))
    indicators = _indicators({r.set_id for r in rows})
    judges = _judges(rows)
    gaps = [
        _gap(r, declared.get((r.unit_id, r.year), {}), verified.get((r.unit_id, r.year), {}), indicators, judges[r.pk])
        for r in rows
    ]
    return tuple(sorted(gaps, key=lambda gap: (-len(gap.lines), gap.unit_id, gap.set_code)))


Rows = dict[tuple[int, str], Any]


def _by_unit_and_year(rows: Iterable[Any]) -> dict[tuple[int, int], Rows]:
    found: dict[tuple[int, int], Rows] = {}
    for row in rows:
        found.setdefault((row.unit_id, row.year), {})[row.measure_id, row.sex] = row
    return found


def _indicators(set_ids: Iterable[int]) -> Mapping[int, list[Indicator]]:
    found: dict[int, list[Indicator]] = {}
    if not set_ids:
        return found
    for row in Indicator.objects.filter(criterion__set_id__in=set_ids).select_related("criterion"):
        found.setdefault(row.criterion.set_id, []).append(row)
    return found


def _judges(reports: Iterable[Report]) -> dict[int, Judge]:
    """A judge for each report, by its pk; a set is read once, the attributes of a year's units once."""
    rows = list(reports)
    rules = {r.set_id: rule_of(r.set) for r in {r.set_id: r for r in rows}.values()}
    attributes = {
        year: attributes_for_year(year, {r.unit_id for r in rows if r.year == year}) for year in {r.year for r in rows}
    }
    made: dict[tuple[int, str, int], Judge] = {}
    found = {}
    for report in rows:
        region = rules[report.set_id].region_of(attributes[report.year].get(report.unit_id, {}))
        key = (report.set_id, region, report.year)
        if key not in made:
            made[key] = Judge(rules[report.set_id], region, report.year)
        found[report.pk] = made[key]
    return found


def _gap(
    report: Report, declared: Rows, verified: Rows, indicators: Mapping[int, list[Indicator]], judge: Judge
) -> DeclaredGap:
    lines, compared = [], 0
    for indicator in sorted(indicators.get(report.set_id, ()), key=lambda i: (i.criterion.no, i.position)):
        for sex in ("m", "f") if indicator.by_sex else ("",):
            mine, theirs = declared.get((indicator.measure_id, sex)), verified.get((indicator.measure_id, sex))
            if mine is None:
                continue
            compared += 1
            if theirs is None or mine.figures[:3] != theirs.figures[:3]:
                lines.append(_line(indicator, sex, mine, theirs))
    before, after = judge.unit(declared_readings(declared.values())), judge.unit(declared_readings(verified.values()))
    differing = tuple(one.no for one, other in zip(before, after, strict=True) if one.outcome != other.outcome)
    return DeclaredGap(
        unit_id=report.unit_id,
        set_code=report.set.code,
        set_name=report.set.name,
        year=report.year,
        compared=compared,
        lines=tuple(lines),
        met_declared=sum(one.outcome == MET for one in before),
        met_verified=sum(one.outcome == MET for one in after),
        criteria=differing,
    )


def _line(indicator: Indicator, sex: str, mine: Any, theirs: Any) -> GapLine:
    known = theirs is not None and mine.number is not None and theirs.number is not None
    words = "" if indicator.kind == "boolean" else indicator.unit
    difference = theirs.number - mine.number if known else None
    return GapLine(
        indicator.code,
        indicator.name,
        words,
        sex,
        mine,
        theirs,
        difference,
        theirs.reason if theirs is not None else "",
    )

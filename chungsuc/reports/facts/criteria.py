"""Sets and their criteria across communes: who fails what, where, by how much, and what is asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chungsuc.criteria.facts import assessment_day
from chungsuc.criteria.facts.demands import (
    Body,
    Demand,
    bodies,
    demand_of,
    figures_of,
    unit_of,
    wording_of,
)
from chungsuc.criteria.models import CriteriaSet, Criterion, Indicator, Threshold, Verdict
from chungsuc.criteria.rules import Finding, distance, explain
from chungsuc.law.figures import show_decimal
from chungsuc.organisations.facts import UnitFact, UnitTree, tree_on
from chungsuc.rulebook.citing import document_words, with_documents
from chungsuc.rulebook.models import Figure

from .communes import MET, NOT_MET, UNDETERMINED, last_year

Covers = Callable[[int], bool]

# --- the sets -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CriterionCount:
    """A criterion with how many communes meet it, fail it, or leave it open in the newest year of its set."""

    no: int
    name: str
    group: str
    met: int
    not_met: int
    undetermined: int


@dataclass(frozen=True)
class SetLine:
    """A set with its decision, its years, how well its thresholds are founded, and its criteria."""

    code: str
    name: str
    document: str
    since: date
    until: date | None
    years: tuple[int, ...]
    statuses: Mapping[str, int]
    indicators: int
    judged_year: int | None
    criteria: tuple[CriterionCount, ...]


def sets_page(day: date, covers: Covers) -> list[SetLine]:
    """Every set, newest first, with the results of its newest year over by `day`. Five queries."""
    sets = list(with_documents(CriteriaSet.objects.of_communes().order_by("-since", "code")))
    statuses: dict[str, dict[str, int]] = {}
    for figure in Figure.objects.current().filter(key__startswith="threshold:").with_standing():
        counted = statuses.setdefault(figure.key.split(":")[1], {})
        counted[figure.standing] = counted.get(figure.standing, 0) + 1
    criteria: dict[int, list[Criterion]] = {}
    for criterion in Criterion.objects.order_by("no"):
        criteria.setdefault(criterion.set_id, []).append(criterion)
    indicators = list(Indicator.objects.values_list("criterion__set_id", flat=True))
    judged = _counts_by_set(last_year(day), covers)
    return [
        SetLine(
            each.code,
            each.name,
            document_words(each),
            each.since,
            each.until,
            tuple(each.years),
            statuses.get(each.code, {}),
            indicators.count(each.pk),
            judged.get(each.pk, (None, {}))[0],
            tuple(_count_line(c, judged.get(each.pk, (None, {}))[1]) for c in criteria.get(each.pk, ())),
        )
        for each in sets
    ]


def _counts_by_set(until_year: int, covers: Covers) -> dict[int, tuple[int, dict[tuple[int, str], int]]]:
    """For each set its newest judged year and how many communes of the reach have each (criterion, outcome)."""
    rows = Verdict.objects.filter(assessment__year__lte=until_year).values_list(
        "assessment__set_id", "assessment__year", "assessment__unit_id", "no", "outcome"
    )
    found: dict[int, tuple[int, dict[tuple[int, str], int]]] = {}
    for set_id, year, unit_id, no, outcome in rows.order_by("-assessment__year"):
        newest, counted = found.setdefault(set_id, (year, {}))
        if year == newest and covers(unit_id):
            counted[no, outcome] = counted.get((no, outcome), 0) + 1
    return found


def _count_line(criterion: Criterion, counted: Mapping[tuple[int, str], int]) -> CriterionCount:
    met, missed, unsure = (counted.get((criterion.no, each), 0) for each in (MET, NOT_MET, UNDETERMINED))
    return CriterionCount(criterion.no, criterion.name, criterion.group, met, missed, unsure)


# --- one criterion ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Failing:
    """A commune that fails a criterion: what it has, and by how much it misses."""

    unit: UnitFact
    district: UnitFact | None
    said: tuple[str, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorDemand:
    """An indicator with every demand that a set makes of it."""

    code: str
    name: str
    text: str
    set_by: str
    demands: tuple[Demand, ...]


@dataclass(frozen=True)
class CriterionPage:
    """One criterion of a set: who fails it, where, by how much, and who answers for it."""

    set_code: str
    set_name: str
    no: int
    name: str
    year: int | None
    by_year: Mapping[int, tuple[int, int, int]]
    by_district: tuple[tuple[UnitFact, int, int], ...]
    failing: tuple[Failing, ...]
    indicators: tuple[IndicatorDemand, ...]
    owners: tuple[Body, ...]


def criterion_page(set_code: str, no: int, day: date, covers: Covers) -> CriterionPage | None:
    """A criterion across communes in the newest year over by `day`; None when no set has it. Seven queries."""
    indicators = list(
        Indicator.objects.filter(criterion__set__code=set_code, criterion__no=no).select_related("criterion__set")
    )
    if not indicators:
        return None
    criterion = indicators[0].criterion
    judged = [
        row
        for row in Verdict.objects.filter(assessment__set=criterion.set, assessment__year__lte=last_year(day), no=no)
        .order_by("assessment__year")
        .values_list("assessment__year", "assessment__unit_id", "outcome", "findings")
        if covers(row[1])
    ]
    year = judged[-1][0] if judged else None
    tree = tree_on(assessment_day(year) if year else day)
    newest = {unit: (outcome, findings) for at, unit, outcome, findings in judged if at == year}
    return CriterionPage(
        set_code,
        criterion.set.name,
        no,
        criterion.name,
        year,
        _by_year(judged),
        _by_district(tree, newest),
        _failing(tree, newest, indicators),
        _demands(indicators, criterion.set),
        tuple(bodies(set_code, no)),
    )


def _by_year(judged: Iterable[tuple]) -> dict[int, tuple[int, int, int]]:
    counted: dict[int, list[int]] = {}
    for year, _, outcome, _ in judged:
        counted.setdefault(year, [0, 0, 0])[(MET, NOT_MET, UNDETERMINED).index(outcome)] += 1
    return {year: (met, missed, unsure) for year, (met, missed, unsure) in counted.items()}


def _by_district(tree: UnitTree, newest: Mapping[int, tuple]) -> tuple[tuple[UnitFact, int, int], ...]:
    """(district, communes failing, communes judged), most failing first."""
    counted: dict[int, list[int]] = {}
    for unit_id, (outcome, _) in newest.items():
        unit = tree.units.get(unit_id)
        district = tree.district_of(unit) if unit else None
        if district is not None:
            at = counted.setdefault(district.id, [0, 0])
            at[0] += outcome == NOT_MET
            at[1] += 1
    rows = [(tree.units[district], missed, of) for district, (missed, of) in counted.items()]
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0].gso_code)))


def _failing(tree: UnitTree, newest: Mapping[int, tuple], indicators: Iterable[Indicator]) -> tuple[Failing, ...]:
    by_code = {indicator.code: indicator for indicator in indicators}
    lines = []
    for unit in tree.communes:
        outcome, findings = newest.get(unit.id, (None, ()))
        if outcome == NOT_MET:
            missed = [finding for finding in findings if finding[1] == NOT_MET and finding[0] in by_code]
            said = tuple(explain(finding, wording_of(by_code[finding[0]])) for finding in missed)
            gaps = tuple(gap(finding, by_code[finding[0]]) for finding in missed)
            lines.append(Failing(unit, tree.district_of(unit), said, gaps))
    return tuple(lines)


def gap(finding: Finding, indicator: Indicator) -> str:
    """By how much an indicator is missed, in words: "thiếu 3 triệu đồng", "vượt 2,5 %", "không đạt"."""
    missing = distance(finding, indicator.operator)
    if missing is None:
        return f"chỉ tiêu {indicator.code} không đạt"
    word = {">=": "thiếu", "<=": "vượt", "==": "lệch"}[indicator.operator]
    return f"chỉ tiêu {indicator.code} {word} {show_decimal(missing)} {unit_of(indicator.unit)}".strip()


def _demands(indicators: Sequence[Indicator], criteria_set: CriteriaSet) -> tuple[IndicatorDemand, ...]:
    thresholds: dict[int, list[Threshold]] = {}
    for row in Threshold.objects.filter(indicator__in=[indicator.pk for indicator in indicators]):
        thresholds.setdefault(row.indicator_id, []).append(row)
    figures = figures_of([row for rows in thresholds.values() for row in rows], criteria_set.document)
    return tuple(
        IndicatorDemand(
            i.code,
            i.name,
            i.text,
            SET_BY.get(i.set_by, ""),
            tuple(demand_of(t, wording_of(i), figures, criteria_set.region_names) for t in thresholds.get(i.pk, ())),
        )
        for i in indicators
    )


SET_BY = {
    "national": "Trung ương quy định",
    "national_by_region": "Trung ương quy định theo vùng",
    "province": "UBND tỉnh quy định",
}

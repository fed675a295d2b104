"""Who the data propose as exemplars, with their figures and what became of each. A fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Subquery

from chungsuc.criteria.facts import assessment_day
from chungsuc.criteria.models import Assessment, Criterion, Verdict
from chungsuc.law.verdicts import Outcome
from chungsuc.organisations.access import Scope
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Lineage, Unit
from chungsuc.recognition.facts import base_level
from chungsuc.recognition.models import Recognition
from chungsuc.rulebook.rule_facts import RuleFact, rules_on

from ..models import CandidateAnswer
from ..rules.candidates import (
    FIRST,
    RISER,
    SORTS,
    STEADY,
    Candidate,
    HardCriterion,
    Result,
    firsts,
    is_hard,
    risers,
    steady,
)

GAIN, MOST = "rule:exemplar_riser_gain", "rule:exemplar_riser_most"
HARD, YEARS = "share:exemplar_hard_criterion", "rule:exemplar_steady_years"
RULES = {RISER: (GAIN, MOST), FIRST: (HARD,), STEADY: (YEARS,)}


@dataclass(frozen=True)
class CandidateLine:
    """A candidate with its unit by name, and what became of it (None: nobody has answered yet)."""

    candidate: Candidate
    unit_code: str
    unit_name: str
    heir_name: str
    answer: CandidateAnswer | None = None


@dataclass(frozen=True)
class CandidateGroup:
    """The candidates of one sort, or the rules that are missing so that nobody can be proposed."""

    sort: str
    title: str
    lines: tuple[CandidateLine, ...]
    rules: tuple[RuleFact, ...]

    @property
    def missing(self) -> tuple[RuleFact, ...]:
        return tuple(rule for rule in self.rules if rule.missing)

    @property
    def open_lines(self) -> tuple[CandidateLine, ...]:
        return tuple(line for line in self.lines if line.answer is None)


@dataclass(frozen=True)
class CandidatePage:
    """Every sort of candidates on a day, and the answers that stay although the figures have moved on."""

    groups: tuple[CandidateGroup, ...]
    former: tuple[CandidateAnswer, ...]

    @property
    def waiting(self) -> int:
        return sum(len(group.open_lines) for group in self.groups)


def candidates_on(day: date, scope: Scope) -> CandidatePage:
    """The candidates of `day` within a scope, by sort. Eight queries whatever the number of units."""
    rules = rules_on([key for keys in RULES.values() for key in keys], day)
    found = _candidates(day, rules)
    within = {sort: [one for one in of if scope.covers(one.unit_id)] for sort, of in found.items()}
    names = _names({one.unit_id for of in within.values() for one in of})
    answers = scope.filter(CandidateAnswer.objects.annotate(unit_name=last_name_of("unit_id")))
    answered = {answer.key: answer for answer in answers.select_related("exemplar")}
    groups = []
    for sort, title in SORTS.items():
        lines = tuple(_line(one, names, answered) for one in within[sort])
        groups.append(CandidateGroup(sort, title, lines, tuple(rules[key] for key in RULES[sort])))
    shown = {line.candidate.key for group in groups for line in group.lines}
    return CandidatePage(tuple(groups), tuple(answer for key, answer in answered.items() if key not in shown))


def candidate_of(key: str, day: date) -> Candidate | None:
    """The candidate of that key as the data propose it on `day`; None when they do not. Five queries."""
    found = _candidates(day, rules_on([key for keys in RULES.values() for key in keys], day))
    return next((one for of in found.values() for one in of if one.key == key), None)


def _candidates(day: date, rules: Mapping[str, RuleFact]) -> dict[str, list[Candidate]]:
    results = _results(day)
    newest = {unit: max(rows, key=lambda row: row.year) for unit, rows in results.items()}
    found: dict[str, list[Candidate]] = {sort: [] for sort in SORTS}
    gain, most, hard, years = (rules[key] for key in (GAIN, MOST, HARD, YEARS))
    if gain.whole is not None and most.whole is not None:
        found[RISER] = risers(results, least=gain.whole, most=most.whole, citation=gain.citation)
    if not hard.missing:
        found[FIRST] = firsts(_hard_criteria(day, Decimal(hard.value), results), citation=hard.citation)
    if years.whole is not None:
        found[STEADY] = steady(_recognised(day, newest), newest, least=years.whole, citation=years.citation)
    return found


def _results(day: date) -> dict[int, list[Result]]:
    """What every commune reached in each year that had ended, by the newest set of the base level. One query."""
    rows = Assessment.objects.of_communes().filter(set__level=base_level(), year__lte=_last_year(day))
    found: dict[int, dict[int, Result]] = {}
    fields = ("unit_id", "year", "set__code", "set__name", "met", "not_met", "undetermined")
    for unit, year, code, name, met, failed, unknown in rows.order_by("set__since").values_list(*fields):
        found.setdefault(unit, {})[year] = Result(year, code, name, met, met + failed + unknown, unknown)
    return {unit: list(years.values()) for unit, years in found.items()}


def _last_year(day: date) -> int:
    """The newest year that had ended by the end of `day`."""
    return day.year if assessment_day(day.year) <= day else day.year - 1


def _hard_criteria(day: date, share: Decimal, results: Mapping[int, list[Result]]) -> list[HardCriterion]:
    """The criteria that few meet in their set's newest year, with who met them first. Three queries."""
    of: dict[tuple[str, int], int] = {}
    for rows in results.values():
        for row in rows:
            of[row.set_code, row.year] = of.get((row.set_code, row.year), 0) + 1
    newest = {code: max(year for each, year in of if each == code) for code, _ in of}
    met_rows = Verdict.objects.filter(
        outcome=Outcome.MET.value, assessment__set__code__in=list(newest), assessment__year__lte=_last_year(day)
    )
    counts = met_rows.values("no", code=F("assessment__set__code"), year=F("assessment__year")).annotate(
        met=Count("pk")
    )
    met = {(row["code"], row["no"], row["year"]): row["met"] for row in counts.order_by()}
    asked = {}
    for (code, no, year), count in met.items():
        if year == newest[code] and is_hard(count, of.get((code, year), 0), share):
            first = min(each for each_code, each_no, each in met if (each_code, each_no) == (code, no))
            asked[code, no] = (count, first)
    who = _who_met(met_rows, asked)
    names = {
        (code, no): name
        for code, no, name in Criterion.objects.filter(set__code__in=list(newest)).values_list(
            "set__code", "no", "name"
        )
    }
    return [
        HardCriterion(
            code, no, names.get((code, no), ""), newest[code], count, of[code, newest[code]], first, who[code, no]
        )
        for (code, no), (count, first) in asked.items()
    ]


def _who_met(rows: Any, asked: Mapping[tuple[str, int], tuple[int, int]]) -> dict[tuple[str, int], frozenset[int]]:
    """Who met each of some criteria in its first year."""
    found: dict[tuple[str, int], set[int]] = {place: set() for place in asked}
    told = rows.filter(no__in={no for _, no in asked}, assessment__year__in={first for _, first in asked.values()})
    fields = ("assessment__set__code", "no", "assessment__year", "assessment__unit_id")
    for code, no, year, unit in told.values_list(*fields):
        if (code, no) in asked and asked[code, no][1] == year:
            found[code, no].add(unit)
    return {place: frozenset(units) for place, units in found.items()}


def _recognised(day: date, newest: Mapping[int, Result]) -> dict[int, int]:
    """The year for which each assessed unit was first recognised, of what is in force on `day`. One query."""
    rows = Recognition.objects.in_force(day).filter(unit_id__in=list(newest)).values("unit_id")
    return {row["unit_id"]: row["first"] for row in rows.annotate(first=Min("for_year")).order_by()}


def _names(units: set[int]) -> dict[int, Any]:
    heirs = Lineage.objects.filter(predecessor_id=OuterRef("pk")).annotate(heir=last_name_of("successor_id"))
    rows = Unit.objects.filter(pk__in=units).annotate(
        last_name=last_name_of("pk"), heir=Subquery(heirs.values("heir")[:1])
    )
    return {row.pk: row for row in rows}


def _line(one: Candidate, names: Mapping[int, Any], answered: Mapping[str, CandidateAnswer]) -> CandidateLine:
    unit = names[one.unit_id]
    return CandidateLine(one, unit.code, unit.last_name or unit.code, unit.heir or "", answered.get(one.key))

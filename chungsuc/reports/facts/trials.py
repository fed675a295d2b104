"""A set tried on the values of a year: who is recognised, or meets everything, and would fail. Nothing is stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.criteria.actions import judged_units
from chungsuc.criteria.facts import SetFacts, assessment_day, set_facts
from chungsuc.criteria.models import Assessment, CriteriaSet
from chungsuc.criteria.rules import counts
from chungsuc.organisations.facts import UnitFact, UnitTree, tree_on
from chungsuc.recognition.facts import base_level

from .communes import MET, NOT_MET, UNDETERMINED, Held, held_by, last_year, register_of
from .criteria import gap

Covers = Callable[[int], bool]


@dataclass(frozen=True)
class Trial:
    """How a commune that is recognised, or meets everything, would stand under the set that is tried."""

    unit: UnitFact
    district: UnitFact | None
    held: Held
    met_before: bool
    met: int
    failed: tuple[int, ...]
    undetermined: int
    gaps: tuple[str, ...]

    @property
    def outcome(self) -> str:
        if self.failed:
            return NOT_MET
        return UNDETERMINED if self.undetermined else MET


@dataclass(frozen=True)
class TrialPage:
    """A set tried on a year. `unmeasured`: communes with no value at all for the set. Nothing of it is stored."""

    sets: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    set_code: str
    set_name: str
    year: int | None
    criteria: int
    trials: tuple[Trial, ...]
    communes: int
    unmeasured: int

    def count(self, outcome: str) -> int:
        return sum(trial.outcome == outcome for trial in self.trials)


def trial_page(set_code: str, year: int | None, day: date, covers: Covers) -> TrialPage | None:
    """The communes recognised or meeting everything in a year, judged by a set. None for an unknown set or year.

    Without a set the newest, without a year the newest with values. Eleven queries, whatever the number of communes.
    """
    sets = {each.code: each for each in CriteriaSet.objects.of_communes().order_by("-since", "code")}
    complete = _complete_by_year(last_year(day))
    asked, wanted = set_code or next(iter(sets), ""), year or max(complete, default=None)
    if (asked and asked not in sets) or (year and year not in complete):
        return None
    names, years = tuple((each.code, each.name) for each in sets.values()), tuple(sorted(complete, reverse=True))
    if not asked or wanted is None:
        return TrialPage(names, years, asked, sets[asked].name if asked else "", None, 0, (), 0, 0)
    tree = tree_on(assessment_day(wanted))
    communes = [unit for unit in tree.ntm_communes if covers(unit.id)]
    facts = set_facts(sets[asked])
    judged = {unit_id: found for unit_id, _, found in judged_units(facts, wanted, [unit.id for unit in communes])}
    trials = _trials(tree, [unit for unit in communes if unit.id in judged], complete[wanted], judged, facts)
    unmeasured = len(communes) - len(judged)
    return TrialPage(
        names, years, asked, facts.set.name, wanted, len(facts.criteria), trials, len(communes), unmeasured
    )


def _complete_by_year(until_year: int) -> dict[int, set[int]]:
    """For each assessed year the units that met everything by the set in use. One query."""
    rows = Assessment.objects.filter(year__lte=until_year, set__level=base_level())
    found: dict[int, set[int]] = {}
    for year, unit_id, not_met, undetermined in rows.values_list("year", "unit_id", "not_met", "undetermined"):
        units = found.setdefault(year, set())
        if not not_met and not undetermined:
            units.add(unit_id)
    return found


def _trials(
    tree: UnitTree, units: Sequence[UnitFact], complete: set[int], judged: Mapping[int, Any], facts: SetFacts
) -> tuple[Trial, ...]:
    register = register_of(tree.day, [unit.id for unit in units], merged=False)
    held = {unit.id: held_by(register, unit.id) for unit in units}
    return tuple(
        _trial(tree, unit, held[unit.id], unit.id in complete, judged[unit.id], facts)
        for unit in units
        if held[unit.id].level is not None or unit.id in complete
    )


def _trial(
    tree: UnitTree, unit: UnitFact, held: Held, complete: bool, findings: Sequence[Any], facts: SetFacts
) -> Trial:
    met, _, undetermined = counts(findings)
    missed = [finding for finding in findings if finding.outcome == NOT_MET]
    by_code = facts.by_code
    gaps = [gap(f, by_code[f[0]]) for criterion in missed for f in criterion.findings if f[1] == NOT_MET]
    numbers = tuple(criterion.no for criterion in missed)
    return Trial(unit, tree.district_of(unit), held, complete, met, numbers, undetermined, tuple(gaps))

"""Communes side by side on a day: criteria of the newest year, and, apart from them, what the register says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.criteria.facts import assessment_day
from chungsuc.criteria.models import Assessment, Criterion, Verdict
from chungsuc.law.figures import round_half_up
from chungsuc.law.verdicts import Outcome
from chungsuc.organisations.facts import UnitFact, UnitTree, tree_on
from chungsuc.recognition.facts import MergerRules, Register, Standing, base_level, register_on
from chungsuc.recognition.models import Level, Recognition
from chungsuc.recognition.rules import NO_RULE

MET, NOT_MET, UNDETERMINED = Outcome.MET.value, Outcome.NOT_MET.value, Outcome.UNDETERMINED.value


def last_year(day: date) -> int:
    """The newest year that was over on `day`."""
    return day.year if day >= assessment_day(day.year) else day.year - 1


@dataclass(frozen=True)
class Held:
    """The highest level a unit holds on a day, or, where none is certain, how it stands towards the lowest."""

    level: Level | None
    standing: Standing

    @property
    def outcome(self) -> Outcome:
        return self.standing.outcome

    @property
    def label(self) -> str:
        """The level's name, or why there is none, in a word or two."""
        if self.level is not None:
            return self.level.name
        return "Chưa được công nhận" if self.outcome is Outcome.NOT_MET else "Chưa đủ căn cứ"


@dataclass(frozen=True)
class CommuneLine:
    """One commune on a day: its result in the newest year (None: no values), and its standing in the register."""

    unit: UnitFact
    district: UnitFact | None
    outcomes: Mapping[int, str]
    held: Held

    @property
    def assessed(self) -> bool:
        return bool(self.outcomes)

    @property
    def met(self) -> int | None:
        return self._count(MET)

    @property
    def not_met(self) -> int | None:
        return self._count(NOT_MET)

    @property
    def undetermined(self) -> int | None:
        return self._count(UNDETERMINED)

    def _count(self, outcome: str) -> int | None:
        return sum(said == outcome for said in self.outcomes.values()) if self.outcomes else None

    @property
    def failed(self) -> list[int]:
        """The numbers of the criteria that are not met."""
        return [no for no, said in self.outcomes.items() if said == NOT_MET]

    @property
    def state(self) -> str:
        """All met, some not met, or undetermined (also without any value)."""
        said = set(self.outcomes.values())
        if NOT_MET in said:
            return NOT_MET
        return MET if said == {MET} else UNDETERMINED


@dataclass(frozen=True)
class Comparison:
    """Communes of a day with the set and year that their results speak of (year None: nothing was assessed)."""

    day: date
    year: int | None
    set_code: str
    set_name: str
    criteria: Mapping[int, str]
    lines: tuple[CommuneLine, ...]
    districts: tuple[UnitFact, ...] = ()

    @property
    def total_met(self) -> int:
        return sum(line.met or 0 for line in self.lines)

    @property
    def assessed(self) -> int:
        return sum(line.assessed for line in self.lines)

    @property
    def average(self) -> Decimal | None:
        """Criteria met for each commune, two decimals; None while one of them has no result."""
        if not self.lines or self.assessed < len(self.lines):
            return None
        return round_half_up(Decimal(self.total_met) / len(self.lines), 2)

    @property
    def recognised(self) -> int:
        return sum(line.held.level is not None for line in self.lines)

    @property
    def all_met(self) -> int:
        return sum(line.state == MET for line in self.lines)

    def within(self, district_id: int) -> "Comparison":
        """The same for the communes of one district."""
        lines = tuple(line for line in self.lines if line.district is not None and line.district.id == district_id)
        return Comparison(self.day, self.year, self.set_code, self.set_name, self.criteria, lines)


@dataclass(frozen=True)
class Choice:
    """What a list is narrowed to; empty words and None narrow nothing."""

    district: str = ""
    state: str = ""
    failed: int | None = None
    below: int | None = None
    words: Sequence[str] = field(default_factory=tuple)


def chosen(lines: Iterable[CommuneLine], choice: Choice, folded: Mapping[int, str]) -> list[CommuneLine]:
    """The lines that a choice leaves; `folded` gives each unit's name as it is searched."""
    return [line for line in lines if _fits(line, choice, folded.get(line.unit.id, ""))]


def _fits(line: CommuneLine, choice: Choice, name: str) -> bool:
    return (
        (not choice.district or (line.district is not None and line.district.code == choice.district))
        and (not choice.state or line.state == choice.state)
        and (choice.failed is None or choice.failed in line.failed)
        and (choice.below is None or (line.met is not None and line.met < choice.below))
        and all(word in name for word in choice.words)
    )


def compare_on(day: date, covers: Any, *, merged: bool) -> Comparison:
    """The programme's communes of `day` that `covers(unit_id)` lets through. Five queries before any merger.

    `merged` says whether communes had merged by then: only then is the register asked what merged units keep.
    """
    tree = tree_on(day)
    communes = [unit for unit in tree.ntm_communes if covers(unit.id)]
    return compare(tree, communes, register_of(day, [unit.id for unit in communes], merged=merged))


def compare(tree: UnitTree, communes: Sequence[UnitFact], register: Register) -> Comparison:
    """The given communes of a tree, in the tree's order, with results and standings. Three queries before a merger."""
    ids = [unit.id for unit in communes]
    year, set_id, outcomes = newest_outcomes(ids, tree.day)
    criteria = list(Criterion.objects.filter(set=set_id).select_related("set").order_by("no")) if set_id else []
    lines = tuple(
        CommuneLine(unit, tree.district_of(unit), outcomes.get(unit.id, {}), held_by(register, unit.id))
        for unit in communes
    )
    return Comparison(
        tree.day,
        year,
        criteria[0].set.code if criteria else "",
        criteria[0].set.name if criteria else "",
        {criterion.no: criterion.name for criterion in criteria},
        lines,
        tuple(district for district in tree.districts if any(line.district == district for line in lines)),
    )


def newest_outcomes(
    unit_ids: Sequence[int], day: date, level: str = ""
) -> tuple[int | None, int | None, dict[int, dict[int, str]]]:
    """(year, set id, {unit: {criterion: outcome}}) of the newest year over by `day`; of two sets the one judging most.

    One query.
    """
    judged = Assessment.objects.filter(
        unit_id__in=list(unit_ids), set__level=level or base_level(), year__lte=last_year(day)
    )
    newest = judged.order_by("-year").values("year")[:1]
    rows = Verdict.objects.filter(assessment__in=judged, assessment__year=newest).order_by("assessment_id", "no")
    found: dict[tuple[int, int], dict[int, dict[int, str]]] = {}
    for unit_id, set_id, year, no, outcome in rows.values_list(
        "assessment__unit_id", "assessment__set_id", "assessment__year", "no", "outcome"
    ):
        found.setdefault((year, set_id), {}).setdefault(unit_id, {})[no] = outcome
    if not found:
        return None, None, {}
    year, set_id = max(found, key=lambda each: (len(found[each]), each))
    return year, set_id, found[year, set_id]


def register_of(
    day: date, unit_ids: Iterable[int], *, merged: bool, first: Any = None, rules: MergerRules | None = None
) -> Register:
    """The register of `day`. Before communes merged nothing can be inherited, and one query says it all."""
    ids = list(unit_ids)
    if merged:
        return register_on(day, ids, first=first, rules=rules, every_level=False)
    entries: dict[int, list[Recognition]] = {}
    for entry in Recognition.objects.in_force(day).filter(unit_id__in=ids).select_related("level"):
        entries.setdefault(entry.unit_id, []).append(entry)
    levels = {entry.level.code: entry.level for found in entries.values() for entry in found}
    return Register(day, levels, entries, NO_RULE)


def held_by(register: Register, unit_id: int, kind: str = "commune", base: str = "") -> Held:
    """The highest level of a kind of unit that the register gives a unit on its day."""
    levels = [level for level in register.levels.values() if level.unit_kind == kind]
    for level in sorted(levels, key=lambda level: -level.rank):
        standing = register.standing(unit_id, level.code)
        if standing.outcome is Outcome.MET:
            return Held(level, standing)
    return Held(None, register.standing(unit_id, base or base_level()))

"""What the targets ask of the tables: every table is read once, however many days are asked about.

A home page speaks of up to seven days (its own, the last day of the former units, every year's end). Reading the units,
the register and the assessments anew for each would cost ten queries a day; here it costs five altogether.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from chungsuc.criteria.facts import assessment_day
from chungsuc.criteria.models import Assessment, CriteriaSet
from chungsuc.law.citations import Citation, Status
from chungsuc.organisations.facts import QUICK_ATTRIBUTES, UnitFact, UnitTree
from chungsuc.organisations.models import TERRITORIAL, Attribute, Lineage, Unit
from chungsuc.recognition.facts import Register, base_level, came_of_splits
from chungsuc.recognition.models import Recognition
from chungsuc.recognition.rules import NO_RULE, MergerRule
from chungsuc.rulebook.models import Figure

MERGER_KEYS = ("rule:merger_keeps_level", "rule:merger_town_part")
ATTRIBUTES = (*QUICK_ATTRIBUTES, "point")


@dataclass(frozen=True)
class Results:
    """What the communes of a day reached in the newest year that was assessed by then, and by which set."""

    year: int
    set: CriteriaSet
    criteria: int
    by_unit: Mapping[int, tuple[int, int, int]]  # met, not met, undetermined


Dated = tuple[Any, date, date | None]  # what holds, from, until


@dataclass(frozen=True)
class Life:
    """A unit over all time: its names, its places and its attributes, each with first and last day."""

    id: int
    code: str
    kind: str
    since: date
    until: date | None
    names: set[Dated]
    parents: set[Dated]
    attributes: tuple[Dated, ...] = ()

    def on(self, day: date) -> UnitFact:
        """The unit as it stood on `day`, or on the nearest day of its life."""
        at = min(max(day, self.since), self.until or date.max)
        name, form, gso_code, sort_key = _then(self.names, at) or (self.code, "", "", "")
        attributes = {key: value for (key, value), since, until in self.attributes if _holds(since, until, at)}
        parent = _then(self.parents, at)
        return UnitFact(
            self.id, self.code, self.kind, form, name, gso_code, sort_key, parent, self.since, self.until, attributes
        )


def _holds(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day <= until)


def _then(rows: Iterable[Dated], day: date) -> Any:
    return next((what for what, since, until in rows if _holds(since, until, day)), None)


class Readings:
    """The territory, its register and its assessments over all time. Each table is read when first asked for."""

    def __init__(self) -> None:
        self._trees: dict[date, UnitTree] = {}
        self._registers: dict[date, Register] = {}
        self._results: dict[date, Results | None] = {}

    # --- the tables ---

    @cached_property
    def lives(self) -> Mapping[int, Life]:
        """Every territorial unit that ever was. Two queries."""
        attributes: dict[int, list[Dated]] = {}
        rows = Attribute.objects.filter(key__in=ATTRIBUTES, unit__kind__in=TERRITORIAL)
        for unit, key, value, since, until in rows.values_list("unit_id", "key", "value", "since", "until"):
            attributes.setdefault(unit, []).append(((key, value), since, until))
        return {unit: replace(life, attributes=tuple(attributes.get(unit, ()))) for unit, life in _units().items()}

    @cached_property
    def lineage(self) -> Mapping[int, tuple[Lineage, ...]]:
        """For each territorial unit the rows that lead into it, with their events. One query."""
        found: dict[int, list[Lineage]] = {}
        rows = Lineage.objects.filter(successor__kind__in=TERRITORIAL).select_related("event")
        for row in rows:
            found.setdefault(row.successor_id, []).append(row)
        return {unit: tuple(rows) for unit, rows in found.items()}

    @cached_property
    def entries(self) -> tuple[Recognition, ...]:
        """Every standing entry of the register with its level and revocation. One query."""
        return tuple(Recognition.objects.standing().select_related("level", "revocation"))

    @cached_property
    def assessments(self) -> Mapping[tuple[str, int], tuple[Assessment, ...]]:
        """Assessments of communes by level and year. One query."""
        found: dict[tuple[str, int], list[Assessment]] = {}
        for row in Assessment.objects.of_communes().select_related("set").order_by("-set__since"):
            found.setdefault((row.set.level, row.year), []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def merger_figures(self) -> tuple[Figure, ...]:
        """Every version in use of the rules for merged units. One query."""
        return tuple(Figure.objects.current().keyed(MERGER_KEYS).with_standing())

    # --- on a day ---

    def tree(self, day: date) -> UnitTree:
        """The units of a day, as organisations.facts.tree_on gives them."""
        if day not in self._trees:
            alive = (life for life in self.lives.values() if _holds(life.since, life.until, day))
            self._trees[day] = UnitTree(day, {life.id: life.on(day) for life in alive})
        return self._trees[day]

    def in_force(self, day: date) -> list[Recognition]:
        """The entries in force on a day: signed by then and not revoked by then."""
        return [
            entry
            for entry in self.entries
            if entry.signed_on <= day and not (getattr(entry, "revocation", None) and entry.revocation.signed_on <= day)
        ]

    def register(self, day: date) -> Register:
        """The register of the programme's communes on a day, and of all that was merged into them."""
        if day not in self._registers:
            entries: dict[int, list[Recognition]] = {}
            for entry in self.in_force(day):
                entries.setdefault(entry.unit_id, []).append(entry)
            levels = {entry.level.code: entry.level for entry in self.entries}
            ancestry = self._ancestry(day)
            rule = self._merger_rule(day) if ancestry else NO_RULE
            divided = came_of_splits(row for unit in ancestry for row in self.lineage[unit])
            register = Register(day, levels, entries, rule, ancestry, divided=divided)
            for part, last_day in (pair for pairs in ancestry.values() for pair in pairs):
                register.parts[part] = self.lives[part].on(last_day)
                register.in_scope[part] = register.parts[part].in_ntm_scope
            self._registers[day] = register
        return self._registers[day]

    def results(self, day: date, level: str = "") -> Results | None:
        """The assessments of the newest year that had ended by `day`, by the set that judged most of its communes."""
        if day not in self._results:
            self._results[day] = self.newest(day, [unit.id for unit in self.tree(day).ntm_communes], level)
        return self._results[day]

    def newest(self, day: date, unit_ids: Iterable[int], level: str = "") -> Results | None:
        """As `results`, for the units given."""
        wanted, level = set(unit_ids), level or base_level()
        years = sorted((y for of, y in self.assessments if of == level and assessment_day(y) <= day), reverse=True)
        for year in years:
            by_set: dict[int, list[Assessment]] = {}
            for row in self.assessments[level, year]:
                if row.unit_id in wanted:
                    by_set.setdefault(row.set_id, []).append(row)
            if by_set:
                return _results(year, max(by_set.values(), key=len))
        return None

    def _ancestry(self, day: date) -> dict[int, list[tuple[int, date]]]:
        found: dict[int, list[tuple[int, date]]] = {}
        asked = [unit.id for unit in self.tree(day).ntm_communes]
        while asked:
            unit = asked.pop()
            past = [row for row in self.lineage.get(unit, ()) if row.event.effective_on <= day]
            if past and unit not in found:
                found[unit] = [(row.predecessor_id, row.event.effective_on - timedelta(days=1)) for row in past]
                asked += [part for part, _ in found[unit]]
        return found

    def _merger_rule(self, day: date) -> MergerRule:
        figures = {f.key: f for f in self.merger_figures if _holds(f.since, f.until, day)}
        keeps, outsider = (figures.get(key) for key in MERGER_KEYS)
        return MergerRule(
            keeps=keeps.value if keeps else None,
            outsider=outsider.value if outsider else None,
            citation=_citation(keeps),
            outsider_citation=_citation(outsider),
        )


def _units() -> dict[int, Life]:
    """Units with their names and parents of all times in one query: a unit has few of either."""
    found: dict[int, Life] = {}
    named = [f"identities__{field}" for field in ("name", "form", "gso_code", "sort_key", "since", "until")]
    placed = [f"placements__{field}" for field in ("parent_id", "since", "until")]
    rows = Unit.objects.territorial().values_list("id", "code", "kind", "since", "until", *named, *placed)
    for unit, code, kind, since, until, *more in rows:
        life = found.setdefault(unit, Life(unit, code, kind, since, until, set(), set()))
        if more[4] is not None:
            life.names.add((tuple(more[:4]), more[4], more[5]))
        if more[7] is not None:
            life.parents.add((more[6], more[7], more[8]))
    return found


def _results(year: int, rows: list[Assessment]) -> Results:
    criteria = max(row.met + row.not_met + row.undetermined for row in rows)
    by_unit = {row.unit_id: (row.met, row.not_met, row.undetermined) for row in rows}
    return Results(year, rows[0].set, criteria, by_unit)


def _citation(figure: Figure | None) -> Citation | None:
    if figure is None:
        return None
    return Citation(figure.document or figure.label, source=figure.source, status=Status(figure.standing))

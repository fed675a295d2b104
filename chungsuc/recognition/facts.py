"""Who holds which level on a day, counted through mergers by the rule of that day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Max

from chungsuc.law.citations import Citation, Status
from chungsuc.law.verdicts import Outcome, Reason, Verdict
from chungsuc.organisations.facts import UnitFact, UnitTree, attributes_on, known_as, predecessors
from chungsuc.organisations.models import Lineage
from chungsuc.rulebook.models import Figure

from .models import Level, Recognition
from .rules import MergerRule, Part, after_merger, after_split


@dataclass(frozen=True)
class Standing:
    """How a unit stands towards a level on a day, and the register entries it rests on."""

    unit_id: int
    verdict: Verdict
    entries: tuple[Recognition, ...] = ()
    inherited: bool = False

    @property
    def outcome(self) -> Outcome:
        return self.verdict.outcome


@dataclass
class Register:
    """The register on a day for every level at once. Three queries, and three more for each generation of mergers.

    `ancestry` says what was merged into a unit and the last day of each part; `in_scope` whether a part was a commune
    of the programme on that day; `divided` which units came out of a split.
    """

    day: date
    levels: Mapping[str, Level]
    entries: Mapping[int, list[Recognition]]
    rule: MergerRule
    ancestry: Mapping[int, list[tuple[int, date]]] = field(default_factory=dict)
    parts: dict[int, UnitFact] = field(default_factory=dict)
    in_scope: dict[int, bool] = field(default_factory=dict)
    divided: Collection[int] = frozenset()

    def standing(self, unit_id: int, level: str) -> Standing:
        """How one unit stands towards a level (or a higher one that includes it)."""
        own = [
            entry
            for entry in self.entries.get(unit_id, ())
            if self._counts(entry, level) and entry.signed_on <= self.day
        ]
        if own:
            return Standing(unit_id, Verdict(Outcome.MET, tuple(_said(entry) for entry in own)), tuple(own))
        parts = self.ancestry.get(unit_id)
        if not parts:
            return Standing(
                unit_id, Verdict(Outcome.NOT_MET, (Reason("Chưa có quyết định công nhận.", Outcome.NOT_MET),))
            )
        below = [(self.parts[part], self.standing(part, level)) for part, _ in parts]
        flowed = [Part(fact.name, self.in_scope.get(fact.id, False), standing.outcome) for fact, standing in below]
        verdict = after_split(flowed) if unit_id in self.divided else after_merger(flowed, self.rule)
        entries = tuple(entry for _, standing in below for entry in standing.entries)
        return Standing(unit_id, verdict, entries, inherited=True)

    def _counts(self, entry: Recognition, level: str) -> bool:
        held = self.levels[entry.level.code]
        return held.code == level or level in held.includes


def _said(entry: Recognition) -> Reason:
    text = f"{entry.level.name} cho năm {entry.for_year}, ký ngày {entry.signed_on:%d/%m/%Y}."
    return Reason(text, Outcome.MET, Citation(f"Quyết định {entry.decision_number}", status=Status.RECALLED))


def register_on(day: date, unit_ids: Iterable[int]) -> Register:
    """The register of `day` for some units and for everything that was merged into them."""
    ids = set(unit_ids)
    ancestry, divided = _ancestry(ids, day)
    everyone = ids | {part for parts in ancestry.values() for part, _ in parts}
    entries: dict[int, list[Recognition]] = {}
    found = Recognition.objects.in_force(day).filter(unit_id__in=everyone).select_related("level")
    for entry in found:
        entries.setdefault(entry.unit_id, []).append(entry)
    levels = {level.code: level for level in Level.objects.all()}
    register = Register(day, levels, entries, merger_rule(day), ancestry, divided=divided)
    if ancestry:
        part_ids = everyone - ids | {part for parts in ancestry.values() for part, _ in parts}
        register.parts.update(known_as(part_ids))
        for last_day in {last for parts in ancestry.values() for _, last in parts}:
            members = [part for parts in ancestry.values() for part, last in parts if last == last_day]
            yes = attributes_on(members, "in_ntm_scope", last_day)
            register.in_scope.update({part: yes.get(part) == "yes" for part in members})
    return register


def came_of_splits(rows: Iterable[Lineage]) -> frozenset[int]:
    """The units that some lineage rows let come out of a split."""
    return frozenset(row.successor_id for row in rows if row.event.kind == "split")


def _ancestry(unit_ids: set[int], day: date) -> tuple[dict[int, list[tuple[int, date]]], frozenset[int]]:
    """For each unit and each of its forebears, the units merged into it and their last day; and who was divided off."""
    found: dict[int, list[tuple[int, date]]] = {}
    divided: frozenset[int] = frozenset()
    asked = set(unit_ids)
    while asked:
        below = predecessors(asked)
        for unit_id, rows in below.items():
            past = [row for row in rows if row.event.effective_on <= day]
            if past:
                found[unit_id] = [(row.predecessor_id, row.event.effective_on - timedelta(days=1)) for row in past]
                divided |= came_of_splits(past)
        asked = {part for unit_id in below for part, _ in found.get(unit_id, [])} - set(found)
    return found, divided


RULE_KEYS = ("rule:merger_keeps_level", "rule:merger_town_part")


def merger_rule(day: date) -> MergerRule:
    """The rule for merged units that is in force on a day, with its citation and standing."""
    return _rule_of(Figure.objects.on(day).keyed(RULE_KEYS).with_standing())


class MergerRules:
    """The rule for merged units on any day: one query, made when it is first asked."""

    @cached_property
    def _versions(self) -> tuple[Figure, ...]:
        return tuple(Figure.objects.current().keyed(RULE_KEYS).with_standing())

    def on(self, day: date) -> MergerRule:
        """The rule in force on a day, as `merger_rule` gives it."""
        return _rule_of(f for f in self._versions if f.since <= day and (f.until is None or f.until >= day))


def _rule_of(found: Iterable[Figure]) -> MergerRule:
    figures = {f.key: f for f in found}
    keeps, town = (figures.get(key) for key in RULE_KEYS)
    return MergerRule(
        keeps=keeps.value if keeps else None,
        outsider=town.value if town else None,
        citation=_citation(keeps),
        outsider_citation=_citation(town),
    )


def _citation(figure: Figure | None) -> Citation | None:
    if figure is None:
        return None
    return Citation(figure.document or figure.label, source=figure.source, status=Status(figure.standing))


def standings(tree: UnitTree, levels: Iterable[str]) -> dict[str, dict[int, Standing]]:
    """For each level, how every commune of the programme stands on the tree's day."""
    communes = [unit.id for unit in tree.ntm_communes]
    register = register_on(tree.day, communes)
    return {level: {unit_id: register.standing(unit_id, level) for unit_id in communes} for level in levels}


def levels_of_recognition() -> list[tuple[str, str, str]]:
    """Every level: its code, its name and the kind of unit it is for. One query."""
    return list(Level.objects.values_list("code", "name", "unit_kind"))


def recognised_until(unit_ids: Iterable[int]) -> dict[int, date]:
    """The day of the newest decision about each unit in the register. One query."""
    rows = Recognition.objects.standing().filter(unit_id__in=list(unit_ids)).values("unit_id")
    return {row["unit_id"]: row["newest"] for row in rows.annotate(newest=Max("signed_on")).order_by()}


_base: dict[str, str] = {}


def base_level() -> str:
    """The code of the first level of communes, the one on which all others stand; "" before any pack was loaded.

    Asked once in a process: a pack adds levels, it never takes the first one away.
    """
    if "code" not in _base:
        code = Level.objects.filter(unit_kind="commune").order_by("rank").values_list("code", flat=True).first()
        if code is None:
            return ""
        _base["code"] = code
    return _base["code"]


def forget_base_level() -> None:
    """For tests, whose databases come and go within one process."""
    _base.clear()

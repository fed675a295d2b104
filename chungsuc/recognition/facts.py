"""Who holds which level on a day, counted through mergers by the rule of that day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Max

from chungsuc.law.citations import Citation, Status
from chungsuc.law.verdicts import Outcome, Reason, Verdict
from chungsuc.organisations.facts import UnitFact, UnitTree, former, with_formers
from chungsuc.organisations.models import Lineage
from chungsuc.questions.asking import Asking, rows_of
from chungsuc.rulebook.models import Figure

from .models import Level, Recognition
from .rules import NO_RULE, MergerRule, Part, after_merger, after_split


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


def register_on(
    day: date,
    unit_ids: Iterable[int],
    *,
    first: Iterable[Lineage] | None = None,
    rules: "MergerRules | None" = None,
    every_level: bool = True,
) -> Register:
    """The register of `day` for some units and for everything that was merged into them.

    `first`: the lineage rows (`with_formers`) that lead into these units, where they are known already; `rules`: where
    the rule for merged units was asked. Without `every_level` only those that an entry has are told.
    """
    ids = set(unit_ids)
    ancestry, parts, divided = _ancestry(ids, day, first)
    found = Recognition.objects.in_force(day).filter(unit_id__in=ids | set(parts)).select_related("level")
    entries: dict[int, list[Recognition]] = {}
    for entry in found:
        entries.setdefault(entry.unit_id, []).append(entry)
    known = Level.objects.all() if every_level else [entry.level for each in entries.values() for entry in each]
    levels = {level.code: level for level in known}
    rule = (rules.on(day) if rules else merger_rule(day)) if ancestry or every_level else NO_RULE
    register = Register(day, levels, entries, rule, ancestry, parts, divided=divided)
    register.in_scope.update({part: fact.in_ntm_scope for part, fact in parts.items()})
    return register


def came_of_splits(rows: Iterable[Lineage]) -> frozenset[int]:
    """The units that some lineage rows let come out of a split."""
    return frozenset(row.successor_id for row in rows if row.event.kind == "split")


def _ancestry(
    unit_ids: set[int], day: date, first: Iterable[Lineage] | None
) -> tuple[dict[int, list[tuple[int, date]]], dict[int, UnitFact], frozenset[int]]:
    """For each unit and each of its forebears, the units merged into it and their last day; these as they were then;
    and who was divided off. One query a generation.
    """
    found: dict[int, list[tuple[int, date]]] = {}
    parts: dict[int, UnitFact] = {}
    divided: frozenset[int] = frozenset()
    rows = list(first) if first is not None else _leading_into(unit_ids)
    while rows:
        past = [row for row in rows if row.event.effective_on <= day]
        for row in past:
            last = row.event.effective_on - timedelta(days=1)
            found.setdefault(row.successor_id, []).append((row.predecessor_id, last))
            parts[row.predecessor_id] = former(row)
        divided |= came_of_splits(past)
        asked = {row.predecessor_id for row in past if row.goes_on} - set(found)  # type: ignore[attr-defined]
        rows = _leading_into(asked) if asked else []
    return found, parts, divided


def _leading_into(unit_ids: Iterable[int]) -> list[Lineage]:
    return list(with_formers(Lineage.objects.filter(successor_id__in=list(unit_ids))))


RULE_KEYS = ("rule:merger_keeps_level", "rule:merger_town_part")


def merger_rule(day: date) -> MergerRule:
    """The rule for merged units that is in force on a day, with its citation and standing."""
    return _rule_of(Figure.objects.on(day).keyed(RULE_KEYS).with_standing())


class MergerRules:
    """The rule for merged units on any day, and `also` other figures: one query, made when it is first asked."""

    def __init__(self, *also: str) -> None:
        self._keys = (*RULE_KEYS, *also)

    @cached_property
    def _versions(self) -> tuple[Figure, ...]:
        return tuple(Figure.objects.current().keyed(self._keys).with_standing())

    def whole(self, key: str, day: date) -> int:
        """A figure of `also` on a day as a count; 0 when nothing says it."""
        return next((int(f.value) for f in self._versions if f.key == key and _holds(f, day) and f.value), 0)

    def on(self, day: date) -> MergerRule:
        """The rule in force on a day, as `merger_rule` gives it."""
        return _rule_of(f for f in self._versions if _holds(f, day))


def _holds(figure: Figure, day: date) -> bool:
    return figure.since <= day and (figure.until is None or figure.until >= day)


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


def levels_of_recognition() -> Asking[list[tuple[str, str, str]]]:
    """Every level: its code, its name and the kind of unit it is for. One round."""
    return rows_of(Level.objects.values_list("code", "name", "unit_kind"))


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

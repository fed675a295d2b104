"""Mergers and splits side by side: what each new unit was made of, and what became of the levels. Fixed queries."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from django.db.models import Q

from chungsuc.criteria.facts import assessment_day
from chungsuc.criteria.models import Assessment
from chungsuc.law.verdicts import Outcome, Verdict
from chungsuc.organisations.access import Scope
from chungsuc.organisations.facts import YES, UnitFact
from chungsuc.organisations.models import Attribute, Identity, LegalEvent, Lineage, Placement, Unit
from chungsuc.recognition.facts import MergerRules, Register, base_level, came_of_splits
from chungsuc.recognition.models import Level, Recognition
from chungsuc.recognition.rules import NO_RULE
from chungsuc.rulebook.models import LegalDocument

KEPT, AGAIN, MIXED, NO_PART, OPEN, DIVIDED, LEFT = "kept", "again", "mixed", "no_part", "open", "divided", "left"
FATES = {
    KEPT: ("giữ được mức", "Đơn vị mới giữ mức, vì mọi xã nhập vào đều đã được công nhận"),
    AGAIN: ("được công nhận lại", "Đơn vị mới đã có quyết định công nhận của chính mình"),
    MIXED: ("phải xét lại", "Nhập xã đã được công nhận với xã chưa được công nhận, phải rà soát, xét lại"),
    NO_PART: ("chưa được công nhận", "Các xã cũ đều chưa được công nhận"),
    OPEN: ("chưa đủ căn cứ", "Có phần là thị trấn, phường hoặc chưa đủ căn cứ, chưa có quy định tính mức thế nào"),
    DIVIDED: ("chưa đủ căn cứ", "Lập ra do chia tách, chưa có quy định về mức của từng đơn vị mới"),
    LEFT: ("không còn là xã", "Đã thành phường, không còn thuộc diện xét công nhận xã"),
}
Row = TypeVar("Row", Placement, Identity, Attribute)


@dataclass(frozen=True)
class OldUnit:
    """A unit on its last day: what it held and what it had reached. `outcome` is None outside of the programme."""

    unit: UnitFact
    district: str
    in_scope: bool
    outcome: Outcome | None
    level: str = ""
    met: int | None = None
    criteria: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class NewUnit:
    """A unit that a legal event brought about, with its parts; `verdict` is None outside of the programme."""

    unit: UnitFact
    in_scope: bool
    parts: tuple[OldUnit, ...]
    fate: str
    verdict: Verdict | None
    level: str = ""

    @property
    def alone(self) -> bool:
        """Whether it was made of one unit only."""
        return len(self.parts) == 1

    @property
    def outcome(self) -> str:
        return self.verdict.outcome.value if self.verdict else "not_applicable"

    @property
    def fate_label(self) -> str:
        return FATES[self.fate][0]

    @property
    def why(self) -> str:
        return f"{FATES[self.fate][1]}."


@dataclass(frozen=True)
class Difference:
    """One reason for which the two totals differ, with the units that it concerns."""

    fate: str
    units: tuple[NewUnit, ...]

    @property
    def label(self) -> str:
        return FATES[self.fate][1]

    @property
    def old_met(self) -> int:
        return _met_among(self.units)

    @property
    def old(self) -> int:
        return len(_in_scope(self.units))

    @property
    def new_met(self) -> int:
        return sum(unit.outcome == "met" for unit in self.units)


def _in_scope(units: Iterable[NewUnit]) -> dict[int, "OldUnit"]:
    """The old communes of the programme, each once: a divided one is a part of several new units."""
    return {part.unit.id: part for unit in units for part in unit.parts if part.in_scope}


def _met_among(units: Iterable[NewUnit]) -> int:
    return sum(part.outcome is Outcome.MET for part in _in_scope(units).values())


@dataclass(frozen=True)
class EventFacts:
    """One legal event with the communes that it brought about. `as_of` is the day of what these hold."""

    event: LegalEvent
    document: LegalDocument | None
    as_of: date
    units: tuple[NewUnit, ...]
    ended_districts: int = 0

    @property
    def last_day(self) -> date:
        return self.event.effective_on - timedelta(days=1)

    @cached_property
    def old_units(self) -> int:
        return len({part.unit.id for unit in self.units for part in unit.parts})

    @cached_property
    def old_count(self) -> int:
        """The old communes of the programme."""
        return len(_in_scope(self.units))

    @cached_property
    def old_met(self) -> int:
        return _met_among(self.units)

    @cached_property
    def new_count(self) -> int:
        """The new communes of the programme."""
        return sum(unit.in_scope for unit in self.units)

    @cached_property
    def outcomes(self) -> Counter[str]:
        return Counter(unit.outcome for unit in self.units)

    @property
    def new_met(self) -> int:
        return self.outcomes["met"]

    @property
    def new_open(self) -> int:
        return self.outcomes["undetermined"]

    @cached_property
    def alone(self) -> tuple[NewUnit, ...]:
        """New units that were neither joined with others nor divided off."""
        return tuple(unit for unit in self.units if unit.alone and self.event.kind != "split")

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        found = [Difference(fate, tuple(u for u in self.units if u.fate == fate)) for fate in FATES]
        return tuple(difference for difference in found if difference.units)


@dataclass(frozen=True)
class BodyMerger:
    """A body, or a province, that flowed into another."""

    event: LegalEvent
    document: LegalDocument | None
    old: UnitFact
    new: UnitFact


@dataclass(frozen=True)
class LineageFacts:
    """The whole page: events among communes (newest first), mergers of other units, the levels one may ask for."""

    level: Level | None
    levels: tuple[Level, ...]
    events: tuple[EventFacts, ...]
    bodies: tuple[BodyMerger, ...]


def lineage_on(day: date, level_code: str, scope: Scope) -> LineageFacts:
    """Every merger and split in scope; what new units hold on `day`, or on the event's day when that is later.

    Ten queries, however many the events are.
    """
    every = Lineage.objects.select_related("event", "predecessor", "successor")
    newest_first = every.order_by("-event__effective_on", "event_id")
    rows = [row for row in newest_first if scope.covers(row.successor_id) and scope.covers(row.predecessor_id)]
    past = _Past(rows, day)
    commune_levels = tuple(level for level in past.levels.values() if level.unit_kind == "commune")
    level = next((lv for lv in commune_levels if lv.code == level_code), commune_levels[0] if commune_levels else None)
    documents = documents_named({row.event.document for row in rows})
    ended = _ended_districts(scope, {row.event.effective_on for row in rows})
    found = []
    for event, members in groupby([r for r in rows if r.successor.kind == "commune"], key=lambda row: row.event):
        as_of = max(day, event.effective_on)
        units = past.new_units(list(members), as_of, level.code if level else "")
        found.append(EventFacts(event, documents.get(event.document), as_of, units, ended[event.effective_on]))
    return LineageFacts(level, commune_levels, tuple(found), _bodies(rows, past, documents))


def documents_named(written: Collection[str]) -> dict[str, LegalDocument]:
    """The documents of the register by what an event says of its paper: a pack their code, an officer their number."""
    known = LegalDocument.objects.filter(Q(code__in=written) | Q(number_confirmed__in={w for w in written if w}))
    return {name: document for document in known for name in (document.code, document.number_confirmed) if name}


def _ended_districts(scope: Scope, days: Iterable[date]) -> Counter[date]:
    """How many districts ended on the eve of each of the days; only whoever sees the whole province is told."""
    if scope.unit_ids is not None:
        return Counter()
    eves = [day - timedelta(days=1) for day in days]
    lasts = Unit.objects.filter(kind="district", until__in=eves).values_list("until", flat=True)
    return Counter(last + timedelta(days=1) for last in lasts if last)


def _bodies(rows: Sequence[Lineage], past: "_Past", documents: Mapping[str, LegalDocument]) -> tuple[BodyMerger, ...]:
    others = [row for row in rows if row.successor.kind != "commune"]
    return tuple(
        BodyMerger(
            row.event,
            documents.get(row.event.document),
            past.fact(row.predecessor, row.event.effective_on - timedelta(days=1)),
            past.fact(row.successor, row.event.effective_on),
        )
        for row in others
    )


class _Past:
    """All that is known about the units of some lineage rows, read once and asked by day."""

    def __init__(self, rows: Sequence[Lineage], day: date) -> None:
        self.units = {u.pk: u for row in rows for u in (row.predecessor, row.successor)}
        ids = list(self.units)
        self.placements = _dated(Placement.objects.filter(unit_id__in=ids))
        parents = {p.parent_id for found in self.placements.values() for p in found}
        self.identities = _dated(Identity.objects.filter(unit_id__in=[*ids, *parents]))
        self.attributes = _dated(Attribute.objects.filter(unit_id__in=ids, key="in_ntm_scope"))
        entries = Recognition.objects.standing().filter(unit_id__in=ids).select_related("level", "revocation")
        self.entries = list(entries)
        self.levels = {level.code: level for level in Level.objects.all()}
        self.assessments = _assessments(ids)
        self.ancestry: dict[int, list[tuple[int, date]]] = {}
        for row in rows:
            last = row.event.effective_on - timedelta(days=1)
            self.ancestry.setdefault(row.successor_id, []).append((row.predecessor_id, last))
        self.divided, self.rules = came_of_splits(rows), MergerRules()
        self._registers: dict[date, Register] = {}

    def fact(self, unit: Unit, day: date) -> UnitFact:
        """The unit with its name of that day."""
        identity, placed = _on(self.identities, unit.pk, day), _on(self.placements, unit.pk, day)
        return UnitFact.of(unit, identity, placed)

    def in_scope(self, unit_id: int, day: date) -> bool:
        held = _on(self.attributes, unit_id, day)
        return held is not None and held.value == YES

    def register(self, day: date) -> Register:
        """The register on a day, from the rows already read."""
        if day not in self._registers:
            ancestry = {u: past for u, rows in self.ancestry.items() if (past := [r for r in rows if r[1] < day])}
            entries: dict[int, list[Recognition]] = {}
            for entry in self.entries:
                if entry.signed_on <= day and not _revoked(entry, day):
                    entries.setdefault(entry.unit_id, []).append(entry)
            lasts = {part: last for rows in ancestry.values() for part, last in rows}
            parts = {part: self.fact(self.units[part], last) for part, last in lasts.items()}
            scope = {part: self.in_scope(part, last) for part, last in lasts.items()}
            rule = self.rules.on(day) if ancestry else NO_RULE
            divided = frozenset(unit for unit in ancestry if unit in self.divided)
            self._registers[day] = Register(day, self.levels, entries, rule, ancestry, parts, scope, divided)
        return self._registers[day]

    def new_units(self, rows: Sequence[Lineage], as_of: date, level: str) -> tuple[NewUnit, ...]:
        """The units that the rows of one event brought about, in the order of their codes."""
        rows = sorted(rows, key=lambda row: row.successor.code)
        units = (self._new_unit(list(members), as_of, level) for _, members in groupby(rows, lambda r: r.successor_id))
        return tuple(sorted(units, key=lambda unit: unit.unit.gso_code))

    def _new_unit(self, rows: Sequence[Lineage], as_of: date, level: str) -> NewUnit:
        successor, begins = rows[0].successor, rows[0].event.effective_on
        day = min(as_of, successor.until or as_of)
        parts = tuple(self._old_unit(row.predecessor, begins - timedelta(days=1), level) for row in rows)
        parts = tuple(sorted(parts, key=lambda part: (part.unit.sort_key, part.unit.code)))
        in_scope = self.in_scope(successor.pk, day)
        if not in_scope:
            return NewUnit(self.fact(successor, day), False, parts, LEFT, None)
        standing = self.register(day).standing(successor.pk, level)
        fate = _fate(standing.outcome, standing.inherited, parts)
        if fate == OPEN and rows[0].event.kind == "split":
            fate = DIVIDED
        held = self._highest(self.register(day), successor.pk)
        return NewUnit(self.fact(successor, day), True, parts, fate, standing.verdict, held)

    def _old_unit(self, unit: Unit, last_day: date, level: str) -> OldUnit:
        fact, in_scope = self.fact(unit, last_day), self.in_scope(unit.pk, last_day)
        above = _on(self.identities, fact.parent_id or 0, last_day)
        district = above.name if above and above.form in ("huyện", "thành phố", "thị xã") else ""
        register = self.register(last_day)
        outcome = register.standing(unit.pk, level).outcome if in_scope else None
        judged = next((a for a in self.assessments.get(unit.pk, ()) if assessment_day(a.year) <= last_day), None)
        if judged is None:
            return OldUnit(fact, district, in_scope, outcome, self._highest(register, unit.pk))
        criteria = judged.met + judged.not_met + judged.undetermined
        held = self._highest(register, unit.pk)
        return OldUnit(fact, district, in_scope, outcome, held, judged.met, criteria, judged.year)

    def _highest(self, register: Register, unit_id: int) -> str:
        """The highest level that the unit holds, by name; "" for none."""
        ranked = sorted((lv for lv in self.levels.values() if lv.unit_kind == "commune"), key=lambda lv: -lv.rank)
        met = (lv.name for lv in ranked if register.standing(unit_id, lv.code).outcome is Outcome.MET)
        return next(met, "")


def _fate(outcome: Outcome, inherited: bool, parts: Sequence[OldUnit]) -> str:
    if not inherited and outcome is Outcome.MET:
        return AGAIN
    if outcome is Outcome.NOT_MET:
        return MIXED if any(part.outcome is Outcome.MET for part in parts) else NO_PART
    return KEPT if outcome is Outcome.MET else OPEN


def _revoked(entry: Recognition, day: date) -> bool:
    revocation = getattr(entry, "revocation", None)
    return revocation is not None and revocation.signed_on <= day


def _assessments(unit_ids: Sequence[int]) -> dict[int, list[Assessment]]:
    """Each unit's assessments by sets for communes of the first level, the newest year and set first."""
    found: dict[int, list[Assessment]] = {}
    rows = Assessment.objects.filter(unit_id__in=unit_ids, set__level=base_level()).order_by("-year", "-set__since")
    for row in rows:
        found.setdefault(row.unit_id, []).append(row)
    return found


def _dated(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.unit_id, []).append(row)
    return found


def _on(rows: Mapping[int, list[Row]], unit_id: int, day: date) -> Row | None:
    held = (r for r in rows.get(unit_id, ()) if r.since <= day and (r.until is None or r.until >= day))
    return next(held, None)

"""What is due, open and late on a day, as frozen values with the words of the units."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Subquery

from chungsuc.organisations.access import Scope
from chungsuc.organisations.models import Identity, Unit
from chungsuc.questions.asking import Asking, answer, rows_of, together
from chungsuc.rulebook.rule_facts import calendar, rules_on

from .models import Excuse, LateReason
from .registry import Due, Terms, Units, dues_of_sources, kinds, rules_asked
from .rules import DayCount, Grant, State, escalates_on, granted_by, last_day, left_words, state_on, to_remind, was_late

REMIND, ESCALATE = "days:due_reminder", "days:due_escalation"


@dataclass(frozen=True, slots=True)
class UnitName:
    """What a unit is called, its code, and its last day (None: no end is known)."""

    code: str
    name: str
    sort_key: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DueFact:
    """An obligation as it stands on a day.

    `until` is the last day that counts (with an extension that was granted by then), `left` the working days to it
    (negative when it is over, None for a year without its days off), `reason` what the unit says of its lateness,
    `asked_until` the day it asks for and has no answer to yet.
    """

    kind: str
    due: Due
    unit: UnitName
    state: State
    until: date
    left: int | None
    late_when_done: bool = False
    reason: str = ""
    reason_on: date | None = None
    asked_until: date | None = None

    @property
    def key(self) -> str:
        return self.due.key

    @property
    def unit_id(self) -> int:
        return self.due.unit_id

    @property
    def what(self) -> str:
        return self.due.what

    @property
    def kind_title(self) -> str:
        return kinds().get(self.kind, "")

    @property
    def late(self) -> bool:
        return self.state is State.LATE

    @property
    def late_days(self) -> int | None:
        """Working days since the last day, of what is late; None when the days off of a year are not known."""
        return None if self.left is None else max(0, -self.left)

    @property
    def words(self) -> str:
        """How long is left, or how late it is."""
        return left_words(self.state, self.until, self.left, self.due.done_on, self.late_when_done)


@dataclass(frozen=True)
class Dues:
    """The obligations of a day, the earliest last day first; `gaps` counts what has no last day, by what is missing.

    `remind` and `escalate` are working days before and after a last day, None while no rule says how many.
    """

    day: date
    facts: tuple[DueFact, ...]
    gaps: Mapping[str, int]
    terms: Terms

    @property
    def remind(self) -> int | None:
        return self.terms.rules[REMIND].whole

    @property
    def escalate(self) -> int | None:
        return self.terms.rules[ESCALATE].whole

    @cached_property
    def late(self) -> tuple[DueFact, ...]:
        return tuple(fact for fact in self.facts if fact.late)

    @cached_property
    def soon(self) -> tuple[DueFact, ...]:
        """What is not done and has at most the reminder's days left."""
        return tuple(fact for fact in self.facts if to_remind(fact.state, fact.left, self.remind))

    def escalated_on(self, fact: DueFact) -> date | None:
        """Since when a late obligation is told to the leader; None while it is not, or no rule says when."""
        on = escalates_on(self.terms.calendar, fact.until, self.escalate) if fact.late else None
        return on if on is not None and on <= self.day else None

    @cached_property
    def escalated(self) -> tuple[DueFact, ...]:
        """What is late for so long that the leader is told."""
        return tuple(fact for fact in self.late if self.escalated_on(fact))

    def of(self, unit_ids: Iterable[int]) -> "Dues":
        """The same of some units only."""
        wanted = set(unit_ids)
        return replace(self, facts=tuple(fact for fact in self.facts if fact.unit_id in wanted))

    def without(self, unit_ids: Iterable[int]) -> "Dues":
        """The same but of some units."""
        left_out = set(unit_ids)
        return replace(self, facts=tuple(fact for fact in self.facts if fact.unit_id not in left_out))

    def in_reach(self, scope: Scope) -> "Dues":
        """The same within a scope."""
        return self if scope.unit_ids is None else self.of(scope.unit_ids)


def dues_on(day: date, units: Units = None, names: Iterable[str] | None = None) -> Dues:
    """Every obligation known on `day` of some units (None: of all), of some sources only when `names` are given.

    Five queries at most, whatever the number of units, obligations and sources.
    """
    return answer(dues_asked(day, units, names))


def dues_asked(day: date, units: Units = None, names: Iterable[str] | None = None) -> Asking[Dues]:
    """As `dues_on`, for who asks more in the same queries: two for rules and days off, and as many rounds as the
    sources need (two) and one for the names of units.
    """
    terms = Terms(rules_on([REMIND, ESCALATE, *rules_asked()], day), calendar())
    askings: list[Any] = [dues_of_sources(day, units, names, terms), _said(day, units)]
    found, said = yield from together(askings)
    unit_names = yield from _names({due.unit_id for _, due in found}, day)
    count = DayCount(terms.calendar)
    facts = []
    for kind, due in found:
        given = said.grants.get(due.key, ())
        grant = granted_by(given, day)
        until, reason = last_day(due.due, grant), said.reasons.get(due.key)
        facts.append(
            DueFact(
                kind=kind,
                due=due,
                unit=unit_names[due.unit_id],
                state=state_on(day, due.due, due.done_on, grant),
                until=until,
                left=count.between(day, until),
                late_when_done=was_late(due.due, due.done_on, given),
                reason=reason[0] if reason else "",
                reason_on=reason[1] if reason else None,
                asked_until=said.waiting.get(due.key),
            )
        )
    facts.sort(key=lambda fact: (fact.until, fact.unit.sort_key, fact.unit.code, fact.what, fact.key))
    return Dues(day, tuple(facts), dict(terms.gaps), terms)


@dataclass
class _Said:
    """By key: extensions that were granted, the day that is asked for, the last reason with its day."""

    grants: dict[str, list[Grant]] = field(default_factory=dict)
    waiting: dict[str, date] = field(default_factory=dict)
    reasons: dict[str, tuple[str, date]] = field(default_factory=dict)


def _said(day: date, units: Units) -> Asking[_Said]:
    """What units had said, and what had been answered, by the end of `day`. One round."""
    told = _Said()
    reasons = LateReason.objects.known_on(day, units).order_by("on", "pk")
    wishes = Excuse.objects.known_on(day, units).order_by("on", "pk")
    found = yield {
        "reasons": reasons.values_list("key", "reason", "on"),
        "wishes": wishes.values_list("key", "wanted_until", "until", "decided_on"),
    }
    for key, reason, on in found["reasons"]:
        told.reasons[key] = (reason, on)
    for key, wanted, extended, decided in found["wishes"]:
        if decided is None or decided > day:
            told.waiting[key] = wanted
        elif extended is not None:
            told.grants.setdefault(key, []).append(Grant(decided, extended))
    return told


def names_of(unit_ids: Iterable[int], day: date) -> dict[int, UnitName]:
    """What units are called on `day`, or were called last before it; one without a name goes by its code. One query."""
    return answer(_names(unit_ids, day))


def _names(unit_ids: Iterable[int], day: date) -> Asking[dict[int, UnitName]]:
    then = Identity.objects.filter(unit_id=OuterRef("pk"), since__lte=day).order_by("-since")
    rows = Unit.objects.filter(pk__in=set(unit_ids)).annotate(
        name_then=Subquery(then.values("name")[:1]), sort_then=Subquery(then.values("sort_key")[:1])
    )
    found = yield from rows_of(rows.order_by().values_list("pk", "code", "name_then", "sort_then", "until"))
    return {pk: UnitName(code, name or code, sort_key or code, until) for pk, code, name, sort_key, until in found}


def due_named(key: str, day: date) -> tuple[DueFact, Dues] | None:
    """One obligation by its key, with the terms it stands under; None when no source knows it on `day`."""
    name, _, rest = key.partition(":")
    unit = rest.rpartition(":")[2]
    if name not in kinds() or not unit.isdecimal() or len(unit) > 12:
        return None
    found = dues_on(day, frozenset({int(unit)}), [name])
    return next(((fact, found) for fact in found.facts if fact.key == key), None)


@dataclass(frozen=True)
class Word:
    """One line of an obligation's history: when, who, what was said, and what was answered."""

    on: date
    who: str
    said: str
    reason: str
    answer: str = ""
    excuse: Excuse | None = None


def words_about(key: str) -> list[Word]:
    """What was said and answered about an obligation, the newest first. Two queries."""
    told = [Word(row.on, row.by_name, "Nêu lý do chậm", row.reason) for row in LateReason.objects.of(key)]
    for row in Excuse.objects.of(key):
        said = f"Đề nghị gia hạn đến {row.wanted_until:%d/%m/%Y}"
        told.append(Word(row.on, row.by_name, said, row.reason, _answer(row), row))
    return sorted(told, key=lambda word: word.on, reverse=True)


def _answer(row: Excuse) -> str:
    if row.decided_on is None:
        return "chưa trả lời"
    said = f"{row.decided_on:%d/%m/%Y}, {row.decided_by_name}: "
    if row.granted and row.until is not None:
        paper = f", theo {row.paper}" if row.paper else ""
        return f"{said}đồng ý đến {row.until:%d/%m/%Y}{paper}{'. ' + row.answer if row.answer else ''}"
    return f"{said}không đồng ý. {row.answer}"

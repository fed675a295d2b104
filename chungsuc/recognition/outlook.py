"""Where a case stands on a day: what may follow, what is missing for it, until when, and what was done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.law.citations import Citation
from chungsuc.law.periods import CalendarMissing, WorkingCalendar
from chungsuc.law.verdicts import Outcome
from chungsuc.organisations.access import Person
from chungsuc.rulebook.rule_facts import RuleFact, calendar, deadline

from . import workflow
from .access import may_take
from .casefile import CaseFile
from .conditions import Checked, check
from .models import Case, CaseEvent
from .workflow import STATES, Step

# What ends or sets a case back is not what it waits for.
ASIDE = frozenset(
    {"return", "withdraw", "refuse", "send_back", "repost", "carry_over", "lose_object", "council_fail", "dismiss"}
)


@dataclass(frozen=True)
class Missing:
    """One thing that stands in the way: what, its citation, its outcome, and the page (its name) that mends it."""

    what: str
    about: str
    outcome: Outcome
    citation: Citation | None
    page: str = ""

    @property
    def as_json(self) -> dict[str, str]:
        """For machines."""
        return {"what": f"{self.about}: {self.what}", "citation": str(self.citation or "")}


@dataclass(frozen=True)
class Ahead:
    """A step that may follow, whether somebody may take it, and what is missing for it."""

    step: Step
    mine: bool
    missing: tuple[Missing, ...]

    @property
    def aside(self) -> bool:
        """Whether it ends the case or sets it back, so that no page should push it."""
        return self.step.act in ASIDE

    @property
    def ready(self) -> bool:
        return not self.missing

    @property
    def reason(self) -> str:
        """Why it is not possible yet, by the names of its conditions; each is told in full above on the page."""
        return f"Còn thiếu: {'; '.join(dict.fromkeys(m.about for m in self.missing))}."


@dataclass(frozen=True)
class Clock:
    """The deadline of the present step: None when its rule is missing or nothing runs."""

    rule: RuleFact
    until: date | None
    late: bool
    fault: str = ""


@dataclass(frozen=True)
class Outlook:
    """Everything a page says about where a case stands."""

    file: CaseFile
    ahead: tuple[Ahead, ...]
    clock: Clock | None

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is missing for the next step of the usual way."""
        found: dict[tuple[str, str], Missing] = {}
        for ahead in self.ahead:
            if ahead.step.act not in ASIDE:
                found |= {(m.about, m.what): m for m in ahead.missing}
        return tuple(found.values())

    @property
    def mine(self) -> tuple[Ahead, ...]:
        return tuple(ahead for ahead in self.ahead if ahead.mine)

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Who has to act next on the usual way."""
        named = [ahead.step.actor.name_for(self.file.kind) for ahead in self.ahead if ahead.step.act not in ASIDE]
        return tuple(dict.fromkeys(named))

    @property
    def returned(self) -> CaseEvent | None:
        """The event that sent the case back, while it stands there."""
        if self.file.case.state != workflow.RETURNED:
            return None
        return next((event for event in reversed(self.file.events) if event.act == "return"), None)


def outlook(case: Case, day: date, person: Person | None = None) -> Outlook:
    """Where a case stands on `day`, for somebody (None: for nobody in particular)."""
    file = CaseFile(case, day)
    steps = workflow.steps_from(case.state, kind=file.kind, regime=file.regime, procedure=case.procedure)
    asked: dict[str, Checked] = {}
    ahead = []
    for step in steps:
        asked |= {c.condition.name: c for c in check(file, [g for g in step.guards if g not in asked])}
        missing = tuple(m for guard in step.guards for m in _missing(asked[guard]))
        if step.act in ("carry_over", "lose_object") and missing:
            continue  # nothing has merged: the act has no place on the page
        ahead.append(Ahead(step, person is not None and may_take(person, step, case), missing))
    return Outlook(file, tuple(ahead), clock_of(case, file.rules, day))


def _missing(checked: Checked) -> Iterable[Missing]:
    condition = checked.condition
    for reason in checked.verdict.reasons:
        if reason.outcome is not Outcome.MET:
            yield Missing(reason.text, condition.label, reason.outcome, reason.citation, condition.page)


def clock_of(case: Case, rules: Mapping[str, RuleFact], day: date) -> Clock | None:
    """The deadline of a case's present step by the rules at hand; None where no day count runs."""
    key = STATES[case.state].clock
    if not key or key not in rules:
        return None
    rule = rules[key]
    try:
        span = deadline(case.state_since, rule)
    except CalendarMissing as fault:
        return Clock(rule, None, False, str(fault))
    return Clock(rule, span.until, span.until < day, "") if span else Clock(rule, None, False)


def clocks(
    cases: Iterable[Case], rules: Mapping[str, RuleFact], day: date, days_off: WorkingCalendar | None = None
) -> dict[int, Clock]:
    """The deadlines of many cases; the calendar is read once, unless it is given."""
    known, found = days_off or calendar(), {}
    for case in cases:
        rule = rules.get(STATES[case.state].clock)
        if rule is None or rule.whole is None:
            continue
        if "làm việc" in rule.unit:
            try:
                until = known.add(case.state_since, rule.whole).until
            except CalendarMissing as fault:
                found[case.pk] = Clock(rule, None, False, str(fault))
                continue
        else:
            until = date.fromordinal(case.state_since.toordinal() + rule.whole)
        found[case.pk] = Clock(rule, until, until < day)
    return found


def rule_needed(file: CaseFile) -> list[RuleFact]:
    """The rules that a case may need and nobody has found: a named officer can rule on them for this case."""
    return [rule for rule in file.rules.values() if rule.missing and rule.listed]


def labelled(case: Case, events: Sequence[CaseEvent]) -> list[tuple[str, CaseEvent]]:
    """Each event of a case with the name of its act."""
    about = {"kind": case.level.unit_kind, "procedure": case.procedure}
    return [(workflow.name_of_act(e.act, e.from_state, **about, paper=bool(e.paper)), e) for e in events]


def told(case: Case, events: Sequence[CaseEvent]) -> list[dict[str, Any]]:
    """The history for machines: what was done, on which day, by whom, by which paper and why."""
    return [
        {
            "seq": event.seq,
            "act": event.act,
            "label": label,
            "from": event.from_state,
            "to": event.to_state,
            "on": event.on.isoformat(),
            "by": event.by_name or event.by,
            "paper": event.paper,
            "reason": event.reason,
        }
        for label, event in labelled(case, events)
    ]

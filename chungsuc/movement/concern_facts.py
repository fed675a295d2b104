"""Difficulties and proposals as pages and papers show them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.rule_facts import rule_on

from .models import Concern, ConcernStep
from .workflow import ACTS, OFFICE, OWED, STATES, TRANSFER, UNIT, acts_of

OFFICES = "rule:concern_offices"
KINDS = dict(Concern.KINDS)


@dataclass(frozen=True)
class Office:
    """An office that the plan names for difficulties and proposals, as it writes itself."""

    id: int
    code: str
    name: str


def offices_on(day: date) -> list[Office]:
    """The offices of a day, by the plan; none while the pack does not say. Two queries."""
    rule = rule_on(OFFICES, day)
    rows = {row["unit"]: row["name"] for row in rule.value or ()}
    units = {unit.code: unit.pk for unit in Unit.objects.on(day).filter(code__in=rows)}
    return [Office(units[code], code, name) for code, name in rows.items() if code in units]


def concerns_seen(person: Person) -> QuerySet[Concern]:
    """The concerns that a person may read: all for whoever oversees them, else those of the posts' own units."""
    rows = Concern.objects.all()
    if person.may("concern.oversee"):
        return rows
    return person.own_scope("concern.read").filter(rows)  # type: ignore[no-any-return]


def narrowed(
    rows: QuerySet[Concern], *, kind: str = "", state: str = "", office: str = "", year: str = ""
) -> QuerySet[Concern]:
    """The concerns of a kind, a state ("owed": an answer is owed), an office, a year of sending."""
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state__in=OWED) if state == "owed" else rows.filter(state=state)
    if office:
        rows = rows.filter(office__code=office)
    return rows.filter(raised_on__year=int(year)) if year else rows


@dataclass(frozen=True)
class ConcernFact:
    """A concern as a row: whose, at which office, since when, until when, how it stands on the day."""

    concern: Concern
    unit_name: str
    office_name: str
    late: bool

    @property
    def label(self) -> str:
        return STATES[self.concern.state].label

    @property
    def outcome(self) -> str:
        return "overdue" if self.late else STATES[self.concern.state].shape

    @property
    def kind(self) -> str:
        return KINDS[self.concern.kind]


def concern_facts(rows: QuerySet[Concern], day: date) -> list[ConcernFact]:
    """Concerns as rows, those that owe an answer first, the earliest due first among them. One query."""
    named = rows.annotate(unit_name=last_name_of("unit_id"), office_name=last_name_of("office_id"))
    found = [ConcernFact(row, row.unit_name or "", row.office_name or "", is_late(row, day)) for row in named]
    return sorted(found, key=lambda f: (not STATES[f.concern.state].owed, f.concern.due or date.max, -f.concern.pk))


def is_late(concern: Concern, day: date) -> bool:
    """Whether an answer was owed by a day that is over; an answer given late counts too."""
    if concern.due is None:
        return False
    return concern.due < (concern.answered_on or day) if not STATES[concern.state].owed else concern.due < day


@dataclass(frozen=True)
class StepFact:
    """One step as people read it: what, who of which unit, when, to whom, how many days after the step before."""

    step: ConcernStep
    label: str
    unit_name: str
    to_name: str
    days: int


def steps_of(concern: Concern) -> list[StepFact]:
    """Every step of a concern, the first first. One query."""
    rows = concern.steps.annotate(unit_name=last_name_of("unit_id"), to_name=last_name_of("to_id")).order_by("pk")
    found: list[StepFact] = []
    for row in rows:
        before = found[-1].step.on if found else row.on
        found.append(StepFact(row, ACTS[row.act].done, row.unit_name or "", row.to_name or "", (row.on - before).days))
    return found


def actors_of(person: Person, concern: Concern) -> set[str]:
    """As whom a person may act with a concern: of the office, of the unit, of neither."""
    acting = set()
    if concern.office_id in person.acts_for("concern.answer"):
        acting.add(OFFICE)
    if concern.unit_id in person.acts_for("concern.raise"):
        acting.add(UNIT)
    return acting


def acts_offered(person: Person, concern: Concern) -> tuple[str, ...]:
    """What a person may do with a concern now."""
    return acts_of(concern.state, actors_of(person, concern))


@dataclass(frozen=True)
class Summary:
    """The concerns of a span of days, counted by kind and by state, and row by row."""

    since: date
    until: date
    facts: tuple[ConcernFact, ...]

    @property
    def by_kind(self) -> list[tuple[str, int]]:
        found = Counter(fact.concern.kind for fact in self.facts)
        return [(label, found[kind]) for kind, label in Concern.KINDS]

    @property
    def by_state(self) -> list[tuple[str, int]]:
        found = Counter(fact.concern.state for fact in self.facts)
        return [(state.label, found[state.code]) for state in STATES.values() if found[state.code]]

    @property
    def late(self) -> int:
        return sum(fact.late for fact in self.facts)

    @property
    def transferred(self) -> int:
        return sum(any(step.act == TRANSFER for step in fact.concern.steps.all()) for fact in self.facts)

    @property
    def words(self) -> str:
        return f"từ ngày {show_day(self.since)} đến ngày {show_day(self.until)}"


def summed_up(rows: QuerySet[Concern], since: date, until: date, day: date) -> Summary:
    """The concerns that were sent between two days, as they stand on `day`. Two queries."""
    of_span = rows.filter(raised_on__gte=since, raised_on__lte=until).prefetch_related("steps")
    return Summary(since, until, tuple(sorted(concern_facts(of_span, day), key=lambda fact: fact.concern.pk)))


def last_text(steps: Iterable[ConcernStep], act: str) -> str:
    """The text of the last step of an act; "" when there was none."""
    return next((step.text for step in reversed(list(steps)) if step.act == act), "")

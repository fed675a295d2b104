"""Launches as pages show them: who is told by whom, who opened, what a unit reads on its own page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import UnitFact, known_as
from chungsuc.organisations.models import Placement, Unit
from chungsuc.organisations.queries import holds_on

from .duty_facts import audiences_of, bodies_of
from .models import Dispatch, Guidance, GuidanceRead, GuidanceVersion, Instruction, Launch, Plan, Reminder, Subject
from .rules.duties import Bodies, Bound

LEVELS = {Launch.PROVINCE: "cấp tỉnh", Launch.DISTRICT: "cấp huyện"}
OPENED, WAITING, OVERDUE, CLOSED = "opened", "waiting", "overdue", "closed"
STATES = {
    OPENED: ("đã đọc", "met"),
    WAITING: ("chưa đọc", "undetermined"),
    OVERDUE: ("quá hạn, chưa đọc", "overdue"),
    CLOSED: ("đơn vị kết thúc, chưa đọc", "not_applicable"),
}


def the_plan() -> Plan | None:
    """The plan of the movement that runs; None before a pack is loaded."""
    return Plan.objects.order_by("-since").first()


def told_by(plan: Plan, level: str) -> tuple[str, ...]:
    """The audiences that a launch of a level is sent to."""
    return tuple(code for row in plan.recipients if row["by"] == level for code in row["to"])


def receivers(plan: Plan, unit: Unit, day: date, bodies: Bodies | None = None) -> dict[int, Bound]:
    """Who must get a launch of a unit on a day, by unit id: the province's everywhere, a district's in its own area.

    Two queries at most. Never the unit itself.
    """
    found = (bodies or bodies_of(plan)).bound(audiences_of(plan, told_by(plan, unit.kind)), day)
    kept = {pk: bound for pk, bound in found.items() if pk != unit.pk}
    if unit.kind == Launch.DISTRICT:
        own = set(Placement.objects.filter(holds_on(day), parent=unit).values_list("unit_id", flat=True))
        kept = {pk: bound for pk, bound in kept.items() if pk in own}
    return kept


def sender_of(person: Person, day: date) -> Unit | None:
    """In whose name a person launches: the province for Sở Nội vụ, else the district of the post; None for others."""
    if person.may("launch.manage"):
        return Unit.objects.on(day).filter(kind=Launch.PROVINCE).order_by("pk").first()
    own = person.acts_for("launch.cascade")
    return Unit.objects.on(day).filter(pk__in=own, kind=Launch.DISTRICT).first() if own else None


def launches_seen(person: Person) -> QuerySet[Launch]:
    """The launches that a person may see: those of units in reach, and those that were sent to one of them."""
    rows = Launch.objects.all()
    scope = person.scope("duty.read")
    if scope.unit_ids is None:
        return rows
    sent = Dispatch.objects.filter(launch=OuterRef("pk"), unit_id__in=scope.unit_ids)
    return rows.filter(Q(by_id__in=scope.unit_ids) | Exists(sent))


def with_counts(rows: QuerySet[Launch]) -> QuerySet[Launch]:
    """Launches with how many units they were sent to and how many opened them."""
    return rows.select_related("by").annotate(
        sent=Count("dispatches"), opened=Count("dispatches", filter=Q(dispatches__opened_at__isnull=False))
    )


@dataclass(frozen=True)
class DispatchFact:
    """A dispatch as a row: to whom, opened by whom, when reminded last, how it stands on the day."""

    id: int
    unit: UnitFact
    sent_on: date
    due: date | None
    opened_at: object
    opened_by: str
    reminded_on: date | None
    state: str
    over: str = ""

    @property
    def label(self) -> str:
        return STATES[self.state][0]

    @property
    def outcome(self) -> str:
        return STATES[self.state][1]


def dispatches_of(made: Launch, day: date, seen: frozenset[int] | None) -> list[DispatchFact]:
    """To whom a launch went and who opened it, who has not first; `seen`: only these units (None: all)."""
    rows = made.dispatches.annotate(reminded=Subquery(_last_reminder()))
    if seen is not None:
        rows = rows.filter(unit_id__in=seen)
    found = list(rows)
    names = known_as([row.unit_id for row in found])
    facts = [
        DispatchFact(
            id=row.pk,
            unit=names[row.unit_id],
            sent_on=row.sent_on,
            due=row.due,
            opened_at=row.opened_at,
            opened_by=row.opened_by_name,
            reminded_on=row.reminded,
            state=_state(row, names[row.unit_id], day),
        )
        for row in found
    ]
    order = [OVERDUE, WAITING, CLOSED, OPENED]
    return sorted(facts, key=lambda fact: (order.index(fact.state), fact.unit.sort_key, fact.unit.code))


def _last_reminder() -> QuerySet:
    return Reminder.objects.filter(dispatch=OuterRef("pk")).order_by("-on").values("on")[:1]


def _state(row: Dispatch, unit: UnitFact, day: date) -> str:
    if row.opened_at is not None:
        return OPENED
    if unit.until is not None and unit.until < day:
        return CLOSED
    return OVERDUE if row.due is not None and row.due < day else WAITING


def counted(facts: Iterable[DispatchFact]) -> dict[str, int]:
    """How many dispatches stand how."""
    found = Counter(fact.state for fact in facts)
    return {state: found[state] for state in STATES}


@dataclass(frozen=True)
class UnitPage:
    """What a unit reads of the movement on its own page: what was sent to it, what the plan tells it, what to read."""

    unit: UnitFact
    bound: bool
    dispatches: tuple[Dispatch, ...]
    instructions: tuple[Instruction, ...]
    subjects: tuple[Subject, ...]
    guidance: tuple["GuidanceToRead", ...]


@dataclass(frozen=True)
class GuidanceToRead:
    """A guidance document for a unit: its newest version, and who of the unit read it (None: nobody yet)."""

    guidance: Guidance
    version: GuidanceVersion
    read: GuidanceRead | None
    read_before: bool


def audiences_naming(plan: Plan, bodies: Bodies, unit_id: int, day: date) -> set[str]:
    """The codes of the plan's audiences to which a unit belongs on a day. Asks nothing."""
    codes = [row["code"] for row in plan.audiences]
    return {code for code in codes if unit_id in bodies.bound(audiences_of(plan, [code]), day)}


def unit_page(plan: Plan, unit: UnitFact, day: date, bodies: Bodies | None = None) -> UnitPage:
    """The movement of a unit on a day: its last one when it has ended. Six queries, one less with `bodies`."""
    at = min(day, unit.until) if unit.until else day
    named = audiences_naming(plan, bodies or bodies_of(plan), unit.id, at)
    sent = Dispatch.objects.filter(unit_id=unit.id, launch__withdrawn_at=None, sent_on__lte=day)
    dispatches = sent.select_related("launch", "launch__by").order_by("sent_on", "pk")
    return UnitPage(
        unit=unit,
        bound=bool(named),
        dispatches=tuple(dispatches),
        instructions=tuple(row for row in plan.instructions.all() if named & set(row.binds)),
        subjects=tuple(row for row in plan.subjects.all() if named & set(row.binds)),
        guidance=tuple(guidance_for(plan, named, unit.id, day)),
    )


def guidance_for(plan: Plan, named: set[str], unit_id: int, day: date) -> list[GuidanceToRead]:
    """The guidance documents in use on a day for a unit of these audiences, what is unread first. Two queries."""
    rows = [
        row
        for row in plan.guidance.filter(Q(ended_on=None) | Q(ended_on__gt=day)).prefetch_related("versions")
        if named & set(row.to)
    ]
    versions = [version for row in rows for version in row.versions.all() if version.sent_on <= day]
    reads = GuidanceRead.objects.filter(unit_id=unit_id, version__in=[version.pk for version in versions])
    read: Mapping[int, GuidanceRead] = {one.version_id: one for one in reads}
    found = []
    for row in rows:
        own: Sequence[GuidanceVersion] = [version for version in versions if version.guidance_id == row.pk]
        if own:
            newest = own[-1]
            before = any(version.pk in read for version in own[:-1])
            found.append(GuidanceToRead(row, newest, read.get(newest.pk), before))
    return sorted(found, key=lambda one: (one.read is not None, -one.guidance.pk))


def newest_launch_day(plan: Plan) -> date | None:
    """The day of the newest launch of the province that stands."""
    live = Launch.objects.filter(plan=plan, level=Launch.PROVINCE, withdrawn_at=None)
    return live.aggregate(newest=Max("sent_on"))["newest"]  # type: ignore[no-any-return]

"""The plan's duties of units on a day, and whom it binds: read in two queries, whatever their number."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from chungsuc.organisations.models import Identity, Unit
from chungsuc.questions.asking import Asking, answer, nothing, rows_of, together

from . import registry
from .models import Milestone, Plan
from .rules.duties import Asked, Audience, Bodies, Body, Bound, Duty, duties_on, occurrences


def audiences_of(plan: Plan, codes: Iterable[str]) -> tuple[Audience, ...]:
    """The audiences of a plan by code, in the order in which they are named."""
    rows = {row["code"]: row for row in plan.audiences}
    return tuple(Audience.of(rows[code]) for code in codes if code in rows)


def bodies_of(plan: Plan | None) -> Bodies:
    """Every unit that the plan may bind, whenever it lived, with what it flowed into. One query."""
    return answer(bodies_asked(plan))


def bodies_asked(plan: Plan | None) -> Asking[Bodies]:
    """As `bodies_of`, for who asks more in the same query. One round."""
    kinds = {kind for row in plan.audiences for kind in row["kinds"]} if plan else set()
    codes = {code for row in plan.audiences for code in row["units"]} if plan else set()
    named = Identity.objects.filter(unit_id=OuterRef("pk")).order_by("-since")
    rows: QuerySet = Unit.objects.filter(kind__in=kinds) | Unit.objects.filter(code__in=codes)
    found: dict[int, Body] = {}
    heirs: dict[int, list[tuple[int, date]]] = {}
    fields = ("id", "code", "kind", "called", "since", "until")
    ways = ("succession__successor_id", "succession__event__effective_on")
    asked = rows.annotate(called=Subquery(named.values("name")[:1])).order_by("pk").values_list(*fields, *ways)
    for pk, code, kind, name, since, until, heir, effective in (yield from rows_of(asked)):
        found[pk] = Body(pk, code, kind, name or code, since, until)
        if heir is not None:
            heirs.setdefault(pk, []).append((heir, effective))
    for pk, own in heirs.items():
        body = found[pk]
        found[pk] = Body(pk, body.code, body.kind, body.name, body.since, body.until, tuple(sorted(set(own))))
    return Bodies(found)


def asked_of(milestones: Sequence[Milestone]) -> tuple[Asked, ...]:
    """The occurrences of milestones (with their plan), the earliest due first. Asks nothing."""
    every = [
        one
        for m in milestones
        for one in occurrences(
            m.code,
            m.name,
            article=m.article,
            status=m.status,
            due=m.due,
            every_year=m.every_year,
            opens=m.opens,
            since=first_day(m.plan),
            until=m.plan.until,
            audiences=audiences_of(m.plan, m.binds),
        )
        if m.binds
    ]
    return tuple(sorted(every, key=lambda one: (one.due, one.milestone)))


def first_day(plan: Plan) -> date:
    """The day from which the plan binds anybody: that of its first audience."""
    return min((date.fromisoformat(row["since"]) for row in plan.audiences), default=plan.since)


def duties(
    day: date, units: frozenset[int] | None, *, milestones: Sequence[str] = (), bodies: Bodies | None = None
) -> list[Duty]:
    """Every duty of `units` (None: all) known on `day`, the earliest due first. Two queries, three if upper rooms ask
    in rounds.

    `milestones` asks for some of them only; with `bodies` the units are not asked again.
    """
    return answer(duties_asked(day, units, milestones=milestones, bodies=bodies))


def duties_asked(
    day: date, units: frozenset[int] | None, *, milestones: Sequence[str] = (), bodies: Bodies | None = None
) -> Asking[list[Duty]]:
    """As `duties`, for who asks more in the same queries: the plan first, then the units and what upper rooms know."""
    rows = Milestone.objects.select_related("plan").exclude(binds=[])
    found = yield from rows_of(rows.filter(code__in=milestones) if milestones else rows)
    if not found:
        return []
    asked = asked_of(found)
    of_plan = nothing(bodies) if bodies else bodies_asked(found[0].plan)
    years = frozenset(one.year for one in asked if one.opens <= day)
    both: list[Any] = [of_plan, registry.fulfilled(units, years)]
    bodies, known = yield from together(both)
    elsewhere = {key: one.left_out for key, one in known.asked.items() if one.since <= day}
    every = duties_on(
        asked, bodies, day, done=known.done, followed=registry.followed(), worded=worded, elsewhere=elsewhere
    )
    return [duty for duty in every if units is None or duty.unit_id in units]


def worded(one: Asked) -> str:
    """What is to be done, with its year where it is done every year."""
    return one.name if str(one.year) in one.name else f"{one.name} năm {one.year}"


def bound_units(milestone: str, year: int, day: date) -> dict[int, Bound]:
    """Who owes a milestone of a year, as `day` knows it, by unit id: for upper rooms. Two queries."""
    found = list(Milestone.objects.select_related("plan").filter(code=milestone))
    asked = [one for one in asked_of(found) if one.year == year]
    bodies = bodies_of(found[0].plan) if asked else None
    return dict(bodies.bound(asked[0].audiences, min(day, asked[0].due), asked[0].opens)) if bodies else {}

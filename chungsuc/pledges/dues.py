"""What plans put into the calendar and tell the movement: registered tasks by their day, and whose plan is there."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Case, Count, DateField, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, When
from django.urls import reverse

from chungsuc.deadlines.registry import Due, Line, Terms, Units, columns
from chungsuc.movement.registry import Known
from chungsuc.organisations.models import Lineage, Unit
from chungsuc.questions.asking import Asking, rows_of

from . import workflow
from .models import Edition
from .models import Terms as TaskTerms

TASKS = "pledges.tasks"
MILESTONE = "ke-hoach-don-vi"
SOURCE = "Kế hoạch của đơn vị, đã duyệt (Kế hoạch, mục IV điểm a)"
_MOST = 200


def task_rows(day: date, units: Units) -> QuerySet:
    """The tasks in force by `day`, each under the unit that answers for it that day; none for a unit without heir."""
    rows: QuerySet = TaskTerms.objects.current().counted().filter(until=None, since__lte=day)
    asked = Case(
        When(task__given_to__isnull=False, then=F("task__given_to_id")), default=F("task__plan__unit_id"),
        output_field=IntegerField(),
    )  # fmt: skip
    ends = Case(
        When(task__given_to__isnull=False, then=F("task__given_to__until")), default=F("task__plan__unit__until"),
        output_field=DateField(),
    )  # fmt: skip
    rows = rows.annotate(first_holder=asked, first_until=ends)
    rows = _followed(rows, day, "first_holder", "first_until", "next_holder")
    until = Unit.objects.filter(pk=OuterRef("next_holder")).values("until")[:1]
    rows = _followed(rows.annotate(next_until=Subquery(until)), day, "next_holder", "next_until", "holder")
    rows = rows if units is None else rows.filter(holder__in=list(units))
    return columns(
        rows, unit="holder", due="due", done_on="task__done_on", first="what", second="place", number="task_id"
    )


def _followed(rows: QuerySet, day: date, holder: str, until: str, named: str) -> QuerySet:
    """`named`: the holder, or where it had ended by `day` the one unit that it went into, else nothing."""
    heirs = Lineage.objects.filter(predecessor=OuterRef(holder), event__effective_on__lte=day).order_by()
    single = heirs.values("predecessor").annotate(
        ways=Count("successor", distinct=True), heir=Min("successor")
    ).filter(ways=1)  # fmt: skip
    stands = Q(**{f"{until}": None}) | Q(**{f"{until}__gte": day})
    found = Case(When(stands, then=F(holder)), default=Subquery(single.values("heir")[:1]), output_field=IntegerField())
    return rows.annotate(**{named: found})


def read_task(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """One task: what, by when, where it is told that it is done."""
    if line.due is None:
        return
    what = line.first if len(line.first) <= _MOST else f"{line.first[:_MOST]}…"
    yield Due(
        key=f"{TASKS}:{line.number}:{line.unit_id}",
        unit_id=line.unit_id,
        what=what,
        due=line.due,
        done_on=line.done_on,
        href=reverse("unit_task", args=[line.number]),
        source=SOURCE,
        note=line.second,
    )


def plans_there(units: Units, years: frozenset[int]) -> Asking[Known]:
    """Which units have their plan of the period, and since when: the first submission that was not sent back.

    A plan that waits for approval is there; one that came back is not until it is submitted again. One round.
    """
    rows = Edition.objects.filter(submitted_on__isnull=False).exclude(state=workflow.DROPPED)
    rows = rows if units is None else rows.filter(plan__unit__in=units)
    found = yield from rows_of(rows.order_by().values("plan__unit_id").annotate(day=Min("submitted_on")))
    return Known({(MILESTONE, year, row["plan__unit_id"]): row["day"] for row in found for year in years})

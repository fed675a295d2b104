"""Who writes whose plan, approves it, answers for a task, speaks for a side of a sponsorship. Denied otherwise."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from chungsuc.organisations.access import Person, Scope
from chungsuc.organisations.heirs import Heirs

from .models import Overlap, Sponsorship, Task, UnitPlan
from .workflow import APPROVER, WRITER

READ, WRITE, APPROVE = "plan.read", "plan.write", "plan.approve"
ASSIGN, HELP, ANSWER = "pledge.assign", "pledge.sponsor", "pledge.confirm"


def actors(person: Person, unit_id: int) -> frozenset[str]:
    """What a person is before a unit's plan. Nobody approves the plan of the unit for which they write."""
    if unit_id in person.acts_for(WRITE):
        return frozenset({WRITER})
    return frozenset({APPROVER}) if person.may(APPROVE) else frozenset()


def require_actor(person: Person, unit_id: int, actor: str) -> None:
    """PermissionDenied when the person is not that actor before the unit's plan."""
    if actor not in actors(person, unit_id):
        raise PermissionDenied(actor)


def holder_of(task: Task, heirs: Heirs) -> int | None:
    """The unit that answers for a task on the heirs' day; None when nobody is known. Needs plan and unit at hand."""
    if task.given_to is not None:
        return heirs.of(task.given_to_id or 0, task.given_to.until)
    return heirs.of(task.plan.unit_id, task.plan.unit.until)


def answers_for(person: Person, task: Task, heirs: Heirs) -> bool:
    """Whether the person acts for the unit that answers for a task."""
    return holder_of(task, heirs) in person.acts_for(WRITE)


def speaks_for(person: Person, right: str, unit_id: int | None) -> bool:
    """Whether the person holds a right for exactly this unit; for nobody's side nobody speaks."""
    return unit_id is not None and unit_id in person.acts_for(right)


def _scope(request: HttpRequest) -> Scope:
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return scope


def plan_for(request: HttpRequest, pk: int) -> UnitPlan:
    """The plan with its names, or Http404 when its unit lies out of reach."""
    found = UnitPlan.objects.visible(_scope(request)).named().filter(pk=pk).first()
    if found is None:
        raise Http404("plan")
    return found


def task_for(request: HttpRequest, pk: int) -> Task:
    """The task with its plan, or Http404 when neither its unit, its holder nor its place lies in reach."""
    from .models import Terms

    rows = Terms.objects.current().visible(_scope(request)).filter(task__pk=pk)
    if not rows.exists():
        raise Http404("task")
    return Task.objects.select_related("plan__unit", "plan__movement", "given_to", "merged_into").get(pk=pk)


def sponsorship_for(request: HttpRequest, pk: int) -> Sponsorship:
    """The sponsorship with both names, or Http404 when neither side lies in reach."""
    found = Sponsorship.objects.visible(_scope(request)).named().filter(pk=pk).first()
    if found is None:
        raise Http404("sponsorship")
    return found


def overlap_for(request: HttpRequest, pk: int) -> Overlap:
    """The pair with both tasks, or Http404 when it lies out of reach."""
    rows = Overlap.objects.visible(_scope(request)).select_related(
        "one__plan__unit", "one__given_to", "other__plan__unit", "other__given_to"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("overlap")
    return found


def units_of(ids: Iterable[int | None]) -> frozenset[int]:
    """The ids that are known."""
    return frozenset(pk for pk in ids if pk is not None)

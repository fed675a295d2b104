"""Tasks as pages, work and the calendar show them: what each says, how it stands on a day, who answers for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from chungsuc.organisations.heirs import Heirs, heirs_on
from chungsuc.organisations.models import Identity

from ..models import Progress, Task, Terms

OPEN, LATE, DONE, MERGED, ENDED = "open", "late", "done", "merged", "ended"
LABELS = {
    OPEN: "đang làm",
    LATE: "quá hạn",
    DONE: "đã hoàn thành",
    MERGED: "đã gộp vào nhiệm vụ khác",
    ENDED: "không còn trong kế hoạch",
}
SIGNS = {OPEN: "undetermined", LATE: "overdue", DONE: "met", MERGED: "not_applicable", ENDED: "not_applicable"}


@dataclass(frozen=True)
class TaskLine:
    """One task on a day. `holder_id` None: its unit ended and went into no single unit; it waits to be given to one."""

    terms: Any
    state: str
    holder_id: int | None
    holder_name: str
    taken_over: bool

    @property
    def task(self) -> Task:
        task: Task = self.terms.task
        return task

    @property
    def label(self) -> str:
        return LABELS[self.state]

    @property
    def sign(self) -> str:
        return SIGNS[self.state]

    @property
    def where(self) -> str:
        """The address in words."""
        return ", ".join(part for part in (self.terms.place, self.terms.place_name) if part)


def state_of(terms: Terms, day: date) -> str:
    """How a task stands on a day: what was done later is not done yet."""
    task = terms.task
    if task.merged_into_id is not None:
        return MERGED
    if task.done_on is not None and task.done_on <= day:
        return DONE
    if terms.until is not None and terms.until < day:
        return ENDED
    return LATE if terms.due < day else OPEN


def unit_names(ids: Iterable[int]) -> dict[int, str]:
    """The last known names of units by id. One query."""
    rows = Identity.objects.filter(unit_id__in=set(ids)).order_by("since")
    return dict(rows.values_list("unit_id", "name"))


def task_lines(rows: Iterable[Any], day: date, heirs: Heirs | None = None) -> list[TaskLine]:
    """The tasks of some `Terms` (named, with task, plan and unit). Two queries, whatever their number."""
    found = list(rows)
    heirs = heirs or heirs_on(day)
    holders = [_holder(terms.task, heirs) for terms in found]
    moved = {pk for terms, pk in zip(found, holders, strict=True) if pk not in (None, terms.task.plan.unit_id)}
    names = unit_names(pk for pk in moved if pk is not None) if moved else {}
    return [
        TaskLine(
            terms,
            state_of(terms, day),
            holder,
            names.get(holder or 0, terms.unit_name if holder is not None else ""),
            holder != terms.task.plan.unit_id,
        )
        for terms, holder in zip(found, holders, strict=True)
    ]


def _holder(task: Task, heirs: Heirs) -> int | None:
    unit = task.given_to or task.plan.unit
    return heirs.of(unit.pk, unit.until)


def with_units(rows: Any) -> Any:
    """The rows with everything that `task_lines` asks, in the same query."""
    return rows.named().select_related(
        "task__plan__unit", "task__plan__movement", "task__given_to", "task__merged_into", "place_unit"
    )


def line_of(task: Task, day: date, heirs: Heirs) -> TaskLine:
    """One task on a day by what it says last."""
    return task_lines(with_units(Terms.objects.current().filter(task=task)), day, heirs)[0]


def told_of(task: Task) -> list[Progress]:
    """What was told of a task and of those that it stands for, the newest first. One query."""
    rows = Progress.objects.filter(Q(task=task) | Q(task__merged_into=task))
    return list(rows.select_related("task").order_by("-on", "-id"))

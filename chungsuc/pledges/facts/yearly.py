"""What units pledged and did, as it stood on a day of a year: for reports upward."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count

from chungsuc.organisations.heirs import Heirs, heirs_on

from .. import workflow
from ..models import PERIOD, Edition, Terms
from .tasks import DONE, LATE, task_lines, with_units


@dataclass(frozen=True)
class YearPledges:
    """The plans of a unit for a year or for the whole period, and its tasks. Counts; days are None where nothing is.

    `submitted_on`: the first submission; `approved_on`: since when what it registers is in force. `tasks` are all that
    the unit answers for, `done` and `late` of them; what was merged into another task is counted once.
    """

    unit_id: int
    submitted_on: date | None = None
    approved_on: date | None = None
    targets: int = 0
    tasks: int = 0
    done: int = 0
    late: int = 0


def year_pledges(year: int, day: date, units: Iterable[int] | None = None) -> Mapping[int, YearPledges]:
    """What units (None: all) pledged for `year` and had done by `day`, by the id of the unit that answers that day.

    Who pledged nothing is left out, and so is what a unit left behind that went into no single unit. Six queries at
    most, whatever the number of units and tasks.
    """
    heirs, wanted = heirs_on(day), None if units is None else set(units)
    found: dict[int, YearPledges] = {}
    _read_plans(found, year, day, heirs)
    rows = with_units(Terms.objects.on(day).counted().filter(task__plan__year__in=(year, PERIOD)))
    for line in task_lines(rows, day, heirs):
        if line.holder_id is not None:
            own = found.get(line.holder_id, YearPledges(line.holder_id))
            done, late = own.done + (line.state == DONE), own.late + (line.state == LATE)
            found[line.holder_id] = replace(own, tasks=own.tasks + 1, done=done, late=late)
    return {pk: own for pk, own in found.items() if wanted is None or pk in wanted}


def _read_plans(found: dict[int, YearPledges], year: int, day: date, heirs: Heirs) -> None:
    """Adds who submitted and who has a plan in force. Two queries."""
    of_year = Edition.objects.filter(plan__year__in=(year, PERIOD)).select_related("plan__unit")
    for edition in of_year.filter(submitted_on__lte=day).exclude(state=workflow.DROPPED).order_by("submitted_on"):
        holder = heirs.of(edition.plan.unit_id, edition.plan.unit.until)
        if holder is not None:
            own = found.get(holder, YearPledges(holder))
            found[holder] = replace(own, submitted_on=own.submitted_on or edition.submitted_on)
    for edition in of_year.in_force(day).annotate(registered=Count("targets")).order_by("since"):
        holder = heirs.of(edition.plan.unit_id, edition.plan.unit.until)
        if holder is not None:
            own = found.get(holder, YearPledges(holder))
            since, targets = own.approved_on or edition.since, own.targets + edition.registered
            found[holder] = replace(own, approved_on=since, targets=targets)

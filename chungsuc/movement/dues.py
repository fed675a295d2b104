"""What the movement puts into the calendar: the plan's duties, launches to be read, concerns to be answered."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse

from chungsuc.deadlines.registry import Due, Line, Terms, Units, columns
from chungsuc.law.citations import Status
from chungsuc.organisations.lineage import last_name_of
from chungsuc.questions.asking import Asking

from .duty_facts import duties_asked
from .models import Concern, Dispatch
from .rules.duties import Duty
from .workflow import WITHDRAWN

DUTIES, DISPATCHES, CONCERNS = "movement.duties", "movement.dispatches", "movement.concerns"
LAUNCH_RULE, CONCERN_RULE = "days:launch_open", "days:concern_answer"


def duties_due(day: date, units: Units) -> Asking[list[Due]]:
    """The plan's duties whose doing some room follows; what nobody follows is told on the unit's page only.

    What a room asks of the unit itself (the report of an opened round) is left to that room: it has one last day.
    """
    found = yield from duties_asked(day, units)
    return [_due(duty) for duty in found if duty.followed and not duty.elsewhere]


def _due(duty: Duty) -> Due:
    sure = "" if Status(duty.status).official else f" ({Status(duty.status).label})"
    return Due(
        key=f"{DUTIES}:{duty.milestone}:{duty.year}:{duty.unit_id}",
        unit_id=duty.unit_id,
        what=duty.what,
        due=duty.due,
        done_on=duty.done_on,
        href=reverse("movement_unit", args=[duty.unit_code]),
        source=f"{duty.article}{sure}",
        note=duty.note,
    )


def dispatch_rows(day: date, units: Units) -> QuerySet:
    """The launches that were sent by `day` to units that are still there, or were opened."""
    there = Q(unit__until=None) | Q(unit__until__gte=day) | Q(opened_at__isnull=False)
    rows = Dispatch.objects.filter(there, launch__withdrawn_at=None, sent_on__lte=day, due__isnull=False)
    rows = rows if units is None else rows.filter(unit_id__in=units)
    return columns(rows, due="due", done_on=TruncDate("opened_at"), first="unit__code", second="launch__number")


def read_dispatch(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """A launch is to be read by its last day."""
    if line.due is None:
        return
    yield Due(
        key=f"{DISPATCHES}:{line.pk}:{line.unit_id}",
        unit_id=line.unit_id,
        what=f"Xác nhận đã nhận, đã đọc phát động {line.second}",
        due=line.due,
        done_on=line.done_on,
        href=reverse("movement_unit", args=[line.first]),
        source=terms.source(LAUNCH_RULE),
    )


def concern_rows(day: date, units: Units) -> QuerySet:
    """The concerns that were sent by `day` and have a clock, at the offices that answer."""
    rows = Concern.objects.filter(raised_on__lte=day, due__isnull=False).exclude(state=WITHDRAWN)
    rows = rows if units is None else rows.filter(office_id__in=units)
    return columns(rows, unit="office_id", due="due", done_on="answered_on", second=last_name_of("unit_id"))


def read_concern(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """A concern is to be answered by its last day."""
    if line.due is None:
        return
    yield Due(
        key=f"{CONCERNS}:{line.pk}:{line.unit_id}",
        unit_id=line.unit_id,
        what=f"Trả lời kiến nghị KN-{line.pk:04d} của {line.second}",
        due=line.due,
        done_on=line.done_on,
        href=reverse("concern", args=[line.pk]),
        source=terms.source(CONCERN_RULE),
    )

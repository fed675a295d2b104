"""What the movement puts into the calendar: the plan's duties, launches and guidance to read, concerns to answer."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from chungsuc.deadlines.registry import Due, Line, Terms, Units, columns
from chungsuc.law.citations import Status
from chungsuc.organisations.lineage import last_name_of
from chungsuc.questions.asking import Asking, rows_of, together

from .duty_facts import bodies_asked, duties_asked
from .guidance_facts import readers
from .models import Concern, Dispatch, GuidanceRead, GuidanceVersion
from .rules.duties import Duty
from .workflow import WITHDRAWN

DUTIES, DISPATCHES, CONCERNS = "movement.duties", "movement.dispatches", "movement.concerns"
GUIDANCE = "movement.guidance"
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


def guidance_due(day: date, units: Units) -> Asking[list[Due]]:
    """The guidance in use on `day`, at each unit that has to read its newest version by a last day. Two rounds."""
    newer = GuidanceVersion.objects.filter(
        guidance=OuterRef("guidance"), number__gt=OuterRef("number"), sent_on__lte=day
    )
    in_use = Q(guidance__ended_on=None) | Q(guidance__ended_on__gt=day)
    rows = GuidanceVersion.objects.filter(in_use, ~Exists(newer), sent_on__lte=day, due__isnull=False)
    found = yield from rows_of(rows.select_related("guidance__plan").order_by("due", "pk"))
    if not found:
        return []
    reads = GuidanceRead.objects.filter(version__in=[row.pk for row in found])
    both: list[Any] = [bodies_asked(found[0].guidance.plan), rows_of(reads)]
    bodies, known = yield from together(both)
    read = {(one.version_id, one.unit_id): timezone.localtime(one.at).date() for one in known}
    return [
        Due(
            key=f"{GUIDANCE}:{row.pk}:{unit}",
            unit_id=unit,
            what=f"Xác nhận đã đọc văn bản hướng dẫn {row.paper}",
            due=row.due,
            done_on=read.get((row.pk, unit)),
            href=reverse("guidance_one", args=[row.guidance_id]),
            source=row.paper,
            note=f"bản mới, lần {row.number}" if row.number > 1 else "",
        )
        for row in found
        for unit in readers(row.guidance.plan, row.guidance, day, bodies)
        if units is None or unit in units
    ]


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

"""What locks put into the calendar: until when a unit may write that was let in."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse

from chungsuc.deadlines.registry import Due, Line, Terms, Units, columns

from .models import Opening

OPENINGS = "locks.openings"


def opening_rows(day: date, units: Units) -> QuerySet:
    """The openings for one unit that began by `day`."""
    rows = Opening.objects.filter(unit__isnull=False, since__date__lte=day)
    rows = rows if units is None else rows.filter(unit_id__in=units)
    return columns(
        rows, due=TruncDate("until"), done_on=TruncDate("ended_at"), first="paper", number="lock_id",
    )  # fmt: skip


def read_opening(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """What was let in ends with its last day, whatever was written: it is never late."""
    if line.due is None:
        return
    yield Due(
        key=f"{OPENINGS}:{line.pk}:{line.unit_id}",
        unit_id=line.unit_id,
        what="Sửa xong trong thời gian mở khóa",
        due=line.due,
        done_on=line.done_on if line.done_on is not None else line.due if line.due < day else None,
        href=reverse("lock", args=[line.number]),
        source=line.first,
    )

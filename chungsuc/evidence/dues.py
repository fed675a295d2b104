"""What evidence puts into the calendar: documents that lapse and have no successor."""

from collections.abc import Iterator
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse

from chungsuc.deadlines.registry import Due, Line, Terms, Units, columns

from .models import Document
from .queries import end_of

LAPSING = "evidence.lapsing"


def lapsing_rows(day: date, units: Units) -> QuerySet:
    """The documents held on `day` that lapse some time, with the day on which one that lasts longer was put in.

    The unit's own newer document of the same kind and title takes the place of an older one.
    """
    moment = end_of(day)
    newer = Document.objects.filter(
        Q(expires_on=None) | Q(expires_on__gt=OuterRef("expires_on")), unit_id=OuterRef("unit_id"), withdrawn_at=None,
        kind_id=OuterRef("kind_id"), title=OuterRef("title"), uploaded_at__lte=moment,
    ).order_by("uploaded_at")  # fmt: skip
    there = Q(unit__until=None) | Q(unit__until__gte=day)
    rows = Document.objects.held_on(day).filter(there, expires_on__isnull=False)
    rows = rows if units is None else rows.filter(unit_id__in=units)
    done = Subquery(newer.annotate(on=TruncDate("uploaded_at")).values("on")[:1])
    return columns(rows, due="expires_on", done_on=done, first="title", second="kind__name")


def read_lapsing(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """A document is to be renewed by its last day."""
    if line.due is None:
        return
    yield Due(
        key=f"{LAPSING}:{line.pk}:{line.unit_id}",
        unit_id=line.unit_id,
        what=f"Thay minh chứng hết hiệu lực: {line.first}",
        due=line.due,
        done_on=line.done_on,
        href=reverse("evidence_document", args=[line.pk]),
        source="Ngày hết hiệu lực ghi trên tài liệu",
        note=line.second,
    )

"""What awards put into the calendar: answers that agencies owe, the end of each posting."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from chungsuc.deadlines.registry import Due, Line, Terms, Units, columns

from .models import Consultation, Posting

OPINIONS, POSTINGS = "awards.opinions", "awards.postings"


def opinion_rows(day: date, units: Units) -> QuerySet:
    """The questions that were put to agencies by `day`, with the day on which each was answered or its silence told."""
    asked = Consultation.objects.filter(asked_on__lte=day)
    return columns(asked, unit="agency_id", due="due_on", done_on="answered_on", second="about")


def read_opinion(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """The last day on which an agency answers."""
    if line.due is None:
        return
    yield Due(
        key=f"{OPINIONS}:{line.pk}:{line.unit_id}",
        unit_id=line.unit_id,
        what=f"Cho ý kiến về hồ sơ khen thưởng: {line.second}",
        due=line.due,
        done_on=line.done_on,
        href=reverse("award_opinion", args=[line.pk]),
        source="cơ quan thẩm định hỏi",
    )


def posting_rows(day: date, units: Units) -> QuerySet:
    """The lists that stood posted on `day`."""
    return columns(
        Posting.objects.filter(since__lte=day, withdrawn_on=None), unit="body_id", due="until", second="rule"
    )  # fmt: skip


def read_posting(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """The last day of a posting: until then the council cannot vote; when it is over nothing is late."""
    if line.due is None:
        return
    yield Due(
        key=f"{POSTINGS}:{line.pk}:{line.unit_id}",
        unit_id=line.unit_id,
        what=f"Hết thời gian công khai danh sách đề nghị khen thưởng số {line.pk}",
        due=line.due,
        done_on=line.due if line.due < day else None,
        href=reverse("award_posted", args=[line.pk]),
        source=line.second,
    )

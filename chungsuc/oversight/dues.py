"""What surveys put into the calendar: the last day on which households are asked."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from chungsuc.deadlines.registry import Due, Line, Terms, Units, columns
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Unit

from .models import Survey
from .workflow import ABANDONED, PREPARED

SURVEYS = "oversight.surveys"
DAYS = "days:satisfaction_survey"


def survey_rows(day: date, units: Units) -> QuerySet:
    """The surveys that had been opened by `day`; the Front holds them."""
    rows = Survey.objects.filter(opened_on__lte=day, closes_on__isnull=False).exclude(state__in=(PREPARED, ABANDONED))
    front = Unit.objects.on(day).filter(kind="fatherland_front").order_by("pk").values("pk")[:1]
    return columns(
        rows, unit=front, due="closes_on", done_on="closed_on", second=last_name_of("unit_id"), other="year",
    )  # fmt: skip


def read_survey(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """The survey's own last day."""
    if line.due is None:
        return
    yield Due(
        key=f"{SURVEYS}:{line.pk}:{line.unit_id}",
        unit_id=line.unit_id,
        what=f"Kết thúc lấy ý kiến sự hài lòng ở {line.second}, năm {line.other}",
        due=line.due,
        done_on=line.done_on,
        href=reverse("survey", args=[line.pk]),
        source=terms.source(DAYS),
    )

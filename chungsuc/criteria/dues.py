"""What verification puts into the calendar: each part of a report before its body."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from chungsuc.deadlines.registry import Due, Line, Terms, Units, columns
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Lineage

from . import workflow
from .models import Check

PARTS = "criteria.parts"
DAYS = "days:verify_part"


def part_rows(day: date, units: Units) -> QuerySet:
    """The parts that were before a body by `day` (or its successor), with the day of the decision."""
    heirs = Lineage.objects.filter(predecessor=OuterRef("body_id"), event__effective_on__lte=day).order_by("pk")
    before = Q(state__in=(workflow.WAITING, workflow.CHECK_VERIFIED))  # what came back waits for the commune
    rows = Check.objects.filter(before, opened_on__lte=day, report__state__in=(workflow.VERIFYING, workflow.CONCLUDED))
    return columns(
        rows, unit=Coalesce(Subquery(heirs.values("successor_id")[:1]), F("body_id")), start="opened_on",
        done_on=Case(When(state=workflow.CHECK_VERIFIED, then=F("decided_on"))), first="part",
        second=last_name_of("report__unit_id"), number="report_id", other="report__year",
    )  # fmt: skip


def read_part(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """The last day for a part by the rule of the day; none while no rule says how long it may take."""
    until = terms.last_day(line.start, DAYS)
    if until is None:
        return
    kind = "chỉ tiêu" if "." in line.first else "tiêu chí"
    yield Due(
        key=f"{PARTS}:{line.pk}:{line.unit_id}",
        unit_id=line.unit_id,
        what=f"Thẩm định {kind} {line.first} của {line.second}, số liệu năm {line.other}",
        due=until,
        done_on=line.done_on,
        href=reverse("verification_check", args=[line.number, line.first]),
        source=terms.source(DAYS),
    )

"""What recognition puts into the calendar: the end of each posting, and the last day of each step that has a clock."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Case as When_
from django.db.models.expressions import When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from chungsuc.deadlines.registry import Due, Line, Terms, Units, columns
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Placement, Unit
from chungsuc.organisations.queries import holds_on
from chungsuc.oversight.models import Survey

from . import workflow
from .models import CaseEvent, Posting
from .models.cases import SUBJECT
from .rules.posting import last_day

POSTING = "days:posting"
STEPS, POSTINGS = "recognition.steps", "recognition.postings"
CLOCKS = {code: state.clock for code, state in workflow.STATES.items() if state.clock}
RULES = tuple(CLOCKS.values())
WORDS = {
    workflow.VERIFYING: "Thẩm tra hồ sơ",
    workflow.SURVEYING: "Lấy ý kiến sự hài lòng",
    workflow.APPRAISING: "Thẩm định hồ sơ",
    workflow.RECOGNISED: "Công bố quyết định công nhận",
}


def step_rows(day: date, units: Units) -> QuerySet:
    """Each time a case entered a step with a clock by `day`, with the day on which it left that step."""
    left = CaseEvent.objects.filter(case=OuterRef("case"), seq__gt=OuterRef("seq"), from_state=OuterRef("to_state"))
    left = left.exclude(to_state=OuterRef("to_state")).order_by("seq")
    entered = CaseEvent.objects.filter(to_state__in=list(CLOCKS), on__lte=day).exclude(to_state=F("from_state"))
    surveyed = Survey.objects.filter(subject=SUBJECT, subject_key=Cast(OuterRef("case_id"), CharField()))
    entered = entered.exclude(Exists(surveyed), to_state=workflow.SURVEYING)  # a survey has its own last day
    return columns(
        entered, unit=_doer(day), start="on", done_on=Subquery(left.values("on")[:1]), first="to_state",
        second=last_name_of("case__holder_id"), third="case__level__name", number="case_id", other="case__year",
    )  # fmt: skip


def _doer(day: date) -> Any:
    """Whose step it is: of the district above while there is one, of the Front, else of the coordination office."""
    above = Placement.objects.filter(holds_on(day), parent__kind="district")
    district = above.filter(unit_id=OuterRef("case__holder_id"))
    over_it = above.filter(holds_on(day, "unit__members__"), unit__members__unit_id=OuterRef("case__holder_id"))
    units = Unit.objects.on(day).order_by("pk")
    office = _first(units.filter(kind="coordination_office"), "pk")
    front = Coalesce(_first(units.filter(kind="fatherland_front"), "pk"), office)
    local = Coalesce(_first(district, "parent_id"), _first(over_it, "parent_id"), office)
    return When_(
        When(to_state=workflow.SURVEYING, then=front),
        When(case__level__unit_kind="district", then=office),
        When(to_state__in=(workflow.VERIFYING, workflow.RECOGNISED), then=local),
        default=office,
    )


def _first(rows: QuerySet, field: str) -> Any:
    return Subquery(rows.annotate(it=Cast(field, IntegerField())).values("it")[:1])


def read_step(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """The last day of a step by its clock; none while no rule says how long it may take."""
    key = CLOCKS[line.first]
    until = terms.last_day(line.start, key)
    if until is None:
        return
    yield Due(
        key=f"{STEPS}:{line.pk}:{line.unit_id}",
        unit_id=line.unit_id,
        what=f"{WORDS[line.first]} {line.second}: {line.third}, năm {line.other}",
        due=until,
        done_on=line.done_on,
        href=reverse("case", args=[line.number]),
        source=terms.source(key),
    )


def posting_rows(day: date, units: Units) -> QuerySet:
    """The postings that stood on `day`, with the day on which the case went on."""
    after = CaseEvent.objects.filter(case=OuterRef("case"), on__gte=OuterRef("opened_on"))
    after = after.filter(from_state=workflow.CONSULTING).exclude(to_state=workflow.CONSULTING).order_by("seq")
    rows = Posting.objects.filter(opened_on__lte=day, replaced_on=None)
    return columns(
        rows, unit="case__holder_id", start="opened_on", done_on=Subquery(after.values("on")[:1]),
        second=last_name_of("case__holder_id"), third="case__level__name", number="case_id", other="case__year",
    )  # fmt: skip


def read_posting(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """The day after the posting's last: until then the file cannot go on, from then on it should."""
    days = terms.rules[POSTING].whole
    if days is None or line.start is None:
        terms.gaps[f"chưa có quy định «{terms.rules[POSTING].label}»"] += 1
        return
    yield Due(
        key=f"{POSTINGS}:{line.pk}:{line.unit_id}",
        unit_id=line.unit_id,
        what=f"Kết thúc niêm yết, hoàn thiện hồ sơ: {line.third}, năm {line.other}",
        due=last_day(line.start, days) + timedelta(days=1),
        done_on=line.done_on,
        href=reverse("case", args=[line.number]),
        source=terms.source(POSTING),
        note=f"niêm yết đủ {days} ngày",
    )

"""What rounds of scoring put into the calendar: own sheets, cross sheets, the group's decision."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from chungsuc.deadlines.registry import Due, Line, Terms, Units, columns

from .models import Closing, Contestant, Pair, Round, Sheet
from .workflow import CANCELLED

OWN, CROSS, DECISIONS = "scoring.own", "scoring.cross", "scoring.decisions"
SOURCE = "Kế hoạch, mục I.2"


def own_rows(day: date, units: Units) -> QuerySet:
    """The units that had to score themselves in rounds opened by `day`, with the day of their sheet."""
    rows = Contestant.objects.filter(ranked=True, round__opened_on__lte=day, round__self_until__isnull=False)
    rows = rows.exclude(round__state=CANCELLED)
    rows = rows if units is None else rows.filter(unit_id__in=units)
    return columns(
        rows, due="round__self_until", done_on=_handed_in("unit", "unit"), first="round__code",
        second="round__group__name", number="round__year",
    )  # fmt: skip


def cross_rows(day: date, units: Units) -> QuerySet:
    """The pairs of rounds opened by `day`, with the day of the scorer's sheet."""
    rows = Pair.objects.filter(barred=False, round__opened_on__lte=day).exclude(round__state=CANCELLED)
    rows = rows if units is None else rows.filter(scorer_id__in=units)
    scored = Contestant.objects.filter(round=OuterRef("round"), unit=OuterRef("scored")).values("name")[:1]
    return columns(
        rows, unit="scorer_id", due="round__cross_until", done_on=_handed_in("scorer", "scored"), first="round__code",
        second="round__group__name", third=Subquery(scored), number="round__year", other="scored_id",
    )  # fmt: skip


def decision_rows(day: date, units: Units) -> QuerySet:
    """The rounds that wait, or waited, for their group's decision, with the day of the first closing."""
    rows = Round.objects.filter(opened_on__lte=day, council_until__isnull=False).exclude(state=CANCELLED)
    rows = rows if units is None else rows.filter(organiser_id__in=units)
    first = Closing.objects.filter(round=OuterRef("pk"), number=1).values("on")[:1]
    return columns(
        rows, unit="organiser_id", due="council_until", done_on=Subquery(first), first="code", second="group__name",
        number="year",
    )  # fmt: skip


def _handed_in(scorer: str, unit: str) -> Any:
    sheets = Sheet.objects.filter(round=OuterRef("round"), scorer=OuterRef(scorer), unit=OuterRef(unit))
    return Subquery(sheets.values("handed_in_on")[:1])


def read_own(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """A unit hands in its own sheet."""
    yield from _due(OWN, line, line.first, f"Tự chấm điểm thi đua năm {line.number}")


def read_cross(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """A unit hands in its sheet about another."""
    yield from _due(CROSS, line, f"{line.first}:{line.other}", f"Chấm chéo {line.third}, năm {line.number}")


def read_decision(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """The organiser brings the round to its end."""
    yield from _due(DECISIONS, line, line.first, f"Chốt xếp hạng thi đua năm {line.number}, {line.second}")


def _due(name: str, line: Line, which: str, what: str) -> Iterator[Due]:
    if line.due is not None:
        key, href = f"{name}:{which}:{line.unit_id}", reverse("score_round", args=[line.first])
        yield Due(key, line.unit_id, what, line.due, line.done_on, href, SOURCE, line.second)

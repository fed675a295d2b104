"""What exemplars make due: some months after a unit took one over, it tells what came of it.

What a unit owes that was merged is owed by the one unit that it went into; nobody guesses among several.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from chungsuc.deadlines.registry import Due, Line, Terms, Units, columns
from chungsuc.organisations.models import Lineage

from .actions.copying import RESULT_RULE
from .models import Copy, CopyResult

RESULTS, TITLE = "exemplars.results", "Kết quả học theo điển hình"
RULES = (RESULT_RULE,)


def result_rows(day: date, units: Units) -> QuerySet:
    """The copies that began by `day` and whose result is due some day, under who owes it on `day`."""
    first = CopyResult.objects.filter(copy=OuterRef("pk")).order_by("number").values("on")[:1]
    flowed = Lineage.objects.filter(predecessor_id=OuterRef("unit_id"), event__effective_on__lte=day).order_by()
    heirs = flowed.values("predecessor_id").annotate(
        count=Count("successor_id", distinct=True), heir=Min("successor_id")
    )
    rows = Copy.objects.filter(since__lte=day, due__isnull=False)
    if units is not None:
        rows = rows.filter(Q(unit_id__in=units) | Q(unit__succession__successor_id__in=units)).distinct()
    owes = Coalesce(Subquery(heirs.filter(count=1).values("heir")[:1]), "unit_id")
    return columns(rows, unit=owes, start="since", due="due", done_on=Subquery(first), number="exemplar_id")


def read_result(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """The result that a copy owes."""
    if line.due is None:
        return
    yield Due(
        key=f"{RESULTS}:{line.pk}:{line.unit_id}",
        unit_id=line.unit_id,
        what=f"Ghi kết quả học theo điển hình số {line.number}",
        due=line.due,
        done_on=line.done_on,
        href=reverse("exemplar_copy", args=[line.pk]),
        source=terms.source(RESULT_RULE),
    )

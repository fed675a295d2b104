"""The map of the communes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chungsuc.movement.readings import Readings
from chungsuc.organisations.access import needs
from chungsuc.reports.facts.home import bar_of, days_worth_a_tap
from chungsuc.reports.facts.map import map_page
from chungsuc.reports.facts.targets import Picture, the_plan
from chungsuc.reports.views.home import from_the_top, settled_day
from chungsuc.web.context import Place


@require_safe
@needs("unit.read")
def communes(request: HttpRequest) -> HttpResponse:
    """The communes in one's reach, coloured by result: `?xem=tieu-chi`, `?xem=cong-nhan` or a criterion's number."""
    readings, plan = Readings(), the_plan()
    day = settled_day(request, readings)
    bar = bar_of(Picture(plan, day, readings)) if plan else None
    scope = request.scope  # type: ignore[attr-defined]
    page = map_page(readings, day, request.GET.get("xem", ""), scope, bar)
    if page is None:
        raise Http404("no such view of the map")
    place = [*from_the_top(request), Place("Bản đồ")]
    context: dict[str, Any] = {"page": page, "place": place, "quick_days": days_worth_a_tap(readings)}
    return render(request, "reports/map.html", context)

"""The page of one target of the plan."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chungsuc.movement.readings import Readings
from chungsuc.organisations.access import needs
from chungsuc.reports.facts.home import days_worth_a_tap
from chungsuc.reports.facts.targets import Picture, target_page, the_plan
from chungsuc.reports.views.home import settled_day
from chungsuc.web.context import Place


@require_safe
@needs("progress.read")
def target(request: HttpRequest, code: str) -> HttpResponse:
    """What the number of a target counts, what is missing, how it came to be so."""
    readings, plan = Readings(), the_plan()
    day = settled_day(request, readings)
    page = target_page(Picture(plan, day, readings), code) if plan else None
    if page is None:
        raise Http404("no such target")
    place = [Place("Toàn tỉnh", reverse("home")), Place(page.target.name)]
    context = {"page": page, "place": place, "quick_days": days_worth_a_tap(readings)}
    return render(request, "reports/target.html", context)

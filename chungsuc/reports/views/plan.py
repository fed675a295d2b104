"""The plan as data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from chungsuc.organisations.access import needs
from chungsuc.reports.days import asked_day, turning_days
from chungsuc.reports.facts.plan import plan_page
from chungsuc.reports.facts.targets import the_plan
from chungsuc.web.context import Place


@needs("figure.read")
def plan(request: HttpRequest) -> HttpResponse:
    """The plan: number, legal basis, targets, subjects, milestones."""
    day, found = asked_day(request), the_plan()
    if found is None:
        return render(request, "reports/home_empty.html")
    place = [Place("Toàn tỉnh", reverse("home")), Place("Kế hoạch")]
    context = {"page": plan_page(found, day), "place": place, "quick_days": turning_days()}
    return render(request, "reports/plan.html", context)

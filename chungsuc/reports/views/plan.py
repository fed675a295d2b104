"""The plan as data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chungsuc.organisations.access import needs
from chungsuc.reports.days import asked_day, turning_days
from chungsuc.reports.facts.plan import plan_page
from chungsuc.reports.facts.targets import the_plan
from chungsuc.reports.views.home import from_the_top
from chungsuc.web.context import Place


@require_safe
@needs("figure.read")
def plan(request: HttpRequest) -> HttpResponse:
    """The plan: number, legal basis, targets, subjects, milestones."""
    day, found = asked_day(request), the_plan()
    if found is None:
        return render(request, "reports/home_empty.html")
    place = [*from_the_top(request), Place("Kế hoạch")]
    may_progress = request.person.may("progress.read")  # type: ignore[attr-defined]
    context = {"page": plan_page(found, day), "may_progress": may_progress, "place": place}
    context["quick_days"] = turning_days()
    return render(request, "reports/plan.html", context)

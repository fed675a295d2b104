"""The first page: the leader's overview, or the way to one's own unit, or whom to ask."""

from datetime import date

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chungsuc.movement.readings import Readings
from chungsuc.organisations.access import Person, person
from chungsuc.organisations.rules import ROLES
from chungsuc.reports.facts import home as facts
from chungsuc.reports.facts.targets import Picture, the_plan
from chungsuc.web.context import Place
from chungsuc.web.day import page_day, today


def settled_day(request: HttpRequest, readings: Readings) -> date:
    """The day in the address, else the newest day with figures."""
    return page_day(request, facts.newest_day(readings))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Everybody's first page. Rights decide which; who has none is told whom to ask."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    asking = person(request, today())
    if asking.may("progress.read"):
        return overview(request)
    code = own_unit(asking)
    if not code and asking.may("exemplar.read"):
        return redirect(reverse("coverage"))  # the press has no unit's figures to read
    return redirect(reverse("unit", args=[code])) if code else render(request, "reports/home_nothing.html")


home.needs = "unit.read"  # type: ignore[attr-defined]  # as chungsuc.organisations.access.needs marks its views


def own_unit(asking: Person) -> str:
    """The unit whose page is the first page of whoever reads only their own unit; "" without such a post."""
    own = [post for post in asking.posts if "unit.read" in ROLES[post.role].rights]
    return own[0].unit.code if own else ""


def from_the_top(request: HttpRequest) -> list[Place]:
    """The first step of a breadcrumb: the province's progress, for whoever may open it."""
    may = request.person.may("progress.read")  # type: ignore[attr-defined]
    return [Place("Toàn tỉnh", reverse("home"))] if may else []


def overview(request: HttpRequest) -> HttpResponse:
    """The leader's page: six targets, five problems, the map."""
    readings, plan = Readings(), the_plan()
    day = settled_day(request, readings)
    if plan is None:
        return render(request, "reports/home_empty.html")
    found = facts.home(Picture(plan, day, readings))
    context = {"home": found, "quick_days": facts.days_worth_a_tap(readings), "place": [Place("Toàn tỉnh")]}
    return render(request, "reports/home.html", context)

"""A unit's own page of the movement: what was sent to it, what it must do by when, what the plan tells it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.facts import UnitFact
from chungsuc.web.context import Place
from chungsuc.web.day import page_day, today

from .. import actions
from ..access import OPEN, RAISE, unit_for
from ..duty_facts import bodies_of, duties
from ..launch_facts import the_plan, unit_page
from ..models import Dispatch
from ..tables import duty_table
from .answers import carried_out, home


@never_cache
@needs("duty.read")
@require_http_methods(["GET", "HEAD", "POST"])
def movement_unit(request: HttpRequest, code: str) -> HttpResponse:
    """`/phong-trao/don-vi/<code>/`: a unit's own page; opening a launch is an act of the unit, never of looking."""
    unit, plan = unit_for(request, code), the_plan()
    if plan is None:
        raise Http404("plan")
    person: Person = request.person  # type: ignore[attr-defined]
    ours = unit.id in person.acts_for(OPEN)
    if request.method == "POST":
        return _opened(request, unit, ours)
    day, bodies = page_day(request, today()), bodies_of(plan)
    context = {
        "page": unit_page(plan, unit, day, bodies),
        "duties": duty_table(duties(day, frozenset({unit.id}), bodies=bodies), day),
        "ours": ours,
        "may_raise": unit.id in person.acts_for(RAISE),
        "place": home(Place(unit.name)),
    }
    return render(request, "movement/movement_unit.html", context)


def _opened(request: HttpRequest, unit: UnitFact, ours: bool) -> HttpResponse:
    sent = request.POST.get("phat-dong", "")
    row = Dispatch.objects.filter(unit_id=unit.id, pk=int(sent) if sent.isascii() and sent.isdigit() else 0).first()
    if row is None or not ours:
        raise Http404("dispatch")
    here = reverse("movement_unit", args=[unit.code])
    does = lambda: actions.open_dispatch(row, by=request.person)  # type: ignore[attr-defined] # noqa: E731
    answer = carried_out(request, None, does, "Đã ghi: đơn vị đã nhận, đã đọc.", lambda _: here, here)
    assert answer is not None  # without a form a refusal is told above the page
    return answer

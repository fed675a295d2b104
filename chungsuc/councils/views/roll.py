"""Councils and their roll of a day."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.organisations.access import needs
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.finding import offered
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import page_day, today

from ..access import councils_seen
from ..facts import roll_on
from ..forms.roll import CouncilForm, EndForm, MemberForm, TieForm
from ..models import Council, Member
from ..tables import roll_table
from .answers import HOME

_UNITS = (
    "commune",
    "district",
    "department",
    "coordination_office",
    "fatherland_front",
    "mass_organisation",
    "province",
)


@needs("council.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def council_new(request: HttpRequest) -> HttpResponse:
    """`/hoi-dong/moi/`: a council, by the decision that set it up."""
    form = CouncilForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (done := form.carry_out(by=request.user.get_username())) and form.made:
        messages.success(request, done)
        return SeeOther(reverse("council_roll", args=[form.made.code]))
    context = {
        "form": form,
        "offered_units": offered(today(), _UNITS),
        "place": [Place(HOME, reverse("councils")), Place("Ghi Hội đồng mới")],
    }
    return render(request, "councils/council_new.html", context, status=422 if request.method == "POST" else 200)


@needs("council.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def council_roll(request: HttpRequest, code: str) -> HttpResponse:
    """`/hoi-dong/danh-sach/<code>/`: who sits on a council on a day; its organiser enters, ends, ties."""
    person = request.person  # type: ignore[attr-defined]
    council = get_object_or_404(councils_seen(person).select_related("unit"), code=code)
    manager = person.may("council.manage")
    if request.method == "POST" and not manager:
        raise Http404
    forms = _roll_forms(request, council) if manager else {}
    if request.method == "POST" and (answer := _changed(request, council, forms)):
        return answer
    day = page_day(request, today())
    members = roll_on(council.pk, day)
    units = {pk: unit.name for pk, unit in known_as([m.unit_id for m in members if m.unit_id], day).items()}
    context = {"council": council, "forms": forms, "members": members, "table": roll_table(members, units), "day": day,
               "offered_units": offered(today(), _UNITS) if manager else [],
               "place": [Place(HOME, reverse("councils")), Place(council.name)]}  # fmt: skip
    return render(request, "councils/roll.html", context, status=422 if request.method == "POST" else 200)


def _roll_forms(request: HttpRequest, council: Council) -> dict[str, Any]:
    asked = request.POST.get("viec", "")
    seats = list(Member.objects.filter(council=council, until=None).in_order())
    return {
        "vao": MemberForm(request.POST if asked == "vao" else None, council=council),
        "thoi": EndForm(request.POST if asked == "thoi" else None, council=council, seats=seats),
        "lien-quan": TieForm(request.POST if asked == "lien-quan" else None, council=council, seats=seats),
    }


def _changed(request: HttpRequest, council: Council, forms: dict[str, Any]) -> HttpResponse | None:
    form = forms.get(request.POST.get("viec", ""))
    if form is None or not form.is_valid() or not (done := form.carry_out(by=request.user.get_username())):
        return None
    messages.success(request, done)
    return SeeOther(reverse("council_roll", args=[council.code]))

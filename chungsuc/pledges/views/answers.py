"""How a page answers an act: done and on, back with the reason at its field, or too late with what changed."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse

from chungsuc.organisations.access import Person
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.fields import Refusable

from ..refusals import PledgeRefused, Stale

HOME, HELP_HOME = "Kế hoạch đơn vị", "Giúp đỡ xã"


def home(*more: Place) -> list[Place]:
    """The breadcrumb of a page about plans."""
    return [Place(HOME, reverse("unit_plans")), *more]


def person_of(request: HttpRequest) -> Person:
    """Who asks."""
    person: Person = request.person  # type: ignore[attr-defined]
    return person


def hand_of(request: HttpRequest) -> dict[str, Any]:
    """What every act takes beside what was typed: who acts, and on which day."""
    return {"person": person_of(request), "today": today()}


def carried_out(request: HttpRequest, form: Refusable, does: Callable[[dict[str, Any]], Any], done: str) -> bool:
    """Does an act with what a form says; False when the page is to be shown again, filled in, with what is wrong."""
    if not form.is_valid():
        return False
    try:
        does(form.cleaned_data)
    except PledgeRefused as refused:
        form.is_stale = isinstance(refused, Stale)  # type: ignore[attr-defined]
        form.refuse(refused)
        return False
    messages.success(request, done)
    return True


def asked_form(request: HttpRequest, forms: Mapping[str, Refusable]) -> tuple[str, Refusable | None]:
    """The act that a POST names and its form; Http404 for an act that is not offered; nothing for a GET."""
    if request.method != "POST":
        return "", None
    asked = request.POST.get("viec", "")
    if asked not in forms:
        raise Http404("act")
    return asked, forms[asked]

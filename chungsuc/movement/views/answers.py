"""How a page answers an act: done and on, back with the reason at its field, or too late with what changed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from chungsuc.web.answers import SeeOther, never_active
from chungsuc.web.context import Place

from ..actions import MovementRefused, Stale

HOME, CONCERNS = "Phong trào", "Kiến nghị"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def home(*more: Place) -> list[Place]:
    """The breadcrumb of a page of the movement."""
    return [Place(HOME, reverse("movement")), *more]


def concerns_home(*more: Place) -> list[Place]:
    """The breadcrumb of a page of concerns."""
    return [Place(CONCERNS, reverse("concerns")), *more]


def carried_out(
    request: HttpRequest, form: Any, does: Callable[[], Any], done: str, to: Callable[[Any], str], here: str
) -> HttpResponse | None:
    """Does an act and goes on to `to(what it gave)`; the refusal at its field and None to correct it; 409 too late.

    A form of None has no field: the refusal is then told above the page that is gone back to.
    """
    try:
        given = does()
    except Stale as stale:
        return too_late(request, stale, here)
    except MovementRefused as refused:
        if form is None:
            messages.error(request, str(refused))
            return SeeOther(here)
        form.refuse(refused)
        return None
    messages.success(request, done)
    return SeeOther(to(given))


def too_late(request: HttpRequest, stale: Stale, here: str) -> HttpResponse:
    """The page for whoever came second; what was typed stays in the browser's page before this one."""
    context = {"told": str(stale), "here": here, "place": home(Place("Chưa ghi được"))}
    return render(request, "movement/stale.html", context, status=409)


def workbook(content: bytes, name: str) -> HttpResponse:
    """A workbook made just now, to be saved."""
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return never_active(answer)

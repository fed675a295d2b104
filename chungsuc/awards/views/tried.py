"""How a page of this room answers an act: done and on, back with the reason at its field, or too late."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chungsuc.documents.actions import PaperRefused
from chungsuc.documents.models import Paper
from chungsuc.organisations.access import Person
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place

from ..actions import AwardRefused, Stale
from ..models import Dossier

DONE, BACK, TOO_LATE = 303, 422, 409
DOSSIERS, ROUNDS = "Hồ sơ khen thưởng", "Đợt xét khen thưởng"


def person_of(request: HttpRequest) -> Person:
    """Who asks, with the posts of today."""
    return request.person  # type: ignore[attr-defined,no-any-return]


def acted(form: Any, does: Callable[[], Any]) -> int:
    """Does an act: 303 it is done; 422 the reason stands at its field; 409 for whoever came second."""
    try:
        does()
    except AwardRefused as refused:
        form.refuse(refused)
        return TOO_LATE if isinstance(refused, Stale) else BACK
    return DONE


def tried(request: HttpRequest, form: Any, does: Callable[[dict[str, Any]], Any], done: str) -> int:
    """Does an act with what was typed and says that it is done: 303, 422 or 409 as `acted`; 422 for a wrong form."""
    status = acted(form, lambda: does(form.cleaned_data)) if form.is_valid() else BACK
    if status == DONE:
        messages.success(request, done)
    return status


def drawn(request: HttpRequest, draws: Callable[[], Paper], back: str) -> HttpResponse:
    """To the paper that is drawn, or that there is; back with the reason where it cannot be drawn."""
    try:
        return SeeOther(reverse("paper", args=[draws().pk]))
    except PaperRefused as refused:
        messages.error(request, str(refused))
        return SeeOther(back)


def sent(request: HttpRequest) -> Any:
    """What was sent, None when nothing was."""
    return request.POST if request.method == "POST" else None


def of_dossier(dossier: Dossier, *more: Place) -> list[Place]:
    """The breadcrumb of a page of a dossier."""
    own = Place(f"Số {dossier.pk}", reverse("award_dossier", args=[dossier.pk]))
    return [Place(DOSSIERS, reverse("award_dossiers")), own, *more]


def of_rounds(*more: Place) -> list[Place]:
    """The breadcrumb of a page of rounds."""
    return [Place(ROUNDS, reverse("award_rounds")), *more]

"""How a page of this room answers an act: done and on, back with the reason at its field, or too late."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from chungsuc.web.context import Place

from ..access import Desk
from ..forms import Versioned, YearForm
from ..refusals import BudgetRefused, Stale


def home(*more: Place) -> list[Place]:
    """The breadcrumb of a page about estimates."""
    return [Place("Kinh phí", reverse("estimates")), *more]


def desk_of(request: HttpRequest) -> Desk:
    """What whoever asks may do."""
    return Desk(request.person)  # type: ignore[attr-defined]


def done(request: HttpRequest, form: Versioned | YearForm, does: Callable[[], Any], told: str) -> int:
    """Does an act: 303 when it is done, 409 for whoever came second, 422 for what is to be corrected."""
    if not form.is_valid():
        return 422
    try:
        does()
    except BudgetRefused as refused:
        form.refuse(refused)
        return 409 if isinstance(refused, Stale) else 422
    messages.success(request, told)
    return 303

"""How a page answers an act: done and on, back with the reason at its field, or too late with what changed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from chungsuc.evidence.actions import EvidenceRefused, FileRefused, Locked
from chungsuc.web.context import Place

from ..access import Desk
from ..forms.gifts import Answered
from ..refusals import ResourceRefused, Stale

HOME = "Nguồn lực"


def home(*more: Place) -> list[Place]:
    """The breadcrumb of a page about contributions."""
    return [Place(HOME, reverse("contributions")), *more]


def desk_of(request: HttpRequest) -> Desk:
    """What whoever asks may do."""
    return Desk(request.person)  # type: ignore[attr-defined]


def carried_out(request: HttpRequest, form: Answered, does: Callable[[], Any], done: str) -> bool:
    """Does an act; False when the page is to be shown again, filled in, with what is wrong."""
    if not form.is_valid():
        return False
    try:
        does()
    except ResourceRefused as refused:
        form.is_stale = isinstance(refused, Stale)
        form.refuse(refused)
        return False
    except FileRefused as refused:
        form.add_error("file" if "file" in form.fields else None, str(refused))
        return False
    except (EvidenceRefused, Locked) as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, done)
    return True

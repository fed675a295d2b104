"""How a page of reports answers an act: done and on, back with the reason at its field, or too late."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chungsuc.organisations.access import Person
from chungsuc.web.answers import never_active
from chungsuc.web.context import Place

from ..actions import ReportRefused, Stale
from ..models import ReportRound

HOME = "Báo cáo"
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DONE, BACK, TOO_LATE = 303, 422, 409


def home(*more: Place) -> list[Place]:
    """The breadcrumb of a page of the room."""
    return [Place(HOME, reverse("report_rounds")), *more]


def of_round(round: ReportRound, *more: Place) -> list[Place]:
    """The breadcrumb of a page of a round."""
    return home(Place(round.name, reverse("report_round", args=[round.code])), *more)


def person_of(request: HttpRequest) -> Person:
    """Who asks, with the posts of today."""
    return request.person  # type: ignore[attr-defined,no-any-return]


def tried(request: HttpRequest, form: Any, does: Callable[[], Any], done: str) -> int:
    """Does an act: 303 it is done and said; 422 the reason stands at its field; 409 somebody else was first."""
    try:
        does()
    except Stale as stale:
        form.add_error(None, str(stale))
        return TOO_LATE
    except ReportRefused as refused:
        form.refuse(refused)
        return BACK
    messages.success(request, done)
    return DONE


def seen_now(data: Any, **versions: int) -> Any:
    """What was typed, beside the version that stands now: pressed again, it is written over it knowingly."""
    kept = data.copy()
    for name, version in versions.items():
        kept[name] = str(version)
    return kept


def made_file(content: bytes, name: str) -> HttpResponse:
    """Bytes made just now, to be saved. Nothing in them ever runs."""
    answer = HttpResponse(content, content_type=MEDIA[name.rsplit(".", 1)[1]])
    answer["Content-Disposition"] = f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    answer["Cache-Control"] = "private, no-store"
    return never_active(answer)

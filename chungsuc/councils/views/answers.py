"""How a page answers an act: done and on, back with the reasons, or too late with what changed."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place

from ..actions import Stale
from ..facts import SessionRecord
from ..workflow import STATES

HOME = "Hội đồng"
SEEN = "trang-thai"  # the hidden field of every form: in which state the page showed the session


def carried_out(request: HttpRequest, record: SessionRecord, form: Any, to: str) -> HttpResponse | None:
    """Does the act of a form and goes on to `to`; 409 with what changed when it came too late; None to correct it."""
    try:
        as_seen(request, record)
        if form is not None and form.is_valid() and (done := form.carry_out(by=request.user.get_username())):
            messages.success(request, done)
            return SeeOther(to)
    except Stale as stale:
        return too_late(request, record, stale)
    return None


def as_seen(request: HttpRequest, record: SessionRecord) -> None:
    """Stale when the page was shown in another state than the session is in now."""
    seen, now = request.POST.get(SEEN, ""), record.session.state
    if seen in STATES and seen != now:
        raise Stale(
            f"Khi đồng chí mở trang, phiên họp ở trạng thái “{STATES[seen].label}”; nay đã chuyển sang "
            f"“{STATES[now].label}”. Việc đồng chí vừa gửi chưa được ghi."
        )


def too_late(request: HttpRequest, record: SessionRecord, stale: Stale) -> HttpResponse:
    """The page for whoever came second."""
    context = {"told": str(stale), "record": record, "session": record.session, "place": place(record, "Chưa ghi được")}
    return render(request, "councils/stale.html", context, status=409)


def place(record: SessionRecord, *more: str) -> Sequence[Place]:
    """The breadcrumb of a page of a session."""
    session = record.session
    here = [Place(HOME, reverse("councils")), Place(f"Phiên số {session.number}", of("council_session", record))]
    return [*here, *(Place(words) for words in more)]


def of(name: str, record: SessionRecord) -> str:
    """The address of a page of a session."""
    return reverse(name, args=[record.session.pk])


def shown(
    request: HttpRequest, template: str, record: SessionRecord, title: str, context: dict[str, Any], status: int = 0
) -> HttpResponse:
    """A page of a session. What is shown in answer to a POST has something to correct (422) unless told otherwise."""
    given = {
        "record": record,
        "session": record.session,
        "standing": request.standing,  # type: ignore[attr-defined]
        "place": place(record, *([title] if title else [])),
        "sign": STATES[record.session.state].shape,
        "seen": SEEN,
    }
    status = status or (422 if request.method == "POST" else 200)
    return render(request, template, {**given, **context}, status=status)

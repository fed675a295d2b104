"""The list of sessions, convening one, and the page of a session."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import needs
from chungsuc.organisations.finding import offered
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today

from .. import registry
from ..access import councils_seen, sessions_seen
from ..facts import SessionRecord, not_yet
from ..facts.sessions import ballot_numbers
from ..forms.session import BESIDE, ONWARD, ConveneForm
from ..models import Council
from ..tables import attendance_table, item_table, session_table
from ..uses import attached
from ..workflow import ACTS
from .answers import HOME, carried_out, of, shown
from .standing import in_session

_PAGE = 60


@needs("council.read")
@require_safe
def councils(request: HttpRequest) -> HttpResponse:
    """`/hoi-dong/`: the sessions that this person may know of, and the councils."""
    person = request.person  # type: ignore[attr-defined]
    found = list(sessions_seen(person)[:_PAGE])
    context = {
        "table": session_table(found),
        "open": [session for session in found if session.state == "voting"],
        "councils": councils_seen(person),
        "manager": person.may("council.manage"),
        "place": [Place(HOME)],
    }
    return render(request, "councils/councils.html", context)


@needs("council.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def council_convene(request: HttpRequest) -> HttpResponse:
    """`/hoi-dong/trieu-tap/`: first which council and matter (in the address), then the session itself."""
    found = list(Council.objects.on(today()))
    council = next((one for one in found if one.code == request.GET.get("hoi-dong")), None)
    matter = next((one for one in registry.matters() if one.code == request.GET.get("viec")), None)
    form = None
    if council and matter:
        posted = request.POST if request.method == "POST" else None
        form = ConveneForm(posted, council=council, matter=matter, day=today())
        if form.is_valid() and (done := form.carry_out(by=request.user.get_username())) and form.made:
            messages.success(request, done)
            return SeeOther(reverse("council_session", args=[form.made.pk]))
    context = {
        "councils": found,
        "matters": registry.matters(),
        "council": council,
        "matter": matter,
        "form": form,
        "offered_units": offered(today(), ("commune", "district")) if matter and matter.typed else [],
        "place": [Place(HOME, reverse("councils")), Place("Triệu tập phiên họp")],
    }
    return render(request, "councils/convene.html", context, status=422 if request.method == "POST" else 200)


@in_session("council.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def council_session(request: HttpRequest, record: SessionRecord) -> HttpResponse:
    """`/hoi-dong/phien/<pk>/`: how a session stands, what is missing, and the acts of whoever looks."""
    standing, now = request.standing, today()  # type: ignore[attr-defined]
    asked = request.POST.get("viec", "")
    if request.method == "POST" and not standing.manager:
        raise Http404
    forms = _forms(request, record, asked)
    if request.method == "POST":
        form = next((one for one in forms if one.code == asked), None)
        if answer := carried_out(request, record, form, of("council_session", record)):
            return answer
    onward = next((form for form in forms if isinstance(form, ONWARD)), None)
    context = {
        "onward": onward,
        "onward_label": ACTS[onward.does].label if onward else "",
        "missing": not_yet(record, onward.does, now) if onward else (),
        "beside": [form for form in forms if isinstance(form, BESIDE)],
        "labels": {form.code: ACTS[form.does].label for form in forms},
        "numbers": ballot_numbers(record) if record.turnout else {},
        "items": item_table(record),
        "brief": registry.brief_of(record.session),
        "papers": attached(record.papers),
        "attendance": attendance_table(record),
    }
    return shown(request, "councils/session.html", record, "", context)


def _forms(request: HttpRequest, record: SessionRecord, asked: str) -> list[Any]:
    standing = request.standing  # type: ignore[attr-defined]
    return [
        kind(request.POST if asked == kind.code else None, record=record, day=today())
        for kind in (*ONWARD, *BESIDE)
        if standing.may(kind.does, record.session.state)
    ]

"""The cases put to a session as its members read them before they vote, and the papers drawn from them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chungsuc.councils.access import sessions_seen
from chungsuc.organisations.access import needs
from chungsuc.web.context import Place
from chungsuc.web.paging import page_of

from ..access import READ, SITS, examines
from ..drawing.council import SESSION_DRAWS, session_papers
from ..facts.council import by_form, cases_of
from ..voting import MATTER
from ..workflow.dossiers import RECEIVES
from .tried import drawn

PAGE = 20
COUNCILS = "Hội đồng"


def _session(request: HttpRequest, pk: int) -> Any:
    """The session about awards, for its members and for who examines; Http404 for everybody else."""
    person: Any = request.person  # type: ignore[attr-defined]
    found = sessions_seen(person).filter(pk=pk, matter=MATTER).first()
    if found is None or not (person.may(SITS) or examines(person)):
        raise Http404("session")
    return found


@never_cache
@needs(READ)
@require_safe
def award_session(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/phien-hop/<pk>/`: every case of a session with what was found of it, disagreement first."""
    session, person = _session(request, pk), request.person  # type: ignore[attr-defined]
    cases = cases_of(session)
    forms = by_form(cases)
    asked = request.GET.get("hinhthuc", "")
    shown = page_of(request, forms.get(asked, cases), PAGE)
    context = {
        "session": session,
        "shown": shown,
        "count": len(cases),
        "against": sum(bool(one.disagreement) for one in cases),
        "forms": [(code, of[0].form_name, len(of)) for code, of in forms.items()],
        "asked": asked if asked in forms else "",
        "papers": session_papers(session),
        "draws": person.may(RECEIVES) and bool(cases),
        "place": [Place(COUNCILS, reverse("council_session", args=[pk])), Place("Hồ sơ trình phiên họp")],
    }
    return render(request, "awards/award_session.html", context)


@never_cache
@needs(READ)
@require_POST
def award_session_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/phien-hop/<pk>/van-ban/`: the submission, or the summary of a form, is drawn; once each."""
    session, person = _session(request, pk), request.person  # type: ignore[attr-defined]
    if not person.may(RECEIVES):
        raise PermissionDenied(RECEIVES)
    asked, _, form = request.POST.get("viec", "").partition(":")
    if asked not in SESSION_DRAWS:
        raise Http404("act")
    draws = SESSION_DRAWS[asked]
    return drawn(request, lambda: draws(session, form, person), reverse("award_session", args=[pk]))

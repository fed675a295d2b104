"""Papers drawn from a dossier and its appraisal: one press makes the draft, or leads to the one that there is."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chungsuc.documents.actions import PaperRefused
from chungsuc.documents.models import Paper
from chungsuc.organisations.access import needs
from chungsuc.web.answers import SeeOther

from ..access import READ, dossier_for, proposes, receives
from ..drawing.dossiers import UNIT_DRAWS, draw_letter, draw_minutes, draw_notice
from ..models import Consultation, FieldVisit
from ..workflow.dossiers import PROPOSES, RECEIVES
from .posting import posting_for


def _led(request: HttpRequest, drawn: Callable[[], Paper], back: str) -> HttpResponse:
    """To the paper; back with the reason where it cannot be drawn. Http404 for a form that asks for nothing."""
    if not request.POST.get("viec"):
        raise Http404("act")
    try:
        return SeeOther(reverse("paper", args=[drawn().pk]))
    except PaperRefused as refused:
        messages.error(request, str(refused))
        return SeeOther(back)


@never_cache
@needs(READ)
@require_POST
def award_dossier_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/ho-so/<pk>/van-ban/`: the unit's submission, or the report of achievements, is drawn."""
    person: Any = request.person  # type: ignore[attr-defined]
    row = dossier_for(person, pk)
    if not proposes(person, row.proposer_id):
        raise PermissionDenied(PROPOSES)
    asked = request.POST.get("viec", "")
    if asked not in UNIT_DRAWS:
        raise Http404("act")
    return _led(request, lambda: UNIT_DRAWS[asked][1](row, person), reverse("award_dossier", args=[pk]))


@never_cache
@needs(READ)
@require_POST
def award_opinion_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/y-kien/<pk>/cong-van/`: the letter to the agency that was asked is drawn."""
    person: Any = request.person  # type: ignore[attr-defined]
    question: Any = Consultation.objects.filter(pk=pk).select_related("dossier__body").first()
    if question is None:
        raise Http404("opinion")
    row = dossier_for(person, question.dossier_id)
    if not receives(person, row.body):
        raise PermissionDenied(RECEIVES)
    return _led(request, lambda: draw_letter(question, person), reverse("award_appraisal", args=[row.pk]))


@never_cache
@needs(READ)
@require_POST
def award_visit_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/kiem-tra/<pk>/bien-ban/`: the minutes of a visit are drawn."""
    person: Any = request.person  # type: ignore[attr-defined]
    visit = FieldVisit.objects.filter(pk=pk).first()
    if visit is None:
        raise Http404("visit")
    row = dossier_for(person, visit.dossier_id)
    if not receives(person, row.body):
        raise PermissionDenied(RECEIVES)
    return _led(request, lambda: draw_minutes(visit, person), reverse("award_appraisal", args=[row.pk]))


@never_cache
@needs(READ)
@require_POST
def award_posted_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/cong-khai/<pk>/van-ban/`: the notice of a posted list is drawn."""
    person: Any = request.person  # type: ignore[attr-defined]
    row = posting_for(person, pk)
    if not receives(person, row.body):
        raise PermissionDenied(RECEIVES)
    return _led(request, lambda: draw_notice(row, person), reverse("award_posted", args=[pk]))

"""Papers drawn from a dossier and its appraisal: one press makes the draft, or leads to the one that there is."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chungsuc.documents.models import Paper
from chungsuc.organisations.access import Person, needs

from ..access import READ, dossier_for, proposes, receives
from ..drawing.dossiers import UNIT_DRAWS, draw_letter, draw_minutes, draw_notice
from ..models import Consultation, FieldVisit
from ..workflow.dossiers import PROPOSES, RECEIVES
from .posting import posting_for
from .tried import drawn


def _led(request: HttpRequest, draws: Callable[[], Paper], back: str) -> HttpResponse:
    """As `drawn`; Http404 for a form that asks for nothing."""
    if not request.POST.get("viec"):
        raise Http404("act")
    return drawn(request, draws, back)


def _appraised_about(person: Person, row: Any) -> Any:
    """The dossier that a question or a visit is about, for who receives it; Http404 where there is none in reach."""
    if row is None:
        raise Http404("about")
    found = dossier_for(person, row.dossier_id)
    if not receives(person, found.body):
        raise PermissionDenied(RECEIVES)
    return found


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
    row = _appraised_about(person, question)
    return _led(request, lambda: draw_letter(question, person), reverse("award_appraisal", args=[row.pk]))


@never_cache
@needs(READ)
@require_POST
def award_visit_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/kiem-tra/<pk>/bien-ban/`: the minutes of a visit are drawn."""
    person: Any = request.person  # type: ignore[attr-defined]
    visit: Any = FieldVisit.objects.filter(pk=pk).first()
    row = _appraised_about(person, visit)
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

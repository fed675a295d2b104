"""The papers of a case: the decision as a draft of the province's Committee, the certificate once it is decided."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.documents.access import DRAFT, bodies, may
from chungsuc.documents.actions import PaperRefused, draft, prepare_batch
from chungsuc.documents.facts import LetterheadFact, letterhead_of
from chungsuc.documents.models import CertificateBatch, Paper
from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.models import Unit
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today

from ..casefile import CaseFile
from ..decision_paper import CERTIFICATE, CERTIFICATE_SOURCE, SOURCE, certificate_of, decision_sheet
from ..models import Case, Decision
from ..workflow import ANNOUNCED, RECOGNISED, RECOGNITION, SUBMITTED
from .finding import case_or_404, name_of, places

DECISION_STATES = (SUBMITTED, RECOGNISED, ANNOUNCED)
NO_HEAD = (
    "Chưa đủ căn cứ: gói dữ liệu chưa có đầu đề văn bản của UBND tỉnh vào ngày này. Hãy báo người quản trị gói dữ liệu."
)


@needs("case.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """`/cong-nhan/<pk>/van-ban/`: papers made of this case; whoever drafts for the Committee has them made here."""
    found = case_or_404(request, pk)
    person: Person = request.person  # type: ignore[attr-defined]
    if request.method == "POST":
        return _made(request, found, person)
    seen = bodies(person, "paper.read")
    papers = Paper.objects.about(SOURCE, str(pk)).filter(unit_id__in=seen).select_related("number")
    batches = CertificateBatch.objects.filter(
        source=CERTIFICATE_SOURCE, source_key=str(found.recognition_id or 0), unit_id__in=seen
    )
    context = {
        "case": found,
        "title": name_of(found),
        "papers": papers,
        "batches": batches,
        "may": person.may(DRAFT),
        "may_decide": found.procedure == RECOGNITION and found.state in DECISION_STATES,
        "may_certify": found.recognition_id is not None and found.state in (RECOGNISED, ANNOUNCED),
        "place": places(found, Place("Quyết định, Bằng công nhận")),
    }
    return render(request, "recognition/case_papers.html", context)


def _made(request: HttpRequest, case: Any, person: Person) -> HttpResponse:
    committee = Unit.objects.on(today()).filter(kind="province").first()
    if committee is None or not may(person, DRAFT, committee.pk):
        raise PermissionDenied(DRAFT)
    makes = {"quyet-dinh": _decision, "bang": _certificate}.get(request.POST.get("viec", ""))
    if makes is None:
        raise Http404("act")
    here = reverse("case_papers", args=[case.pk])
    try:
        return SeeOther(makes(case, committee, person) or here)
    except PaperRefused as refused:
        messages.error(request, str(refused))
        return SeeOther(here)


def _head(committee: Unit) -> LetterheadFact:
    head = letterhead_of(committee, today())
    if head is None:
        raise PaperRefused(NO_HEAD)
    return head


def _decision(case: Case, committee: Unit, person: Person) -> str:
    if case.procedure != RECOGNITION or case.state not in DECISION_STATES:
        raise PaperRefused("Hồ sơ chưa trình Chủ tịch UBND tỉnh nên chưa lập quyết định được.")
    known = Paper.objects.about(SOURCE, str(case.pk)).exclude(state="dropped").first()
    if known is not None:
        return reverse("paper", args=[known.pk])
    sheet = decision_sheet(case, CaseFile(case, today()), _head(committee), today())
    paper = draft(sheet, unit=committee, by=person, source=SOURCE, source_key=str(case.pk))
    return reverse("paper", args=[paper.pk])


def _certificate(case: Case, committee: Unit, person: Person) -> str:
    entry = case.recognition
    if entry is None or case.state not in (RECOGNISED, ANNOUNCED):
        raise PaperRefused("Hồ sơ chưa có quyết định công nhận nên chưa lập Bằng công nhận được.")
    known = CertificateBatch.objects.filter(source=CERTIFICATE_SOURCE, source_key=str(entry.pk)).exclude(
        state="dropped"
    )
    if (batch := known.first()) is None:
        signer = Decision.objects.filter(case=case).values_list("signer", flat=True).first() or ""
        given = certificate_of(case, entry, CaseFile(case, today()), _head(committee), signer)
        batch = prepare_batch(committee, CERTIFICATE, by=person, **given)
    return reverse("certificate_batch", args=[batch.pk])

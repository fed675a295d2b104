"""Opinions of other agencies: asked, answered by the agency itself, silence recorded."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import needs
from chungsuc.organisations.lineage import last_name_of
from chungsuc.rulebook.rule_facts import rule_on
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.paging import page_of

from .. import appraisal_tables as tables
from ..access import CONSULTED, READ, consultations_of, dossier_for, receives
from ..actions import consulting as actions
from ..facts.clocks import Timing
from ..forms.appraisal import ActForm, AnswerForm, QuestionForm
from ..models import Consultation
from ..workflow.dossiers import APPRAISING, RECEIVES, STATES
from .appraisal import PAGE, about
from .tried import DONE, acted

HOME = "Ý kiến khen thưởng"


@never_cache
@needs(CONSULTED)
@require_safe
def award_opinions(request: HttpRequest) -> HttpResponse:
    """`/khen-thuong/y-kien/`: what one's own agency was asked, unanswered first."""
    rows = consultations_of(request.person).select_related("dossier__subject")  # type: ignore[attr-defined]
    shown = page_of(request, rows.order_by("answered_on", "due_on", "pk"), PAGE)
    table = tables.opinion_table(shown, Timing.read(), request.GET)
    context = {"table": table, "shown": shown, "place": [Place(HOME)]}
    return render(request, "awards/award_opinions.html", context)


@never_cache
@needs(CONSULTED)
@require_http_methods(["GET", "HEAD", "POST"])
def award_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/y-kien/<pk>/`: one question: who, which merit, what is asked; no more."""
    person: Any = request.person  # type: ignore[attr-defined]
    row = consultations_of(person).select_related("dossier__subject").filter(pk=pk).first()
    if row is None:
        raise Http404("opinion")
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            status = acted(form, lambda: actions.answer(row, acting=person, **said))
        if status == DONE:
            messages.success(request, "Đã ghi ý kiến. Cơ quan thẩm định thấy ngay.")
            return SeeOther(reverse("award_opinions"))
    form_name = Timing.read().form_name(row.dossier.form, row.dossier.received_on or today())
    context = {"row": row, "form": form, "form_name": form_name, "closed": _closed(row)}
    context["place"] = [Place(HOME, reverse("award_opinions")), Place(f"Câu hỏi số {pk}")]
    return render(request, "awards/award_opinion.html", context, status=status)


def _closed(row: Consultation) -> str:
    """Why nothing can be answered any more; "" when it can."""
    if row.answered_on is not None:
        return "Cơ quan đã trả lời."
    if row.dossier.state not in APPRAISING:
        return f"Hồ sơ đang ở bước “{STATES[row.dossier.state].label}” nên không nhận thêm ý kiến."
    return ""


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/ho-so/<pk>/hoi-y-kien/`: a question to another agency."""
    person: Any = request.person  # type: ignore[attr-defined]
    row = dossier_for(person, pk)
    if not receives(person, row.body):
        raise PermissionDenied(RECEIVES)
    form = QuestionForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = _asked(form, row, person) if form.is_valid() else 422
        if status == DONE:
            messages.success(request, "Đã hỏi. Cơ quan được hỏi thấy ở Việc của tôi.")
            return SeeOther(reverse("award_appraisal", args=[pk]))
    rule = rule_on(actions.DAYS, today())
    told = [] if rule.missing else [f"Trả lời trong {rule.whole} {rule.unit} ({rule.citation})."]
    context = about(row, Place("Hỏi ý kiến")) | {"form": form, "title": "Hỏi ý kiến cơ quan", "told": told}
    return render(request, "awards/award_appraisal_act.html", {**context, "button": "Gửi câu hỏi"}, status=status)


def _asked(form: QuestionForm, row: Any, person: Any) -> int:
    agency = form.found_unit("agency", today())
    if agency is None:
        return 422
    said = {name: form.cleaned_data[name] for name in ("about", "due_on")}
    return acted(form, lambda: actions.ask(row, agency=agency, acting=person, **said))


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_silence(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/y-kien/<pk>/im-lang/`: that an agency did not answer in time."""
    person: Any = request.person  # type: ignore[attr-defined]
    question = Consultation.objects.annotate(agency_name=last_name_of("agency_id")).filter(pk=pk).first()
    if question is None:
        raise Http404("opinion")
    row = dossier_for(person, question.dossier_id)
    if not receives(person, row.body):
        raise PermissionDenied(RECEIVES)
    form = ActForm(request.POST or None, act="", initial={"version": row.version})
    status = 200
    if request.method == "POST":
        status = acted(form, lambda: actions.record_silence(question, acting=person)) if form.is_valid() else 422
        if status == DONE:
            messages.success(request, "Đã ghi nhận không trả lời; im lặng không phải là đồng ý.")
            return SeeOther(reverse("award_appraisal", args=[row.pk]))
    title = "Ghi nhận không trả lời"
    told = [f"{question.agency_name}: {question.about}."]
    context = about(row, Place(title)) | {"form": form, "title": title, "told": told, "button": title}
    return render(request, "awards/award_appraisal_act.html", context, status=status)

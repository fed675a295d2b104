"""The legal documents: all of them on a day, and one with its numbers, what rests on it, and who confirmed what."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import needs
from chungsuc.reports.days import turning_days
from chungsuc.reports.facts.documents import uses_of
from chungsuc.rulebook import facts
from chungsuc.rulebook.actions import FigureRefused, confirm_number, withdraw_number
from chungsuc.rulebook.forms import NumberForm, WithdrawForm
from chungsuc.rulebook.models import LegalDocument
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import page_day, today
from chungsuc.web.numbers import STATUSES
from chungsuc.web.tables import SORT_PARAMETER, Cell, Column, Row, Table, day_cell, name_cell, sort_rows

from .sources import officer

DOCUMENT_COLUMNS = (
    Column("so", "Văn bản", priority=1),
    Column("ngay", "Ban hành", priority=1, whole=True),
    Column("trich_yeu", "Trích yếu", sortable=False),
    Column("co_quan", "Cơ quan"),
    Column("hieu_luc", "Trong ngày xem"),
    Column("so_lieu", "Số liệu dựa vào", numeric=True),
    Column("nguon", "Đã đọc ở", sortable=False, priority=3),
)


@require_safe
@needs("figure.read")
def documents(request: HttpRequest) -> HttpResponse:
    """The legal documents, with their numbers as printed and whether they hold on the day."""
    day = page_day(request, today())
    found = facts.documents_on(day)
    sort = request.GET.get(SORT_PARAMETER, "-ngay")
    rows = sort_rows([_document_row(fact) for fact in found], sort)
    told = {
        "table": Table(DOCUMENT_COLUMNS, rows, "Văn bản", sort, request.GET, empty=_NO_DOCUMENT, hide_caption=True),
        "in_force": sum(fact.in_force for fact in found),
        "awaiting": [fact for fact in found if fact.document.awaits_correction],
        "count": len(found),
        "may_confirm": request.person.may("figure.confirm"),  # type: ignore[attr-defined]
        "quick_days": turning_days(),
        "place": [Place("Quy định", reverse("figures")), Place("Văn bản")],
    }
    return render(request, "rulebook/documents.html", told)


_NO_DOCUMENT = "Chưa nạp gói dữ liệu quy định nào. Văn bản sẽ có ở đây sau khi nạp gói dữ liệu của phong trào."


def _document_row(fact: facts.DocumentFact) -> Row:
    document = fact.document
    since = f"từ {show_day(document.since)}" if document.since else ""
    until = f"đến {show_day(document.until)}" if document.until else ""
    known = STATUSES[document.status][0]
    words = "có hiệu lực" if fact.in_force else "không có hiệu lực"
    used = f"{reverse('figures')}?{urlencode({'chu': str(document)})}" if fact.figures else ""
    return Row(
        {
            "so": name_cell(str(document), reverse("document", args=[document.pk]), _number_note(document, known)),
            "ngay": day_cell(document.issued_on),
            "trich_yeu": Cell(document.title, note=document.note),
            "co_quan": name_cell(document.issuer),
            "hieu_luc": Cell(words, "", words, " ".join(part for part in (since, until) if part)),
            "so_lieu": Cell(str(fact.figures) if fact.figures else "", used, fact.figures),
            "nguon": Cell(document.source),
        }
    )


def _number_note(document: LegalDocument, known: str) -> str:
    return "; ".join(part for part in (document.printed_words, known) if part)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("figure.read")
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """`/van-ban/<pk>/`: one document; who may confirms its number after a preview, or takes that back."""
    found = get_object_or_404(LegalDocument, pk=pk)
    may = request.person.may("figure.confirm")  # type: ignore[attr-defined]
    if request.method == "POST" and not may:
        raise Http404
    step = request.POST.get("buoc", "")
    number = NumberForm(request.POST if step in ("xem", "ghi", "sua") else None, document=found)
    back = WithdrawForm(request.POST if step == "rut" else None)
    if number.is_bound and step != "sua" and number.is_valid():
        if step == "xem":
            return _preview(request, found, number)
        if _done(request, found, number):
            return SeeOther(reverse("document", args=[pk]))
    elif back.is_bound and back.is_valid() and _taken_back(request, found, back):
        return SeeOther(reverse("document", args=[pk]))
    told = {"record": facts.document_record(found), "uses": uses_of(found), "may": may}
    place = [Place("Quy định", reverse("figures")), Place("Văn bản", reverse("documents")), Place("Một văn bản")]
    context = {**told, "number_form": number, "withdraw_form": back, "place": place}
    wrong = request.method == "POST" and step != "sua"
    return render(request, "rulebook/document.html", context, status=422 if wrong else 200)


def _preview(request: HttpRequest, found: LegalDocument, form: NumberForm) -> HttpResponse:
    """What the confirmation would change; nothing is written."""
    place = [Place("Văn bản", reverse("documents")), Place("Xác nhận số văn bản")]
    after = LegalDocument(
        kind=found.kind, numbers_printed=found.numbers_printed, number_confirmed=form.cleaned_data["confirmed"]
    )
    told = {"document": found, "after": after, "uses": uses_of(found), "form": form, "place": place}
    return render(request, "rulebook/document_preview.html", told)


def _done(request: HttpRequest, found: LegalDocument, form: NumberForm) -> bool:
    typed = form.cleaned_data
    try:
        confirm_number(found, number=typed["confirmed"], paper=typed["paper"], seen=_seen(request), **officer(request))
    except FigureRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"Đã xác nhận số {typed['confirmed']} cho văn bản này.")
    return True


def _taken_back(request: HttpRequest, found: LegalDocument, form: WithdrawForm) -> bool:
    try:
        withdraw_number(found, reason=form.cleaned_data["reason"], seen=_seen(request), **officer(request))
    except FigureRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Đã rút xác nhận; văn bản được ghi lại như bản in.")
    return True


def _seen(request: HttpRequest) -> int:
    """The newest confirmation that the page showed; 0 when none, -1 for what no page sends."""
    sent: Any = request.POST.get("thay", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 18 else -1

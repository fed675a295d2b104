"""Law and plan: the register of figures, one figure with its confirmation, and the legal documents."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import needs
from chungsuc.reports.days import turning_days
from chungsuc.rulebook import facts
from chungsuc.rulebook.actions import FigureRefused, amend_figure, confirm_figure
from chungsuc.rulebook.forms import AmendForm, ConfirmForm, FigureFilter
from chungsuc.rulebook.models import Figure
from chungsuc.web.context import Place
from chungsuc.web.day import page_day, today
from chungsuc.web.numbers import STATUSES
from chungsuc.web.tables import SORT_PARAMETER, Cell, Column, Row, Table, day_cell, name_cell, sort_rows

PAGE = 75
FIGURE_COLUMNS = (
    Column("ten", "Số liệu", priority=1),
    Column("gia_tri", "Giá trị", numeric=True, priority=1),
    Column("tinh_trang", "Tình trạng", whole=True),
    Column("hieu_luc", "Hiệu lực"),
    Column("nguon", "Nguồn, văn bản", priority=3),
)
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
def figures(request: HttpRequest) -> HttpResponse:
    """Every figure of law and plan with its standing; filtered and sorted by the address."""
    statuses = [(key, label) for key, (label, _) in STATUSES.items()]
    form = FigureFilter(request.GET, statuses=statuses, kinds=list(facts.KINDS.items()))
    register = facts.figure_register(**form.asked)
    sort = request.GET.get(SORT_PARAMETER, "ten")
    rows = sort_rows([_figure_row(figure) for figure in register.asked], sort)
    page, pages = _page(request, len(rows))
    shown = rows[(page - 1) * PAGE : page * PAGE]
    told = {
        "register": register,
        "counts": [(status, count, _counted(status)) for status, count in register.counts],
        "table": Table(FIGURE_COLUMNS, shown, "Số liệu quy định", sort, request.GET, empty=_NOTHING),
        "filter_form": form,
        "page": page,
        "pages": range(1, pages + 1) if pages > 1 else (),
        "place": [Place("Quy định")],
    }
    return render(request, "rulebook/figures.html", told)


_NOTHING = "Không có số liệu nào hợp với điều kiện lọc. Hãy bỏ bớt điều kiện."


def _counted(status: str) -> str:
    return "?" + urlencode({"tinh_trang": status})


def _page(request: HttpRequest, rows: int) -> tuple[int, int]:
    """The page asked for and how many there are."""
    pages = max(1, -(-rows // PAGE))
    asked = request.GET.get("trang", "1")
    return (min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1), pages


def _figure_row(figure: facts.FigureFact) -> Row:
    value = f"{figure.said} {figure.unit}".strip() if figure.said else ""
    until = f" đến {show_day(figure.until)}" if figure.until else ""
    source = Cell(figure.source, "", figure.source, figure.document)
    standing = Cell(STATUSES[figure.standing][0], "", STATUSES[figure.standing][0])
    name, _, belongs_to = figure.label.removesuffix(")").partition(" (")
    return Row(
        {
            "ten": name_cell(name, reverse("figure", args=[figure.id]), belongs_to),
            "gia_tri": Cell(value, "", figure.value if not isinstance(figure.value, list | dict) else figure.said),
            "tinh_trang": standing,
            "hieu_luc": Cell(f"từ {show_day(figure.since)}{until}", "", figure.since),
            "nguon": source,
        }
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("figure.read")
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure, its versions and confirmations; who may confirms or amends it here."""
    try:
        record = facts.figure_record(pk)
    except Figure.DoesNotExist as error:
        raise Http404 from error
    may = request.person.may("figure.confirm") and record.figure.replaced_at is None  # type: ignore[attr-defined]
    if request.method == "POST" and not may:
        raise Http404
    forms = _forms(request, record.figure)
    if request.method == "POST" and (done := _act(request, record.figure, forms)):
        return done
    own = record.versions and any(
        c.by == request.user.get_username() for v in record.versions for c in v.confirmations if v.figure.pk == pk
    )
    told = {"record": record, "may": may, "confirmed_by_me": own, "fixed": facts.shape_of(record.figure) == facts.FIXED}
    place = [Place("Quy định", reverse("figures")), Place("Một số liệu")]
    wrong = 422 if request.method == "POST" else 200
    return render(request, "rulebook/figure.html", {**told, **forms, "place": place}, status=wrong)


def _forms(request: HttpRequest, figure: Figure) -> dict[str, Any]:
    """Both forms; the one that was sent keeps what was typed."""
    act = request.POST.get("viec", "") if request.method == "POST" else ""
    return {
        "confirm_form": ConfirmForm(request.POST if act == "xac-nhan" else None),
        "amend_form": AmendForm(request.POST if act == "sua" else None, figure=figure),
    }


def _act(request: HttpRequest, figure: Figure, forms: dict[str, Any]) -> HttpResponse | None:
    """Does what was asked and goes to the version in use; None when something has to be put right first."""
    acts: dict[str, tuple[Any, Callable[..., Figure], str]] = {
        "confirm_form": (forms["confirm_form"], _confirm, "Đã ghi xác nhận của đồng chí cho số liệu này."),
        "amend_form": (forms["amend_form"], _amend, "Đã ghi giá trị mới; những nơi dùng số liệu này đã được tính lại."),
    }
    for form, act, said in acts.values():
        if form.is_bound and form.is_valid():
            try:
                current = act(request, figure, form.cleaned_data)
            except FigureRefused as refusal:
                form.add_error(None, str(refusal))
                return None
            messages.success(request, said)
            target = reverse("figure", args=[current.pk])
            return HttpResponseRedirect(target, status=303)
    return None


def _officer(request: HttpRequest) -> dict[str, Any]:
    user = request.user
    return {
        "by": user.get_username(),
        "by_name": user.get_full_name(),  # type: ignore[union-attr]
        "on": today(),
        "post": request.person.title,  # type: ignore[attr-defined]
    }


def _confirm(request: HttpRequest, figure: Figure, typed: dict[str, Any]) -> Figure:
    confirm_figure(figure, source=typed["source"], **_officer(request))
    return figure


def _amend(request: HttpRequest, figure: Figure, typed: dict[str, Any]) -> Figure:
    return amend_figure(figure, value=typed["value"], source=typed["source"], **_officer(request))


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
        "awaiting": [fact for fact in found if fact.awaits_correction],
        "count": len(found),
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
            "so": name_cell(str(document), note=known),
            "ngay": day_cell(document.issued_on),
            "trich_yeu": Cell(document.title, note=document.note),
            "co_quan": name_cell(document.issuer),
            "hieu_luc": Cell(words, "", words, " ".join(part for part in (since, until) if part)),
            "so_lieu": Cell(str(fact.figures) if fact.figures else "", used, fact.figures),
            "nguon": Cell(document.source),
        }
    )

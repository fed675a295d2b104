"""Estimates: the list, one with everything that happened, its lines written as rows, a file of it."""

from functools import partial
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.accounts.facts import history
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import needs
from chungsuc.web.answers import SeeOther, never_active
from chungsuc.web.context import Place
from chungsuc.web.day import page_day, today
from chungsuc.workbooks.writing import write_xlsx

from .. import actions, events, papers, tables, workflow
from ..access import DRAFT, READ, Desk, estimate_for
from ..facts import Book, books_on, editions_of
from ..forms import DecisionForm, LineForms, ReasonForm, Versioned, YearForm, lines_of, typed
from ..models import Estimate, EstimateEdition
from ..registry import award_money
from ..sources import Sources, sources_on
from .answers import desk_of, done, home

DONE = {
    workflow.SUBMIT: "Đã trình. Việc tiếp theo: Văn phòng Điều phối tổng hợp.",
    workflow.TAKE_BACK: "Đã rút về. Sửa xong thì trình lại.",
    workflow.COLLATE: "Đã tổng hợp. Việc tiếp theo: ghi quyết định của UBND tỉnh.",
    workflow.RETURN: "Đã trả lại, kèm lý do.",
    workflow.APPROVE: "Đã ghi quyết định phê duyệt.",
    workflow.REFUSE: "Đã ghi là không phê duyệt. Sở Nội vụ điều chỉnh được.",
    workflow.AMEND: "Đã mở bản điều chỉnh. Bản đã phê duyệt vẫn có hiệu lực đến khi bản mới được phê duyệt.",
}


@needs(READ)
@require_safe
def estimates(request: HttpRequest) -> HttpResponse:
    """`/kinh-phi/`: every estimate by year with its money by source, on the page's day."""
    desk = desk_of(request)
    rows = list(desk.visible())
    day = page_day(request, today())
    table = tables.year_table(books_on(rows, day), {row.pk: row.unit_name or "" for row in rows})
    context = {"table": table, "day": day, "may_draft": desk.person.may(DRAFT), "place": [Place("Kinh phí")]}
    return render(request, "budget/estimates.html", context)


@never_cache
@needs(DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def estimate_new(request: HttpRequest) -> HttpResponse:
    """`/kinh-phi/moi/`: the estimate of a year is begun."""
    sent = request.POST if request.method == "POST" else None
    form = YearForm(sent, initial={"year": str(today().year)})
    made: list[Estimate] = []
    status = 200
    if sent is not None:
        person = desk_of(request).person
        does = partial(_started, form, person, made)
        status = done(request, form, does, "Đã lập dự toán. Việc tiếp theo: ghi các dòng.")
    if status == 303:
        return SeeOther(reverse("estimate_lines", args=[made[0].pk]))
    context = {"form": form, "place": home(Place("Lập dự toán"))}
    return render(request, "budget/estimate_new.html", context, status=status)


def _started(form: YearForm, person: Any, made: list[Estimate]) -> None:
    made.append(actions.start(form.cleaned_data["year"], acting=person))


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def estimate(request: HttpRequest, pk: int) -> HttpResponse:
    """`/kinh-phi/<pk>/`: one estimate; a POST takes the act named `viec`."""
    desk = desk_of(request)
    row = estimate_for(desk, pk)
    forms = _forms(request, desk, row)
    asked = request.POST.get("viec", "") if request.method == "POST" else ""
    if request.method == "POST" and asked not in forms:
        raise Http404("act")
    status = 200
    if asked:
        status = done(request, forms[asked], partial(_take, row, asked, forms[asked], desk), DONE[asked])
    if status == 303:
        return SeeOther(reverse("estimate", args=[pk]))
    acts = [(code, workflow.ACTS[code].label, form) for code, form in forms.items()]
    context = {**_told(request, desk, row), "acts": acts, "forms": forms.values(), "asked": asked}
    return render(request, "budget/estimate.html", context, status=status)


def _take(row: Any, act: str, form: Versioned, desk: Desk) -> None:
    data = dict(form.cleaned_data)
    actions.take(row, act, data.pop("version"), acting=desk.person, **data)


def _forms(request: HttpRequest, desk: Desk, row: Any) -> dict[str, Versioned]:
    """The acts that this person may do now; the one that was sent is bound."""
    found: dict[str, Versioned] = {}
    sent = request.POST.get("viec", "")
    for act in workflow.ACTS.values():
        if act.code == workflow.SAVE or desk.why_not(act.code, row) != "":
            continue
        kind = ReasonForm if act.needs_reason else DecisionForm if act.code == workflow.APPROVE else Versioned
        data = request.POST if sent == act.code else None
        found[act.code] = kind(data, prefix=act.code, initial={"version": row.version})
    return found


def _told(request: HttpRequest, desk: Desk, row: Any) -> dict[str, Any]:
    day = page_day(request, today())
    (book,) = books_on([row], day)
    closed = [(act.label, desk.why_not(act.code, row)) for act in workflow.ACTS.values()]
    file = ("Tải về .xlsx", f"{reverse('estimate_file', args=[row.pk])}?ngay={show_day(day)}")
    return {
        "row": row,
        "day": day,
        "book": book,
        "lines": tables.line_table(book.lines, (file,)),
        "purposes": tables.purpose_table(book),
        "sources": tables.source_table(book),
        "entries": tables.entry_table(book),
        "former": _former(row),
        "award": award_money(row.year, day),
        "history": history("budget.estimate", row.pk, events.LABELS),
        "closed": [(label, why) for label, why in closed if why],
        "may_write": desk.why_not(workflow.SAVE, row) == "",
        "may_money": desk.may_spend or desk.may_override,
        "place": home(Place(f"Năm {row.year}")),
        "main": workflow.MAIN,
    }


def _former(row: Any) -> list[tuple[EstimateEdition, Any, Any]]:
    """The former editions, the newest first: each with its lines and their sum in đồng."""
    lines = editions_of(row)
    found = []
    for edition in row.editions.exclude(number=row.number).order_by("-number"):
        own = lines.get(edition.number, ())
        if own:
            found.append((edition, own, sum(line.amount for line in own)))
    return found


@never_cache
@needs(DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def estimate_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """`/kinh-phi/<pk>/sua/`: the lines as rows; writing them makes the next edition."""
    desk, sources = desk_of(request), sources_on(today())
    row = estimate_for(desk, pk)
    closed = desk.why_not(workflow.SAVE, row)
    if closed is None:
        raise Http404("act")
    form, rows = _typed(request, row, sources)
    status = 200
    if form.is_bound:
        told = "Đã ghi các dòng thành một bản mới; bản trước vẫn giữ."
        status = done(request, form, partial(_save, row, form, rows, desk), told) if rows.is_valid() else 422
    if status == 303:
        return SeeOther(reverse("estimate", args=[pk]))
    here = home(Place(f"Năm {row.year}", reverse("estimate", args=[pk])), Place("Các dòng"))
    context = {"form": form, "rows": rows, "row": row, "closed": closed, "sources": sources, "place": here}
    return render(request, "budget/estimate_lines.html", context, status=status)


def _save(row: Any, form: Versioned, rows: Any, desk: Desk) -> None:
    actions.save_lines(row, form.cleaned_data["version"], lines_of(rows), acting=desk.person)


def _typed(request: HttpRequest, row: Any, sources: Sources) -> tuple[Versioned, Any]:
    """The forms of the page: bound to what is to be written, filled in with what was typed where rows are added."""
    given: dict[str, Any] = {"prefix": "dong", "form_kwargs": {"sources": sources}}
    if request.method != "POST":
        edition = EstimateEdition.objects.get(estimate=row, number=row.number)
        written = [typed(one) for one in edition.lines.all()]
        return Versioned(initial={"version": row.version}), LineForms(initial=written, **given)
    rows = LineForms(request.POST, **given)
    if request.POST.get("viec") != "them":
        return Versioned(request.POST), rows
    fields = list(rows.empty_form.fields)
    kept = [{name: request.POST.get(f"{one.prefix}-{name}", "") for name in fields} for one in rows.forms]
    written = [one for one in kept if any(one.values())]
    return Versioned(initial={"version": request.POST.get("version", "0")}), LineForms(initial=written, **given)


@never_cache
@needs(READ)
@require_safe
def estimate_file(request: HttpRequest, pk: int) -> HttpResponse:
    """`/kinh-phi/<pk>/tai-ve.xlsx`: the estimate and its money on the page's day."""
    row = estimate_for(desk_of(request), pk)
    (book,) = books_on([row], page_day(request, today()))
    return _saved(book)


def _saved(book: Book) -> Any:
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(file, papers.sheets(book))
    file.seek(0)
    return never_active(FileResponse(file, as_attachment=True, filename=f"du-toan-{book.estimate.year}.xlsx"))

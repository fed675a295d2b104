"""Law and plan: the register of figures, and one figure with its confirmation."""

from collections.abc import Callable
from textwrap import shorten
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import needs
from chungsuc.reports.facts.figure_effects import effects_of
from chungsuc.rulebook import facts
from chungsuc.rulebook.actions import FigureRefused, amend_figure, confirm_figure, withdraw_confirmation
from chungsuc.rulebook.forms import AmendForm, ConfirmForm, FigureFilter, WithdrawForm
from chungsuc.rulebook.models import Figure
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.numbers import STATUSES
from chungsuc.web.tables import SORT_PARAMETER, Cell, Column, Row, Table, name_cell, sort_rows

PAGE = 75
_LONGEST = 40  # letters of a value in the list; its own page says all of it
FIGURE_COLUMNS = (
    Column("ten", "Số liệu", priority=1),
    Column("gia_tri", "Giá trị", numeric=True, priority=1),
    Column("tinh_trang", "Tình trạng", whole=True),
    Column("hieu_luc", "Hiệu lực"),
    Column("nguon", "Nguồn, văn bản", priority=3),
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
    value = shorten(f"{figure.said} {figure.unit}".strip(), _LONGEST, placeholder=" …") if figure.said else ""
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
    own = any(c.by == request.user.get_username() and c.holds for c in record.shown.confirmations)
    told = {"record": record, "may": may, "confirmed_by_me": own, "fixed": facts.shape_of(record.figure) == facts.FIXED}
    place = [Place("Quy định", reverse("figures")), Place("Một số liệu")]
    wrong = 422 if request.method == "POST" and request.POST.get("buoc") != "sua" else 200
    return render(request, "rulebook/figure.html", {**told, **forms, "place": place}, status=wrong)


def _forms(request: HttpRequest, figure: Figure) -> dict[str, Any]:
    """The forms; the one that was sent keeps what was typed."""
    act = request.POST.get("viec", "") if request.method == "POST" else ""
    return {
        "confirm_form": ConfirmForm(request.POST if act == "xac-nhan" else None),
        "withdraw_form": WithdrawForm(request.POST if act == "rut" else None),
        "amend_form": AmendForm(request.POST if act == "sua" else None, figure=figure),
    }


_SAID = {
    "confirm_form": "Đã ghi xác nhận của đồng chí cho số liệu này.",
    "withdraw_form": "Đã rút xác nhận của đồng chí; lần xác nhận ấy vẫn còn trong lịch sử.",
    "amend_form": "Đã ghi giá trị mới; những nơi dùng số liệu này đã được tính lại.",
}


def _act(request: HttpRequest, figure: Figure, forms: dict[str, Any]) -> HttpResponse | None:
    """Does what was asked and goes to the version in use; None when something has to be put right first.

    A new value is first shown with what it changes (`buoc` is "xem"), and may be typed anew ("sua").
    """
    acts: dict[str, Callable[[HttpRequest, Figure, dict[str, Any]], Figure]] = {
        "confirm_form": _confirm,
        "withdraw_form": _withdraw,
        "amend_form": _amend,
    }
    name = next((name for name in acts if forms[name].is_bound), "")
    if not name or request.POST.get("buoc") == "sua" or not forms[name].is_valid():
        return None
    form = forms[name]
    try:
        if name == "amend_form" and request.POST.get("buoc") != "ghi":
            return _amend_preview(request, figure, form)
        current = acts[name](request, figure, form.cleaned_data)
    except FigureRefused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _SAID[name])
    return SeeOther(reverse("figure", args=[current.pk]))


def _amend_preview(request: HttpRequest, figure: Figure, form: AmendForm) -> HttpResponse:
    """What the new value would change; nothing is written."""
    effects = effects_of(figure, form.cleaned_data["value"], today())
    told = {"figure": figure, "said": facts.value_said(figure), "effects": effects, "form": form}
    unit = "" if figure.unit == facts.PASS_OR_FAIL else figure.unit
    place = [Place("Quy định", reverse("figures")), Place("Xem trước giá trị mới")]
    return render(request, "rulebook/figure_preview.html", {**told, "unit": unit, "place": place})


def officer(request: HttpRequest) -> dict[str, Any]:
    """Who acts, as the acts on the register of law and plan take it."""
    user = request.user
    return {
        "by": user.get_username(),
        "by_name": user.get_full_name(),  # type: ignore[union-attr]
        "on": today(),
        "post": request.person.title,  # type: ignore[attr-defined]
    }


def _confirm(request: HttpRequest, figure: Figure, typed: dict[str, Any]) -> Figure:
    confirm_figure(figure, source=typed["source"], **officer(request))
    return figure


def _withdraw(request: HttpRequest, figure: Figure, typed: dict[str, Any]) -> Figure:
    return withdraw_confirmation(figure, reason=typed["reason"], **officer(request))


def _amend(request: HttpRequest, figure: Figure, typed: dict[str, Any]) -> Figure:
    return amend_figure(figure, value=typed["value"], source=typed["source"], **officer(request))

"""What outlets told: the log, a new piece, one piece, the outlets with their columns, a year by quarter."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.law.periods import show_day
from chungsuc.law.spelling import fold
from chungsuc.organisations.access import needs
from chungsuc.organisations.queries import holds_on
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import page_day, today
from chungsuc.web.paging import page_of

from .. import actions, papers, tables
from ..access import COVER, MANAGE, READ, Desk, coverage_for
from ..actions import ExemplarRefused, Piece, Stale
from ..facts import coverage_by_quarter, media_body, outlet_choices
from ..forms.media import CoverageFilter, CoverageForm, OutletForm, ProgrammeForm, WithdrawCoverageForm
from ..models import Coverage, Exemplar, Outlet, Programme
from .files import workbook
from .register import desk_of

HOME = "Truyền thông"
PAGE = 60
FIRST_YEAR = 2021


def _asked(request: HttpRequest, desk: Desk) -> tuple[CoverageFilter, Any]:
    """The filters of the address and the pieces that fit, the newest first."""
    reach = desk.coverage_scope().unit_ids
    form = CoverageFilter(request.GET, outlets=outlet_choices(today(), reach))
    rows: Any = Coverage.objects.standing().within(reach).whole(desk.day)
    for name, field in (("co_quan", "outlet_id"), ("tu", "day__gte"), ("den", "day__lte")):
        if form.told(name):
            rows = rows.filter(**{field: form.told(name)})
    if form.told("dien_hinh"):
        rows = rows.filter(exemplar__isnull=False)
    for word in fold(form.told("q") or "").split():
        # a title that may name somebody is not to be found by that name
        rows = rows.filter(title_key__contains=word).filter(_open_or_nobody(desk))
    return form, rows.distinct()


def _open_or_nobody(desk: Desk) -> Any:
    from django.db.models import Q

    return Q(exemplar=None) | Q(exemplar__in=Exemplar.objects.filter(desk.named()).values("pk"))


@needs(READ)
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """`/truyen-thong/`: the log of what outlets told, narrowed by the address."""
    desk = desk_of(request)
    form, rows = _asked(request, desk)
    shown, query = page_of(request, rows, PAGE), request.GET.urlencode()
    files = [("Tải về .xlsx", f"{reverse('coverage_file')}{f'?{query}' if query else ''}")]
    context = {
        "table": tables.coverage_table(shown, desk, request.GET, files),
        "count": shown.paginator.count,
        "shown": shown,
        "filter_form": form,
        "may_enter": desk.person.may(COVER),
        "place": [Place(HOME)],
    }
    return render(request, "exemplars/coverage.html", context)


@never_cache
@needs(READ)
@require_safe
def coverage_file(request: HttpRequest) -> HttpResponse:
    """`/truyen-thong/tai-ve/`: the log of the same query, in the form in which it comes in again."""
    desk = desk_of(request)
    _, rows = _asked(request, desk)
    answer: HttpResponse = workbook("tin-bai", papers.coverage_sheet(rows, desk))
    return answer


def _own_outlets(desk: Desk) -> list[Outlet]:
    """The outlets of today that the person may enter for."""
    rows = Outlet.objects.filter(holds_on(today())).select_related("unit")
    if desk.person.may(MANAGE):
        return list(rows)
    body = media_body(today()).unit_id
    return [outlet for outlet in rows if desk.enters_for(outlet, body)]


@never_cache
@needs(COVER)
@require_http_methods(["GET", "HEAD", "POST"])
def coverage_new(request: HttpRequest) -> HttpResponse:
    """`/truyen-thong/moi/`: a piece is entered."""
    desk = desk_of(request)
    outlets = _own_outlets(desk)
    initial = {"day": show_day(today()), "exemplar": request.GET.get("dien-hinh", "")}
    sent = request.POST if request.method == "POST" else None
    form = CoverageForm(sent, initial=initial, outlets=outlets, programmes=list(Programme.objects.all()))
    if form.is_valid() and _entered(form, desk):
        messages.success(request, "Đã ghi tin, bài.")
        again = "them" in request.POST
        return SeeOther(reverse("coverage_new" if again else "coverage"))
    here = [Place(HOME, reverse("coverage")), Place("Ghi tin, bài")]
    context = {"form": form, "outlets": outlets, "place": here}
    return render(request, "exemplars/coverage_new.html", context, status=422 if form.errors else 200)


def _entered(form: CoverageForm, desk: Desk) -> bool:
    data = form.cleaned_data
    about = None
    if data["exemplar"]:
        about = Exemplar.objects.filter(desk.visible(), pk=data["exemplar"]).first()
        if about is None:
            form.add_error("exemplar", f"Không có điển hình số {data['exemplar']}. Hãy xem lại số ở sổ điển hình.")
            return False
    piece = Piece(
        outlet=form.outlets[data["outlet"]], day=data["day"], title=data["title"], seconds=data["minutes"],
        programme=form.programmes.get(data["programme"]), pieces=data["pieces"] or 1, words=data["words"],
        link=data["link"], exemplar=about,
    )  # fmt: skip
    try:
        actions.enter(piece, acting=desk.person)
    except ExemplarRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def coverage_piece(request: HttpRequest, pk: int) -> HttpResponse:
    """`/truyen-thong/<pk>/`: one piece; whoever may enter for its outlet may take it out with a reason."""
    desk = desk_of(request)
    row = coverage_for(desk, pk)
    may = desk.person.may(COVER) and desk.enters_for(row.outlet, media_body(today()).unit_id)
    if request.method == "POST" and not may:
        raise PermissionDenied(COVER)
    form = WithdrawCoverageForm(request.POST if request.method == "POST" else None)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            actions.withdraw_coverage(row, reason=form.cleaned_data["reason"], acting=desk.person)
            messages.success(request, "Đã rút tin, bài khỏi số đếm. Dòng vẫn còn, kèm lý do.")
            return SeeOther(reverse("coverage_piece", args=[pk]))
        except ExemplarRefused as refused:
            form.add_error(None, str(refused))
            status = 409 if isinstance(refused, Stale) else 422
    here = [Place(HOME, reverse("coverage")), Place(f"Số {pk}")]
    context = {"row": row, "open": papers.told_openly(row, desk), "form": form if may else None, "place": here}
    return render(request, "exemplars/coverage_piece.html", context, status=status)


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def outlets(request: HttpRequest) -> HttpResponse:
    """`/truyen-thong/co-quan/`: the outlets with their columns; new ones for whoever keeps them."""
    desk = desk_of(request)
    own = _own_outlets(desk) if desk.person.may(COVER) else []
    if request.method == "POST" and not desk.person.may(COVER):
        raise PermissionDenied(COVER)
    which = request.POST.get("viec", "")
    new = OutletForm(request.POST if which == "co-quan" else None, prefix="cq", day=today())
    column = ProgrammeForm(request.POST if which == "chuyen-muc" else None, prefix="cm", outlets=own)
    if (new.is_valid() and _outlet_added(new, desk)) or (column.is_valid() and _programme_added(column, desk)):
        messages.success(request, "Đã ghi vào danh sách.")
        return SeeOther(reverse("outlets"))
    rows = Outlet.objects.prefetch_related("programmes")
    reach = desk.coverage_scope().unit_ids
    context = {
        "outlets": rows if reach is None else rows.filter(unit_id__in=reach),
        "forms": (new, column if own else None) if desk.person.may(COVER) else (),
        "place": [Place(HOME, reverse("coverage")), Place("Cơ quan báo chí")],
    }
    wrong = bool(new.errors or column.errors) or (request.method == "POST" and not which)
    return render(request, "exemplars/outlets.html", context, status=422 if wrong else 200)


def _outlet_added(form: OutletForm, desk: Desk) -> bool:
    data = form.cleaned_data
    assert form.found is not None
    said = {name: data[name] for name in ("name", "kind", "since")}
    try:
        actions.add_outlet(unit=form.found.unit, acting=desk.person, **said)
    except PermissionDenied:
        form.add_error("unit", "Không được ghi cho đơn vị này. Hãy chọn đơn vị của mình.")
        return False
    except ExemplarRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _programme_added(form: ProgrammeForm, desk: Desk) -> bool:
    data = form.cleaned_data
    said = {name: data[name] for name in ("name", "kind", "rhythm", "since")}
    try:
        actions.add_programme(form.outlets[data["outlet"]], acting=desk.person, **said)
    except ExemplarRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0
    return year if FIRST_YEAR <= year <= today().year else page_day(request, today()).year


@needs(READ)
@require_safe
def coverage_quarters(request: HttpRequest) -> HttpResponse:
    """`/truyen-thong/quy/`: a year by outlet and quarter, and the body that answers for it on the page's day."""
    desk, day, year = desk_of(request), page_day(request, today()), _year(request)
    found = coverage_by_quarter(year, desk.coverage_scope().unit_ids, day)
    file = f"{reverse('coverage_quarters_file')}?nam={year}&ngay={show_day(day)}"
    context = {
        "year": year,
        "years": range(today().year, FIRST_YEAR - 1, -1),
        "body": media_body(day),
        "whole": found.whole,
        "table": tables.quarter_table(found, [("Tải về .xlsx", file)]),
        "chart": tables.quarter_chart(found),
        "place": [Place(HOME, reverse("coverage")), Place(f"Theo quý, năm {year}")],
    }
    return render(request, "exemplars/coverage_quarters.html", context)


@never_cache
@needs(READ)
@require_safe
def coverage_quarters_file(request: HttpRequest) -> HttpResponse:
    """`/truyen-thong/quy/tai-ve/`: the same table as a file."""
    desk, day, year = desk_of(request), page_day(request, today()), _year(request)
    found = coverage_by_quarter(year, desk.coverage_scope().unit_ids, day)
    answer: HttpResponse = workbook(f"tin-bai-theo-quy-{year}", papers.quarter_sheet(found, media_body(day).said))
    return answer

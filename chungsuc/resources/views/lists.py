"""The list of contributions and what it adds up to; the list that may be shown to everybody; files of each."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import needs
from chungsuc.organisations.models import Identity
from chungsuc.web.context import Place
from chungsuc.web.day import page_day, today
from chungsuc.web.paging import page_of

from .. import papers, tables
from ..access import READ, WRITE, Desk
from ..facts import Totals, totals_on
from ..forms.gifts import GiftFilter
from ..models import GiftTerms
from ..sources import sources_on
from .answers import HOME, desk_of, home
from .files import text_table, workbook

PAGE = 50
FIRST_YEAR = 2011
ENDINGS = ("xlsx", "csv")


def _files(name: str, query: str) -> list[tuple[str, str]]:
    tail = f"?{query}" if query else ""
    return [(f"Tải về .{ending}", f"{reverse(name, args=[ending])}{tail}") for ending in ENDINGS]


def _asked(request: HttpRequest, desk: Desk) -> tuple[GiftFilter, Any]:
    """The filters of the address and the rows that fit, the newest first."""
    form = GiftFilter(request.GET, sources=sources_on(today()), today=today())
    rows: Any = desk.visible().filter(given_on__lte=page_day(request, today()))
    state = form.told("trang_thai")
    rows = rows.filter(contribution__state=state) if state else rows.standing()
    for name, field in (("nguon", "source"), ("loai", "kind"), ("nam", "given_on__year")):
        if form.told(name):
            rows = rows.filter(**{field: form.told(name)})
    for word in form.words:
        units = Identity.objects.filter(name_key__contains=word).values("unit_id")
        named = Q(giver_key__contains=word) & _named(desk)
        rows = rows.filter(Q(contribution__unit__in=units) | Q(purpose_key__contains=word) | named)
    return form, rows.order_by("-given_on", "-contribution_id")


def _named(desk: Desk) -> Q:
    """The rows whose giver the reader may see: nobody finds by a name what the page does not show."""
    from ..access import NAMES

    scope = desk.person.scope(NAMES)
    if scope.unit_ids is None:
        return Q()
    own = Q(contribution__unit__in=scope.unit_ids) | Q(contribution__recorder__in=desk.recorder_ids)
    return Q(unnamed="") | Q(agreed=True) | own


@needs(READ)
@require_safe
def contributions(request: HttpRequest) -> HttpResponse:
    """`/nguon-luc/`: the list within reach, narrowed by the address."""
    desk = desk_of(request)
    form, rows = _asked(request, desk)
    shown = page_of(request, rows, PAGE)
    files = _files("contributions_file", request.GET.urlencode())
    context = {
        "table": tables.gift_table(shown, desk, request.GET, files),
        "count": shown.paginator.count,
        "shown": shown,
        "filter_form": form,
        "may_write": desk.person.may(WRITE),
        "place": [Place(HOME)],
    }
    return render(request, "resources/contributions.html", context)


@never_cache
@needs(READ)
@require_safe
def contributions_file(request: HttpRequest, ending: str) -> HttpResponse:
    """`/nguon-luc/tai-ve.xlsx|.csv`: the list of the same query, in the form in which it comes in again."""
    desk = desk_of(request)
    _, rows = _asked(request, desk)
    if ending not in ENDINGS:
        raise Http404("ending")
    if ending == "csv":
        answer: HttpResponse = text_table("dong-gop", papers.gift_header(), papers.gift_rows(rows, desk))
    else:
        answer = workbook("dong-gop", papers.gift_sheet(rows, desk))
    return answer


def _year(request: HttpRequest) -> int | None:
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0
    return year if FIRST_YEAR <= year <= today().year else None


def _totals(request: HttpRequest) -> tuple[Totals, int | None, str]:
    day, year, source = page_day(request, today()), _year(request), request.GET.get("nguon", "")[:40]
    scope = request.scope  # type: ignore[attr-defined]
    return totals_on(day, unit_ids=scope.unit_ids, year=year, source=source), year, source


@needs(READ)
@require_safe
def contribution_totals(request: HttpRequest) -> HttpResponse:
    """`/nguon-luc/tong-hop/`: what was confirmed, by unit of the page's day, by source and by year."""
    found, year, source = _totals(request)
    sources = sources_on(found.day)
    query = f"ngay={show_day(found.day)}" + (f"&nam={year}" if year else "") + (f"&nguon={source}" if source else "")
    files = _files("contribution_totals_file", query)
    context = {
        "found": found,
        "whole": found.whole,
        "year": year,
        "source": source,
        "sources": sources,
        "years": range(today().year, 2020, -1),
        "by_unit": tables.unit_totals(found, files),
        "by_source": None if source else tables.source_totals(found),
        "by_year": None if year else tables.year_totals(found),
        "place": home(Place("Tổng hợp")),
    }
    return render(request, "resources/totals.html", context)


@never_cache
@needs(READ)
@require_safe
def contribution_totals_file(request: HttpRequest, ending: str) -> HttpResponse:
    """`/nguon-luc/tong-hop.xlsx|.csv`: every sum behind the page of the same query."""
    found, _, _ = _totals(request)
    if ending not in ENDINGS:
        raise Http404("ending")
    if ending == "csv":
        answer: HttpResponse = text_table("tong-hop-dong-gop", papers.FLAT, papers.total_rows(found))
    else:
        answer = workbook("tong-hop-dong-gop", papers.total_sheet(found))
    return answer


def _open_rows(request: HttpRequest) -> Any:
    """The confirmed contributions by the page's day, of the whole province: names only with consent, whoever reads."""
    day = page_day(request, today())
    rows = GiftTerms.objects.current().confirmed().filter(given_on__lte=day).told(today())
    return rows.order_by("-given_on", "-contribution_id")


@needs(READ)
@require_safe
def contribution_givers(request: HttpRequest) -> HttpResponse:
    """`/nguon-luc/danh-sach/`: who contributed, as everybody may read it."""
    shown = page_of(request, _open_rows(request), PAGE)
    files = [("Tải về .xlsx", f"{reverse('contribution_givers_file')}?ngay={show_day(page_day(request, today()))}")]
    context = {
        "table": tables.named_table(shown, request.GET, files),
        "count": shown.paginator.count,
        "shown": shown,
        "place": home(Place("Danh sách công khai")),
    }
    return render(request, "resources/givers.html", context)


@never_cache
@needs(READ)
@require_safe
def contribution_givers_file(request: HttpRequest) -> HttpResponse:
    """`/nguon-luc/danh-sach/tai-ve/`: the same list as a file."""
    answer: HttpResponse = workbook("danh-sach-dong-gop", papers.named_sheet(_open_rows(request)))
    return answer

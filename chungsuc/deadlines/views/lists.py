"""The calendar, the late, and today's digest."""

from datetime import date
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chungsuc.organisations.access import needs
from chungsuc.web.context import Place
from chungsuc.web.day import page_day, today
from chungsuc.web.paging import page_of
from chungsuc.workbooks.writing import write_xlsx

from ..access import EXCUSE, EXPLAIN, READ, units_to_work_for
from ..digests import digest_of
from ..facts import Dues, dues_on
from ..forms import DueFilter
from ..listing import WEEKDAYS, due_sheet, due_table, late_units, months_beside, narrowed, weeks
from ..registry import kinds

HOME = "Việc đến hạn"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ON_A_PAGE, _LATE_ON_A_PAGE = 60, 100
_EMPTY = "Không có việc nào khớp. Việc hiện ở đây khi kế hoạch, hồ sơ, báo cáo có hạn của đơn vị."


def _dues(request: HttpRequest, day: date) -> Dues:
    return dues_on(day, request.scope.unit_ids)  # type: ignore[attr-defined]


def _filter(request: HttpRequest) -> DueFilter:
    return DueFilter(request.GET, kinds=kinds(), own=request.person.acts_for(EXPLAIN))  # type: ignore[attr-defined]


@never_cache
@needs(READ)
@require_safe
def dues(request: HttpRequest) -> HttpResponse:
    """`/han-viec/`: everything due, by month, narrowed in the address."""
    day = page_day(request, today())
    found, form = _dues(request, day), _filter(request)
    asked = form.asked(day)
    facts = narrowed(found.facts, asked)
    shown = page_of(request, facts, _ON_A_PAGE)
    context = {
        "dues": found,
        "asked": asked,
        "count": len(facts),
        "month": asked.month,
        "beside": months_beside(asked.month) if asked.month else None,
        "weeks": weeks(asked.month, found, facts) if asked.month else (),
        "weekdays": WEEKDAYS,
        "shown": shown,
        "table": due_table(shown.object_list, request.GET, _EMPTY),  # type: ignore[arg-type]
        "filter_form": form,
        "own_open": sum(fact.due.done_on is None for fact in found.facts if fact.due.unit_id in form.own),
        "place": [Place(HOME)],
    }
    return render(request, "deadlines/dues.html", context)


@never_cache
@needs(READ)
@require_safe
def dues_file(request: HttpRequest) -> HttpResponse:
    """`/han-viec/viec-den-han.xlsx`: the same, narrowed by the same address."""
    day = page_day(request, today())
    asked = _filter(request).asked(day)
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(file, [due_sheet(narrowed(_dues(request, day).facts, asked), day)])
    file.seek(0)
    answer: Any = FileResponse(file, content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="viec-den-han.xlsx"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer  # type: ignore[no-any-return]


@never_cache
@needs(READ)
@require_safe
def dues_late(request: HttpRequest) -> HttpResponse:
    """`/han-viec/cham/`: who is late, for how long, why, and since when the leader is told: the longest first."""
    day = page_day(request, today())
    found = _dues(request, day)
    units = late_units(found)
    context = {
        "dues": found,
        "late": len(found.late),
        "units": len(units),
        "ended": sum(one.ended_on is not None for one in units),
        "escalated": len(found.escalated),
        "silent": sum(not fact.reason for fact in found.late),
        "shown": page_of(request, units, _LATE_ON_A_PAGE),
        "place": [Place(HOME, reverse("dues")), Place("Đơn vị chậm")],
    }
    return render(request, "deadlines/late.html", context)


@never_cache
@needs(READ)
@require_safe
def due_today(request: HttpRequest) -> HttpResponse:
    """`/han-viec/hom-nay/`: today's digest of whoever asks, to be printed."""
    person = request.person  # type: ignore[attr-defined]
    scope = request.scope.unit_ids  # type: ignore[attr-defined]
    wide = person.may(EXCUSE) or scope is None
    own = units_to_work_for(person)
    digest = digest_of(person, dues_on(today(), scope if wide else own), own)
    context = {"digest": digest, "place": [Place(HOME, reverse("dues")), Place("Bản tin hôm nay")]}
    return render(request, "deadlines/today.html", context)

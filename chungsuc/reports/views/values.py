"""From a verdict down to the cell of the workbook it rests on."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from chungsuc.organisations.access import needs
from chungsuc.reports.facts.units import unit_head
from chungsuc.reports.facts.values import UnitCriterion, ValuePage, find_value, value_page
from chungsuc.reports.facts.values import unit_criterion as criterion_of
from chungsuc.web.context import Place
from chungsuc.web.tables import Cell, Column, Row, Table
from chungsuc.web.templatetags.figures import day_link, gio

from .units import head_or_404, page_days, places


@require_safe
@needs("value.read")
def unit_criterion(request: HttpRequest, code: str, set: str, year: int, no: int) -> HttpResponse:
    """Why a unit meets a criterion or not, indicator by indicator."""
    days = page_days(request)
    head = head_or_404(request, code, days.day)
    found = criterion_of(head.id, set, year, no, days.day)
    if found is None:
        raise Http404(f"{code}/{set}/{year}/{no}")
    covers = request.scope.covers  # type: ignore[attr-defined]
    here = Place(f"Tiêu chí {no}")
    return render(
        request,
        "reports/unit_criterion.html",
        {
            "head": head,
            "found": found,
            "lines": _lines(found, days.day, covers),
            "owner_url": _body_url(found.owner, days.day, covers),
            "criterion_url": day_link(reverse("criterion", args=[set, no]), days.day),
            "quick_days": days.quick,
            "place": places(head, covers, here),
        },
    )


def _body_url(body: Any, day: date, covers: Any) -> str:
    return day_link(reverse("unit", args=[body.code]), day) if body is not None and covers(body.id) else ""


def _lines(found: UnitCriterion, day: date, covers: Any) -> list[tuple[Any, list[tuple[Any, str]], str]]:
    """Each indicator with its values' addresses and the page of its own body."""
    return [
        (
            line,
            [(given, day_link(reverse("value", args=[given.id]), day)) for given in line.given],
            _body_url(line.owner, day, covers),
        )
        for line in found.lines
    ]


@require_safe
@needs("value.read")
def value(request: HttpRequest, pk: int) -> HttpResponse:
    """One value: what it says, who entered it, from which cell, and every version of it."""
    days = page_days(request)
    row = find_value(pk)
    if row is None or not request.scope.covers(row.unit_id):  # type: ignore[attr-defined]
        raise Http404(str(pk))
    head = unit_head(row.unit.code, days.day)
    if head is None:
        raise Http404(row.unit.code)
    page = value_page(row)
    person, covers = request.person, request.scope.covers  # type: ignore[attr-defined]
    back = [(use, _use_url(head.code, use, row.year, days.day)) for use in page.uses if use.judged]
    steps = [Place(f"Tiêu chí {use.no}", url.split("?")[0]) for use, url in back[:1]]
    context = {
        "head": head,
        "page": page,
        "batch_url": _batch_url(row.batch_id) if person.may("value.import") else "",
        "newest_url": day_link(reverse("value", args=[page.versions[0].value.pk]), days.day),
        "uses": back,
        "versions": _versions(page, days.day),
        "journal": _journal(page) if person.may("history.read") else None,
        "quick_days": days.quick,
        "place": places(head, covers, *steps, Place("Số liệu")),
    }
    return render(request, "reports/value.html", context)


def _use_url(code: str, use: Any, year: int, day: date) -> str:
    return day_link(reverse("unit_criterion", args=[code, use.set_code, year, use.no]), day)


def _batch_url(batch_id: Any) -> str:
    """The page of the import, "" when the value was entered by hand or nobody offers the page."""
    try:
        return reverse("batch", args=[batch_id]) if batch_id is not None else ""
    except NoReverseMatch:
        return ""


def _versions(page: ValuePage, day: date) -> Table:
    columns = [
        Column("text", "Giá trị", sortable=False),
        Column("at", "Ghi lúc", sortable=False, priority=1, whole=True),
        Column("before", "Trước đó", sortable=False),
        Column("by", "Người ghi", sortable=False, whole=True),
        Column("from", "Từ đâu", sortable=False),
        Column("reason", "Lý do", sortable=False),
    ]
    rows = [
        Row(
            {
                "text": Cell(
                    version.text, day_link(reverse("value", args=[version.value.pk]), day), note=_state(version)
                ),
                "at": Cell(gio(version.value.entered_at)),
                "before": Cell(version.before or "chưa có số liệu"),
                "by": Cell(page.called(version.value.entered_by)),
                "from": Cell(_origin(version.value), note=_paper(version.value)),
                "reason": Cell(version.value.reason or "không ghi"),
            },
            here=version.this,
        )
        for version in page.versions
    ]
    return Table(columns, rows, "Các lần ghi", hide_caption=True)


def _state(version: Any) -> str:
    return "đang dùng" if version.value.is_current else "đã được thay"


def _origin(value: Any) -> str:
    if value.batch is None:
        return "ghi tay"
    return f"{value.batch.filename}, trang {value.sheet}, ô {value.cell}" if value.cell else value.batch.filename


def _paper(value: Any) -> str:
    """On whose paper the file of a version came."""
    return f"theo {value.batch.paper}" if value.batch is not None and value.batch.paper else ""


def _journal(page: ValuePage) -> Table:
    columns = [
        Column("act", "Việc", sortable=False),
        Column("at", "Lúc", sortable=False, priority=1, whole=True),
        Column("actor", "Người thực hiện", sortable=False),
        Column("reason", "Lý do", sortable=False),
        Column("paper", "Căn cứ văn bản", sortable=False),
    ]
    rows = [
        Row(
            {
                "act": Cell(said.act, note=f"mục nhật ký số {said.seq}"),
                "at": Cell(gio(said.at)),
                "actor": Cell(page.called(said.actor)),
                "reason": Cell(said.reason or "không ghi"),
                "paper": Cell(said.paper or "không ghi"),
            }
        )
        for said in page.journal
    ]
    return Table(columns, rows, "Nhật ký", empty="Chưa có mục nhật ký nào.", hide_caption=True)

"""Mergers and splits of units, and what became of the levels of the old ones."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import may_somewhere, needs
from chungsuc.reports.facts.addresses import address
from chungsuc.reports.facts.changes import Change, changes_among
from chungsuc.reports.facts.lineage import BodyMerger, EventFacts, LineageFacts, lineage_on
from chungsuc.web.context import Place
from chungsuc.web.day import page_day, today
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell

BODY_COLUMNS = (
    Column("cu", "Trước sắp xếp", priority=1, sortable=False),
    Column("moi", "Sau sắp xếp", priority=1, sortable=False),
    Column("tu", "Từ ngày", sortable=False, whole=True),
    Column("theo", "Theo văn bản", sortable=False),
)
CHANGE_COLUMNS = (
    Column("viec", "Sự kiện", sortable=False),
    Column("tu", "Từ ngày", priority=1, sortable=False),
    Column("theo", "Theo văn bản", sortable=False),
)
SUM_COLUMNS = (
    Column("vi_sao", "Vì sao", sortable=False, priority=1),
    Column("moi", "Đơn vị mới", numeric=True, sortable=False, priority=1),
    Column("giu", "Đơn vị mới giữ mức", numeric=True, sortable=False),
    Column("cu", "Xã cũ thuộc diện xét", numeric=True, sortable=False),
    Column("dat", "Xã cũ đã được công nhận", numeric=True, sortable=False),
)


@require_safe
@needs("unit.read")
def lineage(request: HttpRequest) -> HttpResponse:
    """Old and new units side by side, event by event, for one level."""
    day = page_day(request, today())
    found = lineage_on(day, request.GET.get("muc", ""), request.scope)  # type: ignore[attr-defined]
    changes = changes_among(request.scope)  # type: ignore[attr-defined]
    told: dict[str, Any] = {
        "found": found,
        "events": [(event, _differences(event)) for event in found.events],
        "bodies": _bodies(found),
        "changes": _changes(changes) if changes else None,
        "may_record": may_somewhere("unit.manage")(request),
        "quick_days": _quick_days(found),
        "place": [Place("Sáp nhập")],
    }
    return render(request, "reports/lineage.html", told)


def _quick_days(found: LineageFacts) -> list[date]:
    """The day of each event among communes and the present day: before an event there is nothing to compare."""
    return sorted({today(), *(event.event.effective_on for event in found.events)})


def _differences(event: EventFacts) -> Table:
    """The reasons for which the totals before and after differ, adding up to both."""
    rows = [
        Row(
            {
                "vi_sao": Cell(difference.label, note=_named(difference.fate, event)),
                "moi": Cell(str(len(difference.units))),
                "giu": Cell(str(difference.new_met)),
                "cu": Cell(str(difference.old)),
                "dat": Cell(str(difference.old_met)),
            }
        )
        for difference in event.differences
    ]
    sums = {
        "vi_sao": Cell("Cộng"),
        "moi": Cell(str(len(event.units))),
        "giu": Cell(str(event.new_met)),
        "cu": Cell(str(event.old_count)),
        "dat": Cell(str(event.old_met)),
    }
    caption = f"Từ {event.old_met} xã cũ đã được công nhận còn {event.new_met} xã mới giữ mức"
    return Table(SUM_COLUMNS, [*rows, Row(sums, total=True)], caption)


def _named(fate: str, event: EventFacts) -> str:
    """The old communes that left the count, by name; the other reasons are told unit by unit below."""
    if fate != "left":
        return ""
    gone = [p.unit.name for u in event.units if u.fate == fate for p in u.parts if p.in_scope]
    return f"Xã cũ ra khỏi diện xét: {', '.join(gone)}" if gone else ""


def _bodies(found: LineageFacts) -> Table:
    rows = [_body_row(merger) for merger in found.bodies]
    return Table(BODY_COLUMNS, rows, "Tỉnh, huyện, thôn, cơ quan, tổ chức", empty="Chưa có sắp xếp nào như vậy.")


def _changes(changes: list[Change]) -> Table:
    rows = [
        Row(
            {
                "viec": name_cell(c.title, address("unit", c.unit_code, day=c.on) if c.unit_code else ""),
                "tu": day_cell(c.on),
                "theo": Cell(c.document or "Chưa ghi văn bản"),
            }
        )
        for c in changes
    ]
    return Table(CHANGE_COLUMNS, rows, "Đổi tên, chuyển đơn vị, mở đơn vị mới", hide_caption=True)


def _body_row(merger: BodyMerger) -> Row:
    begins = merger.event.effective_on
    paper = str(merger.document or merger.event.document) or "Chưa ghi văn bản"
    last = begins - timedelta(days=1)
    return Row(
        {
            "cu": name_cell(merger.old.name, address("unit", merger.old.code, day=last), f"đến {show_day(last)}"),
            "moi": name_cell(merger.new.name, address("unit", merger.new.code, day=begins)),
            "tu": day_cell(begins),
            "theo": Cell(paper, note=merger.event.title),
        }
    )

"""The tables of the room's pages, and the same as workbooks."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone

from chungsuc.law.citations import Status
from chungsuc.law.periods import show_day
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell, number_cell
from chungsuc.workbooks.writing import CellValue, SheetSpec, plain_header, write_xlsx

from .concern_facts import ConcernFact
from .launch_facts import DispatchFact
from .models import Launch
from .registry import page_of_milestone
from .rules.duties import Duty

NOBODY_KNOWS = "chưa có nơi theo dõi"


def launch_table(rows: Iterable[Launch]) -> Table:
    """Launches with how many opened them."""
    columns = [
        Column("title", "Phát động", sortable=False),
        Column("sent_on", "Ngày", sortable=False, whole=True),
        Column("sent", "Đã gửi", numeric=True, unit="đơn vị", sortable=False),
        Column("opened", "Đã đọc", numeric=True, unit="đơn vị", sortable=False),
        Column("state", "Tình trạng", sortable=False, priority=1),
    ]
    found = [
        Row(
            {
                "title": name_cell(row.title, reverse("launch", args=[row.pk]), row.number),
                "sent_on": day_cell(row.sent_on),
                "sent": number_cell(row.sent),  # type: ignore[attr-defined]
                "opened": number_cell(row.opened),  # type: ignore[attr-defined]
                "state": _launch_state(row),
            }
        )
        for row in rows
    ]
    empty = "Chưa phát động. Sở Nội vụ phát động ở cấp tỉnh thì phát động hiện ở đây, kèm đơn vị nào đã đọc."
    return Table(columns, found, "Các lần phát động", empty=empty, hide_caption=True)


def _launch_state(row: Launch) -> Cell:
    if row.withdrawn_at is not None:
        return Cell("đã rút", outcome="not_applicable")
    waiting = row.sent - row.opened  # type: ignore[attr-defined]
    return Cell(f"{waiting} đơn vị chưa đọc", outcome="undetermined") if waiting else Cell("đã đọc đủ", outcome="met")


def dispatch_table(facts: Sequence[DispatchFact], export: str) -> Table:
    """To whom a launch went, who has not opened it first."""
    columns = [
        Column("unit", "Đơn vị", sortable=False),
        Column("sent_on", "Gửi ngày", sortable=False, whole=True),
        Column("due", "Hạn đọc", sortable=False, whole=True),
        Column("opened", "Đọc lúc", sortable=False, whole=True),
        Column("reminded", "Nhắc gần nhất", sortable=False, whole=True),
        Column("state", "Tình trạng", sortable=False, priority=1),
    ]
    rows = [
        Row(
            {
                "unit": name_cell(fact.unit.name, reverse("movement_unit", args=[fact.unit.code])),
                "sent_on": day_cell(fact.sent_on),
                "due": day_cell(fact.due),
                "opened": Cell(_moment(fact), note=fact.opened_by),
                "reminded": day_cell(fact.reminded_on),
                "state": Cell(fact.label, outcome=fact.outcome),
            }
        )
        for fact in facts
    ]
    return Table(
        columns,
        rows,
        "Các đơn vị nhận phát động",
        downloads=[("Tải .xlsx", export)] if rows else (),
        empty="Không có đơn vị nào ở tình trạng này.",
        hide_caption=True,
    )


def _moment(fact: DispatchFact) -> str:
    return f"{timezone.localtime(fact.opened_at):%H:%M %d/%m/%Y}" if fact.opened_at else ""  # type: ignore[arg-type]


def dispatch_workbook(made: Launch, facts: Sequence[DispatchFact], day: date) -> bytes:
    """The same as a workbook."""
    names = ["Đơn vị", "Gửi ngày", "Hạn đọc", "Tình trạng", "Đọc lúc", "Người đọc", "Nhắc gần nhất"]
    rows: list[list[CellValue]] = [
        [
            fact.unit.name,
            show_day(fact.sent_on),
            show_day(fact.due) if fact.due else None,
            fact.label,
            _moment(fact) or None,
            fact.opened_by or None,
            show_day(fact.reminded_on) if fact.reminded_on else None,
        ]
        for fact in facts
    ]
    title = [f"Các đơn vị nhận phát động {made.number}", f"Tính đến {show_day(day)}"]
    return _book("Đơn vị nhận", names, rows, title, {1: 42, 2: 13, 3: 13, 4: 24, 5: 18, 6: 30, 7: 16})


def _book(
    name: str, names: list[str], rows: list[list[CellValue]], title: list[str], widths: Mapping[int, float]
) -> bytes:  # fmt: skip
    stream = io.BytesIO()
    write_xlsx(stream, [SheetSpec(name=name, header=plain_header(names), rows=rows, title=title, widths=widths)])
    return stream.getvalue()


def duty_table(found: Sequence[Duty], day: date) -> Table:
    """What a unit must do by when, and how it stands."""
    columns = [
        Column("what", "Việc", sortable=False),
        Column("due", "Hạn", sortable=False, whole=True),
        Column("article", "Căn cứ", sortable=False),
        Column("state", "Tình trạng", sortable=False, priority=1),
    ]
    rows = [
        Row(
            {
                "what": name_cell(duty.what, _where(duty), duty.note),
                "due": day_cell(duty.due),
                "article": Cell(duty.article, note=_sure(duty.status)),
                "state": _duty_state(duty, day),
            }
        )
        for duty in found
    ]
    empty = "Kế hoạch không giao việc có hạn cho đơn vị này vào ngày đang xem."
    return Table(columns, rows, "Việc phải làm và hạn", empty=empty, hide_caption=True)


def _where(duty: Duty) -> str:
    """Where the unit does it; nothing once it is done."""
    page = "" if duty.done_on else page_of_milestone(duty.milestone)
    return reverse(page) if page else ""


def _sure(status: str) -> str:
    return "" if Status(status).official else Status(status).label


def _duty_state(duty: Duty, day: date) -> Cell:
    if duty.done_on is not None:
        late = duty.done_on > duty.due
        return Cell("xong, chậm" if late else "đã xong", note=show_day(duty.done_on), outcome="met")
    if not duty.followed:
        return Cell(NOBODY_KNOWS, outcome="undetermined")
    if duty.due < day:
        return Cell("quá hạn", outcome="overdue")
    return Cell("đang làm", outcome="undetermined")


def concern_table(facts: Sequence[ConcernFact], export: str) -> Table:
    """Difficulties and proposals, those that owe an answer first."""
    columns = [
        Column("title", "Kiến nghị", sortable=False),
        Column("unit", "Đơn vị gửi", sortable=False),
        Column("office", "Nơi trả lời", sortable=False),
        Column("raised_on", "Gửi ngày", sortable=False, whole=True),
        Column("due", "Hạn trả lời", sortable=False, whole=True),
        Column("state", "Tình trạng", sortable=False, priority=1),
    ]
    rows = [
        Row(
            {
                "title": name_cell(
                    fact.concern.title,
                    reverse("concern", args=[fact.concern.pk]),
                    f"{fact.concern.code}, {fact.kind}",
                ),
                "unit": Cell(fact.unit_name),
                "office": Cell(fact.office_name),
                "raised_on": day_cell(fact.concern.raised_on),
                "due": day_cell(fact.concern.due),
                "state": Cell(fact.label, note="quá hạn" if fact.late else "", outcome=fact.outcome),
            }
        )
        for fact in facts
    ]
    empty = "Chưa có kiến nghị nào. Đơn vị gửi thì kiến nghị hiện ở đây, kèm nơi trả lời và hạn."
    downloads = [("Tải .xlsx", export)] if rows and export else ()
    return Table(columns, rows, "Khó khăn, vướng mắc, kiến nghị", downloads=downloads, empty=empty, hide_caption=True)


def concern_workbook(facts: Sequence[ConcernFact], day: date) -> bytes:
    """The same as a workbook, with the full text and the answer's day."""
    names = [
        "Mã", "Loại", "Về việc", "Nội dung", "Đơn vị gửi", "Nơi trả lời", "Gửi ngày", "Hạn trả lời", "Trả lời ngày",
        "Tình trạng", "Quá hạn",
    ]  # fmt: skip
    rows: list[list[CellValue]] = [
        [
            fact.concern.code,
            fact.kind,
            fact.concern.title,
            fact.concern.text,
            fact.unit_name,
            fact.office_name,
            show_day(fact.concern.raised_on),
            show_day(fact.concern.due) if fact.concern.due else None,
            show_day(fact.concern.answered_on) if fact.concern.answered_on else None,
            fact.label,
            "có" if fact.late else None,
        ]
        for fact in facts
    ]
    widths = {1: 10, 2: 20, 3: 40, 4: 60, 5: 30, 6: 30, 7: 13, 8: 13, 9: 13, 10: 24, 11: 10}
    title = ["Khó khăn, vướng mắc, kiến nghị về phong trào thi đua", f"Tính đến {show_day(day)}"]
    return _book("Kiến nghị", names, rows, title, widths)

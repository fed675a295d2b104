"""Tables of this room's pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from chungsuc.law.periods import show_day
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell, number_cell, outcome_cell

from .facts import MemberFact, SessionRecord
from .models import Session
from .registry import matter_of
from .rules import COUNTED_AS
from .workflow import COUNTED


def session_table(found: Iterable[Session]) -> Table:
    """Sessions, the newest first."""
    columns = [
        Column("name", "Phiên họp", sortable=False),
        Column("held_on", "Ngày họp", sortable=False),
        Column("state", "Trạng thái", sortable=False, priority=1),
    ]
    rows = [
        Row(
            {
                "name": name_cell(
                    f"Phiên số {one.number}", reverse("council_session", args=[one.pk]), one.council.name
                ),
                "held_on": day_cell(one.held_on),
                "state": Cell(one.state_label),
            }
        )
        for one in found
    ]
    empty = (
        "Chưa có phiên họp nào. Người tổ chức triệu tập phiên họp; thành viên thấy phiên họp của Hội đồng mình ở đây."
    )
    return Table(columns, rows, "Phiên họp", empty=empty, hide_caption=True)


def item_table(record: SessionRecord) -> Table:
    """The items of a session, with their results once these are counted."""
    counted = record.session.state in COUNTED
    page = matter_of(record.session.matter).page
    columns = [_column("item", "Nội dung")]
    if counted:
        names = [("yes", "Đồng ý"), ("no", "Không đồng ý"), ("abstain", "Không ý kiến"), ("invalid", "Không hợp lệ")]
        columns += [_column(code, label, True) for code, label in names]
        columns += [_column("share", "Tỷ lệ", True), Column("outcome", "Kết luận", sortable=False, priority=1)]
    rows = []
    for item in record.items:
        cells = {"item": Cell(f"{item.order}. {item.label}", page(item.key) if page else "")}
        if counted:
            result = record.results[item.pk]
            cells |= {code: number_cell(getattr(result, code)) for code in ("yes", "no", "abstain", "invalid")}
            cells |= {"share": Cell(result.share_said), "outcome": outcome_cell(result.outcome, result.decided)}
        rows.append(Row(cells))
    return Table(columns, rows, "Nội dung họp", hide_caption=True)


def _column(key: str, label: str, numeric: bool = False) -> Column:
    return Column(key, label, numeric=numeric, sortable=False)


def attendance_table(record: SessionRecord) -> Table:
    """The roll of a session's day and who came."""
    columns = [
        Column("name", "Thành viên", sortable=False),
        Column("role", "Vai trò", sortable=False),
        Column("state", "Dự họp", sortable=False, priority=1),
    ]
    rows = [
        Row(
            {
                "name": name_cell(m.full_name, "", m.position),
                "role": Cell(m.role_label),
                "state": Cell(m.attendance_label),
            }
        )
        for m in record.members
    ]
    return Table(columns, rows, "Danh sách Hội đồng của ngày họp", hide_caption=True)


def roll_table(members: Iterable[MemberFact], units: dict[int, str]) -> Table:
    """The roll of a day with terms and papers."""
    columns = [
        Column("name", "Thành viên", sortable=False),
        Column("role", "Vai trò", sortable=False, priority=1),
        Column("unit", "Đơn vị công tác", sortable=False),
        Column("term", "Tham gia", sortable=False),
        Column("paper", "Theo văn bản", sortable=False),
    ]
    rows = [
        Row(
            {
                "name": name_cell(m.full_name, "", m.position),
                "role": Cell(m.role_label),
                "unit": Cell(units.get(m.unit_id or 0, "không ghi")),
                "term": Cell(f"từ {show_day(m.since)}" + (f" đến hết {show_day(m.until)}" if m.until else "")),
                "paper": Cell(m.paper or "không ghi", note="" if m.account_id else "không có tài khoản, bỏ phiếu giấy"),
            }
        )
        for m in members
    ]
    return Table(columns, rows, "Danh sách Hội đồng", empty="Chưa có thành viên nào.", hide_caption=True)


def ballot_table(line: Mapping[str, Any], code: str) -> Table:
    """The published ballots of an item in the order of their codes; the one that was asked for is marked."""
    columns = [_column("code", "Mã phiếu"), Column("choice", "Ý kiến", sortable=False, priority=1)]
    rows = [
        Row({"code": Cell(one["code"]), "choice": Cell(COUNTED_AS[one["choice"]])}, here=one["code"] == code)
        for one in line["ballots"]
    ]
    return Table(columns, rows, f"Phiếu của nội dung {line['order']}", empty="Không có phiếu nào.", hide_caption=True)

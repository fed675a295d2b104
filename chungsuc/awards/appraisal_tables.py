"""The tables of appraisal: the queue, questions to agencies, posted lists."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from chungsuc.law.periods import show_day
from chungsuc.web.tables import Cell, Column, Row, Table, name_cell, number_cell, outcome_cell

QUEUE_EMPTY = "Không có hồ sơ nào đang chờ. Hồ sơ hiện ở đây khi đơn vị nộp."


def queue_table(shown: Iterable[Any], rows: Mapping[int, Any], timing: Any, day: date, query: QueryDict) -> Table:
    """The queue of who appraises: step, days used and left, the last day."""
    columns = [
        Column("name", "Hồ sơ", sortable=False),
        Column("clock", "Thời hạn", sortable=False, priority=1),
        Column("state", "Bước", sortable=False),
        Column("used", "Đã dùng", numeric=True, unit="ngày", sortable=False),
        Column("left", "Còn", numeric=True, unit="ngày", sortable=False),
        Column("form", "Hình thức", sortable=False),
        Column("proposer", "Đơn vị đề nghị", sortable=False),
    ]
    lines = [
        Row(
            {
                "name": name_cell(rows[one.pk].subject.name, reverse("award_appraisal", args=[one.pk]), f"số {one.pk}"),
                "clock": _clock_cell(one),
                "state": Cell(rows[one.pk].state_label),
                "used": number_cell(one.clock.used),
                "left": number_cell(one.clock.left),
                "form": Cell(timing.form_name(one.form, one.received_on or day)),
                "proposer": Cell(rows[one.pk].proposer_name or ""),
            }
        )
        for one in shown
        if one.pk in rows
    ]
    return Table(columns, lines, "Hồ sơ thẩm định", query=query, empty=QUEUE_EMPTY, hide_caption=True)


def _clock_cell(one: Any) -> Cell:
    if one.stands:
        return outcome_cell("undetermined", "Đang dừng, chờ bổ sung")
    if one.clock.late:
        return outcome_cell("overdue", "Quá hạn", note=f"hạn {show_day(one.clock.last_day)}")
    if one.clock.last_day is not None:
        return Cell(show_day(one.clock.last_day))
    if one.received_on is None:
        return Cell("Chờ nhận")
    return Cell("Chưa tính được", note=one.clock.fault or "chưa có quy định về số ngày")


def opinion_table(shown: Iterable[Any], timing: Any, query: QueryDict) -> Table:
    """What an agency was asked: about whom, what, until when, whether it answered."""
    columns = [
        Column("name", "Về ai", sortable=False),
        Column("due", "Trả lời đến hết", sortable=False, priority=1),
        Column("about", "Hỏi về", sortable=False),
        Column("form", "Hình thức", sortable=False),
        Column("state", "Đã trả lời", sortable=False),
    ]
    lines = [
        Row(
            {
                "name": name_cell(one.dossier.subject.name, reverse("award_opinion", args=[one.pk])),
                "due": Cell(show_day(one.due_on)),
                "about": Cell(one.about),
                "form": Cell(timing.form_name(one.dossier.form, one.dossier.received_on or one.asked_on)),
                "state": _answered_cell(one),
            }
        )
        for one in shown
    ]
    none = "Chưa có câu hỏi nào. Cơ quan thẩm định hỏi thì hiện ở đây."
    return Table(columns, lines, "Câu hỏi cho cơ quan", query=query, empty=none, hide_caption=True)


def _answered_cell(one: Any) -> Cell:
    if one.answered_on is not None:
        return Cell(one.get_answer_display(), note=show_day(one.answered_on))
    return outcome_cell("undetermined", "Im lặng" if one.silent_on else "Chưa trả lời")


def posting_table(shown: Iterable[Any], day: date, query: QueryDict) -> Table:
    """Posted lists: from when until when, how they stand."""
    columns = [
        Column("title", "Danh sách", sortable=False),
        Column("until", "Đến hết", sortable=False, priority=1),
        Column("since", "Từ ngày", sortable=False),
        Column("days", "Số ngày làm việc", numeric=True, sortable=False),
        Column("state", "Tình trạng", sortable=False),
    ]
    lines = [
        Row(
            {
                "title": name_cell(one.title, reverse("award_posted", args=[one.pk]), f"số {one.pk}"),
                "until": Cell(show_day(one.until)),
                "since": Cell(show_day(one.since)),
                "days": number_cell(one.days),
                "state": _posted_cell(one, day),
            }
        )
        for one in shown
    ]
    none = "Chưa công khai danh sách nào. Chọn hình thức ở trên để lập danh sách."
    return Table(columns, lines, "Danh sách công khai", query=query, empty=none, hide_caption=True)


def _posted_cell(one: Any, day: date) -> Cell:
    if one.withdrawn_on is not None:
        return outcome_cell("not_applicable", f"Đã rút ngày {show_day(one.withdrawn_on)}")
    return (
        outcome_cell("met", "Đã hết thời gian") if day > one.until else outcome_cell("undetermined", "Đang công khai")
    )

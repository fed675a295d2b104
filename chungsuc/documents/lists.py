"""The tables of the pages of papers, numbers, templates and certificates."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from chungsuc.law.periods import show_day
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell

from .bundle_facts import BundledPaper
from .models import Bundle, Certificate, CertificateBatch, Paper, Series, SeriesNumber, Template
from .workflow import BATCH_STATES, BUNDLE_STATES, CERTIFICATE_STATES, NUMBER_STATES, STATES

SIGNS = {"●": "met", "○": "not_met", "◌": "undetermined", "▲": "overdue"}


def paper_table(papers: Iterable[Paper]) -> Table:
    """Papers with number, day, body and state."""
    columns = [
        Column("subject", "Trích yếu", sortable=False),
        Column("kind", "Loại", sortable=False),
        Column("number", "Số", sortable=False, whole=True),
        Column("day", "Ngày", sortable=False, whole=True),
        Column("body", "Cơ quan", sortable=False),
        Column("state", "Tình trạng", sortable=False, priority=1),
    ]
    rows = [
        Row(
            {
                "subject": name_cell(paper.subject[:300], reverse("paper", args=[paper.pk])),
                "kind": Cell(paper.kind_name),
                "number": _number_cell(paper.number) if paper.number else Cell("chưa cấp"),
                "day": day_cell(paper.day) if paper.day else Cell("chưa có"),
                "body": Cell(paper.body),  # type: ignore[attr-defined]
                "state": Cell(paper.state_label, outcome=SIGNS[STATES[paper.state].shape]),
            }
        )
        for paper in papers
    ]
    empty = (
        "Chưa có văn bản nào trong danh sách này. Soạn văn bản, hoặc lập từ kế hoạch, kiến nghị, hội nghị "
        "thì văn bản hiện ở đây."
    )
    return Table(columns, rows, "Văn bản", empty=empty, hide_caption=True)


def _number_cell(number: SeriesNumber) -> Cell:
    return Cell(number.printed, note=f"sổ ghi {number.confirmed}" if number.differs else "")


def series_table(series: Iterable[Series]) -> Table:
    """The series of numbers, each with its last number and what is held or cancelled."""
    columns = [
        Column("name", "Sổ", sortable=False),
        Column("body", "Cơ quan", sortable=False),
        Column("last", "Số cuối đã cấp", numeric=True, sortable=False, priority=1),
        Column("held", "Đang giữ", numeric=True, sortable=False),
        Column("cancelled", "Đã hủy", numeric=True, sortable=False),
    ]
    rows = [
        Row(
            {
                "name": name_cell(str(one), reverse("number_series_one", args=[one.pk])),
                "body": Cell(one.body),  # type: ignore[attr-defined]
                "last": Cell(str(one.last)),
                "held": Cell(str(one.held)),  # type: ignore[attr-defined]
                "cancelled": Cell(str(one.cancelled)),  # type: ignore[attr-defined]
            }
        )
        for one in series
    ]
    return Table(columns, rows, "Sổ số văn bản", empty="Chưa cấp số nào.", hide_caption=True)


def number_table(numbers: Iterable[SeriesNumber]) -> Table:
    """Every number of a series with what it was used for."""
    columns = [
        Column("number", "Số như in", sortable=False, whole=True),
        Column("confirmed", "Số đã xác nhận", sortable=False, whole=True),
        Column("day", "Ngày", sortable=False, whole=True),
        Column("use", "Dùng cho", sortable=False),
        Column("state", "Tình trạng", sortable=False, priority=1),
    ]
    rows = [
        Row(
            {
                "number": Cell(one.printed),
                "confirmed": Cell(one.confirmed or "chưa xác nhận"),
                "day": day_cell(one.given_on),
                "use": _use_cell(one),
                "state": Cell(one.state_label, outcome=SIGNS[NUMBER_STATES[one.state].shape]),
            }
        )
        for one in numbers
    ]
    return Table(columns, rows, "Các số", empty="Chưa cấp số nào.", hide_caption=True)


def _use_cell(number: SeriesNumber) -> Cell:
    paper = getattr(number, "paper", None)
    note = f"Hủy: {number.reason}" if number.reason else ""
    return Cell(number.purpose[:200] or "không ghi", reverse("paper", args=[paper.pk]) if paper else "", note=note)


def template_table(templates: Iterable[Template]) -> Table:
    """Templates with their kind, body and number of versions."""
    columns = [
        Column("name", "Mẫu", sortable=False),
        Column("kind", "Loại văn bản", sortable=False, priority=1),
        Column("body", "Cơ quan", sortable=False),
        Column("count", "Số phiên bản", numeric=True, sortable=False),
        Column("state", "Tình trạng", sortable=False),
    ]
    rows = [
        Row(
            {
                "name": name_cell(one.name, reverse("paper_template", args=[one.pk])),
                "kind": Cell(one.kind_name),
                "body": Cell(one.body),  # type: ignore[attr-defined]
                "count": Cell(str(one.count)),  # type: ignore[attr-defined]
                "state": Cell("đang dùng", outcome="met")
                if one.retired_at is None
                else Cell("thôi dùng", outcome="overdue"),
            }
        )
        for one in templates
    ]
    return Table(
        columns, rows, "Mẫu", empty="Chưa có mẫu riêng; văn bản trình bày theo Nghị định 30.", hide_caption=True
    )


def batch_table(batches: Iterable[CertificateBatch]) -> Table:
    """Batches of certificates."""
    columns = [
        Column("name", "Đợt", sortable=False),
        Column("body", "Cơ quan", sortable=False),
        Column("count", "Số bằng", numeric=True, sortable=False),
        Column("day", "Ngày ký", sortable=False, whole=True),
        Column("state", "Tình trạng", sortable=False, priority=1),
    ]
    rows = [
        Row(
            {
                "name": name_cell(
                    one.kind_name, reverse("certificate_batch", args=[one.pk]), one.common.get("reason", "")[:120]
                ),
                "body": Cell(one.body),  # type: ignore[attr-defined]
                "count": Cell(str(len(one.entries))),
                "day": day_cell(one.day),
                "state": Cell(one.state_label, outcome=SIGNS[BATCH_STATES[one.state].shape]),
            }
        )
        for one in batches
    ]
    return Table(columns, rows, "Các đợt in bằng", empty="Chưa có đợt in bằng nào.", hide_caption=True)


def entry_table(entries: Iterable[tuple[int, dict[str, str]]]) -> Table:
    """The list of a batch that has no numbers yet."""
    columns = [
        Column("name", "Người, đơn vị nhận", sortable=False),
        Column("order", "TT", numeric=True, sortable=False),
        Column("detail", "Chức vụ, đơn vị", sortable=False),
        Column("reason", "Thành tích", sortable=False),
    ]
    rows = [
        Row(
            {
                "order": Cell(str(order)),
                "name": Cell(entry["recipient"][:300]),
                "detail": Cell(entry["detail"][:300] or "không ghi"),
                "reason": Cell(entry["reason"][:300] or "như phần chung"),
            }
        )
        for order, entry in entries
    ]
    return Table(columns, rows, "Danh sách", hide_caption=True)


def certificate_table(certificates: Iterable[Certificate]) -> Table:
    """Certificates with their numbers, codes and states."""
    columns = [
        Column("name", "Người, đơn vị nhận", sortable=False),
        Column("number", "Số vào sổ", sortable=False, whole=True, priority=1),
        Column("code", "Mã tra cứu", sortable=False, whole=True),
        Column("detail", "Chức vụ, đơn vị", sortable=False),
        Column("state", "Tình trạng", sortable=False),
    ]
    rows = [
        Row(
            {
                "name": Cell(one.recipient[:300], reverse("certificate", args=[one.pk])),
                "number": Cell(one.number.printed),
                "code": Cell(one.code, reverse("check", args=[one.code])),
                "detail": Cell(one.detail[:300] or "không ghi"),
                "state": Cell(
                    one.state_label,
                    outcome=SIGNS[CERTIFICATE_STATES[one.state].shape],
                    note=f"từ {show_day(one.ended_on)}" if one.ended_on else "",
                ),
            }
        )
        for one in certificates
    ]
    return Table(columns, rows, "Các bằng", hide_caption=True)


def bundle_table(bundles: Iterable[Bundle]) -> Table:
    """What was drafted in bulk."""
    columns = [
        Column("title", "Lô", sortable=False),
        Column("count", "Số văn bản", numeric=True, sortable=False, priority=1),
        Column("body", "Cơ quan", sortable=False),
        Column("day", "Ngày lập", sortable=False, whole=True),
        Column("state", "Tình trạng", sortable=False),
    ]
    rows = [
        Row(
            {
                "title": name_cell(one.title, reverse("paper_bundle", args=[one.pk])),
                "count": Cell(str(one.count)),
                "body": Cell(one.body),  # type: ignore[attr-defined]
                "day": day_cell(timezone.localdate(one.made_at)),
                "state": Cell(one.state_label, outcome=SIGNS[BUNDLE_STATES[one.state].shape]),
            }
        )
        for one in bundles
    ]
    empty = (
        "Chưa có lô nào. Một giấy mời, công văn gửi nhiều nơi, hay nhiều quyết định công nhận lập một lần, sẽ ở đây."
    )
    return Table(columns, rows, "Các lô văn bản", empty=empty, hide_caption=True)


def bundled_table(papers: Iterable[BundledPaper]) -> Table:
    """The papers of a bundle, each with its number or with what it still lacks."""
    columns = [
        Column("called", "Văn bản", sortable=False),
        Column("number", "Số", sortable=False, whole=True),
        Column("missing", "Còn thiếu", sortable=False),
        Column("state", "Tình trạng", sortable=False, priority=1),
    ]
    rows = [
        Row(
            {
                "called": name_cell(one.called[:300], reverse("paper", args=[one.paper.pk])),
                "number": _number_cell(one.paper.number) if one.paper.number else Cell("chưa cấp"),
                "missing": Cell(" ".join(one.missing) or "không"),
                "state": Cell(one.paper.state_label, outcome=SIGNS[STATES[one.paper.state].shape]),
            }
        )
        for one in papers
    ]
    return Table(columns, rows, "Các văn bản của lô", hide_caption=True)

"""The two tables of these pages: batches that came, and rows of a preview."""

from collections.abc import Iterable

from django.urls import reverse

from chungsuc.web.numbers import plain
from chungsuc.web.tables import Cell, Column, Row, Table, name_cell, number_cell, outcome_cell
from chungsuc.web.templatetags.figures import gio

from .facts import BatchFact, RowFact


def batch_table(batches: Iterable[BatchFact]) -> Table:
    """Batches, newest first."""
    columns = [
        Column("file", "Tệp", sortable=False),
        Column("state", "Trạng thái", sortable=False, priority=1),
        Column("kind", "Loại biểu", sortable=False),
        Column("year", "Năm", numeric=True, sortable=False),
        Column("rows", "Các dòng", sortable=False),
        Column("who", "Người tải lên", sortable=False),
        Column("when", "Lúc", sortable=False),
    ]
    rows = [_batch_row(batch) for batch in batches]
    empty = "Chưa có tệp nào. Chọn tệp biểu ở trên rồi bấm “Tải lên và xem trước”."
    return Table(columns, rows, "Các lần nhập", empty=empty)


def _batch_row(batch: BatchFact) -> Row:
    return Row(
        {
            "file": name_cell(batch.filename, reverse("batch", args=[batch.id])),
            "state": outcome_cell(batch.sign, batch.state_label),
            "kind": Cell(batch.kind),
            "year": Cell(str(batch.year) if batch.year else ""),
            "rows": Cell(_counts(batch.counts)),
            "who": Cell(batch.received_by),
            "when": Cell(gio(batch.received_at)),
        }
    )


def _counts(counts: dict[str, int]) -> str:
    if not counts:
        return ""
    parts = [f"{plain(counts['matched'])} khớp"]
    parts += [
        f"{plain(counts[key])} {word}" for key, word in (("questioned", "cần hỏi"), ("wrong", "sai")) if counts[key]
    ]
    return ", ".join(parts)


def row_table(rows: Iterable[RowFact]) -> Table:
    """Rows that match: what stands in the file, which unit it is, how many values it changes."""
    columns = [
        Column("label", "Đơn vị như trong tệp", sortable=False),
        Column("changed", "Thay đổi", numeric=True, sortable=False, priority=1, unit="số liệu"),
        Column("unit", "Đơn vị khớp", sortable=False),
        Column("unchanged", "Như cũ", numeric=True, sortable=False, unit="số liệu"),
        Column("cell", "Ô", sortable=False),
    ]
    made = [
        Row(
            {
                "label": name_cell(row.label or "(để trống)"),
                "unit": Cell(row.unit_name),
                "changed": number_cell(row.changed),
                "unchanged": number_cell(row.unchanged),
                "cell": Cell(row.label_cell),
            }
        )
        for row in rows
    ]
    return Table(columns, made, "Các dòng khớp", empty="Chưa có dòng nào khớp.")

"""The tables of the pages of evidence."""

from collections.abc import Iterable, Mapping

from django.urls import reverse

from chungsuc.web.numbers import plain
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell

from .facts import DocumentFact

_MIB = 1024 * 1024


def document_table(
    documents: Iterable[DocumentFact],
    units: Mapping[int, str],
    caption: str,
    *,
    one_unit: bool = False,
    empty: str = "",
) -> Table:
    """Documents with their units; `one_unit` leaves the unit's column out."""
    columns = [
        Column("title", "Minh chứng", sortable=False),
        *([] if one_unit else [Column("unit", "Đơn vị", sortable=False)]),
        Column("kind", "Loại", sortable=False),
        Column("issued", "Ngày ban hành", sortable=False),
        Column("expires", "Hết hiệu lực sau", sortable=False),
        Column("standing", "Tình trạng", sortable=False, priority=1),
    ]
    rows = [_row(document, units) for document in documents]
    return Table(columns, rows, caption, empty=empty or "Chưa có minh chứng nào.", hide_caption=True)


def _row(document: DocumentFact, units: Mapping[int, str]) -> Row:
    note = ", ".join(part for part in (document.number and f"số {document.number}", document.issuer) if part)
    return Row(
        {
            "title": name_cell(document.title, reverse("evidence_document", args=[document.id]), note),
            "unit": Cell(units.get(document.unit_id, "")),
            "kind": Cell(document.kind_name),
            "issued": day_cell(document.issued_on) if document.issued_on else Cell("không ghi"),
            "expires": day_cell(document.expires_on) if document.expires_on else Cell("không có hạn"),
            "standing": Cell(document.standing.label, outcome=document.standing.outcome),
        }
    )


def size_words(size: int) -> str:
    """A size in bytes for people: "1,4 MB", "350 KB"."""
    if size >= _MIB:
        return f"{plain(round(size / _MIB, 1))} MB"
    return f"{plain(max(1, round(size / 1024)))} KB"

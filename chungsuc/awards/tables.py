"""The tables of this room's pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from chungsuc.rulebook.rule_facts import RuleFact
from chungsuc.web.tables import Cell, Column, Row, Table, name_cell, number_cell

NOTHING = (
    "Chưa có đối tượng nào hợp với điều kiện. UBND xã, sở, đoàn thể ghi đối tượng, rồi ghi thành tích qua các năm."
)


def subject_table(rows: Iterable[Any], kinds: Mapping[str, RuleFact], query: QueryDict) -> Table:
    """Who may be rewarded: where, how many achievements are confirmed and how many are not yet."""
    columns = [
        Column("name", "Đối tượng", sortable=False),
        Column("kind", "Loại", sortable=False),
        Column("unit", "Đơn vị", sortable=False),
        Column("confirmed", "Đã xác nhận", numeric=True, sortable=False, priority=1),
        Column("unverified", "Chưa xác nhận", numeric=True, sortable=False),
    ]
    lines = [
        Row(
            {
                "name": name_cell(row.name, reverse("award_subject", args=[row.pk]), row.told_apart),
                "kind": Cell(kind_name(row.kind, kinds)),
                "unit": Cell(row.unit_name or ""),
                "confirmed": number_cell(row.confirmed),
                "unverified": number_cell(row.unverified),
            }
        )
        for row in rows
    ]
    return Table(columns, lines, "Đối tượng khen thưởng", query=query, empty=NOTHING, hide_caption=True)


def kind_name(code: str, kinds: Mapping[str, RuleFact]) -> str:
    """The kind of a subject in words."""
    return str(kinds[code].value["name"]) if code in kinds else "loại không còn dùng"

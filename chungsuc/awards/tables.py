"""The tables of this room's pages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from chungsuc.rulebook.rule_facts import RuleFact
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell, number_cell

from .facts.law import Law
from .facts.rounds import form_name
from .facts.standing import holder_of
from .workflow.dossiers import STATES

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


NO_DOSSIER = (
    "Chưa có hồ sơ nào hợp với điều kiện. Hồ sơ lập từ danh sách của đợt xét, hoặc từ hồ sơ thành tích của đối tượng."
)


def dossier_table(
    rows: Iterable[Any], names: Mapping[str, str], lacks: Mapping[int, tuple[str, ...]], query: QueryDict
) -> Table:
    """Dossiers: about whom, for what, where each stands, what is lacking, who has it in hand and since when."""
    columns = [
        Column("name", "Đối tượng", sortable=False),
        Column("form", "Hình thức", sortable=False),
        Column("state", "Bước", sortable=False, priority=1),
        Column("lacks", "Còn thiếu", sortable=False),
        Column("holder", "Đang ở", sortable=False),
        Column("since", "Từ ngày", sortable=False, whole=True),
    ]
    lines = [
        Row(
            {
                "name": name_cell(
                    row.subject.name,
                    reverse("award_dossier", args=[row.pk]),
                    "" if row.subject.itself else str(row.subject_unit or ""),
                ),
                "form": Cell(names.get(row.form, "hình thức không còn dùng")),
                "state": Cell(row.state_label, outcome=STATES[row.state].sign, note=_lacking(lacks.get(row.pk, ()))),
                "lacks": Cell("; ".join(lacks.get(row.pk, ()))),
                "holder": Cell(holder_of(row)),
                "since": day_cell(row.since),
            }
        )
        for row in rows
    ]
    return Table(columns, lines, "Hồ sơ đề nghị khen thưởng", query=query, empty=NO_DOSSIER, hide_caption=True)


def _lacking(lacks: Sequence[str]) -> str:
    return f"còn thiếu {len(lacks)}" if lacks else ""


def round_table(rows: Iterable[Any], law: Law, query: QueryDict) -> Table:
    """Rounds: whose, of which year, for what, until when."""
    columns = [
        Column("name", "Đợt", sortable=False),
        Column("body", "Cơ quan", sortable=False),
        Column("forms", "Hình thức", sortable=False),
        Column("until", "Nhận đến hết ngày", sortable=False, whole=True),
        Column("state", "Tình trạng", sortable=False, priority=1),
    ]
    lines = [
        Row(
            {
                "name": name_cell(row.name, reverse("award_round", args=[row.pk]), f"năm {row.year}"),
                "body": Cell(str(row.body_name or "")),
                "forms": Cell("; ".join(form_name(law, code) for code in row.forms)),
                "until": day_cell(row.nominate_until),
                "state": Cell(row.get_state_display()),
            }
        )
        for row in rows
    ]
    empty = "Chưa có đợt nào. Ban Thi đua - Khen thưởng mở đợt của tỉnh; sở, huyện, xã mở đợt Giấy khen của mình."
    return Table(columns, lines, "Các đợt xét khen thưởng", query=query, empty=empty, hide_caption=True)

"""The tables of decisions and of the register."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell, number_cell, outcome_cell

from .facts.decisions import Listed, Prepared
from .facts.outcome import Entry
from .models.decisions import PREPARED, REPLACED, REVOKED, STANDING, TAKEN

NOTHING = "Chưa có khen thưởng nào hợp với điều kiện. Quyết định ghi xong thì tự vào sổ; danh sách cũ nhập từ tệp."
SIGNS = {STANDING: "met", REVOKED: "not_met", REPLACED: "not_applicable"}
DECISIONS = {PREPARED: "undetermined", TAKEN: "met"}


def hidden_name(row: Any) -> str:
    """What a person is called to whoever may not read the name."""
    return f"Cá nhân số {row.subject_id}" if not row.collective else f"Hộ, tập thể số {row.subject_id}"


def register_table(rows: Iterable[Any], query: QueryDict, files: Sequence[tuple[str, str]] = ()) -> Table:
    """Awards: who, for which form, by which decision, how much, and whether it stands."""
    columns = [
        Column("name", "Tên", sortable=False),
        Column("form", "Hình thức", sortable=False),
        Column("number", "Số quyết định", sortable=False, whole=True),
        Column("day", "Ngày ký", sortable=False, whole=True),
        Column("bonus", "Tiền thưởng", numeric=True, unit="đồng", sortable=False),
        Column("state", "Tình trạng", sortable=False, priority=1),
    ]
    return Table(
        columns, [_award(row) for row in rows], "Sổ khen thưởng", query=query, downloads=files, empty=NOTHING,
        hide_caption=True,
    )  # fmt: skip


def _award(row: Any) -> Row:
    name = (
        name_cell(row.name, reverse("award", args=[row.pk]), row.place)
        if row.named
        else Cell(hidden_name(row), note=row.unit_name or "")
    )
    return Row(
        {
            "name": name,
            "form": Cell(row.form_name),
            "number": Cell(row.number),
            "day": day_cell(row.decided_on),
            "bonus": number_cell(row.bonus),
            "state": outcome_cell(SIGNS.get(row.state, "undetermined"), row.state_label),
        }
    )


SIGNED = (
    Column("number", "Số quyết định", sortable=False, whole=True),
    Column("day", "Ngày ký", sortable=False, whole=True),
)


COUNTED = Column("count", "Số trường hợp", numeric=True, sortable=False, priority=1)
STANDS = (
    Column("count", "Số trường hợp", numeric=True, sortable=False),
    Column("state", "Tình trạng", sortable=False, priority=1),
)


def decision_table(rows: Iterable[Prepared], caption: str, empty: str, *, signed: bool = True) -> Table:
    """Decisions: which form, of how many, by whom; `signed`: also number and day of those that are, how they stand."""
    columns = [
        Column("list", "Danh sách", sortable=False),
        *(SIGNED if signed else (COUNTED,)),
        *(STANDS if signed else ()),
    ]
    lines = [
        Row(
            {
                "list": name_cell(
                    f"Danh sách số {one.row.pk}: {one.form_name}",
                    reverse("award_decision", args=[one.row.pk]),
                    one.body,
                ),
                "count": number_cell(len(one.row.dossiers)),
                "number": Cell(one.row.number),
                "day": day_cell(one.row.decided_on),
                "state": outcome_cell(DECISIONS.get(one.row.state, "not_applicable"), one.state_label),
            }
        )
        for one in rows
    ]
    return Table(columns, lines, caption, empty=empty, hide_caption=True)


def entry_table(entries: Sequence[Entry]) -> Table:
    """The list of a decision as it will be printed; the name leads to the dossier."""
    columns = [
        Column("name", "Tên", sortable=False),
        Column("merit", "Thành tích", sortable=False),
        Column("bonus", "Tiền thưởng", numeric=True, unit="đồng", sortable=False, priority=1),
    ]
    lines = [
        Row(
            {
                "name": name_cell(entry.name, dossier_page(entry.dossier_id), entry.place),
                "merit": Cell(entry.merit),
                "bonus": number_cell(entry.bonus, note=entry.doubt if entry.bonus is not None else "chưa đủ căn cứ"),
            }
        )
        for entry in entries
    ]
    return Table(columns, lines, "Danh sách", empty="Chưa có ai trong danh sách.", hide_caption=True)


def dossier_page(pk: int | str) -> str:
    """The address of a dossier."""
    return reverse("award_dossier", args=[pk])


def listed_words(one: Listed) -> str:
    """A group of dossiers that wait for one decision, in words."""
    return f"{one.form_name}, {one.body}"

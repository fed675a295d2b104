"""Tables of scoring: rounds, a round's units × items, places; the same as a workbook."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import show_day
from chungsuc.law.verdicts import Outcome
from chungsuc.web.tables import Cell, Column, Row, Table, name_cell, number_cell, outcome_cell
from chungsuc.workbooks.writing import CellValue, SheetSpec, plain_header

from .facts import Board
from .models import Round
from .rules.scores import PartScore, UnitScore
from .rules.tables import AUTOMATIC, DOCUMENT
from .workflow import CANCELLED, CLOSED, SCORED, STATES

SIGNS = {CLOSED: "met", CANCELLED: "not_applicable"}
OPEN = "chưa đủ căn cứ"


def round_table(found: Iterable[Round], day: date) -> Table:
    """Rounds, the newest year first; a step whose last day is over on `day` says so."""
    columns = [
        Column("name", "Cụm, khối", sortable=False),
        Column("state", "Bước", sortable=False, priority=1),
        Column("until", "Hạn của bước", sortable=False),
    ]
    rows = [
        Row(
            {
                "name": name_cell(str(one), reverse("score_round", args=[one.code])),
                "state": Cell(one.state_label.capitalize(), outcome=SIGNS.get(one.state, "undetermined")),
                "until": _until_cell(_until(one), day),
            }
        )
        for one in found
    ]
    empty = (
        "Chưa có đợt chấm nào. Ban Thi đua - Khen thưởng mở đợt chấm của từng cụm, khối mỗi năm; "
        "đơn vị trong cụm, khối thấy đợt chấm ở đây."
    )
    return Table(columns, rows, "Đợt chấm điểm", empty=empty, hide_caption=True)


def _until_cell(until: date | None, day: date) -> Cell:
    if until is None:
        return Cell("không còn hạn")
    return Cell(f"quá hạn {show_day(until)}", outcome="overdue") if until < day else Cell(show_day(until))


def _until(one: Round) -> Any:
    return {"self": one.self_until, "cross": one.cross_until, "council": one.council_until}.get(one.state)


def unit_order(board: Board) -> list[str]:
    """The ranked units as the round's page lists them: by place once everything is scored, by name before."""
    return [one.unit for one in board.ranking] if board.round.state in SCORED else board.ranked


def board_table(board: Board, units: Sequence[str], downloads: Sequence[tuple[str, str]] = ()) -> Table:
    """Units × items: what each got, or what is still missing; on a phone the name and the sum, the rest on tap."""
    columns = [
        Column("unit", "Đơn vị", sortable=False),
        Column("points", "Tổng", numeric=True, sortable=False, priority=1),
    ]
    for item in board.table.items:
        columns.append(Column(item.code, item.label, numeric=True, unit=_most(item.worth), sortable=False))
    if board.table.deductions:
        columns.append(Column("off", "Điểm trừ", numeric=True, sortable=False))
    if board.table.bonuses:
        columns.append(Column("more", "Điểm thưởng", numeric=True, unit=_most(board.table.bonus_most), sortable=False))
    places = {one.unit: one for one in board.ranking} if board.round.state in SCORED else {}
    rows = [_unit_row(board, board.scores[unit], places) for unit in units]
    return Table(columns, rows, "Điểm các đơn vị", hide_caption=True, downloads=downloads)


def _most(points: Decimal) -> str:
    return f"trên {show_decimal(points)}"


def _unit_row(board: Board, score: UnitScore, places: Mapping[str, Any]) -> Row:
    href = reverse("score_unit", args=[board.round.code, score.unit])
    place = places.get(score.unit)
    note = "" if place is None else f"xếp thứ {place.rank}" if place.rank else f"thứ hạng {OPEN}"
    cells = {"unit": name_cell(board.names[score.unit], href, note)}
    for one in score.items:
        cells[one.part.code] = item_cell(one)
    cells["off"] = number_cell(score.deducted) if score.deducted is not None else _missing()
    cells["more"] = number_cell(score.bonus)
    cells["points"] = number_cell(score.points) if score.points is not None else _span(board, score)
    return Row(cells)


def _missing() -> Cell:
    """What cannot be told yet: the sign of the undetermined, in a word."""
    return outcome_cell(Outcome.UNDETERMINED, short=True)


def _span(board: Board, score: UnitScore) -> Cell:
    if board.round.state not in SCORED:
        return Cell("chưa đủ điểm")
    return Cell(OPEN, note=f"từ {show_decimal(score.low)} đến {show_decimal(score.high)}")


def item_cell(one: PartScore) -> Cell:
    """What an item came to; before that, what was scored so far."""
    if one.points is not None:
        return number_cell(one.points)
    if one.part.how in (AUTOMATIC, DOCUMENT):
        return _missing()
    told = [] if one.own is None else [f"tự chấm {show_decimal(one.own)}"]
    if one.reviews:
        told.append(f"{one.reviews} phiếu chéo")
    return Cell("; ".join(told) or "chưa chấm")


def place_table(result: Mapping[str, Any], shown: Sequence[Mapping[str, Any]], code: str) -> Table:
    """Places as a result tells them, of the rows that are shown."""
    columns = [
        Column("unit", "Hạng, đơn vị", sortable=False),
        Column("points", "Điểm", numeric=True, sortable=False, priority=1),
        Column("tie", "Đồng hạng với", sortable=False),
    ]
    names = {row["unit"]: row["name"] for row in result["ranking"]}
    rows = []
    for row in shown:
        rank = f"{row['rank']}. " if row["rank"] else ""
        note = "" if row["rank"] else f"{OPEN}, từ thứ {row['best']} đến thứ {row['worst']}"
        tied = ", ".join(names[unit] for unit in row["tied_with"])
        cells = {
            "unit": name_cell(f"{rank}{row['name']}", f"#{row['unit']}", note),
            "points": number_cell(Decimal(row["points"])) if row["points"] is not None else Cell(OPEN),
            "tie": Cell(tied or "không"),
        }
        rows.append(Row(cells))
    return Table(
        columns, rows, "Xếp hạng", hide_caption=True, downloads=[("Tải .xlsx", reverse("score_xlsx", args=[code]))]
    )


def workbook(board: Board, result: Mapping[str, Any]) -> list[SheetSpec]:
    """A round as sheets: the points and places, and why."""
    names = [part.label for part in (*board.table.items, *board.table.deductions, *board.table.bonuses)]
    title = [
        f"BẢNG ĐIỂM THI ĐUA {board.round.group.name.upper()} NĂM {board.round.year}",
        f"(Bước: {STATES[board.round.state].label})",
    ]
    head = plain_header(["Hạng", "Đơn vị", *names, "Tổng", "Ghi chú"])
    widths = {1: 8.0, 2: 36.0, len(names) + 4: 60.0}
    scored = SheetSpec("Bảng điểm", head, [_scored(row) for row in result["ranking"]], title, widths, freeze_columns=2)
    why = SheetSpec(
        "Vì sao",
        plain_header(["Đơn vị", "Mục", "Điểm", "Căn cứ"]),
        [
            [row["name"], one["name"], _number(one["points"]), one["reason"]]
            for row in result["ranking"]
            for one in row["items"]
        ],
        widths={1: 36.0, 2: 50.0, 4: 80.0},
    )
    return [scored, why]


def _scored(row: Mapping[str, Any]) -> list[CellValue]:
    points = [_number(one["points"]) for one in row["items"]]
    return [row["rank"], row["name"], *points, _number(row["points"]), " ".join(row["reasons"])]


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)

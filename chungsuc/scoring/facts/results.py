"""A result as it is frozen, printed for scripts, and worked out again from the journal."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from chungsuc.audit.models import Entry

from ..models import Round
from ..rules.ranking import ranking
from ..rules.scores import Marked, UnitScore, scores
from .board import Board, board_of

SUBJECT = "scoring.round"


def result_of(board: Board) -> dict[str, Any]:
    """Everything that a closing freezes: places, points and reasons of the ranked, grounds of the named.

    Numbers are written as text ("85.50"), so that nothing is lost on the way.
    """
    return _result(board, board.marks, board.pairs)


def _result(board: Board, marks: Iterable[Marked], pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    found = {one.unit: one for one in scores(board.table, board.ranked, marks, pairs)}
    places = ranking(board.table, list(found.values()), board.names)
    return {
        "table": board.table.code,
        "member_day": board.round.member_day.isoformat(),
        "ranking": [
            {
                "unit": place.unit,
                "name": board.names[place.unit],
                "points": _text(place.points),
                "rank": place.rank,
                "best": place.best,
                "worst": place.worst,
                "tied_with": list(place.tied_with),
                "reasons": list(place.reasons),
                **_parts(found[place.unit]),
            }
            for place in places
        ],
        "named": [{"unit": one.unit.code, "name": one.name, "ground": one.ground} for one in board.named],
    }


def _parts(score: UnitScore) -> dict[str, Any]:
    return {
        "base": _text(score.base),
        "deducted": _text(score.deducted),
        "bonus": _text(score.bonus),
        "low": _text(score.low),
        "high": _text(score.high),
        "items": [
            {
                "code": one.part.code,
                "name": one.part.name,
                "kind": one.part.kind,
                "most": _text(one.part.worth),
                "points": _text(one.points),
                "reason": one.reason,
            }
            for one in (*score.items, *score.deductions, *score.bonuses)
        ],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def as_text(result: Mapping[str, Any]) -> str:
    """The canonical text of a result: equal results are equal texts."""
    return json.dumps(result, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def replayed(round: Round) -> dict[str, Any]:  # noqa: A002 - the room's noun
    """The result worked out again from the entries of the journal alone: marks and pairs as they were recorded then.

    Members and table are those the round was opened with. Two queries more than the board.
    """
    board = board_of(round)
    marks, pairs = from_journal(round)
    return _result(board, marks, pairs)


def from_journal(round: Round) -> tuple[list[Marked], list[tuple[str, str]]]:  # noqa: A002
    """The marks and pairs of a round that its entries in the journal carry. One query."""
    marks: list[Marked] = []
    pairs: list[tuple[str, str]] = []
    for entry in Entry.objects.about(SUBJECT, str(round.pk)):
        details: Any = entry.details
        marks.extend(_marked(row) for row in details.get("marks", ()))
        for scorer, scored in details.get("pairs", ()):
            pairs.append((scorer, scored))
    return marks, pairs


def written(mark: Marked) -> list[Any]:
    """A mark as an entry of the journal carries it."""
    return [mark.seq, mark.unit, mark.item, mark.stage, mark.scorer, _text(mark.points), mark.reason, mark.paper]


def _marked(row: list[Any]) -> Marked:
    seq, unit, item, stage, scorer, points, reason, paper = row
    return Marked(seq, unit, item, stage, scorer, None if points is None else Decimal(points), reason, paper)


def faults(board: Board) -> list[str]:
    """What is wrong with a frozen result: it must be what its marks come to, and what the journal comes to. Empty: all
    three agree. An open round has nothing frozen; then only marks and journal are compared.
    """
    told = []
    if as_text(replayed(board.round)) != as_text(result_of(board)):
        told.append("Điểm trong bảng khác với điểm trong nhật ký.")
    closing = board.standing
    if closing is not None and closing.body != as_text(result_of(board)):
        told.append("Kết quả đã chốt khác với kết quả tính lại từ các điểm đã ghi.")
    return told


def for_scripts(board: Board) -> dict[str, Any]:
    """What `chungsuc scores --json` prints: the frozen result where one stands, else the result so far."""
    closing = board.standing
    result = json.loads(closing.body) if closing else result_of(board)
    return {
        "round": board.round.code,
        "state": board.round.state,
        "year": board.round.year,
        "frozen": closing is not None,
        "table": {
            "code": board.table.code,
            "name": board.table.name,
            "total": _number(str(board.table.total)),
            "status": board.round.table_status,
        },
        "ranking": [_row(row) for row in result["ranking"]],
        "named": result["named"],
    }


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    numbers = {name: _number(row[name]) for name in ("points", "base", "deducted", "bonus")}
    items = [
        {"code": one["code"], "kind": one["kind"], "points": _number(one["points"]), "reason": one["reason"]}
        for one in row["items"]
    ]
    kept = {name: row[name] for name in ("unit", "name", "rank", "tied_with", "reasons")}
    return {**kept, **numbers, "items": items}


def _number(text: str | None) -> int | float | None:
    if text is None:
        return None
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else float(value)

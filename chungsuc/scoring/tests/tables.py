"""A small scoring table to count by hand: one item of each kind, a deduction, a bonus."""

from decimal import Decimal
from typing import Any

from chungsuc.scoring.rules.scores import Marked
from chungsuc.scoring.rules.tables import ScoreTable, read_table

D = Decimal
VALUE: dict[str, Any] = {
    "name": "Bảng thử",
    "groups": ["A"],
    "total": D(100),
    "shares": {"self": D(40), "cross": D(60)},
    "reviewers": D(2),
    "least_reviews": D(1),
    "places": D(2),
    "rounding": "half_up",
    "round_at": "item",
    "items": [
        {"code": "viec", "name": "Việc làm", "ground": "a", "most": D(10), "weight": D(5), "how": "typed", "anchors": []},
        {"code": "giay", "name": "Theo giấy", "ground": "b", "most": D(10), "weight": D(3), "how": "document", "anchors": []},
        {
            "code": "may", "name": "Máy đọc", "ground": "c", "most": D(10), "weight": D(2), "how": "automatic", "anchors": [],
            "figure": "criteria_share", "bands": [{"least": D(90), "points": D(10)}, {"least": D(50), "points": D(5)}, {"least": D(0), "points": D(0)}],
        },
    ],
    "deductions": [
        {"code": "cham", "name": "Nộp chậm", "ground": "d", "most": D(5), "how": "automatic", "figure": "late_duties", "each": D(2)},
        {"code": "sai", "name": "Số sai", "ground": "e", "most": D(3), "how": "typed"},
    ],
    "bonus": {"most": D(4), "ranks": True, "items": [{"code": "dien-hinh", "name": "Điển hình", "ground": "g", "most": D(3)}]},
    "ties": ["giay", "viec"],
}  # fmt: skip


def table(**changed: Any) -> ScoreTable:
    """The small table with some of its words changed."""
    return read_table("scoring:thu", {**VALUE, **changed})


def marked(*rows: tuple[Any, ...]) -> list[Marked]:
    """Marks in the order given: (unit, item, stage, scorer, points)."""
    return [
        Marked(seq, unit, item, stage, scorer, None if points is None else D(points))
        for seq, (unit, item, stage, scorer, points) in enumerate(rows, 1)
    ]


def whole(unit: str, own: str = "8", cross: str = "9", paper: str = "10", read: str = "5") -> list[tuple[Any, ...]]:
    """Everything that makes a unit's points known; `x` is who cross-scores."""
    return [
        (unit, "viec", "self", unit, own), (unit, "viec", "cross", "x", cross), (unit, "giay", "paper", "", paper),
        (unit, "may", "reading", "", read), (unit, "cham", "reading", "", "0"),
    ]  # fmt: skip

"""Checks of plausibility as a table: figures in, sentences out; each kind at, below and above its limit."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chungsuc.criteria.plausibility import Figures, Rule, doubts
from chungsuc.law.packs import read_pack

PACK = Path("packs/dak_nong_2021_2025")


def rule(kind: str, level: str = "warning", **params: Any) -> Rule:
    return Rule("thử", kind, level, params, "Hãy xem lại.")


def figures(**given: Any) -> Figures:
    """i10="52" is indicator 10 of everybody; i12_m="80" that of men."""
    found: dict[tuple[str, str], Decimal | bool] = {}
    for name, value in given.items():
        code, _, sex = name[1:].partition("_")
        found[code, sex] = value if isinstance(value, bool) else Decimal(value)
    return found


RANGE = rule("range", indicator="10", min=5, max=500)
POINTS, SHARE = rule("jump", indicator="11", points=10), rule("jump", indicator="10", share=25)
TOGETHER = rule(
    "relation",
    when={"indicator": "10", "operator": ">=", "value": 47},
    expect={"indicator": "11", "operator": "<=", "value": 15},
)
PART_OF = rule("relation", "error", expect={"indicator": "2", "operator": "<=", "than": "1"})
HALF_OF = rule("relation", expect={"indicator": "2", "operator": "<=", "than": "1", "factor": "0.5"})
WHERE_YES = rule(
    "relation",
    when={"indicator": "3", "operator": "==", "value": True},
    expect={"indicator": "2", "operator": ">", "value": 0},
)
NONE: Figures = {}
CASES = {
    "at the lower end": (RANGE, figures(i10="5"), NONE, []),
    "below": (RANGE, figures(i10="4.9"), NONE, ["Chỉ tiêu 10: 4,9 nhỏ hơn 5. Hãy xem lại."]),
    "at the upper end": (RANGE, figures(i10="500"), NONE, []),
    "above": (RANGE, figures(i10="500.1"), NONE, ["Chỉ tiêu 10: 500,1 lớn hơn 500. Hãy xem lại."]),
    "each sex by itself": (RANGE, figures(i10_m="6", i10_f="4"), NONE, ["Chỉ tiêu 10 (nữ): 4 nhỏ hơn 5. Hãy xem lại."]),
    "a missing figure": (RANGE, NONE, NONE, []),
    "so many points up": (POINTS, figures(i11="15"), figures(i11="5"), []),
    "more points up": (
        POINTS, figures(i11="15.1"), figures(i11="5"),
        ["Chỉ tiêu 11: năm trước 5, năm nay 15,1. Hãy xem lại."],
    ),
    "more points down": (
        POINTS, figures(i11="5"), figures(i11="15.1"),
        ["Chỉ tiêu 11: năm trước 15,1, năm nay 5. Hãy xem lại."],
    ),
    "so many per cent": (SHARE, figures(i10="50"), figures(i10="40"), []),
    "more per cent": (
        SHARE, figures(i10="50.1"), figures(i10="40"),
        ["Chỉ tiêu 10: năm trước 40, năm nay 50,1. Hãy xem lại."],
    ),
    "no year before": (POINTS, figures(i11="90"), NONE, []),
    "income and poverty both high": (
        TOGETHER, figures(i10="47", i11="15.1"), NONE,
        ["Chỉ tiêu 11: đang là 15,1, trong khi chỉ tiêu 10 là 47. Hãy xem lại."],
    ),
    "poverty as high as may be": (TOGETHER, figures(i10="47", i11="15"), NONE, []),
    "income too low to ask": (TOGETHER, figures(i10="46.9", i11="40"), NONE, []),
    "income not known": (TOGETHER, figures(i11="40"), NONE, []),
    "a part as large as its whole": (PART_OF, figures(i1="60", i2="60"), NONE, []),
    "a part larger than its whole": (
        PART_OF, figures(i1_m="60", i2_m="61", i1_f="60", i2_f="60"), NONE,
        ["Chỉ tiêu 2 (nam): đang là 61, chỉ tiêu 1 là 60. Hãy xem lại."],
    ),
    "beside a figure of both sexes together": (
        PART_OF, figures(i1="60", i2_m="61"), NONE,
        ["Chỉ tiêu 2 (nam): đang là 61, chỉ tiêu 1 là 60. Hãy xem lại."],
    ),
    "half of another": (HALF_OF, figures(i1="60", i2="30"), NONE, []),
    "more than half of another": (
        HALF_OF, figures(i1="60", i2="31"), NONE,
        ["Chỉ tiêu 2: đang là 31, chỉ tiêu 1 là 60 (0,5 lần là 30). Hãy xem lại."],
    ),
    "where something is said to be there": (
        WHERE_YES, figures(i3=True, i2="0"), NONE,
        ["Chỉ tiêu 2: đang là 0, trong khi chỉ tiêu 3 là đạt. Hãy xem lại."],
    ),
    "where it is said not to be there": (WHERE_YES, figures(i3=False, i2="0"), NONE, []),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "now", "before", "told"), CASES.values(), ids=CASES.keys())
def test_a_check_says(asked: Rule, now: Figures, before: Figures, told: list[str]) -> None:
    assert [doubt.text for doubt in doubts([asked], now, before)] == told


def test_an_error_blocks_and_a_warning_does_not() -> None:
    at_fault = figures(i1="60", i2="61", i10="4")
    assert [doubt.blocks for doubt in doubts([PART_OF, RANGE], at_fault, NONE)] == [True, False]


def test_the_pack_has_rules_across_indicators_and_against_last_year() -> None:
    """Poverty against income, a jump against last year: data of the pack, not code."""
    pack = read_pack(PACK).pack
    assert pack is not None
    rules = {
        c.code: Rule(c.code, c.kind, c.level, c.params, c.words)
        for c in pack.checks
        if c.set_code == "xa_ntm_2021_2025"
    }
    now, before = figures(i10="60", i11="20"), figures(i10="45", i11="8")
    assert {doubt.code for doubt in doubts(rules.values(), now, before)} == {
        "income-jump", "poverty-income", "poverty-jump",
    }  # fmt: skip

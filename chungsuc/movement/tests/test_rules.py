"""How far a target is and where it is heading: pure rules, a table of cases each."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.law.verdicts import Outcome, Reason
from chungsuc.movement.rules.targets import Amount, Point, Progress, forecast, judge_target

DAY, DUE = date(2023, 12, 31), date(2025, 12, 31)
WHY = (Reason("3 xã còn tiêu chí chưa đủ căn cứ.", Outcome.UNDETERMINED),)


def amount(low: object, high: object) -> Amount:
    bounds = [None if bound is None else Decimal(str(bound)) for bound in (low, high)]
    return Amount(bounds[0], bounds[1], DAY, reasons=WHY)


@pytest.mark.parametrize(
    ("operator", "low", "high", "target", "outcome"),
    [
        (">=", 43, 43, 43, Outcome.MET),
        (">=", 42, 42, 43, Outcome.NOT_MET),
        (">=", 40, 45, 43, Outcome.UNDETERMINED),
        (">=", 44, 50, 43, Outcome.MET),
        ("<=", 0, 0, 0, Outcome.MET),
        ("<=", 1, 1, 0, Outcome.NOT_MET),
        ("<=", 0, 2, 0, Outcome.UNDETERMINED),
        (">=", "17.199", "17.199", "17.2", Outcome.NOT_MET),
    ],
)
def test_a_target_is_judged_by_both_ends_of_what_is_known(operator, low, high, target, outcome) -> None:
    assert judge_target(operator, amount(low, high), Decimal(str(target))) == (outcome, WHY)


def test_a_missing_figure_leaves_the_target_open_and_says_so() -> None:
    outcome, reasons = judge_target(">=", amount(50, 50), None)
    assert outcome is Outcome.UNDETERMINED
    assert [reason.text for reason in reasons] == ["Chưa có số liệu chỉ tiêu trong kế hoạch."]


@pytest.mark.parametrize(("low", "high"), [(None, None), (None, 3), (3, None)])
def test_without_an_amount_nothing_is_concluded(low, high) -> None:
    assert judge_target("<=", amount(low, high), Decimal(0)) == (Outcome.UNDETERMINED, WHY)


def progress(operator: str, outcome: Outcome, low: object, target: object) -> Progress:
    goal = None if target is None else Decimal(str(target))
    return Progress("a", "A", operator, goal, "xã", amount(low, low), outcome, DUE)


@pytest.mark.parametrize(
    ("operator", "outcome", "low", "target", "gap"),
    [
        (">=", Outcome.NOT_MET, 36, 43, 7),
        (">=", Outcome.MET, 45, 43, 0),
        ("<=", Outcome.NOT_MET, 13, 0, 13),
        ("<=", Outcome.MET, 0, 0, 0),
        (">=", Outcome.UNDETERMINED, 6, 43, None),
        (">=", Outcome.NOT_MET, 6, None, None),
        (">=", Outcome.NOT_MET, None, 43, None),
    ],
)
def test_the_gap_is_what_is_missing_and_unknown_where_the_verdict_is(operator, outcome, low, target, gap) -> None:
    assert progress(operator, outcome, low, target).gap == gap


def test_an_amount_is_sure_only_when_both_ends_meet() -> None:
    assert (amount(3, 3).sure, amount(3, 4).sure, amount(None, None).sure) == (3, None, None)


def ahead(*points: Point, operator: str = ">=", target: object = 43, on: date = date(2025, 12, 31), whole: bool = True):
    goal = None if target is None else Decimal(str(target))
    return forecast(points, operator=operator, target=goal, on=on, unit="xã", whole=whole)


def point(year: int, value: object, ruler: str = "") -> Point:
    return Point(year, Decimal(str(value)), ruler)


def test_the_forecast_carries_the_pace_on_and_says_so() -> None:
    found = ahead(point(2021, 29), point(2023, 36))
    assert (found.amount, found.outcome) == (43, Outcome.MET)
    assert found.assumption == "Giả định: giữ nhịp 3,5 xã/năm của 2021–2023."


def test_a_pace_of_a_unit_with_a_share_reads_well() -> None:
    found = forecast(
        [point(2022, "15.78"), point(2023, "16.62")],
        operator=">=",
        target=None,
        on=DUE,
        unit="tiêu chí/xã",
        whole=False,
    )
    assert found.assumption == "Giả định: giữ nhịp 0,84 tiêu chí/xã/năm của 2022–2023."
    assert found.outcome is Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("points", "assumption"),
    [
        ((), "Chưa dự báo được: chưa có số liệu, cần ít nhất hai năm."),
        ((point(2021, 29),), "Chưa dự báo được: mới có số liệu 1 năm theo cùng bộ tiêu chí, cần ít nhất hai năm."),
    ],
)
def test_nothing_or_one_point_gives_no_forecast_but_a_reason(points, assumption) -> None:
    found = ahead(*points)
    assert (found.amount, found.outcome, found.assumption) == (None, Outcome.UNDETERMINED, assumption)


def test_a_change_of_ruler_is_no_progress() -> None:
    assert ahead(point(2021, 16, "old"), point(2023, "16.62", "new"), whole=False).amount is None
    across = ahead(point(2021, 10, "old"), point(2022, 16, "new"), point(2023, 17, "new"), on=date(2024, 12, 31))
    assert across.assumption.endswith("giữ nhịp 1 xã/năm của 2022–2023.")


@pytest.mark.parametrize(
    ("operator", "points", "amount"),
    [
        (">=", (point(2021, 29), point(2024, 36)), 38),  # 38.33: nobody has a third of a commune
        ("<=", (point(2021, 19), point(2024, 14)), 13),  # 12.33: rounding down would be wishful
        ("<=", (point(2022, 19), point(2023, 2)), 0),  # never below nothing
    ],
)
def test_whole_units_are_rounded_away_from_the_target(operator, points, amount) -> None:
    assert ahead(*points, operator=operator, target=0).amount == amount


def test_a_day_before_the_last_point_is_not_carried_backwards() -> None:
    assert ahead(point(2021, 29), point(2023, 36), on=date(2022, 6, 30)).amount == 36


@given(
    st.lists(st.integers(0, 60), min_size=2, max_size=6),
    st.sampled_from([">=", "<="]),
    st.integers(2023, 2030),
)
def test_a_forecast_is_never_negative_nor_a_fraction_of_a_unit(values, operator, year) -> None:
    points = [point(2015 + at, value) for at, value in enumerate(values)]
    found = ahead(*points, operator=operator, on=date(year, 12, 31))
    assert found.amount is not None
    assert found.amount >= 0
    assert found.amount == int(found.amount)

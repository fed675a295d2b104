"""What a contribution may say, what it adds up to, what may follow what. No rows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from chungsuc.resources import workflow
from chungsuc.resources.rules.counting import Sum, Total, total
from chungsuc.resources.rules.giving import (
    GOODS,
    LABOUR,
    LAND,
    MONEY,
    Gift,
    Source,
    giver_key,
    is_withheld,
    names,
    why_not,
    withheld_giver,
    worth,
)

TODAY = date(2024, 4, 1)
HOUSEHOLD = Source("nguoi-dan", "Người dân", "Một hộ dân")
MONEY_GIFT = Gift(date(2024, 3, 1), HOUSEHOLD, MONEY, Decimal(100), giver="Hộ ông Lê Văn Thử", purpose="đường thôn")
GOODS_GIFT = replace(MONEY_GIFT, kind=GOODS, measure="bao")


@pytest.mark.parametrize(
    ("gift", "fields"),
    [
        (MONEY_GIFT, []),
        (replace(MONEY_GIFT, given_on=date(2024, 4, 2)), ["given_on"]),
        (replace(MONEY_GIFT, quantity=Decimal(0)), ["quantity"]),
        (replace(MONEY_GIFT, quantity=Decimal("0.5")), ["quantity"]),
        (replace(MONEY_GIFT, kind=LABOUR, quantity=Decimal("0.5")), []),
        (replace(MONEY_GIFT, kind=GOODS), ["measure"]),
        (GOODS_GIFT, []),
        (replace(GOODS_GIFT, value=Decimal(10)), ["basis"]),
        (replace(GOODS_GIFT, basis="Bảng giá"), ["value"]),
        (replace(GOODS_GIFT, value=Decimal(10), basis="Bảng giá"), []),
        (replace(GOODS_GIFT, value=Decimal(0), basis="Bảng giá"), ["value"]),
        (replace(GOODS_GIFT, value=Decimal("1.5"), basis="Bảng giá"), ["value"]),
        (replace(MONEY_GIFT, purpose=" "), ["purpose"]),
        (replace(MONEY_GIFT, purpose="đường nhà ông LE VAN THU"), ["purpose"]),
        (replace(MONEY_GIFT, giver="Thử", purpose="thử nước"), []),
        (replace(MONEY_GIFT, quantity=Decimal(0), purpose=""), ["quantity", "purpose"]),
    ],
)
def test_every_fault_of_a_contribution_is_told_at_its_field(gift: Gift, fields: list[str]) -> None:
    assert [field for field, _ in why_not(gift, TODAY)] == fields


def test_money_is_worth_itself_and_days_have_their_own_measure() -> None:
    money = replace(MONEY_GIFT, value=Decimal(1), basis="gì đó", measure="bao").whole
    assert (money.measure, money.value, money.basis) == ("đồng", Decimal(100), "")
    days = replace(MONEY_GIFT, kind=LABOUR).whole
    assert (days.measure, days.value) == ("ngày công", None)
    assert replace(MONEY_GIFT, kind=LAND).whole.measure == "m²"


def test_a_quantity_is_worth_its_price_in_whole_dong() -> None:
    assert worth(Decimal("12.5"), Decimal(200_000)) == Decimal(2_500_000)


def test_a_name_that_is_open_is_given_away_by_nothing() -> None:
    assert not names("", "Sở Xây dựng", "do Sở Xây dựng chuyển")
    assert names("Một hộ dân", "Hộ ông Lê Văn Thử", "cạnh nhà ông Lê Văn Thử")


def test_a_withheld_giver_is_known_again_by_its_stand_in() -> None:
    assert is_withheld(withheld_giver("Một hộ dân", 12))
    assert not is_withheld("Hộ ông Lê Văn Thử") and not is_withheld("Một hộ dân")


def test_a_giver_is_found_again_without_accents_and_titles() -> None:
    assert giver_key("Hộ ông Lê Văn Thử") == giver_key("LE VAN THU") == "le van thu"
    assert giver_key("") == ""


def _sum(kind: str, quantity: int, value: int, measure: str = "", unvalued: int = 0) -> Sum:
    return Sum(1, "a", "A", 2024, kind, measure, 1, Decimal(quantity), Decimal(value), unvalued)


def test_quantities_of_different_measures_are_never_added() -> None:
    found = total(
        [_sum(MONEY, 5, 5), _sum(LABOUR, 3, 0, unvalued=1), _sum(LAND, 7, 70), _sum(GOODS, 2, 20, "bao"),
         _sum(GOODS, 1, 0, "cây", 1), _sum(GOODS, 4, 0, "bao", 1)]
    )  # fmt: skip
    goods = {"bao": Decimal(6), "cây": Decimal(1)}
    assert found == Total(6, Decimal(5), Decimal(3), Decimal(7), goods, Decimal(95), 3)
    assert found.in_kind == Decimal(90)
    assert total([]) == Total()


ALLOWED = {
    ("confirm", "waiting"), ("confirm", "contested"), ("contest", "waiting"), ("contest", "confirmed"),
    ("correct", "waiting"), ("correct", "confirmed"), ("correct", "contested"), ("withdraw", "waiting"),
    ("withdraw", "contested"), ("restore", "withdrawn"),
}  # fmt: skip


@pytest.mark.parametrize(("act", "state"), product(workflow.ACTS, workflow.STATES))
def test_an_act_is_possible_in_its_states_and_says_why_in_others(act: str, state: str) -> None:
    why = workflow.why_not(act, state)
    assert (why == "") == ((act, state) in ALLOWED)
    assert why == "" or workflow.STATES[state].label in why


def test_the_receiver_confirms_and_the_recorder_corrects() -> None:
    sides = {code: act.side for code, act in workflow.ACTS.items()}
    assert sides == {
        "confirm": "receiver", "contest": "receiver", "correct": "recorder", "withdraw": "recorder",
        "restore": "recorder",
    }  # fmt: skip

"""Lines and their amounts, what may be submitted, how much may be spent on a day, what may follow what."""

from datetime import date
from decimal import Decimal

import pytest

from chungsuc.budget import workflow
from chungsuc.budget.registry import AwardMoney, _told, award_money, register_award_money
from chungsuc.budget.rules import line_faults, room_left, why_not_spend, why_not_submit
from chungsuc.law.procedures import replay

from .rows import MEETING, TRIPS, line

D1, D2, D3 = date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)


def test_an_amount_is_norm_times_quantity_to_the_digit() -> None:
    assert TRIPS.amount == Decimal(8_000_000)
    assert MEETING.amount == Decimal("18075000.0")
    assert line(norm=Decimal(333_333), quantity=Decimal("0.333")).amount == Decimal("110999.889")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"purpose": "other"}, "purpose"),
        ({"what": " "}, "what"),
        ({"norm": Decimal(0)}, "norm"),
        ({"quantity": Decimal(-1)}, "quantity"),
        ({"measure": ""}, "measure"),
    ],
)
def test_a_wrong_line_is_told_at_its_field(said: dict, field: str) -> None:
    assert [name for name, _ in line_faults(line(**said))] == [field]
    assert line_faults(TRIPS) == []


def test_an_estimate_is_submitted_with_lines_whose_norms_all_have_a_basis() -> None:
    assert why_not_submit([TRIPS, MEETING]) == ""
    assert "chưa có dòng nào" in why_not_submit([])
    assert why_not_submit([TRIPS, line(basis=" "), line(basis="")]).startswith("Chưa đủ căn cứ: dòng 2, 3 ")


@pytest.mark.parametrize(
    ("moves", "on", "left"),
    [
        ([], D1, 0),
        ([(D2, Decimal(10))], D1, 0),  # what comes later is not there yet
        ([(D1, Decimal(10))], D1, 10),
        ([(D1, Decimal(10)), (D3, Decimal(-7))], D2, 3),  # what is spent later is spent
        ([(D1, Decimal(10)), (D3, Decimal(10)), (D3, Decimal(-15))], D2, 5),
        ([(D1, Decimal(10)), (D1, Decimal(-12))], D2, 0),
        ([(D1, Decimal(10)), (D2, Decimal(-10)), (D2, Decimal(10))], D1, 10),  # a counter-entry gives back
    ],
)
def test_the_room_of_a_day_leaves_no_later_day_below_zero(moves: list, on: date, left: int) -> None:
    assert room_left(moves, on) == left


def test_spending_is_refused_before_the_approval_and_beyond_the_room_and_allowed_to_the_last_dong() -> None:
    told = {"room": Decimal(10), "source": "Ngân sách tỉnh"}
    assert why_not_spend(Decimal(10), approved=True, **told) == ""
    assert "chưa được phê duyệt" in why_not_spend(Decimal(1), approved=False, **told)
    assert "Nguồn Ngân sách tỉnh vào ngày chi còn 10 đồng" in why_not_spend(Decimal(11), approved=True, **told)


def test_every_state_and_act_is_reached_and_says_when_it_is_possible() -> None:
    way = [workflow.SAVE, workflow.SUBMIT, workflow.RETURN, workflow.SAVE, workflow.SUBMIT, workflow.COLLATE]
    assert replay(workflow.ACTS, way, workflow.DRAFT) == workflow.COLLATED
    assert replay(workflow.ACTS, [*way, workflow.APPROVE, workflow.AMEND], workflow.DRAFT) == workflow.DRAFT
    possible = {(act, state) for act in workflow.ACTS for state in workflow.STATES if not workflow.why_not(act, state)}
    assert possible == {
        ("save", "draft"), ("save", "returned"), ("submit", "draft"), ("take_back", "submitted"),
        ("collate", "submitted"), ("return", "submitted"), ("return", "collated"), ("approve", "collated"),
        ("refuse", "collated"), ("amend", "approved"), ("amend", "refused"),
    }  # fmt: skip
    assert "chỉ trình Văn phòng Điều phối được khi “đang lập”" in workflow.why_not(workflow.SUBMIT, "approved")


def test_award_money_is_unknown_until_a_room_tells_of_a_decision() -> None:
    before = list(_told)
    try:
        _told.clear()
        assert award_money(2025, D1) is None
        register_award_money(lambda year, day: AwardMoney(Decimal(0), 0))
        assert award_money(2025, D1) is None
        register_award_money(lambda year, day: AwardMoney(Decimal(5), 1))
        assert award_money(2025, D1) == AwardMoney(Decimal(5), 1)
    finally:
        _told[:] = before

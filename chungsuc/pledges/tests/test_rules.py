"""What a plan says and lacks, what differs between two editions, and whether a target was reached."""

from decimal import Decimal

import pytest

from chungsuc.law.verdicts import Outcome
from chungsuc.pledges.rules.content import (
    NEEDS_PLACE,
    NEEDS_RESULT,
    copied,
    differences,
    is_blank,
    lacks,
    lacks_of_row,
    money_sum,
    with_section,
)
from chungsuc.pledges.rules.reaching import NOTHING, OWN_WORD, VERIFIED, Reached, judged, worth_explaining

TASK = {"what": "Làm đường", "place_unit": "x", "result": "1 km", "due": "2024-02-29", "responsible": "Phòng A"}
TARGET = {"name": "Số xã", "amount": "3", "due": "2024-12-31"}


def test_an_empty_plan_lacks_targets_and_tasks() -> None:
    assert [str(lack) for lack in lacks({})] == ["Chưa đăng ký chỉ tiêu nào.", "Chưa ghi nhiệm vụ nào."]


def test_a_whole_plan_lacks_nothing() -> None:
    assert lacks({"targets": [TARGET], "tasks": [TASK]}) == ()


@pytest.mark.parametrize(("field", "sentence"), [("place_unit", NEEDS_PLACE), ("result", NEEDS_RESULT)])
def test_a_task_without_address_or_result_is_told_with_section_iv_a(field: str, sentence: str) -> None:
    row = {**TASK, field: " "}
    assert lacks_of_row("tasks", row) == {field: sentence}
    assert "mục IV điểm a" in sentence and "có địa chỉ và kết quả cụ thể" in sentence
    [lack] = lacks({"targets": [TARGET], "tasks": [row]})
    assert (lack.section, lack.number, lack.field) == ("tasks", 1, field)


@pytest.mark.parametrize(
    ("row", "blank"),
    [({}, True), ({"line": "3", "serves": "both"}, True), ({"what": " "}, True), ({"what": "x"}, False)],
)
def test_what_the_form_fills_in_itself_makes_no_row(row: dict[str, str], blank: bool) -> None:
    assert is_blank(row) is blank


def test_lines_are_given_once_and_never_again() -> None:
    first = with_section({}, "tasks", [TASK, TASK])
    assert [row["line"] for row in first["tasks"]] == ["1", "2"]
    second = with_section(first, "tasks", [first["tasks"][0]])
    third = with_section(second, "tasks", [*second["tasks"], TASK])
    assert [row["line"] for row in third["tasks"]] == ["1", "3"]
    assert with_section(third, "targets", [TARGET])["targets"][0]["line"] == "4"


def test_differences_say_what_was_changed_added_and_left_out() -> None:
    before = with_section({}, "tasks", [TASK, {**TASK, "what": "B"}])
    kept, _ = before["tasks"]
    after = with_section(before, "tasks", [{**kept, "result": "2 km"}, {**TASK, "what": "C"}])
    found = differences(before, after)
    assert [(one.line, one.mark, one.changed) for one in found] == [
        ("1", "changed", ("result",)), ("3", "added", ()), ("2", "removed", ()),
    ]  # fmt: skip
    assert {one.mark for one in differences(before, before)} == {"same"}


def test_a_copy_has_new_lines_and_later_days() -> None:
    content = with_section({"last": 7}, "tasks", [TASK])
    made = copied(content, 1)
    assert made["tasks"] == [{**TASK, "line": "1", "due": "2025-02-28"}] and made["last"] == 1
    assert copied(content, 4)["tasks"][0]["due"] == "2028-02-29"


def test_money_is_summed_exactly() -> None:
    rows = [{"source": "a", "amount": "1500000000"}, {"source": "b", "amount": "1"}, {"source": "c"}]
    assert money_sum({"money": rows}) == Decimal(1500000001)


@pytest.mark.parametrize(
    ("operator", "amount", "low", "high", "outcome"),
    [
        (">=", "12", "12", "12", Outcome.MET),
        (">=", "12", "11.99", "11.99", Outcome.NOT_MET),
        (">=", "12", "11", "13", Outcome.UNDETERMINED),
        ("<=", "3", "3", "3", Outcome.MET),
        ("<=", "3", "3.5", "4", Outcome.NOT_MET),
    ],
)
def test_a_target_is_judged_between_what_is_sure_and_what_may_be(
    operator: str, amount: str, low: str, high: str, outcome: Outcome
) -> None:
    verdict = judged(operator, Decimal(amount), Reached(Decimal(low), Decimal(high), VERIFIED))
    assert verdict.outcome is outcome
    assert worth_explaining(verdict) is (outcome is not Outcome.MET)
    assert "số liệu đã thẩm định" in verdict.reasons[0].text


def test_what_nobody_measured_is_undetermined_and_a_units_word_is_told_as_such() -> None:
    nothing = judged(">=", Decimal(1), Reached(None, None, NOTHING, "Đơn vị chưa ghi kết quả."))
    assert (nothing.outcome, nothing.reasons[0].text) == (Outcome.UNDETERMINED, "Đơn vị chưa ghi kết quả.")
    own = judged(">=", Decimal(1), Reached(Decimal(2), Decimal(2), OWN_WORD))
    assert own.outcome is Outcome.MET and "đơn vị tự báo, chưa ai thẩm định" in own.reasons[0].text
    assert Reached(Decimal(1), Decimal(2), VERIFIED).shown == "từ 1 đến 2"

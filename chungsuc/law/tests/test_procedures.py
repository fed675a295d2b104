"""What may follow what, read from a table of three acts."""

import pytest

from chungsuc.law import procedures
from chungsuc.law.procedures import Act, State, acts_of, table

STATES = table(State("draft", "dự thảo", "undetermined"), State("sent", "đã gửi", "met"))
ACTS = table(
    Act("write", "Soạn", ("draft",), None, "writer"),
    Act("send", "Gửi UBND tỉnh", ("draft",), "sent", "writer"),
    Act("return", "Trả lại", ("sent",), "draft", "office", needs_reason=True),
)


def test_an_act_leads_where_the_table_says_and_may_stay_where_it_is() -> None:
    assert [procedures.after(ACTS[act], state) for act, state in [("write", "draft"), ("send", "draft")]] == [
        "draft",
        "sent",
    ]
    with pytest.raises(ValueError, match="return"):
        procedures.after(ACTS["return"], "draft")


def test_a_history_is_played_again_until_the_first_act_that_could_not_follow() -> None:
    assert procedures.replay(ACTS, ["write", "send", "return", "send"], "draft") == "sent"
    with pytest.raises(ValueError, match="send"):
        procedures.replay(ACTS, ["send", "send"], "draft")


def test_a_refusal_says_where_it_stands_and_where_the_act_is_possible_keeping_names_as_they_are_written() -> None:
    told = procedures.why_not(ACTS["send"], STATES, "sent", "Báo cáo đang ở bước")
    assert told == "Báo cáo đang ở bước “đã gửi”; chỉ gửi UBND tỉnh được khi “dự thảo”."
    assert procedures.why_not(ACTS["send"], STATES, "draft", "Báo cáo đang ở bước") == ""


def test_acts_are_offered_in_the_order_of_the_table_to_those_who_may() -> None:
    assert [act.code for act in acts_of(ACTS, "draft", ["writer", "office"])] == ["write", "send"]
    assert acts_of(ACTS, "draft", []) == acts_of(ACTS, "sent", ["writer"]) == ()


def test_two_rows_of_one_code_are_refused() -> None:
    with pytest.raises(ValueError, match="two rows"):
        table(State("draft", "dự thảo", ""), State("draft", "bản thảo", ""))

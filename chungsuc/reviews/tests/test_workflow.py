"""Every state × act × actor of both tables, and walks whose history replays to where they stand."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.reviews.workflow import (
    ACTORS,
    NEW,
    PROVINCE_ACTS,
    PROVINCE_STATES,
    UNIT_ACTS,
    UNIT_STATES,
    Act,
    Move,
    State,
    acts_of,
    after,
    replay,
    why_not,
)

UNIT = {
    "": {"begin"},
    "draft": {"write", "submit"},
    "submitted": {"take_back", "receive", "return"},
    "received": {"return"},
    "returned": {"write", "submit"},
}
PROVINCE = {
    "": {"open"},
    "drafting": {"edit", "freeze", "approve"},
    "approved": {"reject", "send"},
    "sent": {"receipt", "correct"},
}
TABLES = [(UNIT_ACTS, UNIT_STATES, UNIT), (PROVINCE_ACTS, PROVINCE_STATES, PROVINCE)]


@pytest.mark.parametrize(("acts", "states", "expected"), TABLES)
def test_in_every_state_exactly_these_acts_are_possible(
    acts: Mapping[str, Act], states: Mapping[str, State], expected: dict[str, set[str]]
) -> None:
    assert {"", *states} == set(expected)
    for state, wanted in expected.items():
        assert {act.code for act in acts_of(acts, state, ACTORS)} == wanted
        assert {code for code in acts if not why_not(acts, states, code, state)} == wanted


@pytest.mark.parametrize(("acts", "states", "expected"), TABLES)
def test_nobody_may_do_anything_and_each_act_has_one_actor(
    acts: Mapping[str, Act], states: Mapping[str, State], expected: dict[str, set[str]]
) -> None:
    for state in expected:
        assert acts_of(acts, state, ()) == ()
        found = [act.code for actor in ACTORS for act in acts_of(acts, state, [actor])]
        assert sorted(found) == sorted(expected[state])


def test_who_comes_too_late_is_told_where_the_report_stands_and_where_it_could_be_done() -> None:
    assert why_not(UNIT_ACTS, UNIT_STATES, "receive", "draft") == (
        "Báo cáo đang ở bước “đang viết báo cáo”; chỉ nhận báo cáo được khi “đã gửi, chờ nhận báo cáo”."
    )
    assert "chưa bắt đầu" in why_not(UNIT_ACTS, UNIT_STATES, "submit", NEW)


@pytest.mark.parametrize("acts", [UNIT_ACTS, PROVINCE_ACTS])
@given(choices=st.lists(st.integers(0, 50), max_size=60))
def test_a_walk_of_possible_acts_replays_to_where_it_stands(acts: Mapping[str, Act], choices: list[int]) -> None:
    state, moves = NEW, []
    for choice in choices:
        possible = acts_of(acts, state, ACTORS)
        act = possible[choice % len(possible)]
        then = after(acts, act.code, state)
        moves.append(Move(act.code, state, then))
        state = then
        assert replay(acts, moves) == state


@pytest.mark.parametrize("acts", [UNIT_ACTS, PROVINCE_ACTS])
@given(tried=st.lists(st.tuples(st.integers(0, 20), st.sampled_from(sorted({*UNIT_STATES, *PROVINCE_STATES, ""})))))
def test_an_act_that_the_table_does_not_allow_changes_nothing_and_breaks_the_replay(
    acts: Mapping[str, Act], tried: list[tuple[int, str]]
) -> None:
    codes = list(acts)
    for number, state in tried:
        code = codes[number % len(codes)]
        if state in acts[code].before:
            assert after(acts, code, state) in {*UNIT_STATES, *PROVINCE_STATES}
        else:
            with pytest.raises(ValueError, match="is not possible"):
                after(acts, code, state)
            with pytest.raises(ValueError, match="does not follow|is not possible"):
                replay(acts, [Move(code, state, state)])


def test_a_gap_in_a_history_is_found() -> None:
    whole = [Move("begin", "", "draft"), Move("submit", "draft", "submitted"), Move("receive", "submitted", "received")]
    assert replay(UNIT_ACTS, whole) == "received"
    with pytest.raises(ValueError, match="does not follow"):
        replay(UNIT_ACTS, [whole[0], whole[2]])

"""The way of a round is a table: what may follow what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.scoring.workflow import ACTS, ONWARD, STATES, onward_of, replay, why_not

STATE_ACTS = {
    "opened": {"begin_self", "cancel", "bar"},
    "self": {"begin_cross", "cancel", "bar", "hand_in", "give_back", "read", "enter"},
    "cross": {"begin_council", "hand_in_cross", "give_back", "read", "enter"},
    "council": {"close", "read", "enter", "decide", "deduct", "add"},
    "closed": {"reopen"},
    "cancelled": set(),
}


@pytest.mark.parametrize("state", list(STATES))
def test_each_state_allows_exactly_its_acts(state: str) -> None:
    assert {act for act in ACTS if not why_not(act, state)} == STATE_ACTS[state]


def test_the_plain_way_ends_closed_and_can_be_reopened() -> None:
    assert replay(list(ONWARD)) == "closed"
    assert replay([*ONWARD, "reopen", "decide", "close"]) == "closed"


@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=12))
def test_an_act_that_may_not_follow_is_refused_in_words(acts: list[str]) -> None:
    state = "opened"
    for place, act in enumerate(acts):
        if why_not(act, state):
            with pytest.raises(ValueError, match=f"{act} is not possible in"):
                replay(acts[: place + 1])
            return
        state = ACTS[act].after or state
    assert replay(acts) == state


@pytest.mark.parametrize(
    ("state", "act"),
    [("opened", "begin_self"), ("self", "begin_cross"), ("cross", "begin_council"), ("council", "close")],
)
def test_one_act_leads_on_from_each_open_state(state: str, act: str) -> None:
    found = onward_of(state)
    assert found is not None and found.code == act


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_nothing_leads_on_from_the_end(state: str) -> None:
    assert onward_of(state) is None

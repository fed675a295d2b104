"""Every state × act × actor: the table, read by a person, and held against what the pages and actions do."""

import pytest

from chungsuc.councils.workflow import ACTORS, ACTS, STATES, acts_of, why_not

# act: the states in which it may be done, and by whom
EXPECTED = {
    "move": ("convened papers_sent", "manager"),
    "add_paper": ("convened", "manager"),
    "send_papers": ("convened", "manager"),
    "declare_interest": ("convened papers_sent in_session", "member"),
    "decide_interest": ("convened papers_sent in_session", "chair"),
    "fix_rule": ("convened papers_sent in_session", "manager"),
    "mark_attendance": ("papers_sent in_session", "manager"),
    "open_session": ("papers_sent", "manager"),
    "open_voting": ("in_session", "manager"),
    "cast": ("voting", "member"),
    "hand_in": ("voting", "manager"),
    "count_papers": ("voting", "manager"),
    "close_voting": ("voting", "manager"),
    "recount": ("closed signed", "clerk"),
    "sign_minutes": ("closed", "signer"),
    "finish": ("closed", "signer"),
    "cancel": ("convened papers_sent in_session", "manager"),
}


def test_the_table_has_exactly_these_acts() -> None:
    assert set(ACTS) == set(EXPECTED)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", EXPECTED)
@pytest.mark.parametrize("actor", ACTORS)
def test_an_act_is_offered_in_its_states_to_its_actors_only(state: str, act: str, actor: str) -> None:
    states, actors = EXPECTED[act]
    allowed = state in states.split() and actor in actors.split()
    assert (act in acts_of(state, [actor])) is allowed


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", EXPECTED)
def test_a_refusal_says_the_state_and_when_it_would_be_possible(state: str, act: str) -> None:
    told = why_not(act, state)
    if state in EXPECTED[act][0].split():
        assert told == ""
    else:
        assert STATES[state].label in told
        assert all(STATES[code].label in told for code in EXPECTED[act][0].split())


def test_a_refusal_names_every_state_in_which_it_would_be_possible() -> None:
    act = next(code for code, found in ACTS.items() if len(found.before) > 1)
    state = next(code for code in STATES if code not in ACTS[act].before)
    wanted = " hoặc ".join(f"“{STATES[code].label}”" for code in ACTS[act].before)
    assert why_not(act, state) == (
        f"Phiên họp đang ở trạng thái “{STATES[state].label}”; chỉ {ACTS[act].label.lower()} được khi {wanted}."
    )


def test_every_way_leads_to_an_end_and_nothing_leads_back() -> None:
    order = ["convened", "papers_sent", "in_session", "voting", "closed", "signed"]
    for act in ACTS.values():
        for state in act.before:
            if act.after and act.after != "cancelled":
                assert order.index(act.after) == order.index(state) + 1

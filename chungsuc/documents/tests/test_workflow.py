"""Every state × act × actor: the table, read by a person, and held against what the actions do."""

import pytest

from chungsuc.documents.workflow import ACTORS, ACTS, STATES, acts_of, why_not

# act: the states in which it may be done, and by whom
EXPECTED = {
    "edit": ("draft", "drafter"),
    "submit": ("draft", "drafter"),
    "take_back": ("submitted", "drafter"),
    "return": ("submitted", "clerk"),
    "drop": ("draft", "drafter"),
    "undo": ("draft submitted", "drafter"),
    "issue": ("submitted", "clerk"),
    "confirm": ("issued superseded", "clerk"),
    "attach_signed": ("issued superseded", "drafter clerk"),
    "supersede": ("issued", "drafter"),
    "replace": ("issued", "clerk"),
}


def test_the_table_has_exactly_these_acts() -> None:
    assert set(ACTS) == set(EXPECTED)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", EXPECTED)
@pytest.mark.parametrize("actor", ACTORS)
def test_an_act_is_offered_in_its_states_to_its_actors_only(state: str, act: str, actor: str) -> None:
    states, actors = EXPECTED[act]
    assert (act in acts_of(state, [actor])) is (state in states.split() and actor in actors.split())


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", EXPECTED)
def test_a_refusal_says_the_state_and_when_it_would_be_possible(state: str, act: str) -> None:
    wanted = " hoặc ".join(f"“{STATES[code].label}”" for code in EXPECTED[act][0].split())
    refused = f"Văn bản đang ở trạng thái “{STATES[state].label}”; chỉ {ACTS[act].label.lower()} được khi {wanted}."
    assert why_not(act, state) == ("" if state in EXPECTED[act][0].split() else refused)


def test_once_a_paper_has_its_number_no_act_leads_back() -> None:
    assert {act.after for act in ACTS.values() if "issued" in act.before} == {None, "superseded"}
    assert {act.after for act in ACTS.values() if "superseded" in act.before} == {None}
    assert not [act for act in ACTS.values() if "dropped" in act.before]

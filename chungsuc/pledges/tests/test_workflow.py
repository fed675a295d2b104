"""Every state × act of the tables, and random walks: what the table does not allow is refused, the history replays."""

import random

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.organisations.access import Person
from chungsuc.pledges import actions
from chungsuc.pledges.models import Edition
from chungsuc.pledges.refusals import PledgeRefused
from chungsuc.pledges.workflow import ACTS, APPROVER, NEW, STATES, WRITER, acts_of, after, replay, why_not

from . import pledging
from .pledging import DAY, TARGETS, TASKS

PEOPLE = {"SXD": WRITER, "SNV": APPROVER, "VPUB": APPROVER, "SYT": "", "TTT": ""}
MOVES = ("write", "submit", "take_back", "approve", "return", "drop")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", [NEW, *STATES])
def test_an_act_is_possible_just_where_its_row_says(act: str, state: str) -> None:
    row = ACTS[act]
    if state in row.before:
        assert why_not(act, state) == ""
        assert after(act, state) == (row.after or state)
    else:
        assert why_not(act, state) != ""
        with pytest.raises(ValueError):
            after(act, state)


@pytest.mark.parametrize(
    ("state", "actor", "acts"),
    [
        ("draft", WRITER, ["write", "submit", "drop"]),
        ("submitted", WRITER, ["take_back"]),
        ("submitted", APPROVER, ["approve", "return"]),
        ("returned", WRITER, ["write", "submit", "drop"]),
        ("approved", WRITER, []),
        ("dropped", WRITER, []),
        ("draft", APPROVER, []),
    ],
)
def test_each_actor_is_offered_what_the_table_gives(state: str, actor: str, acts: list[str]) -> None:
    assert [act.code for act in acts_of(state, {actor})] == acts


@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=30))
def test_a_replay_follows_the_table_or_is_refused(acts: list[str]) -> None:
    state = NEW
    for number, act in enumerate(acts):
        if why_not(act, state):
            with pytest.raises(ValueError):
                replay(acts[: number + 1])
            return
        state = after(act, state)
    assert replay(acts) == state and (state in STATES or not acts)


def taken(edition: Edition, act: str, person: Person) -> Edition:
    hand = {"version": edition.version, "person": person, "today": DAY}
    if act == "write":
        return actions.write(edition, "tasks", TASKS, **hand)
    if act in ("return", "drop"):
        return {"return": actions.send_back, "drop": actions.drop}[act](edition, reason="thử", **hand)
    return {"submit": actions.submit, "take_back": actions.take_back, "approve": actions.approve}[act](edition, **hand)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.usefixtures("bare_province")
def test_the_state_is_the_replay_of_the_steps_whatever_is_tried(seed: int) -> None:
    chance = random.Random(seed)
    people = {code: pledging.person(code) for code in PEOPLE}
    edition = pledging.write(pledging.started(), "targets", TARGETS)
    edition = pledging.write(edition, "tasks", TASKS)
    for _ in range(30):
        possible = [(code, act) for code, held in PEOPLE.items() for act in MOVES if held == ACTS[act].actor]
        fitting = [(code, act) for code, act in possible if edition.state in ACTS[act].before]
        seldom = ("approve", "drop")
        wild = chance.random() < 0.5 or not fitting
        code, act = (chance.choice(list(PEOPLE)), chance.choice(MOVES)) if wild else chance.choice(fitting)
        if act in seldom and chance.random() < 0.8:
            continue
        before = edition.state, edition.version
        allowed = PEOPLE[code] == ACTS[act].actor and edition.state in ACTS[act].before
        try:
            taken(edition, act, people[code])
            moved = True
        except (PermissionDenied, PledgeRefused):
            moved = False
        edition = Edition.objects.select_related("plan__unit", "plan__movement").get(pk=edition.pk)
        assert moved is allowed
        assert (edition.state, edition.version) == (
            (after(act, before[0]), before[1] + 1) if allowed else before
        )  # fmt: skip
    steps = list(edition.steps.order_by("seq"))
    assert [step.seq for step in steps] == list(range(1, edition.version + 1))
    assert replay(step.act for step in steps) == edition.state
    assert [step.to_state for step in steps[:-1]] == [step.from_state for step in steps[1:]]

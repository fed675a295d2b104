"""Random acts by random people on a real case: what the table does not allow is refused, and the history replays."""

import random

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.recognition import actions, workflow
from chungsuc.recognition.actions.saying import Said
from chungsuc.recognition.conditions import CONDITIONS
from chungsuc.recognition.models import Case
from chungsuc.recognition.refusals import StepRefused
from chungsuc.recognition.workflow import TABLE, Move, Step, replay, step_of, steps_from

from .casework import Office, Walk, met, provided

pytestmark = pytest.mark.usefixtures("province")
PEOPLE = {
    "commune": "submitter", "district": "checker", "ntm_coordinator": "coordinator", "province_leader": "leader",
    "inspector": "", "fatherland_front": "", "council": "council",
}  # fmt: skip
ENDING = ("withdraw", "refuse", "council_fail")
ACTS = sorted({step.act for step in TABLE if step.procedure == workflow.RECOGNITION} - {"register", "carry_over"})


@pytest.mark.parametrize("seed", range(4))
def test_the_state_is_the_replay_of_the_events_whatever_is_tried(seed: int) -> None:
    assert wander(seed)[0] == Move("register", "", "registered")


def wander(seed: int, acts: int = 45) -> list[Move]:
    """One walk of a case: so many random acts by random people; its history, which replays to where the case stands.

    `benchmarks/measures/walks.py` goes thousands of them, on both databases.
    """
    chance, walk = random.Random(seed), Walk(Office())
    with provided(**{name: met() for name in CONDITIONS}):
        case = walk.register()
        for number in range(acts):
            tried(chance, walk, case, number)
    rows = list(case.events.order_by("seq"))
    assert [event.seq for event in rows] == list(range(1, case.version + 1))
    moves = [Move(e.act, e.from_state, e.to_state) for e in rows]
    assert replay(moves) == case.state
    return moves


def drawn(chance: random.Random, steps: tuple[Step, ...]) -> tuple[str, str]:
    """Who tries what: half the time anything by anybody, else something that the table allows, seldom the end of it."""
    if chance.random() < 0.5 or not steps:
        act = chance.choice(ACTS)
        wild = act not in ENDING or chance.random() < 0.1
        return chance.choice(list(PEOPLE)), act if wild else "assess"
    onward = [step for step in steps if step.act not in ENDING]
    step = chance.choice(onward if onward and chance.random() < 0.95 else steps)
    return next((who for who, actor in PEOPLE.items() if actor == step.actor.code), "inspector"), step.act


def tried(chance: random.Random, walk: Walk, case: Case, number: int) -> None:
    """One act of anybody; it moves the case just when the table has a row for this person in this state."""
    before = case.state, case.version
    asked = {"kind": "commune", "regime": workflow.THREE_TIER, "procedure": workflow.RECOGNITION}
    who, act = drawn(chance, steps_from(case.state, **asked))
    step = step_of(act, case.state, **asked)
    said = Said(walk.day, reason="thử", paper="1", number=f"{number}/QĐ-UBND", signer="Chủ tịch")
    try:
        taken(walk, case, who, act, said)
        case.refresh_from_db()
        assert step is not None and step.actor.code == PEOPLE[who]
        assert case.state == workflow.after(step, before[0]) and case.version == before[1] + 1
    except (PermissionDenied, StepRefused):
        case.refresh_from_db()
        assert step is None or step.actor.code != PEOPLE[who]
        assert (case.state, case.version) == before


def taken(walk: Walk, case: Case, who: str, act: str, said: Said) -> None:
    """One act; what the council's result brings about comes from its own room, past every person."""
    if who == "council":
        actions.take_for_council(case, act, by="thư ký", said=said)
    else:
        person = walk.office.person(who, walk.day)
        actions.take(case, act, person=person, version=case.version, said=said, today=walk.day)

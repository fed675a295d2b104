"""Random acts by random people on a real case: what the table does not allow is refused, and the history replays."""

import random

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.recognition import actions, workflow
from chungsuc.recognition.actions.cases import Said
from chungsuc.recognition.conditions import CONDITIONS
from chungsuc.recognition.models import Case
from chungsuc.recognition.refusals import StepRefused
from chungsuc.recognition.workflow import TABLE, Move, replay, step_of

from .casework import Office, Walk, met, provided

pytestmark = pytest.mark.usefixtures("province")
PEOPLE = {
    "commune": "submitter", "district": "checker", "ntm_coordinator": "coordinator", "province_leader": "leader",
    "inspector": "", "fatherland_front": "",
}  # fmt: skip
ACTS = sorted({step.act for step in TABLE if step.procedure == workflow.RECOGNITION} - {"register", "carry_over"})


@pytest.mark.parametrize("seed", range(4))
def test_the_state_is_the_replay_of_the_events_whatever_is_tried(seed: int) -> None:
    chance, walk = random.Random(seed), Walk(Office())
    with provided(**{name: met() for name in CONDITIONS}):
        case = walk.register()
        for number in range(45):
            tried(chance, walk, case, number)
    rows = list(case.events.order_by("seq"))
    assert [event.seq for event in rows] == list(range(1, case.version + 1))
    assert replay([Move(e.act, e.from_state, e.to_state) for e in rows]) == case.state


def tried(chance: random.Random, walk: Walk, case: Case, number: int) -> None:
    """One act of anybody; it moves the case just when the table has a row for this person in this state."""
    who, act = chance.choice(list(PEOPLE)), chance.choice(ACTS)
    before = case.state, case.version
    asked = {"kind": "commune", "regime": workflow.THREE_TIER, "procedure": workflow.RECOGNITION}
    step = step_of(act, case.state, **asked)
    said = Said(walk.day, reason="thử", paper="1", number=f"{number}/QĐ-UBND", signer="Chủ tịch")
    given = {"person": walk.office.person(who, walk.day), "version": case.version, "said": said, "today": walk.day}
    try:
        actions.take(case, act, **given)
        case.refresh_from_db()
        assert step is not None and step.actor.code == PEOPLE[who]
        assert case.state == workflow.after(step, before[0]) and case.version == before[1] + 1
    except (PermissionDenied, StepRefused):
        case.refresh_from_db()
        assert step is None or step.actor.code != PEOPLE[who]
        assert (case.state, case.version) == before

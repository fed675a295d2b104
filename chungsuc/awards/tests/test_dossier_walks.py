"""Random acts by random people on a dossier: what the table does not allow is refused, steps and events replay its state."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from chungsuc.audit.models import Entry
from chungsuc.awards.actions import AwardRefused, handing
from chungsuc.awards.actions.moving import held, move, said_by
from chungsuc.awards.events import DOSSIER_DRAFTED, DOSSIER_MOVED
from chungsuc.awards.models import AchievementUse, Dossier
from chungsuc.awards.models.dossiers import SUBJECT
from chungsuc.awards.workflow.dossiers import ACTS, DRAFT, ENDED, PROPOSES, RECEIVED

from . import proposing, rows
from .proposing import DAY

pytestmark = pytest.mark.usefixtures("bare_province")
OWN: dict[str, Callable[..., Any]] = {
    "submit": handing.submit,
    "take_back": handing.take_back,
    "withdraw": lambda row, version, acting: handing.withdraw(row, version, reason="thử", acting=acting),
    "answer_formal": lambda row, version, acting: handing.answer(
        row, version, "answer_formal", said="x", acting=acting
    ),
    "answer_content": lambda row, version, acting: handing.answer(
        row, version, "answer_content", said="x", acting=acting
    ),
}
OTHERS = sorted(set(ACTS) - set(OWN))


@pytest.mark.parametrize("seed", range(4))
def test_the_state_is_the_replay_of_the_steps_whatever_is_tried(seed: int) -> None:
    wander(seed, 40)


def wander(seed: int, acts: int) -> list[tuple[str, str, str]]:
    """One dossier and so many random acts on it; the steps that it took (act, from, to)."""
    chance = random.Random(seed)
    made = proposing.agreed(proposing.drafted(proposing.worthy(f"Người {seed}")))
    own, stranger = rows.commune(day=DAY), rows.commune("dn-24676", DAY)
    for _ in range(acts):
        made.refresh_from_db()
        possible = [code for code, act in ACTS.items() if made.state in act.before]
        onward = [code for code in possible if ACTS[code].after not in ENDED] or possible
        code = chance.choice(onward if onward and chance.random() < 0.6 else sorted(ACTS))
        if code in OWN:
            tried(made, code, chance.choice([own, own, stranger]))
        elif ACTS[code].after not in ENDED or chance.random() < 0.2:
            received_by_others(made, code)
    replayed(made)
    return list(made.steps.values_list("act", "from_state", "to_state"))


def tried(made: Dossier, code: str, acting: Any) -> None:
    """An act of the proposing unit: it moves the dossier just where the table has it for this person."""
    before = (made.state, made.version)
    try:
        OWN[code](made, made.version, acting=acting)
        made.refresh_from_db()
        assert before[0] in ACTS[code].before and acting.own_scope(PROPOSES).covers(made.proposer_id)
        assert (made.state, made.version) == (ACTS[code].after, before[1] + 1)
    except (AwardRefused, PermissionDenied):
        made.refresh_from_db()
        assert (made.state, made.version) == before
        assert before[0] not in ACTS[code].before or not acting.own_scope(PROPOSES).covers(made.proposer_id)


def received_by_others(made: Dossier, code: str) -> None:
    """A step of another desk, past its conditions: only the table speaks."""
    stamp: dict[str, Any] = {}
    if code == "receive":
        number = made.pk * 1000 + made.version
        stamp = {"received_on": DAY, "stamp": number, "stamp_year": DAY.year, "regime": "R2003"}
    before = (made.state, made.version)
    try:
        with transaction.atomic():
            move(held(made), code, said_by(rows.emulation(DAY), "thử"), **stamp)
        assert before[0] in ACTS[code].before
    except AwardRefused:
        made.refresh_from_db()
        assert (made.state, made.version) == before and before[0] not in ACTS[code].before


def replayed(made: Dossier) -> None:
    """The steps are numbered without a gap, each begins where the former ended, the last is where the dossier is."""
    made.refresh_from_db()
    steps = list(made.steps.all())
    assert [step.seq for step in steps] == list(range(1, len(steps) + 1))
    state = ""
    for step in steps:
        assert step.from_state == state
        assert step.act == "draft" or (state in ACTS[step.act].before and step.to_state == ACTS[step.act].after)
        state = step.to_state
    assert state == made.state and len(steps) == made.version
    recorded = Entry.objects.about(SUBJECT, str(made.pk)).filter(act__in=(DOSSIER_DRAFTED, DOSSIER_MOVED))
    told = [(one["act"], one["to"]) for one in recorded.order_by("seq").values_list("details", flat=True)]
    assert told == [(step.act, step.to_state) for step in steps]
    live = AchievementUse.objects.filter(dossier=made, live=True).exists()
    assert live == (made.state != DRAFT and made.state not in ENDED)
    assert (made.received_on is not None) or made.state not in RECEIVED

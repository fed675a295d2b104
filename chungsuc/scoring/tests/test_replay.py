"""Whatever is marked in whatever order: the result is the replay of the journal, and refused acts leave nothing."""

import random
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.audit.models import Entry
from chungsuc.scoring import actions
from chungsuc.scoring.actions import ScoringRefused
from chungsuc.scoring.facts import as_text, faults, replayed, result_of
from chungsuc.scoring.workflow import replay

from .group import Block

pytestmark = pytest.mark.usefixtures("bare_province")
MOVES = ("begin_self", "begin_cross", "begin_council")


@pytest.mark.parametrize("seed", range(3))
def test_the_result_is_the_replay_of_the_journal_whatever_is_tried(seed: int) -> None:
    chance, block = random.Random(seed), Block(code="KHOI-4")
    for unit in block.board.ranked:
        block.of(unit)
    acts = [act for number in range(60) if (act := tried(chance, block, number))]
    assert replay(acts) == block.fresh().state
    board = block.board
    assert as_text(replayed(board.round)) == as_text(result_of(board))
    assert faults(board) == []


def tried(chance: random.Random, block: Block, number: int) -> str:
    """One act of anybody on anything; gives its code when it was done. A refused one writes nothing."""
    act = chance.choice(
        ["hand_in", "hand_in", "hand_in", "hand_in_cross", "enter", "decide", "deduct", "close", "reopen", *MOVES]
    )
    units = block.board.ranked
    before, version = Entry.objects.count(), block.fresh().version
    try:
        done(act, chance, block, units)
    except (ScoringRefused, PermissionDenied):
        assert (Entry.objects.count(), block.fresh().version) == (before, version)
        return ""
    assert (Entry.objects.count(), block.fresh().version) == (before + 1, version + 1)
    return act


def done(act: str, chance: random.Random, block: Block, units: list[str]) -> None:
    """The act with points by chance, seldom off the scale."""
    unit, points = chance.choice(units), chance.choice(["0", "2.5", "6.25", "8", "10", "11"])
    if act in MOVES:
        if chance.random() < 0.6:
            raise ScoringRefused("chưa")
        block.move(act)
    elif act == "hand_in":
        person = block.of(unit)
        given = {item.code: chance.choice([Decimal(points), None]) for item in block.board.table.typed}
        actions.hand_in(block.fresh(), scorer=unit, unit=unit, points=given, seen=0, on=block.day, person=person)
    elif act == "hand_in_cross":
        pairs = block.board.pairs
        if not pairs:
            raise ScoringRefused("chưa")
        block.hand_in(*chance.choice(pairs), points=points)
    elif act == "enter":
        block.enter(unit, points)
    elif act == "decide":
        block.decide(unit, chance.choice(["ban-chi-dao", "giup-do"]), chance.choice([points, None]))
    elif act == "deduct":
        block.decide(unit, "nop-cham", chance.choice(["1", "5", "6"]))
    elif act == "close":
        block.close()
    else:
        told = {"reason": "sai", "paper": "", "seen": block.fresh().version, "on": block.day, "person": block.officer}
        actions.reopen(block.fresh(), **told)

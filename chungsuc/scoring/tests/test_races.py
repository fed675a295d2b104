"""Two who act at once: exactly one wins, the other is told. With real transactions, on both engines."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from chungsuc.audit.verification import verify_chain
from chungsuc.scoring import actions
from chungsuc.scoring.actions import ScoringRefused, Stale
from chungsuc.scoring.facts import faults
from chungsuc.scoring.models import Closing, Mark, Round, Sheet
from tests.at_once import at_once
from tests.province import load_province

from .group import Block

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def block(transactional_db: None) -> Iterator[Block]:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads share no in-memory database")
    load_province(samples=False)
    yield Block(code="KHOI-4")


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave, or how it was refused."""
    return at_once(*acts, refused=(ScoringRefused,))


def lost(told: list[Any]) -> list[ScoringRefused]:
    return [one for one in told if isinstance(one, ScoringRefused)]


def test_of_two_officers_who_close_one_wins_and_the_other_is_told(block: Block) -> None:
    block.to("council")
    seen, officer = [block.fresh() for _ in range(4)], block.officer
    told = together(
        *(lambda r=r: actions.close(r, paper="03/BB", seen=r.version, on=block.day, person=officer) for r in seen)
    )
    assert [type(one) for one in lost(told)] == [Stale] * 3
    assert Closing.objects.count() == 1 and faults(block.board) == []


def test_a_mark_against_the_closing_is_in_the_frozen_result_or_refused(block: Block) -> None:
    block.to("council")
    shown, officer = block.fresh(), block.officer
    place = block.board.last_seen("CAT", "ban-chi-dao")
    told = together(
        lambda: actions.close(shown, paper="03/BB", seen=shown.version, on=block.day, person=officer),
        lambda: actions.decide(
            shown, unit="CAT", item="ban-chi-dao", points=None, reason="sửa", seen=place, on=block.day, person=officer
        ),
    )
    assert [type(one) for one in lost(told)] == [Stale]
    closed = Closing.objects.count()
    assert Mark.objects.filter(reason="sửa").count() == 1 - closed
    assert faults(block.board) == []


def test_of_two_colleagues_who_hand_in_one_sheet_one_wins(block: Block) -> None:
    block.to("self").of("CAT")
    told = together(*[lambda p=points: block.hand_in("CAT", points=p) for points in ("5", "6", "7")])
    assert [type(one) for one in lost(told)] == [Stale] * 2
    assert Sheet.objects.count() == 1 and Mark.objects.filter(stage="self").count() == 2


def test_sheets_of_all_units_at_once_are_all_in(block: Block) -> None:
    block.to("self")
    units = block.board.ranked
    for unit in units:
        block.of(unit)
    told = together(*[lambda u=unit: block.hand_in(u) for unit in units])
    assert lost(told) == []
    assert Sheet.objects.count() == 3 and faults(block.board) == []
    seqs = list(Mark.objects.order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, len(seqs) + 1))
    assert verify_chain() is None


def test_of_two_who_open_a_round_one_wins(block: Block) -> None:
    officer, group = block.officer, block.round.group
    told = together(*[lambda: actions.open_round(group, 2022, on=block.day, person=officer)] * 3)
    assert [type(one) for one in lost(told)] == [Stale] * 2
    assert Round.objects.filter(year=2022).count() == 1

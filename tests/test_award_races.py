"""Sixteen hands at one act on awards, a round of each race; the thousand rounds are `benchmarks/run.py r4awards`."""

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.measures.award_races import MEMBERS, RACES, TRIED
from chungsuc.audit.verification import verify_chain
from chungsuc.councils.tests.hall import Hall
from tests.province import load_province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_of_sixteen_at_once_one_wins_and_the_others_are_told(many_connections: None) -> None:
    load_province(samples=False)
    hall = Hall(size=MEMBERS)
    tried: dict[str, Callable[[int, Any], bool]] = TRIED
    assert {name: tried[name](0, hall) for name in RACES} == dict.fromkeys(RACES, True)
    assert verify_chain() is None

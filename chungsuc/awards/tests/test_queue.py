"""The queue puts together what reads the same: it is told as if every clock had been worked out by itself."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from chungsuc.awards.facts.clocks import Clocks, Timing
from chungsuc.awards.facts.queue import QUEUED, Light, lights_of, queued
from chungsuc.awards.models import ClockStop, Dossier
from chungsuc.awards.rules.clocks import STOPPED
from chungsuc.awards.workflow.dossiers import ACTS, APPRAISED, ENDED, STATES
from chungsuc.rulebook.models import DayOff, Figure

from . import dossiers as made

pytestmark = pytest.mark.usefixtures("bare_province")
LAW_CHANGES = date(2025, 7, 1)
RECEIVED = [date(2024, 4, 26), date(2025, 6, 24), LAW_CHANGES - timedelta(1), LAW_CHANGES, date(2025, 7, 3)]
ASKED = [date(2024, 5, 6), date(2025, 6, 30), LAW_CHANGES, date(2025, 7, 15), date(2025, 9, 3), date(2025, 12, 1)]


def histories(seed: int, number: int) -> None:
    """Dossiers at every desk, received on few days, some of which stood once or twice, some still."""
    chance = random.Random(seed)
    for each in range(number):
        state, received = chance.choice([*QUEUED, APPRAISED]), chance.choice(RECEIVED)
        form = chance.choice(["BK_TINH", "BK_TTG"])
        if state == "submitted":
            made.submitted(name=f"Mới {each}", form=form, on=received)
            continue
        row = made.at("formal", name=f"Người {each}", form=form, received=received)
        on = received + timedelta(chance.choice([1, 6]))
        if chance.random() < 0.3:
            ClockStop.objects.create(dossier=row, clock="formal", since=received, until=on, asked="x", by="x")
        if state in ("content", "content_stopped", APPRAISED):
            made.step(row, "pass_formal", "formal", "content", on)
            if chance.random() < 0.3:
                until = on + timedelta(chance.choice([3, 9]))
                ClockStop.objects.create(dossier=row, clock="content", since=on, until=until, asked="x", by="x")
        if state.endswith("_stopped"):
            since = on + timedelta(20)
            ClockStop.objects.create(dossier=row, clock=state.removesuffix("_stopped"), since=since, asked="x", by="x")
        if state == APPRAISED:
            made.step(row, "appraise", "content", state, on + timedelta(30))
        Dossier.objects.filter(pk=row.pk).update(state=state)


def one_by_one(day: date) -> list[tuple[int, Clocks]]:
    """Every dossier with its own clocks, in the order of the queue."""
    timing = Timing.read()
    lights = [Light(*values) for values in lights_of(Dossier.objects.filter(state__in=[*QUEUED, APPRAISED]))]
    return sorted(((light.pk, timing.of(light, day)) for light in lights), key=place)


def place(one: tuple[int, Clocks]) -> Any:
    pk, clock = one[0], one[1].now
    if clock.state == STOPPED:
        return 3, 0, pk
    if clock.left is not None:
        return 0, clock.left, pk
    return (1, -clock.used, pk) if clock.used is not None else (2, 0, pk)


def told(day: date) -> list[tuple[int, Clocks]]:
    return [(one.pk, one.clocks) for one in queued(Dossier.objects.all(), day, Timing.read())[:]]


@pytest.mark.parametrize("seed", range(3))
def test_the_queue_is_what_every_clock_says_by_itself_on_every_day(seed: int) -> None:
    histories(seed, 30)
    for day in ASKED:
        assert told(day) == one_by_one(day)


def test_a_new_day_off_and_a_changed_rule_are_seen_at_once() -> None:
    histories(7, 30)
    before = told(day := date(2025, 7, 15))
    DayOff.objects.create(day=date(2025, 7, 10), kind=DayOff.HOLIDAY, status="unconfirmed")
    after = told(day)
    assert after == one_by_one(day) != before
    Figure.objects.filter(key="days:appraise_bk_tinh").update(value_json=5)
    assert told(day) == one_by_one(day) != after


def test_each_page_is_its_part_of_the_whole() -> None:
    histories(11, 40)
    queue = queued(Dossier.objects.all(), date(2025, 7, 15), Timing.read())
    whole = queue[:]
    assert len(whole) == len(queue) == 40
    assert [one for first in range(0, 45, 7) for one in queue[first : first + 7]] == whole
    assert [queue[0], queue[39]] == [whole[0], whole[39]]
    assert queue.late == sum(one.clock.late for one in whole) > 0
    assert queue.standing == sum(one.stands for one in whole) > 0
    chosen = queue.of(form="BK_TTG")[:]
    assert chosen == [one for one in whole if one.form == "BK_TTG"] != whole


def test_nothing_leads_back_to_a_desk_that_was_left() -> None:
    """What the question leaves out is never there: the end of what has not ended, a check that is not over."""
    ahead = {"submitted": 0, "formal": 1, "formal_stopped": 1, "content": 2, "content_stopped": 2, APPRAISED: 3}
    for act in ACTS.values():
        for before in act.before:
            after = act.after or before
            assert before not in ENDED
            if before in ahead and after in ahead:
                assert ahead[after] >= ahead[before]
            assert before not in set(STATES) - set(ahead) - {"draft"} or after not in ahead


@pytest.mark.parametrize("number", [1, 30])
def test_the_queue_costs_one_query(number: int, django_assert_num_queries: Any) -> None:
    histories(5, number)
    timing = Timing.read()
    with django_assert_num_queries(1):
        assert len(queued(Dossier.objects.all(), LAW_CHANGES, timing)[:]) == number

"""Two decide on one plan or one visit at once: one is written, the others are told. Real transactions, on both engines."""

from collections.abc import Callable
from typing import Any

import pytest

from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.pledges import actions, events
from chungsuc.pledges.models import Edition, Step, Task, Terms, UnitPlan, Visit
from chungsuc.pledges.refusals import PledgeRefused, Stale
from tests.at_once import at_once
from tests.province import load_province

from . import pledging
from .pledging import COMMUNE, DAY, HELPER, person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def province(many_connections: None) -> None:
    load_province(samples=False)


def lost(*acts: Callable[[], Any]) -> list[type]:
    """How the acts that were not written were refused."""
    return [type(one) for one in at_once(*acts, refused=(PledgeRefused,)) if isinstance(one, PledgeRefused)]


def test_of_two_who_approve_and_one_who_sends_back_exactly_one_decides() -> None:
    edition = pledging.submitted()
    seen, steps = edition.version, Step.objects.count()
    by = {"version": seen, "today": DAY}
    people = [person(code) for code in ("SNV", "VPUB")]
    told = lost(
        *(lambda p=p: actions.approve(Edition.objects.get(), person=p, **by) for p in people),
        *(lambda p=p: actions.send_back(Edition.objects.get(), reason="Sửa", person=p, **by) for p in people),
    )
    assert told == [Stale] * 3
    state = Edition.objects.get().state
    assert Step.objects.count() == steps + 1
    decided = Entry.objects.filter(act__in=[events.PLAN_APPROVED, events.PLAN_RETURNED])
    assert [one.act for one in decided] == [events.PLAN_APPROVED if state == "approved" else events.PLAN_RETURNED]
    assert Task.objects.count() == Terms.objects.count() == (2 if state == "approved" else 0)
    assert verify_chain() is None


def test_a_plan_taken_back_while_it_is_approved_is_one_or_the_other() -> None:
    edition = pledging.submitted()
    by, own = person("SNV"), person(HELPER)
    told = lost(
        lambda: actions.approve(Edition.objects.get(), version=edition.version, person=by, today=DAY),
        lambda: actions.take_back(Edition.objects.get(), version=edition.version, person=own, today=DAY),
    )
    assert told == [Stale]
    state = Edition.objects.get().state
    assert state in ("approved", "draft")
    assert Task.objects.count() == (2 if state == "approved" else 0)


def test_of_colleagues_who_begin_one_plan_one_has_begun_it() -> None:
    own = person(HELPER)
    assert len(lost(*[lambda: pledging.started()] * 3)) == 2
    assert UnitPlan.objects.count() == Edition.objects.count() == 1
    assert Entry.objects.filter(act=events.PLAN_STARTED, actor=own.username).count() == 1


def test_of_two_who_confirm_and_contest_a_visit_one_counts() -> None:
    made = actions.visit(
        pledging.helps(), on=DAY, people="Lãnh đạo Sở", content="Làm việc", person=person(HELPER), today=DAY
    )
    by = {"version": made.version, "person": person(COMMUNE), "today": DAY}
    told = lost(
        *[lambda: actions.confirm(Visit.objects.get(), **by)] * 2,
        *[lambda: actions.contest(Visit.objects.get(), reason="Không có", **by)] * 2,
    )
    assert told == [Stale] * 3
    assert Entry.objects.filter(act__in=[events.CONFIRMED, events.CONTESTED]).count() == 1
    assert Visit.objects.get().state in ("confirmed", "contested") and verify_chain() is None

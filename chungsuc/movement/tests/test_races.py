"""Two of one unit or office act at once: one is written, the others are told. Real transactions, on both engines."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.movement import actions, events
from chungsuc.movement.actions import MovementRefused, Stale
from chungsuc.movement.models import Concern, ConcernStep, Dispatch, Launch
from chungsuc.movement.tests.movers import LAUNCHED, PAPER, READ, Movers
from tests.at_once import at_once
from tests.province import load_province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def movers(many_connections: None, monkeypatch: pytest.MonkeyPatch) -> Movers:
    return Movers(load_province(samples=False), monkeypatch)


def lost(*acts: Callable[[], Any]) -> list[type]:
    """How the acts that were not written were refused."""
    refused = (MovementRefused, PermissionDenied)
    return [type(one) for one in at_once(*acts, refused=refused) if isinstance(one, refused)]


def test_of_four_colleagues_who_open_a_launch_one_has_opened_it(movers: Movers) -> None:
    launch = movers.launched()
    movers.on(READ)
    reader = movers.official("department", "SXD", READ)
    seen = [Dispatch.objects.get(launch=launch, unit__code="SXD") for _ in range(4)]
    told = lost(*(lambda s=s: actions.open_dispatch(s, by=reader) for s in seen))
    assert told == [Stale] * 3
    assert Entry.objects.filter(act=events.OPENED).count() == 1
    assert Dispatch.objects.exclude(opened_at=None).count() == 1 and verify_chain() is None


def test_a_launch_is_either_opened_or_withdrawn_never_both(movers: Movers) -> None:
    launch = movers.launched()
    movers.on(READ)
    reader, sender = movers.official("department", "SXD", READ), movers.person("emulation", READ)
    sent = Dispatch.objects.get(launch=launch, unit__code="SXD")
    told = lost(
        lambda: actions.open_dispatch(sent, by=reader),
        lambda: actions.withdraw_launch(Launch.objects.get(pk=launch.pk), reason="Gửi nhầm", by=sender),
    )
    opened = Dispatch.objects.exclude(opened_at=None).count()
    withdrawn = Launch.objects.exclude(withdrawn_at=None).count()
    assert len(told) == 1 == opened + withdrawn
    acts = list(Entry.objects.filter(act__in=[events.OPENED, events.LAUNCH_WITHDRAWN]).values_list("act", flat=True))
    assert acts == [events.OPENED if opened else events.LAUNCH_WITHDRAWN] and verify_chain() is None


def test_of_two_who_send_one_launch_twice_each_unit_is_told_once(movers: Movers) -> None:
    movers.on(LAUNCHED)
    by, unit = movers.person("emulation", LAUNCHED), movers.unit("dn-67")
    told = lost(*[lambda: actions.launch(movers.plan, PAPER, unit=unit, by=by, on=LAUNCHED)] * 3)
    assert len(told) == 2
    assert Launch.objects.count() == Entry.objects.filter(act=events.LAUNCHED).count() == 1
    units = list(Dispatch.objects.values_list("unit_id", flat=True))
    assert len(units) == len(set(units)) > 0


def test_of_answers_and_a_transfer_of_one_concern_exactly_one_is_written(movers: Movers) -> None:
    concern = movers.raised()
    by = movers.official("emulation_officer", "SNV", READ)
    concern = actions.move(concern, "take", version=concern.version, by=by, on=READ)
    seen, steps = concern.version, ConcernStep.objects.count()

    def answer(text: str) -> Concern:
        return actions.move(Concern.objects.get(), "answer", version=seen, by=by, on=READ, text=text)

    def transfer() -> Concern:
        to = movers.unit("VPDP")
        return actions.move(Concern.objects.get(), "transfer", version=seen, by=by, on=READ, text="Đúng việc", to=to)

    told = lost(lambda: answer("Có"), transfer, lambda: answer("Không"), transfer)
    assert len(told) == 3 and set(told) <= {Stale, PermissionDenied}  # transferred, it is the other office's
    concern.refresh_from_db()
    assert concern.version == seen + 1
    assert ConcernStep.objects.count() == steps + 1
    moved = Entry.objects.filter(act=events.CONCERN_MOVED)
    assert moved.count() == 2 and verify_chain() is None

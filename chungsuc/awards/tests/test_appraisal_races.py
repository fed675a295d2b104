"""Two officers at once: one is written, the other is told; numbers of the book without gap or double. Both engines."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.awards.actions import AwardRefused, Stale, appraising
from chungsuc.awards.actions.moving import Said, held, move
from chungsuc.awards.models import ClockStop, Dossier
from tests.at_once import at_once
from tests.province import load_province

from . import dossiers as made
from .test_appraising import found

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DAY = date(2024, 3, 11)


@pytest.fixture(autouse=True)
def loaded(many_connections: None) -> None:
    load_province(samples=False)


def lost(*acts: Callable[[], Any]) -> list[type]:
    """How the acts that were not written were refused."""
    return [type(one) for one in at_once(*acts, refused=(AwardRefused,)) if isinstance(one, AwardRefused)]


def test_of_two_who_receive_one_dossier_one_has_received_it() -> None:
    dossier, by = made.submitted(), made.emulation(DAY)
    assert lost(*[lambda: appraising.receive(dossier, 2, acting=by)] * 2) == [Stale]
    assert Dossier.objects.get().stamp == 1 and Entry.objects.filter(act="awards.dossier_moved").count() == 1


def test_officers_who_number_at_once_leave_no_gap_and_no_double() -> None:
    by = made.emulation(DAY)
    dossiers = [made.submitted(name=f"Người {number}") for number in range(4)]
    assert lost(*[lambda d=one: appraising.receive(d, 2, acting=by) for one in dossiers]) == []
    assert sorted(Dossier.objects.values_list("stamp", flat=True)) == [1, 2, 3, 4]
    assert verify_chain() is None


def test_stopping_and_passing_at_once_goes_one_way() -> None:
    dossier, by = made.at("formal"), made.emulation(DAY)
    found(dossier, "formal", acting=by)
    told = lost(
        lambda: appraising.stop_formal(dossier, dossier.version, missing="Biên bản", acting=by),
        lambda: appraising.pass_formal(dossier, dossier.version, acting=by),
    )
    assert told == [Stale]
    assert ClockStop.objects.count() == (Dossier.objects.get().state == "formal_stopped")


def test_refusing_while_the_council_votes_goes_one_way() -> None:
    from django.db import transaction

    dossier, by = made.at("appraised"), made.emulation(DAY)

    @transaction.atomic
    def voted() -> Dossier:
        return move(held(dossier), "council_pass", Said(DAY, "hoi-dong"))

    told = lost(lambda: appraising.refuse(dossier, dossier.version, reason="Có đơn", acting=by), voted)
    assert len(told) == 1
    assert Dossier.objects.get().state in ("passed", "refused")
    assert Entry.objects.filter(act="awards.dossier_moved").count() == 1

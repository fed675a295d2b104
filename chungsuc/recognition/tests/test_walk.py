"""One commune from registration to announced recognition, and what stands in the register afterwards."""

from datetime import date

import pytest

from chungsuc.recognition.facts import register_on
from chungsuc.recognition.models import Recognition
from chungsuc.recognition.workflow import Move, replay

from .casework import Office, Walk, met, provided

pytestmark = pytest.mark.django_db


def test_a_commune_goes_from_registration_to_announced_recognition(province: object) -> None:
    walk = Walk(Office())
    with provided(satisfaction=met(), council_vote=met()):
        walk.to("recognised")
        walk.pass_days(10)
        walk.take("announce", "district")
    assert walk.case.state == "announced"
    entry = Recognition.objects.get(pk=walk.case.recognition_id)
    dates = (entry.for_year, entry.signed_on, entry.announced_on)
    assert dates == (2023, date(2024, 2, 16), date(2024, 2, 26))
    register = register_on(walk.day, [walk.case.unit_id])
    assert register.standing(walk.case.unit_id, "xa_ntm").outcome == "met"
    moves = [Move(e.act, e.from_state, e.to_state) for e in walk.case.events.order_by("seq")]
    assert replay(moves) == "announced"
    assert [move.act for move in moves] == [
        "register", "assess", "report", "complete", "submit", "pass_check", "forward", "to_council", "council_pass",
        "decide", "announce",
    ]  # fmt: skip

"""The pages of a case at every step of its way: what they ask of the database."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.oversight import actions as surveys
from chungsuc.oversight.models import Survey
from chungsuc.oversight.tests.surveys import LATER, answered, begun
from chungsuc.recognition.models import Case
from chungsuc.recognition.tests.casework import Office, Walk, met, provided
from tests.province import Province
from tests.test_work_screens import asked

STEPS = ("consulting", "completing", "verifying", "surveying", "appraising", "voting", "submitted", "recognised")
PAGES = {
    "case": 15, "case_posting": 12, "case_opinions": 12, "case_dossier": 12, "case_appraisals": 12, "case_rulings": 12,
}  # fmt: skip


def asked_households(case: Case) -> None:
    """The survey of a case that has reached it: ended and published."""
    if STEPS.index(case.state) <= STEPS.index("surveying"):
        return
    made = begun(unit=case.unit.code)
    answered(made, 9)
    answered(made, 4, position=2)
    made.refresh_from_db()
    surveys.close(made, on=LATER, by="front")
    made.refresh_from_db()
    surveys.conclude(made, on=LATER, paper="30/BC-MTTQ", by="front")
    Survey.objects.filter(pk=made.pk).update(subject="recognition.case", subject_key=str(case.pk))


@pytest.mark.parametrize("state", STEPS)
def test_the_pages_of_a_case_stay_within_their_queries_at_every_step(
    province: Province, client_as: Callable[[Any], Any], settings: Any, state: str
) -> None:
    walk = Walk(Office())
    with provided(set_met=met(), satisfaction=met(), council_vote=met(), level_conditions=met()):
        case = walk.to(state)
        asked_households(case)
    settings.TODAY = walk.day.isoformat()
    client = client_as(province.account("coordinator"))
    found = {name: asked(client, reverse(name, args=[case.pk])) for name in PAGES}
    assert {name: count for name, count in found.items() if count > PAGES[name]} == {}

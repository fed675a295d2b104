"""Surveys for tests: one of Nhân Cơ with two hamlets, as the Fatherland Front would make it."""

from datetime import date
from typing import Any

from django.db import transaction

from chungsuc.oversight import actions
from chungsuc.oversight.facts import survey_rules
from chungsuc.oversight.models import ALL, Survey, SurveyHamlet

START, LATER = date(2023, 10, 2), date(2023, 10, 16)
FRONT = "front"


def survey(unit: str = "dn-24751", hamlets: Any = (("Thôn 1", 10, 10), ("Thôn 2", 4, 4)), **changes: Any) -> Survey:
    """A prepared survey."""
    from chungsuc.organisations.models import Unit

    given = {"level": "xa_ntm", "year": 2023, "mode": ALL, "by": FRONT, "hamlets": hamlets} | changes
    return actions.prepare(unit=Unit.objects.get(code=unit), **given)


@transaction.atomic
def begun(**changes: Any) -> Survey:
    """A survey that goes on."""
    return actions.start(survey(**changes), on=START, by=FRONT)


def hamlet(of: Survey, position: int = 1) -> SurveyHamlet:
    """One of its hamlets."""
    return SurveyHamlet.objects.get(survey=of, position=position)


def ballots(of: Survey, answer: str = "yes") -> dict[str, dict[str, str]]:
    """A ballot of each kind with the same answer throughout."""
    return {k.code: {c.code: answer for c in k.contents} for k in survey_rules(of, START).kinds}


def answered(of: Survey, count: int, answer: str = "yes", position: int = 1) -> list[str]:
    """So many households of a hamlet answer by phone; returns their receipts."""
    codes = actions.issue_codes(of, hamlet(of, position), by=FRONT)
    given = ballots(of, answer)
    return [actions.answer(of, code=code, ballots=given, on=LATER) for _, code in codes[:count]]

"""Two people at the same moment: on PostgreSQL really at once, each in a connection of its own. One of them wins."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from chungsuc.criteria import actions
from chungsuc.criteria.actions import ActRefused, Conflict
from chungsuc.criteria.models import Check, Declared, Report, ReportStep
from tests.at_once import at_once
from tests.province import load_province

from .entry_support import (
    BEFORE,
    OLD,
    YEAR,
    body,
    check,
    commune,
    district,
    entry,
    filled,
    indicator,
    person,
    the_set,
    unit,
    verifying,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer at a time on SQLite"),
]


@pytest.fixture(autouse=True)
def loaded(transactional_db: None) -> None:
    load_province(samples=False)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave, or how it was refused."""
    return at_once(*acts, refused=(ActRefused, Conflict))


def test_two_colleagues_cannot_write_over_each_other_unseen() -> None:
    people = [commune(BEFORE), person("commune", OLD, BEFORE, name="đồng nghiệp")]
    figures = [entry("10", "50"), entry("10", "60")]
    place, criteria_set = unit(), the_set()
    answers = together(
        *(
            lambda who=who, figure=figure: actions.declare(place, criteria_set, YEAR, [figure], acting=who)
            for who, figure in zip(people, figures, strict=True)
        )
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "dict"]
    assert any(isinstance(answer, Conflict) for answer in answers)
    assert Declared.objects.count() == 1 and Report.objects.count() == 1


def test_a_report_is_sent_once() -> None:
    report, who = filled(), commune(BEFORE)
    answers = together(*(lambda: actions.send(report, 0, acting=who) for _ in range(2)))
    assert sum(isinstance(answer, ActRefused) for answer in answers) == 1, answers
    assert ReportStep.objects.count() == 1


def test_passing_on_and_marking_do_not_both_succeed() -> None:
    report = actions.send(filled(), 0, acting=commune(BEFORE))
    places = [actions.ReturnedPlace(indicator("10").measure_id, "chưa rõ")]
    who, other = district(BEFORE), person("district", "dn-666", BEFORE, name="phó phòng")
    answers = together(
        lambda: actions.forward(report, 1, acting=who),
        lambda: actions.mark_returns(report, 1, places, acting=other),
    )
    assert sum(isinstance(answer, ActRefused) for answer in answers) == 1, answers


def test_a_part_is_verified_or_returned_but_not_both() -> None:
    row = check(verifying(), "10")
    who = body(row, BEFORE)
    places = [actions.ReturnedPlace(indicator("10").measure_id, "chưa rõ")]
    answers = together(
        lambda: actions.verify(row, 0, acting=who), lambda: actions.return_places(row, 0, places, acting=who)
    )
    assert sum(isinstance(answer, ActRefused) for answer in answers) == 1, answers
    assert Check.objects.get(pk=row.pk).version == 1

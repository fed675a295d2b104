"""Two who act at once on one case: just one succeeds, the other is told; on both databases."""

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from chungsuc.councils import registry
from chungsuc.recognition import actions, voting
from chungsuc.recognition.actions.saying import Said
from chungsuc.recognition.conditions import CONDITIONS
from chungsuc.recognition.models import Case, Decision, Recognition
from chungsuc.recognition.refusals import StepRefused
from tests.at_once import at_once

from .casework import COMMUNE, START, Office, met, plain_case, provided

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[str]:
    """How each act ended, sorted: done or refused; by a rule, or by SQLite that has a single writer.

    PostgreSQL may refuse nothing: that two wait for each other is a fault of the order in which they hold rows.
    """
    busy = (OperationalError,) if connection.vendor == "sqlite" else ()
    told = at_once(*acts, refused=(StepRefused, *busy))
    return sorted("done" if one is None else "refused" for one in told)


def test_of_withdrawing_and_assessing_at_once_one_wins(bare_province: object) -> None:
    person = Office().person("commune", START)
    for round_ in range(5):
        case = plain_case(COMMUNE, "registered", 2000 + round_)
        one, other = partial(act, case, "assess", person), partial(act, case, "withdraw", person)
        assert together(one, other) == ["done", "refused"]
        case.refresh_from_db()
        assert (case.version, case.events.count()) == (2, 2)
        assert case.state in ("assessing", "withdrawn")


def test_of_deciding_and_withdrawing_at_once_one_wins_and_the_register_agrees(bare_province: object) -> None:
    office = Office()
    leader, commune = office.person("province_leader", START), office.person("commune", START)
    for round_ in range(8):
        case = plain_case(COMMUNE, "submitted", 2000 + round_)
        with provided(**{name: met() for name in CONDITIONS}):
            told = together(
                *(partial(act, case, "decide", leader, f"{round_}-{hand}/QĐ") for hand in range(3)),
                *(partial(act, case, "withdraw", commune) for _ in range(3)),
            )
        case.refresh_from_db()
        assert told == ["done"] + ["refused"] * 5
        assert (case.version, case.events.count()) == (2, 2)
        assert Recognition.objects.filter(for_year=case.year).count() == int(case.state == "recognised")


def test_one_number_goes_to_one_of_two_cases(bare_province: object) -> None:
    leader = Office().person("province_leader", START)
    for round_ in range(8):
        cases = [plain_case(code, "submitted", 2000 + round_) for code in (COMMUNE, "dn-24676")]
        with provided(**{name: met() for name in CONDITIONS}):
            told = together(*(partial(act, case, "decide", leader, f"{round_}/QĐ") for case in cases * 2))
        assert told == ["done"] + ["refused"] * 3
        assert Decision.objects.filter(number=f"{round_}/QĐ").count() == 1


def test_a_vote_on_two_cases_and_their_withdrawal_never_wait_for_each_other(bare_province: object) -> None:
    codes = (COMMUNE, "dn-24676")
    people = {code: Office(code).person("commune", START) for code in codes}
    for round_ in range(8):
        cases = [plain_case(code, "voting", 2000 + round_) for code in codes]
        withdrawals = [partial(act, case, "withdraw", people[code]) for code, case in zip(codes, cases, strict=True)]
        with provided(**{name: met() for name in CONDITIONS}):
            told = together(partial(close, cases), *withdrawals)
        assert told.count("done") in (1, 2)  # the vote, or one or both who withdrew before it
        for case in cases:
            case.refresh_from_db()
            moved = int(case.state != "voting")  # not at all only where SQLite was busy with another's act
            assert (case.version, case.events.count()) == (1 + moved, 1 + moved)
            assert moved or connection.vendor == "sqlite"


@transaction.atomic
def close(cases: list[Case]) -> None:
    """What closing the vote of a session with these items tells this room."""
    items = [SimpleNamespace(subject=voting.SUBJECT, key=str(case.pk), session="Phiên 1") for case in cases]
    registry.hold("recognition", items)
    for item in items:
        result = SimpleNamespace(outcome="met", concluded_on=START, reasons=[])
        registry.tell("recognition", item, result, "thư ký")


def act(case: Case, name: str, person: Any, number: str = "") -> None:
    said = Said(START, reason="x", number=number, signer="Chủ tịch")
    actions.take(case, name, person=person, version=1, said=said, today=START)

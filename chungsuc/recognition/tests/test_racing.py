"""Two who act at once on one case: just one succeeds, the other is told; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import OperationalError, connection

from chungsuc.recognition import actions
from chungsuc.recognition.actions.cases import Said
from chungsuc.recognition.conditions import CONDITIONS
from chungsuc.recognition.models import Case, Decision, Recognition
from chungsuc.recognition.refusals import StepRefused

from .casework import COMMUNE, START, Office, met, plain_case, provided

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Any) -> list[str]:
    """Does all acts at the same time, each on a connection of its own: "done", or how it was refused."""

    def alone(act: Any) -> str:
        try:
            act()
            return "done"
        except StepRefused:
            return "refused"
        except OperationalError:  # SQLite's single writer
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(alone, acts))


def test_of_withdrawing_and_assessing_at_once_one_wins(bare_province: object) -> None:
    person = Office().person("commune", START)
    for round_ in range(5):
        case = plain_case(COMMUNE, "registered", 2000 + round_)
        one, other = partial(act, case, "assess", person), partial(act, case, "withdraw", person)
        assert at_once(one, other) == ["done", "refused"]
        case.refresh_from_db()
        assert (case.version, case.events.count()) == (2, 2)
        assert case.state in ("assessing", "withdrawn")


def test_of_deciding_and_withdrawing_at_once_one_wins_and_the_register_agrees(bare_province: object) -> None:
    office = Office()
    leader, commune = office.person("province_leader", START), office.person("commune", START)
    for round_ in range(8):
        case = plain_case(COMMUNE, "submitted", 2000 + round_)
        with provided(**{name: met() for name in CONDITIONS}):
            told = at_once(
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
            told = at_once(*(partial(act, case, "decide", leader, f"{round_}/QĐ") for case in cases * 2))
        assert told == ["done"] + ["refused"] * 3
        assert Decision.objects.filter(number=f"{round_}/QĐ").count() == 1


def act(case: Case, name: str, person: Any, number: str = "") -> None:
    said = Said(START, reason="x", number=number, signer="Chủ tịch")
    actions.take(case, name, person=person, version=1, said=said, today=START)

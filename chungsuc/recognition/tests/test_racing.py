"""Two who act at once on one case: just one succeeds, the other is told; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import OperationalError, connection

from chungsuc.recognition import actions
from chungsuc.recognition.actions.cases import Said
from chungsuc.recognition.models import Case
from chungsuc.recognition.refusals import StepRefused

from .casework import COMMUNE, START, Office, plain_case

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


def act(case: Case, name: str, person: Any) -> None:
    actions.take(case, name, person=person, version=1, said=Said(START, reason="x"), today=START)

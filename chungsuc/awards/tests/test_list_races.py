"""One list let in twice at once: its awards and subjects are entered once; on both databases."""

from functools import partial
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from chungsuc.awards.models import Award, AwardSubject
from chungsuc.imports import actions
from chungsuc.imports.actions import ImportRefused
from tests.at_once import at_once

from . import lists

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_list_that_two_let_in_at_once_is_entered_once(bare_province: object, tmp_path: Path) -> None:
    busy = (OperationalError,) if connection.vendor == "sqlite" else ()
    for round_ in range(4):
        row = (f"Điểu {round_}", *lists.PERSON[1:])
        batches = [lists.received(lists.xlsx(tmp_path / f"{round_}{n}.xlsx", [row])) for n in range(2)]
        told = at_once(
            *(partial(actions.confirm, batch, by="snv") for batch in batches), refused=(ImportRefused, *busy)
        )
        written = [one.written for one in told if not isinstance(one, Exception)]
        assert sum(written) == 1
        assert Award.objects.filter(name=f"Điểu {round_}").count() == 1
        assert AwardSubject.objects.filter(name=f"Điểu {round_}").count() == 1

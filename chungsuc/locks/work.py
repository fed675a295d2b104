"""What locks ask: requests for an opening that wait for an answer."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.work import WorkLine
from chungsuc.questions.asking import Asking, rows_of

from .access import MANAGE
from .models import OpeningRequest


def requests_to_answer(person: Person) -> Asking[Iterable[WorkLine]]:
    """The requests that nobody has answered, the oldest first. One round, none without the right."""
    if not person.may(MANAGE):
        return ()
    waiting = OpeningRequest.objects.filter(answered_at=None, lock__lifted_at=None).select_related("lock")
    found = yield from rows_of(waiting.annotate(unit_name=last_name_of("unit_id")).order_by("at"))
    return [_line(row) for row in found]


def _line(row: Any) -> WorkLine:
    wanted = f"xin mở đến {show_day(row.wanted_until)}" if row.wanted_until else ""
    text = f"{row.unit_name}: trả lời đề nghị mở khóa {row.lock.code}"
    return WorkLine(text, reverse("lock", args=[row.lock_id]), row.reason, wanted)

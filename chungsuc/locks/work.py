"""What locks ask: requests for an opening that wait for an answer."""

from collections.abc import Iterator

from django.urls import reverse

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.work import WorkLine

from .access import MANAGE
from .models import OpeningRequest


def requests_to_answer(person: Person) -> Iterator[WorkLine]:
    """The requests that nobody has answered, the oldest first. One query, none without the right."""
    if not person.may(MANAGE):
        return
    rows = OpeningRequest.objects.filter(answered_at=None, lock__lifted_at=None).select_related("lock")
    for row in rows.annotate(unit_name=last_name_of("unit_id")).order_by("at"):
        wanted = f"xin mở đến {show_day(row.wanted_until)}" if row.wanted_until else ""
        text = f"{row.unit_name}: trả lời đề nghị mở khóa {row.lock.code}"
        yield WorkLine(text, reverse("lock", args=[row.lock_id]), row.reason, wanted)

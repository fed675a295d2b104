"""What estimates ask of people: to draft again, to collate, to approve."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from chungsuc.organisations.access import Person
from chungsuc.organisations.work import WorkLine
from chungsuc.questions.asking import Asking, rows_of

from . import workflow
from .access import APPROVE, COLLATE, Desk
from .models import Estimate

MOST = 20
ASKED = {
    workflow.DRAFT: "ghi xong các dòng rồi trình",
    workflow.RETURNED: "sửa rồi trình lại",
    workflow.SUBMITTED: "tổng hợp hoặc trả lại",
    workflow.COLLATED: "ghi quyết định phê duyệt",
}


def estimates_at_hand(person: Person) -> Asking[Iterable[WorkLine]]:
    """The estimates whose next act is this person's, the oldest first: at most 20. One round, none without a right."""
    mine = []
    if drafting := Desk(person).drafting:
        mine.append(Q(state__in=(workflow.DRAFT, workflow.RETURNED), unit__in=drafting))
    if person.may(COLLATE):
        mine.append(Q(state=workflow.SUBMITTED))
    if person.may(APPROVE):
        mine.append(Q(state=workflow.COLLATED))
    if not mine:
        return []
    wanted = mine[0]
    for more in mine[1:]:
        wanted |= more
    rows = yield from rows_of(Estimate.objects.filter(wanted).order_by("year", "pk")[:MOST])
    return [
        WorkLine(f"Dự toán kinh phí năm {row.year}: {ASKED[row.state]}", reverse("estimate", args=[row.pk]))
        for row in rows
    ]

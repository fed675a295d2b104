"""What contributions ask of people: those to confirm, and pairs to look at."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.work import WorkLine
from chungsuc.questions.asking import Asking, rows_of

from .access import CONFIRM, OVERSEE, Desk
from .models import GiftTerms, Twin
from .tables import amount_words
from .workflow import UNDECIDED, WAITING

MOST = 20


def gifts_to_confirm(person: Person) -> Asking[Iterable[WorkLine]]:
    """The contributions that this person may confirm and did not write, the oldest first: at most 20. One round."""
    desk = Desk(person)
    reached = desk.confirming.unit_ids or frozenset()
    if not reached and not person.may(OVERSEE):
        return []
    mine = Q(contribution__unit__in=reached)
    if person.may(OVERSEE):
        mine |= Q(contribution__by_receiver=True)
    rows = GiftTerms.objects.current().filter(mine, contribution__state=WAITING).exclude(by=person.username)
    named = rows.select_related("contribution__unit").annotate(unit_name=last_name_of("contribution__unit_id"))
    found = yield from rows_of(named.order_by("pk")[: MOST * 2])
    waiting = [row for row in found if desk.answers(row.contribution)]
    return [
        WorkLine(
            f"{row.unit_name}: xác nhận đóng góp số {row.contribution_id} "
            f"({amount_words(row)}, ngày {show_day(row.given_on)})",
            reverse("contribution", args=[row.contribution_id]),
        )
        for row in waiting[:MOST]
    ]


def pairs_to_look_at(person: Person) -> Asking[Iterable[WorkLine]]:
    """The pairs of contributions that may be one, of units that this person answers for: at most 20. One round."""
    reached = person.own_scope(CONFIRM).unit_ids or frozenset()
    if not reached:
        return []
    rows = Twin.objects.filter(state=UNDECIDED, one__unit__in=reached)
    named = yield from rows_of(rows.annotate(unit_name=last_name_of("one__unit_id")).order_by("pk")[:MOST])
    return [
        WorkLine(
            f"{pair.unit_name}: đóng góp số {pair.one_id} và {pair.other_id} có thể là một",
            reverse("contribution_twin", args=[pair.pk]),
        )
        for pair in named
    ]

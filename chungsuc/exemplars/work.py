"""What exemplars ask of people: those that wait to be verified."""

from collections.abc import Iterable

from django.urls import reverse

from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.work import WorkLine
from chungsuc.questions.asking import Asking, rows_of

from .access import VERIFY
from .models import Exemplar
from .rules.naming import public_label
from .workflow import FOUND

MOST = 20


def exemplars_to_verify(person: Person) -> Asking[Iterable[WorkLine]]:
    """The exemplars that this person may verify and did not find, the oldest first: at most 20. One round."""
    scope = person.scope(VERIFY)
    if scope.empty:
        return []
    waiting = scope.filter(Exemplar.objects.filter(state=FOUND)).exclude(found_by=person.username)
    found = yield from rows_of(waiting.annotate(at=last_name_of("unit_id")).order_by("found_on", "pk")[:MOST])
    return [
        WorkLine(
            f"{row.at}: xác minh điển hình số {row.pk} ({public_label(row.kind, row.at or '')})",
            reverse("exemplar_act", args=[row.pk, "xac-minh"]),
        )
        for row in found
    ]

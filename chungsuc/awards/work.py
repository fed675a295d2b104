"""What achievement files ask of people: those that wait for their office's word."""

from collections.abc import Iterable

from django.urls import reverse

from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.work import WorkLine
from chungsuc.questions.asking import Asking, rows_of

from .models import Achievement
from .rules.naming import ACHIEVEMENTS
from .workflow import CONFIRMS, SLUGS, UNVERIFIED

MOST = 20
_CONFIRM = next(iter(SLUGS))


def achievements_to_confirm(person: Person) -> Asking[Iterable[WorkLine]]:
    """The achievements that wait for the offices this person acts for, the oldest first: at most 20. One round."""
    offices = person.acts_for(CONFIRMS)
    if not offices:
        return []
    waiting = Achievement.objects.filter(state=UNVERIFIED, office_id__in=offices).exclude(recorded_by=person.username)
    found = yield from rows_of(waiting.annotate(at=last_name_of("subject__unit_id")).order_by("on", "pk")[:MOST])
    return [
        WorkLine(
            f"{row.at}: xác nhận thành tích số {row.pk} ({ACHIEVEMENTS[row.kind]}, năm {row.on.year})",
            reverse("achievement_act", args=[row.pk, _CONFIRM]),
        )
        for row in found
    ]

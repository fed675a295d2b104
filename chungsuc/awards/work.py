"""What this room asks of people: achievements that wait for their office's word, dossiers that wait for their unit."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.work import WorkLine
from chungsuc.questions.asking import Asking, rows_of

from .models import Achievement, Dossier, NomineeConsent
from .rules.naming import ACHIEVEMENTS
from .workflow import CONFIRMS, SLUGS, UNVERIFIED
from .workflow.dossiers import DRAFT, PROPOSES, STOPPED

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


def dossiers_in_hand(person: Person) -> Asking[Iterable[WorkLine]]:
    """The dossiers that the units of this person have in hand: those to be supplemented first, then the drafts, with
    those that wait for the nominee's word; at most 20 of each. One round. No line names a person.
    """
    own = person.acts_for(PROPOSES)
    if not own:
        return []
    mine = Dossier.objects.filter(proposer_id__in=own).annotate(at=last_name_of("subject__unit_id"))
    word = NomineeConsent.objects.filter(dossier=OuterRef("pk"), replaced=False, agrees=True)
    drafts = mine.filter(state=DRAFT).select_related("subject").annotate(agreed=Exists(word)).order_by("pk")
    found = yield {"stopped": mine.filter(state__in=list(STOPPED)).order_by("pk")[:MOST], "drafts": drafts[:MOST]}
    lines = [_line(row, "bổ sung hồ sơ khen thưởng") for row in found["stopped"]]
    for row in found["drafts"]:
        waits = not row.subject.itself and not row.agreed
        lines.append(_line(row, "lấy xác nhận của người được đề nghị, hồ sơ" if waits else "soạn xong, nộp hồ sơ"))
    return lines


def _line(row: Any, what: str) -> WorkLine:
    return WorkLine(f"{row.at}: {what} số {row.pk}", reverse("award_dossier", args=[row.pk]))

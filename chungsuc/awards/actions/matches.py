"""Judging former awards that were found for a subject: not its own, or not in the way. The reason stays."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where, record
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as

from .. import events
from ..access import dismisses
from ..facts.eligibility import former_awards
from ..models import AwardSubject, MatchDismissal
from ..rules.naming import label
from ..workflow.dossiers import RECEIVES
from .refusals import AwardRefused, Stale

STALE = "Người khác vừa kết luận về khen thưởng này nên chưa ghi gì. Hãy mở lại trang để xem."


@transaction.atomic
def dismiss_match(subject: AwardSubject, key: str, *, reason: str, acting: Person) -> MatchDismissal:
    """Says that a former award does not count for the subject. Writes it with the award in words, and one event.

    PermissionDenied without the right; AwardRefused without a reason or where no such award is found for the subject;
    Stale when somebody judged it already.
    """
    if not dismisses(acting):
        raise PermissionDenied(RECEIVES)
    if not reason.strip():
        raise AwardRefused("Chưa ghi lý do. Hãy ghi vì sao khen thưởng này không tính.", "reason")
    found = next((one for one in former_awards(subject, acting.day) if one.award.key == key), None)
    if found is None:
        raise AwardRefused("Không còn thấy khen thưởng này khi soát. Hãy mở lại trang để xem.")
    try:
        with transaction.atomic():
            made = MatchDismissal.objects.create(
                subject=subject, key=key, words=found.award.words[:400], reason=reason.strip(), on=acting.day,
                by=acting.username, by_name=acting.name[:200],
            )  # fmt: skip
    except IntegrityError:
        raise Stale(STALE) from None
    _told(events.MATCH_DISMISSED, made, acting=acting)
    return made


@transaction.atomic
def restore_match(dismissal: MatchDismissal, *, reason: str, acting: Person) -> MatchDismissal:
    """Takes a judgement back: the former award counts again, the judgement stays. Writes it and one event."""
    if not dismisses(acting):
        raise PermissionDenied(RECEIVES)
    if not reason.strip():
        raise AwardRefused("Chưa ghi lý do. Hãy ghi vì sao bỏ kết luận.", "reason")
    undone = {"undone_on": acting.day, "undone_by": acting.username, "undone_reason": reason.strip()}
    if not change_where(dismissal, {"undone_on": None}, **undone):
        raise Stale(STALE)
    _told(events.MATCH_RESTORED, dismissal, acting=acting)
    return dismissal


def _told(event: str, judged: MatchDismissal, *, acting: Person) -> None:
    subject = judged.subject
    place = known_as([subject.unit_id], acting.day)[subject.unit_id]
    record(
        event,
        actor=acting.username,
        actor_post=acting.title[:200],
        subject_type="awards.subject",
        subject_id=str(subject.pk),
        subject_label=label(subject.pk, subject.name, place.name, subject.private)[:200],
        unit_code=place.code,
        details={"match": judged.key},
    )

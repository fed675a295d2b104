"""Somebody other than the finder looks at it on the spot and says what was found."""

from datetime import date

from django.db import transaction

from chungsuc.organisations.access import Person
from chungsuc.web.day import now

from .. import events, workflow
from ..access import VERIFY, Desk
from ..models import Exemplar, Verification
from .moving import ExemplarRefused, held, moved, nameless, said, told

_ACTS = {
    Verification.CONFIRMED: (workflow.VERIFY, events.VERIFIED),
    Verification.REFUTED: (workflow.REFUTE, events.REFUTED),
}


@transaction.atomic
def verify(exemplar: Exemplar, version: int, *, outcome: str, on: date, reason: str, acting: Person) -> Verification:
    """Writes what a verification found about the newest story, the exemplar's state, and one event.

    ExemplarRefused for the finder, without a reason, for a day before the discovery or to come, or where the reason
    names a person.
    """
    act, event = _ACTS[outcome]
    fresh = held(exemplar, act, version, acting)
    if not Desk(acting).verifies(fresh):
        raise ExemplarRefused("Người phát hiện không tự xác minh được. Hãy để người khác xác minh.")
    if not reason.strip():
        raise ExemplarRefused("Chưa ghi lý do. Hãy ghi đã xem ở đâu, gặp ai, thấy thế nào.")
    if on < fresh.found_on or on > acting.day:
        raise ExemplarRefused("Ngày xác minh phải từ ngày phát hiện đến hôm nay. Hãy xem lại ngày.")
    nameless(fresh, reason)
    story = fresh.stories.order_by("-number")[0]
    units = acting.acts_for(VERIFY)
    moved(fresh, act)
    made = Verification.objects.create(
        exemplar=fresh,
        story=story,
        outcome=outcome,
        reason=said(reason),
        on=on,
        body_id=fresh.unit_id if fresh.unit_id in units else min(units),
        by=acting.username,
        capacity=acting.title[:300],
        finder=fresh.found_by,
        recorded_at=now(),
    )
    told(event, fresh, acting=acting, details={"on": on.isoformat(), "number": story.number}, reason=made.reason)
    return made

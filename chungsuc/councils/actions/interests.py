"""Interests: detected when a session is convened and whenever the roll or a tie changes; declared; decided."""

from datetime import date

from django.db import transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.spelling import nfc

from .. import events
from ..facts import detected_interests
from ..models import Interest, Item, Member, Session
from ..models.sessions import DECLARED, DETECTED
from ..registry import Candidate
from .refusals import CouncilRefused, Stale, locked, record


def detect(session: Session) -> None:
    """Keeps every interest that is found now; those kept already stay as they were decided. A part of other acts.

    Writes interests; the act that calls it records the event.
    """
    items = {item.pk: Candidate(item.subject, item.key, item.label, item.unit_id) for item in session.items.all()}
    found = detected_interests(items, session.council_id, session.held_on)
    rows = [
        Interest(item_id=item_id, member_id=member_id, kind=one.kind, source=DETECTED, label=one.label[:300])
        for item_id, members in found.items()
        for member_id, interests in members.items()
        for one in interests
    ]
    Interest.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def declare_interest(item: Item, member: Member, *, kind: str, label: str, recuse: bool, on: date, by: str) -> Interest:
    """A member's own word on an item. With `recuse` the member takes no part in its vote, whatever was found else.

    Writes the interest, settles what else was found about this member and item when recused, and one event.
    """
    session = locked(item.session, "declare_interest")
    if not Member.objects.on(session.held_on).filter(pk=member.pk, council=session.council_id).exists():
        raise CouncilRefused("Chỉ thành viên trong danh sách của ngày họp mới khai được.")
    recused: dict = {"recused": True, "decided_by": member.full_name, "decided_on": on} if recuse else {}
    interest, made = Interest.objects.get_or_create(
        item=item, member=member, kind=kind, source=DECLARED, defaults={"label": nfc(label).strip()[:300], **recused}
    )
    if not made and not recuse:
        raise CouncilRefused("Mối liên quan này đã được khai rồi.")
    if recuse:
        Interest.objects.filter(item=item, member=member).exclude(recused=True).update(**recused)
        interest.recused = True
    details = {"item": item.label, "member": member.full_name, "kind": interest.get_kind_display(), "recused": recuse}
    record(events.INTEREST_DECLARED, session, by, details)
    return interest


@transaction.atomic
def decide_interest(interest: Interest, *, recused: bool, decided_by: str, reason: str, on: date, by: str) -> Interest:
    """The chairman's decision on one interest. Writes it and one event; a decision that stands is not overwritten."""
    session = locked(interest.item.session, "decide_interest")
    if not reason.strip():
        raise CouncilRefused("Hãy ghi lý do của quyết định.")
    if not decided_by.strip():
        raise CouncilRefused("Hãy ghi người quyết định.")
    decided = {"recused": recused, "decided_by": decided_by.strip(), "decided_on": on, "reason": nfc(reason).strip()}
    if not change_where(interest, {"recused": None}, **decided):
        now = Interest.objects.get(pk=interest.pk)
        word = "không biểu quyết" if now.recused else "được biểu quyết"
        raise Stale(
            f"Trường hợp này đã được quyết định: {word} ({now.decided_by}). Quyết định của đồng chí chưa được ghi."
        )
    details = {
        "item": interest.item.label,
        "member": interest.member.full_name,
        "kind": interest.get_kind_display(),
        "recused": recused,
        "decided_by": decided_by.strip(),
    }
    record(events.INTEREST_DECIDED, session, by, details, reason=reason.strip())
    return interest

"""A contribution is recorded, corrected, withdrawn and brought back by the unit that records it."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from chungsuc.law.periods import show_day
from chungsuc.law.spelling import fold, nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import events, workflow
from ..access import PLACES, WRITE, Desk
from ..models import Contribution, GiftTerms
from ..refusals import ResourceRefused
from ..rules.giving import Gift, giver_key, why_not
from .moving import held_gift, moved, told
from .twins import find_twins


def require_receiver(unit: Unit, gift: Gift, acting: Person) -> Unit:
    """The unit that records for the person, who may record what `unit` received; a part of an act.

    PermissionDenied when not; ResourceRefused for a unit that receives nothing, or did not exist on the day.
    """
    units = acting.acts_for(WRITE)
    if not units or not acting.may(WRITE, unit.pk):
        raise PermissionDenied(WRITE)
    if unit.kind not in PLACES:
        raise ResourceRefused("Nơi nhận phải là tỉnh, huyện hoặc xã. Hãy chọn lại đơn vị.", "unit")
    if gift.given_on < unit.since or (unit.until is not None and gift.given_on > unit.until):
        day = show_day(gift.given_on)
        raise ResourceRefused(f"Ngày {day} không có đơn vị này. Hãy chọn đơn vị của ngày ấy, hoặc sửa ngày.", "unit")
    posts = {post.unit_id: post.unit for post in acting.posts}
    same = [pk for pk in units if posts[pk].kind == unit.kind and Desk(acting).own.covers(unit.pk)]
    return posts[unit.pk] if unit.pk in units else posts[min(same or units)]


def received_by_recorder(unit: Unit, recorder: Unit, acting: Person) -> bool:
    """Whether the recording unit is the receiving one, or what it went into. A part of an act."""
    return unit.pk == recorder.pk or (unit.kind == recorder.kind and Desk(acting).own.covers(unit.pk))


def terms_of(gift: Gift, contribution: Contribution, number: int, by: str, at: datetime, **more: Any) -> GiftTerms:
    """The row that a gift becomes, not yet saved. A part of an act."""
    said = gift.whole
    return GiftTerms(
        contribution=contribution, number=number, given_on=said.given_on, source=said.source.code,
        source_name=said.source.name, unnamed=said.source.unnamed, giver=said.giver, giver_key=giver_key(said.giver),
        kind=said.kind, quantity=said.quantity, measure=said.measure, value=said.value, basis=said.basis,
        purpose=said.purpose, purpose_key=fold(said.purpose), by=by, at=at, **more,
    )  # fmt: skip


@transaction.atomic
def record_gift(unit: Unit, gift: Gift, *, acting: Person) -> Contribution:
    """Records what a unit received; it waits for the receiver. Writes it, its terms, likely duplicates, one event.

    PermissionDenied without the right towards the unit; ResourceRefused with every fault at its field.
    """
    recorder = require_receiver(unit, gift, acting)
    if faults := why_not(gift, acting.day):
        raise ResourceRefused(faults[0][1], faults=faults)
    made = Contribution.objects.create(
        unit=unit, recorder=recorder, by_receiver=received_by_recorder(unit, recorder, acting),
        state=workflow.WAITING, recorded_by=acting.username, recorded_at=now(),
    )  # fmt: skip
    terms_of(gift, made, 1, acting.username, now()).save()
    find_twins([made], acting.day)
    told(events.RECORDED, made, acting, {"on": gift.given_on.isoformat(), "source": gift.source.name})
    return made


@transaction.atomic
def correct(gift: Contribution, version: int, said: Gift, *, reason: str, acting: Person) -> Contribution:
    """Says a contribution anew: the former words stay, the receiver confirms again. Writes terms, state, one event."""
    fresh, former = held_gift(gift, workflow.CORRECT, version, reason, acting)
    require_receiver(fresh.unit, said, acting)
    if faults := why_not(said, acting.day):
        raise ResourceRefused(faults[0][1], faults=faults)
    moved(fresh, workflow.WAITING, answer_reason="")
    GiftTerms.objects.filter(pk=former.pk).update(is_current=False)
    terms_of(said, fresh, former.number + 1, acting.username, now(), reason=nfc(reason)[:500]).save()
    find_twins([fresh], acting.day)
    told(events.CORRECTED, fresh, acting, {"on": said.given_on.isoformat(), "source": said.source.name}, reason)
    return fresh


@transaction.atomic
def withdraw(gift: Contribution, version: int, *, reason: str, acting: Person) -> Contribution:
    """Takes a contribution that nobody confirmed out of the list; it stays, with the reason. Writes it, one event."""
    fresh, _ = held_gift(gift, workflow.WITHDRAW, version, reason, acting)
    moved(fresh, workflow.WITHDRAWN)
    told(events.WITHDRAWN, fresh, acting, reason=reason)
    return fresh


@transaction.atomic
def restore(gift: Contribution, version: int, *, reason: str, acting: Person) -> Contribution:
    """Brings a withdrawn contribution back; the receiver confirms it anew. Writes it and one event."""
    fresh, _ = held_gift(gift, workflow.RESTORE, version, reason, acting)
    moved(fresh, workflow.WAITING, answer_reason="")
    told(events.RESTORED, fresh, acting, reason=reason)
    return fresh

"""Difficulties and proposals: raised, taken, asked back, transferred, answered, accepted or not."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import events
from ..access import ANSWER as ANSWERS
from ..access import RAISE as RAISES
from ..clocks import last_day
from ..concern_facts import offices_on
from ..models import Concern, ConcernStep, Plan
from ..workflow import (
    ACTS,
    ANSWERED,
    DISPUTED,
    OFFICE,
    RAISE,
    SENT,
    STATES,
    TRANSFER,
    Act,
)
from .refusals import MovementRefused, Stale, record

SUBJECT = "movement.concern"
ANSWER_DAYS = "days:concern_answer"


@dataclass(frozen=True)
class Told:
    """What a unit says: the kind (Concern.KINDS), about what, in full."""

    kind: str
    title: str
    text: str


@transaction.atomic
def raise_concern(plan: Plan, told: Told, *, unit: Unit, office: Unit, by: Person, on: date) -> Concern:
    """Sends a unit's difficulty or proposal to an office of the plan. Writes it, its first step, and one event.

    The clock starts on `on` and stays the same whoever answers in the end. PermissionDenied when the person does not
    act for the unit; MovementRefused when something is missing or the office is none that the plan names.
    """
    if unit.pk not in by.acts_for(RAISES):
        raise PermissionDenied(RAISES)
    title, text = nfc(told.title).strip(), nfc(told.text).strip()
    if told.kind not in dict(Concern.KINDS):
        raise MovementRefused("Chưa chọn loại. Hãy chọn khó khăn, kiến nghị hay điều chỉnh kế hoạch.", "kind")
    if not title:
        raise MovementRefused("Chưa ghi về việc gì.", "title")
    if not text:
        raise MovementRefused("Chưa ghi nội dung.", "text")
    _office_stands(office, unit, on)
    concern = Concern.objects.create(
        plan=plan, unit=unit, kind=told.kind, title=title, text=text, office=office, raised_on=on,
        raised_by=by.username, raised_by_name=by.name[:200], counted_from=on, due=last_day(ANSWER_DAYS, on), state=SENT,
    )  # fmt: skip
    _step(concern, ACTS[RAISE], unit, by, on, to=office)
    details = {"office": office.code, "due": concern.due.isoformat() if concern.due else None}
    record(events.CONCERN_RAISED, concern, by, unit, details, subject=SUBJECT)
    return concern


def _office_stands(office: Unit, unit: Unit, on: date) -> None:
    if office.pk not in {one.id for one in offices_on(on)}:
        raise MovementRefused("Nơi nhận này không có trong kế hoạch. Hãy chọn lại.", "office")
    if office.pk == unit.pk:
        raise MovementRefused("Đơn vị không gửi kiến nghị cho chính mình. Hãy chọn nơi nhận khác.", "office")


@transaction.atomic
def move(
    concern: Concern, act: str, *, version: int, by: Person, on: date, text: str = "", to: Unit | None = None
) -> Concern:  # fmt: skip
    """Does an act of the table with a concern as it was seen in `version`. Writes its state, a step, and one event.

    A transfer names the other office and keeps the clock; a unit that does not agree with an answer starts it anew.
    PermissionDenied for whoever is neither of the office nor of the unit; MovementRefused when a text is missing; Stale
    when somebody else acted first.
    """
    held = Concern.objects.select_for_update(of=("self",)).prefetch_related("unit", "office").get(pk=concern.pk)
    step = ACTS[act]
    acting = held.office if step.actor == OFFICE else held.unit
    if acting.pk not in by.acts_for(ANSWERS if step.actor == OFFICE else RAISES):
        raise PermissionDenied(step.actor)
    if held.version != version or held.state not in step.before:
        raise Stale(
            f"Việc này chưa được ghi: kiến nghị nay ở trạng thái “{STATES[held.state].label}”. Hãy mở lại trang."
        )
    said = nfc(text).strip()
    if step.text and not said:
        raise MovementRefused(f"{step.text}? Hãy ghi rồi gửi lại.", "text")
    fields: dict[str, Any] = {"state": step.after, "version": held.version + 1}
    if act == TRANSFER:
        if to is None or to.pk == held.office_id:
            raise MovementRefused("Chưa chọn nơi nhận. Hãy chọn nơi khác sẽ trả lời.", "to")
        _office_stands(to, held.unit, on)
        fields["office"] = to
    if step.after == ANSWERED:
        fields["answered_on"] = on
    if step.after == DISPUTED:
        fields |= {"counted_from": on, "due": last_day(ANSWER_DAYS, on), "answered_on": None}
    if not change_where(held, {"version": version, "state": held.state}, **fields):
        raise Stale("Việc này chưa được ghi: kiến nghị vừa được người khác xử lý. Hãy mở lại trang.")
    _step(held, step, acting, by, on, to=to if act == TRANSFER else None, text=said)
    details = {"act": act, "state": held.state, "version": held.version}
    details |= {"to": to.code} if act == TRANSFER and to is not None else {}
    record(events.CONCERN_MOVED, held, by, acting, details, subject=SUBJECT, reason=said[:1000])
    return held


def _step(
    concern: Concern, act: Act, unit: Unit, by: Person, on: date, *, to: Unit | None = None, text: str = ""
) -> None:  # fmt: skip
    ConcernStep.objects.create(
        concern=concern,
        act=act.code,
        unit=unit,
        to=to,
        text=text,
        on=on,
        by=by.username,
        by_name=by.name[:200],
        at=now(),
    )

"""Launching the movement, sending it on, opening, reminding, withdrawing."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import events
from ..access import MANAGE, OPEN, may_launch
from ..clocks import last_day
from ..launch_facts import LEVELS, receivers
from ..models import Dispatch, Launch, Plan, Reminder
from .refusals import MovementRefused, Stale, record

SUBJECT = "movement.launch"
OPEN_DAYS = "days:launch_open"


@dataclass(frozen=True)
class Told:
    """The document that launches, and the words that go with it."""

    number: str
    title: str
    issued_on: date
    message: str = ""


@transaction.atomic
def launch(plan: Plan, told: Told, *, unit: Unit, by: Person, on: date) -> Launch:
    """Launches the movement in the name of the province or a district and sends it to every unit bound on `on`.

    Writes the launch, a dispatch a unit, and one event. PermissionDenied without the right; MovementRefused when the
    document is missing or of a later day, a district has not opened the province's launch, or nobody is bound; Stale
    when the same document was launched already.
    """
    if unit.kind not in LEVELS or not may_launch(by, unit):
        raise PermissionDenied(MANAGE)
    number, title = nfc(told.number).strip(), nfc(told.title).strip()
    _document_stands(number, title, told.issued_on, on)
    _district_may(plan, unit, on)
    to = receivers(plan, unit, on)
    if not to:
        raise MovementRefused("Ngày này không có đơn vị nào nhận phát động của cấp này. Hãy xem lại ngày và kế hoạch.")
    try:
        with transaction.atomic():
            made = Launch.objects.create(
                plan=plan, by=unit, level=unit.kind, number=number, title=title, issued_on=told.issued_on,
                message=nfc(told.message).strip(), sent_on=on, sent_by=by.username, sent_by_name=by.name[:200],
                sent_at=now(),
            )  # fmt: skip
    except IntegrityError:
        raise Stale(f"Văn bản {number} đã được phát động từ trước. Hãy mở lại trang để xem.") from None
    _send(made, list(to), on)
    details = {"sent": len(to), "on": on.isoformat(), "issued_on": told.issued_on.isoformat()}
    record(events.LAUNCHED, made, by, unit, details, subject=SUBJECT, paper=number)
    return made


def _document_stands(number: str, title: str, issued_on: date, on: date) -> None:
    if not number:
        raise MovementRefused("Chưa ghi số, ký hiệu. Phát động phải dẫn văn bản.", "number")
    if not title:
        raise MovementRefused("Chưa ghi trích yếu văn bản phát động.", "title")
    if issued_on > on:
        raise MovementRefused(f"Văn bản ghi ngày {show_day(issued_on)}, sau ngày phát động.", "issued_on")


def _district_may(plan: Plan, unit: Unit, on: date) -> None:
    """A district launches on what it has received and opened, while it exists."""
    if unit.until is not None and unit.until < on:
        raise MovementRefused(f"Đơn vị đã kết thúc ngày {show_day(unit.until)} nên không phát động được nữa.")
    if unit.kind == Launch.PROVINCE:
        return
    above = Dispatch.objects.filter(launch__plan=plan, launch__level=Launch.PROVINCE, launch__withdrawn_at=None)
    if not above.filter(unit=unit, opened_at__isnull=False).exists():
        raise MovementRefused(
            "Huyện chưa xác nhận đã nhận, đã đọc phát động của tỉnh. Hãy xác nhận rồi phát động tiếp."
        )


def _send(made: Launch, units: list[int], on: date) -> None:
    due = last_day(OPEN_DAYS, on)
    Dispatch.objects.bulk_create([Dispatch(launch=made, unit_id=unit, sent_on=on, due=due) for unit in units])


@transaction.atomic
def send_on(made: Launch, *, by: Person, on: date) -> int:
    """Sends a launch to the units that are bound now and have not got it: those of a merger, above all.

    Writes the dispatches and one event; returns how many. Stale when nobody is left to send to.
    """
    held = Launch.objects.select_for_update(of=("self",)).prefetch_related("by", "plan").get(pk=made.pk)
    _is_live(held)
    if not may_launch(by, held.by):
        raise PermissionDenied(MANAGE)
    has = set(held.dispatches.values_list("unit_id", flat=True))
    new = [unit for unit in receivers(held.plan, held.by, on) if unit not in has]
    if not new:
        raise Stale("Mọi đơn vị phải nhận đều đã được gửi. Hãy mở lại trang để xem.")
    _send(held, new, on)
    record(events.SENT_ON, held, by, held.by, {"sent": len(new), "on": on.isoformat()}, subject=SUBJECT)
    return len(new)


def _is_live(made: Launch) -> None:
    if made.withdrawn_at is not None:
        raise Stale("Phát động này đã được rút. Hãy mở lại trang để xem.")


@transaction.atomic
def open_dispatch(sent: Dispatch, *, by: Person) -> Dispatch:
    """Says for a unit that the launch was received and read. Writes who and when, once, and one event.

    PermissionDenied when the person does not act for the unit; Stale when a colleague did it before.
    """
    if sent.unit_id not in by.acts_for(OPEN):
        raise PermissionDenied(OPEN)
    # held, so that it is not withdrawn meanwhile as one that nobody has opened
    _is_live(Launch.objects.select_for_update(of=("self",), no_key=True).get(pk=sent.launch_id))
    opened = {"opened_at": now(), "opened_by": by.username, "opened_by_name": by.name[:200]}
    if not change_where(sent, {"opened_at": None}, **opened):
        raise Stale("Đồng nghiệp trong đơn vị đã xác nhận trước. Hãy mở lại trang để xem.")
    record(events.OPENED, sent.launch, by, sent.unit, {"unit": sent.unit.code}, subject=SUBJECT)
    return sent


@transaction.atomic
def remind(made: Launch, *, by: Person, on: date) -> list[Dispatch]:
    """Reminds every unit that has not opened a launch and was not reminded on that day; gives their dispatches.

    Writes a reminder each and one event. Stale when nobody is left to remind.
    """
    held = Launch.objects.select_for_update(of=("self",)).prefetch_related("by").get(pk=made.pk)
    _is_live(held)
    if not may_launch(by, held.by):
        raise PermissionDenied(MANAGE)
    waiting = list(held.dispatches.filter(opened_at=None).exclude(reminders__on=on).select_related("unit"))
    waiting = [sent for sent in waiting if sent.unit.until is None or sent.unit.until >= on]
    if not waiting:
        raise Stale("Hôm nay mọi đơn vị chưa đọc đều đã được nhắc. Hãy mở lại trang để xem.")
    Reminder.objects.bulk_create([Reminder(dispatch=sent, on=on, by=by.username, at=now()) for sent in waiting])
    record(events.REMINDED, held, by, held.by, {"reminded": len(waiting), "on": on.isoformat()}, subject=SUBJECT)
    return waiting


@transaction.atomic
def withdraw_launch(made: Launch, *, reason: str, by: Person) -> Launch:
    """Takes a launch back that went out by mistake, while nobody has opened it. Writes who, why, and one event."""
    held = Launch.objects.select_for_update(of=("self",)).prefetch_related("by").get(pk=made.pk)
    if not may_launch(by, held.by):
        raise PermissionDenied(MANAGE)
    if not reason.strip():
        raise MovementRefused("Chưa ghi lý do. Hãy ghi vì sao rút phát động.", "reason")
    opened = held.dispatches.filter(opened_at__isnull=False).count()
    if opened:
        raise MovementRefused(
            f"Đã có {opened} đơn vị xác nhận đã đọc nên không rút được nữa. Hãy phát động văn bản sửa đổi."
        )
    taken = {"withdrawn_at": now(), "withdrawn_by": by.username, "withdraw_reason": nfc(reason).strip()}
    if not change_where(held, {"withdrawn_at": None}, **taken):
        raise Stale("Phát động này đã được rút. Hãy mở lại trang để xem.")
    record(events.LAUNCH_WITHDRAWN, held, by, held.by, {}, subject=SUBJECT, reason=reason.strip())
    return held

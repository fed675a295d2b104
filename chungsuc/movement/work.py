"""What the movement asks of people: launches and guidance to read, concerns to take, answer, supplement, judge."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.work import WorkLine
from chungsuc.questions.asking import Asking, rows_of, together

from .access import ANSWER, MANAGE, OPEN, RAISE
from .duty_facts import bodies_asked
from .launch_facts import audiences_naming, receivers
from .models import Concern, Dispatch, Guidance, GuidanceRead, GuidanceVersion, Launch, Reminder
from .rules.duties import Bodies
from .workflow import ANSWERED, ASKED, DISPUTED, SENT, STATES, TAKEN

_TURNS = {
    SENT: "tiếp nhận",
    TAKEN: "trả lời",
    DISPUTED: "trả lời lại",
    ASKED: "bổ sung",
    ANSWERED: "cho biết có đồng ý",
}
_OFFICE_TURN, _UNIT_TURN = (SENT, TAKEN, DISPUTED), (ASKED, ANSWERED)


def launches_to_open(person: Person) -> Asking[Iterable[WorkLine]]:
    """The launches that the person's own units have not opened. One round, none without the right."""
    own = person.acts_for(OPEN)
    if not own:
        return ()
    reminded = Reminder.objects.filter(dispatch=OuterRef("pk"))
    waiting = Dispatch.objects.filter(unit_id__in=own, opened_at=None, launch__withdrawn_at=None)
    named = waiting.select_related("launch", "unit").annotate(
        unit_name=last_name_of("unit_id"), was_reminded=Exists(reminded)
    )
    return [_to_open(row, person) for row in (yield from rows_of(named.order_by("sent_on", "pk")))]


def _to_open(row: Any, person: Person) -> WorkLine:
    due = f"hạn {show_day(row.due)}" if row.due else ""
    late = row.due is not None and row.due < person.day
    who = "Đã được nhắc." if row.was_reminded else ""
    href = reverse("movement_unit", args=[row.unit.code])
    return WorkLine(f"{row.unit_name}: nhận, đọc phát động {row.launch.number}", href, who, due, late)


def guidance_to_read(person: Person) -> Asking[Iterable[WorkLine]]:
    """The newest versions that the person's own units have not read. One round, two when there are any."""
    own = person.acts_for(OPEN)
    if not own:
        return ()
    newer = GuidanceVersion.objects.filter(guidance=OuterRef("guidance"), number__gt=OuterRef("number"))
    read = GuidanceRead.objects.filter(version=OuterRef("pk"), unit_id__in=own)
    in_use = Q(guidance__ended_on=None) | Q(guidance__ended_on__gt=person.day)
    newest = GuidanceVersion.objects.filter(in_use, ~Exists(newer), ~Exists(read), sent_on__lte=person.day)
    theirs = newest.exclude(guidance__by_id__in=own).select_related("guidance__plan")
    found = yield from rows_of(theirs.order_by("sent_on", "pk"))
    if not found:
        return ()
    bodies = yield from bodies_asked(found[0].guidance.plan)
    return [_to_read(row, person) for row in found if _is_told(row.guidance, own, bodies, person.day)]


def _is_told(guidance: Guidance, own: Iterable[int], bodies: Bodies, day: date) -> bool:
    return any(audiences_naming(guidance.plan, bodies, pk, day) & set(guidance.to) for pk in own)


def _to_read(row: Any, person: Person) -> WorkLine:
    late = row.due is not None and row.due < person.day
    again = f"bản mới lần {row.number} của " if row.number > 1 else ""
    text, href = f"Đọc {again}{row.guidance.title}", reverse("guidance_one", args=[row.guidance_id])
    return WorkLine(text, href, row.change, f"hạn {show_day(row.due)}" if row.due else "", late)


def concerns_to_move(person: Person) -> Asking[Iterable[WorkLine]]:
    """The concerns whose next step is the person's office's or unit's. One round, none without the rights."""
    office, unit = person.acts_for(ANSWER), person.acts_for(RAISE)
    if not office and not unit:
        return ()
    turn = Q(office_id__in=office, state__in=_OFFICE_TURN) | Q(unit_id__in=unit, state__in=_UNIT_TURN)
    named = Concern.objects.filter(turn).annotate(unit_name=last_name_of("unit_id"))
    found = yield from rows_of(named.order_by(F("due").asc(nulls_last=True), "pk"))
    return [_to_move(row, person) for row in found]


def _to_move(row: Any, person: Person) -> WorkLine:
    ours = row.state in _OFFICE_TURN
    due = f"hạn trả lời {show_day(row.due)}" if row.due and ours else ""
    late = ours and row.due is not None and row.due < person.day
    text = f"{row.unit_name}: {_TURNS[row.state]} {row.code}, {row.title}"
    return WorkLine(text, reverse("concern", args=[row.pk]), STATES[row.state].label, due, late)


def launches_to_send_on(person: Person) -> Asking[Iterable[WorkLine]]:
    """The province's launches that units of today have not got, a merger's above all. Two rounds with the right."""
    if not person.may(MANAGE):
        return ()
    live = Launch.objects.filter(level=Launch.PROVINCE, withdrawn_at=None)
    found = yield from rows_of(live.select_related("plan", "by").order_by("-sent_on", "-pk")[:1])
    if not found:
        return ()
    [last] = found
    asked: list[Any] = [bodies_asked(last.plan), rows_of(last.dispatches.order_by().values_list("unit_id", flat=True))]
    bodies, sent = yield from together(asked)
    new = [pk for pk in receivers(last.plan, last.by, person.day, bodies) if pk not in set(sent)]
    if not new:
        return ()
    text = f"Gửi phát động {last.number} cho {len(new)} đơn vị chưa được gửi"
    return [WorkLine(text, reverse("launch", args=[last.pk]), "Đơn vị mới sau sắp xếp.")]

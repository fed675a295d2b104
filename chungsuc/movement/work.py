"""What the movement asks of people: launches and guidance to read, concerns to take, answer, supplement, judge."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.work import WorkLine

from .access import ANSWER, MANAGE, OPEN, RAISE
from .duty_facts import bodies_of
from .launch_facts import audiences_naming, receivers
from .models import Concern, Dispatch, GuidanceRead, GuidanceVersion, Launch, Reminder
from .workflow import ANSWERED, ASKED, DISPUTED, SENT, STATES, TAKEN

_TURNS = {
    SENT: "tiếp nhận",
    TAKEN: "trả lời",
    DISPUTED: "trả lời lại",
    ASKED: "bổ sung",
    ANSWERED: "cho biết có đồng ý",
}
_OFFICE_TURN, _UNIT_TURN = (SENT, TAKEN, DISPUTED), (ASKED, ANSWERED)


def launches_to_open(person: Person) -> Iterator[WorkLine]:
    """The launches that the person's own units have not opened. One query, none without the right."""
    own = person.acts_for(OPEN)
    if not own:
        return
    reminded = Reminder.objects.filter(dispatch=OuterRef("pk"))
    rows = Dispatch.objects.filter(unit_id__in=own, opened_at=None, launch__withdrawn_at=None)
    rows = rows.select_related("launch", "unit").annotate(
        unit_name=last_name_of("unit_id"), was_reminded=Exists(reminded)
    )
    for row in rows.order_by("sent_on", "pk"):
        due = f"hạn {show_day(row.due)}" if row.due else ""
        late = row.due is not None and row.due < person.day
        who = "Đã được nhắc." if row.was_reminded else ""
        href = reverse("movement_unit", args=[row.unit.code])
        yield WorkLine(f"{row.unit_name}: nhận, đọc phát động {row.launch.number}", href, who, due, late)


def guidance_to_read(person: Person) -> Iterator[WorkLine]:
    """The newest versions that the person's own units have not read. One query, two when there are any."""
    own = person.acts_for(OPEN)
    if not own:
        return
    newer = GuidanceVersion.objects.filter(guidance=OuterRef("guidance"), number__gt=OuterRef("number"))
    read = GuidanceRead.objects.filter(version=OuterRef("pk"), unit_id__in=own)
    in_use = Q(guidance__ended_on=None) | Q(guidance__ended_on__gt=person.day)
    rows = GuidanceVersion.objects.filter(in_use, ~Exists(newer), ~Exists(read), sent_on__lte=person.day)
    found = list(rows.exclude(guidance__by_id__in=own).select_related("guidance__plan").order_by("sent_on", "pk"))
    bodies = bodies_of(found[0].guidance.plan) if found else None
    for row in found:
        plan = row.guidance.plan
        named = [pk for pk in own if bodies and audiences_naming(plan, bodies, pk, person.day) & set(row.guidance.to)]
        if named:
            late = row.due is not None and row.due < person.day
            again = f"bản mới lần {row.number} của " if row.number > 1 else ""
            text, href = f"Đọc {again}{row.guidance.title}", reverse("guidance_one", args=[row.guidance_id])
            yield WorkLine(text, href, row.change, f"hạn {show_day(row.due)}" if row.due else "", late)


def concerns_to_move(person: Person) -> Iterator[WorkLine]:
    """The concerns whose next step is the person's office's or unit's. One query, none without the rights."""
    office, unit = person.acts_for(ANSWER), person.acts_for(RAISE)
    if not office and not unit:
        return
    turn = Q(office_id__in=office, state__in=_OFFICE_TURN) | Q(unit_id__in=unit, state__in=_UNIT_TURN)
    rows = Concern.objects.filter(turn).annotate(unit_name=last_name_of("unit_id"))
    for row in rows.order_by(F("due").asc(nulls_last=True), "pk"):
        ours = row.state in _OFFICE_TURN
        due = f"hạn trả lời {show_day(row.due)}" if row.due and ours else ""
        late = ours and row.due is not None and row.due < person.day
        text = f"{row.unit_name}: {_TURNS[row.state]} {row.code}, {row.title}"
        yield WorkLine(text, reverse("concern", args=[row.pk]), STATES[row.state].label, due, late)


def launches_to_send_on(person: Person) -> Iterator[WorkLine]:
    """The province's launches that units of today have not got, a merger's above all. Three queries with the right."""
    if not person.may(MANAGE):
        return
    live = Launch.objects.filter(level=Launch.PROVINCE, withdrawn_at=None)
    found = live.select_related("plan", "by").prefetch_related("dispatches").order_by("sent_on").last()
    if found is None:
        return
    has = {sent.unit_id for sent in found.dispatches.all()}
    new = [pk for pk in receivers(found.plan, found.by, person.day) if pk not in has]
    if new:
        text = f"Gửi phát động {found.number} cho {len(new)} đơn vị chưa được gửi"
        yield WorkLine(text, reverse("launch", args=[found.pk]), "Đơn vị mới sau sắp xếp.")

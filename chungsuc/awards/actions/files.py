"""Writing subjects and achievements down, and judging them. Every act is one transaction with one recorded event."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import Act, change_where, record_many
from chungsuc.evidence.actions import attach
from chungsuc.evidence.models import Document
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import UnitFact, known_as
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import events, workflow
from ..access import confirms, keeps
from ..facts.law import Law, law_on
from ..models import Achievement, AchievementStep, AwardSubject, NameVariant
from ..rules.naming import REWARD, label, subject_key, why_no_amount
from .refusals import AwardRefused, Stale

ACHIEVEMENT = "awards.achievement"
STALE = "Thành tích này vừa được người khác thay đổi nên chưa ghi gì. Hãy mở lại trang để xem rồi làm lại."
TWIN = "Đối tượng này đã có trong hồ sơ. Nếu là người khác cùng tên, hãy ghi thêm ở ô phân biệt."
EVENTS = {
    workflow.CONFIRM: events.CONFIRMED,
    workflow.CONTEST: events.CONTESTED,
    workflow.WITHDRAW: events.WITHDRAWN,
    workflow.RESTORE: events.RESTORED,
}


@dataclass(frozen=True)
class Achieved:
    """What is written about an achievement; `form`, `paper`, `merit_kind` of a reward, `amount` of a contribution."""

    kind: str
    on: date
    title: str
    amount: Decimal | None = None
    form: str = ""
    paper: str = ""
    merit_kind: str = ""


@transaction.atomic
def register(*, kind: str, unit: Unit, name: str = "", told_apart: str = "", acting: Person) -> AwardSubject:
    """Enters somebody who may be rewarded; a unit goes by its own name. Writes the subject and one event.

    PermissionDenied for whoever keeps no files of the unit; AwardRefused for an unknown kind, a unit of another kind,
    a missing name, or somebody who is in the files already.
    """
    if not keeps(acting, unit.pk):
        raise PermissionDenied(workflow.KEEP)
    place = known_as([unit.pk], acting.day)[unit.pk]
    subject = new_subject(law_on(acting.day), kind, unit, place, name, told_apart, acting)
    try:
        with transaction.atomic():
            subject.save()
    except IntegrityError:
        raise AwardRefused(TWIN, "name") from None
    record_many([subject_act(events.REGISTERED, subject, place, acting)])
    return subject


def new_subject(
    law: Law, kind: str, unit: Unit, place: UnitFact, name: str, told_apart: str, acting: Person
) -> AwardSubject:
    """Somebody who may be rewarded, not yet written; `place`: the unit as it is called today. Part of an act: the
    caller has checked the right. AwardRefused as `register`. No query.
    """
    rule = law.subjects.get(kind)
    if rule is None:
        raise AwardRefused("Loại đối tượng này không còn dùng. Hãy chọn lại.", "kind")
    kinds = rule.value["kinds"]
    if kinds and unit.kind not in kinds:
        raise AwardRefused(f"Đơn vị này không thuộc loại «{rule.value['name']}». Hãy chọn đơn vị khác.", "unit")
    called = place.name if kinds else nfc(name)
    if not called:
        raise AwardRefused("Chưa ghi tên. Hãy ghi tên của đối tượng.", "name")
    return AwardSubject(
        kind=kind,
        unit=unit,
        itself=bool(kinds),
        private=not kinds and (rule.value["as"] == "individual" or bool(rule.value["direct_worker"])),
        name=called,
        name_key=subject_key(called),
        told_apart=nfc(told_apart),
        registered_by=acting.username,
        registered_on=acting.day,
        recorded_at=now(),
    )


@transaction.atomic
def add_name(subject: AwardSubject, *, name: str, source: str, acting: Person) -> NameVariant:
    """Adds another name of a subject with where it was seen. Writes the name and one event."""
    if not keeps(acting, subject.unit_id):
        raise PermissionDenied(workflow.KEEP)
    called = nfc(name)
    if not called or not nfc(source):
        raise AwardRefused("Chưa ghi tên khác hoặc nơi thấy tên ấy. Hãy ghi đủ hai ô.", "name")
    try:
        with transaction.atomic():
            made = NameVariant.objects.create(
                subject=subject, name=called, name_key=subject_key(called), source=nfc(source),
                added_by=acting.username, added_at=now(),
            )  # fmt: skip
    except IntegrityError:
        raise AwardRefused("Tên này đã ghi rồi.", "name") from None
    _told(events.NAMED, subject, acting=acting)
    return made


@transaction.atomic
def record_achievement(
    subject: AwardSubject, achieved: Achieved, *, office: Unit, acting: Person, document: Document | None = None
) -> Achievement:
    """Writes an achievement down, unverified until `office` confirms it. Writes it, its evidence link, one event.

    AwardRefused for a day to come, an amount that does not fit, a reward without its paper, or a unit that would
    confirm itself.
    """
    if not keeps(acting, subject.unit_id):
        raise PermissionDenied(workflow.KEEP)
    if achieved.on > acting.day:
        raise AwardRefused("Ngày sau hôm nay. Hãy xem lại ngày.", "on")
    if why := why_no_amount(achieved.kind, achieved.amount):
        raise AwardRefused(why, "amount")
    if achieved.kind == REWARD and not nfc(achieved.paper):
        raise AwardRefused("Chưa ghi số, ngày quyết định khen thưởng. Hãy ghi.", "paper")
    if subject.itself and office.pk == subject.unit_id:
        raise AwardRefused("Đơn vị không tự xác nhận thành tích của mình. Hãy ghi cơ quan khác.", "office")
    made = Achievement.objects.create(
        subject=subject,
        kind=achieved.kind,
        on=achieved.on,
        title=nfc(achieved.title),
        amount=achieved.amount,
        form=achieved.form if achieved.kind == REWARD else "",
        paper=nfc(achieved.paper),
        merit_kind=achieved.merit_kind if achieved.kind == REWARD else "",
        office=office,
        recorded_by=acting.username,
        recorded_at=now(),
    )
    if document is not None:
        attach(document, ACHIEVEMENT, str(made.pk), year=achieved.on.year, by=acting.username, post=acting.title[:200])
    _told(events.RECORDED, subject, acting=acting, made=made)
    return made


@transaction.atomic
def judge_achievement(achievement: Achievement, act: str, version: int, *, reason: str, acting: Person) -> Achievement:
    """Confirms, contests, withdraws or puts back an achievement. Writes a step, the state, one event.

    PermissionDenied without the right; AwardRefused without a reason or where the state does not allow it; Stale when
    `version` is no longer the present one.
    """
    fresh = Achievement.objects.select_for_update(of=("self",)).prefetch_related("subject").get(pk=achievement.pk)
    row = workflow.ACTS[act]
    if row.actor == workflow.KEEP and not keeps(acting, fresh.subject.unit_id):
        raise PermissionDenied(row.actor)
    if fresh.version != version:
        raise Stale(STALE)
    if row.actor == workflow.CONFIRMS and (refused := confirms(acting, fresh)):
        raise AwardRefused(refused)
    if refused := workflow.why_not(act, fresh.state):
        raise AwardRefused(refused)
    if not reason.strip():
        raise AwardRefused("Chưa ghi căn cứ, lý do. Hãy ghi đã xem giấy tờ nào, hỏi ai.", "reason")
    before, state = {"version": fresh.version, "state": fresh.state}, row.after or fresh.state
    if not change_where(fresh, before, version=fresh.version + 1, state=state):
        raise Stale(STALE)
    units = acting.acts_for(row.actor)
    AchievementStep.objects.create(
        achievement=fresh, act=act, state=state, reason=reason.strip(),
        body_id=fresh.office_id if fresh.office_id in units or not units else min(units),
        by=acting.username, capacity=acting.title[:300], on=acting.day, recorded_at=now(),
    )  # fmt: skip
    _told(EVENTS[act], fresh.subject, acting=acting, made=fresh, reason=reason.strip())
    return fresh


def _told(
    act: str, subject: AwardSubject, *, acting: Person, made: Achievement | None = None, reason: str = ""
) -> None:
    place = known_as([subject.unit_id], acting.day)[subject.unit_id]
    record_many([subject_act(act, subject, place, acting, made=made, reason=reason)])


def subject_act(
    act: str,
    subject: AwardSubject,
    place: UnitFact,
    acting: Person,
    *,
    made: Achievement | None = None,
    reason: str = "",
) -> Act:
    """The event of an act on a subject or one of its achievements, without a name of a person. Part of an act."""
    return Act(
        act=act,
        actor=acting.username,
        actor_post=acting.title[:200],
        subject_type="awards.subject",
        subject_id=str(subject.pk),
        subject_label=label(subject.pk, subject.name, place.name, subject.private)[:200],
        unit_code=place.code,
        details={"achievement": made.pk, "on": made.on.isoformat()} if made else None,
        reason=reason,
    )

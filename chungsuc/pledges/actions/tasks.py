"""What the unit that answers for a task does with it: tells progress, finishes it with proof; others give it on."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from chungsuc.audit.actions import change_where
from chungsuc.evidence.actions import EvidenceRefused, Locked, attach
from chungsuc.evidence.models import Document
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.heirs import heirs_on
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import events
from ..access import APPROVE, answers_for, holder_of, require_actor
from ..models import TASK, Handover, PledgedTarget, Progress, Task, Terms, UnitPlan, YearResult
from ..models.plans import SUBJECT
from ..refusals import PledgeRefused, Stale
from ..workflow import WRITER
from .saying import record_about


@transaction.atomic
def report(
    task: Task, *, kind: str, on: date, text: str, share: int | None = None, document: int | None = None,
    version: int, person: Person, today: date,
) -> Progress:  # fmt: skip
    """Tells progress of a task (`kind` progress), or that it is done (result), with a document as proof where given.

    Writes the row, the task's version (and the day it was done) and one event. PermissionDenied for whoever does not
    act for the unit that answers for it; PledgeRefused for what is missing, merged or done; Stale when others wrote.
    """
    heirs = heirs_on(today)
    if not answers_for(person, task, heirs):
        raise PermissionDenied("plan.write")
    _require_told(task, on, text, today)
    done = {"done_on": on} if kind == Progress.RESULT else {}
    _claimed(task, version, **done)
    row = _row(task, kind, on, text, person, today, share=100 if done else share)
    if document is not None:
        _prove(task, document, on.year, person)
    _told(events.TASK_DONE if done else events.TASK_REPORTED, task, person, {"on": on.isoformat()}, text)
    return row


@transaction.atomic
def reopen_task(task: Task, *, reason: str, version: int, person: Person, today: date) -> Progress:
    """Takes back that a task is done: by its unit, or by whoever approves plans. Writes the row and one event."""
    if not (answers_for(person, task, heirs_on(today)) or person.may(APPROVE)):
        raise PermissionDenied("plan.write")
    if not reason.strip():
        raise PledgeRefused("Chưa ghi lý do mở lại. Hãy ghi vì sao nhiệm vụ chưa xong.", "reason")
    if task.done_on is None:
        raise PledgeRefused("Nhiệm vụ này chưa báo cáo hoàn thành.")
    _claimed(task, version, done_on=None)
    row = _row(task, Progress.REOPENED, today, reason, person, today)
    _told(events.TASK_REOPENED, task, person, {"on": today.isoformat()}, reason)
    return row


@transaction.atomic
def hand_over(
    task: Task, to: Unit, *, paper: str, reason: str = "", version: int, person: Person, today: date
) -> Handover:
    """Gives a task to another unit by a paper, where a unit went into several or none. Writes both and one event."""
    if not person.may(APPROVE):
        raise PermissionDenied(APPROVE)
    if not paper.strip():
        raise PledgeRefused("Chưa ghi văn bản giao. Hãy ghi số, ngày của văn bản.", "paper")
    if to.until is not None and to.until < today:
        raise PledgeRefused("Đơn vị nhận đã kết thúc. Hãy chọn đơn vị đang hoạt động.", "to")
    if to.pk == holder_of(task, heirs_on(today)):
        raise PledgeRefused("Đơn vị này đang chịu trách nhiệm nhiệm vụ rồi.", "to")
    _claimed(task, version, given_to=to)
    row = Handover.objects.create(
        task=task, to=to, on=today, paper=nfc(paper), reason=nfc(reason), by=person.username, by_name=person.name[:200]
    )
    _told(events.TASK_HANDED_OVER, task, person, {"to": to.code}, reason, paper=nfc(paper))
    return row


def _require_told(task: Task, on: date, text: str, today: date) -> None:
    if not text.strip():
        raise PledgeRefused("Chưa ghi nội dung. Hãy ghi đã làm được gì.", "text")
    if on > today:
        raise PledgeRefused("Ngày này chưa đến. Hãy ghi ngày đã làm.", "on")
    since = Terms.objects.filter(task=task).order_by("since").values_list("since", flat=True).first()
    if since is not None and on < since:
        raise PledgeRefused(f"Nhiệm vụ có từ ngày {since:%d/%m/%Y}. Hãy ghi ngày từ đó trở đi.", "on")
    if task.merged_into_id is not None:
        raise PledgeRefused("Nhiệm vụ này đã gộp vào nhiệm vụ khác. Hãy báo cáo ở nhiệm vụ được giữ.")
    if task.done_on is not None:
        raise PledgeRefused("Nhiệm vụ này đã báo cáo hoàn thành. Muốn ghi tiếp, hãy mở lại nhiệm vụ.")


def _claimed(task: Task, version: int, **fields: object) -> None:
    """Moves the task's version, so that of two who write only one succeeds."""
    if task.version != version or not change_where(task, {"version": version}, version=version + 1, **fields):
        raise Stale("Nhiệm vụ vừa được người khác cập nhật. Hãy mở lại trang để xem rồi ghi tiếp.")


def _row(task: Task, kind: str, on: date, text: str, person: Person, today: date, share: int | None = None) -> Progress:
    holder = holder_of(task, heirs_on(today))
    return Progress.objects.create(
        task=task, kind=kind, on=on, text=nfc(text), share=share, unit_id=holder or task.plan.unit_id,
        by=person.username, by_name=person.name[:200], recorded_at=now(),
    )  # fmt: skip


def _prove(task: Task, document_id: int, year: int, person: Person) -> None:
    units = {task.plan.unit_id, task.given_to_id, *person.acts_for("plan.write")}
    units |= set(Terms.objects.filter(task=task).values_list("place_unit_id", flat=True))
    held = Document.objects.filter(pk=document_id, unit_id__in=[pk for pk in units if pk]).first()
    if held is None:
        raise PledgeRefused("Tài liệu này không phải của đơn vị hoặc của nơi làm nhiệm vụ. Hãy chọn lại.", "document")
    try:
        attach(held, TASK, str(task.pk), year=year, by=person.username, post=person.title[:200])
    except (EvidenceRefused, Locked) as refused:
        raise PledgeRefused(str(refused), "document") from None


def _told(act: str, task: Task, person: Person, details: dict[str, object], reason: str, paper: str = "") -> None:
    what = Terms.objects.current().filter(task=task).values_list("what", flat=True).first() or str(task)
    record_about(
        act, person, subject=TASK, key=task.pk, label=what, unit=task.plan.unit, details=details, reason=nfc(reason),
        paper=paper,
    )  # fmt: skip


@transaction.atomic
def tell_result(
    plan: UnitPlan, line: int, year: int, *, reached: Decimal | None = None, why: str = "", person: Person, today: date
) -> YearResult:
    """What a unit says of a registered target at a year's end: the amount where nobody measures it, and why.

    Writes the row and one event. PledgeRefused when there is no such target, nothing is said, or an amount is said of a
    target that is measured from verified values.
    """
    require_actor(person, plan.unit_id, WRITER)
    target = PledgedTarget.objects.filter(edition__plan=plan, line=line).order_by("-edition__no").first()
    if target is None:
        raise PledgeRefused("Không có chỉ tiêu này trong kế hoạch đã duyệt. Hãy mở lại trang.")
    if reached is not None and target.kind != "free":
        raise PledgeRefused("Chỉ tiêu này lấy kết quả từ số liệu đã thẩm định, không tự ghi.", "reached")
    if reached is None and not why.strip():
        raise PledgeRefused("Chưa ghi gì. Hãy ghi kết quả hoặc lý do.", "why")
    row = YearResult.objects.create(
        plan=plan, line=line, year=year, reached=reached, why=nfc(why), on=today, by=person.username,
        by_name=person.name[:200],
    )  # fmt: skip
    details = {"year": year, "value": str(reached) if reached is not None else None}
    record_about(
        events.RESULT_TOLD, person, subject=SUBJECT, key=plan.pk, label=f"kết quả: {target.name}", unit=plan.unit,
        details=details, reason=nfc(why),
    )  # fmt: skip
    return row

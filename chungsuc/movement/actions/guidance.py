"""Guidance documents: sent, renewed by a new version, read, ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where
from chungsuc.evidence.actions import EvidenceRefused, FileRefused, Locked, attach, take_in
from chungsuc.evidence.actions import Told as DocumentTold
from chungsuc.evidence.models import Document
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import events
from ..access import GUIDE as MANAGE
from ..access import OPEN
from ..clocks import last_day
from ..models import Guidance, GuidanceRead, GuidanceVersion, Plan
from ..uses import SUBJECT as ATTACHED_TO
from .refusals import MovementRefused, Stale, record

SUBJECT = "movement.guidance"
READ_DAYS = "days:guidance_read"
KIND = "van_ban_huong_dan"


@dataclass(frozen=True)
class Told:
    """What is printed on a version: its number, its day, what it changes of the version before."""

    paper: str
    issued_on: date
    change: str = ""


def keep_file(upload: IO[bytes], *, title: str, told: Told, unit: Unit, by: Person) -> Document:
    """Takes a version's file in among the documents of the body that issues it (evidence's own event).

    Call it outside of a transaction, before `send` or `renew`. MovementRefused says why a file is not taken.
    """
    if unit.pk not in by.acts_for(MANAGE):
        raise PermissionDenied(MANAGE)
    said = DocumentTold(title=title, number=told.paper, issued_on=told.issued_on)
    try:
        return take_in(upload, unit=unit, kind=KIND, by=by.username, told=said, post=by.title[:200])
    except FileRefused as refused:
        raise MovementRefused(str(refused), "file") from None
    except (EvidenceRefused, Locked) as refused:
        raise MovementRefused(str(refused)) from None


@transaction.atomic
def send(
    plan: Plan, *, title: str, to: Sequence[str], told: Told, document: Document, by: Person, on: date
) -> Guidance:  # fmt: skip
    """Sends a guidance document to audiences of the plan (their codes). Writes it, its first version, and one event."""
    if document.unit_id not in by.acts_for(MANAGE):
        raise PermissionDenied(MANAGE)
    known = {row["code"] for row in plan.audiences}
    chosen = [code for code in dict.fromkeys(to) if code in known]
    if not chosen:
        raise MovementRefused("Chưa chọn gửi đến đâu. Hãy chọn ít nhất một nhóm đơn vị.", "to")
    if not title.strip():
        raise MovementRefused("Chưa ghi tên văn bản.", "title")
    made = Guidance.objects.create(
        plan=plan, by=document.unit, title=nfc(title).strip(), to=chosen, made_at=now(), made_by=by.username
    )
    version = _version(made, 1, told, document, by, on)
    details = {"to": chosen, "sha256": document.file.sha256, "version": version.number}
    record(events.GUIDANCE_SENT, made, by, document.unit, details, subject=SUBJECT, paper=version.paper)
    return made


@transaction.atomic
def renew(made: Guidance, *, told: Told, document: Document, by: Person, on: date) -> GuidanceVersion:
    """Sends a new version: every unit is asked to read it again. Writes the version and one event.

    MovementRefused when it does not say what changed, or the file is that of a version before; Stale when the document
    is no longer used.
    """
    held = Guidance.objects.select_for_update(of=("self",)).prefetch_related("by").get(pk=made.pk)
    if document.unit_id not in by.acts_for(MANAGE) or document.unit_id != held.by_id:
        raise PermissionDenied(MANAGE)
    if held.ended_on is not None:
        raise Stale("Văn bản này đã thôi áp dụng. Hãy mở lại trang để xem.")
    if not told.change.strip():
        raise MovementRefused("Chưa ghi nội dung sửa đổi. Hãy ghi bản này khác bản trước ở đâu.", "change")
    versions = list(held.versions.all())
    if any(version.document.file_id == document.file_id for version in versions):
        raise MovementRefused("Tệp này giống hệt tệp của một bản trước. Hãy chọn tệp của bản mới.", "file")
    version = _version(held, versions[-1].number + 1, told, document, by, on)
    details = {"version": version.number, "sha256": document.file.sha256}
    record(
        events.GUIDANCE_RENEWED, held, by, held.by, details, subject=SUBJECT, paper=version.paper, reason=version.change
    )
    return version


def _version(made: Guidance, number: int, told: Told, document: Document, by: Person, on: date) -> GuidanceVersion:
    if not told.paper.strip():
        raise MovementRefused("Chưa ghi số, ký hiệu của văn bản.", "paper")
    if told.issued_on > on:
        raise MovementRefused(f"Văn bản ghi ngày {show_day(told.issued_on)}, sau ngày gửi.", "issued_on")
    version = GuidanceVersion.objects.create(
        guidance=made, number=number, paper=nfc(told.paper).strip(), issued_on=told.issued_on,
        change=nfc(told.change).strip() if number > 1 else "", document=document, sent_on=on,
        due=last_day(READ_DAYS, on), added_by=by.username, added_by_name=by.name[:200], added_at=now(),
    )  # fmt: skip
    attach(document, ATTACHED_TO, str(version.pk), year=told.issued_on.year, by=by.username, post=by.title[:200])
    return version


@transaction.atomic
def read_version(version: GuidanceVersion, *, unit: Unit, by: Person) -> GuidanceRead:
    """Says for a unit that a version was read. Writes who and when, once a unit, and one event.

    PermissionDenied when the person does not act for the unit; Stale when a colleague did it, or a newer one came.
    """
    if unit.pk not in by.acts_for(OPEN):
        raise PermissionDenied(OPEN)
    newest = GuidanceVersion.objects.filter(guidance_id=version.guidance_id).order_by("-number").first()
    if newest is not None and newest.pk != version.pk:
        raise Stale("Văn bản vừa có bản mới. Hãy mở lại trang để đọc bản ấy.")
    given: dict[str, Any] = {"by": by.username, "by_name": by.name[:200], "at": now()}
    try:
        with transaction.atomic():
            read = GuidanceRead.objects.create(version=version, unit=unit, **given)
    except IntegrityError:
        raise Stale("Đồng nghiệp trong đơn vị đã xác nhận trước. Hãy mở lại trang để xem.") from None
    details = {"unit": unit.code, "version": version.number}
    record(events.GUIDANCE_READ, version.guidance, by, unit, details, subject=SUBJECT)
    return read


@transaction.atomic
def end(made: Guidance, *, reason: str, by: Person, on: date) -> Guidance:
    """Says that a guidance document is no longer used from a day on. Writes the day, why, and one event."""
    if made.by_id not in by.acts_for(MANAGE):
        raise PermissionDenied(MANAGE)
    if not reason.strip():
        raise MovementRefused("Chưa ghi lý do. Hãy ghi vì sao thôi áp dụng văn bản này.", "reason")
    ended = {"ended_on": on, "ended_by": by.username, "end_reason": nfc(reason).strip()}
    if not change_where(made, {"ended_on": None}, **ended):
        raise Stale("Văn bản này đã được ghi thôi áp dụng. Hãy mở lại trang để xem.")
    record(events.GUIDANCE_ENDED, made, by, made.by, {"on": on.isoformat()}, subject=SUBJECT, reason=reason.strip())
    return made

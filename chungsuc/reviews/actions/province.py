"""The province's report: its words edited apart from the figures, approved, sent upward, its receipt written down."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.typesetting.frozen import as_data
from chungsuc.web.day import now

from .. import events
from ..access import APPROVE, RECEIVE, require_right
from ..facts.figures import freeze_of, frozen_facts, frozen_tables
from ..facts.province import SectionText, sections_of
from ..models import ProvinceVersion, ReportRound, SectionEdit, Sending
from ..papers import plan_name, province_sheet
from ..rules import Kind, lost_tokens, tokens
from .refusals import ReportRefused, Stale, held_round, move_round, record_round


@transaction.atomic
def edit_section(
    round: ReportRound, kind: Kind, section: str, text: str, *, seq: int, by: Person, today: date, drop: bool = False
) -> SectionEdit:
    """Keeps the officer's words of a section; figures stand in them as [[key]]. Writes the edit, a step and one event.

    `seq` is the number of the edit that was seen (0: none). A figure that the text no longer refers to is refused
    unless `drop` says so; Stale when somebody edited the section since.
    """
    require_right(by, RECEIVE)
    held = held_round(round)
    before = next((one for one in sections_of(held, kind, plan_name()) if one.section.code == section), None)
    if before is None:
        raise ReportRefused("Đề cương không có mục này.")
    if (before.edit.seq if before.edit else 0) != seq:
        raise Stale("Việc này chưa được ghi: mục này vừa được người khác sửa. Chữ đã gõ vẫn còn; hãy so rồi ghi lại.")
    said = nfc(text.replace("\r\n", "\n").strip())
    lost = lost_tokens(before.text, said)
    if lost and not drop:
        raise ReportRefused("Có số liệu bị bỏ khỏi mục này. Hãy để lại chỗ điền số, hoặc đánh dấu đồng ý bỏ.", "drop")
    move_round(held, "edit", by, today, details={"section": section})
    made = SectionEdit.objects.create(
        round=held,
        section=section,
        seq=seq + 1,
        text=said,
        dropped=list(lost),
        merged=_merged(before, said),
        by=by.username,
        by_name=by.name[:200],
        on=today,
        at=now(),
    )
    told = {"section": section, "count": seq + 1, "dropped": list(lost), "figures": list(tokens(said))}
    record_round(events.EDITED, held, by, told)
    return made


def _merged(before: SectionText, said: str) -> list[int]:
    """The versions whose paragraphs the officer has dealt with: those in the text before, and those in it now."""
    seen = before.edit.merged if before.edit else [one.version_id for one in before.origins]
    return sorted({*seen, *(one.version_id for one in before.origins if one.marked in said)})


@transaction.atomic
def approve(
    round: ReportRound,
    kind: Kind,
    *,
    approver: str,
    approver_post: str,
    paper: str,
    version: int,
    by: Person,
    today: date,
) -> ProvinceVersion:
    """Approves the province's report: the whole paper becomes a version that stays. Writes it, a step and one event.

    ReportRefused while its figures are not frozen or a required section is empty.
    """
    require_right(by, APPROVE)
    if not approver.strip():
        raise ReportRefused("Chưa ghi người duyệt. Hãy ghi họ tên.", "approver")
    held = held_round(round, version)
    frozen = freeze_of(held)
    if frozen is None:
        raise ReportRefused("Số liệu chưa chốt nên chưa duyệt được. Sở Nội vụ chốt số liệu trước.")
    sections = sections_of(held, kind, plan_name())
    empty = [one.heading for one in sections if one.section.required and not one.text]
    if empty:
        raise ReportRefused(f"Chưa duyệt được: còn mục chưa viết ({', '.join(empty)}).")
    sheet = province_sheet(held, kind, sections, frozen_facts(frozen), frozen_tables(frozen), frozen=frozen)
    made = ProvinceVersion.objects.create(
        round=held,
        number=ProvinceVersion.objects.filter(round=held).count() + 1,
        freeze=frozen,
        sheet=as_data(sheet),
        approver=nfc(approver.strip())[:200],
        approver_post=nfc(approver_post.strip())[:200],
        paper=nfc(paper.strip())[:200],
        on=today,
        by=by.username,
        at=now(),
    )
    move_round(held, "approve", by, today, paper=made.paper, details={"version": made.number})
    record_round(events.APPROVED, held, by, {"version": made.number, "count": frozen.number}, paper=made.paper)
    return made


@transaction.atomic
def reject(round: ReportRound, *, reason: str, version: int, by: Person, today: date) -> ReportRound:
    """Gives an approved report back to be worked on. Writes the step and one event."""
    require_right(by, APPROVE)
    return _back(round, "reject", events.REJECTED, reason, version, by, today)


@transaction.atomic
def correct(round: ReportRound, *, reason: str, version: int, by: Person, today: date) -> ReportRound:
    """Begins a correction of a report that was sent; what was sent stays. Writes the step and one event."""
    require_right(by, RECEIVE)
    return _back(round, "correct", events.CORRECTED, reason, version, by, today)


def _back(round: ReportRound, act: str, event: str, reason: str, version: int, by: Person, today: date) -> ReportRound:
    if not reason.strip():
        raise ReportRefused("Chưa ghi lý do. Hãy ghi vì sao phải sửa.", "reason")
    held = held_round(round, version)
    told = nfc(reason.strip())
    move_round(held, act, by, today, reason=told)
    record_round(event, held, by, {"version": held.version}, reason=told)
    return held


@transaction.atomic
def send(
    round: ReportRound, addressees: Sequence[str], *, paper: str, version: int, by: Person, today: date
) -> list[Sending]:
    """Writes down to whom the approved version went, under which number. Writes the sendings, a step and one event."""
    require_right(by, RECEIVE)
    if not addressees:
        raise ReportRefused("Chưa chọn nơi nhận. Hãy chọn ít nhất một nơi.", "addressees")
    if not paper.strip():
        raise ReportRefused("Chưa ghi số, ngày văn bản đã gửi.", "paper")
    held = held_round(round, version)
    newest = ProvinceVersion.objects.filter(round=held).order_by("-number").first()
    if newest is None:
        raise ReportRefused("Chưa có bản nào được duyệt.")
    said = nfc(paper.strip())[:200]
    move_round(held, "send", by, today, paper=said, details={"version": newest.number})
    made = [
        Sending.objects.create(version=newest, addressee=name[:200], paper=said, on=today, by=by.username)
        for name in dict.fromkeys(addressees)
    ]
    record_round(events.SENT, held, by, {"version": newest.number, "to": "; ".join(addressees)}, paper=said)
    return made


@transaction.atomic
def write_receipt(sending: Sending, *, on: date, note: str, by: Person, today: date) -> Sending:
    """Writes down that an addressee has received the report. Writes the day, a step and one event; once only."""
    require_right(by, RECEIVE)
    if not sending.on <= on <= today:
        raise ReportRefused("Ngày nhận phải từ ngày gửi đến hôm nay.", "on")
    held = held_round(sending.version.round)
    told = {"receipt_on": on, "receipt_note": nfc(note.strip())[:300], "receipt_by": by.username}
    if not change_where(sending, {"receipt_on": None}, **told):
        raise Stale("Nơi này vừa được người khác ghi là đã nhận.")
    move_round(held, "receipt", by, today, details={"addressee": sending.addressee})
    record_round(events.RECEIPT, held, by, {"to": sending.addressee, "on": on.isoformat()}, paper=sending.paper)
    return sending

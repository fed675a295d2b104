"""A unit's report: written, sent with its approval, taken back, received with a stamp, or returned with the reason."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max

from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import events
from ..access import RECEIVE, require_right, require_writer
from ..facts.figures import as_data, facts_shown, freeze_of
from ..facts.reports import reporter_named, texts_of
from ..models import Paragraph, ReportEvent, ReportRound, ReportVersion, UnitReport
from ..outline import owes
from ..rules import Kind, missing_sections, unknown_sections
from ..workflow import DRAFT, DRAFTING, NEW, RECEIVED
from .refusals import ReportRefused, Stale, held_report, held_round, move_report, record_report


@transaction.atomic
def save_draft(
    round: ReportRound, kind: Kind, unit: Unit, texts: Mapping[str, str], *, version: int, by: Person, today: date
) -> UnitReport:
    """Keeps what a unit has written so far. Writes the paragraphs, a step and one event.

    `version` is the report's as it was seen (0: none yet); Stale when somebody else wrote since.
    """
    report = _open(round, kind, unit, version, by, today)
    changed = _write(report, kind, texts, by)
    move_report(report, "write", by, today, saved_at=now())
    record_report(events.SAVED, report, by, {"changed": changed, "version": report.version})
    return report


@transaction.atomic
def submit(
    round: ReportRound, kind: Kind, unit: Unit, texts: Mapping[str, str], *, version: int, by: Person, today: date,
    approver: str = "", approver_post: str = "", paper: str = "",
) -> UnitReport:  # fmt: skip
    """Sends the report: what was written becomes a version that stays. Writes it, the paragraphs, a step, one event.

    ReportRefused while a required section is empty or nobody is named who approved it.
    """
    report = _open(round, kind, unit, version, by, today)
    _write(report, kind, texts, by)
    written = texts_of(report)
    missing = missing_sections(kind.sections, written)
    if missing:
        raise ReportRefused("Chưa gửi được: mục này phải viết.", missing[0].code)
    if not approver.strip() and not paper.strip():
        raise ReportRefused(
            "Chưa ghi ai duyệt. Hãy ghi họ tên người đứng đầu đã duyệt, hoặc số, ngày văn bản đã ký.", "approver"
        )
    made = _version(report, kind, written, by, today, [approver, approver_post, paper])
    sent = {"sent_on": today, "first_sent_on": report.first_sent_on or today, "saved_at": now()}
    move_report(report, "submit", by, today, paper=made.paper, details={"version": made.number}, **sent)
    record_report(events.SUBMITTED, report, by, {"version": made.number}, paper=made.paper)
    return report


def _version(
    report: UnitReport, kind: Kind, written: Mapping[str, str], by: Person, today: date, approval: list[str]
) -> ReportVersion:
    approver, approver_post, paper = (nfc(text.strip())[:200] for text in approval)
    reporter = reporter_named(report.unit, report.round.due)
    facts = facts_shown(report.round, kind, freeze_of(report.round), reporter)
    return ReportVersion.objects.create(
        report=report,
        number=ReportVersion.objects.filter(report=report).count() + 1,
        texts=dict(written),
        figures=as_data(facts),
        approver=approver,
        approver_post=approver_post,
        paper=paper,
        sent_on=today,
        sent_by=by.username,
        sent_at=now(),
    )


def _open(round: ReportRound, kind: Kind, unit: Unit, version: int, by: Person, today: date) -> UnitReport:
    """The unit's report, held; begun when there is none and none was seen."""
    require_writer(by, unit.pk)
    if not owes(round, kind, unit):
        raise ReportRefused("Đơn vị này không phải gửi báo cáo trong kỳ này.")
    found = UnitReport.objects.filter(round=round, unit=unit).first()
    if found is not None:
        return held_report(found, version)
    if version:
        raise Stale("Việc này chưa được ghi: báo cáo của đơn vị không còn như lúc mở trang. Hãy mở lại trang.")
    try:
        with transaction.atomic():
            report = UnitReport.objects.create(round=round, unit=unit, state=DRAFT, version=1)
    except IntegrityError:
        raise Stale("Việc này chưa được ghi: đồng nghiệp vừa bắt đầu viết báo cáo này. Hãy mở lại trang.") from None
    ReportEvent.objects.create(
        report=report, seq=1, act="begin", from_state=NEW, to_state=DRAFT, on=today,
        by=by.username, by_name=by.name[:200], by_post=by.title[:300],
    )  # fmt: skip
    return report


def _write(report: UnitReport, kind: Kind, texts: Mapping[str, str], by: Person) -> list[str]:
    """Writes what differs; returns the codes of those sections."""
    strange = unknown_sections(kind.sections, list(texts))
    if strange:
        raise ReportRefused("Đề cương không có mục này.")
    before, changed = texts_of(report), []
    for code, text in texts.items():
        said = nfc(text.replace("\r\n", "\n").strip())
        if said != before.get(code, ""):
            changed.append(code)
            fields = {"text": said, "author": by.username, "saved_at": now()}
            Paragraph.objects.update_or_create(report=report, section=code, defaults=fields)
    return changed


@transaction.atomic
def take_back(report: UnitReport, *, version: int, by: Person, today: date) -> UnitReport:
    """Takes a report back that nobody has received yet. Writes the step and one event."""
    require_writer(by, report.unit_id)
    held = held_report(report, version)
    move_report(held, "take_back", by, today)
    record_report(events.TAKEN_BACK, held, by, {"version": held.version})
    return held


@transaction.atomic
def receive(report: UnitReport, *, version: int, by: Person, today: date) -> UnitReport:
    """Receives a report: its stamp is the day and its number in the order of arrival. Writes both and one event."""
    require_right(by, RECEIVE)
    round = held_round(report.round)
    held = held_report(report, version)
    last = UnitReport.objects.filter(round=round).aggregate(last=Max("arrival"))["last"] or 0
    stamp = {"received_on": today, "arrival": held.arrival or last + 1}
    move_report(held, "receive", by, today, details={"arrival": stamp["arrival"]}, **stamp)
    record_report(events.RECEIVED, held, by, {"count": stamp["arrival"]})
    return held


@transaction.atomic
def send_back(report: UnitReport, *, reason: str, version: int, by: Person, today: date) -> UnitReport:
    """Returns a report with the reason; the unit sends it again. Writes the step and one event.

    What the approved report of the province rests on is not returned any more.
    """
    require_right(by, RECEIVE)
    if not reason.strip():
        raise ReportRefused("Chưa ghi lý do trả lại. Hãy ghi chỗ cần sửa để đơn vị biết.", "reason")
    round = held_round(report.round)
    held = held_report(report, version)
    if held.state == RECEIVED and round.state != DRAFTING:
        raise ReportRefused(
            "Báo cáo của tỉnh đã duyệt từ báo cáo này. Muốn trả lại thì trả báo cáo của tỉnh về bước tổng hợp."
        )
    told = nfc(reason.strip())
    move_report(held, "return", by, today, reason=told)
    record_report(events.RETURNED, held, by, {"version": held.version}, reason=told)
    return held

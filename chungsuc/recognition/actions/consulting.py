"""The public posting, broadcasts, objections and written opinions of a case, while it is being consulted on."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person

from .. import events
from ..access import is_own
from ..casefile import CaseFile, listed
from ..models import Broadcast, Case, Objection, Opinion, Posting
from ..proving import POSTING
from ..refusals import StepRefused, require_unlocked
from ..workflow import CONSULTING, STATES
from .filing import attach_held
from .saying import By, record_about


def _consulted(case: Case, person: Person) -> Case:
    """The case, locked, while it is being consulted on and only for the unit itself."""
    current = Case.objects.select_for_update().get(pk=case.pk)
    if not is_own(person, current):
        raise PermissionDenied("case.submit")
    require_unlocked(current)
    if current.state != CONSULTING:
        text = f"Hồ sơ ở bước “{STATES[current.state].label}” nên phần niêm yết, lấy ý kiến đã khóa."
        raise StepRefused(f"{text} Muốn làm lại, hãy dùng việc “Niêm yết lại” khi hồ sơ được trả về.")
    return current


def _day_of(case: Case, on: date, today: date, what: str, first: date | None = None) -> None:
    """Refuses a day that has not come, or that lies before the report or the posting."""
    begun = first or CaseFile(case, on).on_of("report", "repost")
    if on > today:
        raise StepRefused(f"{what} ngày {show_day(on)} chưa đến. Hãy ghi sau khi đã làm.", field="on")
    if begun is not None and on < begun:
        text = f"{what} ngày {show_day(on)} trước ngày bắt đầu ({show_day(begun)}). Hãy kiểm tra lại ngày."
        raise StepRefused(text, field="on")


@transaction.atomic
def start_posting(
    case: Case, *, opened_on: date, places: Sequence[str], proof: str, person: Person, today: date
) -> Posting:
    """Starts the posting, or starts it anew. Writes the posting, closes the former one, and one event."""
    current = _consulted(case, person)
    _day_of(current, opened_on, today, "Niêm yết")
    known = {item["code"] for item in listed(CaseFile(current, opened_on).rule("rule:posting_places"))}
    if not set(places) <= known:
        raise StepRefused("Có nơi niêm yết không nằm trong quy định. Hãy chọn lại.", field="places")
    if not places:
        raise StepRefused("Chưa chọn nơi niêm yết. Hãy chọn các nơi đã niêm yết.", field="places")
    running = Posting.objects.filter(case=current, replaced_on=None).first()
    if running is not None and opened_on < running.opened_on:
        text = f"Lần niêm yết trước bắt đầu ngày {show_day(running.opened_on)}. Hãy kiểm tra lại ngày."
        raise StepRefused(text, field="on")
    Posting.objects.filter(case=current, replaced_on=None).update(replaced_on=opened_on)
    by = By.of(person)
    posting = Posting.objects.create(
        case=current, opened_on=opened_on, places=sorted(places), proof=proof.strip(), by=by.username
    )
    details = {"opened_on": opened_on.isoformat(), "places": sorted(places)}
    record_about(current, events.POSTED, by.username, details, paper=proof.strip()[:200], post=by.post)
    return posting


def _running(case: Case) -> Posting:
    posting = Posting.objects.filter(case=case, replaced_on=None).first()
    if posting is None:
        raise StepRefused("Chưa niêm yết. Hãy ghi ngày bắt đầu niêm yết trước.")
    return posting


@transaction.atomic
def prove_posting(case: Case, document_id: int, *, person: Person, today: date) -> None:
    """Attaches a document of the unit as the proof of the running posting. Writes the link and its event.

    Refused for a document of another unit, and for one that was withdrawn.
    """
    current = _consulted(case, person)
    _running(current)
    attach_held(current, document_id, POSTING, By.of(person))


@transaction.atomic
def add_broadcast(case: Case, *, on: date, at: str, person: Person, today: date) -> Broadcast:
    """Records one announcement on the loudspeakers. Writes it and one event."""
    current = _consulted(case, person)
    posting = _running(current)
    _day_of(current, on, today, "Thông báo", posting.opened_on)
    by = By.of(person)
    try:
        with transaction.atomic():
            made = Broadcast.objects.create(posting=posting, on=on, at=at.strip(), by=by.username)
    except IntegrityError:
        text = f"Đã ghi lần thông báo ngày {show_day(on)} {at.strip()}".strip()
        raise StepRefused(f"{text}. Nếu phát hai lần trong ngày, hãy ghi rõ buổi, giờ.", field="at") from None
    record_about(current, events.BROADCAST, by.username, {"on": on.isoformat(), "at": at.strip()}, post=by.post)
    return made


@transaction.atomic
def add_objection(case: Case, *, received_on: date, text: str, person: Person, today: date) -> Objection:
    """Records an objection to the posted report. Writes it and one event."""
    current = _consulted(case, person)
    posting = _running(current)
    _day_of(current, received_on, today, "Nhận phản ánh", posting.opened_on)
    if not text.strip():
        raise StepRefused(
            "Chưa ghi nội dung phản ánh. Hãy ghi tóm tắt, không cần ghi tên người phản ánh.", field="text"
        )
    by = By.of(person)
    made = Objection.objects.create(posting=posting, received_on=received_on, text=text.strip(), by=by.username)
    record_about(
        current, events.OBJECTION_RECEIVED, by.username, {"received_on": received_on.isoformat()}, post=by.post
    )
    return made


@transaction.atomic
def answer_objection(case: Case, objection_id: int, *, on: date, answer: str, person: Person, today: date) -> Objection:
    """Records the answer to an objection. Writes it once and one event."""
    current = _consulted(case, person)
    objection = Objection.objects.filter(pk=objection_id, posting__case=current).first()
    if objection is None:
        raise StepRefused("Không có phản ánh này trong hồ sơ. Hãy mở lại trang.")
    if not answer.strip():
        raise StepRefused("Chưa ghi nội dung trả lời. Hãy ghi đã trả lời thế nào.", field="answer")
    _day_of(current, on, today, "Trả lời", objection.received_on)
    by = By.of(person)
    answered = {"answered_on": on, "answer": answer.strip(), "answered_by": by.username}
    if not change_where(objection, {"answered_on": None}, **answered):
        raise StepRefused("Phản ánh này vừa được trả lời. Hãy mở lại trang để xem.")
    details = {"objection": objection_id, "on": on.isoformat()}
    record_about(current, events.OBJECTION_ANSWERED, by.username, details, reason=answer.strip(), post=by.post)
    return objection


@transaction.atomic
def give_opinion(
    case: Case, *, body: str, outcome: str, on: date, paper: str, text: str, person: Person, today: date
) -> Opinion:
    """Records a body's written opinion; a later one replaces it. Writes the opinion and one event."""
    current = _consulted(case, person)
    names = {item["code"] for item in listed(CaseFile(current, on).rule("rule:opinion_bodies"))}
    if body not in names or outcome not in (Opinion.AGREES, Opinion.DISAGREES):
        raise StepRefused("Nơi cho ý kiến hoặc ý kiến không đúng. Hãy chọn lại.", field="body")
    if not paper.strip():
        raise StepRefused("Chưa ghi số văn bản. Ý kiến phải bằng văn bản.", field="paper")
    _day_of(current, on, today, "Ý kiến")
    by = By.of(person)
    Opinion.objects.filter(case=current, body=body, is_current=True).update(is_current=False)
    made = Opinion.objects.create(
        case=current, body=body, outcome=outcome, on=on, paper=paper.strip(), text=text.strip(), by=by.username
    )
    details = {"body": body, "outcome": outcome, "on": on.isoformat()}
    record_about(current, events.OPINION_GIVEN, by.username, details, paper=paper.strip(), post=by.post)
    return made

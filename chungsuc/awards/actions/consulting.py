"""Opinions of other agencies on a dossier: asked with a last day, answered, or not. Silence is never consent."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.periods import CalendarMissing, show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.rule_facts import deadline, rule_on

from .. import events
from ..access import CONSULTED, receives, speaks_for
from ..models import Consultation, Dossier
from ..models.appraisal import ANSWERS
from ..rules.naming import PROVINCE
from ..workflow.dossiers import APPRAISING, RECEIVES, STATES
from .moving import held, said_by, told
from .refusals import AwardRefused, Stale

DAYS = "days:consult_award"


def _open(dossier: Dossier) -> None:
    if dossier.state not in APPRAISING:
        text = f"Hồ sơ đang ở bước “{STATES[dossier.state].label}”; chỉ lấy ý kiến từ khi nhận đến khi thẩm định xong."
        raise AwardRefused(text)


@transaction.atomic
def ask(
    dossier: Dossier, *, agency: Unit, about: str, acting: Person, due_on: date | None = None
) -> Consultation:  # fmt: skip
    """Asks another agency about something, to be answered until the end of a day. Writes the question and one event.

    The last day is the rule's where there is one; else `due_on`, which somebody has to name.
    """
    fresh = held(dossier)
    if not receives(acting, fresh.body):
        raise PermissionDenied(RECEIVES)
    _open(fresh)
    if not nfc(about):
        raise AwardRefused("Chưa ghi hỏi về việc gì. Hãy ghi trong một câu.", "about")
    if agency.kind == PROVINCE or agency.pk in (fresh.body_id, fresh.proposer_id):
        raise AwardRefused("Nơi đề nghị, nơi xét hồ sơ không tự cho ý kiến. Hãy chọn cơ quan khác.", "agency")
    due = _due(acting.day, due_on)
    try:
        with transaction.atomic():
            made = Consultation.objects.create(
                dossier=fresh, agency=agency, about=nfc(about)[:300], asked_on=acting.day, due_on=due,
                by=acting.username,
            )  # fmt: skip
    except IntegrityError:
        raise AwardRefused("Đã hỏi cơ quan này về việc này. Hãy xem ý kiến ở dưới.", "about") from None
    told(events.ASKED, fresh, said_by(acting), {"agency": agency.code, "due": due.isoformat()})
    return made


def _due(today: date, typed: date | None) -> date:
    rule = rule_on(DAYS, today)
    try:
        counted = deadline(today, rule)
    except CalendarMissing as missing:
        raise AwardRefused(str(missing), "due_on") from None
    if counted is not None:
        return counted.until
    if typed is None:
        raise AwardRefused(f"Chưa có quy định «{rule.label}». Hãy ghi ngày phải trả lời.", "due_on")
    if typed < today:
        raise AwardRefused(f"Ngày {show_day(typed)} đã qua. Hãy ghi từ hôm nay trở đi.", "due_on")
    return typed


def _held(consultation: Consultation) -> tuple[Consultation, Dossier]:
    dossier = held(Dossier(pk=consultation.dossier_id))
    fresh = Consultation.objects.select_for_update(of=("self",)).prefetch_related("agency").get(pk=consultation.pk)
    return fresh, dossier


@transaction.atomic
def answer(consultation: Consultation, *, view: str, words: str, acting: Person, paper: str = "") -> Consultation:
    """The agency's own answer, also after its silence was recorded, as long as the dossier is examined. Writes it once,
    and one event.

    PermissionDenied for whoever does not speak for the agency; Stale when it was answered meanwhile.
    """
    fresh, dossier = _held(consultation)
    if not speaks_for(acting, fresh.agency_id, CONSULTED):
        raise PermissionDenied(CONSULTED)
    _open(dossier)
    if view not in dict(ANSWERS):
        raise AwardRefused("Chưa chọn ý kiến. Hãy chọn.", "view")
    if view == "objects" and not words.strip():
        raise AwardRefused("Chưa ghi vì sao không nhất trí. Hãy ghi.", "words")
    after = {
        "answered_on": acting.day, "answer": view, "words": words.strip(), "paper": paper.strip()[:300],
        "answered_by": acting.username,
    }  # fmt: skip
    if not change_where(fresh, {"answered_on": None}, **after):
        raise Stale("Cơ quan đã trả lời rồi. Hãy mở lại trang để xem.")
    told(events.ANSWERED, dossier, said_by(acting), {"agency": fresh.agency.code, "answer": view})
    return fresh


@transaction.atomic
def record_silence(consultation: Consultation, *, acting: Person) -> Consultation:
    """Writes down that the agency did not answer, only after the last day. Writes it once, and one event.

    It says "im lặng", which is no consent. Stale when it was answered or recorded meanwhile.
    """
    fresh, dossier = _held(consultation)
    if not receives(acting, dossier.body):
        raise PermissionDenied(RECEIVES)
    _open(dossier)
    if acting.day <= fresh.due_on:
        raise AwardRefused(f"Cơ quan được hỏi còn đến hết {show_day(fresh.due_on)}. Hãy chờ hết ngày ấy.")
    seen = {"answered_on": None, "silent_on": None}
    if not change_where(fresh, seen, silent_on=acting.day, silent_by=acting.username):
        raise Stale("Ý kiến này vừa được trả lời hoặc đã ghi nhận. Hãy mở lại trang để xem.")
    told(events.SILENT, dossier, said_by(acting), {"agency": fresh.agency.code})
    return fresh

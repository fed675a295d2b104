"""An exemplar is found, written about again, sent for another look, ended; a candidate is set aside."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import record
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import fold, nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import events, workflow
from ..access import WRITE
from ..models import CandidateAnswer, Exemplar, Story
from ..rules.candidates import SORTS, Candidate
from ..rules.naming import KINDS, bare_name, why_not_named
from .moving import ExemplarRefused, Stale, held, moved, nameless, said, told


@dataclass(frozen=True)
class Written:
    """What is written about an exemplar: its name (a person's or a thing's), what it did, and the story."""

    name: str
    title: str
    text: str


@transaction.atomic
def find(
    *, kind: str, unit: Unit, found_on: date, written: Written, acting: Person, candidate: Candidate | None = None
) -> Exemplar:
    """Enters an exemplar that was found. Writes it, its first story, the answer to the candidate it came of, one event.

    PermissionDenied without the right towards the unit; ExemplarRefused for a day to come, a unit that did not exist,
    or a text that names a person; Stale when somebody else answered the candidate first.
    """
    units = acting.acts_for(WRITE)
    if not units or not (acting.may(WRITE, unit.pk) or acting.may("exemplar.public")):
        raise PermissionDenied(WRITE)
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind}")
    if found_on > acting.day:
        raise ExemplarRefused("Ngày phát hiện sau hôm nay. Hãy xem lại ngày.")
    if unit.since > found_on or (unit.until is not None and unit.until < found_on):
        raise ExemplarRefused(f"Ngày {show_day(found_on)} không có đơn vị này. Hãy chọn đơn vị của ngày ấy.")
    exemplar = Exemplar(
        kind=kind,
        unit=unit,
        name=nfc(written.name),
        name_key=bare_name(written.name),
        finder_id=unit.pk if unit.pk in units else min(units),
        found_by=acting.username,
        found_post=acting.title[:300],
        found_on=found_on,
        recorded_at=now(),
    )
    _check(exemplar, written)
    exemplar.save()
    _write(exemplar, written, 1, acting)
    if candidate is not None:
        _answer(candidate, acting, exemplar=exemplar)
    told(events.FOUND, exemplar, acting=acting, details={"on": found_on.isoformat(), "kind": KINDS[kind]})
    return exemplar


def _check(exemplar: Exemplar, written: Written) -> None:
    if why_not := why_not_named(exemplar.kind, exemplar.name):
        raise ExemplarRefused(why_not)
    if not nfc(written.title) or not written.text.strip():
        raise ExemplarRefused("Chưa ghi việc làm được hoặc nội dung. Hãy ghi đủ hai ô.")
    nameless(exemplar, written.title, written.text)


def _write(exemplar: Exemplar, written: Written, number: int, acting: Person) -> None:
    title, text = nfc(written.title), said(written.text)
    Story.objects.create(
        exemplar=exemplar,
        number=number,
        title=title,
        text=text,
        key=fold(f"{title} {text}"),
        written_by=acting.username,
        written_at=now(),
    )


@transaction.atomic
def rewrite(exemplar: Exemplar, version: int, written: Written, *, acting: Person) -> Exemplar:
    """Writes the story anew; what was verified has to be verified again. Writes a story, the exemplar, one event."""
    fresh = held(exemplar, workflow.REWRITE, version, acting)
    renamed = nfc(written.name) != fresh.name
    fresh.name, fresh.name_key = nfc(written.name), bare_name(written.name)
    _check(fresh, written)
    number = fresh.stories.count() + 1
    moved(fresh, workflow.REWRITE, name=fresh.name, name_key=fresh.name_key)
    _write(fresh, written, number, acting)
    told(events.REWRITTEN, fresh, acting=acting, details={"number": number, "renamed": renamed})
    return fresh


@transaction.atomic
def ask_again(exemplar: Exemplar, version: int, written: Written, *, reason: str, acting: Person) -> Exemplar:
    """Sends what was refuted for another look, with a new story and a reason. Writes both, the state, one event."""
    fresh = held(exemplar, workflow.ASK_AGAIN, version, acting)
    if not reason.strip():
        raise ExemplarRefused("Chưa ghi lý do. Hãy ghi điều gì đã được bổ sung, làm rõ.")
    _check(fresh, Written(fresh.name, written.title, written.text))
    nameless(fresh, reason)
    number = fresh.stories.count() + 1
    moved(fresh, workflow.ASK_AGAIN)
    _write(fresh, written, number, acting)
    told(events.ASKED_AGAIN, fresh, acting=acting, details={"number": number}, reason=said(reason))
    return fresh


@transaction.atomic
def end(exemplar: Exemplar, version: int, *, on: date, reason: str, acting: Person) -> Exemplar:
    """Stops holding something up as an exemplar; it stays with the reason. Writes its state and one event."""
    fresh = held(exemplar, workflow.END, version, acting)
    if not reason.strip():
        raise ExemplarRefused("Chưa ghi lý do. Hãy ghi vì sao thôi nêu gương.")
    if on > acting.day or on < fresh.found_on:
        raise ExemplarRefused("Ngày thôi nêu gương phải từ ngày phát hiện đến hôm nay. Hãy xem lại ngày.")
    nameless(fresh, reason)
    moved(fresh, workflow.END, ended_on=on, end_reason=said(reason))
    told(events.ENDED, fresh, acting=acting, details={"on": on.isoformat()}, reason=said(reason))
    return fresh


@transaction.atomic
def set_aside(candidate: Candidate, *, reason: str, acting: Person) -> CandidateAnswer:
    """Leaves a candidate out with a reason that stays. Writes the answer, one event; Stale when it has one."""
    if not acting.may(WRITE, candidate.unit_id):
        raise PermissionDenied(WRITE)
    if not reason.strip():
        raise ExemplarRefused("Chưa ghi lý do. Hãy ghi vì sao để lại đề xuất này.")
    answer = _answer(candidate, acting, reason=said(reason))
    unit = known_as([candidate.unit_id])[candidate.unit_id]
    record(
        events.SET_ASIDE,
        actor=acting.username,
        actor_post=acting.title[:200],
        subject_type="exemplars.candidate",
        subject_id=candidate.key,
        subject_label=f"Đề xuất “{SORTS[candidate.sort]}”: {unit.name}",
        unit_code=unit.code,
        reason=answer.reason,
    )
    return answer


def _answer(
    candidate: Candidate, acting: Person, *, exemplar: Exemplar | None = None, reason: str = ""
) -> CandidateAnswer:
    try:
        with transaction.atomic():
            return CandidateAnswer.objects.create(
                key=candidate.key,
                sort=candidate.sort,
                unit_id=candidate.unit_id,
                why=candidate.why,
                exemplar=exemplar,
                reason=reason,
                by=acting.username,
                at=now(),
            )
    except IntegrityError:
        raise Stale("Đề xuất này vừa được người khác trả lời nên chưa ghi gì. Hãy mở lại trang để xem.") from None

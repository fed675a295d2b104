"""Receiving a dossier, checking it, stopping its clocks, concluding; announcing, passing on. One act, one event."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from chungsuc.law.periods import CalendarMissing, show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.rule_facts import calendar

from .. import events
from ..access import NTM as CONFIRMS_NTM
from ..access import PROVINCE, receives
from ..conditions import not_yet
from ..facts.checking import CheckLine, findable
from ..facts.law import law_on
from ..models import ClockStop, Dossier, Finding
from ..models.appraisal import CHECKS, CONTENT, FORMAL, NTM
from ..workflow import dossiers as workflow
from ..workflow.dossiers import RECEIVES, STATES
from .moving import STALE, held, held_many, move, move_many, said_by, told
from .refusals import AwardRefused, Stale

OWN_DRAFT = "Đồng chí đã lập hồ sơ này nên không thẩm định nó; người khác của cơ quan làm việc này."
WHEN = {
    FORMAL: (workflow.FORMAL,),
    CONTENT: (workflow.CONTENT, workflow.APPRAISED),  # what comes up before the council meets is answered for too
    NTM: (workflow.FORMAL, workflow.FORMAL_STOPPED, workflow.CONTENT, workflow.CONTENT_STOPPED),
}


def _for_body(dossier: Dossier, acting: Person) -> None:
    if not receives(acting, dossier.body):
        raise PermissionDenied(RECEIVES)


def _judging(dossier: Dossier, acting: Person) -> None:
    _for_body(dossier, acting)
    if dossier.by == acting.username:
        raise AwardRefused(OWN_DRAFT)


def _ready(dossier: Dossier, act: str, day: date) -> None:
    if missing := not_yet(dossier, act, day):
        raise AwardRefused(" ".join(missing))


@transaction.atomic
def receive(dossier: Dossier, version: int, *, acting: Person, received_on: date | None = None) -> Dossier:
    """Takes a dossier in: the next number of the body's book of that year, the law of that day. Writes it, one event.

    `received_on`: today, or a past working day not before the submission. AwardRefused for another day, or one that no
    regime covers; Stale when somebody else was first.
    """
    fresh = held(dossier, version)
    _for_body(fresh, acting)
    if refused := workflow.why_not("receive", fresh.state):
        raise AwardRefused(refused)
    on = received_on or acting.day
    regime = law_on(on).regime_code
    if not regime:
        raise AwardRefused(
            f"Ngày {show_day(on)} không thuộc thời kỳ pháp luật khen thưởng nào đã ghi, nên chưa nhận được. Hãy bổ "
            "sung ở trang Quy định trước.", "received_on",
        )  # fmt: skip
    _received_day(fresh, on, acting.day)
    # Who numbers in one book waits here for whoever numbers before; others may still refer to the unit.
    Unit.objects.select_for_update(no_key=True).get(pk=fresh.body_id)
    last = Dossier.objects.filter(body_id=fresh.body_id, stamp_year=on.year).aggregate(last=Max("stamp"))["last"]
    return move(
        fresh, "receive", said_by(acting), received_on=on, stamp_year=on.year, stamp=(last or 0) + 1, regime=regime
    )  # fmt: skip


def _received_day(dossier: Dossier, on: date, today: date) -> None:
    if on > today:
        raise AwardRefused(f"Ngày {show_day(on)} chưa đến. Hãy xem lại ngày nhận.", "received_on")
    submitted = dossier.steps.filter(act="submit").order_by("-seq").values_list("on", flat=True).first()
    if submitted is not None and on < submitted:
        raise AwardRefused(
            f"Hồ sơ nộp ngày {show_day(submitted)} nên không thể nhận trước ngày ấy. Hãy xem lại ngày nhận.",
            "received_on",
        )
    if on == today:
        return
    try:
        works = calendar().is_working(on)
    except CalendarMissing as missing:
        raise AwardRefused(str(missing), "received_on") from None
    if not works:
        raise AwardRefused(f"Ngày {show_day(on)} là ngày nghỉ. Hãy ghi ngày làm việc đã nhận hồ sơ.", "received_on")


@transaction.atomic
def record_finding(dossier: Dossier, *, kind: str, line: str, met: bool, acting: Person, note: str = "") -> Finding:
    """Writes what was found on one line of a checklist; a later word on it replaces this one. Writes it, one event.

    NTM results are confirmed by `award.ntm` only. AwardRefused for a line that is not on the list, out of its step, or
    "not met" without saying why.
    """
    fresh, known = _examined(dossier, kind, acting)
    return _found(fresh, kind, known, Looked(line, met, note), acting)


@dataclass(frozen=True)
class Looked:
    """What somebody found on one line of a checklist."""

    line: str
    met: bool
    note: str = ""


@transaction.atomic
def record_findings(dossier: Dossier, *, kind: str, found: Sequence[Looked], acting: Person) -> list[Finding]:
    """Writes what was found on several lines of one checklist at once: all or none, an event for each.

    Refuses as `record_finding` does; the field of the refusal names the line, too ("note:<line>").
    """
    fresh, known = _examined(dossier, kind, acting)
    if not found:
        raise AwardRefused("Chưa kết luận nội dung nào. Hãy chọn đạt hoặc chưa đạt ở ít nhất một nội dung.")
    made = []
    for one in found:
        try:
            made.append(_found(fresh, kind, known, one, acting))
        except AwardRefused as refused:
            raise AwardRefused(str(refused), f"{refused.field}:{one.line}") from None
    return made


def _examined(dossier: Dossier, kind: str, acting: Person) -> tuple[Dossier, dict[str, CheckLine]]:
    """The dossier, held, for whoever may write findings of this kind now, with the lines that there are."""
    fresh = held(dossier)
    if kind not in dict(CHECKS):
        raise AwardRefused("Loại kiểm tra không đúng. Hãy mở lại trang.")
    if kind == NTM:
        if not acting.may(CONFIRMS_NTM) or fresh.body.kind != PROVINCE:
            raise PermissionDenied(CONFIRMS_NTM)
        if fresh.by == acting.username:
            raise AwardRefused(OWN_DRAFT)
    else:
        _judging(fresh, acting)
    if fresh.state not in WHEN[kind]:
        asked = " hoặc ".join(f"“{STATES[code].label}”" for code in WHEN[kind])
        raise AwardRefused(f"Hồ sơ đang ở bước “{STATES[fresh.state].label}”; chỉ ghi việc này ở bước {asked}.")
    return fresh, {one.line: one for one in findable(fresh, kind, acting.day)}


def _found(fresh: Dossier, kind: str, known: Mapping[str, CheckLine], one: Looked, acting: Person) -> Finding:
    if one.line not in known:
        raise AwardRefused("Nội dung này không có trong danh mục kiểm tra của hồ sơ. Hãy chọn lại.", "line")
    if not nfc(one.note) and (not one.met or known[one.line].needs_note):
        raise AwardRefused("Chưa ghi nhận xét. Hãy ghi căn cứ vào đâu, thiếu gì.", "note")
    made = Finding.objects.create(
        dossier=fresh, kind=kind, line=one.line, met=one.met, note=one.note.strip(), on=acting.day,
        by=acting.username, by_name=acting.name[:200], body_id=_speaks_as(acting, fresh),
    )  # fmt: skip
    told(events.FOUND, fresh, said_by(acting), {"kind": kind, "line": one.line, "met": one.met})
    return made


def _speaks_as(acting: Person, dossier: Dossier) -> int:
    """The body for which the person examines: the deciding one, or for the province the one of the person's post."""
    units = {post.unit_id for post in acting.posts}
    return dossier.body_id if dossier.body_id in units or not units else min(units)


def stop_formal(dossier: Dossier, version: int, *, missing: str, acting: Person) -> Dossier:
    """Asks the unit to supplement the form: the first clock stands from today. Writes the stop, the step, one event.

    `missing`: what is asked for. Stale when somebody else was first.
    """
    return _stop(dossier, version, FORMAL, missing, acting)


def stop_content(dossier: Dossier, version: int, *, missing: str, acting: Person) -> Dossier:
    """Asks the unit to supplement the content: the second clock stands from today. Writes as `stop_formal`."""
    return _stop(dossier, version, CONTENT, missing, acting)


@transaction.atomic
def _stop(dossier: Dossier, version: int, clock: str, missing: str, acting: Person) -> Dossier:
    fresh = held(dossier, version)
    _judging(fresh, acting)
    if not missing.strip():
        raise AwardRefused("Chưa ghi phải bổ sung gì. Hãy ghi rõ từng thứ.", "reason")
    moved = move(fresh, f"stop_{clock}", said_by(acting, missing))
    ClockStop.objects.create(dossier=fresh, clock=clock, since=acting.day, asked=missing.strip(), by=acting.username)
    return moved


@transaction.atomic
def pass_formal(dossier: Dossier, version: int, *, acting: Person) -> Dossier:
    """Concludes that the dossier is complete in form: the second clock begins. Writes the step and one event.

    AwardRefused, with what is missing, while a line of the check is open or not met.
    """
    fresh = held(dossier, version)
    _judging(fresh, acting)
    _ready(fresh, "pass_formal", acting.day)
    return move(fresh, "pass_formal", said_by(acting))


@transaction.atomic
def appraise(dossier: Dossier, version: int, *, acting: Person, reason: str = "") -> Dossier:
    """Concludes that the dossier may go to the council. Writes the step and one event.

    AwardRefused, with what is missing, while something stands in the way (see `conditions.appraising`).
    """
    fresh = held(dossier, version)
    _judging(fresh, acting)
    _ready(fresh, "appraise", acting.day)
    return move(fresh, "appraise", said_by(acting, reason))


@transaction.atomic
def refuse(dossier: Dossier, version: int, *, reason: str, acting: Person) -> Dossier:
    """Concludes that the dossier does not qualify, with the reasons. Writes the step, one event; ends a stop."""
    fresh = held(dossier, version)
    _judging(fresh, acting)
    moved = move(fresh, "refuse", said_by(acting, reason))
    ClockStop.objects.filter(dossier=fresh, until=None).update(until=acting.day)
    return moved


@transaction.atomic
def minutes_pass(dossier: Dossier, version: int, *, minutes: str, reason: str, acting: Person) -> Dossier:
    """Writes down that the body's own council agreed, by its minutes. Writes the step and one event.

    Only below the province, whose council votes here. AwardRefused without the number and day of the minutes.
    """
    fresh = held(dossier, version)
    _judging(fresh, acting)
    _ready(fresh, "minutes_pass", acting.day)
    if not minutes.strip():
        raise AwardRefused("Chưa ghi số, ngày biên bản họp xét. Hãy ghi.", "paper")
    return move(fresh, "minutes_pass", said_by(acting, reason, minutes))


def may_announce(dossiers: Iterable[Any], day: date) -> list[tuple[Any, str]]:
    """Each dossier with why its result cannot be announced, "" when it can: a preview. Part of an act."""
    return [(one, workflow.why_not("announce", one.state)) for one in dossiers]


@transaction.atomic
def announce(seen: Sequence[tuple[int, int]], *, acting: Person, paper: str = "") -> list[Dossier]:
    """Makes the council's results known, of several dossiers at once: all or none.

    `seen`: number and version of each as it was previewed. Writes a step and an event for each. Stale when one of them
    changed meanwhile.
    """
    if not seen:
        raise AwardRefused("Chưa chọn hồ sơ nào. Hãy chọn ít nhất một hồ sơ.", "dossiers")
    asked, fresh = dict(seen), held_many(pk for pk, _ in seen)
    if len(fresh) != len(seen) or any(one.version != asked[one.pk] for one in fresh):
        raise Stale(STALE)
    for body in {one.body_id: one for one in fresh}.values():
        _for_body(body, acting)
    move_many(fresh, "announce", said_by(acting, paper=paper))
    return fresh


@transaction.atomic
def forward(dossier: Dossier, version: int, *, paper: str, reason: str, acting: Person) -> Dossier:
    """Writes down that the dossier went to who decides above, by which paper. Writes the step and one event."""
    return _onward(dossier, version, "forward", "Chưa ghi số, ngày tờ trình. Hãy ghi.", paper, reason, acting)


@transaction.atomic
def decline(dossier: Dossier, version: int, *, paper: str, reason: str, acting: Person) -> Dossier:
    """Writes down that who decides above does not award, by which paper. Writes the step and one event."""
    return _onward(dossier, version, "decline", "Chưa ghi số, ngày văn bản trả lời. Hãy ghi.", paper, reason, acting)


def _onward(
    dossier: Dossier, version: int, act: str, no_paper: str, paper: str, reason: str, acting: Person
) -> Dossier:
    fresh = held(dossier, version)
    _for_body(fresh, acting)
    _ready(fresh, act, acting.day)
    if not paper.strip():
        raise AwardRefused(no_paper, "paper")
    return move(fresh, act, said_by(acting, reason, paper))

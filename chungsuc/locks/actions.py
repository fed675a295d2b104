"""Every write about locks, and the question that every other write path asks first."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from chungsuc.audit.actions import change_where, record
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from . import events
from .facts import LockFact, lock_facts, locks_on, show_moment
from .models import Lock, Opening, OpeningRequest
from .rules import WHATS, Place

_GATE = 0x10C5
"""The number under which PostgreSQL lets writers in together and a lock being set alone."""


class Locked(ValueError):
    """A write that a lock holds back; the message says what, why, since when, by whom and how to ask."""

    def __init__(self, fact: LockFact, sentence: str = "") -> None:
        self.fact = fact
        super().__init__(sentence or fact.sentence)


class LockRefused(ValueError):
    """An act on a lock is not possible now; the message says why."""


def require_open(
    what: str, unit_id: int, *, year: int | None = None, set_code: str = "", part: str = "", at: datetime | None = None
) -> None:
    """Raises Locked when a write to a unit is held back at `at` (now). Call it first in the writing transaction.

    A lock that is being set in that very moment waits for the writers that were let in, or is seen by them.
    """
    require_all_open(what, [unit_id], year=year, places=[(set_code, part)] if set_code or part else [], at=at)


def require_all_open(
    what: str,
    unit_ids: Iterable[int],
    *,
    year: int | None = None,
    places: Iterable[Place] = (),
    at: datetime | None = None,
) -> None:
    """As `require_open` for many units and places (set, part) at once; the message names the units that are held."""
    _pass_gate(shared=True)
    held = locks_on(what, unit_ids, year=year, places=places, at=at or now())
    if not held:
        return
    first = next(iter(held.values()))
    if len(held) == 1 or all(fact.unit_id is None for fact in held.values()):
        raise Locked(first)
    names = sorted(fact.covers.rsplit(", ", 1)[-1] for fact in held.values() if fact.unit_id)
    shown = ", ".join(names[:5]) + (f" và {len(names) - 5} đơn vị khác" if len(names) > 5 else "")
    raise Locked(first, f"{len(held)} đơn vị đang khóa: {shown}. {first.sentence}")


def _pass_gate(*, shared: bool) -> None:
    """Writers pass together; who sets or lifts a lock waits for them. On SQLite there is one writer anyway."""
    if connection.vendor == "postgresql":
        suffix = "_shared" if shared else ""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock{suffix}(%s)", [_GATE])


@transaction.atomic
def set_lock(
    what: str,
    *,
    unit: Unit | None = None,
    year: int | None = None,
    set_code: str = "",
    part: str = "",
    reason: str,
    how_to_ask: str,
    since: datetime | None = None,
    by: str,
    by_name: str,
    paper: str = "",
    post: str = "",
) -> Lock:
    """Locks something from `since` (now) on; nothing is submitted for anybody. Writes a Lock and one event.

    LockRefused when reason or way to ask are missing, or the same lock is there already.
    """
    if what not in WHATS:
        raise LockRefused("Chưa rõ khóa gì. Hãy chọn số liệu, minh chứng hoặc hồ sơ.")
    if not reason.strip() or not how_to_ask.strip():
        raise LockRefused("Hãy ghi lý do khóa và cách đề nghị mở khóa.")
    _pass_gate(shared=False)
    moment = now()
    start = since or moment
    reach: dict[str, Any] = {"what": what, "unit": unit, "year": year, "set_code": set_code, "part": part}
    twin = Lock.objects.filter(**reach, lifted_at=None, since__lte=start).first()
    if twin is not None:
        raise LockRefused(f"Phần này đã khóa từ {show_moment(twin.since)} ({twin.code}).")
    lock = Lock.objects.create(
        **reach,
        reason=reason.strip(),
        how_to_ask=how_to_ask.strip(),
        paper=paper.strip(),
        since=start,
        set_by=by,
        set_by_name=by_name,
        set_at=moment,
    )
    told = {"since": start.isoformat(), "year": year, "set": set_code, "part": part, "what": what}
    _record(events.LOCK_SET, lock, by, told, unit=unit, reason=lock.reason, paper=paper, post=post)
    return lock


@transaction.atomic
def lift_lock(lock: Lock, *, reason: str, by: str, post: str = "") -> Lock:
    """Ends a lock for good. Writes the moment, who and why, and one event; of two who lift it only one succeeds."""
    if not reason.strip():
        raise LockRefused("Hãy ghi lý do gỡ khóa.")
    _pass_gate(shared=False)
    lifted = {"lifted_at": now(), "lifted_by": by, "lift_reason": reason.strip()}
    if not change_where(lock, {"lifted_at": None}, **lifted):
        raise LockRefused("Khóa này vừa được người khác gỡ. Hãy mở lại trang để xem.")
    _record(events.LOCK_LIFTED, lock, by, {}, unit=lock.unit, reason=reason.strip(), post=post)
    return lock


@transaction.atomic
def ask_opening(
    lock: Lock, *, unit: Unit, reason: str, wanted_until: date | None = None, by: str, by_name: str, post: str = ""
) -> OpeningRequest:
    """A unit asks for a lock to be opened. Writes an OpeningRequest and one event.

    LockRefused when the lock is lifted, the reason is missing, or the unit's earlier request awaits its answer.
    """
    if not reason.strip():
        raise LockRefused("Hãy ghi lý do đề nghị mở khóa.")
    moment = now()
    if wanted_until is not None and wanted_until < moment.date():
        raise LockRefused("Ngày xin mở đến đã qua. Hãy ghi một ngày từ hôm nay trở đi.")
    if not Lock.objects.filter(pk=lock.pk, lifted_at=None).exists():
        raise LockRefused("Khóa này đã được gỡ, không cần đề nghị mở nữa.")
    try:
        with transaction.atomic():
            asked = OpeningRequest.objects.create(
                lock=lock,
                unit=unit,
                reason=reason.strip(),
                wanted_until=wanted_until,
                by=by,
                by_name=by_name,
                at=moment,
            )
    except IntegrityError:
        raise LockRefused("Đơn vị đã có một đề nghị đang chờ trả lời cho khóa này.") from None
    told = {"wanted_until": wanted_until.isoformat() if wanted_until else None, "unit": unit.code}
    _record(events.OPENING_ASKED, lock, by, told, unit=unit, reason=asked.reason, post=post)
    return asked


@transaction.atomic
def open_for(
    lock: Lock,
    *,
    unit: Unit | None,
    until: datetime,
    approver: str,
    paper: str,
    reason: str,
    by: str,
    request: OpeningRequest | None = None,
    answer: str = "",
    post: str = "",
) -> Opening:
    """A timed exception, by itself or as the answer to a request. Writes an Opening, the answer and one event.

    LockRefused when approver, paper or reason are missing, the time is over, or the request was answered meanwhile.
    """
    if not approver.strip() or not paper.strip() or not reason.strip():
        raise LockRefused("Hãy ghi người duyệt, văn bản và lý do mở khóa.")
    moment = now()
    if until <= moment:
        raise LockRefused("Thời hạn mở đã qua. Hãy ghi một ngày từ hôm nay trở đi.")
    if not Lock.objects.filter(pk=lock.pk, lifted_at=None).exists():
        raise LockRefused("Khóa này đã được gỡ, không cần mở riêng nữa.")
    if request is not None:
        _answer(request, granted=True, answer=answer, by=by, at=moment)
    opening = Opening.objects.create(
        lock=lock,
        unit=unit,
        request=request,
        since=moment,
        until=until,
        approver=approver.strip(),
        paper=paper.strip(),
        reason=reason.strip(),
        recorded_by=by,
    )
    told = {"until": until.isoformat(), "approver": opening.approver, "unit": unit.code if unit else None}
    _record(events.OPENED, lock, by, told, unit=unit, reason=opening.reason, paper=opening.paper, post=post)
    return opening


@transaction.atomic
def refuse_opening(request: OpeningRequest, *, answer: str, by: str, post: str = "") -> OpeningRequest:
    """Answers a request with no, and why. Writes the answer and one event."""
    if not answer.strip():
        raise LockRefused("Hãy ghi lý do không đồng ý.")
    _answer(request, granted=False, answer=answer, by=by, at=now())
    _record(events.OPENING_REFUSED, request.lock, by, {}, unit=request.unit, reason=answer.strip(), post=post)
    return request


def _answer(request: OpeningRequest, *, granted: bool, answer: str, by: str, at: datetime) -> None:
    answered = {"answered_at": at, "answered_by": by, "granted": granted, "answer": answer.strip()}
    if not change_where(request, {"answered_at": None}, **answered):
        raise LockRefused("Đề nghị này vừa được người khác trả lời. Hãy mở lại trang để xem.")


@transaction.atomic
def end_opening(opening: Opening, *, reason: str, by: str, post: str = "") -> Opening:
    """Ends an exception before its time. Writes the moment and one event."""
    if not reason.strip():
        raise LockRefused("Hãy ghi lý do kết thúc sớm.")
    _pass_gate(shared=False)
    moment = now()
    if not change_where(opening, {"ended_at": None, "until__gt": moment}, ended_at=moment, ended_by=by):
        raise LockRefused("Lần mở khóa này đã hết hạn hoặc đã kết thúc.")
    _record(events.OPENING_ENDED, opening.lock, by, {}, unit=opening.unit, reason=reason.strip(), post=post)
    return opening


def _record(
    act: str,
    lock: Lock,
    by: str,
    details: dict[str, Any],
    *,
    unit: Unit | None = None,
    reason: str = "",
    paper: str = "",
    post: str = "",
) -> None:
    record(
        act,
        actor=by,
        subject_type="locks.lock",
        subject_id=str(lock.pk),
        subject_label=lock_facts([lock])[lock.pk].covers[:200],
        unit_code=unit.code if unit else "",
        details=details,
        reason=reason,
        paper=paper,
        actor_post=post,
    )

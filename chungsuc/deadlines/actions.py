"""Every write about what is due: a reason for being late, a wish for a later day and its answer, a calendar address."""

import secrets
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where, record
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from . import events
from .access import EXCUSE, EXPLAIN, answers, speaks_for
from .facts import DueFact, due_named
from .models import Excuse, Feed, LateReason
from .rules import State, hashed


class DueRefused(ValueError):
    """An act is not possible now; the message says why, `field` at which field of its form ("" above all)."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotYours(DueRefused):
    """Whoever acts may not; the message says who may."""


class Stale(DueRefused):
    """Somebody else acted first; the message says what changed."""


@transaction.atomic
def give_late_reason(key: str, *, reason: str, by: Person) -> LateReason:
    """A late unit tells why. Writes a LateReason (the former stay) and one event.

    NotYours for other units; DueRefused when the obligation is not late or the reason is missing.
    """
    fact = _spoken_for(key, by)
    if fact.state is not State.LATE:
        raise DueRefused(f"Việc này {fact.state.label}, không cần nêu lý do chậm.")
    row = LateReason.objects.create(**_about(fact, by), reason=_said(reason, "Hãy ghi lý do chậm."))
    _record(events.LATE_REASON_GIVEN, fact, by, {"until": fact.until.isoformat()}, reason=row.reason)
    return row


@transaction.atomic
def ask_excuse(key: str, *, reason: str, wanted_until: date, by: Person) -> Excuse:
    """A unit asks for a later day. Writes an Excuse and one event.

    NotYours for other units; DueRefused when it is done, the day is no later one, or an earlier wish has no answer yet.
    """
    fact = _spoken_for(key, by)
    if fact.state is State.DONE:
        raise DueRefused("Việc này đã xong, không cần gia hạn.")
    if wanted_until <= max(fact.until, by.day):
        raise DueRefused(f"Ngày xin gia hạn phải sau ngày {show_day(max(fact.until, by.day))}.", "wanted_until")
    text = _said(reason, "Hãy ghi lý do xin gia hạn.")
    try:
        with transaction.atomic():
            row = Excuse.objects.create(**_about(fact, by), reason=text, wanted_until=wanted_until)
    except IntegrityError:
        raise Stale("Đơn vị đã có một đề nghị gia hạn đang chờ trả lời cho việc này.") from None
    _record(events.EXCUSE_ASKED, fact, by, {"until": wanted_until.isoformat()}, reason=text)
    return row


@transaction.atomic
def grant_excuse(excuse: Excuse, *, until: date, paper: str = "", answer: str = "", by: Person) -> Excuse:
    """Answers a wish with a later day (which may be another than the one asked for). Writes the answer and one event.

    NotYours without the right or for one's own unit; Stale when it was answered meanwhile.
    """
    _may_answer(excuse, by)
    if until <= max(excuse.due, by.day):
        raise DueRefused(f"Ngày gia hạn phải sau ngày {show_day(max(excuse.due, by.day))}.", "until")
    _decide(excuse, by, granted=True, until=until, paper=paper.strip(), answer=answer.strip())
    details = {"until": until.isoformat()}
    _record_answer(events.EXCUSE_GRANTED, excuse, by, details, reason=answer.strip(), paper=paper.strip())
    return excuse


@transaction.atomic
def refuse_excuse(excuse: Excuse, *, answer: str, by: Person) -> Excuse:
    """Answers a wish with no, and why. Writes the answer and one event. Refused as `grant_excuse` is."""
    _may_answer(excuse, by)
    text = _said(answer, "Hãy ghi lý do không đồng ý.", "answer")
    _decide(excuse, by, granted=False, answer=text)
    _record_answer(events.EXCUSE_REFUSED, excuse, by, {}, reason=text)
    return excuse


def _spoken_for(key: str, by: Person) -> DueFact:
    found = due_named(key, by.day)
    if found is None:
        raise DueRefused("Không còn việc này. Hãy mở lại danh sách.")
    if not by.may(EXPLAIN) or not speaks_for(by, found[0].unit_id):
        raise NotYours(f"Chỉ người của đơn vị {found[0].unit.name} nêu lý do, đề nghị gia hạn cho việc này.")
    return found[0]


def _may_answer(excuse: Excuse, by: Person) -> None:
    if not by.may(EXCUSE):
        raise NotYours("Chỉ Sở Nội vụ hoặc Văn phòng Điều phối trả lời đề nghị gia hạn.")
    if not answers(by, excuse.unit_id):
        raise NotYours("Không ai trả lời đề nghị của chính đơn vị mình. Cơ quan theo dõi còn lại trả lời.")


def _decide(excuse: Excuse, by: Person, **answer: Any) -> None:
    decided = {"decided_at": now(), "decided_on": by.day, "decided_by": by.username, "decided_by_name": by.name}
    if not change_where(excuse, {"decided_at": None}, **decided, **answer):
        row = Excuse.objects.get(pk=excuse.pk)
        said = "đồng ý" if row.granted else "không đồng ý"
        raise Stale(f"Đề nghị này vừa được {row.decided_by_name} trả lời: {said}. Hãy mở lại trang để xem.")


def _said(text: str, missing: str, field: str = "reason") -> str:
    if not text.strip():
        raise DueRefused(missing, field)
    return text.strip()


def _about(fact: DueFact, by: Person) -> dict[str, Any]:
    return {
        "key": fact.key, "unit_id": fact.unit_id, "what": fact.what[:500], "due": fact.until, "by": by.username,
        "by_name": by.name, "at": now(), "on": by.day,
    }  # fmt: skip


def _record(act: str, fact: DueFact, by: Person, details: dict[str, Any], **more: str) -> None:
    record(
        act,
        actor=by.username,
        actor_post=by.title[:200],
        subject_type="deadlines.due",
        subject_id=fact.key,
        subject_label=fact.what[:200],
        unit_code=fact.unit.code,
        details=details,
        **more,  # type: ignore[arg-type]
    )


def _record_answer(act: str, excuse: Excuse, by: Person, details: dict[str, Any], **more: str) -> None:
    record(
        act,
        actor=by.username,
        actor_post=by.title[:200],
        subject_type="deadlines.due",
        subject_id=excuse.key,
        subject_label=excuse.what[:200],
        unit_code=Unit.objects.values_list("code", flat=True).get(pk=excuse.unit_id),
        details=details,
        **more,  # type: ignore[arg-type]
    )


@transaction.atomic
def make_feed(by: Person) -> str:
    """A new secret for a person's calendar address; the former one ends. Writes a Feed and one event.

    Gives the secret, which is kept nowhere: only its hash is.
    """
    moment = now()
    Feed.objects.living().filter(account_id=by.account.pk).update(ended_at=moment)
    secret = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            Feed.objects.create(account_id=by.account.pk, secret_hash=hashed(secret), made_at=moment)
    except IntegrityError:
        raise Stale("Địa chỉ lịch vừa được lập ở cửa sổ khác. Hãy mở lại trang.") from None
    _record_feed(events.FEED_MADE, by)
    return secret


@transaction.atomic
def end_feed(by: Person) -> bool:
    """Ends a person's calendar address. Writes the moment and one event; False when there was none."""
    if not Feed.objects.living().filter(account_id=by.account.pk).update(ended_at=now()):
        return False
    _record_feed(events.FEED_ENDED, by)
    return True


def _record_feed(act: str, by: Person) -> None:
    record(
        act, actor=by.username, actor_post=by.title[:200], subject_type="accounts.user", subject_id=str(by.account.pk),
        subject_label=by.username,
    )  # fmt: skip

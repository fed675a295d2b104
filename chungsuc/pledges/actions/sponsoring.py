"""Who helps which commune, what was promised and done, and what the commune says of it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.heirs import heirs_on
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import events, workflow
from ..access import ANSWER, ASSIGN, HELP, speaks_for
from ..models import SPONSORSHIP, Commitment, HelpOutcome, Sponsorship, Visit
from ..refusals import PledgeRefused, Stale
from .saying import record_about

Told = Visit | HelpOutcome


@transaction.atomic
def assign(
    helper: Unit, commune: Unit, *, since: date, decision: str, decision_on: date, person: Person, today: date
) -> Sponsorship:
    """Records that a decision assigns a body to help a commune. Writes the sponsorship and one event.

    PledgeRefused for a missing decision, days that do not fit, or a pair that is assigned already.
    """
    if not person.may(ASSIGN):
        raise PermissionDenied(ASSIGN)
    if not decision.strip():
        raise PledgeRefused("Chưa ghi quyết định phân công. Hãy ghi số, ký hiệu.", "decision")
    if decision_on > today:
        raise PledgeRefused("Ngày của quyết định chưa đến.", "decision_on")
    for field, unit, name in (("helper", helper, "Cơ quan giúp đỡ"), ("commune", commune, "Xã được giúp đỡ")):
        if since < unit.since or (unit.until is not None and since > unit.until):
            raise PledgeRefused(f"{name} không có vào ngày {show_day(since)}. Hãy chọn lại đơn vị hoặc ngày.", field)
    try:
        with transaction.atomic():
            made = Sponsorship.objects.create(
                helper=helper, commune=commune, since=since, decision=nfc(decision), decision_on=decision_on,
                by=person.username, by_name=person.name[:200],
            )  # fmt: skip
    except IntegrityError:
        raise PledgeRefused("Cơ quan này đang được phân công giúp đỡ xã này rồi.", "commune") from None
    _told(events.SPONSOR_ASSIGNED, made, person, {"since": since.isoformat()}, paper=made.decision)
    return made


@transaction.atomic
def end(sponsorship: Sponsorship, *, until: date, reason: str, paper: str, person: Person, today: date) -> Sponsorship:
    """Ends a sponsorship by a paper, with its reason. Writes both and one event; of two only one ends it."""
    if not person.may(ASSIGN):
        raise PermissionDenied(ASSIGN)
    if not reason.strip() or not paper.strip():
        raise PledgeRefused("Hãy ghi lý do và văn bản kết thúc phân công.", "reason")
    if until < sponsorship.since:
        raise PledgeRefused(f"Phân công bắt đầu ngày {show_day(sponsorship.since)}. Hãy ghi ngày sau đó.", "until")
    ended = {"until": until, "end_reason": nfc(reason), "end_paper": nfc(paper)}
    if not change_where(sponsorship, {"until": None}, **ended):
        raise Stale("Phân công này vừa được kết thúc. Hãy mở lại trang để xem.")
    _told(events.SPONSOR_ENDED, sponsorship, person, {"until": until.isoformat()}, reason=reason, paper=nfc(paper))
    return sponsorship


@transaction.atomic
def commit(
    sponsorship: Sponsorship, *, what: str, result: str, due: date, amount: Decimal | None = None, person: Person,
    today: date,
) -> Commitment:  # fmt: skip
    """The helper promises something concrete by a day. Writes the commitment and one event."""
    _require_side(sponsorship, HELP, person, today)
    if not what.strip() or not result.strip():
        raise PledgeRefused(
            "Cam kết phải có kết quả cụ thể (Kế hoạch, mục IV điểm a). Hãy ghi việc giúp và kết quả cụ thể.",
            "result" if what.strip() else "what",
        )
    made = Commitment.objects.create(
        sponsorship=sponsorship, what=nfc(what), result=nfc(result), due=due, amount=amount, on=today,
        by=person.username, by_name=person.name[:200],
    )  # fmt: skip
    _told(events.COMMITTED, sponsorship, person, {"until": due.isoformat()}, reason=made.what)
    return made


@transaction.atomic
def visit(sponsorship: Sponsorship, *, on: date, people: str, content: str, person: Person, today: date) -> Visit:
    """The helper tells of a day at the commune, which confirms or contests it. Writes the visit and one event."""
    _require_side(sponsorship, HELP, person, today)
    _require_day(sponsorship, on, today)
    if not content.strip():
        raise PledgeRefused("Chưa ghi nội dung làm việc với xã.", "content")
    try:
        with transaction.atomic():
            made = Visit.objects.create(
                sponsorship=sponsorship, on=on, people=nfc(people), content=nfc(content), **_hand(person)
            )
    except IntegrityError:
        raise PledgeRefused("Lần xuống xã này đã ghi rồi.", "on") from None
    _told(events.VISITED, sponsorship, person, {"on": on.isoformat()}, reason=made.content)
    return made


@transaction.atomic
def tell_outcome(
    sponsorship: Sponsorship, *, on: date, what: str, amount: Decimal | None = None,
    commitment: Commitment | None = None, person: Person, today: date,
) -> HelpOutcome:  # fmt: skip
    """The helper tells what its help brought about; the commune confirms or contests it. Writes it and one event."""
    _require_side(sponsorship, HELP, person, today)
    _require_day(sponsorship, on, today)
    if not what.strip():
        raise PledgeRefused("Chưa ghi kết quả. Hãy ghi kết quả cụ thể ở xã.", "what")
    if commitment is not None and commitment.sponsorship_id != sponsorship.pk:
        raise PledgeRefused("Cam kết này của phân công khác. Hãy chọn lại.", "commitment")
    made = HelpOutcome.objects.create(
        sponsorship=sponsorship, commitment=commitment, on=on, what=nfc(what), amount=amount, **_hand(person)
    )
    _told(events.OUTCOME_TOLD, sponsorship, person, {"on": on.isoformat()}, reason=made.what)
    return made


@transaction.atomic
def confirm(told: Told, *, version: int, person: Person, today: date) -> Told:
    """The commune confirms what the helper tells. Writes the answer and one event."""
    _require_side(told.sponsorship, ANSWER, person, today)
    return _answered(told, "confirm", "", version, person, today)


@transaction.atomic
def contest(told: Told, *, reason: str, version: int, person: Person, today: date) -> Told:
    """The commune says that it was not so, and why. Writes the answer and one event."""
    _require_side(told.sponsorship, ANSWER, person, today)
    return _answered(told, "contest", reason, version, person, today)


@transaction.atomic
def withdraw_told(told: Told, *, reason: str, version: int, person: Person, today: date) -> Told:
    """The helper takes back what it told. Writes the reason and one event; what was told stays readable."""
    _require_side(told.sponsorship, HELP, person, today)
    return _answered(told, "withdraw", reason, version, person, today)


_EVENTS = {"confirm": events.CONFIRMED, "contest": events.CONTESTED, "withdraw": events.WITHDRAWN}


def _answered(told: Told, act: str, reason: str, version: int, person: Person, today: date) -> Told:
    row = workflow.TOLD_ACTS[act]
    if row.needs_reason and not reason.strip():
        raise PledgeRefused("Chưa ghi lý do. Hãy ghi rõ để bên kia biết phải sửa gì.", "reason")
    if told.version != version or told.state not in row.before:
        raise Stale(f"Dòng này vừa thay đổi, nay “{told.state_label}”. Hãy mở lại trang để xem.")
    answer = {
        "answered_on": today,
        "answered_by": person.username,
        "answered_by_name": person.name[:200],
        "answer": nfc(reason),
    }
    before = {"version": version, "state": told.state}
    if not change_where(told, before, state=row.after, version=version + 1, **answer):
        raise Stale("Vừa có người trả lời dòng này. Hãy mở lại trang để xem.")
    details = {"on": told.on.isoformat(), "to": told.state}
    _told(_EVENTS[act], told.sponsorship, person, details, reason=reason or str(told))
    return told


def _hand(person: Person) -> dict[str, Any]:
    return {"by": person.username, "by_name": person.name[:200], "recorded_at": now()}


def _require_side(sponsorship: Sponsorship, right: str, person: Person, today: date) -> None:
    """PermissionDenied for whoever does not act for the side that answers today, through mergers if there were any."""
    unit = sponsorship.helper if right == HELP else sponsorship.commune
    if not speaks_for(person, right, heirs_on(today).of(unit.pk, unit.until)):
        raise PermissionDenied(right)


def _require_day(sponsorship: Sponsorship, on: date, today: date) -> None:
    if on > today:
        raise PledgeRefused("Ngày này chưa đến. Hãy ghi ngày đã làm.", "on")
    if on < sponsorship.since or (sponsorship.until is not None and on > sponsorship.until):
        raise PledgeRefused(f"Phân công có hiệu lực từ ngày {show_day(sponsorship.since)}. Hãy ghi lại ngày.", "on")


def _told(
    act: str, sponsorship: Sponsorship, person: Person, details: dict[str, Any], *, reason: str = "", paper: str = ""
) -> None:
    """One entry about a sponsorship, under its commune, whose history both sides read."""
    from chungsuc.organisations.facts import known_as

    helper = known_as([sponsorship.helper_id])[sponsorship.helper_id].name
    record_about(
        act, person, subject=SPONSORSHIP, key=sponsorship.pk, label=f"{helper} giúp đỡ", unit=sponsorship.commune,
        details=details, reason=nfc(reason), paper=paper,
    )  # fmt: skip

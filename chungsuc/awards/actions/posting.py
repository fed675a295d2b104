"""Public posting of a list before the council meets, what people say against it, and what they are answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from chungsuc.audit.actions import change_where, record
from chungsuc.law.periods import CalendarMissing, show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.actions import FigureRefused, record_ruling
from chungsuc.rulebook.models import Ruling
from chungsuc.rulebook.rule_facts import calendar

from .. import events
from ..access import receives
from ..facts.posting import Demand, Demands, matter_of, standing_lines
from ..models import Objection, PostedLine, Posting, Round
from ..rules.posting import canonical, longest, proof_of
from ..workflow.dossiers import APPRAISED, CONTENT, RECEIVES, STATES
from .moving import held_many
from .refusals import AwardRefused, Stale

POSTING = "awards.posting"
POSTABLE = (CONTENT, APPRAISED)
OWN_LIST = "Đồng chí đã công khai danh sách này nên không tự quyết định giữ; hãy rút danh sách, hoặc người khác ghi."
GONE = "Danh sách này vừa được người khác rút hoặc đổi nên chưa ghi gì. Hãy mở lại trang để xem."


@dataclass(frozen=True)
class Planned:
    """What would be posted: the period in working days, its last day, by what, and the lines as people will read them.

    Each line is (dossier, name, place, merit).
    """

    form_name: str
    days: int
    until: date
    rule: str
    lines: tuple[tuple[Any, str, str, str], ...]


def plan_posting(body: Unit, form: str, dossiers: Sequence[Any], since: date, day: date) -> Planned:
    """What posting these dossiers from `since` on would come to; part of an act, and the preview of it.

    AwardRefused where a dossier does not belong here or is posted already, where the law asks for no posting, or where
    nobody says for how many days.
    """
    if not dossiers:
        raise AwardRefused("Chưa chọn hồ sơ nào. Hãy chọn ít nhất một hồ sơ.", "dossiers")
    for one in dossiers:
        if one.body_id != body.pk or one.form != form:
            raise AwardRefused(f"Hồ sơ số {one.pk} không cùng hình thức, cùng nơi xét. Hãy bỏ chọn.", "dossiers")
        if one.state not in POSTABLE:
            text = f"Hồ sơ số {one.pk} ở bước “{STATES[one.state].label}”; chỉ công khai khi đang hoặc đã thẩm định."
            raise AwardRefused(f"{text} Hãy bỏ chọn.", "dossiers")
    posted = standing_lines().filter(dossier__in=dossiers).first()
    if posted is not None:
        raise AwardRefused(
            f"Hồ sơ số {posted.dossier_id} đã công khai ở danh sách số {posted.posting_id}. Muốn công khai lại thì rút "
            "danh sách ấy trước.", "dossiers",
        )  # fmt: skip
    asked = _demands(form, dossiers, day)
    days = longest(one.days or 0 for one in asked)
    try:
        until = calendar().add(since, days).until
    except CalendarMissing as missing:
        raise AwardRefused(str(missing), "since") from None
    rules = "; ".join(dict.fromkeys(f"{one.days} ngày làm việc, {one.citation}" for one in asked))
    places = known_as({one.subject.unit_id for one in dossiers}, since)
    lines = tuple(
        (
            one,
            one.subject.name,
            "" if one.subject.itself else places[one.subject.unit_id].name,
            one.merit,
        )
        for one in sorted(dossiers, key=lambda one: one.pk)
    )
    return Planned(asked[0].form_name, days, until, rules[:400], lines)


def _demands(form: str, dossiers: Sequence[Any], day: date) -> list[Demand]:
    known = Demands.of({one.round_id for one in dossiers})
    asked = [known.on(form, one.received_on, one.round_id, day) for one in dossiers]
    if any(not one.key for one in asked):
        raise AwardRefused(
            f"Không có quy định phải công khai danh sách đề nghị {asked[0].form_name}, nên không đăng tên người.",
            "dossiers",
        )
    for one, dossier in zip(asked, dossiers, strict=True):
        if one.missing:
            raise AwardRefused(f"Hồ sơ số {dossier.pk}: {one.missing}", "dossiers")
    return asked


@transaction.atomic
def post_list(
    body: Unit,
    form: str,
    keys: Iterable[int],
    since: date,
    *,
    acting: Person,
    title: str = "",
    round: Round | None = None,
) -> Posting:
    """Makes a list public from `since` on. Writes the posting, its lines and one event.

    The last day is the rule's number of working days after `since`, which is not counted; of several rules the longest.
    PermissionDenied for whoever does not receive for the body; AwardRefused as `plan_posting`, and for a past day.
    """
    if not receives(acting, body):
        raise PermissionDenied(RECEIVES)
    if since < acting.day:
        raise AwardRefused(
            f"Ngày {show_day(since)} đã qua mà chưa ai xem được danh sách. Hãy ghi từ hôm nay trở đi.", "since"
        )
    dossiers = held_many(keys)
    planned = plan_posting(body, form, dossiers, since, acting.day)
    told = nfc(title) or f"Danh sách đề nghị {planned.form_name}"
    lines = [(order, name, place, merit) for order, (_, name, place, merit) in enumerate(planned.lines, start=1)]
    proof = proof_of(canonical(told, form, since, planned.until, planned.rule, lines))
    made = Posting.objects.create(
        round=round or _round_of(dossiers), body=body, form=form, title=told[:300], since=since, days=planned.days,
        until=planned.until, rule=planned.rule, by=acting.username, proof=proof,
    )  # fmt: skip
    PostedLine.objects.bulk_create(
        PostedLine(posting=made, order=order, dossier=dossier, name=name, place=place, merit=merit)
        for order, (dossier, name, place, merit) in enumerate(planned.lines, start=1)
    )
    _told(events.POSTED, made, acting, {"dossiers": [one.pk for one in dossiers], "proof": proof})
    return made


def _round_of(dossiers: Sequence[Any]) -> Round | None:
    rounds = {one.round_id for one in dossiers}
    return Round.objects.filter(pk=rounds.pop()).first() if len(rounds) == 1 else None


@transaction.atomic
def rule_posting(
    round: Round, form: str, received: date, *, days: int, paper: str, by_name: str, on: date, reason: str,
    acting: Person,
) -> Ruling:  # fmt: skip
    """Writes down for how long the lists of one round are posted, where no rule says it. Writes a ruling and one event.

    AwardRefused where the rule is known, where none is asked for, or where the decision is not told in full.
    """
    if not receives(acting, round.body):
        raise PermissionDenied(RECEIVES)
    if on > acting.day:
        raise AwardRefused(f"Ngày {show_day(on)} chưa đến. Hãy xem lại ngày của văn bản.", "on")
    if not days or days < 1:
        raise AwardRefused("Số ngày phải từ 1 trở lên.", "days")
    asked = Demands.of([round.pk]).on(form, received, round.pk, acting.day)
    if not asked.key:
        raise AwardRefused(f"Không có quy định phải công khai danh sách đề nghị {asked.form_name}.", "form")
    if not by_name.strip():
        raise AwardRefused("Chưa ghi họ tên, chức vụ người quyết định.", "by_name")
    try:
        return record_ruling(
            asked.key, matter_of(round.pk), value=days, paper=paper[:200], reason=reason, by=acting.username,
            by_name=by_name.strip()[:200], on=on, post=acting.title[:200], lacking=received,
        )  # fmt: skip
    except FigureRefused as refused:
        raise AwardRefused(str(refused)) from None


@transaction.atomic
def withdraw_posting(posting: Posting, *, reason: str, acting: Person) -> Posting:
    """Takes a posted list back; its page then says only that it was withdrawn. Writes the row and one event."""
    fresh = _standing(posting, acting)
    if not reason.strip():
        raise AwardRefused("Chưa ghi lý do rút. Hãy ghi vì sao.", "reason")
    after = {"withdrawn_on": acting.day, "withdrawn_by": acting.username, "withdrawn_reason": reason.strip()}
    if not change_where(fresh, {"withdrawn_on": None}, **after):
        raise Stale(GONE)
    _told(events.POSTING_WITHDRAWN, fresh, acting, {}, reason.strip())
    return fresh


@transaction.atomic
def record_objection(
    posting: Posting, *, received_on: date, words: str, acting: Person, sender: str = "", dossier: int | None = None
) -> Objection:
    """Writes down what somebody said against a list, or one line of it. Writes the objection and one event.

    Neither words nor sender go into the journal: they may name people.
    """
    fresh = _standing(posting, acting)
    if not fresh.since <= received_on <= acting.day:
        text = f"Ngày nhận phải từ ngày công khai ({show_day(fresh.since)}) đến hôm nay. Hãy xem lại ngày."
        raise AwardRefused(text, "received_on")
    if not nfc(words):
        raise AwardRefused("Chưa ghi nội dung ý kiến. Hãy ghi tóm tắt.", "words")
    if dossier is not None and not fresh.lines.filter(dossier_id=dossier).exists():
        raise AwardRefused("Hồ sơ này không có trong danh sách. Hãy chọn lại.", "dossier")
    made = Objection.objects.create(
        posting=fresh, dossier_id=dossier, received_on=received_on, sender=nfc(sender)[:300], words=words.strip(),
        by=acting.username,
    )  # fmt: skip
    _told(events.OBJECTED, fresh, acting, {"objection": made.pk, "dossier": dossier})
    return made


@transaction.atomic
def answer_objection(objection: Objection, *, upheld: bool, answer: str, acting: Person) -> Objection:
    """Writes down what somebody was answered, and whether the objection was right. Writes it once, and one event."""
    fresh = Objection.objects.select_for_update().get(pk=objection.pk)
    posting = Posting.objects.select_related("body").get(pk=fresh.posting_id)
    if not receives(acting, posting.body):
        raise PermissionDenied(RECEIVES)
    if not answer.strip():
        raise AwardRefused("Chưa ghi nội dung trả lời. Hãy ghi đã kiểm tra gì, kết luận thế nào.", "answer")
    after = {"answered_on": acting.day, "upheld": upheld, "answer": answer.strip(), "answered_by": acting.username}
    if not change_where(fresh, {"answered_on": None}, **after):
        raise Stale("Ý kiến này vừa được trả lời. Hãy mở lại trang để xem.")
    _told(events.OBJECTION_ANSWERED, posting, acting, {"objection": fresh.pk, "upheld": upheld})
    return fresh


@transaction.atomic
def keep_list(objection: Objection, *, reason: str, acting: Person) -> Objection:
    """Writes down that a list stands although an objection to the whole of it was found right. Written once; an event.

    The other way is to withdraw the list. Not for whoever posted it: nobody clears what he did himself. AwardRefused
    for an objection that is not answered, was found wrong or is about one dossier, and without a reason; Stale when the
    list was withdrawn or somebody was first.
    """
    fresh = Objection.objects.select_for_update().get(pk=objection.pk)
    posting = _standing(Posting(pk=fresh.posting_id), acting)
    if fresh.dossier_id is not None or not fresh.upheld:
        raise AwardRefused("Chỉ ghi việc này khi ý kiến về cả danh sách được kết luận là đúng. Hãy xem lại ý kiến.")
    if posting.by == acting.username:
        raise AwardRefused(OWN_LIST)
    if not nfc(reason):
        raise AwardRefused("Chưa ghi vì sao vẫn giữ danh sách. Hãy ghi căn cứ.", "reason")
    named = ", ".join(part for part in (acting.name, acting.title) if part)
    after = {
        "kept_on": acting.day, "kept_by": acting.username, "kept_by_name": named[:300], "kept_reason": reason.strip(),
    }  # fmt: skip
    if not change_where(fresh, {"kept_on": None}, **after):
        raise Stale("Người khác vừa ghi vì sao giữ danh sách. Hãy mở lại trang để xem.")
    _told(events.LIST_KEPT, posting, acting, {"objection": fresh.pk})
    return fresh


def _standing(posting: Posting, acting: Person) -> Posting:
    """The posting, held, for who receives for its body; Stale when it was withdrawn."""
    fresh = Posting.objects.select_for_update(of=("self",)).prefetch_related("body").get(pk=posting.pk)
    if not receives(acting, fresh.body):
        raise PermissionDenied(RECEIVES)
    if fresh.withdrawn_on is not None:
        raise Stale(GONE)
    return fresh


def _told(event: str, posting: Posting, acting: Person, details: dict[str, Any], reason: str = "") -> None:
    place = known_as([posting.body_id], acting.day)[posting.body_id]
    record(
        event,
        actor=acting.username,
        actor_post=acting.title[:200],
        subject_type=POSTING,
        subject_id=str(posting.pk),
        subject_label=f"Danh sách công khai đề nghị khen thưởng số {posting.pk}",
        unit_code=place.code,
        details=details,
        reason=reason,
    )

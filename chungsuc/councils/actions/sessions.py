"""A session's way to the vote: convened, papers sent, moved, rules fixed, members marked, opened, cancelled."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from chungsuc.evidence.actions import EvidenceRefused, attach
from chungsuc.evidence.models import Document
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc
from chungsuc.law.verdicts import Outcome
from chungsuc.locks.actions import Locked
from chungsuc.rulebook.actions import FigureRefused, record_ruling

from .. import events, registry
from ..facts import roll_on, rule_keys
from ..models import Attendance, Box, Council, Item, Paper, Session, Turnout
from ..models.sessions import ATTENDANCES
from ..registry import Candidate
from ..uses import SUBJECT
from .interests import detect
from .refusals import CouncilRefused, locked, moved, ready, record, refuse


@transaction.atomic
def convene(
    council: Council,
    *,
    matter: str,
    candidates: Sequence[Candidate],
    held_on: date,
    on: date,
    by: str,
    place: str = "",
    clerk: Any = None,
) -> Session:
    """Convenes a session about items that may be put to the council now. CouncilRefused with every reason why not.

    Writes the session, its items, the interests that are found, and one event.
    """
    Council.objects.select_for_update().get(pk=council.pk)
    if not candidates:
        raise CouncilRefused("Phiên họp chưa có nội dung nào. Hãy chọn ít nhất một nội dung.")
    if held_on < on:
        raise CouncilRefused(f"Ngày họp {show_day(held_on)} đã qua. Hãy chọn ngày họp từ hôm nay trở đi.")
    roll = roll_on(council.pk, held_on)
    if not roll:
        raise CouncilRefused(f"Danh sách Hội đồng ngày {show_day(held_on)} chưa có thành viên nào.")
    _clerk_is_neutral(clerk, [member.account_id for member in roll], by)
    refuse(_forbidden(matter, candidates, on))
    number = (Session.objects.filter(council=council).aggregate(last=Max("number"))["last"] or 0) + 1
    session = Session.objects.create(
        council=council,
        matter=matter,
        quorum_key=registry.matter_of(matter).quorum_key,
        number=number,
        convened_on=on,
        held_on=held_on,
        place=nfc(place).strip(),
        convened_by=by,
        clerk=clerk,
    )
    _put_items(session, candidates)
    detect(session)
    details = {"held_on": held_on.isoformat(), "items": [candidate.label for candidate in candidates]}
    record(events.CONVENED, session, by, details)
    return session


def _clerk_is_neutral(clerk: Any, accounts: list[int | None], by: str) -> None:
    if clerk is None:
        return
    if clerk.pk in accounts:
        raise CouncilRefused("Người kiểm phiếu độc lập không thể là thành viên Hội đồng. Hãy chọn người khác.")
    if clerk.get_username() == by:
        raise CouncilRefused("Người kiểm phiếu độc lập không thể là người tổ chức phiên họp. Hãy chọn người khác.")


def _forbidden(matter: str, candidates: Sequence[Candidate], day: date) -> list[str]:
    told = []
    for candidate, verdict in zip(candidates, registry.guarded(matter, candidates, day), strict=True):
        if verdict.outcome is not Outcome.MET:
            reasons = [str(reason) for reason in verdict.reasons if reason.outcome is not Outcome.MET]
            told.append(f"Chưa đưa “{candidate.label}” ra Hội đồng được: {'; '.join(reasons)}.")
    return told


def _put_items(session: Session, candidates: Sequence[Candidate]) -> None:
    matter = registry.matter_of(session.matter)
    for order, candidate in enumerate(candidates, 1):
        try:
            with transaction.atomic():
                Item.objects.create(
                    session=session,
                    order=order,
                    subject=candidate.subject,
                    key=candidate.key or f"{session.pk}-{order}",
                    label=nfc(candidate.label).strip()[:300],
                    unit_id=candidate.unit_id,
                    share_key=candidate.share_key or matter.share_key,
                    of_key=candidate.of_key or matter.of_key,
                )
        except IntegrityError:
            raise CouncilRefused(f"“{candidate.label}” đang chờ ở một phiên họp khác hoặc được chọn hai lần.") from None


@transaction.atomic
def move(session: Session, *, held_on: date, reason: str, on: date, by: str) -> Session:
    """Another day for a session that has not begun. Writes the day, interests of the roll of that day, one event."""
    session = locked(session, "move")
    if held_on < on:
        raise CouncilRefused(f"Ngày họp {show_day(held_on)} đã qua. Hãy chọn ngày họp từ hôm nay trở đi.")
    if not reason.strip():
        raise CouncilRefused("Hãy ghi lý do dời ngày họp.")
    if not roll_on(session.council_id, held_on):
        raise CouncilRefused(f"Danh sách Hội đồng ngày {show_day(held_on)} chưa có thành viên nào.")
    before = session.held_on
    moved(session, "move", held_on=held_on)
    detect(session)
    details = {"from": before.isoformat(), "to": held_on.isoformat()}
    record(events.MOVED, session, by, details, reason=reason.strip())
    return session


@transaction.atomic
def add_paper(
    session: Session, *, title: str, by: str, number: str = "", item: Item | None = None, document: int | None = None
) -> Paper:
    """Adds a paper to what the members will get. Writes the paper and one event.

    `document`: the id of a document that a unit of the session's items holds, attached to the paper (evidence's event).
    """
    session = locked(session, "add_paper")
    title, number = nfc(title).strip(), nfc(number).strip()
    if Paper.objects.filter(session=session, title=title, number=number).exists():
        raise CouncilRefused(f"Tài liệu “{title}” đã có trong phiên họp này.")
    paper = Paper.objects.create(session=session, item=item, title=title, number=number, added_by=by)
    if document is not None:
        _attach(session, paper, document, by)
    record(events.PAPER_ADDED, session, by, {"title": title}, paper=number)
    return paper


def _attach(session: Session, paper: Paper, document: int, by: str) -> None:
    """Lets a document of a unit that the session speaks of stand behind a paper."""
    held = Document.objects.filter(pk=document, unit__council_items__session=session).first()
    if held is None:
        raise CouncilRefused("Tệp này không phải của đơn vị được xét. Hãy chọn lại.")
    try:
        attach(held, SUBJECT, str(paper.pk), year=session.held_on.year, by=by)
    except (EvidenceRefused, Locked) as refused:
        raise CouncilRefused(str(refused)) from None


@transaction.atomic
def send_papers(session: Session, *, on: date, by: str) -> Session:
    """Sends the papers to the roll, early enough. Writes the day and state, and one event."""
    session = locked(session, "send_papers")
    found = ready(session, "send_papers", on)
    moved(session, "send_papers", papers_sent_on=on)
    record(events.PAPERS_SENT, session, by, {"papers": len(found.papers), "members": len(found.members)})
    return session


@transaction.atomic
def fix_rule(
    session: Session, key: str, *, value: Any, paper: str, reason: str, decided_by: str, on: date, by: str
) -> None:
    """The chairman's written decision on a rule that is missing, for this session only and before its vote.

    Writes a ruling of the rulebook and one event here. CouncilRefused for a rule that is known, or not this session's.
    """
    session = locked(session, "fix_rule")
    if key not in rule_keys(session, session.items.all()):
        raise CouncilRefused("Phiên họp này không dùng quy định ấy.")
    if not decided_by.strip():
        raise CouncilRefused("Hãy ghi họ tên người quyết định.")
    try:
        ruling = record_ruling(
            key,
            session.subject,
            value=value,
            paper=paper,
            reason=reason,
            by=by,
            by_name=decided_by.strip(),
            on=on,
        )
    except FigureRefused as refused:
        raise CouncilRefused(str(refused)) from None
    details = {"rule": key, "value": ruling.value_json, "decided_by": ruling.by_name}
    record(events.RULE_FIXED, session, by, details, reason=ruling.reason, paper=ruling.paper)


@transaction.atomic
def mark_attendance(session: Session, marks: Mapping[int, str], *, by: str) -> int:
    """Marks who came, who stayed away and who votes by letter; returns how many marks changed.

    Writes the marks and one event; nothing when they are as before.
    """
    session = locked(session, "mark_attendance")
    names = {member.id: member.full_name for member in roll_on(session.council_id, session.held_on)}
    if not set(marks) <= set(names) or not set(marks.values()) <= {code for code, _ in ATTENDANCES}:
        raise CouncilRefused("Danh sách điểm danh không khớp danh sách Hội đồng của ngày họp. Hãy mở lại trang.")
    before = dict(Attendance.objects.filter(session=session).values_list("member_id", "state"))
    changed = {member: state for member, state in marks.items() if before.get(member) != state}
    for member, state in changed.items():
        Attendance.objects.update_or_create(
            session=session, member_id=member, defaults={"state": state, "marked_by": by}
        )
    if changed:
        labels = dict(ATTENDANCES)
        record(events.ATTENDANCE_MARKED, session, by, {names[m]: labels[state] for m, state in changed.items()})
    return len(changed)


@transaction.atomic
def open_session(session: Session, *, on: date, by: str) -> Session:
    """Opens a session on its day, papers sent in time, everybody marked, a quorum there. Writes state, one event."""
    session = locked(session, "open_session")
    detect(session)
    found = ready(session, "open_session", on)
    moved(session, "open_session")
    record(events.OPENED, session, by, {"present": found.present, "roll": len(found.members)})
    return session


@transaction.atomic
def open_voting(session: Session, *, on: date, by: str) -> Session:
    """Opens the secret vote on all items, once every rule is known and every interest decided.

    Writes an empty box an item, a turnout row for each entitled member (so that no row's place will tell when a vote
    came), the state, and one event.
    """
    session = locked(session, "open_voting")
    found = ready(session, "open_voting", on)
    moved(session, "open_voting")
    Box.objects.bulk_create([Box(item=item) for item in found.items])
    Turnout.objects.bulk_create(
        [
            Turnout(item=item, member_id=member_id)
            for item in found.items
            for member_id in sorted(member.id for member in found.entitled(item.pk))
        ]
    )
    details = {item.label: len(found.entitled(item.pk)) for item in found.items}
    record(events.VOTING_OPENED, session, by, {"entitled": details})
    return session


@transaction.atomic
def cancel(session: Session, *, reason: str, by: str) -> Session:
    """Takes a session back before its vote. Writes the state with the reason, frees its items, and one event."""
    session = locked(session, "cancel")
    if not reason.strip():
        raise CouncilRefused("Hãy ghi lý do hủy triệu tập.")
    moved(session, "cancel", cancelled_reason=nfc(reason).strip())
    Item.objects.filter(session=session).update(live=False)
    record(events.CANCELLED, session, by, reason=reason.strip())
    return session

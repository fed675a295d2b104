"""Votes going in. Nothing here is logged or recorded by itself: a vote's time would order the votes (decision 0013)."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When

from .. import events
from ..facts import record_of
from ..facts.ballots import open_items
from ..facts.rules_of_day import LETTERS
from ..models import Box, Item, PaperCount, Session, Turnout
from ..models.ballots import PHONE, POST, ROOM, WAITING
from ..rules import CHOICES, CODE_GROUP, CODE_GROUPS, CODE_LETTERS, COUNTED_AS, LETTERS_REFUSED, code_from, put_in
from .refusals import CouncilRefused, Stale, locked, moved, record


@transaction.atomic
def cast(session: Session, account: Any, choices: Mapping[int, str]) -> dict[int, str]:
    """A member's ballot: a choice for every item the member may vote on. Returns the receipt code of each.

    Writes the boxes and the turnout. It records no event: who voted is recorded at the closing, for all together.
    Stale when this member's ballot is in already or the vote was closed.
    """
    session = locked(session, "cast")
    found = record_of(session)
    seat = found.seat_of(account.pk)
    if seat is None:
        raise CouncilRefused("Đồng chí không có trong danh sách Hội đồng của phiên họp này nên không bỏ phiếu được.")
    if not seat.present:
        raise CouncilRefused(
            f"Đồng chí được điểm danh “{seat.attendance_label}” nên không bỏ phiếu trên điện thoại được."
        )
    mine = open_items(found, seat)
    if not mine:
        raise Stale(
            "Phiếu của đồng chí đã được nhận trước đó. Mỗi thành viên chỉ bỏ phiếu một lần; lần này không tính."
        )
    if set(choices) != {item.pk for item in mine} or not set(choices.values()) <= set(CHOICES):
        raise CouncilRefused("Phiếu chưa đủ. Hãy chọn một ý kiến cho mỗi nội dung.")
    _turned_out(session, seat.id, PHONE, len(mine))
    codes = {item.pk: fresh_code() for item in mine}
    for item in mine:
        _into_box(item, [(codes[item.pk], choices[item.pk])])
    return codes


def fresh_code() -> str:
    """A receipt code from the system's source of randomness: 25 letters in ten places, 46 bits."""
    return code_from([secrets.randbelow(len(CODE_LETTERS)) for _ in range(CODE_GROUPS * CODE_GROUP)])


def _turned_out(session: Session, member_id: int, channel: str, rows: int) -> None:
    """Marks a member's ballots as in. All rows of the session are written, so that none is newer than another."""
    marked = Turnout.objects.filter(item__session=session, member_id=member_id, channel=WAITING).count()
    if marked != rows:  # the session is locked, so nothing came between; the constraint would say the same
        raise Stale("Phiếu của thành viên này đã được nhận trước đó.")
    Turnout.objects.filter(item__session=session).update(
        channel=Case(When(member_id=member_id, channel=WAITING, then=Value(channel)), default=F("channel"))
    )


def _into_box(item: Item, fresh: Iterable[tuple[str, str]]) -> None:
    box = Box.objects.select_for_update().get(item=item)
    Box.objects.filter(item=item).update(ballots=put_in(box.ballots, fresh))


@transaction.atomic
def hand_in(session: Session, member_id: int, *, channel: str, by: str) -> None:
    """A paper ballot of a member of the roll goes into the box of paper: `channel` "room", or "letter".

    Writes the turnout and one event that names how many are in, not who: in the room the order would be told.
    """
    session = locked(session, "hand_in")
    if session.papers_counted:
        raise CouncilRefused("Phiếu giấy đã kiểm xong, không nhận thêm được.")
    found = record_of(session)
    seat = next((member for member in found.members if member.id == member_id), None)
    if seat is None:
        raise CouncilRefused("Người này không có trong danh sách Hội đồng của phiên họp.")
    way = {"room": ROOM, "letter": POST}.get(channel, WAITING)
    if way == WAITING or (way == ROOM) != seat.present or (way == POST) != seat.by_letter:
        raise CouncilRefused(
            f"{seat.full_name} được điểm danh “{seat.attendance_label}”, không nhận phiếu theo cách này."
        )
    if way == POST and found.rules[LETTERS].value == LETTERS_REFUSED:
        raise CouncilRefused("Quy định của phiên họp không tính phiếu gửi thư.")
    mine = open_items(found, seat)
    if not mine:
        raise Stale(f"Phiếu của {seat.full_name} đã được nhận trước đó, hoặc người này không biểu quyết nội dung nào.")
    _turned_out(session, seat.id, way, len(mine))
    PaperCount.objects.filter(session=session).delete()  # a first count without this ballot counts for nothing
    record(events.PAPER_HANDED_IN, session, by, {"papers": 1})


@transaction.atomic
def count_papers(session: Session, counts: Mapping[int, Mapping[str, int]], *, by: str) -> str:
    """One person's count of all paper ballots, room and letters mixed: {item id: {choice: number}}.

    Returns "first" (kept until a second person counts), "agreed" (two people found the same: the ballots are in the
    boxes under codes of their own) or "differs" (both counts are dropped; count again). Writes accordingly, one event.
    """
    session = locked(session, "count_papers")
    found = record_of(session)
    if session.papers_counted:
        raise Stale("Phiếu giấy đã được hai người kiểm xong. Lần kiểm này không được ghi.")
    told = {
        str(item.pk): {choice: int(counts[item.pk].get(choice, 0)) for choice in COUNTED_AS} for item in found.items
    }
    for item in found.items:
        papers, sum_of = found.papers_in(item.pk), sum(told[str(item.pk)].values())
        if papers != sum_of:
            raise CouncilRefused(f"{item.label}: đã nhận {papers} phiếu giấy nhưng các ô cộng lại là {sum_of}.")
    first = PaperCount.objects.filter(session=session).first()
    if first is None:
        PaperCount.objects.create(session=session, counts=told, counted_by=by)
        outcome = "first"
    elif first.counted_by == by:
        raise CouncilRefused("Lần kiểm thứ hai phải do người khác thực hiện.")
    else:
        outcome = "agreed" if first.counts == told else "differs"
        PaperCount.objects.filter(session=session).delete()
    if outcome == "agreed":
        for item in found.items:
            numbers = told[str(item.pk)]
            _into_box(item, [(fresh_code(), choice) for choice, number in numbers.items() for _ in range(number)])
        moved(session, "count_papers", papers_counted=True)
    record(events.PAPERS_COUNTED, session, by, {"outcome": outcome, "first": first.counted_by if first else by})
    return outcome

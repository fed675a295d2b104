"""What councils ask of each person: to organise, to read, to declare, to vote, to count again, to sign."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.work import WorkLine, due_words
from chungsuc.questions.asking import Asking, rows_of
from chungsuc.rulebook.rule_facts import calendar

from .models import Interest, Member, Recount, Session, Signature, Turnout
from .models.ballots import WAITING
from .workflow import CLOSED, CONVENED, COUNTED, IN_SESSION, LIVE, PAPERS_SENT, VOTING

ORGANISING = {
    CONVENED: "thêm tài liệu, gửi tài liệu",
    PAPERS_SENT: "điểm danh, khai mạc",
    IN_SESSION: "mở bỏ phiếu",
    VOTING: "nhận phiếu giấy, đóng bỏ phiếu",
    CLOSED: "theo dõi việc ký biên bản",
}
ATTENDING = {
    CONVENED: "xem nội dung, khai nếu có liên quan",
    PAPERS_SENT: "đọc tài liệu, khai nếu có liên quan, dự họp",
    IN_SESSION: "đang họp",
}


def sessions_to_hold(person: Person) -> Asking[Iterable[WorkLine]]:
    """The sessions that wait for this person: as organiser, as member, as neutral clerk. One round."""
    if not person.account.pk:
        return ()
    beside = _beside(Session.objects.all(), person)
    mine = Q(state__in=LIVE, sits=True) | Q(state=CLOSED, may_sign=True, signed=False)
    mine |= Q(state__in=COUNTED, clerk_id=person.account.pk, recounted=False)
    if person.may("council.manage"):
        mine |= Q(state__in=(*LIVE, CLOSED))
    sessions = yield from rows_of(beside.filter(mine).select_related("council").order_by("held_on", "pk"))
    return list(_lines(person, sessions)) if sessions else ()


def _lines(person: Person, sessions: Iterable[Any]) -> Iterator[WorkLine]:
    known = calendar()
    for session in sessions:
        for words in _asked(person, session):
            due, late = due_words(session.held_on, person.day, known) if session.state in LIVE else ("", False)
            yield WorkLine(
                f"{session}: {words}", reverse("council_session", args=[session.pk]),
                f"họp ngày {show_day(session.held_on)}, {session.state_label}", due, late,
            )  # fmt: skip


def _beside(rows: Any, person: Person) -> Any:
    """Adds what is open of each session for this person: seat, ballots, interests, second count, signature."""
    me = person.account.pk
    seats = Member.objects.filter(account_id=me).of_sessions()
    waiting = Turnout.objects.filter(item__session=OuterRef("pk"), member__account_id=me, channel=WAITING)
    return rows.annotate(
        sits=Exists(seats),
        may_sign=Exists(seats.filter(role__in=("chair", "deputy", "secretary"))),
        ballots=Exists(waiting),
        undecided=Exists(Interest.objects.filter(item__session=OuterRef("pk"), recused=None)),
        recounted=Exists(Recount.objects.filter(session=OuterRef("pk"), account_id=me)),
        signed=Exists(Signature.objects.filter(session=OuterRef("pk"), account_id=me)),
    )


def _asked(person: Person, session: Any) -> Iterator[str]:
    organises = person.may("council.manage")
    if organises and session.state in ORGANISING:
        yield ORGANISING[session.state]
    if organises and session.undecided and session.state in (CONVENED, PAPERS_SENT, IN_SESSION):
        yield "quyết định các việc liên quan đã khai hoặc phát hiện"
    if session.sits and session.state in ATTENDING:
        yield ATTENDING[session.state]
    if session.sits and session.state == VOTING and session.ballots:
        yield "bỏ phiếu"
    if session.may_sign and session.state == CLOSED and not session.signed:
        yield "xem và ký biên bản"
    if session.clerk_id == person.account.pk and session.state in COUNTED and not session.recounted:
        yield "kiểm lại phiếu"

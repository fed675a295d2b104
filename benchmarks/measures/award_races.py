"""R4 for awards: sixteen hands at one dossier, decision, number, ballot, bar, achievement or round.

Exactly one wins and the others are told, or (votes against a closing) each is counted or refused; no number is missing or
given twice; the journal's chain is whole at the end.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any

from benchmarks.board import Line, at_most
from benchmarks.measures.races import HANDS, ROUNDS, lines_on_both
from benchmarks.surroundings import service, times
from tests.at_once import at_once

MEMBERS = HANDS + 1
HELD = date(2025, 12, 24)
RACES = {
    "receive": "nhận một hồ sơ",
    "stamps": "nhận 16 hồ sơ, số đến không thiếu, không trùng",
    "withdraw_or_receive": "rút hồ sơ và nhận hồ sơ",
    "one_achievement": "một thành tích trong hai hồ sơ",
    "decide": "ghi một quyết định",
    "one_number": "một số cho hai quyết định",
    "one_list": "một hồ sơ vào hai danh sách trình ký",
    "one_draft": "lập một tờ trình, một đợt in bằng của một quyết định",
    "double_vote": "một thành viên bỏ phiếu hai lần về khen thưởng",
    "vote_or_close": "bỏ phiếu và đóng bỏ phiếu về khen thưởng",
    "close": "đóng một cuộc bỏ phiếu về khen thưởng",
    "lift": "gỡ một việc vướng mắc",
    "open_round": "mở một đợt",
}


def measure(quick: bool) -> list[Line]:
    lines: list[Line] = []
    for title, found, told in lines_on_both("benchmarks.measures.award_races:raced", RACES, times(ROUNDS, 2, quick)):
        lines += told
        if found is not None:
            lines.append(at_most("R4", f"chuỗi nhật ký hỏng sau các vòng ấy, {title}", found["chain"], 0, "chỗ"))
    return lines


def raced(database: str, rounds: int) -> dict[str, int]:
    """How many rounds of each race went wrong, and whether the journal's chain is broken afterwards."""
    with service(database):
        from chungsuc.audit.verification import verify_chain
        from chungsuc.councils.tests.hall import Hall
        from tests.province import load_province

        load_province(samples=False)
        hall = Hall(size=MEMBERS)
        wrong = dict.fromkeys(RACES, 0)
        for number in range(rounds):
            for name in RACES:
                wrong[name] += not TRIED[name](number, hall)
        return wrong | {"chain": int(verify_chain() is not None)}


def let_through(*acts: Callable[[], Any]) -> int:
    """Does the acts at once: how many were let through; a refusal in words is no fault, anything else is raised."""
    from chungsuc.awards.actions import AwardRefused
    from chungsuc.councils.actions import CouncilRefused

    refused = (AwardRefused, CouncilRefused)
    return sum(not isinstance(one, refused) for one in at_once(*acts, refused=refused))


def _receiving(dossier: Any) -> Callable[[], Any]:
    from chungsuc.awards.actions import appraising
    from chungsuc.awards.tests import dossiers as made

    return partial(appraising.receive, dossier, dossier.version, acting=made.emulation())


def receive(number: int, hall: Any) -> bool:
    """Sixteen who receive one dossier: one stamp, one step."""
    from chungsuc.awards.tests import dossiers as made

    dossier = made.submitted(name=f"Người nhận {number}")
    told = let_through(*[_receiving(dossier)] * HANDS)
    dossier.refresh_from_db()
    return told == 1 == dossier.steps.filter(act="receive").count() and dossier.state == "formal"


def _handed_in(name: str) -> Any:
    """A dossier that waits to be received, as a row: receiving asks for no more."""
    from chungsuc.awards.models import Dossier
    from chungsuc.awards.tests import dossiers as made
    from chungsuc.awards.tests import rows

    about = rows.subject(made.UNIT, name=name)
    return Dossier.objects.create(
        subject=about, form="HCLD_3", body=made.province(), proposer_id=about.unit_id, merit="Hiến đất",
        state="submitted", version=2, drafted_on=made.SENT, by="bài thử",
    )  # fmt: skip


def stamps(number: int, hall: Any) -> bool:
    """Sixteen officers with a dossier each: the book's numbers follow each other."""
    from chungsuc.awards.models import Dossier
    from chungsuc.awards.tests import dossiers as made

    waiting = [_handed_in(f"Người đến {number}-{hand}") for hand in range(HANDS)]
    told = let_through(*(_receiving(one) for one in waiting))
    book = Dossier.objects.filter(body=waiting[0].body_id, stamp_year=made.DAY.year).order_by("stamp")
    numbers = list(book.values_list("stamp", flat=True))
    return told == HANDS and numbers == list(range(1, len(numbers) + 1))


def withdraw_or_receive(number: int, hall: Any) -> bool:
    """Eight who withdraw against eight who receive: one way is gone."""
    from chungsuc.awards.actions import handing
    from chungsuc.awards.models import AchievementUse
    from chungsuc.awards.tests import dossiers as made

    dossier = made.submitted(name=f"Người rút {number}")
    withdrawing = partial(
        handing.withdraw, dossier, dossier.version, reason="Ghi nhầm", acting=made.commune(unit=made.UNIT)
    )
    told = let_through(*[_receiving(dossier), withdrawing] * (HANDS // 2))
    dossier.refresh_from_db()
    live = AchievementUse.objects.filter(dossier=dossier, live=True).exists()
    return told == 1 == dossier.version - 2 and live == (dossier.state == "formal") and dossier.steps.count() == 2


def one_achievement(number: int, hall: Any) -> bool:
    """Two dossiers that rest on one achievement, eight hands each: one is handed in."""
    from chungsuc.awards.actions import handing
    from chungsuc.awards.models import AchievementUse, Dossier
    from chungsuc.awards.tests import proposing, rows

    subject = proposing.worthy(f"Người hiến {number}")
    key = f"achievement:{subject.achievements.get().pk}"
    pair = [
        proposing.agreed(proposing.drafted(subject, round=proposing.round_of(name=name), keys=[key]))
        for name in ("Đợt một", "Đợt hai")
    ]
    acting = rows.commune(day=proposing.DAY)
    acts = [partial(handing.submit, one, one.version, acting=acting) for one in pair] * (HANDS // 2)
    told = let_through(*acts)
    states = sorted(Dossier.objects.filter(subject=subject).values_list("state", flat=True))
    used = AchievementUse.objects.filter(key=key, live=True).count()
    return (told, states, used) == (1, ["draft", "submitted"], 1)


def decide(number: int, hall: Any) -> bool:
    """Sixteen who record one decision, each with a number of its own: one award."""
    from chungsuc.awards.actions.deciding import take_decision
    from chungsuc.awards.models import Award
    from chungsuc.awards.tests import decided

    made, who = decided.prepared(decided.waiting(f"Người khen {number}")), decided.leader()
    acts = [
        partial(take_decision, made, 1, decided.signed(f"{number}-{hand}/QĐ-UBND"), acting=who) for hand in range(HANDS)
    ]
    return let_through(*acts) == 1 == Award.objects.filter(decision=made).count()


def one_number(number: int, hall: Any) -> bool:
    """Two decisions, eight hands each, one number: one has it."""
    from chungsuc.awards.actions.deciding import take_decision
    from chungsuc.awards.models import Decision
    from chungsuc.awards.tests import decided

    pair, who = [decided.prepared(decided.waiting(f"Người số {number}-{n}")) for n in range(2)], decided.leader()
    signed = decided.signed(f"{number}/QĐ-CHUNG")
    told = let_through(*[partial(take_decision, one, 1, signed, acting=who) for one in pair] * (HANDS // 2))
    return told == 1 == Decision.objects.filter(number=signed.number, state="taken").count()


def one_list(number: int, hall: Any) -> bool:
    """Sixteen lists that all want one dossier: it stands in one."""
    from chungsuc.awards.models import Decision
    from chungsuc.awards.tests import decided

    wanted, who = decided.waiting(f"Người trình {number}"), decided.emulation()
    told = let_through(*[partial(decided.prepared, wanted, acting=who)] * HANDS)
    listed = sum(wanted.pk in row.dossiers for row in Decision.objects.filter(state="prepared"))
    return told == 1 == listed


def one_draft(number: int, hall: Any) -> bool:
    """Sixteen who press for one paper, then for one lot of certificates: there is one of each, and all are led to it."""
    from chungsuc.awards.drawing.decisions import draw_certificates, draw_submission
    from chungsuc.awards.models.decisions import DECISION
    from chungsuc.awards.tests import decided
    from chungsuc.documents.models import CertificateBatch, Paper

    [award] = decided.awarded(decided.waiting(f"Người được in {number}"), number=f"{number}/QĐ-IN")
    made, who = award.decision, decided.emulation()
    papers = at_once(*[partial(draw_submission, made, who)] * HANDS)
    lots = at_once(*[partial(draw_certificates, made, who)] * HANDS)
    there = [
        rows.objects.filter(source=DECISION, source_key=str(made.pk)).count() for rows in (Paper, CertificateBatch)
    ]
    return there == [1, 1] and len({one.pk for one in papers}) == len({one.pk for one in lots}) == 1


@contextmanager
def _voting(number: int, hall: Any) -> Iterator[tuple[Any, int]]:
    """A session that votes on a dossier of award, and its item; closed at the end."""
    from chungsuc.awards import voting
    from chungsuc.awards.tests.decided import TODAY
    from chungsuc.awards.tests.test_voting import appraised
    from chungsuc.councils import actions
    from chungsuc.councils.facts.rules_of_day import session_rules
    from chungsuc.councils.models import Session
    from chungsuc.councils.tests.hall import BY
    from chungsuc.rulebook.actions import record_ruling

    dossier = appraised(f"Người được bỏ phiếu {number}")
    candidate = next(one for one in voting.candidates(TODAY) if one.key == str(dossier.pk))
    said = {"matter": voting.MATTER, "held_on": HELD, "on": TODAY, "by": BY}
    session = actions.convene(hall.council, candidates=[candidate], **said)
    for key, fact in session_rules(session, session.items.all()).items():
        if fact.missing:
            value = {"rule:recused_count": "out", "rule:council_letters": "counted"}.get(key, 90)
            record_ruling(
                key, session.subject, value=value, paper="TB 01", reason="Quy chế chưa nói.", by=BY,
                by_name="Thành viên 1", on=TODAY,
            )  # fmt: skip
    actions.add_paper(session, title="Báo cáo thẩm định", by=BY)
    actions.send_papers(session, on=TODAY, by=BY)
    actions.mark_attendance(session, {one.pk: "present" for one in hall.members}, by=BY)
    actions.open_voting(actions.open_session(session, on=HELD, by=BY), on=HELD, by=BY)
    session = Session.objects.get(pk=session.pk)
    yield session, session.items.get().pk
    fresh = Session.objects.get(pk=session.pk)
    if fresh.state == "voting":
        actions.close_voting(fresh, on=HELD, by=BY)


def _closing(session: Any) -> Callable[[], Any]:
    from chungsuc.councils import actions
    from chungsuc.councils.models import Session
    from chungsuc.councils.tests.hall import BY

    seen = Session.objects.select_related("council").get(pk=session.pk)
    return partial(actions.close_voting, seen, on=HELD, by=BY)


def double_vote(number: int, hall: Any) -> bool:
    """One member, sixteen ballots: one lies in the box."""
    from chungsuc.councils import actions
    from chungsuc.councils.models import Box, Session, Turnout

    with _voting(3 * number, hall) as (session, item):
        acts = [
            lambda choice=choice: actions.cast(Session.objects.get(pk=session.pk), hall.account(1), {item: choice})
            for choice in ("yes", "no") * (HANDS // 2)
        ]
        told = let_through(*acts)
        voted = Turnout.objects.filter(item_id=item).exclude(channel="-").count()
        return (told, voted, len(Box.objects.get(item_id=item).ballots)) == (1, 1, 1)


def vote_or_close(number: int, hall: Any) -> bool:
    """Fifteen votes against one closing: each vote is counted or refused, and the dossier moves by what was counted."""
    from chungsuc.councils.models import Box, Result

    with _voting(3 * number + 1, hall) as (session, item):
        hall.vote(session, 1)
        votes = [partial(hall.vote, session, n) for n in range(2, HANDS + 1)]
        told = let_through(*votes, _closing(session))
        counted = Result.objects.get(item_id=item)
        moved = _moved(item, counted.outcome)
        return counted.turnout == told == len(Box.objects.get(item_id=item).ballots) and moved


def close(number: int, hall: Any) -> bool:
    """Sixteen who close one vote: one result, one step of the dossier."""
    from chungsuc.councils.models import Result

    with _voting(3 * number + 2, hall) as (session, item):
        for member in range(1, MEMBERS + 1):
            hall.vote(session, member)
        told = let_through(*[_closing(session) for _ in range(HANDS)])
        return told == 1 and _moved(item, Result.objects.get(item_id=item).outcome)


def _moved(item: int, outcome: str) -> bool:
    """Whether the dossier of an item went on just once, and where the outcome says."""
    from chungsuc.awards.models import Dossier
    from chungsuc.councils.models import Item

    dossier = Dossier.objects.get(pk=int(Item.objects.get(pk=item).key))
    state = {"met": "passed", "not_met": "failed"}[outcome]
    return dossier.state == state and dossier.steps.filter(act__startswith="council_").count() == 1


def lift(number: int, hall: Any) -> bool:
    """Sixteen who lift one bar: one did, one event."""
    from chungsuc.audit.models import Entry
    from chungsuc.awards import events
    from chungsuc.awards.actions.bars import lift_bar
    from chungsuc.awards.tests import rows
    from chungsuc.exemplars.tests.rows import person

    bar = rows.bar(rows.subject(name=f"Người vướng {number}"))
    who = person("inspector", "TTT", rows.LATER, "thanh-tra-hai")
    told = let_through(*[partial(lift_bar, bar, bar.version, reason="Đã kết luận", paper="KL 1", acting=who)] * HANDS)
    bar.refresh_from_db()
    entries = Entry.objects.filter(act=events.BAR_LIFTED, subject_id=str(bar.pk)).count()
    return told == 1 == entries and bar.lifted_on == rows.LATER


def open_round(number: int, hall: Any) -> bool:
    """Sixteen who open one round: one round with one list."""
    from chungsuc.awards.actions import rounds
    from chungsuc.awards.models import Listing, Round
    from chungsuc.awards.tests import proposing, rows
    from chungsuc.organisations.models import Unit

    proposing.worthy("Người được xét", unit=OPENS)
    body, name = Unit.objects.get(code=OPENS), f"Giấy khen, đợt {number}"
    told_of = rounds.Opening(name, 2023, ("GK_XA",), proposing.DAY)
    officer = rows.commune(OPENS, proposing.DAY)
    told = let_through(*[partial(rounds.open_round, body, told_of, acting=officer)] * HANDS)
    held = list(Round.objects.filter(body=body, name=name))
    return told == 1 == len(held) and Listing.objects.filter(round=held[0]).exists()


OPENS = "dn-24676"
TRIED: dict[str, Callable[[int, Any], bool]] = {
    "receive": receive,
    "stamps": stamps,
    "withdraw_or_receive": withdraw_or_receive,
    "one_achievement": one_achievement,
    "decide": decide,
    "one_number": one_number,
    "one_list": one_list,
    "one_draft": one_draft,
    "double_vote": double_vote,
    "vote_or_close": vote_or_close,
    "close": close,
    "lift": lift,
    "open_round": open_round,
}

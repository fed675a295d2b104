"""Two who act at once: exactly one wins, the other is told. With real transactions, on both engines."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chungsuc.councils import actions
from chungsuc.councils.actions import CouncilRefused, Stale
from chungsuc.councils.models import Box, Result, Session, Turnout
from chungsuc.councils.tests.hall import BY, HELD, Hall, matter
from tests.at_once import at_once
from tests.province import load_province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def hall(many_connections: None) -> Iterator[Hall]:
    load_province(samples=False)
    with matter():
        yield Hall(size=9)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave, or how the council refused it."""
    return at_once(*acts, refused=(CouncilRefused,))


def lost(told: list[Any]) -> list[CouncilRefused]:
    return [one for one in told if isinstance(one, CouncilRefused)]


def test_a_double_vote_counts_once_and_the_second_is_told(hall: Hall) -> None:
    session = hall.voting()
    item = session.items.get().pk
    account = hall.account(1)
    told = together(*(lambda c=c: actions.cast(Session.objects.get(), account, {item: c}) for c in ("yes", "no") * 4))
    assert [type(one) for one in lost(told)] == [Stale] * 7
    assert len(Box.objects.get().ballots) == 1
    assert Turnout.objects.exclude(channel="-").count() == 1


def test_votes_of_all_members_at_once_are_all_in_the_box(hall: Hall) -> None:
    session = hall.voting(items=2)
    told = together(*(lambda n=n: hall.vote(session, n) for n in range(1, 10)))
    assert lost(told) == []
    assert [len(box.ballots) for box in Box.objects.all()] == [9, 9]


def test_a_vote_against_the_closing_is_either_counted_or_refused(hall: Hall) -> None:
    session = hall.voting()
    hall.vote(session, 1)
    told = together(
        *(lambda n=n: hall.vote(session, n) for n in range(2, 9)),
        lambda: actions.close_voting(Session.objects.get(state="voting"), on=HELD, by=BY),
    )
    refused = lost(told)
    assert Result.objects.get().turnout == 8 - len(refused) == len(Box.objects.get().ballots)
    assert all("đã kiểm phiếu" in str(one) for one in refused)


def test_of_two_closings_one_wins(hall: Hall) -> None:
    session = hall.voting()
    hall.vote(session, 1)
    seen = [Session.objects.select_related("council").get() for _ in range(4)]
    told = together(*(lambda s=s: actions.close_voting(s, on=HELD, by=BY) for s in seen))
    assert [type(one) for one in lost(told)] == [Stale] * 3
    assert Result.objects.count() == 1


def test_of_two_who_convene_the_same_matter_one_wins(hall: Hall) -> None:
    told = together(*[hall.convened] * 4)
    assert len(lost(told)) == 3
    assert Session.objects.get().number == 1


def test_the_last_paper_count_and_a_late_paper_do_not_miss_each_other(hall: Hall) -> None:
    session = hall.voting(marks={9: "letter", 8: "letter"})
    item = session.items.get().pk
    actions.hand_in(session, hall.members[7].pk, channel="letter", by=BY)
    actions.count_papers(session, {item: {"yes": 1}}, by="một")
    together(
        lambda: actions.count_papers(Session.objects.get(), {item: {"yes": 1}}, by="hai"),
        lambda: actions.hand_in(Session.objects.get(), hall.members[8].pk, channel="letter", by=BY),
    )
    session = Session.objects.get()
    papers = Turnout.objects.filter(channel="l").count()
    assert (session.papers_counted, papers, len(Box.objects.get().ballots)) in [(True, 1, 1), (False, 2, 0)]

"""R4: sixteen hands at one thing: a double vote, a vote against the closing, a decision against a withdrawal, one number
for two decisions. Exactly one wins, or every vote is counted or refused; nothing is half done.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from benchmarks.board import Line, at_most, unmeasured
from benchmarks.surroundings import on_both, postgresql_missing, service, times
from tests.at_once import at_once

ROUNDS, HANDS = 1_000, 16
RACES = {
    "double_vote": "một thành viên bỏ phiếu hai lần",
    "vote_or_close": "bỏ phiếu và đóng bỏ phiếu",
    "decide_or_withdraw": "ký quyết định và rút hồ sơ",
    "one_number": "một số quyết định cho hai hồ sơ",
}


def measure(quick: bool) -> list[Line]:
    rounds = times(ROUNDS, 3, quick)
    return [line for _, _, told in lines_on_both("benchmarks.measures.races:raced", RACES, rounds) for line in told]


def lines_on_both(
    raced: str, races: Mapping[str, str], rounds: int
) -> Iterator[tuple[str, dict[str, int] | None, list[Line]]]:
    """Per database its title, how many rounds of each race went wrong there (None: it is missing), and a line a race."""
    for title, found in on_both(raced, rounds):
        lines: list[Line] = []
        for name, label in races.items():
            what = f"lần sai khi {HANDS} người cùng làm: {label}, {title}"
            if found is None:
                lines.append(unmeasured("R4", what, postgresql_missing()))
            else:
                lines.append(at_most("R4", what, found[name], 0, "lần", f"{rounds:,} vòng".replace(",", ".")))
        yield title, found, lines


def raced(database: str, rounds: int) -> dict[str, int]:
    """How many rounds of each race went wrong."""
    with service(database):
        from chungsuc.councils.tests.hall import Hall, matter
        from tests.province import load_province

        load_province()
        wrong = dict.fromkeys(RACES, 0)
        with matter():
            hall = Hall(size=HANDS + 1)
            for _ in range(rounds):
                wrong["double_vote"] += not double_vote(hall)
                wrong["vote_or_close"] += not vote_or_close(hall)
        for number in range(rounds):
            wrong["decide_or_withdraw"] += not decide_or_withdraw(number)
            wrong["one_number"] += not one_number(number)
        return wrong


def let_through(*acts: Callable[[], Any]) -> list[bool]:
    """Does the acts at once: whether each was let through; a refusal in words is no fault."""
    from chungsuc.councils.actions import CouncilRefused
    from chungsuc.recognition.refusals import StepRefused

    refused = (CouncilRefused, StepRefused)
    return [not isinstance(one, refused) for one in at_once(*acts, refused=refused)]


def double_vote(hall: Any) -> bool:
    """One member, sixteen ballots: one lies in the box."""
    from chungsuc.councils import actions
    from chungsuc.councils.models import Box, Session, Turnout
    from chungsuc.councils.tests.hall import BY, HELD

    session = hall.voting()
    item, account = session.items.get().pk, hall.account(1)
    acts = [
        lambda choice=choice: actions.cast(Session.objects.get(pk=session.pk), account, {item: choice})
        for choice in ("yes", "no") * (HANDS // 2)
    ]
    told = let_through(*acts)
    voted = Turnout.objects.filter(item_id=item).exclude(channel="-").count()
    right = (sum(told), voted, len(Box.objects.get(item_id=item).ballots)) == (1, 1, 1)
    actions.close_voting(Session.objects.get(pk=session.pk), on=HELD, by=BY)
    return right


def vote_or_close(hall: Any) -> bool:
    """Fifteen votes against one closing: each vote is counted or refused."""
    from chungsuc.councils import actions
    from chungsuc.councils.models import Box, Result, Session
    from chungsuc.councils.tests.hall import BY, HELD

    session = hall.voting()
    hall.vote(session, 1)
    item = session.items.get().pk
    votes: list[Callable[[], Any]] = [lambda n=n: hall.vote(session, n) for n in range(2, HANDS + 1)]  # type: ignore[misc]
    told = let_through(*votes, lambda: actions.close_voting(Session.objects.get(pk=session.pk), on=HELD, by=BY))
    counted = Result.objects.get(item_id=item).turnout if told[-1] else -1
    return counted == 1 + sum(told[:-1]) == len(Box.objects.get(item_id=item).ballots)


def _submitted(code: str, year: int) -> Any:
    """A case before its decision; only the pair of unit and year must be new."""
    from chungsuc.recognition.tests.casework import plain_case

    return plain_case(code, "submitted", year)


_offices: dict[str, Any] = {}


def _person(code: str, who: str, day: date) -> Any:
    from chungsuc.recognition.tests.casework import Office

    return _offices.setdefault(code, Office(code)).person(who, day)


def _taken(case: Any, act: str, person: Any, **said: str) -> Callable[[], Any]:
    from chungsuc.recognition import actions
    from chungsuc.recognition.actions.saying import Said
    from chungsuc.recognition.tests.casework import START

    given = Said(START, reason="x", signer="Chủ tịch", **said)
    return lambda: actions.take(case, act, person=person, version=1, said=given, today=START)


def decide_or_withdraw(number: int) -> bool:
    """Eight decisions against eight withdrawals: one act, one event, one entry of the register if it was decided."""
    from chungsuc.recognition.conditions import CONDITIONS
    from chungsuc.recognition.models import Recognition
    from chungsuc.recognition.tests.casework import COMMUNE, START, met, provided

    case = _submitted(COMMUNE, 1_000 + number)
    leader, commune = _person(COMMUNE, "province_leader", START), _person(COMMUNE, "commune", START)
    acts = []
    for hand in range(HANDS // 2):
        acts.append(_taken(case, "decide", leader, number=f"{number}-{hand}/QĐ"))
        acts.append(_taken(case, "withdraw", commune))
    with provided(**{name: met() for name in CONDITIONS}):
        told = let_through(*acts)
    case.refresh_from_db()
    entries = Recognition.objects.filter(decision_number__startswith=f"{number}-", for_year=case.year).count()
    decided = case.state == "recognised"
    return sum(told) == 1 and case.version == 2 == case.events.count() and entries == int(decided)


def one_number(number: int) -> bool:
    """Two cases, eight hands each, one number: one of them has it."""
    from chungsuc.recognition.conditions import CONDITIONS
    from chungsuc.recognition.models import Decision
    from chungsuc.recognition.tests.casework import COMMUNE, START, met, provided

    leader = _person(COMMUNE, "province_leader", START)
    cases = [_submitted(code, 1_000 + number) for code in ("dn-24620", "dn-24676")]
    acts = [_taken(case, "decide", leader, number=f"{number}/CHUNG") for case in cases for _ in range(HANDS // 2)]
    with provided(**{name: met() for name in CONDITIONS}):
        told = let_through(*acts)
    return sum(told) == 1 == Decision.objects.filter(number=f"{number}/CHUNG").count()

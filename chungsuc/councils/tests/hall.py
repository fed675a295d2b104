"""A council to test with: five members with accounts, a chairman and a secretary among them, one clerk outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chungsuc.accounts.models import User
from chungsuc.councils import actions, registry
from chungsuc.councils.models import Council, Item, Member, Session
from chungsuc.councils.registry import Candidate
from chungsuc.organisations.actions import give_post
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.actions import record_ruling

CONVENED, SENT, HELD = date(2024, 3, 1), date(2024, 3, 1), date(2024, 3, 8)
BY = "bài thử"
MATTER = "trying"
ROLES = ("chair", "deputy", "secretary", "member", "member")


def person(name: str, role: str | None = "council_member", unit: str = "SNV") -> User:
    """An account that holds a post from 2021 on; `role` None: no post."""
    user = User.objects.create(username=name, full_name=f"Người {name}", must_change_password=False)
    if role:
        give_post(account=user, role=role, unit=Unit.objects.get(code=unit), since=date(2021, 1, 1), until=None, by=BY)
    return user


@contextmanager
def matter(candidates: Any = None) -> Iterator[registry.Matter]:
    """A kind of matter for one test, with the rules of recognition; what is registered meanwhile goes away after it."""
    kept, detectors = dict(registry._matters), list(registry._detectors)
    try:
        yield registry.register_matter(
            MATTER,
            "Việc thử",
            share_key="share:recognition_vote",
            of_key="rule:recognition_vote_of",
            quorum_key="share:recognition_quorum",
            candidates=candidates,
        )
    finally:
        registry._matters.clear()
        registry._matters.update(kept)
        registry._detectors[:] = detectors


@dataclass
class Hall:
    """A council with its people; `session()` brings a session to the state that a test wants."""

    size: int = 5
    name: str = "Hội đồng thẩm định xã đạt chuẩn"
    province: str = "dn"
    council: Council = field(init=False)
    members: list[Member] = field(init=False)

    def __post_init__(self) -> None:
        unit = Unit.objects.get(kind="province", code__startswith=self.province)
        since = max(date(2023, 1, 1), unit.since)
        self.council = actions.found_council(
            code="tham-dinh",
            name=self.name,
            unit=unit,
            since=since,
            paper="Quyết định số 12/QĐ-UBND ngày 01/01/2023",
            by=BY,
        )
        roles = [*ROLES, *(["member"] * self.size)][: self.size]
        self.members = [
            actions.enter_member(
                self.council,
                full_name=f"Thành viên {number}",
                role=role,
                account=person(f"tv{number}"),
                since=since,
                position="Phó Giám đốc Sở",
                by=BY,
            )
            for number, role in enumerate(roles, 1)
        ]

    def account(self, number: int) -> Any:
        return self.members[number - 1].account

    def convened(self, items: int = 1, **given: Any) -> Session:
        candidates = [
            Candidate("trying.case", str(number), f"Công nhận xã thứ {number}", given.pop("unit_id", None))
            for number in range(1, items + 1)
        ]
        asked = {"matter": MATTER, "candidates": candidates, "held_on": HELD, "on": CONVENED, "by": BY, **given}
        return actions.convene(self.council, **asked)

    def ruled(self, session: Session, **values: Any) -> None:
        """The chairman's decisions on the rules that the pack does not know."""
        known = {
            "quorum": "share:recognition_quorum",
            "recused": "rule:recused_count",
            "letters": "rule:council_letters",
        }
        for name, value in values.items():
            record_ruling(
                known[name], session.subject, value=value, paper="TB 01", reason="Quy chế chưa nói.", by=BY,
                by_name="Thành viên 1", on=CONVENED,
            )  # fmt: skip

    def sent(self, items: int = 1, **given: Any) -> Session:
        session = self.convened(items, **given)
        actions.add_paper(session, title="Báo cáo thẩm định", by=BY)
        return actions.send_papers(session, on=SENT, by=BY)

    def opened(self, items: int = 1, marks: dict[int, str] | None = None, **given: Any) -> Session:
        session = self.sent(items, **given)
        self.ruled(session, quorum=66, recused="out", letters="counted")
        states = {number: "present" for number in range(1, self.size + 1)} | (marks or {})
        actions.mark_attendance(session, {self.members[n - 1].pk: state for n, state in states.items()}, by=BY)
        return actions.open_session(session, on=HELD, by=BY)

    def voting(self, items: int = 1, marks: dict[int, str] | None = None, **given: Any) -> Session:
        return actions.open_voting(self.opened(items, marks, **given), on=HELD, by=BY)

    def vote(self, session: Session, number: int, choice: str = "yes") -> dict[int, str]:
        return actions.cast(session, self.account(number), {item.pk: choice for item in session.items.all()})

    def closed(self, items: int = 1, choices: str = "yes yes yes yes yes") -> Session:
        session = self.voting(items)
        for number, choice in enumerate(choices.split(), 1):
            self.vote(session, number, choice)
        actions.close_voting(session, on=HELD, by=BY)
        return Session.objects.get(pk=session.pk)


def item(session: Session, order: int = 1) -> Item:
    return session.items.get(order=order)

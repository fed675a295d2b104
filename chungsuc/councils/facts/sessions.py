"""One session with everything that its pages and its guards ask for."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Subquery

from chungsuc.rulebook.rule_facts import RuleFact

from ..models import Attendance, Interest, Item, Member, Paper, PaperCount, Recount, Result, Session, Signature, Turnout
from ..models.ballots import PHONE, POST, ROOM
from ..models.sessions import LETTER, PRESENT
from ..rules import Poll, Terms
from ..workflow import COUNTED, VOTING
from .rules_of_day import session_rules, terms_of


@dataclass(frozen=True)
class MemberFact:
    """A member of the roll on a day; `attendance` "" while not marked."""

    id: int
    full_name: str
    position: str
    role: str
    role_label: str
    unit_id: int | None
    account_id: int | None
    since: date
    until: date | None
    paper: str
    attendance: str = ""

    @property
    def present(self) -> bool:
        return self.attendance == PRESENT

    @property
    def by_letter(self) -> bool:
        return self.attendance == LETTER

    @property
    def attendance_label(self) -> str:
        return dict(Attendance._meta.get_field("state").choices or []).get(self.attendance, "chưa điểm danh")


@dataclass(frozen=True)
class InterestFact:
    """An interest in words. `recused` None while nobody has decided."""

    id: int
    item_id: int
    item: str
    member_id: int
    member: str
    kind: str
    source: str
    label: str
    recused: bool | None
    decided_by: str
    decided_on: date | None
    reason: str

    @property
    def told(self) -> str:
        return f"{self.kind}: {self.label}" if self.label else self.kind

    @property
    def decision(self) -> str:
        if self.recused is None:
            return "chưa quyết định"
        return "không biểu quyết" if self.recused else "được biểu quyết"


def roll_on(council_id: int, day: date, session_id: int | None = None) -> tuple[MemberFact, ...]:
    """The roll of a day in its order: chairman, deputies, secretary, members; marked as in a session. One query."""
    marked = Attendance.objects.filter(session_id=session_id or 0, member_id=OuterRef("pk")).values("state")[:1]
    found = Member.objects.on(day).filter(council_id=council_id).annotate(mark=Subquery(marked)).in_order()
    return tuple(
        MemberFact(
            id=row.pk,
            full_name=row.full_name,
            position=row.position,
            role=row.role,
            role_label=row.get_role_display(),
            unit_id=row.unit_id,
            account_id=row.account_id,
            since=row.since,
            until=row.until,
            paper=row.paper,
            attendance=row.mark or "",
        )
        for row in found
    )


class SessionRecord:
    """A session, its roll of the day, and what was marked, declared and handed in so far.

    Each part is asked for with one query when it is first needed (the rules with three), and then kept.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(self.session.items.all())

    @cached_property
    def members(self) -> tuple[MemberFact, ...]:
        return roll_on(self.session.council_id, self.session.held_on, self.session.pk)

    @cached_property
    def interests(self) -> tuple[InterestFact, ...]:
        return _interests(self.session, self.items)

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        return tuple(self.session.papers.select_related("item"))

    @cached_property
    def rules(self) -> Mapping[str, RuleFact]:
        return session_rules(self.session, self.items)

    @cached_property
    def turnout(self) -> Mapping[int, Mapping[str, int]]:
        """How many ballots on an item came by which way; {} before the vote."""
        return _turnout(self.session) if self.session.state in (VOTING, *COUNTED) else {}

    @cached_property
    def results(self) -> Mapping[int, Result]:
        return {row.item_id: row for row in Result.objects.filter(item__session=self.session)}

    @cached_property
    def signatures(self) -> tuple[Signature, ...]:
        return tuple(self.session.signatures.all())

    @cached_property
    def recounts(self) -> tuple[Recount, ...]:
        return tuple(self.session.recounts.all())

    @cached_property
    def counted_once_by(self) -> str:
        """Who made the first count of the paper ballots, "" when nobody did or both counts are in."""
        return PaperCount.objects.filter(session=self.session).values_list("counted_by", flat=True).first() or ""

    @cached_property
    def present(self) -> int:
        return sum(member.present for member in self.members)

    @cached_property
    def undecided(self) -> tuple[InterestFact, ...]:
        return tuple(found for found in self.interests if found.recused is None)

    def recused(self, item_id: int) -> frozenset[int]:
        """The ids of the members who take no part in the vote on an item."""
        return frozenset(found.member_id for found in self.interests if found.item_id == item_id and found.recused)

    def entitled(self, item_id: int) -> tuple[MemberFact, ...]:
        """Who may vote on an item: present, or absent with a letter, and not recused."""
        out = self.recused(item_id)
        return tuple(m for m in self.members if (m.present or m.by_letter) and m.id not in out)

    def terms(self, item: Item) -> Terms:
        return terms_of(item, self.rules)

    def seat_of(self, account_id: int | None) -> MemberFact | None:
        """The member of the roll behind an account."""
        if account_id is None:
            return None
        return next((member for member in self.members if member.account_id == account_id), None)

    def poll(self, item: Item, counted: Mapping[str, int]) -> Poll:
        """What happened with one item, given how its ballots were counted."""
        recused = self.recused(item.pk)
        return Poll(
            roll=len(self.members),
            present=self.present,
            letters=self.turnout.get(item.pk, {}).get(POST, 0),
            recused=len(recused),
            recused_here=sum(member.present and member.id in recused for member in self.members),
            **counted,
        )

    def papers_in(self, item_id: int) -> int:
        """How many paper ballots on an item were handed in, in the room and by letter."""
        found = self.turnout.get(item_id, {})
        return found.get(ROOM, 0) + found.get(POST, 0)

    def ballots_in(self, item_id: int) -> int:
        """How many ballots on an item are in, by whichever way."""
        found = self.turnout.get(item_id, {})
        return found.get(PHONE, 0) + self.papers_in(item_id)

    @property
    def papers_out(self) -> bool:
        """Whether paper ballots are in that were not counted yet."""
        return not self.session.papers_counted and any(self.papers_in(item.pk) for item in self.items)


def record_of(session: Session) -> SessionRecord:
    """Everything about a session, asked for as it is needed."""
    return SessionRecord(session)


def _interests(session: Session, items: tuple[Item, ...]) -> tuple[InterestFact, ...]:
    labels = {item.pk: item.label for item in items}
    rows = Interest.objects.filter(item__session=session).select_related("member").order_by("item__order", "id")
    return tuple(
        InterestFact(
            id=row.pk,
            item_id=row.item_id,
            item=labels[row.item_id],
            member_id=row.member_id,
            member=row.member.full_name,
            kind=row.get_kind_display(),
            source=row.get_source_display(),
            label=row.label,
            recused=row.recused,
            decided_by=row.decided_by,
            decided_on=row.decided_on,
            reason=row.reason,
        )
        for row in rows
    )


def _turnout(session: Session) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = {}
    for item_id, channel in Turnout.objects.filter(item__session=session).values_list("item_id", "channel"):
        found.setdefault(item_id, Counter())[channel] += 1
    return found


def session_fact(session_id: int) -> SessionRecord:
    """One session by its id. Session.DoesNotExist when there is none."""
    return record_of(Session.objects.select_related("council", "clerk").get(pk=session_id))


def ballot_numbers(record: SessionRecord) -> dict[int, dict[str, Any]]:
    """How many may vote and how many ballots are in, by item: all that is told while the vote is open."""
    return {
        item.pk: {"entitled": sum(record.turnout.get(item.pk, {}).values()), "in": record.ballots_in(item.pk)}
        for item in record.items
    }

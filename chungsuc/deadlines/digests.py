"""What a person is told on a day: their own obligations, those they answer for, what came back; one message a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from chungsuc.law.periods import CalendarMissing, show_day
from chungsuc.notices.actions import send
from chungsuc.notices.facts import told_of, unread_of, without_digest
from chungsuc.notices.models import DIGEST
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Post
from chungsuc.organisations.work import WorkGroup, WorkLine, work_of
from chungsuc.questions.asking import answer
from chungsuc.web.day import today

from .access import EXCUSE, LEADER, READ, units_to_work_for
from .facts import Dues, dues_on
from .work import as_line, by_unit, summed, wishes_to_answer

MOST_IN_A_MAIL, MOST_ON_A_PAGE = 20, 60
ESCALATED = "Đơn vị chậm đã đến mức báo lãnh đạo"


@dataclass(frozen=True)
class Digest:
    """What one person is told on a day: `dues` name what is due, `others` what waits elsewhere.

    A mail names only the former: what people typed does not leave the house, so of the latter it tells how many.
    """

    day: date
    dues: tuple[WorkGroup, ...]
    others: tuple[WorkGroup, ...]
    late: int
    soon: int

    @property
    def groups(self) -> tuple[WorkGroup, ...]:
        return (*self.dues, *self.others)

    @property
    def empty(self) -> bool:
        return not self.groups

    @property
    def title(self) -> str:
        """How many things, in one line."""
        parts = [f"{self.late} việc quá hạn"] if self.late else []
        parts += [f"{self.soon} việc sắp đến hạn"] if self.soon else []
        return f"Bản tin ngày {show_day(self.day)}: {', '.join(parts) or 'việc đang chờ'}"

    @property
    def lines(self) -> list[str]:
        """The digest as lines of a message."""
        told = []
        for group in self.dues:
            told.append(f"{group.title} ({len(group.lines)}):")
            told += [f"- {_one(line)}" for line in group.lines[:MOST_IN_A_MAIL]]
            if len(group.lines) > MOST_IN_A_MAIL:
                told.append(f"- và {len(group.lines) - MOST_IN_A_MAIL} việc khác")
        return told + [f"{group.title}: {len(group.lines)}" for group in self.others]


def _one(line: WorkLine) -> str:
    return f"{line.text}: {line.due}" if line.due else line.text


def digest_of(person: Person, dues: Dues, own: frozenset[int] | None = None) -> Digest:
    """The digest of a person, from the obligations of all units or of all that are theirs to see. Asks besides what
    was merged into their units (unless `own` tells), which wishes wait, what waits elsewhere, and which messages are
    unread.
    """
    own = units_to_work_for(person) if own is None else own
    mine, seen = dues.of(own), dues.in_reach(person.scope(READ))
    late, soon = len(mine.late), len(mine.soon)
    named = [
        WorkGroup(
            "Việc của đơn vị đã quá hạn",
            _capped([as_line(fact) for fact in mine.late], f"{reverse('dues')}?tinh_trang=late"),
        ),
        WorkGroup("Việc của đơn vị sắp đến hạn", _capped([as_line(fact) for fact in mine.soon], reverse("dues"))),
    ]
    others = work_of(person, of_digest=True)
    if person.may(EXCUSE):
        theirs = seen.without(own)
        late, soon = late + len(theirs.late), soon + len(theirs.soon)
        named.append(WorkGroup("Việc của các đơn vị theo dõi", tuple(summed(theirs))))
        others.append(WorkGroup("Đề nghị gia hạn chờ trả lời", tuple(answer(wishes_to_answer(person)))))
    if person.may(LEADER):
        late += len(seen.escalated)
        named.append(WorkGroup(ESCALATED, _capped([*by_unit(seen.escalated)], reverse("dues_late"))))
    unread = tuple(WorkLine(m.title, m.address or reverse("notices")) for m in unread_of(person.account))
    others.append(WorkGroup("Thông báo chưa đọc", unread))
    return Digest(dues.day, _filled(named), _filled(others), late, soon)


def _capped(lines: list[WorkLine], href: str) -> tuple[WorkLine, ...]:
    """The first lines; the others stand where the last line leads."""
    left = len(lines) - MOST_ON_A_PAGE
    return tuple(lines) if left <= 0 else (*lines[:MOST_ON_A_PAGE], WorkLine(f"Còn {left} dòng nữa", href))


def _filled(groups: Iterable[WorkGroup]) -> tuple[WorkGroup, ...]:
    return tuple(group for group in groups if group.lines)


def people_on(day: date) -> list[Person]:
    """Everybody in office on a day whose account is in use, with their posts. One query."""
    posts: dict[int, list[Post]] = {}
    rows = (
        Post.objects.on(day).filter(account__is_active=True).select_related("account").order_by("account_id", "since")
    )
    for post in rows:
        posts.setdefault(post.account_id, []).append(post)
    return [Person(found[0].account, day, tuple(found)) for found in posts.values()]


def send_digests() -> int:
    """Tells everybody in office what the day asks of them, once; nobody on a day off, nobody of nothing.

    A chore of the worker: done twice it tells nobody twice. Gives how many digests were sent.
    """
    day = today()
    key = f"digest:{day.isoformat()}"
    dues = dues_on(day)
    if _is_off(dues):
        return 0
    people = people_on(day)
    left_out = told_of(key) | without_digest(person.account.pk for person in people)
    sent = 0
    for person in people:
        if person.account.pk in left_out:
            continue
        digest = digest_of(person, dues)
        if not digest.empty and send(
            person.account, key=key, title=digest.title, lines=digest.lines, address=reverse("due_today"), kind=DIGEST,
            day=day,
        ):  # fmt: skip
            sent += 1
    return sent


def _is_off(dues: Dues) -> bool:
    """Whether offices are closed; a year without its days off is no reason to keep silent."""
    try:
        return not dues.terms.calendar.is_working(dues.day)
    except CalendarMissing:
        return False

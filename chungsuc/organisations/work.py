"""What waits for a person: upper rooms are entered by `wiring.py`, the page "Việc của tôi" asks them all together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import CalendarMissing, WorkingCalendar, show_day
from chungsuc.questions.asking import Asking, answer, together
from chungsuc.rulebook.rule_facts import one_calendar

from .access import Person


@dataclass(frozen=True)
class WorkLine:
    """One thing that waits for somebody: what, where it is done, whose it is, by when."""

    text: str
    href: str
    who: str = ""
    due: str = ""
    overdue: bool = False


@dataclass(frozen=True)
class WorkGroup:
    """The things of one kind that wait, under their heading."""

    title: str
    lines: tuple[WorkLine, ...]


Asks = Callable[[Person], Asking[Iterable[WorkLine]]]
_sources: dict[str, tuple[str, Asks, bool]] = {}


def register_work(name: str, title: str, asks: Asks, *, in_digest: bool = False) -> None:
    """Lets a room add its lines under a heading; entered again under the same name it is replaced.

    `asks` gets the person with the posts of the day and is an asking (`questions`): what it asks in a round goes into
    one query with what the other rooms ask, and it asks nothing without the right.
    `in_digest`: the digest of a day names it too, though it has no last day (what came back).
    """
    _sources[name] = (title, asks, in_digest)


def work_of(person: Person, *, of_digest: bool = False) -> list[WorkGroup]:
    """Everything that waits for a person, in the order in which the rooms were entered; empty groups are left out.

    As many queries as the room with the most rounds asks, whatever the number of rooms, besides what rooms keep.

    `of_digest`: only what the digest of a day names.
    """
    asked = [(title, asks) for title, asks, in_digest in _sources.values() if in_digest or not of_digest]
    with one_calendar():
        found = answer(together(asks(person) for _, asks in asked))
    groups = [WorkGroup(title, tuple(lines)) for (title, _), lines in zip(asked, found, strict=True)]
    return [group for group in groups if group.lines]


def due_words(until: date, today: date, calendar: WorkingCalendar) -> tuple[str, bool]:
    """How long is left until the end of a day, and whether it is over: "còn 3 ngày làm việc (đến 14/02/2024)"."""
    shown = show_day(until)
    try:
        left = calendar.between(today, until)
    except CalendarMissing:
        return f"đến {shown}", until < today
    if until < today:
        return (f"quá {show_decimal(-left)} ngày làm việc (hạn {shown})" if left else f"quá hạn {shown}"), True
    return (f"còn {show_decimal(left)} ngày làm việc (đến {shown})" if left else f"hạn chót {shown}"), False

"""How an obligation stands on a day, and when it is told to whom. Pure: no clock, no tables."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import CalendarMissing, WorkingCalendar, show_day


class State(StrEnum):
    """How an obligation stands on a day."""

    OPEN = "open"
    LATE = "late"
    DONE = "done"
    EXCUSED = "excused"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def outcome(self) -> str:
        """The shape that goes with the word."""
        return SHAPES[self]


LABELS = {State.OPEN: "chưa đến hạn", State.LATE: "quá hạn", State.DONE: "đã xong", State.EXCUSED: "được gia hạn"}
SHAPES = {State.OPEN: "not_met", State.LATE: "overdue", State.DONE: "met", State.EXCUSED: "undetermined"}


@dataclass(frozen=True)
class Grant:
    """An extension that was granted: by which day, until the end of which."""

    decided_on: date
    until: date


def granted_by(grants: Iterable[Grant], day: date) -> Grant | None:
    """The extension that counts on `day`: the last one that was granted by then; None when there was none."""
    known = [grant for grant in grants if grant.decided_on <= day]
    return max(known, key=lambda grant: (grant.decided_on, grant.until), default=None)


def last_day(due: date, grant: Grant | None) -> date:
    """The last day on which the obligation is in time: its own, or that of an extension that reaches further."""
    return due if grant is None else max(due, grant.until)


def state_on(day: date, due: date, done_on: date | None, grant: Grant | None = None) -> State:
    """How an obligation stands at the end of `day`: the last day counts as in time."""
    if done_on is not None and done_on <= day:
        return State.DONE
    if day > last_day(due, grant):
        return State.LATE
    return State.OPEN if grant is None or grant.until <= due else State.EXCUSED


def was_late(due: date, done_on: date | None, grants: Iterable[Grant]) -> bool:
    """Whether an obligation that is done was done after its last day, by the extensions of the day it was done."""
    return done_on is not None and done_on > last_day(due, granted_by(grants, done_on))


def working_days(calendar: WorkingCalendar, a: date, b: date) -> int | None:
    """Working days after `a` up to `b` (negative when `b` comes first); None for a year without its days off."""
    try:
        return calendar.between(a, b)
    except CalendarMissing:
        return None


class DayCount:
    """Working days between days, counted once for each year: 10,000 obligations ask of the same few hundred days."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self._calendar = calendar
        self._before: dict[date, int] = {}
        self._years: set[int] = set()

    def between(self, a: date, b: date) -> int | None:
        """As `working_days`."""
        if any(year not in self._calendar.years for year in range(min(a, b).year, max(a, b).year + 1)):
            return working_days(self._calendar, a, b)
        total = sum(self._of(year) for year in range(a.year, b.year)) - sum(self._of(y) for y in range(b.year, a.year))
        return total + self._upto(b) - self._upto(a)

    def _of(self, year: int) -> int:
        return self._upto(date(year, 12, 31))

    def _upto(self, day: date) -> int:
        """Working days of the year up to `day`."""
        if day.year not in self._years:
            self._years.add(day.year)
            at, count = date(day.year, 1, 1), 0
            while at.year == day.year:
                count += self._calendar.is_working(at)
                self._before[at] = count
                at += timedelta(days=1)
        return self._before[day]


def escalates_on(calendar: WorkingCalendar, until: date, days: int | None) -> date | None:
    """The day on which a late obligation is told to the leader: so many working days after its last day.

    None while no rule says how many, or the year has no calendar: then nobody is named by a guess.
    """
    if days is None:
        return None
    try:
        return calendar.add(until, days).until
    except CalendarMissing:
        return None


def to_remind(state: State, left: int | None, days: int | None) -> bool:
    """Whether an obligation that is not done is told of beforehand: at most `days` working days are left.

    An unknown number of days left is told: silence would be the worse mistake. Without a rule nothing is told early.
    """
    if state not in (State.OPEN, State.EXCUSED) or days is None:
        return False
    return left is None or left <= days


def left_words(state: State, until: date, left: int | None, done_on: date | None, late: bool) -> str:
    """How long is left or how late it is, in one phrase."""
    shown = show_day(until)
    if state is State.DONE and done_on is not None:
        return f"xong ngày {show_day(done_on)}{', sau hạn' if late else ''}"
    if state is State.LATE:
        return f"quá {show_decimal(-left)} ngày làm việc (hạn {shown})" if left else f"quá hạn {shown}"
    extended = "gia hạn đến" if state is State.EXCUSED else "đến"
    if left is None:
        return f"{extended} {shown} (chưa có lịch ngày nghỉ để đếm)"
    return f"còn {show_decimal(left)} ngày làm việc ({extended} {shown})" if left else f"hạn chót {shown}"


def hashed(secret: str) -> str:
    """What is kept of the secret of a calendar address; it is long and random, so a plain hash will do."""
    return hashlib.sha256(secret.encode()).hexdigest()

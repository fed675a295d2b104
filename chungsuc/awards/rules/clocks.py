"""How much of the time for a check has been used: working days since its start, less those on which it stood. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import CalendarMissing, WorkingCalendar, show_day

RUNNING, STOPPED, ENDED, NOT_BEGUN = "running", "stopped", "ended", "not_begun"
NO_RULE = "chưa có quy định về số ngày"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stop:
    """Time that does not count: the days after `since` up to and including `until` (None: still)."""

    since: date
    until: date | None


@dataclass(frozen=True)
class Clock:
    """A clock as of a day. `used`, `left` in working days; `allowed`, `left`, `last_day` None where no rule says.

    `last_day` is None too while the clock stands; `fault` says what is missing in the calendar, "" when nothing is.
    """

    state: str
    used: int | None = None
    allowed: int | None = None
    last_day: date | None = None
    fault: str = ""

    @property
    def left(self) -> int | None:
        """Working days that are left; negative when it is late."""
        return None if self.allowed is None or self.used is None else self.allowed - self.used

    @property
    def late(self) -> bool:
        """Whether more days were used than the rule allows."""
        return self.left is not None and self.left < 0

    @property
    def words(self) -> str:
        """The clock in one clause for people."""
        if self.state == NOT_BEGUN:
            return "chưa bắt đầu"
        if self.fault:
            return self.fault
        used = f"đã dùng {show_decimal(self.used or 0)} ngày làm việc"
        if self.allowed is None or self.left is None:
            told = f"{used}, {NO_RULE}"
        elif self.late:
            told = f"quá {show_decimal(-self.left)} ngày làm việc ({used}, được {show_decimal(self.allowed)})"
        else:
            told = f"còn {show_decimal(self.left)} ngày làm việc ({used}, được {show_decimal(self.allowed)})"
        if self.state == STOPPED:
            return f"đang dừng; {told}"
        if self.last_day is not None and self.state == RUNNING:
            return f"{told}, hạn {show_day(self.last_day)}"
        return told


def clock(
    start: date | None,
    day: date,
    stops: Iterable[Stop],
    allowed: int | None,
    calendar: WorkingCalendar,
    *,
    ended: date | None = None,
) -> Clock:
    """The clock that began on `start` (not counted) as of `day`, or as of `ended` when that came first.

    A day counts when offices work on it and no stop covers it. A year without its days off is told, never guessed.
    """
    if start is None or start > day:
        return Clock(NOT_BEGUN, allowed=allowed)
    until = day if ended is None or ended > day else ended
    known = [stop for stop in stops if stop.since <= until]
    stands = any(stop.until is None or stop.until > until for stop in known)
    state = ENDED if ended is not None and ended <= day else STOPPED if stands else RUNNING
    try:
        used = _counted(start, until, known, calendar)
        last = None if allowed is None or state == STOPPED else _last_day(start, known, allowed, calendar)
    except CalendarMissing as missing:
        return Clock(state, allowed=allowed, fault=str(missing))
    return Clock(state, used, allowed, last)


def _stands(day: date, stops: Iterable[Stop]) -> bool:
    return any(stop.since < day and (stop.until is None or day <= stop.until) for stop in stops)


def _counted(start: date, until: date, stops: list[Stop], calendar: WorkingCalendar) -> int:
    """Working days after the start, less those after the beginning of each stop until its end: stops never overlap."""
    ends = [(max(stop.since, start), until if stop.until is None else min(stop.until, until)) for stop in stops]
    return _between(calendar, start, until) - sum(_between(calendar, since, end) for since, end in ends)


@lru_cache(maxsize=4096)
def _between(calendar: WorkingCalendar, start: date, end: date) -> int:
    return max(calendar.between(start, end), 0)


@lru_cache(maxsize=4096)
def _added(calendar: WorkingCalendar, start: date, days: int) -> date:
    return calendar.add(start, days).until


def _last_day(start: date, stops: list[Stop], allowed: int, calendar: WorkingCalendar) -> date | None:
    """The day on which the last allowed day is used up."""
    if not stops:
        return _added(calendar, start, allowed)
    at, left = start, allowed
    while left:
        at += _ONE_DAY
        left -= calendar.is_working(at) and not _stands(at, stops)
    return at

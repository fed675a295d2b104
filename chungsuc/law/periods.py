"""Days, periods and working days. No clock here: today is an argument wherever it is needed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chungsuc.law.spelling import nfc

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2}) ?(?P<mark>[/.-]) ?(?P<month>[0-9]{1,2}) ?(?P=mark) ?(?P<year>[0-9]{4})")
_IN_WORDS = re.compile(
    r"(?:ngày )?(?P<day>[0-9]{1,2}) tháng (?P<month>[0-9]{1,2}) năm (?P<year>[0-9]{4})", re.IGNORECASE
)
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class DayError(ValueError):
    """Something that cannot be read as a day; the message says what to type."""


class PeriodError(ValueError):
    """A period that ends before it begins."""


class CalendarMissing(LookupError):
    """Working days were asked of a year whose days off are not in the calendar."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"Chưa có lịch ngày nghỉ của năm {year} nên không tính được ngày làm việc. "
            f"Hãy bổ sung ngày nghỉ lễ và ngày làm bù của năm {year}."
        )
        self.year = year


@dataclass(frozen=True)
class Period:
    """From `since` to `until`, both days included; None means open on that side."""

    since: date | None
    until: date | None

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.until < self.since:
            raise PeriodError(
                f"Ngày kết thúc {show_day(self.until)} trước ngày bắt đầu {show_day(self.since)}. "
                "Hãy sửa một trong hai ngày."
            )

    def covers(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two periods have a day in common."""
        return _begins_by(self.since, other.until) and _begins_by(other.since, self.until)

    def days(self) -> int | None:
        """How many days, first and last included; None when a side is open."""
        if self.since is None or self.until is None:
            return None
        return (self.until - self.since).days + 1


def _begins_by(since: date | None, until: date | None) -> bool:
    return since is None or until is None or since <= until


def read_day(text: str | date) -> date:
    """The day written day first ("31/12/2023", "31-12-2023", "31.12.2023", "ngày 31 tháng 12 năm 2023") or as ISO.

    Dates pass. DayError for anything else.
    """
    if isinstance(text, datetime):
        return _in_our_time(text.date(), text)
    if isinstance(text, date):
        return _in_our_time(text, text)
    # A cell may hand over a bare number; it is refused like any other text that is no day.
    seen = nfc(str(text))
    found = _DAY_FIRST.fullmatch(seen) or _YEAR_FIRST.fullmatch(seen) or _IN_WORDS.fullmatch(seen)
    if found is None:
        raise _unreadable(seen)
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise DayError(f"«{seen}» không có trong lịch. Hãy kiểm tra lại ngày và tháng.") from None
    return _in_our_time(day, seen)


def _unreadable(seen: str) -> DayError:
    if not seen:
        return DayError("Chưa nhập ngày. Hãy gõ ngày/tháng/năm, ví dụ 31/12/2023.")
    return DayError(f"«{seen[:40]}» không phải là ngày. Hãy gõ đủ ngày/tháng/năm với năm bốn chữ số, ví dụ 31/12/2023.")


def _in_our_time(day: date, seen: object) -> date:
    if _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return day
    raise DayError(f"«{seen}» có năm {day.year}, ngoài khoảng {_FIRST_YEAR}-{_LAST_YEAR}. Hãy kiểm tra lại năm.")


def show_day(day: date) -> str:
    """The day as official texts print it: "03/07/2025"."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


@dataclass(frozen=True)
class WorkingSpan:
    """The last day of a count of working days, and every day off that was passed over on the way."""

    until: date
    skipped: tuple[date, ...]


@dataclass(frozen=True)
class WorkingCalendar:
    """The days off of `years`. Saturday and Sunday are off unless worked instead; other years raise CalendarMissing."""

    days_off: frozenset[date]
    working_saturdays: frozenset[date]
    years: frozenset[int]

    def is_working(self, day: date) -> bool:
        """Whether offices work on the day. CalendarMissing for a year without data: nothing is guessed."""
        if day.year not in self.years:
            raise CalendarMissing(day.year)
        if day in self.days_off:
            return False
        return day.weekday() < _SATURDAY or day in self.working_saturdays

    def add(self, start: date, days: int) -> WorkingSpan:
        """The day that is `days` working days after `start`; the day of receipt itself is not counted."""
        if days < 0:
            raise ValueError(f"Số ngày làm việc phải từ 0 trở lên, không thể là {days}.")
        until, left, skipped = start, days, []
        while left:
            until += _ONE_DAY
            if self.is_working(until):
                left -= 1
            else:
                skipped.append(until)
        return WorkingSpan(until, tuple(skipped))

    def between(self, a: date, b: date) -> int:
        """Working days after `a` up to and including `b`; negative when `b` comes before `a`."""
        if b < a:
            return -self.between(b, a)
        return sum(self.is_working(day) for day in _days_after(a, b))


def _days_after(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=step) for step in range(1, (end - start).days + 1))

"""The day a page speaks of. Pages read the clock here and nowhere else."""

from datetime import date, datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from chungsuc.law.periods import DayError, read_day, show_day

DAY_PARAMETER = "ngay"


def today() -> date:
    """The present day: `settings.TODAY` of a demonstration or a test, else the clock in the service's time zone."""
    told = str(getattr(settings, "TODAY", "") or "")
    return read_day(told) if told else timezone.localdate()


def stands() -> date | None:
    """The day on which the service was told to stand, where the clock says another; None where it follows the clock."""
    day = today()
    return None if day == timezone.localdate() else day


def now() -> datetime:
    """The present moment, aware: the clock's time on `today()`, so that a demonstration's day holds for hours too."""
    moment = timezone.localtime()
    return moment if moment.date() == today() else datetime.combine(today(), moment.timetz())


def page_day(request: HttpRequest, default: date) -> date:
    """The day in the address (`?ngay=31/12/2023`), else `default`; kept on the request for the page's furniture.

    A day that cannot be read leaves the default and adds one message that says so.
    """
    written = request.GET.get(DAY_PARAMETER, "").strip()
    day = default
    if written:
        try:
            day = read_day(written)
        except DayError as error:
            _say_once(request, f"{error} Trang đang dùng ngày {show_day(default)}.")
    request._chungsuc_day = day  # type: ignore[attr-defined]
    return day


def kept_day(request: HttpRequest) -> date | None:
    """The day that `page_day` settled for this request; None when the view did not ask."""
    return getattr(request, "_chungsuc_day", None)


def _say_once(request: HttpRequest, text: str) -> None:
    if getattr(request, "_chungsuc_day", None) is None and hasattr(request, "_messages"):
        messages.warning(request, text)


def quick_days(now: date) -> list[date]:
    """Days people ask for most: today and the ends of the two years before."""
    return [now, date(now.year - 1, 12, 31), date(now.year - 2, 12, 31)]

"""Number formats and date serials: what a stored number is shown as."""

import re
from datetime import date, datetime, timedelta

# Formats every workbook may use without declaring them (ECMA-376, 18.8.30); only those that are not plain numbers.
_BUILT_IN_PERCENT = {9, 10}
_BUILT_IN_DATES = {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}

# What does not count in a format code: quoted text, escaped, padding and fill characters, colours and locales.
_SILENT = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]', re.DOTALL)
_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's dates have no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_PHANTOM_LEAP_DAY = 60


def shown_as(format_id: int, code: str | None) -> str:
    """What a format shows: "n" number, "p" percentage, "d" date. Hours alone are a number: they name no day."""
    if code is None:
        return "p" if format_id in _BUILT_IN_PERCENT else "d" if format_id in _BUILT_IN_DATES else "n"
    spoken = _SILENT.sub("", code.split(";")[0]).lower()
    if spoken in ("general", "standard", "@"):
        return "n"
    if "%" in spoken:
        return "p"
    return "d" if _names_a_day(spoken.replace("am/pm", "h").replace("a/p", "h")) else "n"


def _names_a_day(spoken: str) -> bool:
    """Whether a code has a day, a year, or an "m" that is a month (beside hours or seconds it is minutes)."""
    if re.search("[#0?]", re.sub(r"\.0+", "", spoken)):
        return False
    return bool(re.search("[dy]", spoken)) or ("m" in spoken and not re.search("[hs]", spoken))


def from_serial(serial: float, *, since_1904: bool) -> date | datetime | None:
    """The day (or moment, when there is a fraction) of a date serial; None when the serial names no day."""
    if serial < 1 and not since_1904:
        return None
    if not since_1904 and serial < _PHANTOM_LEAP_DAY:
        serial += 1  # before 1 March 1900 the 1900 system is one day late: it believes in 29 February 1900
    try:
        days, fraction = divmod(serial, 1)
        moment = (_EPOCH_1904 if since_1904 else _EPOCH_1900) + timedelta(
            days=days, milliseconds=round(fraction * 86_400_000)
        )
    except (OverflowError, ValueError):
        return None
    return moment if fraction else moment.date()

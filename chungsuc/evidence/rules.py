"""How a document stands on a day. Pure: no clock, no tables."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Standing:
    """Whether a document still proves something: its words and the shape that goes with them."""

    code: str
    label: str
    outcome: str


VALID = Standing("valid", "còn hiệu lực", "met")
LAPSING = Standing("lapsing", "sắp hết hiệu lực", "undetermined")
LAPSED = Standing("lapsed", "hết hiệu lực", "overdue")
WITHDRAWN = Standing("withdrawn", "đã rút", "not_applicable")
STANDINGS = (VALID, LAPSING, LAPSED, WITHDRAWN)


def standing_on(day: date, *, expires_on: date | None, withdrawn_on: date | None, warn_days: int | None) -> Standing:
    """How a document stands on `day`; the last day of validity counts. Without `warn_days` nothing is lapsing."""
    if withdrawn_on is not None and withdrawn_on <= day:
        return WITHDRAWN
    if expires_on is None:
        return VALID
    if expires_on < day:
        return LAPSED
    if warn_days is not None and expires_on - day <= timedelta(days=warn_days):
        return LAPSING
    return VALID


def months_after(day: date, months: int) -> date:
    """The last day of a validity of some months that begins on `day`: 31/01 and one month is 28/02 (29/02)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def why_not_dated(day: date, *, issued_on: date | None, expires_on: date | None, taken_on: date | None) -> str:
    """What is wrong with a document's days when it comes in on `day`, in words; "" when nothing is."""
    if issued_on is not None and issued_on > day:
        return "Ngày ban hành sau hôm nay. Hãy xem lại ngày ghi trên tài liệu."
    if taken_on is not None and taken_on > day:
        return "Ngày chụp sau hôm nay. Hãy xem lại ngày chụp."
    if issued_on is not None and expires_on is not None and expires_on < issued_on:
        return "Ngày hết hiệu lực trước ngày ban hành. Hãy xem lại hai ngày này."
    return ""

"""What a decision of award may be: whose it is, its number, its day. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from chungsuc.law.periods import show_day

STATE = "nha_nuoc"
YEARS_APART = " - "


def decided_elsewhere(shape: Mapping[str, Any]) -> bool:
    """Whether a form is decided above the province, whose office only records number, day and signer."""
    return bool(shape.get("level") == STATE)


def fault_of_taking(number: str, signer: str, on: date, today: date) -> tuple[str, str]:
    """(field, what is wrong) with what is said of a signed decision; ("", "") when nothing is."""
    if not number.strip():
        return "number", "Chưa ghi số quyết định. Hãy ghi số, ký hiệu như trên văn bản."
    if not signer.strip():
        return "signer", "Chưa ghi người ký. Hãy ghi họ tên, chức vụ."
    if on > today:
        return "on", f"Ngày {show_day(on)} sau hôm nay. Hãy xem lại ngày ký."
    return "", ""


def span_of(years: Iterable[int]) -> tuple[int | None, int | None]:
    """The first and the last year that an award is for; None where no achievement says it."""
    known = sorted(years)
    return (known[0], known[-1]) if known else (None, None)


def span_said(since: int | None, until: int | None) -> str:
    """ "2021 - 2023", "2023", or "" where no year is known."""
    if since is None or until is None:
        return ""
    return str(since) if since == until else f"{since}{YEARS_APART}{until}"

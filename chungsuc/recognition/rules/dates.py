"""Dates and numbers of papers: what is refused, and with which words. Pure."""

from datetime import date

from chungsuc.law.periods import show_day


def fault_of_day(on: date, *, today: date, law_since: date | None, last: date | None) -> str:
    """Why a step cannot have happened on a day; "" when it can.

    Not in the future, not before the regulation, not before the step that came before it.
    """
    if on > today:
        return f"Ngày {show_day(on)} chưa đến. Hãy ghi ngày đã làm việc này, không sau {show_day(today)}."
    if law_since is not None and on < law_since:
        return f"Ngày {show_day(on)} trước ngày quy định có hiệu lực ({show_day(law_since)}). Hãy kiểm tra lại ngày."
    if last is not None and on < last:
        return f"Ngày {show_day(on)} trước việc liền trước của hồ sơ (ngày {show_day(last)}). Hãy kiểm tra lại ngày."
    return ""


def fault_of_year(year: int, on: date) -> str:
    """Why an assessment year cannot be asked for on a day; "" when it can."""
    if year > on.year:
        return f"Năm đánh giá {year} chưa đến. Hãy chọn năm không sau {on.year}."
    return ""


def fault_of_decision(number: str, signed_on: date, *, year: int, submitted_on: date, today: date) -> str:
    """Why a decision cannot bear this number and day; "" when it can."""
    if not number.strip():
        return "Chưa ghi số quyết định. Hãy ghi số và ký hiệu, ví dụ 1234/QĐ-UBND."
    if signed_on > today:
        return f"Ngày ký {show_day(signed_on)} chưa đến. Hãy kiểm tra lại ngày ký."
    if signed_on < submitted_on:
        return f"Ngày ký {show_day(signed_on)} trước ngày trình ({show_day(submitted_on)}). Hãy kiểm tra lại ngày ký."
    if signed_on.year < year:
        return f"Ngày ký {show_day(signed_on)} trước năm công nhận {year}. Hãy kiểm tra lại ngày ký."
    return ""


def fault_of_announcement(announced_on: date, signed_on: date, today: date) -> str:
    """Why a recognition cannot have been announced on a day; "" when it can."""
    if announced_on < signed_on:
        return f"Ngày công bố {show_day(announced_on)} trước ngày ký ({show_day(signed_on)}). Hãy kiểm tra lại ngày."
    if announced_on > today:
        return f"Ngày công bố {show_day(announced_on)} chưa đến. Hãy ghi sau khi đã công bố."
    return ""

"""Logs without personal data: a filter that masks before a line is written."""

import logging
import re
import traceback

_SECRET_NAMES = (
    "csrfmiddlewaretoken|sessionid|access_token|refresh_token|token|password1|password2|password|passwd|pwd|secret_key"
    "|secret|api_key|apikey|authorization|cookie|mat_khau|mật khẩu"
)
# Order counts: what is named secret goes whole, before parts of it look like a number.
_MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+"), r"\1 [đã che]"),
    (re.compile(rf"(?i)({_SECRET_NAMES})([\"']?\s*[=:]\s*)(\"[^\"]*\"|'[^']*'|[^\s,;&}}]+)"), r"\1\2[đã che]"),
    (re.compile(r"(?i)(://[^/\s:@]+:)[^@\s/]+@"), r"\1[đã che]@"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[thư điện tử]"),
    (re.compile(r"(?<![\d.,])(?:\+84[ .-]?|0084|0)[235789](?:[ .-]?\d){8,9}(?!\d)"), "[số điện thoại]"),
    (re.compile(r"(?<!\d)(?<!\d[.,])(?:\d{12}|\d{9})(?!\d)"), "[số định danh]"),
    (
        re.compile(r"(?<![\w/-])(?![0-9a-f]{64}(?![\w-]))(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9_-]{32,}"),
        "[mã bí mật]",
    ),
)


def masked(text: str) -> str:
    """The text without identity numbers (9 or 12 digits), e-mails, phone numbers, tokens and passwords.

    A 64-digit lower-case hash stays: it is the journal's chain, not a secret.
    """
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text


class WithoutPersonalData(logging.Filter):
    """Masks a record's message and its traceback in place; lets every record through."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(_message(record)), ()
        if record.exc_info and record.exc_info[0]:
            record.exc_text = masked("".join(traceback.format_exception(*record.exc_info)).rstrip())
        elif record.exc_text:
            record.exc_text = masked(record.exc_text)
        return True


def _message(record: logging.LogRecord) -> str:
    """What would be written; a record whose arguments do not fit is written as it came."""
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return f"{record.msg} {record.args}"

"""Days: in the calendar, written as the decree says, on the right weekday."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .lint_parts import Paper, Piece
from .lint_shapes import Finding, LintFacts

DAY = re.compile(
    r"(?:ngày\s+(?P<d1>\d{1,2})\s+tháng\s+(?P<m1>\d{1,2})\s+năm\s+(?P<y1>\d{4})"
    r"|(?<![\d/.])(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>\d{4})(?![\d/]))",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)"
_BEFORE = re.compile(rf"(?P<word>\w+\s+)?\b(?P<day>{_WEEKDAY})\s*[,(]?\s*(?:ngày\s+)?$", re.IGNORECASE)
_ORDINAL = ("lần", "họp", "phiên", "kỳ", "khóa", "đợt", "hạng", "điểm")  # "phiên họp thứ Năm" is the fifth one
_AFTER = re.compile(rf"\s*[,(]\s*(?P<day>{_WEEKDAY})\b", re.IGNORECASE)
_WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_DIGITS = {str(at + 2): name for at, name in enumerate(_WEEKDAYS[:6])}
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True)
class Said:
    """A day as it is written in a text, from `start` to `end`; `day` is None when no calendar has it."""

    start: int
    end: int
    day: date | None
    shown: str
    digits: tuple[str, str]

    @property
    def short(self) -> bool:
        """Whether it is written with strokes."""
        return "/" in self.shown


def days_in(text: str) -> Iterator[Said]:
    """Every whole day that a text writes, as "ngày 05 tháng 02 năm 2024" or "05/02/2024"."""
    for found in DAY.finditer(text):
        parts = tuple(found[name] or found[other] for name, other in (("d1", "d2"), ("m1", "m2"), ("y1", "y2")))
        day, month, year = parts
        try:
            on = date(int(year), int(month), int(day)) if _FIRST_YEAR <= int(year) <= _LAST_YEAR else None
        except ValueError:
            on = None
        yield Said(found.start(), found.end(), on, found[0], (day, month))


def check_dates(paper: Paper, facts: LintFacts) -> Iterator[Finding]:
    """Days that do not exist, lack a nought, or are called by a wrong weekday."""
    for piece in paper.pieces():
        for said in days_in(piece.text):
            if said.day is None:
                message = f"Không có “{said.shown}” trong lịch. Xem lại ngày, tháng, năm."
                yield _finding(piece, "date-impossible", message)
                continue
            if wanted := _padded(said, facts):
                message = f"“{said.shown}”: ngày dưới 10, tháng 1 và 2 phải có số 0 đứng trước. Ghi “{wanted}”."
                yield _finding(piece, "date-padding", message)
            yield from _weekday(piece, said)


def _padded(said: Said, facts: LintFacts) -> str:
    """How the day should be written, "" when it is right or the pack does not say."""
    day, month = said.digits
    right_day = day.zfill(2) if int(day) < facts.pad_days_below else day
    right_month = month.zfill(2) if int(month) in facts.pad_months else month
    if said.day is None or (right_day, right_month) == (day, month):
        return ""
    year = said.day.year
    return f"{right_day}/{right_month}/{year}" if said.short else f"ngày {right_day} tháng {right_month} năm {year}"


def _weekday(piece: Piece, said: Said) -> Iterator[Finding]:
    named = _BEFORE.search(piece.text[max(0, said.start - 40) : said.start])
    if named and (named["word"] or "").strip().lower() in _ORDINAL:
        return
    named = named or _AFTER.match(piece.text, said.end)
    if not named or said.day is None:
        return
    words = " ".join(named["day"].lower().split())
    words = f"thứ {_DIGITS[words[-1]][4:]}" if words[-1].isdigit() else words
    right = _WEEKDAYS[said.day.weekday()]
    if words != right:
        message = f"{said.day:%d/%m/%Y} là {right}, không phải {named['day']}. Sửa thứ hoặc ngày."
        yield _finding(piece, "date-weekday", message)


def _finding(piece: Piece, rule: str, message: str) -> Finding:
    return Finding(piece.place, rule, message, article=piece.article, order=piece.order)

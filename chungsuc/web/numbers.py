"""Numbers and states as pages write them; the words and shapes of every state stand here once."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from chungsuc.law.figures import show_decimal

Number = int | float | Decimal

NOTHING = mark_safe('<span aria-hidden="true">–</span><span class="vh">chưa có số liệu</span>')


@dataclass(frozen=True)
class Sign:
    """A state in a word and a shape; `kind` is the end of its CSS class `o-…`."""

    label: str
    kind: str
    shape: str
    short: str


OUTCOMES: dict[str, Sign] = {
    "met": Sign("Đạt", "met", "●", "Đạt"),
    "not_met": Sign("Chưa đạt", "failed", "○", "Chưa"),
    "undetermined": Sign("Chưa đủ căn cứ", "unsure", "◌", "Thiếu"),
    "overdue": Sign("Quá hạn", "overdue", "▲", "Quá hạn"),
    "not_applicable": Sign("Không áp dụng", "none", "–", "Không"),
}
_ALIASES = {"failed": "not_met", "": "undetermined", "None": "undetermined"}

STATUSES: dict[str, tuple[str, str]] = {
    "confirmed": ("Đã xác nhận", "Người có thẩm quyền đã xác nhận số này"),
    "verified": ("Đã đối chiếu", "Đã đối chiếu với nguồn nêu kèm"),
    "recalled": ("Chưa đối chiếu", "Ghi theo hiểu biết chung, chưa đối chiếu với văn bản gốc"),
    "demonstration": ("Số trình diễn", "Chỉ dùng để trình diễn, không có giá trị pháp lý"),
    "missing": ("Chưa có", "Chưa có văn bản nào cho số này"),
}


def sign_of(outcome: object) -> Sign:
    """The sign of an outcome: a key of OUTCOMES, an enum with such a value, or None (undetermined)."""
    key = str(getattr(outcome, "value", outcome))
    return OUTCOMES[_ALIASES.get(key, key)]


def plain(value: Number | None, places: int | None = None, minimum_places: int = 0) -> str:
    """Vietnamese notation as plain text: "1.234,5"; "–" for None."""
    if value is None:
        return "–"
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    return show_decimal(exact, places, minimum_places)


def shown(value: object, places: int | None = None) -> str:
    """As `plain`, with a spoken word for what is missing; text that is not a number stays as it is."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "có" if value else "không"
    return plain(value, places) if isinstance(value, int | float | Decimal) else str(value)


def badge(outcome: object, words: str = "", href: str = "") -> SafeString:
    """The state as a word with its drawn shape; with an address the words lead there."""
    sign = sign_of(outcome)
    if href:
        return format_html('<span class="o o-{}"><a href="{}">{}</a></span>', sign.kind, href, words or sign.label)
    return format_html('<span class="o o-{}">{}</span>', sign.kind, words or sign.label)


def status_badge(status: object) -> SafeString:
    """The status of a figure of law or plan, in words."""
    key = str(getattr(status, "value", status))
    label, meaning = STATUSES[key]
    return format_html('<span class="status status-{}" title="{}">{}</span>', key, meaning, label)

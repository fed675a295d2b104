"""A figure that the law gives as a range stays inside it: `layout:margin_left` between its `:least` and its `:most`."""

from datetime import date
from decimal import Decimal

from chungsuc.law.figures import show_decimal

from .models import Figure

LEAST, MOST = ":least", ":most"
_WORDS = {LEAST: "ít nhất", MOST: "nhiều nhất"}


def why_outside(figure: Figure, value: object) -> str:
    """Why a figure may not have a value: it leaves the range of a day of the figure, with the citation; "" when it may.

    An end of a range may not be set so that the value in use falls outside; first the value has to move. Two queries
    at most.
    """
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        return ""
    ended = next((end for end in _WORDS if figure.key.endswith(end)), "")
    if ended:
        for used in _meeting(figure, figure.key.removesuffix(ended)):
            if _beyond(used.value, ended, value):
                return f"Giá trị đang dùng là {_said(used)}, nằm ngoài khoảng mới. Hãy sửa giá trị đang dùng trước."
        return ""
    for end, word in _WORDS.items():
        for bound in _meeting(figure, f"{figure.key}{end}"):
            if _beyond(value, end, bound.value):
                return (
                    f"Quy định cho {word} {_said(bound)} ({bound.source}). Hãy ghi giá trị trong khoảng ấy; nếu quy "
                    f"định đã đổi thì sửa số liệu “{bound.label}” trước."
                )
    return ""


def _meeting(figure: Figure, key: str) -> list[Figure]:
    """The figures of a key that hold on a day on which this one holds."""
    rows = Figure.objects.current().filter(key=key)
    return [row for row in rows if row.since <= (figure.until or date.max) and figure.since <= (row.until or date.max)]


def _beyond(value: object, end: str, bound: object) -> bool:
    if not isinstance(value, int | Decimal) or not isinstance(bound, int | Decimal):
        return False
    return value < bound if end == LEAST else value > bound


def _said(figure: Figure) -> str:
    value = figure.value
    return f"{show_decimal(value) if isinstance(value, Decimal) else value} {figure.unit}".strip()

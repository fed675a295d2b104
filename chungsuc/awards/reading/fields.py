"""What one cell of a list says for its column: a value, or a sentence that says what is wrong and what to write."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.law.figures import FigureError, read_decimal
from chungsuc.law.periods import DayError, read_day, show_day
from chungsuc.law.spelling import fold
from chungsuc.workbooks.cells import DATE, FORMULA, NUMBER, Cell

from ..facts.lists import Named, forms_ever, kinds_ever
from ..rules.naming import MERIT_KINDS
from .columns import TITLES, told
from .places import Places
from .words import decision_in, form_of, kind_of, merit_kind_of, years_in

PRIVATE = frozenset({"name", "post", "place", "told_apart", "signer", "merit"})
"""Fields in which a person may be named: what is typed there stays out of the journal."""
LONGEST = {"name": 300, "place": 400, "post": 200, "told_apart": 200, "signer": 300, "number": 100, "merit": 4000}
_MOST_QUOTED = 100
_FIRST_YEAR, _LAST_YEAR = 1945, 2100
_MOST_MONEY = Decimal(10) ** 12


@dataclass(frozen=True)
class Known:
    """What the rows of a list may name, and the day on which the list is brought in."""

    today: date
    forms: Mapping[str, Named]
    kinds: Mapping[str, Named]
    places: Places

    @classmethod
    def now(cls, today: date) -> "Known":
        """Everything there is at this moment. A few queries."""
        return cls(today, forms_ever(), kinds_ever(), Places.now())

    def form_names(self) -> dict[str, str]:
        """The forms by code, in words."""
        return {code: one.name for code, one in self.forms.items()}

    def kind_names(self) -> dict[str, str]:
        """The kinds of subjects by code, in words."""
        return {code: one.name for code, one in self.kinds.items()}

    def itself(self, kind: str) -> bool:
        """Whether subjects of a kind are units."""
        return bool(self.kinds[kind].value["kinds"]) if kind in self.kinds else False


def read_field(name: str, cell: Cell, known: Known) -> dict[str, Any] | str:
    """What a cell says for a column: {"v": …}, None for nothing said; or what is wrong, in words."""
    if cell.kind == FORMULA:
        return "Ô này là công thức. Hãy gõ lại giá trị."
    text = told(cell)
    if name == "name":
        return {"v": text[: LONGEST["name"]]} if fold(text) else "Thiếu tên. Hãy ghi họ tên hoặc tên tập thể."
    if name == "form":
        return _form(text, known)
    if name == "kind":
        return _kind(text, known)
    if name == "day":
        return _day(cell, text)
    if name in ("since", "until"):
        return _year(cell, text)
    if name == "bonus":
        return _money(cell, text)
    if name == "merit_kind":
        return _merit_kind(text)
    if name == "woman":
        return _woman(text)
    if name in ("decision", "years"):
        return _both(name, text)
    if name == "number":
        return {"v": text.replace(" ", "")[:100]} if text else "Thiếu số quyết định. Hãy ghi số, ký hiệu."
    return {"v": text[: LONGEST.get(name, 400)]}


def _quoted(text: str) -> str:
    """As much of a cell as a sentence can hold."""
    return text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}…"


def _form(text: str, known: Known) -> dict[str, Any] | str:
    names = known.form_names()
    code = form_of(text, names)
    if code is not None:
        return {"v": code, "l": names[code]}
    offered = "; ".join(names.values()) or "gói dữ liệu chưa có hình thức nào"
    what = f"Không rõ “{_quoted(text)}” là hình thức nào" if text else "Thiếu hình thức khen"
    return f"{what}. Hãy ghi một trong: {offered}."


def _kind(text: str, known: Known) -> dict[str, Any] | str:
    if not text:
        return {"v": None}
    names = known.kind_names()
    code = kind_of(text, names)
    if code is not None:
        return {"v": code, "l": names[code]}
    return f"Không rõ “{_quoted(text)}” là loại đối tượng nào. Hãy ghi một trong: {'; '.join(names.values())}."


def _day(cell: Cell, text: str) -> dict[str, Any] | str:
    if not text or cell.kind == NUMBER:
        return "Thiếu ngày quyết định. Hãy ghi ngày/tháng/năm."
    try:
        return {"v": read_day(cell.value if cell.kind == DATE else _quoted(text)).isoformat()}  # type: ignore[arg-type]
    except DayError as fault:
        return str(fault)


def _year(cell: Cell, text: str) -> dict[str, Any] | str:
    if not text:
        return {"v": None}
    written = (cell.raw if cell.kind == NUMBER else text).removesuffix(".0")
    if written.isascii() and written.isdigit() and _FIRST_YEAR <= int(written) <= _LAST_YEAR:
        return {"v": int(written)}
    return f"“{_quoted(text)}” không phải là năm. Hãy ghi bốn chữ số."


def _merit_kind(text: str) -> dict[str, Any] | str:
    if not text:
        return {"v": ""}
    code = merit_kind_of(text)
    if code is None:
        return f"Không rõ “{_quoted(text)}” là khen theo gì. Hãy ghi một trong: {'; '.join(MERIT_KINDS.values())}."
    return {"v": code, "l": MERIT_KINDS[code]}


def _woman(text: str) -> dict[str, Any] | str:
    if not text:
        return {"v": None}
    said = {"nu": True, "nam": False}.get(fold(text))
    return (
        f"“{_quoted(text)}” không phải là giới tính. Hãy ghi nữ hoặc nam." if said is None else {"v": said, "l": text}
    )


def _money(cell: Cell, text: str) -> dict[str, Any] | str:
    if not text:
        return {"v": None}
    try:
        value = Decimal(cell.raw) if cell.kind == NUMBER else read_decimal(text.removesuffix("đồng").strip())
    except (FigureError, ArithmeticError):
        return f"“{_quoted(text)}” không phải là số tiền. Hãy ghi số đồng, ví dụ 1.800.000."
    if value != value.to_integral_value() or not 0 <= value < _MOST_MONEY:
        return f"“{_quoted(text)}” phải là số đồng tròn, không âm."
    return {"v": int(value)}


def _both(name: str, text: str) -> dict[str, Any] | str:
    if name == "years":
        years = years_in(text)
        if text and years is None:
            return f"Không rõ “{_quoted(text)}” là các năm nào. Hãy ghi như 2021-2023."
        return {"v": list(years) if years else None}
    found = decision_in(text)
    if found is None:
        return "Không rõ số và ngày quyết định. Hãy ghi như 123/QĐ-UBND ngày 05/01/2024."
    return {"v": found[0], "d": found[1].isoformat()}


def impossible(said: Mapping[str, dict[str, Any]], known: Known) -> tuple[str, str] | None:
    """The field that cannot stand beside the others, and a sentence; None when all fit."""
    day, since, until = (said.get(name, {}).get("v") for name in ("day", "since", "until"))
    form = known.forms.get(str(said.get("form", {}).get("v") or ""))
    if day and date.fromisoformat(day) > known.today:
        return "day", "Ngày quyết định sau hôm nay. Hãy xem lại ngày."
    if day and form is not None and form.until is not None and date.fromisoformat(day) > form.until:
        return "form", f"{form.name} không còn từ sau ngày {show_day(form.until)}. Hãy xem lại hình thức hoặc ngày."
    if since and until and until < since:
        return "until", "Đến năm trước Từ năm. Hãy xem lại hai năm."
    if day and until and until > int(day[:4]):
        return "until", "Thành tích đến năm sau năm quyết định. Hãy xem lại."
    return None


__all__ = ["LONGEST", "PRIVATE", "TITLES", "Known", "impossible", "read_field"]

"""How a workbook of contributions is understood: its headings, its cells, which unit of the day a row speaks of."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.imports.kinds import Preview, Progress, ReadMessage, ReadRow
from chungsuc.law.figures import FigureError, read_decimal
from chungsuc.law.periods import DayError, read_day, show_day
from chungsuc.law.spelling import fold, nfc
from chungsuc.organisations.facts import UnitFact, name_index, tree_on
from chungsuc.organisations.models import Identity, Unit
from chungsuc.organisations.rules import Found, NameIndex
from chungsuc.workbooks import headings
from chungsuc.workbooks.cells import BLANK, DATE, FORMULA, NUMBER, Cell, Row, Sheet

from .access import PLACES
from .actions.batches import NewGift
from .models import GiftTerms
from .rules.giving import KINDS, MONEY, Gift, is_withheld, why_not
from .rules.log import TITLES
from .sources import Sources, sources_on

COLUMNS = {
    "number": ("stt dong gop", "so dong gop"),
    "unit": ("don vi", "xa", "noi nhan"),
    "day": ("ngay",),
    "source": ("nguon von", "nguon luc"),
    "giver": ("nguoi dong gop", "don vi dong gop", "ten nguoi dong gop"),
    "kind": ("loai dong gop", "hinh thuc"),
    "quantity": ("khoi luong",),
    "measure": ("dvt",),
    "value": ("gia tri", "quy doi dong"),
    "basis": ("can cu",),
    "purpose": ("cong trinh", "noi dung", "muc dich"),
}
NEEDED = ("unit", "day", "source", "kind", "quantity", "purpose")
LONGEST = {"giver": 300, "measure": 60, "basis": 400, "purpose": 400}
_CODE = "("


@dataclass
class Known:
    """What rows of a workbook may refer to: sources of today, units of each day. A query or two a period of units."""

    today: date
    sources: Sources
    changes: list[date]
    _days: dict[int, tuple[NameIndex, Mapping[str, UnitFact], Mapping[int, UnitFact]]] = field(default_factory=dict)

    @classmethod
    def now(cls, today: date) -> "Known":
        """Everything there is at this moment."""
        changes = sorted(set(Identity.objects.values_list("since", flat=True)))
        return cls(today, sources_on(today), changes)

    def unit(self, text: str, day: date) -> UnitFact | str:
        """The province, district or commune of a day that a text means, or what is unclear, in words."""
        index, codes, units = self._of(day)
        if text.endswith(")") and _CODE in text and text[text.rindex(_CODE) + 1 : -1] in codes:
            return codes[text[text.rindex(_CODE) + 1 : -1]]
        if text in codes:
            return codes[text]
        match = index.match(text)
        if match.unit_id is not None:
            return units[match.unit_id]
        near = "; ".join(f"{one.name} ({units[one.unit_id].code})" for one in match.candidates[:4])
        if match.found is Found.AMBIGUOUS:
            return f"Ngày {show_day(day)} có nhiều đơn vị tên “{text}”: {near}. Hãy ghi kèm mã."
        hint = f"Có phải: {near}?" if near else "Hãy xem lại tên hoặc ngày."
        return f"Ngày {show_day(day)} không có đơn vị “{text}”. {hint}"

    def _of(self, day: date) -> tuple[NameIndex, Mapping[str, UnitFact], Mapping[int, UnitFact]]:
        period = bisect_right(self.changes, day)
        if period not in self._days:
            tree = tree_on(day, kinds=PLACES)
            codes = {unit.code: unit for unit in tree.units.values()}
            self._days[period] = name_index(tree, kinds=PLACES), codes, tree.units
        return self._days[period]


def find_columns(sheet: Sheet) -> tuple[dict[str, int], int]:
    """The column of each heading, and the heading's row; ({}, 0) when the sheet has none."""
    return headings.find_columns(sheet, COLUMNS, TITLES, NEEDED)


def read_field(name: str, cell: Cell, known: Known) -> dict[str, Any] | str:
    """What a cell says for a column: {"v": …}, or what is wrong, in words. Units are told by `impossible`."""
    if cell.kind == FORMULA:
        return "Ô này là công thức. Hãy gõ lại giá trị."
    text = nfc(str(cell.value)) if cell.kind != BLANK and cell.value is not None else ""
    if name in NEEDED and not text:
        return f"Thiếu “{TITLES[name]}”. Hãy ghi vào ô này."
    if name == "day":
        return _day(cell, text)
    if name in ("quantity", "value", "number"):
        return _number(name, cell, text)
    if name == "source":
        return _one_of(text, {code: label for code, label in known.sources.choices}, "nguồn")
    if name == "kind":
        return _one_of(text, {kind.code: kind.name for kind in KINDS.values()}, "loại")
    return {"v": text[: LONGEST.get(name, 400)]}


def _one_of(text: str, choices: Mapping[str, str], what: str) -> dict[str, Any] | str:
    found = [code for code, label in choices.items() if fold(text) in (fold(label), code)]
    if found:
        return {"v": found[0]}
    offered = "; ".join(choices.values()) or "chưa có quy định, cần ghi trong gói dữ liệu"
    return f"Không có {what} “{text}”. Trong danh mục có: {offered}."


def _day(cell: Cell, text: str) -> dict[str, Any] | str:
    if cell.kind == NUMBER:
        return "Ngày phải ghi ngày/tháng/năm."
    try:
        return {"v": read_day(cell.value if cell.kind == DATE else text).isoformat()}  # type: ignore[arg-type]
    except DayError as fault:
        return str(fault)


def _number(name: str, cell: Cell, text: str) -> dict[str, Any] | str:
    if not text:
        return {"v": None}
    try:
        value = Decimal(cell.raw) if cell.kind == NUMBER else read_decimal(text)
    except FigureError as fault:
        return str(fault)
    except ArithmeticError:
        return f"“{text}” không phải là số."
    if name != "quantity" and value != value.to_integral_value():
        return f"“{text}” phải là số tròn."
    if not 0 < value < Decimal(10) ** 14 or value != value.quantize(Decimal("0.001")):
        return f"“{text}” phải lớn hơn 0 và có nhiều nhất ba chữ số thập phân."
    return {"v": int(value) if name == "number" else format(value.normalize(), "f")}


def _v(said: Mapping[str, dict[str, Any]], name: str) -> Any:
    return said.get(name, {}).get("v")


def gift_of(items: Iterable[dict[str, Any]], known: Known) -> tuple[Gift, UnitFact | str] | None:
    """The contribution that a row tells and its unit (or what is unclear about it); None while something is missing."""
    said = {item["f"]: item for item in items}
    if any(_v(said, name) in (None, "") for name in NEEDED) or is_withheld(str(_v(said, "giver") or "")):
        return None
    source = known.sources.by_code(_v(said, "source"))
    if source is None:
        return None
    day, kind = date.fromisoformat(_v(said, "day")), _v(said, "kind")
    value = _v(said, "value")
    gift = Gift(
        given_on=day, source=source, kind=kind, quantity=Decimal(_v(said, "quantity")),
        measure=_v(said, "measure") or "", value=None if value is None or kind == MONEY else Decimal(value),
        basis=_v(said, "basis") or "", giver=_v(said, "giver") or "", purpose=_v(said, "purpose"),
    )  # fmt: skip
    return gift, known.unit(_v(said, "unit"), day)


_FIELDS = {"given_on": "day"}


def impossible(items: Iterable[dict[str, Any]], known: Known) -> tuple[dict[str, Any], str] | None:
    """The item that cannot stand beside the others, and a sentence; None when all fit."""
    items = list(items)
    told = gift_of(items, known)
    if told is None:
        return None
    said = {item["f"]: item for item in items}
    gift, unit = told
    if isinstance(unit, str):
        return said["unit"], unit
    for name, text in why_not(gift, known.today):
        return said.get(_FIELDS.get(name, name), said["quantity"]), text
    return None


def new_gift(row: Any, items: Iterable[dict[str, Any]], known: Known, units: Mapping[int, Unit]) -> NewGift | None:
    """The contribution that a row stands for; None while something is missing or wrong, or its giver was withheld."""
    items = list(items)
    told = gift_of(items, known)
    if told is None or impossible(items, known) is not None:
        return None
    gift, unit = told
    if isinstance(unit, str):
        return None
    number = next((item.get("v") for item in items if item["f"] == "number"), None)
    return NewGift(units[unit.id], gift, number, row.sheet, row.label_cell)


class GiftReading:
    """A sheet of contributions being read."""

    def __init__(
        self, sheet: Sheet, columns: dict[str, int], header: int, known: Known, preview: Preview, progress: Progress
    ) -> None:
        self.sheet, self.columns, self.header = sheet, columns, header
        self.known, self.preview, self.progress = known, preview, progress

    def run(self) -> None:
        """Reads every row under the heading; totals and blank rows are passed over."""
        for row in self.sheet.rows:
            if row.number > self.header and self._is_entry(row):
                self.progress(f"Đang đọc dòng {row.number}")
                self._row(row)

    def _is_entry(self, row: Row) -> bool:
        filled = [name for name, column in self.columns.items() if row.cell(column).kind != BLANK]
        return len(filled) > 2 and ("day" in filled or "source" in filled)

    def _row(self, row: Row) -> None:
        items, faults = [], []
        for name, column in self.columns.items():
            cell = row.cell(column)
            found = read_field(name, cell, self.known)
            raw = "" if name in ("giver", "purpose", "basis") else str(cell.value or "")[:200]
            item = {"f": name, "c": cell.address, "r": raw}
            if isinstance(found, str):
                faults.append((cell.address, found))
            items.append(item if isinstance(found, str) else {**item, **found})
        said = {item["f"]: item for item in items}
        if is_withheld(str(_v(said, "giver") or "")):
            self.preview.notes.append(f"Dòng {row.number} không hiện tên người đóng góp nên không đọc.")
            return
        if (wrong := impossible(items, self.known)) is not None:
            faults.append((wrong[0]["c"], wrong[1]))
        told = gift_of(items, self.known)
        unit = told[1] if told else None
        read = ReadRow(self.sheet.name, row.number, label_of(said), row.cell(self.columns["unit"]).address, items=items)
        if unit is not None and not isinstance(unit, str):
            read.unit_id, read.unit_name = unit.id, unit.name
        for cell_address, text in faults:
            read.status = "wrong"
            message = ReadMessage(self.sheet.name, cell_address, "error", "contribution_field", text, row=row.number)
            self.preview.messages.append(message)
        self.preview.rows.append(read)


def label_of(said: Mapping[str, dict[str, Any]]) -> str:
    """What a row is called in a preview: never by its giver."""
    day = _v(said, "day")
    return f"{_v(said, 'unit') or 'chưa rõ nơi nhận'}, {show_day(date.fromisoformat(day)) if day else 'chưa rõ ngày'}"


def number_taken(new: NewGift, former: GiftTerms | None) -> str:
    """Why a row's number cannot be followed, in words; "" when it can."""
    if new.number is None:
        return ""
    if former is None:
        return f"Không có đóng góp số {new.number} trong danh sách. Hãy xóa số để ghi dòng mới."
    if former.contribution.unit_id != new.unit.pk:
        return f"Đóng góp số {new.number} là của đơn vị khác. Hãy xóa số để ghi dòng mới."
    return ""

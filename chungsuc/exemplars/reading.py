"""How a workbook of coverage is understood: its headings, its cells, which outlet a row speaks of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.imports.kinds import Preview, Progress, ReadMessage, ReadRow
from chungsuc.law.figures import FigureError, read_decimal
from chungsuc.law.periods import DayError, read_day, show_day
from chungsuc.law.spelling import fold, nfc
from chungsuc.workbooks import headings
from chungsuc.workbooks.cells import BLANK, DATE, FORMULA, NUMBER, Cell, Row, Sheet

from .actions.batches import NewPiece
from .models import Exemplar, Outlet, Programme
from .rules.counting import seconds_of
from .rules.log import TITLES
from .rules.naming import withheld_number

COLUMNS = {
    "outlet": ("co quan", "bao dai", "ten co quan bao chi", "co quan bao chi truyen thong"),
    "programme": ("chuyen muc", "chuyen trang", "chuong trinh", "chuyen trang chuyen muc chuong trinh"),
    "day": ("ngay", "ngay dang", "ngay phat", "ngay phat song"),
    "title": ("ten bai", "ten tin bai", "ten tin bai chuong trinh"),
    "minutes": ("thoi luong", "so phut", "phut"),
    "pieces": ("so bai", "so tin", "so luong"),
    "words": (),
    "link": ("link", "dia chi"),
    "exemplar": ("so dien hinh", "dien hinh"),
}
NEEDED = ("outlet", "day", "title")
LONGEST = {"title": 300, "link": 500}


@dataclass(frozen=True)
class Known:
    """What rows of a workbook may refer to. Three queries, whatever the number of rows."""

    outlets: Mapping[str, Outlet]
    programmes: Mapping[tuple[int, str], Programme]
    exemplars: frozenset[int]

    @classmethod
    def now(cls) -> "Known":
        """Everything there is at this moment."""
        outlets = {outlet.name_key: outlet for outlet in Outlet.objects.select_related("unit")}
        programmes = {(row.outlet_id, row.name_key): row for row in Programme.objects.all()}
        return cls(outlets, programmes, frozenset(Exemplar.objects.values_list("pk", flat=True)))

    def by_id(self, outlet_id: int) -> Outlet | None:
        """The outlet of that id."""
        return next((outlet for outlet in self.outlets.values() if outlet.pk == outlet_id), None)


def find_columns(sheet: Sheet) -> tuple[dict[str, int], int]:
    """The column of each heading, and the heading's row; ({}, 0) when the sheet has none."""
    return headings.find_columns(sheet, COLUMNS, TITLES, NEEDED)


def read_field(name: str, cell: Cell, known: Known) -> dict[str, Any] | str:
    """What a cell says for a column: {"v": …} (and "i" for the id of what it names), or what is wrong, in words."""
    if cell.kind == FORMULA:
        return "Ô này là công thức. Hãy gõ lại giá trị."
    text = nfc(str(cell.value)) if cell.kind != BLANK and cell.value is not None else ""
    if name == "outlet":
        return _outlet(text, known)
    if name == "day":
        return _day(cell, text)
    if name == "title":
        if not fold(text):
            return "Thiếu tiêu đề. Hãy ghi tên tin, bài hoặc chương trình."
        return {"v": text[: LONGEST["title"]]}
    if name in ("minutes", "pieces", "words", "exemplar"):
        return _number(name, cell, text, known)
    return {"v": text[: LONGEST.get(name, 200)]}


def _outlet(text: str, known: Known) -> dict[str, Any] | str:
    found = known.outlets.get(fold(text))
    if found is not None:
        return {"v": found.name, "i": found.pk}
    names = ", ".join(sorted(outlet.name for outlet in known.outlets.values())[:6])
    return f"{f'Không có cơ quan báo chí “{text}”' if text else 'Thiếu cơ quan báo chí'}. Trong danh sách có: {names}."


def _day(cell: Cell, text: str) -> dict[str, Any] | str:
    if not text or cell.kind == NUMBER:
        return "Thiếu ngày đăng, phát. Hãy ghi ngày/tháng/năm."
    try:
        return {"v": read_day(cell.value if cell.kind == DATE else text).isoformat()}  # type: ignore[arg-type]
    except DayError as fault:
        return str(fault)


def _number(name: str, cell: Cell, text: str, known: Known) -> dict[str, Any] | str:
    if not text:
        return {"v": 1 if name == "pieces" else None}
    try:
        value = Decimal(cell.raw) if cell.kind == NUMBER else read_decimal(text)
        if name == "minutes":
            return {"v": seconds_of(value)}
    except FigureError as fault:
        return str(fault)
    except (ValueError, ArithmeticError) as fault:
        return str(fault) if name == "minutes" else f"“{text}” không phải là số."
    if value != value.to_integral_value() or not 1 <= value <= 1_000_000:
        return f"“{text}” phải là số nguyên từ 1 trở lên."
    if name == "exemplar" and int(value) not in known.exemplars:
        return f"Không có điển hình số {int(value)}. Hãy xem lại số ở sổ điển hình, hoặc để trống."
    return {"v": int(value)}


def new_piece(row: Any, items: Iterable[dict[str, Any]], known: Known) -> NewPiece | None:
    """The piece that a row stands for; None while something is missing or wrong, or its title was withheld."""
    said = {item["f"]: item for item in items}
    if any(said.get(name, {}).get("v") is None for name in NEEDED) or withheld_number(said["title"]["v"]) is not None:
        return None
    outlet = said["outlet"]["i"]
    programme = known.programmes.get((outlet, fold(_v(said, "programme") or "")))
    return NewPiece(
        outlet_id=outlet,
        day=date.fromisoformat(said["day"]["v"]),
        title=said["title"]["v"],
        programme_id=programme.pk if programme else None,
        seconds=_v(said, "minutes"),
        pieces=_v(said, "pieces") or 1,
        words=_v(said, "words"),
        link=_v(said, "link") or "",
        exemplar_id=_v(said, "exemplar"),
        sheet=row.sheet,
        cell=row.label_cell,
    )


def _v(said: Mapping[str, dict[str, Any]], name: str) -> Any:
    return said.get(name, {}).get("v")


def impossible(items: Iterable[dict[str, Any]], known: Known, today: date) -> tuple[dict[str, Any], str] | None:
    """The item that cannot stand beside the others, and a sentence; None when all fit."""
    said = {item["f"]: item for item in items if item.get("v") not in (None, "")}
    outlet = known.by_id(said["outlet"]["i"]) if "outlet" in said else None
    if "day" in said and outlet is not None:
        day = date.fromisoformat(said["day"]["v"])
        if day > today:
            return said["day"], "Ngày đăng, phát sau hôm nay. Hãy xem lại ngày."
        if day < outlet.since or (outlet.until is not None and day > outlet.until):
            return said["day"], f"Ngày {show_day(day)} {outlet.name} không hoạt động. Hãy xem lại ngày."
    if "programme" in said and outlet is not None:
        name = said["programme"]["v"]
        if (outlet.pk, fold(name)) not in known.programmes:
            text = f"{outlet.name} không có chuyên trang, chuyên mục “{name}”. Hãy thêm ở trang Cơ quan báo chí trước."
            return said["programme"], text
    return None


class CoverageReading:
    """A sheet of coverage being read."""

    def __init__(
        self, sheet: Sheet, columns: dict[str, int], header: int, known: Known, preview: Preview, progress: Progress
    ) -> None:
        self.sheet, self.columns, self.header = sheet, columns, header
        self.known, self.preview, self.progress = known, preview, progress
        self.seen: dict[tuple[Any, ...], str] = {}

    def run(self, today: date) -> None:
        """Reads every row under the heading; totals and blank rows are passed over."""
        for row in self.sheet.rows:
            if row.number > self.header and self._is_entry(row):
                self.progress(f"Đang đọc dòng {row.number}")
                self._row(row, today)

    def _is_entry(self, row: Row) -> bool:
        filled = [name for name, column in self.columns.items() if row.cell(column).kind != BLANK]
        return len(filled) > 1 and ("day" in filled or "title" in filled)

    def _row(self, row: Row, today: date) -> None:
        items, faults = [], []
        for name, column in self.columns.items():
            cell = row.cell(column)
            found = read_field(name, cell, self.known)
            item = {"f": name, "c": cell.address, "r": "" if name in ("title", "link") else str(cell.value or "")[:200]}
            if isinstance(found, str):
                faults.append((cell.address, found))
            items.append(item if isinstance(found, str) else {**item, **found})
        said = {item["f"]: item for item in items}
        if withheld_number(str(said["title"].get("v") or "")) is not None:
            self.preview.notes.append(f"Dòng {row.number} không hiện tiêu đề vì chưa có đồng ý nêu tên, nên không đọc.")
            return
        if (wrong := impossible(items, self.known, today)) is not None:
            faults.append((wrong[0]["c"], wrong[1]))
        outlet = self.known.by_id(int(said["outlet"].get("i") or 0)) or next(iter(self.known.outlets.values()), None)
        read = ReadRow(self.sheet.name, row.number, _label(said), row.cell(self.columns["outlet"]).address, items=items)
        if outlet is not None:
            read.unit_id, read.unit_name = outlet.unit_id, outlet.name
        place = tuple(fold(str(said[name].get("v") or "")) for name in NEEDED)
        if not faults and place in self.seen:
            faults.append((said["title"]["c"], f"Tin, bài này đã có ở ô {self.seen[place]}. Hãy bỏ một dòng."))
        self.seen.setdefault(place, said["title"]["c"])
        for cell_address, text in faults:
            read.status = "wrong"
            self.preview.messages.append(
                ReadMessage(self.sheet.name, cell_address, "error", "coverage_field", text, row=row.number)
            )
        self.preview.rows.append(read)


def _label(said: Mapping[str, dict[str, Any]]) -> str:
    """What a row is called in a preview: never by its title, which may name a person."""
    day = said["day"].get("v")
    return f"{said['outlet'].get('v') or 'chưa rõ'}, {show_day(date.fromisoformat(day)) if day else 'chưa rõ ngày'}"

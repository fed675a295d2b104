"""How a register is understood: its headings, its cells, whom and what its rows speak of."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from chungsuc.criteria.reading.people import is_signature, is_total
from chungsuc.imports.kinds import Preview, Progress, ReadMessage, ReadRow
from chungsuc.law.periods import DayError, read_day
from chungsuc.law.spelling import fold, nfc, unit_form
from chungsuc.organisations.facts import UnitTree, name_index, tree_on
from chungsuc.organisations.models import LegalEvent
from chungsuc.organisations.rules import Found, Match
from chungsuc.web.day import today
from chungsuc.workbooks.cells import BLANK, DATE, FORMULA, NUMBER, TEXT, Cell, Row, Sheet

from .actions import NewEntry, Revoked
from .models import Level

COLUMNS = {
    "unit": ("don vi", "ten don vi", "xa", "ten xa", "don vi hanh chinh", "dia phuong", "ten xa phuong thi tran",
             "xa phuong thi tran"),
    "district": ("huyen", "huyen thanh pho", "thuoc huyen", "huyen thi xa thanh pho", "don vi cap huyen"),
    "level": ("muc cong nhan", "muc", "danh hieu", "muc dat chuan", "danh hieu cong nhan", "noi dung cong nhan"),
    "for_year": ("cong nhan cho nam", "nam cong nhan", "nam danh gia", "cho nam", "nam dat chuan", "nam"),
    "decision_number": ("so quyet dinh", "quyet dinh so", "quyet dinh", "so qd", "so ky hieu quyet dinh",
                        "so ky hieu", "quyet dinh cong nhan", "so quyet dinh cong nhan"),
    "signed_on": ("ngay ky", "ngay quyet dinh", "ngay ban hanh", "ngay ky quyet dinh", "ngay thang nam ky"),
    "announced_on": ("ngay cong bo", "cong bo ngay", "ngay le cong bo", "ngay to chuc cong bo"),
    "note": ("ghi chu",),
    "certificate": ("so bang cong nhan", "so bang", "bang cong nhan", "bang so"),
    "revoked_by": ("thu hoi theo quyet dinh", "quyet dinh thu hoi", "so quyet dinh thu hoi"),
    "revoked_on": ("ngay ky thu hoi", "ngay thu hoi", "ngay ky quyet dinh thu hoi"),
    "revoked_why": ("ly do thu hoi",),
}  # fmt: skip
KIND_WORDS = {"commune": "cấp xã", "district": "cấp huyện", "province": "cấp tỉnh"}
TOLD = ("level", "for_year", "signed_on", "announced_on")  # the fields that only an entry of the register fills
REVOCATION = ("revoked_by", "revoked_on", "revoked_why")
NEEDED = ("unit", "level", "for_year", "decision_number", "signed_on")
SEARCH_ROWS = 30


def impossible_days(items: Iterable[dict[str, Any]]) -> tuple[dict[str, Any], str] | None:
    """The item whose day contradicts another, and a sentence; None when all fit."""
    said = {item["f"]: item for item in items if item.get("v") is not None}
    signed, announced, year = (said.get(name) for name in ("signed_on", "announced_on", "for_year"))
    if signed and announced and announced["v"] < signed["v"]:
        return announced, "Ngày công bố trước ngày ký quyết định. Hãy kiểm tra lại hai ngày."
    revoked = said.get("revoked_on")
    if signed and revoked and revoked["v"] < signed["v"]:
        return revoked, "Ngày ký thu hồi trước ngày ký công nhận. Hãy kiểm tra lại hai ngày."
    if signed and year and int(signed["v"][:4]) < year["v"]:
        return signed, "Ngày ký trước năm được công nhận. Hãy kiểm tra lại."
    return None


def half_revoked(items: Iterable[dict[str, Any]]) -> tuple[dict[str, Any], str] | None:
    """The item of a revocation of which something is missing, and a sentence; None when all or nothing is said."""
    said = {item["f"]: item for item in items if item["f"] in REVOCATION}
    filled = [name for name in REVOCATION if said.get(name, {}).get("v")]
    if not filled or len(filled) == len(REVOCATION):
        return None
    at = next((said[name] for name in REVOCATION if name in said and name not in filled), said[filled[0]])
    return at, "Đã ghi thu hồi thì cần đủ số quyết định thu hồi, ngày ký thu hồi và lý do thu hồi."


def find_columns(sheet: Sheet) -> tuple[dict[str, int], int]:
    """The column of each heading, and the heading's row; ({}, 0) when the sheet has none."""
    for row in sheet.rows[:SEARCH_ROWS]:
        found: dict[str, int] = {}
        for column, cell in row.cells.items():
            text = fold(str(cell.value)) if cell.kind == TEXT else ""
            for name, headings in COLUMNS.items():
                if text in headings and name not in found:
                    found[name] = column
        if len(found) >= len(NEEDED):
            return found, row.number
    return {}, 0


def title_of(sheet: Sheet, before: int) -> str:
    texts = [
        nfc(str(c.value)) for row in sheet.rows if row.number < before for c in row.cells.values() if c.kind == TEXT
    ]
    return " · ".join(texts)


def register_levels() -> dict[str, Level]:
    """Levels by every folded name they go under."""
    return {fold(name): level for level in Level.objects.all() for name in (level.name, level.code, *level.aliases)}


def read_field(name: str, cell: Cell, levels: dict[str, Level]) -> dict[str, Any] | str:
    """What a cell says for a column: {"v": …} (and "l" for a level's id), or a sentence that says what is wrong."""
    if cell.kind == FORMULA:
        if cell.is_link or cell.value_kind in ("", BLANK):
            return "Ô này là công thức liên kết hoặc chưa có kết quả. Hãy gõ lại giá trị."
        cell = Cell(cell.address, cell.value, cell.value_kind, cell.raw)
    text = nfc(str(cell.value)) if cell.kind != BLANK and cell.value is not None else ""
    if name == "level":
        level = levels.get(fold(text))
        known = ", ".join(sorted({level.name for level in levels.values()}))
        if level is not None:
            return {"v": level.name, "l": level.pk}
        return f"{f'Không có mức công nhận “{text}”' if text else 'Thiếu mức công nhận'}. Các mức: {known}."
    if name == "for_year":
        year = cell.raw if cell.kind == NUMBER else text
        year = year.removesuffix(".0")
        if year.isdigit() and 2009 <= int(year) <= 2100:
            return {"v": int(year)}
        return f"“{text}” không phải là năm công nhận (bốn chữ số)."
    if name in ("signed_on", "announced_on", "revoked_on"):
        return _day(name, cell, text)
    if name == "decision_number" and not text:
        return "Thiếu số quyết định. Hãy ghi số, ký hiệu của quyết định công nhận."
    return {"v": text[:100] if name in ("decision_number", "certificate", "revoked_by") else text}


def _day(name: str, cell: Cell, text: str) -> dict[str, Any] | str:
    if not text:
        return "Thiếu ngày ký. Hãy ghi ngày/tháng/năm." if name == "signed_on" else {"v": None}
    if cell.kind == NUMBER:
        return f"“{text}” là số, không phải ngày. Hãy ghi ngày/tháng/năm."
    try:
        return {"v": read_day(cell.value if cell.kind == DATE else text).isoformat()}  # type: ignore[arg-type]
    except DayError as fault:
        return str(fault)


def new_entry(row: Any, items: Iterable[dict[str, Any]]) -> NewEntry | None:
    """The entry that a row stands for; None while something needed is missing."""
    said = {item["f"]: item for item in items}
    needed = ("level", "for_year", "signed_on", "decision_number")
    if row.unit_id is None or any("v" not in said.get(name, {}) for name in needed):
        return None
    announced = said.get("announced_on", {}).get("v")
    return NewEntry(
        unit_id=row.unit_id,
        level_id=said["level"]["l"],
        for_year=said["for_year"]["v"],
        decision_number=said["decision_number"]["v"],
        signed_on=date.fromisoformat(said["signed_on"]["v"]),
        announced_on=date.fromisoformat(announced) if announced else None,
        note=said.get("note", {}).get("v") or "",
        certificate=said.get("certificate", {}).get("v"),
        revoked=_revoked(said),
        sheet=row.sheet,
        cell=row.label_cell,
    )


def _revoked(said: dict[str, dict[str, Any]]) -> Revoked | None:
    by, on, why = (said.get(name, {}).get("v") for name in REVOCATION)
    return Revoked(by, date.fromisoformat(on), why) if by and on and why else None


class RegisterReading:
    """A register being read. Each row's unit is sought among the units of the day of its decision."""

    def __init__(
        self,
        sheet: Sheet,
        columns: dict[str, int],
        header: int,
        preview: Preview,
        progress: Progress,
        seen: dict[tuple[Any, ...], ReadRow],
    ) -> None:
        self.sheet, self.columns, self.header, self.preview, self.progress = sheet, columns, header, preview, progress
        self.levels, self.seen = register_levels(), seen
        self.indexes: dict[tuple[date, tuple[str, ...]], Any] = {}
        self.trees: dict[date, UnitTree] = {}
        self.turns = sorted(LegalEvent.objects.values_list("effective_on", flat=True).distinct())

    def run(self) -> None:
        for row in self.sheet.rows:
            if row.number > self.header:
                self.progress(f"Đang đọc dòng {row.number}")
                self._row(row)

    def _row(self, row: Row) -> None:
        name_cell = row.cell(self.columns["unit"])
        name = nfc(str(name_cell.value)) if name_cell.kind == TEXT else ""
        if self._is_no_entry(row, name):
            return
        read = ReadRow(self.sheet.name, row.number, name, name_cell.address)
        items: list[dict[str, Any]] = []
        for field, column in self.columns.items():
            if field in ("unit", "district"):
                continue
            cell = row.cell(column)
            said = read_field(field, cell, self.levels)
            item: dict[str, Any] = {"f": field, "c": cell.address, "r": str(cell.value or "")[:200]}
            if isinstance(said, str):
                self._say(read, cell.address, "register_field", said, item["r"])
                read.status = "wrong"
            else:
                item.update(said)
            items.append(item)
        read.items = items
        self._check_days(read)
        if half := half_revoked(items):
            self._wrong(read, *half, code="half_revoked")
        self._unit(read, row, name)
        self._twice(read)
        self.preview.rows.append(read)

    def _is_no_entry(self, row: Row, name: str) -> bool:
        """Whether the row is blank, a total, a repeated heading or a line under the table."""
        filled = [f for f, c in self.columns.items() if f not in ("unit", "district", "note") and self._says(row, c)]
        if not filled or is_total(name) or is_signature(name) or fold(name) in COLUMNS["unit"]:
            return True
        said = [read_field(f, row.cell(self.columns[f]), self.levels) for f in TOLD if f in filled]
        understood = any(isinstance(one, dict) for one in said)
        known = bool(name) and self._match_on(name, "", today()).found is not Found.UNKNOWN
        if understood or known or (name and "decision_number" in filled):
            return False
        self.preview.notes.append(f"Dòng {row.number} không phải là mục của sổ nên không đọc.")
        return True

    def _says(self, row: Row, column: int) -> bool:
        return row.cell(column).kind != BLANK

    def _unit(self, read: ReadRow, row: Row, name: str) -> None:
        said: dict[str, Any] = {item["f"]: item.get("v") for item in read.items}
        district = ""
        if "district" in self.columns:
            cell = row.cell(self.columns["district"])
            district = nfc(str(cell.value)) if cell.kind == TEXT else ""
        day = date.fromisoformat(said["signed_on"]) if said.get("signed_on") else today()
        read.question = {"day": self._era(day).isoformat(), "kinds": ["commune", "district"]}
        level = self.levels.get(fold(said.get("level") or ""))
        match = self._match(name, district, day, said.get("for_year"), level.unit_kind if level else "")
        if match.found is Found.MATCHED:
            read.unit_id, read.unit_name = match.unit_id, match.candidates[0].name
            self._check_level(read, level, day)
            if match.legacy:
                text = f"Tên gõ bằng phông chữ cũ (TCVN3), đọc là “{match.read_as}”. Nên gõ lại bằng Unicode."
                self._say(read, read.label_cell, "legacy_font", text, name, level="warning")
            return
        read.status = "questioned"
        names = ", ".join(c.name for c in match.candidates)
        read.question["choices"] = [
            {"unit": c.unit_id, "name": c.name, "within": c.parent_key} for c in match.candidates
        ]
        if match.found is Found.AMBIGUOUS:
            text = f"“{name}” có thể là: {names}. Hãy chọn đúng đơn vị ở dòng này."
        else:
            near = f" Gần giống: {names}." if names else ""
            what = "Hãy chọn đúng đơn vị hoặc sửa tên trong tệp."
            text = f"Không có đơn vị nào tên “{name}” vào ngày ký.{near} {what}" if name else f"Ô này để trống. {what}"
        self._say(read, read.label_cell, "unknown_unit", text, name)

    def _check_level(self, read: ReadRow, level: Level | None, day: date) -> None:
        """A level belongs to one kind of unit, and a commune's to those in the programme."""
        fact = self.trees[self._era(day)].units.get(read.unit_id or 0)
        item = next((item for item in read.items if item["f"] == "level"), None)
        if fact is None or level is None or item is None:
            return
        if fact.kind != level.unit_kind:
            of = KIND_WORDS[level.unit_kind]
            text = f"Mức “{level.name}” là của {of}, không dùng cho {fact.name}. Hãy kiểm tra lại."
            self._wrong(read, item, text)
        elif fact.kind == "commune" and not fact.in_ntm_scope:
            text = f"{fact.name} không thuộc diện xây dựng nông thôn mới vào ngày ký. Hãy kiểm tra lại."
            self._say(read, read.label_cell, "out_of_scope", text, read.label, level="warning")

    def _match(self, name: str, district: str, day: date, year: int | None, kind: str) -> Match:
        """Looks among the units of the signing day, then among those of the end of the year that is recognised.

        A decision signed after a merger may still name a unit that the merger ended.
        """
        first = self._match_on(name, district, day, kind)
        if first.found is not Found.UNKNOWN or year is None:
            return first
        then = self._match_on(name, district, date(year, 12, 31), kind)
        return then if then.found is Found.MATCHED else first

    def _match_on(self, name: str, district: str, day: date, kind: str = "") -> Match:
        kinds = ("district",) if unit_form(name) in ("huyện", "thành phố", "thị xã") else ("commune",)
        if kind in ("commune", "district") and not unit_form(name):
            kinds = (kind,)  # "Đắk Mil" is a town and a district: the level says which
        match = self._index(self._era(day), kinds).match(name, within=district)
        if match.found is Found.UNKNOWN and kinds == ("commune",):
            other = self._index(self._era(day), ("district",)).match(name)
            return other if other.found is Found.MATCHED else match
        return match

    def _era(self, day: date) -> date:
        """The first day of the span between legal events that holds `day` (the units are the same all through it)."""
        past = [turn for turn in self.turns if turn <= day]
        return past[-1] if past else day

    def _index(self, day: date, kinds: tuple[str, ...]) -> Any:
        key = (day, kinds)
        if key not in self.indexes:
            if day not in self.trees:
                self.trees[day] = tree_on(day)
            self.indexes[key] = name_index(self.trees[day], kinds=kinds)
        return self.indexes[key]

    def _check_days(self, read: ReadRow) -> None:
        while found := impossible_days(read.items):
            self._wrong(read, *found)

    def _wrong(self, read: ReadRow, item: dict[str, Any], text: str, code: str = "impossible_day") -> None:
        self._say(read, item["c"], code, text, item["r"])
        item.pop("v", None)
        read.status = "wrong"

    def _twice(self, read: ReadRow) -> None:
        entry = new_entry(read, read.items)
        if entry is None:
            return
        if entry.place in self.seen:
            first = self.seen[entry.place]
            where = first.label_cell + ("" if first.sheet == read.sheet else f", trang “{first.sheet}”")
            text = f"Trùng với dòng ở ô {where}: cùng đơn vị, mức và quyết định. Hãy bỏ một dòng."
            self._say(read, read.label_cell, "twice", text, read.label)
            read.status = "wrong"
        self.seen.setdefault(entry.place, read)

    def _say(self, read: ReadRow, cell: str, code: str, text: str, raw: str, level: str = "error") -> None:
        self.preview.messages.append(ReadMessage(read.sheet, cell, level, code, text, raw[:200], read.number))

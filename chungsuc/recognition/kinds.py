"""The register as a workbook: one row a recognition. See imports.kinds.Kind."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from chungsuc.imports.actions import ImportRefused
from chungsuc.imports.kinds import Applied, Preview, Progress, ReadMessage, ReadRow
from chungsuc.law.periods import DayError, read_day
from chungsuc.law.spelling import fold, nfc, unit_form
from chungsuc.organisations.facts import UnitTree, name_index, tree_on
from chungsuc.organisations.models import LegalEvent
from chungsuc.organisations.rules import Found, Match
from chungsuc.web.day import today
from chungsuc.web.nav import url_or_nothing
from chungsuc.workbooks.cells import BLANK, DATE, FORMULA, NUMBER, TEXT, Cell, Row, Sheet, Workbook

from .actions import NewEntry, differs, standing_entries, undo_batch, write_entries
from .models import Level, Recognition

COLUMNS = {
    "unit": ("don vi", "ten don vi", "xa", "ten xa"),
    "district": ("huyen", "huyen thanh pho", "thuoc huyen"),
    "level": ("muc cong nhan", "muc", "danh hieu", "muc dat chuan"),
    "for_year": ("cong nhan cho nam", "nam cong nhan", "nam danh gia", "cho nam"),
    "decision_number": ("so quyet dinh", "quyet dinh so", "quyet dinh", "so qd"),
    "signed_on": ("ngay ky", "ngay quyet dinh", "ngay ban hanh"),
    "announced_on": ("ngay cong bo", "cong bo ngay", "ngay le cong bo"),
    "note": ("ghi chu",),
}
NEEDED = ("unit", "level", "for_year", "decision_number", "signed_on")
SEARCH_ROWS = 30


class RecognitionRegister:
    """ "Sổ theo dõi công nhận": unit, level, year, decision, three dates."""

    code = "recognitions"
    title = "Sổ theo dõi công nhận"
    right = "recognition.import"
    needs_set = False
    one_row_a_unit = False

    def set_choices(self) -> list[tuple[str, str]]:
        """A register belongs to no set."""
        return []

    def read(self, workbook: Workbook, *, set_code: str, year: int | None, progress: Progress) -> Preview:
        """Understands a register; writes nothing."""
        for sheet in workbook.sheets:
            columns, header = find_columns(sheet)
            if not sheet.hidden and all(name in columns for name in NEEDED):
                preview = Preview(title=_title(sheet, header))
                RegisterReading(sheet, columns, header, preview, progress).run()
                self.compare_rows(preview.rows)
                return preview
        names = "Đơn vị, Mức công nhận, Công nhận cho năm, Số quyết định, Ngày ký"
        return Preview(refusal=f"Không tìm thấy dòng tiêu đề của sổ công nhận. Tệp cần có các cột: {names}.")

    def compare_rows(self, rows: Iterable[Any]) -> None:
        """Counts what rows would change; saves nothing."""
        rows = [row for row in rows if row.unit_id is not None]
        known = standing_entries([row.unit_id for row in rows])
        for row in rows:
            items = row.items if isinstance(row, ReadRow) else row.payload
            entry = new_entry(row, items)
            new = entry is not None and differs(entry, known.get(entry.place))
            row.changed, row.unchanged = int(new), int(entry is not None and not new)

    def compare(self, batch: Any, rows: Iterable[Any]) -> None:
        """Counts again what rows of a batch would change; saves nothing."""
        self.compare_rows(rows)

    def read_item(self, batch: Any, item: dict[str, Any], text: str) -> tuple[dict[str, Any], ReadMessage | None]:
        """Reads what an officer typed instead of a wrong cell."""
        said = read_field(item["f"], Cell(item["c"], text, TEXT if text.strip() else BLANK), _levels())
        if isinstance(said, str):
            return item, ReadMessage("", item["c"], "error", "register_field", said, text)
        return {**item, **said}, None

    def contradiction(self, items: list[dict[str, Any]]) -> str:
        """Why the fields of a row cannot stand together, in words; "" when they can."""
        found = impossible_days(items)
        return found[1] if found else ""

    def apply(self, batch: Any, rows: Iterable[Any], *, by: str) -> Applied:
        """Writes the rows' entries; two rows with the same unit, level and decision are told, not written."""
        entries: list[NewEntry] = []
        cells: dict[tuple[Any, ...], str] = {}
        for row in rows:
            entry = new_entry(row, row.payload)
            if entry is None:
                continue
            if entry.place in cells:
                both = f"ô {cells[entry.place]} và ô {row.label_cell}"
                raise ImportRefused(f"Hai dòng ở {both} cùng đơn vị, mức và quyết định. Hãy chọn lại đơn vị một dòng.")
            cells[entry.place] = row.label_cell
            entries.append(entry)
        written = write_entries(entries, batch=batch, by=by)
        return Applied(written, len(entries) - written)

    def in_use(self, batch: Any) -> tuple[int, int]:
        """(entries of the batch that undoing would withdraw, those that a newer version replaced)."""
        entries = Recognition.objects.filter(batch=batch)
        standing = entries.standing().count()
        return standing, entries.count() - standing

    def undo(self, batch: Any, *, by: str, reason: str) -> Applied:
        """Withdraws the batch's entries that nothing newer replaced."""
        _, left = self.in_use(batch)
        kept = (f"{left} mục đã được thay bằng mục mới hơn nên giữ nguyên.",) if left else ()
        return Applied(undo_batch(batch, by=by, reason=reason), left, kept)

    def results(self, batch: Any) -> list[tuple[str, str]]:
        """(words, address) of the page that shows what the batch brought."""
        url = url_or_nothing("register")
        return [("Xem sổ công nhận", url)] if url else []


def impossible_days(items: Iterable[dict[str, Any]]) -> tuple[dict[str, Any], str] | None:
    """The item whose day contradicts another, and a sentence; None when all fit."""
    said = {item["f"]: item for item in items if item.get("v") is not None}
    signed, announced, year = (said.get(name) for name in ("signed_on", "announced_on", "for_year"))
    if signed and announced and announced["v"] < signed["v"]:
        return announced, "Ngày công bố trước ngày ký quyết định. Hãy kiểm tra lại hai ngày."
    if signed and year and int(signed["v"][:4]) < year["v"]:
        return signed, "Ngày ký trước năm được công nhận. Hãy kiểm tra lại."
    return None


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


def _title(sheet: Sheet, before: int) -> str:
    texts = [
        nfc(str(c.value)) for row in sheet.rows if row.number < before for c in row.cells.values() if c.kind == TEXT
    ]
    return " · ".join(texts)


def _levels() -> dict[str, Level]:
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
        return {"v": level.name, "l": level.pk} if level else f"Không có mức công nhận “{text}”. Các mức: {known}."
    if name == "for_year":
        year = cell.raw if cell.kind == NUMBER else text
        year = year.removesuffix(".0")
        if year.isdigit() and 2009 <= int(year) <= 2100:
            return {"v": int(year)}
        return f"“{text}” không phải là năm công nhận (bốn chữ số)."
    if name in ("signed_on", "announced_on"):
        return _day(name, cell, text)
    if name == "decision_number" and not text:
        return "Thiếu số quyết định. Hãy ghi số, ký hiệu của quyết định công nhận."
    return {"v": text[:100] if name == "decision_number" else text}


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
        sheet=row.sheet,
        cell=row.label_cell,
    )


class RegisterReading:
    """A register being read. Each row's unit is sought among the units of the day of its decision."""

    def __init__(
        self, sheet: Sheet, columns: dict[str, int], header: int, preview: Preview, progress: Progress
    ) -> None:
        self.sheet, self.columns, self.header, self.preview, self.progress = sheet, columns, header, preview, progress
        self.levels = _levels()
        self.seen: dict[tuple[Any, ...], str] = {}
        self.indexes: dict[tuple[date, tuple[str, ...]], Any] = {}
        self.turns = sorted(LegalEvent.objects.values_list("effective_on", flat=True).distinct())

    def run(self) -> None:
        rows = [row for row in self.sheet.rows if row.number > self.header]
        for done, row in enumerate(rows):
            self.progress(done * 100 // max(1, len(rows)), f"Đang đọc dòng {row.number}")
            self._row(row)

    def _row(self, row: Row) -> None:
        name_cell = row.cell(self.columns["unit"])
        name = nfc(str(name_cell.value)) if name_cell.kind == TEXT else ""
        if all(row.cell(self.columns[asked]).kind == BLANK for asked in ("level", "signed_on")):
            return
        read = ReadRow(self.sheet.name, row.number, name, name_cell.address)
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
            read.items.append(item)
        self._check_days(read)
        self._unit(read, row, name)
        self._twice(read)
        self.preview.rows.append(read)

    def _unit(self, read: ReadRow, row: Row, name: str) -> None:
        said: dict[str, Any] = {item["f"]: item.get("v") for item in read.items}
        district = ""
        if "district" in self.columns:
            cell = row.cell(self.columns["district"])
            district = nfc(str(cell.value)) if cell.kind == TEXT else ""
        day = date.fromisoformat(said["signed_on"]) if said.get("signed_on") else today()
        read.question = {"day": self._era(day).isoformat(), "kinds": ["commune", "district"]}
        match = self._match(name, district, day, said.get("for_year"))
        if match.found is Found.MATCHED:
            read.unit_id, read.unit_name = match.unit_id, match.candidates[0].name
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

    def _match(self, name: str, district: str, day: date, year: int | None) -> Match:
        """Looks among the units of the signing day, then among those of the end of the year that is recognised.

        A decision signed after a merger may still name a unit that the merger ended.
        """
        first = self._match_on(name, district, day)
        if first.found is not Found.UNKNOWN or year is None:
            return first
        then = self._match_on(name, district, date(year, 12, 31))
        return then if then.found is Found.MATCHED else first

    def _match_on(self, name: str, district: str, day: date) -> Match:
        kinds = ("district",) if unit_form(name) in ("huyện", "thành phố", "thị xã") else ("commune",)
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
            tree: UnitTree = tree_on(day)
            self.indexes[key] = name_index(tree, kinds=kinds)
        return self.indexes[key]

    def _check_days(self, read: ReadRow) -> None:
        while found := impossible_days(read.items):
            self._wrong(read, *found)

    def _wrong(self, read: ReadRow, item: dict[str, Any], text: str) -> None:
        self._say(read, item["c"], "impossible_day", text, item["r"])
        item.pop("v", None)
        read.status = "wrong"

    def _twice(self, read: ReadRow) -> None:
        entry = new_entry(read, read.items)
        if entry is None:
            return
        if entry.place in self.seen:
            text = f"Trùng với dòng ở ô {self.seen[entry.place]}: cùng đơn vị, mức và quyết định. Hãy bỏ một dòng."
            self._say(read, read.label_cell, "twice", text, read.label)
            read.status = "wrong"
        self.seen.setdefault(entry.place, read.label_cell)

    def _say(self, read: ReadRow, cell: str, code: str, text: str, raw: str, level: str = "error") -> None:
        self.preview.messages.append(ReadMessage(read.sheet, cell, level, code, text, raw[:200], read.number))

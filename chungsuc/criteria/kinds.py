"""The two workbooks of results: at indicator level, and at criterion level (ticks). See imports.kinds.Kind."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from chungsuc.imports.kinds import Applied, Preview, Progress, ReadMessage, ReadRow
from chungsuc.organisations.rules import Found
from chungsuc.workbooks.cells import BLANK, NUMBER, TEXT, Cell, Row, Workbook

from .actions import NewValue, current_values, undo_batch, write_batch
from .facts import SetFacts, attributes_for_year, set_facts
from .models import CriteriaSet
from .reading.cells import Asked, Fault, Item, read_cell, shown
from .reading.layout import Layout, data_rows, find_layout, year_in
from .reading.people import Roll, is_signature, is_total, question, roll_of
from .rules import MILLION, NA, Judge, counts

PROGRESS_EVERY = 200


class ValuesWorkbook:
    """What both kinds share: headings found, rows matched to communes, cells read, reported counts compared."""

    code = ""
    title = ""
    right = "value.import"
    needs_set = True
    detail = ""

    def read(self, workbook: Workbook, *, set_code: str, year: int | None, progress: Progress) -> Preview:
        """Understands a workbook; writes nothing. A sheet without headings is passed over, none at all is refused."""
        found = self._choose(workbook, set_code)
        if found is None:
            return Preview(refusal=self._no_headings(set_code))
        facts, layouts = found
        year = year or year_in(layouts[0].title) or self._only_year(facts)
        if year is None:
            return Preview(refusal="Không rõ biểu của năm nào. Hãy chọn năm khi tải lên hoặc ghi năm ở tiêu đề biểu.")
        if year not in facts.set.years:
            years = ", ".join(str(y) for y in facts.set.years)
            return Preview(refusal=f"{facts.set.name} dùng cho các năm {years}, không dùng cho năm {year}.")
        preview = Preview(set_code=facts.set.code, year=year, title=layouts[0].title)
        for layout in layouts:
            Reading(self, facts, layout, year, preview, progress).run()
        self._compare(preview, year)
        return preview

    def _choose(self, workbook: Workbook, set_code: str) -> tuple[SetFacts, list[Layout]] | None:
        """The set that fits the sheets best (the given one, or any of this kind's detail) and the sheets' headings."""
        sets = CriteriaSet.objects.filter(detail=self.detail)
        codes = [set_code] if set_code else list(sets.values_list("code", flat=True))
        best: tuple[int, SetFacts, list[Layout]] | None = None
        for code in codes:
            facts = set_facts(code)
            asked = asked_of(facts)
            layouts = [found for sheet in workbook.sheets if not sheet.hidden and (found := find_layout(sheet, asked))]
            fit = sum(len(layout.columns) for layout in layouts) * 2 - len(asked)
            if layouts and _says_level(layouts[0].title, facts.set.level):
                fit += 1000
            if layouts and (best is None or fit > best[0]):
                best = (fit, facts, layouts)
        return None if best is None else (best[1], best[2])

    def _no_headings(self, set_code: str) -> str:
        return (
            "Không tìm thấy dòng tiêu đề có số các chỉ tiêu trong tệp. "
            "Hãy kiểm tra đã chọn đúng loại biểu và tệp có dòng ghi 1.1, 1.2, 2.1… phía trên tên các xã."
        )

    def _only_year(self, facts: SetFacts) -> int | None:
        return facts.set.years[0] if len(facts.set.years) == 1 else None

    def blank(self, facts: SetFacts, layout: Layout, row: Row, items: list[Item]) -> list[Item]:
        """What blank cells of a row mean in this kind of sheet; by itself a blank says nothing."""
        return items

    def _compare(self, preview: Preview, year: int) -> None:
        units = [row.unit_id for row in preview.rows if row.unit_id is not None]
        known = current_values(year, units)
        for row in preview.rows:
            if row.unit_id is not None:
                count_changes(row, row.items, known)

    def compare(self, batch: Any, rows: Iterable[Any]) -> None:
        """Counts again what rows of a batch would change; saves nothing."""
        rows = [row for row in rows if row.unit_id is not None]
        known = current_values(batch.year, [row.unit_id for row in rows])
        for row in rows:
            count_changes(row, row.payload, known)

    def read_item(self, batch: Any, item: dict[str, Any], text: str) -> tuple[dict[str, Any], ReadMessage | None]:
        """Reads what an officer typed instead of a wrong cell: the item to keep, and a fault if it is still wrong."""
        facts = set_facts(batch.set_code)
        asked = replace(asked_of(facts)[item["i"]], sex=item["s"])
        cell = Cell(item["c"], text, TEXT if text.strip() else BLANK)
        said = read_cell(cell, asked)
        if isinstance(said, Fault):
            return item, ReadMessage("", item["c"], "error", said.code, said.text, text)
        return said or {**empty_item(asked, item["c"])}, None

    def apply(self, batch: Any, rows: Iterable[Any], *, by: str) -> Applied:
        """Writes the rows' values and judges their units."""
        values = [new_value(row, item) for row in rows for item in row.payload if "k" in item]
        written = write_batch(batch, values, set_code=batch.set_code, year=batch.year, by=by)
        return Applied(written, len(values) - written)

    def undo(self, batch: Any, *, by: str, reason: str) -> Applied:
        """Takes the batch's values back where nothing newer replaced them."""
        taken_back, left = undo_batch(batch, by=by, reason=reason)
        kept = (f"{left} số liệu đã được thay bằng số mới hơn nên giữ nguyên.",) if left else ()
        return Applied(taken_back, left, kept)


def _says_level(title: str, level: str) -> bool:
    words = title.lower()
    if "kiểu mẫu" in words:
        return level.endswith("kieu_mau")
    return level.endswith("nang_cao") if "nâng cao" in words else level == "xa_ntm"


def asked_of(facts: SetFacts) -> dict[str, Asked]:
    """What a sheet for this set may ask, by indicator code."""
    return {
        i.code: Asked(
            i.code, i.kind, i.unit, i.measure_id, "", i.by_sex, i.not_applicable_allowed, facts.largest_threshold(i)
        )
        for i in facts.indicators
    }


def empty_item(asked: Asked, cell: str) -> Item:
    """An item of a cell that says nothing (yet): it is kept so that it can be mended in the browser."""
    return {"m": asked.measure_id, "i": asked.code, "s": asked.sex, "c": cell, "r": ""}


def new_value(row: Any, item: Item) -> NewValue:
    """The value that an item of a row stands for."""
    said = item.get("v")
    number = Decimal(said) if isinstance(said, str) else None
    return NewValue(
        unit_id=row.unit_id,
        measure_id=item["m"],
        sex=item["s"],
        state=item["k"],
        number=number,
        flag=said if isinstance(said, bool) else None,
        numerator=Decimal(item["n"]) if "n" in item else None,
        denominator=Decimal(item["d"]) if "d" in item else None,
        bare=bool(item.get("b")),
        sheet=row.sheet,
        cell=item["c"],
        raw=item["r"],
    )


def count_changes(row: Any, items: Iterable[Item], known: Mapping[tuple[int, int, str], Any]) -> None:
    """Sets how many of a row's items differ from the current values."""
    row.changed = row.unchanged = 0
    for item in items:
        if "k" in item:
            value = new_value(row, item)
            current = known.get(value.place)
            if current is not None and current.content == value.content:
                row.unchanged += 1
            else:
                row.changed += 1


class Reading:
    """One sheet being read: rows in order, with the district heading they stand under."""

    def __init__(
        self, kind: ValuesWorkbook, facts: SetFacts, layout: Layout, year: int, preview: Preview, progress: Progress
    ) -> None:
        self.kind, self.facts, self.layout, self.year, self.preview = kind, facts, layout, year, preview
        self.progress = progress
        self.district = ""
        self.seen: dict[int, str] = {row.unit_id: row.label_cell for row in preview.rows if row.unit_id is not None}

    def run(self) -> None:
        rows = data_rows(self.layout)
        self.roll: Roll = roll_of(self.year, [self._name(row) for row in rows[:200]])
        for done, row in enumerate(rows):
            if done % PROGRESS_EVERY == 0:
                self.progress(done * 100 // max(1, len(rows)), f"Đang đọc dòng {row.number}")
            self._row(row)
        self._compare_counts()
        self._note_absent()

    def _name(self, row: Row) -> str:
        cell = row.cell(self.layout.name_column)
        return str(cell.value) if cell.kind == TEXT else ""

    def _row(self, row: Row) -> None:
        name = self._name(row)
        filled = any(row.cell(column).kind != BLANK for column in self.layout.columns)
        if not name.strip() or is_total(name):
            return
        match = self.roll.commune(name, self.district)
        if match.found is Found.UNKNOWN and not filled:
            self.district = self.roll.district(name) or self.district
            return
        if is_signature(name) and match.found is Found.UNKNOWN:
            return
        read = ReadRow(self.layout.sheet.name, row.number, name, row.cell(self.layout.name_column).address)
        if match.found is not Found.MATCHED:
            read.question, text = question(match)
            read.status = "questioned"
            self._say(read, read.label_cell, "error", "unknown_unit", text, name)
        else:
            self._matched(read, match.unit_id or 0, match.legacy, match.read_as)
        self._cells(read, row)
        self.preview.rows.append(read)

    def _matched(self, read: ReadRow, unit_id: int, legacy: bool, read_as: str) -> None:
        fact = self.roll.fact(unit_id)
        read.unit_id, read.unit_name = unit_id, fact.name
        if unit_id in self.seen:
            first = self.seen[unit_id]
            text = f"{fact.name} đã có ở ô {first}. Mỗi xã chỉ một dòng: hãy sửa tên hoặc bỏ dòng thừa."
            self._say(read, read.label_cell, "error", "twice", text, read.label)
            read.status = "wrong"
        self.seen.setdefault(unit_id, read.label_cell)
        if legacy:
            text = f"Tên gõ bằng phông chữ cũ (TCVN3), đọc là “{read_as}”. Nên gõ lại bằng Unicode."
            self._say(read, read.label_cell, "warning", "legacy_font", text, read.label)
        if not fact.in_ntm_scope:
            text = f"{fact.name} không thuộc diện xây dựng nông thôn mới, nhưng có số liệu trong biểu."
            self._say(read, read.label_cell, "warning", "out_of_scope", text, read.label)

    def _cells(self, read: ReadRow, row: Row) -> None:
        given: dict[str, set[str]] = {}
        blanks: list[tuple[str, Asked]] = []
        for column, asked in self.layout.columns.items():
            if column in self.layout.parts:
                continue
            cell = row.cell(column)
            said = read_cell(cell, asked)
            if said is None:
                blanks.append((cell.address, asked))
                read.items.append(empty_item(asked, cell.address))
            elif isinstance(said, Fault):
                self._fault(read, cell, asked, said)
            elif said["k"] == "not_applicable" and not asked.not_applicable_allowed:
                self._fault(read, cell, asked, _not_allowed(asked))
            else:
                given.setdefault(asked.code, set()).add(asked.sex)
                read.items.append(said)
        self._shares(read, row)
        for address, asked in blanks:
            if asked.by_sex and given.get(asked.code):
                missing = "nữ" if asked.sex == "f" else "nam"
                text = f"Chỉ tiêu {asked.code} còn thiếu số liệu của {missing}; phải đạt cho cả nam và nữ."
                self._say(read, address, "warning", "one_sex_missing", text)
        if read.status == "matched":
            read.items = self.kind.blank(self.facts, self.layout, row, read.items)
        self._count(read, row)

    def _shares(self, read: ReadRow, row: Row) -> None:
        """Columns that give both numbers of a share apart are read together, as if written "45/50"."""
        wholes: dict[int, dict[str, int]] = {}
        for column, (whole, part) in self.layout.parts.items():
            wholes.setdefault(whole, {})[part] = column
        for columns in wholes.values():
            if len(columns) == 2:
                above, below = row.cell(columns["n"]), row.cell(columns["d"])
                asked = self.layout.columns[columns["n"]]
                if above.kind == BLANK and below.kind == BLANK:
                    read.items.append(empty_item(asked, above.address))
                    continue
                said = read_cell(Cell(above.address, f"{shown(above)}/{shown(below)}", TEXT), asked)
                if isinstance(said, Fault):
                    self._fault(read, above, asked, said)
                elif said is not None:
                    read.items.append(said)

    def _fault(self, read: ReadRow, cell: Cell, asked: Asked, fault: Fault) -> None:
        read.items.append({**empty_item(asked, cell.address), "r": shown(cell)})
        self._say(read, cell.address, "error", fault.code, fault.text, shown(cell))
        if read.status == "matched":
            read.status = "wrong"

    def _count(self, read: ReadRow, row: Row) -> None:
        """Keeps the reported count for the comparison, or says why it is none."""
        if self.layout.count_column is None:
            return
        cell = row.cell(self.layout.count_column)
        said = reported(cell)
        if said is None and cell.kind != BLANK:
            text = (
                f"“{shown(cell)}” không phải là số tiêu chí (số nguyên từ 0). Số này chỉ để đối chiếu, không được nhập."
            )
            self._say(read, cell.address, "warning", "count_not_whole", text, shown(cell))
        read.question = {**read.question, "reported": said, "count_cell": cell.address}

    def _compare_counts(self) -> None:
        """Warns where a reported count differs from the computed one; rows with faults cannot be compared."""
        spoken_of = {(m.sheet, m.row) for m in self.preview.messages}
        rows = [
            row
            for row in self.preview.rows
            if row.sheet == self.layout.sheet.name
            and row.question.get("reported") is not None
            and (row.sheet, row.number) not in spoken_of
        ]
        attributes = attributes_for_year(self.year, [row.unit_id for row in rows if row.unit_id])
        rule = self.facts.rule
        judges: dict[str, Judge] = {}
        for row in rows:
            region = rule.region_of(attributes.get(row.unit_id or 0, {}))
            judges.setdefault(region, Judge(rule, region, self.year))
            met, _, undetermined = counts(judges[region].unit(readings_of(row.items)))
            said = row.question["reported"]
            if said != met:
                note = f" và {undetermined} tiêu chí chưa đủ căn cứ" if undetermined else ""
                text = f"Biểu ghi {said} tiêu chí đạt, tính từ các ô của dòng này được {met}{note}. Hãy đối chiếu lại."
                self._say(row, row.question["count_cell"], "warning", "count_differs", text, str(said))

    def _note_absent(self) -> None:
        absent = [unit.name for unit in self.roll.tree.ntm_communes if unit.id not in self.seen]
        if absent:
            named = ", ".join(absent[:12]) + (f" và {len(absent) - 12} xã khác" if len(absent) > 12 else "")
            self.preview.notes.append(f"Tệp chưa có dòng của {len(absent)} xã: {named}.")

    def _say(self, read: ReadRow, cell: str, level: str, code: str, text: str, raw: str = "") -> None:
        self.preview.messages.append(ReadMessage(read.sheet, cell, level, code, text, raw[:200], read.number))


def _not_allowed(asked: Asked) -> Fault:
    return Fault(
        "not_applicable_refused",
        f"Bộ tiêu chí không cho phép “không áp dụng” ở {asked.label}. Hãy ghi giá trị, hoặc để trống nếu chưa có.",
    )


def reported(cell: Cell) -> int | None:
    """A reported count of criteria: a whole number from 0, or None."""
    value = cell.value if cell.kind != "formula" else (cell.value if cell.value_kind == NUMBER else None)
    if isinstance(value, str) and value.strip().isdigit():
        return int(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 and value == int(value):
        return int(value)
    return None


def readings_of(items: Iterable[Item]) -> dict[tuple[int, str], Any]:
    """The items as the engine reads values."""
    found: dict[tuple[int, str], Any] = {}
    for item in items:
        if item.get("k") == "given":
            said = item["v"]
            found[item["m"], item["s"]] = said if isinstance(said, bool) else int(Decimal(said) * MILLION)
        elif item.get("k") == "not_applicable":
            found[item["m"], item["s"]] = NA
    return found


class IndicatorValues(ValuesWorkbook):
    """ "Biểu tổng hợp": a value for every indicator of every commune."""

    code = "indicator-values"
    title = "Biểu tổng hợp kết quả từng chỉ tiêu"
    detail = "indicator"


class CriterionResults(ValuesWorkbook):
    """ "Kết quả tiêu chí": a tick where a criterion is met. A blank means "not met" only when the row's count says so."""

    code = "criterion-results"
    title = "Biểu kết quả từng tiêu chí (đánh dấu)"
    detail = "criterion"

    def blank(self, facts: SetFacts, layout: Layout, row: Row, items: list[Item]) -> list[Item]:
        """Reads blanks as "not met" where the reported count equals the number of ticks; else they say nothing."""
        ticks = sum(item.get("v") is True for item in items)
        said = reported(row.cell(layout.count_column)) if layout.count_column else None
        if said is None or said != ticks:
            return items
        return [item if "k" in item else {**item, "k": "given", "v": False} for item in items]

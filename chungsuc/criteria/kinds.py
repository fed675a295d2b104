"""The two workbooks of results: at indicator level, and at criterion level (ticks). See imports.kinds.Kind."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from chungsuc.imports.kinds import Applied, Preview, Progress, ReadMessage, ReadRow
from chungsuc.imports.packing import Items
from chungsuc.law.periods import show_day
from chungsuc.web.nav import url_or_nothing
from chungsuc.workbooks.cells import BLANK, TEXT, Cell, Workbook

from .actions import ValueRow, current_versions, same_as, undo_batch, write_batch_rows
from .facts import SetFacts, assessment_day, set_facts
from .models import CriteriaSet, Value
from .reading.cells import Fault, Item, read_cell
from .reading.items import Meanings
from .reading.layout import Layout, find_layout, year_in
from .reading.sheet import Reading, asked_of, empty_item, note_absent

ROWS_AT_ONCE = 200  # a nation's current values do not fit in memory together


class ValuesWorkbook:
    """What both kinds share: headings found, rows matched to communes, cells read, reported counts compared."""

    code = ""
    title = ""
    right = "value.import"
    needs_set = True
    one_row_a_unit = True
    detail = ""

    def set_choices(self) -> list[tuple[str, str]]:
        """(code, name) of the sets whose results such a workbook may hold."""
        return list(CriteriaSet.objects.of_communes().filter(detail=self.detail).values_list("code", "name"))

    def read(self, workbook: Workbook, *, set_code: str, year: int | None, progress: Progress) -> Preview:
        """Understands a workbook; writes nothing. A sheet without headings is passed over, none at all is refused."""
        found = self._choose(workbook, set_code)
        if found is None:
            return Preview(refusal=self._no_headings(set_code))
        facts, layouts = found
        layouts, left_out = of_one_year(layouts, year)
        if not layouts:
            return Preview(refusal=left_out)
        title = layouts[0].title
        year = year or next(filter(None, (year_in(layout.title) for layout in layouts)), None) or self._only_year(facts)
        if year is None:
            return Preview(refusal="Không rõ biểu của năm nào. Hãy chọn năm khi tải lên hoặc ghi năm ở tiêu đề biểu.")
        if year not in facts.set.years:
            years = ", ".join(str(y) for y in facts.set.years)
            return Preview(refusal=f"{facts.set.name} dùng cho các năm {years}, không dùng cho năm {year}.")
        preview = Preview(set_code=facts.set.code, year=year, title=title, notes=[left_out] if left_out else [])
        sheets: list[Reading] = []
        for layout in layouts:  # each knows the rows that those before it found
            sheets.append(Reading(facts, layout, year, preview, progress, self.blanks))
            sheets[-1].run()
        if not preview.rows:
            return Preview(refusal="Dưới dòng tiêu đề không có dòng nào của xã. Hãy kiểm tra tệp rồi tải lên lại.")
        note_absent(sheets, preview)
        self._compare(preview, year)
        return preview

    def _choose(self, workbook: Workbook, set_code: str) -> tuple[SetFacts, list[Layout]] | None:
        """The set that fits the sheets best (the given one, or any of this kind's detail) and the sheets' headings."""
        sets = CriteriaSet.objects.of_communes()
        chosen = sets.filter(code=set_code) if set_code else sets.filter(detail=self.detail)
        codes = list(chosen.values_list("code", flat=True))
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

    def blanks(self, items: Sequence[Item], said: int | None) -> Sequence[Item]:
        """What blank cells of a row mean beside its reported count `said`; by itself a blank says nothing."""
        return items

    def _compare(self, preview: Preview, year: int) -> None:
        rows = iter([row for row in preview.rows if row.unit_id is not None])
        meanings = Meanings()
        while part := list(islice(rows, ROWS_AT_ONCE)):
            count_changes(part, year, meanings)

    def compare(self, batch: Any, rows: Iterable[Any]) -> None:
        """Counts again what rows of a batch would change; saves nothing."""
        rows = [row for row in rows if row.unit_id is not None]
        for row in rows:
            row.payload = self.blanks(row.payload, row.question.get("reported"))
        count_changes(rows, batch.year, Meanings())

    def read_item(self, batch: Any, item: dict[str, Any], text: str) -> tuple[dict[str, Any], ReadMessage | None]:
        """Reads what an officer typed instead of a wrong cell: the item to keep, and a fault if it is still wrong."""
        facts = set_facts(batch.set_code)
        asked = replace(asked_of(facts)[item["i"]], sex=item["s"])
        cell = Cell(item["c"], text, TEXT if text.strip() else BLANK)
        said = read_cell(cell, asked)
        if isinstance(said, Fault):
            return item, ReadMessage("", item["c"], "error", said.code, said.text, text)
        return said or {**empty_item(asked, item["c"])}, None

    def contradiction(self, items: list[Item]) -> str:
        """Why items cannot stand together, in words; values of different indicators always can."""
        return ""

    def apply(self, batch: Any, rows: Iterable[Any], *, by: str) -> Applied:
        """Writes the rows' values and judges their units."""
        given, meanings = 0, Meanings()

        def values() -> Iterator[list[ValueRow]]:
            nonlocal given
            for row in rows:
                found = meanings.rows(row, row.payload.lines)
                given += len(found)
                yield found

        written = write_batch_rows(batch, values(), set_code=batch.set_code, year=batch.year, by=by)
        return Applied(written, given - written)

    def in_use(self, batch: Any) -> tuple[int, int]:
        """(values of the batch that undoing would take back, those that something newer replaced)."""
        values = Value.objects.filter(batch=batch)
        current = values.filter(is_current=True).count()
        return current, values.count() - current

    def undo(self, batch: Any, *, by: str, reason: str) -> Applied:
        """Takes the batch's values back where nothing newer replaced them."""
        taken_back, left = undo_batch(batch, by=by, reason=reason)
        kept = (f"{left} số liệu đã được thay bằng số mới hơn nên giữ nguyên.",) if left else ()
        return Applied(taken_back, left, kept)

    def results(self, batch: Any) -> list[tuple[str, str]]:
        """(words, address) of the pages that show what the batch brought."""
        found = [("Xem các xã", url_or_nothing("communes"))]
        day = show_day(assessment_day(batch.year))
        return [(words, f"{url}?ngay={day}") for words, url in found if url]


def _says_level(title: str, level: str) -> bool:
    words = title.lower()
    if "kiểu mẫu" in words:
        return level.endswith("kieu_mau")
    return level.endswith("nang_cao") if "nâng cao" in words else level == "xa_ntm"


def of_one_year(layouts: list[Layout], year: int | None) -> tuple[list[Layout], str]:
    """The sheets of one year and a note on those left out; no sheets, and why, when nobody said which year is meant."""
    years = {layout.sheet.name: year_in(layout.title) for layout in layouts}
    said = sorted({each for each in years.values() if each})
    where = ", ".join(f"trang “{name}” năm {each}" for name, each in years.items() if each)
    if year is None:
        if len(said) > 1:
            return [], f"Tệp có biểu của nhiều năm: {where}. Hãy chọn năm khi tải lên, mỗi lần nhập một năm."
        return layouts, ""
    if said and year not in said:
        if len(said) > 1:
            return [], f"Tệp có biểu của các năm khác: {where}; không có biểu năm {year}. Hãy chọn lại năm."
        return layouts, f"Tiêu đề biểu ghi năm {said[0]}, đang đọc cho năm {year} theo lựa chọn. Hãy kiểm tra lại năm."
    kept = [layout for layout in layouts if years[layout.sheet.name] in (year, None)]
    others = ", ".join(f"“{name}” (năm {each})" for name, each in years.items() if each not in (year, None))
    return kept, f"Không đọc trang của năm khác: {others}." if others else ""


def count_changes(rows: Sequence[Any], year: int, meanings: Meanings) -> None:
    """Sets how many items of each row (of a preview, or of a batch) differ from the current values."""
    known = current_versions(year, [row.unit_id for row in rows])
    for row in rows:
        items = row.items if isinstance(row, ReadRow) else row.payload
        lines = Items.of(items, row.number).lines
        total = meanings.count(lines)
        row.unchanged = sum(same_as(v, known.get(v[:3])) for v in meanings.rows(row, lines)) if known else 0
        row.changed = total - row.unchanged


class IndicatorValues(ValuesWorkbook):
    """ "Biểu tổng hợp": a value for every indicator of every commune."""

    code = "indicator-values"
    title = "Biểu tổng hợp kết quả từng chỉ tiêu"
    detail = "indicator"


class CriterionResults(ValuesWorkbook):
    """ "Kết quả tiêu chí": a tick where a criterion is met; a blank means "not met" when the row's count says so."""

    code = "criterion-results"
    title = "Biểu kết quả từng tiêu chí (đánh dấu)"
    detail = "criterion"

    def blanks(self, items: Sequence[Item], said: int | None) -> Sequence[Item]:
        """Reads blanks as "not met" where the reported count equals the number of ticks; else they say nothing.

        A row that writes "not met" out somewhere, or holds a cell that could not be read, leaves its blanks open.
        """
        unread = any(item["r"] and "k" not in item for item in items)
        written_out = any(item.get("v") is False and item["r"] for item in items)
        ticks = sum(item.get("v") is True for item in items)
        if said is None or said != ticks or unread or written_out:
            return items
        return [item if "k" in item else {**item, "k": "given", "v": False} for item in items]

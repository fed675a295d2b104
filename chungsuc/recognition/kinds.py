"""The register as a workbook: one row a recognition. See imports.kinds.Kind."""

from collections.abc import Iterable
from typing import Any

from chungsuc.imports.actions import ImportRefused
from chungsuc.imports.kinds import Applied, Preview, Progress, ReadMessage, ReadRow
from chungsuc.web.nav import url_or_nothing
from chungsuc.workbooks.cells import BLANK, TEXT, Cell, Workbook

from .actions import NewEntry, differs, standing_entries, undo_batch, write_entries
from .models import Recognition
from .reading import (
    NEEDED,
    RegisterReading,
    find_columns,
    half_revoked,
    impossible_days,
    new_entry,
    read_field,
    register_levels,
    title_of,
)


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
        """Understands a register, every sheet that has its headings; writes nothing."""
        preview, seen = Preview(), dict[tuple[Any, ...], ReadRow]()
        headed = False
        for sheet in workbook.sheets:
            columns, header = find_columns(sheet)
            if sheet.hidden or not all(name in columns for name in NEEDED):
                continue
            headed, preview.title = True, preview.title or title_of(sheet, header)
            RegisterReading(sheet, columns, header, preview, progress, seen).run()
        if not headed:
            names = "Đơn vị, Mức công nhận, Công nhận cho năm, Số quyết định, Ngày ký"
            return Preview(refusal=f"Không tìm thấy dòng tiêu đề của sổ công nhận. Tệp cần có các cột: {names}.")
        if not preview.rows:
            return Preview(refusal="Dưới dòng tiêu đề không có mục nào. Hãy kiểm tra tệp rồi tải lên lại.")
        self.compare_rows(preview.rows)
        return preview

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
        said = read_field(item["f"], Cell(item["c"], text, TEXT if text.strip() else BLANK), register_levels())
        if isinstance(said, str):
            return item, ReadMessage("", item["c"], "error", "register_field", said, text)
        return {**item, **said}, None

    def contradiction(self, items: list[dict[str, Any]]) -> str:
        """Why the fields of a row cannot stand together, in words; "" when they can."""
        found = impossible_days(items) or half_revoked(items)
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

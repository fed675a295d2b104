"""Coverage as a workbook: one row a piece. See imports.kinds.Kind. What is exported comes back in unchanged."""

from collections.abc import Iterable
from typing import Any

from chungsuc.accounts.models import User
from chungsuc.imports.actions import ImportRefused
from chungsuc.imports.kinds import Applied, Preview, Progress, ReadMessage, ReadRow
from chungsuc.organisations.access import person_on
from chungsuc.web.day import today
from chungsuc.web.nav import url_or_nothing
from chungsuc.workbooks.cells import BLANK, TEXT, Cell, Workbook

from .access import COVER, MANAGE, Desk
from .actions import undo_coverage, write_coverage
from .actions.batches import NewPiece, differs, standing_pieces
from .facts.media import media_body
from .models import Coverage
from .reading import NEEDED, CoverageReading, Known, find_columns, impossible, new_piece, read_field
from .rules.log import TITLES


class CoverageLog:
    """ "Nhật ký tin, bài": outlet, day, title, airtime or pieces."""

    code = "coverage"
    title = "Nhật ký tin, bài của báo, đài"
    right = COVER
    right_to_all = MANAGE
    needs_set = False
    one_row_a_unit = False

    def set_choices(self) -> list[tuple[str, str]]:
        """Coverage belongs to no set."""
        return []

    def read(self, workbook: Workbook, *, set_code: str, year: int | None, progress: Progress) -> Preview:
        """Understands every visible sheet that has the headings; writes nothing."""
        preview, known, headed = Preview(), Known.now(), False
        for sheet in workbook.sheets:
            columns, header = find_columns(sheet)
            if sheet.hidden or not columns:
                continue
            headed = True
            CoverageReading(sheet, columns, header, known, preview, progress).run(today())
        if not headed:
            names = ", ".join(TITLES[name] for name in NEEDED)
            return Preview(refusal=f"Không tìm thấy dòng tiêu đề của nhật ký tin, bài. Tệp cần có các cột: {names}.")
        if not preview.rows:
            return Preview(refusal="Dưới dòng tiêu đề không có tin, bài nào. Hãy kiểm tra tệp rồi tải lên lại.")
        self._count(preview.rows, known)
        return preview

    def _count(self, rows: Iterable[Any], known: Known) -> None:
        rows = list(rows)
        pieces = [new_piece(row, row.items if isinstance(row, ReadRow) else row.payload, known) for row in rows]
        counted = standing_pieces([piece for piece in pieces if piece is not None])
        for row, piece in zip(rows, pieces, strict=True):
            new = piece is not None and differs(piece, counted.get(piece.place))
            row.changed, row.unchanged = int(new), int(piece is not None and not new)
            outlet = known.by_id(piece.outlet_id) if piece else None
            if outlet is not None:
                row.unit_id, row.unit_name = outlet.unit_id, outlet.name

    def compare(self, batch: Any, rows: Iterable[Any]) -> None:
        """Counts again what rows of a batch would change; saves nothing."""
        self._count(rows, Known.now())

    def read_item(self, batch: Any, item: dict[str, Any], text: str) -> tuple[dict[str, Any], ReadMessage | None]:
        """Reads what an officer typed instead of a wrong cell."""
        cell = Cell(item["c"], text, TEXT if text.strip() else BLANK)
        found = read_field(item["f"], cell, Known.now())
        if isinstance(found, str):
            return item, ReadMessage("", item["c"], "error", "coverage_field", found, text)
        return {**item, **found}, None

    def contradiction(self, items: list[dict[str, Any]]) -> str:
        """Why the fields of a row cannot stand together, in words; "" when they can."""
        found = impossible(items, Known.now(), today())
        return found[1] if found else ""

    def apply(self, batch: Any, rows: Iterable[Any], *, by: str) -> Applied:
        """Writes the rows' pieces; ImportRefused for outlets that the sender may not enter for."""
        known, pieces, cells = Known.now(), list[NewPiece](), dict[tuple[Any, ...], str]()
        for row in rows:
            piece = new_piece(row, row.payload, known)
            if piece is None:
                continue
            if piece.place in cells:
                both = f"ô {cells[piece.place]} và ô {row.label_cell}"
                raise ImportRefused(f"Hai dòng ở {both} là một tin, bài. Hãy bỏ một dòng trong tệp rồi tải lại.")
            cells[piece.place] = row.label_cell
            pieces.append(piece)
        self._require_outlets(pieces, known, by)
        written = write_coverage(pieces, batch=batch, by=by)
        return Applied(written, len(pieces) - written)

    def _require_outlets(self, pieces: Iterable[NewPiece], known: Known, by: str) -> None:
        """ImportRefused for outlets not the sender's; a command on the server acts for nobody and is not asked."""
        account = User.objects.filter(username=by).first()
        if account is None:
            return
        desk, body = Desk(person_on(account, today())), media_body(today()).unit_id
        outlets = [known.by_id(outlet) for outlet in {piece.outlet_id for piece in pieces}]
        others = sorted(one.name for one in outlets if one is not None and not desk.enters_for(one, body))
        if others:
            names = ", ".join(others[:5])
            raise ImportRefused(f"Không được ghi tin, bài của: {names}. Hãy bỏ các dòng ấy, hoặc để cơ quan ấy tự ghi.")

    def in_use(self, batch: Any) -> tuple[int, int]:
        """(pieces of the batch that undoing would withdraw, those that were withdrawn or replaced since)."""
        rows = Coverage.objects.filter(batch=batch)
        standing = rows.standing().count()
        return standing, rows.count() - standing

    def undo(self, batch: Any, *, by: str, reason: str) -> Applied:
        """Withdraws the batch's pieces that still count."""
        _, left = self.in_use(batch)
        kept = (f"{left} tin, bài đã được rút hoặc thay từ trước nên giữ nguyên.",) if left else ()
        return Applied(undo_coverage(batch, by=by, reason=reason), left, kept)

    def results(self, batch: Any) -> list[tuple[str, str]]:
        """(words, address) of the page that shows what the batch brought."""
        url = url_or_nothing("coverage")
        return [("Xem tin, bài", url)] if url else []

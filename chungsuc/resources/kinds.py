"""Contributions as a workbook: one row each. See imports.kinds.Kind. What is exported comes back in unchanged."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied

from chungsuc.accounts.models import User
from chungsuc.imports.actions import ImportRefused
from chungsuc.imports.kinds import Applied, Preview, Progress, ReadMessage, ReadRow
from chungsuc.organisations.access import person_on
from chungsuc.organisations.models import Unit
from chungsuc.web.day import today
from chungsuc.web.nav import url_or_nothing
from chungsuc.workbooks.cells import BLANK, TEXT, Cell, Workbook

from .access import OVERSEE, PLACES, WRITE, Desk
from .actions import undo_gifts, write_gifts
from .actions.batches import NewGift, differs, standing_terms, unanswered
from .models import Contribution, GiftTerms
from .reading import NEEDED, GiftReading, Known, find_columns, impossible, new_gift, number_taken, read_field
from .refusals import ResourceRefused
from .rules.log import TITLES


class ContributionLog:
    """ "Danh sách đóng góp": receiver, day, source, kind, quantity, purpose."""

    code = "contributions"
    title = "Danh sách đóng góp nguồn lực"
    right = WRITE
    right_to_all = OVERSEE
    needs_set = False
    one_row_a_unit = False

    def set_choices(self) -> list[tuple[str, str]]:
        """Contributions belong to no set."""
        return []

    def read(self, workbook: Workbook, *, set_code: str, year: int | None, progress: Progress) -> Preview:
        """Understands every visible sheet that has the headings; writes nothing."""
        preview, known, headed = Preview(), Known.now(today()), False
        for sheet in workbook.sheets:
            columns, header = find_columns(sheet)
            if sheet.hidden or not columns:
                continue
            headed = True
            GiftReading(sheet, columns, header, known, preview, progress).run()
        if not headed:
            names = ", ".join(TITLES[name] for name in NEEDED)
            return Preview(refusal=f"Không tìm thấy dòng tiêu đề của danh sách đóng góp. Tệp cần có các cột: {names}.")
        if not preview.rows:
            return Preview(refusal="Dưới dòng tiêu đề không có đóng góp nào. Hãy kiểm tra tệp rồi tải lên lại.")
        self._count(preview.rows, known)
        return preview

    def _gifts(self, rows: Iterable[Any], known: Known) -> list[NewGift | None]:
        units = {unit.pk: unit for unit in Unit.objects.filter(kind__in=PLACES)}
        return [
            new_gift(row, row.items if isinstance(row, ReadRow) else row.payload, known, units) for row in rows
        ]  # fmt: skip

    def _count(self, rows: Iterable[Any], known: Known) -> None:
        rows = list(rows)
        gifts = self._gifts(rows, known)
        formers = iter(standing_terms([gift for gift in gifts if gift is not None]))
        for row, gift in zip(rows, gifts, strict=True):
            new = gift is not None and differs(gift, next(formers))
            row.changed, row.unchanged = int(new), int(gift is not None and not new)

    def compare(self, batch: Any, rows: Iterable[Any]) -> None:
        """Counts again what rows of a batch would change; saves nothing."""
        self._count(rows, Known.now(today()))

    def read_item(self, batch: Any, item: dict[str, Any], text: str) -> tuple[dict[str, Any], ReadMessage | None]:
        """Reads what an officer typed instead of a wrong cell."""
        cell = Cell(item["c"], text, TEXT if text.strip() else BLANK)
        found = read_field(item["f"], cell, Known.now(today()))
        if isinstance(found, str):
            return item, ReadMessage("", item["c"], "error", "contribution_field", found, text)
        return {**item, **found}, None

    def contradiction(self, items: list[dict[str, Any]]) -> str:
        """Why the fields of a row cannot stand together, in words; "" when they can."""
        found = impossible(items, Known.now(today()))
        return found[1] if found else ""

    def apply(self, batch: Any, rows: Iterable[Any], *, by: str) -> Applied:
        """Records the rows' contributions; ImportRefused for rows that the sender may not record, or told twice."""
        rows = list(rows)
        gifts = [gift for gift in self._gifts(rows, Known.now(today())) if gift is not None]
        self._require(gifts, by)
        account = User.objects.filter(username=by).first()
        acting = None if account is None else person_on(account, today())
        try:
            written = write_gifts(gifts, batch=batch, acting=acting, by=by)
        except PermissionDenied:
            text = "Có dòng của đơn vị mà người gửi không được ghi. Hãy bỏ các dòng ấy, hoặc để đơn vị ấy tự ghi."
            raise ImportRefused(text) from None
        except ResourceRefused as refused:
            raise ImportRefused(str(refused)) from None
        return Applied(written, len(gifts) - written)

    def _require(self, gifts: list[NewGift], by: str) -> None:
        """ImportRefused for two rows about one contribution, and for a correction of what others recorded."""
        account = User.objects.filter(username=by).first()
        desk = None if account is None else Desk(person_on(account, today()))
        cells: dict[Any, str] = {}
        for gift, former in zip(gifts, standing_terms(gifts), strict=True):
            if why := number_taken(gift, former):
                raise ImportRefused(f"Ô {gift.cell}: {why}")
            place = former.pk if former is not None else gift.place
            if place in cells:
                both = f"ô {cells[place]} và ô {gift.cell}"
                raise ImportRefused(f"Hai dòng ở {both} là một đóng góp. Hãy bỏ một dòng trong tệp rồi tải lại.")
            cells[place] = gift.cell
            if former is not None and desk is not None and differs(gift, former) and not _kept(desk, former):
                raise ImportRefused(
                    f"Ô {gift.cell}: đóng góp số {former.contribution_id} do đơn vị khác ghi. Hãy để đơn vị ấy sửa."
                )

    def in_use(self, batch: Any) -> tuple[int, int]:
        """(rows of the batch that undoing would take back, those that were answered or said anew since)."""
        taken = len(list(unanswered(batch)))
        return taken, GiftTerms.objects.filter(batch=batch).values("contribution").distinct().count() - taken

    def undo(self, batch: Any, *, by: str, reason: str) -> Applied:
        """Takes the batch's unanswered rows back."""
        _, left = self.in_use(batch)
        kept = (f"{left} đóng góp đã được xác nhận hoặc sửa sau đó nên giữ nguyên.",) if left else ()
        return Applied(undo_gifts(batch, by=by, reason=reason), left, kept)

    def results(self, batch: Any) -> list[tuple[str, str]]:
        """(words, address) of the page that shows what the batch brought."""
        url = url_or_nothing("contributions")
        return [("Xem danh sách đóng góp", url)] if url else []


def _kept(desk: Desk, former: GiftTerms) -> bool:
    gift: Contribution = former.contribution
    return desk.keeps(gift)

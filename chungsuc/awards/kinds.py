"""Lists of awards as files, one row an award; see imports.kinds.Kind. The file of the register comes back unchanged."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from chungsuc.imports.actions import ImportRefused
from chungsuc.imports.kinds import Applied, Preview, Progress, ReadMessage, ReadRow, SampleFile
from chungsuc.web.day import today
from chungsuc.web.nav import url_or_nothing
from chungsuc.workbooks.cells import BLANK, TEXT, Cell, Workbook

from . import samples
from .actions.imports import undo_awards, write_awards
from .actions.refusals import AwardRefused
from .facts.lists import OTHERWISE, NewAward, Who, cells_twice, differing, known_awards, namesakes, place_of, unused
from .models import Award
from .reading.columns import TITLES
from .reading.fields import PRIVATE, Known, impossible, read_field
from .reading.rows import Asked, read_lists

Items = Iterable[dict[str, Any]]


def values(items: Items) -> dict[str, Any]:
    """What the items of a row say, by field; a field that is wrong or missing is left out."""
    return {item["f"]: item["v"] for item in items if item.get("v") not in (None, "")}


def mended(item: dict[str, Any], text: str) -> tuple[dict[str, Any], ReadMessage | None]:
    """A wrong cell read again as it was typed in the browser."""
    cell = Cell(item["c"], text, TEXT if text.strip() else BLANK)
    found = read_field(item["f"], cell, Known.now(today()))
    if isinstance(found, str):
        return item, ReadMessage("", item["c"], "error", "award_field", found, text)
    return {**item, **found}, None


def contradiction_of(items: Items) -> str:
    """Why the fields of a row cannot stand together, in words; "" when they can."""
    found = impossible({item["f"]: item for item in items}, Known.now(today()))
    return found[1] if found else ""


def who_of(row: Any, said: dict[str, Any], known: Known) -> Who | None:
    """Whom a row speaks of; None while its unit, kind or name is not known."""
    if row.unit_id is None or "kind" not in said or "name" not in said:
        return None
    itself = known.itself(said["kind"])
    name = row.unit_name if itself else said["name"]
    return Who(row.unit_id, said["kind"], itself, name, "" if itself else said.get("told_apart", ""))


class AwardList:
    """ "Danh sách khen thưởng": whom, what, by which decision, for what."""

    code = "awards"
    title = "Danh sách đã khen thưởng"
    noun = "khen thưởng"
    right = "award.import"
    needs_set = False
    one_row_a_unit = False
    unsaid = PRIVATE
    asked = Asked(
        fields=tuple(TITLES),
        needed=("name", "form", "number", "day"),
        day=lambda said: date.fromisoformat(said["day"]["v"]) if said.get("day", {}).get("v") else today(),
        code="award_field",
    )

    def samples(self) -> tuple[SampleFile, ...]:
        return samples.of_awards()

    def set_choices(self) -> list[tuple[str, str]]:
        """Awards belong to no set."""
        return []

    def read(self, workbook: Workbook, *, set_code: str, year: int | None, progress: Progress) -> Preview:
        """Understands every visible sheet or table that has the headings; writes nothing."""
        preview, known = Preview(), Known.now(today())
        if not read_lists(workbook, self.asked, known, preview, progress):
            wanted = ", ".join(TITLES[name] for name in ("name", "place", "kind", "form", "number", "day"))
            return Preview(refusal=f"Không tìm thấy dòng tiêu đề của danh sách. Tệp cần có các cột: {wanted}.")
        if not preview.rows:
            return Preview(refusal="Dưới dòng tiêu đề không có ai. Hãy kiểm tra tệp rồi tải lên lại.")
        self._count(preview.rows, known, preview)
        return preview

    def _awards(self, rows: Iterable[Any], known: Known) -> list[NewAward | None]:
        return [new_award(row, row.items if isinstance(row, ReadRow) else row.payload, known) for row in rows]

    def _count(self, rows: Iterable[Any], known: Known, preview: Preview | None = None) -> None:
        """Counts what rows would change; in a preview also says who is unclear or already entered otherwise."""
        rows = list(rows)
        awards = self._awards(rows, known)
        found = iter(known_awards([award for award in awards if award is not None]))
        cells: dict[Any, str] = {}
        for row, award in zip(rows, awards, strict=True):
            subjects, former = next(found) if award is not None else ((), None)
            row.changed, row.unchanged = int(award is not None and former is None), int(former is not None)
            if award is None or preview is None or row.status != "matched":
                continue
            why = namesakes(len(subjects)) if len(subjects) > 1 else ""
            why = why or (OTHERWISE if former is not None and differing(award, former) else "")
            place = (*place_of(award.who), award.form, award.number, award.day)
            why = why or (f"Đã có ở ô {cells[place]}. Hãy bỏ một dòng." if place in cells else "")
            cells.setdefault(place, row.label_cell)
            if why:
                row.status = "wrong"
                said = ReadMessage(row.sheet, row.label_cell, "error", "award_known", why, row.label, row.number)
                preview.messages.append(said)

    def compare(self, batch: Any, rows: Iterable[Any]) -> None:
        """Counts again what rows of a batch would change; saves nothing."""
        self._count(rows, Known.now(today()))

    def read_item(self, batch: Any, item: dict[str, Any], text: str) -> tuple[dict[str, Any], ReadMessage | None]:
        """Reads what an officer typed instead of a wrong cell."""
        return mended(item, text)

    def contradiction(self, items: list[dict[str, Any]]) -> str:
        """Why the fields of a row cannot stand together, in words; "" when they can."""
        return contradiction_of(items)

    def apply(self, batch: Any, rows: Iterable[Any], *, by: str) -> Applied:
        """Enters the rows' awards; ImportRefused for what cannot stand in the register."""
        known, awards = Known.now(today()), list[NewAward]()
        for row in rows:
            award = new_award(row, row.payload, known)
            if award is None:
                raise ImportRefused(f"Ô {row.label_cell}: chưa rõ loại đối tượng. Hãy ghi ở cột {TITLES['kind']}.")
            awards.append(award)
        if twice := cells_twice(awards):
            raise ImportRefused(twice)
        try:
            written = write_awards(awards, kinds=dict(known.kinds), batch=batch, by=by)
        except AwardRefused as refused:
            raise ImportRefused(str(refused)) from None
        return Applied(written, len(awards) - written)

    def in_use(self, batch: Any) -> tuple[int, int]:
        """(awards of the batch that undoing would take back, those on which something rests since)."""
        taken = unused(batch).count()
        return taken, Award.objects.filter(imported=batch).exclude(state="undone").count() - taken

    def undo(self, batch: Any, *, by: str, reason: str) -> Applied:
        """Marks the batch's awards on which nothing rests as undone."""
        _, left = self.in_use(batch)
        kept = (f"{left} khen thưởng đã được đính chính, thay hoặc kết luận nên giữ nguyên.",) if left else ()
        return Applied(undo_awards(batch, by=by, reason=reason), left, kept)

    def results(self, batch: Any) -> list[tuple[str, str]]:
        """(words, address) of the page that shows what the batch brought."""
        url = url_or_nothing("award_register")
        return [("Xem sổ khen thưởng", url)] if url else []


def new_award(row: Any, items: Items, known: Known) -> NewAward | None:
    """The award that a row stands for; None while something is missing or wrong."""
    items = list(items)
    said = values(items)
    who = who_of(row, said, known)
    if who is None or any(name not in said for name in AwardList.asked.needed):
        return None
    kind = known.kinds[who.kind].value
    return NewAward(
        who=who,
        name=said["name"],
        collective=kind["as"] == "collective",
        form=said["form"],
        form_name=known.forms[said["form"]].name,
        number=said["number"],
        day=date.fromisoformat(said["day"]),
        place=said.get("place", ""),
        merit=said.get("merit", ""),
        signer=said.get("signer", ""),
        since=said.get("since"),
        until=said.get("until"),
        merit_kind=said.get("merit_kind", ""),
        bonus=said.get("bonus"),
        given=frozenset(item["f"] for item in items if "v" in item),
        cell=row.label_cell,
    )

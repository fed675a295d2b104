"""Lists of nominees that units send with a tờ trình, as files: one row a draft. See imports.kinds.Kind."""

from collections.abc import Iterable
from typing import Any

from chungsuc.accounts.models import User
from chungsuc.imports.actions import ImportRefused
from chungsuc.imports.kinds import Applied, Preview, Progress, ReadMessage, ReadRow, SampleFile
from chungsuc.organisations.access import Person, person_on
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Post, Unit
from chungsuc.web.day import today
from chungsuc.web.nav import url_or_nothing
from chungsuc.workbooks.cells import Workbook

from . import samples
from .access import MANAGE, READ
from .actions.moving import said_by
from .actions.nominations import For, undo_nominees, write_nominees
from .actions.refusals import AwardRefused
from .facts.law import law_on
from .facts.lists import namesakes, place_of
from .facts.nominees import NewNominee, standing_dossiers, untouched, why_not_now
from .kinds import Items, contradiction_of, mended, values, who_of
from .models import Dossier
from .reading.columns import TITLES
from .reading.fields import PRIVATE, Known
from .reading.rows import Asked, read_lists
from .workflow.dossiers import PROPOSES

NOT_OWN = "Người gửi không đề nghị cho đơn vị này. Hãy bỏ dòng ấy, hoặc để đơn vị ấy tự đề nghị."
_ROLES = {"commune": "commune", "district": "district"}  # of whoever acts for a unit in a command on the server
_OFFICES = (
    "department",
    "fatherland_front",
    "mass_organisation",
    "coordination_office",
    "central_body",
    "armed_forces",
)


class NomineeList:
    """ "Danh sách đề nghị khen thưởng": whom, for what form, for what."""

    code = "nominations"
    title = "Danh sách đề nghị khen thưởng"
    noun = "hồ sơ đề nghị"
    right = PROPOSES
    right_to_all = MANAGE
    needs_set = False
    one_row_a_unit = False
    unsaid = PRIVATE
    asked = Asked(
        fields=("name", "place", "kind", "told_apart", "form", "merit_kind", "merit", "woman"),
        needed=("name", "form"),
        day=lambda said: today(),
        code="award_field",
    )

    def __init__(self, sender: Person | None = None) -> None:
        self.sender = sender  # None: a command on the server, which nobody signs in for

    def sent_by(self, by: str) -> "NomineeList":
        """The list as it reads for its sender: of a unit that is out of reach nothing is told."""
        account = User.objects.filter(username=by).first()
        return NomineeList(person_on(account, today())) if account else self

    def _reached(self, row: Any) -> bool:
        return self.sender is None or row.unit_id is None or self.sender.scope(READ).covers(row.unit_id)

    def samples(self) -> tuple[SampleFile, ...]:
        return samples.of_nominations()

    def set_choices(self) -> list[tuple[str, str]]:
        """Nominees belong to no set."""
        return []

    def read(self, workbook: Workbook, *, set_code: str, year: int | None, progress: Progress) -> Preview:
        """Understands every visible sheet or table that has the headings; writes nothing."""
        preview, known = Preview(), Known.now(today())
        if not read_lists(workbook, self.asked, known, preview, progress):
            wanted = ", ".join(TITLES[name] for name in ("name", "place", "kind", "form", "merit"))
            return Preview(refusal=f"Không tìm thấy dòng tiêu đề của danh sách. Tệp cần có các cột: {wanted}.")
        if not preview.rows:
            return Preview(refusal="Dưới dòng tiêu đề không có ai. Hãy kiểm tra tệp rồi tải lên lại.")
        self._check(preview, known)
        self._count(preview.rows, known)
        return preview

    def _check(self, preview: Preview, known: Known) -> None:
        """Says at its cell which form is not considered today, and whom the list or the files name twice."""
        law, why = law_on(today()), dict[str, str]()
        nominees = self._nominees(preview.rows, known)
        found = iter(standing_dossiers([one for one in nominees if one is not None]))
        cells: dict[Any, str] = {}
        for row, one in zip(preview.rows, nominees, strict=True):
            subjects = next(found)[0] if one is not None else ()
            if not self._reached(row):
                self._wrong(preview, row, row.label_cell, NOT_OWN)
                continue
            form = next((item for item in row.items if item["f"] == "form" and item.get("v")), None)
            if form is not None and form["v"] not in why:
                why[form["v"]] = why_not_now(law, form["v"])
            if form is not None and why[form["v"]]:
                self._wrong(preview, row, form["c"], why[form["v"]])
                form.pop("v")
                continue
            if one is None or row.status != "matched":
                continue
            place = (*place_of(one.who), one.form)
            if len(subjects) > 1:
                self._wrong(preview, row, row.label_cell, namesakes(len(subjects)))
            elif place in cells:
                self._wrong(preview, row, row.label_cell, f"Đã có ở ô {cells[place]}. Hãy bỏ một dòng.")
            cells.setdefault(place, row.label_cell)

    def _wrong(self, preview: Preview, row: ReadRow, cell: str, text: str) -> None:
        row.status = "wrong"
        preview.messages.append(ReadMessage(row.sheet, cell, "error", "nominee", text, row=row.number))

    def _nominees(self, rows: Iterable[Any], known: Known) -> list[NewNominee | None]:
        return [new_nominee(row, row.items if isinstance(row, ReadRow) else row.payload, known) for row in rows]

    def _count(self, rows: Iterable[Any], known: Known) -> None:
        rows = list(rows)
        nominees = self._nominees(rows, known)
        found = iter(standing_dossiers([one for one in nominees if one is not None]))
        for row, one in zip(rows, nominees, strict=True):
            former = next(found)[1] if one is not None else None
            if not self._reached(row):
                row.changed = row.unchanged = 0
                continue
            row.changed, row.unchanged = int(one is not None and former is None), int(former is not None)

    def compare(self, batch: Any, rows: Iterable[Any]) -> None:
        """Counts again what rows of a batch would change; saves nothing."""
        self._count(rows, Known.now(today()))

    def read_item(self, batch: Any, item: dict[str, Any], text: str) -> tuple[dict[str, Any], ReadMessage | None]:
        """Reads what was typed instead of a wrong cell."""
        fresh, fault = mended(item, text)
        why = why_not_now(law_on(today()), fresh["v"]) if fault is None and item["f"] == "form" else ""
        return (item, ReadMessage("", item["c"], "error", "nominee", why, text)) if why else (fresh, fault)

    def contradiction(self, items: list[dict[str, Any]]) -> str:
        """Why the fields of a row cannot stand together, in words; "" when they can."""
        return contradiction_of(items)

    def apply(self, batch: Any, rows: Iterable[Any], *, by: str) -> Applied:
        """Drafts the rows' dossiers; ImportRefused for what the law, the round or the sender's rights do not allow."""
        known, nominees = Known.now(today()), list[NewNominee]()
        for row in rows:
            one = new_nominee(row, row.payload, known)
            if one is None:
                raise ImportRefused(f"Ô {row.label_cell}: chưa rõ loại đối tượng. Hãy ghi ở cột {TITLES['kind']}.")
            nominees.append(one)
        try:
            written = write_nominees(nominees, batch=batch, acting_for=_acting(by), by=by)
        except AwardRefused as refused:
            raise ImportRefused(str(refused)) from None
        return Applied(written, len(nominees) - written)

    def in_use(self, batch: Any) -> tuple[int, int]:
        """(drafts of the batch that undoing would withdraw, those on which somebody went on since)."""
        taken = untouched(batch).count()
        return taken, Dossier.objects.filter(imported=batch).standing().count() - taken

    def undo(self, batch: Any, *, by: str, reason: str) -> Applied:
        """Withdraws the batch's drafts that nobody changed since."""
        _, left = self.in_use(batch)
        kept = (f"{left} hồ sơ đã được sửa hoặc nộp nên giữ nguyên.",) if left else ()
        first = untouched(batch).select_related("proposer").first()
        if first is None:
            raise ImportRefused("Mọi hồ sơ của lần nhập này đã được sửa hoặc nộp. Hãy rút từng hồ sơ.")
        said = said_by(_acting(by)(first.proposer), f"Hoàn tác lần nhập: {reason}")
        return Applied(undo_nominees(batch, said=said), left, kept)

    def results(self, batch: Any) -> list[tuple[str, str]]:
        """(words, address) of the page that shows what the batch brought."""
        url = url_or_nothing("award_dossiers")
        return [("Xem hồ sơ đề nghị khen thưởng", url)] if url else []


def new_nominee(row: Any, items: Items, known: Known) -> NewNominee | None:
    """The nominee that a row stands for; None while something is missing or wrong."""
    said = values(items)
    who = who_of(row, said, known)
    if who is None or "form" not in said:
        return None
    merit, kind = said.get("merit", ""), said.get("merit_kind", "")
    return NewNominee(who, said["form"], merit, row.label_cell, said.get("woman"), kind)


def _acting(by: str) -> For:
    """Who proposes: the sender; for a command on the server, which nobody signs in for, the unit that a row names."""
    account = User.objects.filter(username=by).first()
    if account is not None:
        sender = person_on(account, today())
        return lambda unit: sender
    return lambda unit: _of_unit(unit, by)


def _of_unit(unit: Unit, by: str) -> Person:
    at = unit
    if unit.kind not in _ROLES and unit.kind not in _OFFICES:
        parent = known_as([unit.pk], today())[unit.pk].parent_id
        at = (Unit.objects.filter(pk=parent).first() if parent else None) or unit
    role = _ROLES.get(at.kind, "department")
    account = User(username=by, full_name=by)
    return Person(account, today(), (Post(pk=0, account=None, role=role, unit=at, since=at.since),))

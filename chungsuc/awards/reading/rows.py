"""A list being read, line by line: which lines are entries, what they say, which unit and kind they mean."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chungsuc.criteria.reading.people import is_signature, is_total
from chungsuc.imports.kinds import Preview, Progress, ReadMessage, ReadRow
from chungsuc.law.spelling import fold, from_legacy
from chungsuc.organisations.models import KINDS
from chungsuc.organisations.rules import Found, Match
from chungsuc.workbooks.cells import BLANK, TEXT, Cell, Sheet, Workbook

from .columns import TITLES, Head, Line, body, find_head, lines_of, told
from .fields import PRIVATE, Known, impossible, read_field
from .places import choices, names
from .words import decision_in, form_of, is_ditto, kind_of

_ROMAN = frozenset("ivxIVX")


@dataclass
class Around:
    """What stands above the lines and holds for them: the decision of the title, the form, kind, unit of a section."""

    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    form: str = ""
    kind: str = ""
    place: str = ""


@dataclass(frozen=True)
class Asked:
    """What a kind of list asks of a row: the fields it needs, and the day on which its units are looked for."""

    fields: tuple[str, ...]
    needed: tuple[str, ...]
    day: Callable[[dict[str, dict[str, Any]]], date]
    code: str


def read_lists(workbook: Workbook, asked: Asked, known: Known, preview: Preview, progress: Progress) -> bool:
    """Reads every visible sheet that has the headings of a list; False when none has. Writes nothing."""
    headed, titles = False, list[str]()
    for sheet in workbook.sheets:
        lines = lines_of(sheet)
        if sheet.hidden:
            titles += [told(cell) for line in lines for cell in line.cells.values()]
            continue
        head = find_head(lines)
        if head is None:
            continue
        headed = True
        above = [told(cell) for line in lines if line.number <= head.last for cell in line.cells.values()]
        preview.title = preview.title or " · ".join(dict.fromkeys(text for text in above if text))[:500]
        around = _title([*titles, *above], asked)
        ListReading(sheet, head, asked, known, preview, around).run(lines, progress)
    return headed


def _title(texts: list[str], asked: Asked) -> Around:
    """What the words above a table say: the one decision that they name."""
    found = decision_in(" · ".join(dict.fromkeys(texts))) if "number" in asked.fields else None
    if found is None:
        return Around()
    return Around({"number": {"v": found[0]}, "day": {"v": found[1].isoformat()}})


class ListReading:
    """One sheet of a list."""

    def __init__(self, sheet: Sheet, head: Head, asked: Asked, known: Known, preview: Preview, around: Around) -> None:
        self.sheet, self.head, self.asked, self.known = sheet, head, asked, known
        self.preview, self.around = preview, around
        self.above: dict[int, Cell] = {}

    def run(self, lines: list[Line], progress: Progress) -> None:
        """Reads the lines under the headings; sections, totals, signatures and blank lines are no entries."""
        for line in body(lines, self.head):
            progress(f"Đang đọc dòng {line.number}")
            if self._is_entry(line):
                self._row(line)

    # --- which lines are entries ---

    def _is_entry(self, line: Line) -> bool:
        ordinal = told(line.cell(self.head.ordinal)) if self.head.ordinal else ""
        said = {cell.address: told(cell) for column, cell in line.cells.items() if column != self.head.ordinal}
        texts = [text for text in said.values() if text]
        if not texts:
            return False
        name = told(line.cell(self.head.columns["name"]))
        if is_total(name or texts[0]) or is_signature(name or texts[0]):
            return False
        if len(texts) > 1 or ordinal.rstrip(".)").isdigit():
            return True
        if self._section(texts[0]):
            return False
        if name and not set(ordinal.rstrip(".)")) & _ROMAN:
            return True
        self.preview.notes.append(f"{self.sheet.name or 'Tệp'}, dòng {line.number} là dòng ghi chú nên không đọc.")
        return False

    def _section(self, text: str) -> bool:
        """Whether a line only says what those under it are: a form, a kind, a unit."""
        bare = text.split(". ", 1)[-1] if text[:6].rstrip()[:1].isalnum() and ". " in text[:8] else text
        form = form_of(bare, self.known.form_names())
        kind = kind_of(bare, self.known.kind_names())
        if form:
            self.around.form, self.around.kind, self.around.place = form, "", ""
            return True
        if kind:
            self.around.kind = kind
            return True
        if fold(bare) in ("tap the", "ca nhan", "gia dinh", "ho gia dinh"):
            self.around.kind = ""
            return True
        found = self.known.places.place(bare, self.known.today)
        if bare != text and found.found is Found.MATCHED:
            self.around.place = bare
            return True
        return False

    # --- what an entry says ---

    def _row(self, line: Line) -> None:
        column = self.head.columns["name"]
        read = ReadRow(self.sheet.name, line.number, told(line.cell(column)), line.place(column))
        said = self._said(line, read)
        day = self.asked.day(said)
        self._settle(read, said, day)
        if found := impossible(said, self.known):
            self._wrong(read, said, *found)
        read.items = list(said.values())
        self.preview.rows.append(read)

    def _said(self, line: Line, read: ReadRow) -> dict[str, dict[str, Any]]:
        said: dict[str, dict[str, Any]] = {}
        for name in ("name", "post", "place", "told_apart", "kind", "form", "merit_kind", "number", "decision", "day",
                     "signer", "merit", "since", "until", "years", "bonus", "woman"):  # fmt: skip
            column = self.head.columns.get(name)
            if column is not None and (name in self.asked.fields or name in ("decision", "years", "post")):
                self._take(said, name, self._cell(line, column), read)
        self._several(said)
        self._years(said, line)
        for name in self.asked.fields:
            self._fill(said, name, line, read)
        return said

    def _cell(self, line: Line, column: int) -> Cell:
        """The cell of a column; "như trên" stands for what is above, at its own address."""
        cell = line.cell(column) or Cell(line.place(column), None, BLANK)
        if cell.kind == TEXT and is_ditto(str(cell.value)) and column in self.above:
            cell = self.above[column]._replace(address=cell.address)
        if cell.kind != BLANK:
            self.above[column] = cell
        return cell

    def _take(self, said: dict[str, dict[str, Any]], name: str, cell: Cell, read: ReadRow) -> None:
        found = read_field(name, cell, self.known)
        if name in self.around.said and cell.kind == BLANK:
            return
        if name == "form" and cell.kind == BLANK and self.around.form:
            return
        item = {"f": name, "c": cell.address, "r": "" if name in PRIVATE else str(cell.value or "")[:200]}
        said[name] = item if isinstance(found, str) else {**item, **found}
        if isinstance(found, str):
            self._say(read, cell.address, found, str(cell.value or ""))
            read.status = "wrong"
        elif cell.kind == TEXT and (font := from_legacy(str(cell.value))[1]):
            text = f"Ô gõ bằng phông chữ cũ ({font}), đọc là “{told(cell)[:100]}”. Nên gõ lại bằng Unicode."
            self._say(read, cell.address, text, str(cell.value), level="warning")

    def _several(self, said: dict[str, dict[str, Any]]) -> None:
        """A cell that says two things becomes the two: number and day, first and last year; post and place one."""
        if (decision := said.pop("decision", None)) is not None:
            day = decision.pop("d", None)
            said.setdefault("number", {**decision, "f": "number"})
            if day:
                said.setdefault("day", {"f": "day", "c": f"{decision['c']} (ngày)", "r": "", "v": day})
        if (years := said.pop("years", None)) is not None and years.get("v"):
            first, last = years["v"]
            said.setdefault("since", {**years, "f": "since", "v": first})
            said.setdefault("until", {**years, "f": "until", "v": last, "c": f"{years['c']} (đến)"})
        if (post := said.pop("post", None)) is not None and post.get("v"):
            place = said.get("place")
            joined = ", ".join(part for part in (post["v"], (place or {}).get("v")) if part)
            said["place"] = {**(place or post), "f": "place", "v": joined[:400]}

    def _years(self, said: dict[str, dict[str, Any]], line: Line) -> None:
        """Columns of single years make one text: "Năm 2021: …"."""
        if not self.head.years or "merit" not in self.asked.fields:
            return
        told_of = {year: told(line.cell(column)) for year, column in sorted(self.head.years.items())}
        parts = [f"Năm {year}: {text}" for year, text in told_of.items() if text and not is_ditto(text)]
        if not parts:
            return
        first = self.head.years[min(year for year, text in told_of.items() if text)]
        before = said.get("merit", {}).get("v")
        item = said.get("merit") or {"f": "merit", "c": line.place(first), "r": ""}
        said["merit"] = {**item, "v": "; ".join([*([before] if before else []), *parts])}

    def _fill(self, said: dict[str, dict[str, Any]], name: str, line: Line, read: ReadRow) -> None:
        """What the row does not say itself: from the title or the section, else missing where it is needed."""
        if name in said:
            return
        item: dict[str, Any] = {"f": name, "c": f"dòng {line.number}, {TITLES[name]}"[:40], "r": ""}
        if name in self.around.said:
            said[name] = item | self.around.said[name]
        elif name == "form" and self.around.form:
            said[name] = item | {"v": self.around.form, "l": self.known.form_names()[self.around.form]}
        elif name == "kind" and self.around.kind:
            said[name] = item | {"v": self.around.kind, "l": self.known.kind_names()[self.around.kind]}
        elif name in self.asked.needed:
            said[name] = item
            why = read_field(name, Cell(item["c"], None, BLANK), self.known)
            self._say(read, item["c"], why if isinstance(why, str) else f"Thiếu “{TITLES[name]}”.", "")
            read.status = "wrong"
        elif name == "kind":
            said[name] = {**item, "v": None}

    # --- which unit, which kind ---

    def _settle(self, read: ReadRow, said: dict[str, dict[str, Any]], day: date) -> None:
        kind = said["kind"].get("v") or (self.around.kind if "v" in said["kind"] else "") or None
        place = str(said.get("place", {}).get("v") or self.around.place)
        read.question = {"day": day.isoformat(), "kinds": [code for code, _ in KINDS]}
        if kind is None and "v" in said["kind"]:
            self._by_name(read, said, day)
            return
        if kind is not None:
            said["kind"].update(v=kind, l=self.known.kind_names()[kind])
        if kind is not None and self.known.itself(kind):
            read.question["kinds"] = list(self.known.kinds[kind].value["kinds"])
            self._found(read, self.known.places.unit(f"{read.label}{', ' + place if place else ''}", day), read.label)
            if read.unit_id is None:
                self._found(read, self.known.places.unit(read.label, day), read.label)
        else:
            self._found(read, self.known.places.place(place, day), place)
        self._ask(read, place if kind is None or not self.known.itself(kind) else read.label)

    def _by_name(self, read: ReadRow, said: dict[str, dict[str, Any]], day: date) -> None:
        """No kind is said: a unit's own name says it, of anybody else it has to be asked."""
        match = self.known.places.unit(read.label, day)
        unit_kind = self.known.places.kind(match.unit_id, day) if match.unit_id else ""
        fitting = [code for code, one in self.known.kinds.items() if unit_kind in one.value["kinds"]]
        if len(fitting) == 1:
            said["kind"].update(v=fitting[0], l=self.known.kind_names()[fitting[0]])
            self._found(read, match, read.label)
            return
        said["kind"].pop("v", None)
        text = f"Thiếu loại đối tượng. Hãy ghi một trong: {'; '.join(self.known.kind_names().values())}."
        self._say(read, said["kind"]["c"], text, "")
        read.status = "wrong"
        place = str(said.get("place", {}).get("v") or self.around.place)
        self._found(read, self.known.places.place(place, day), place)
        self._ask(read, place)

    def _found(self, read: ReadRow, match: Match, written: str) -> None:
        if match.found is Found.MATCHED:
            read.unit_id, read.unit_name = match.unit_id, match.candidates[0].name
            read.question.pop("near", None)
            return
        read.question["choices"] = choices(match)
        read.question["near"] = names(match.candidates)

    def _ask(self, read: ReadRow, written: str) -> None:
        near = read.question.pop("near", "")
        if read.unit_id is not None:
            read.question.pop("choices", None)
            return
        if read.status != "wrong":
            read.status = "questioned"
        told_near = f" Gần giống: {near}." if near else ""
        text = f"Không rõ “{written[:200]}” ở đơn vị nào." if written else "Không ghi ở đơn vị nào."
        self._say(read, read.label_cell, f"{text}{told_near} Hãy chọn đúng đơn vị.", written, code="unknown_unit")

    # --- what is said of it ---

    def _wrong(self, read: ReadRow, said: dict[str, dict[str, Any]], name: str, text: str) -> None:
        self._say(read, said[name]["c"], text, said[name].get("r", ""))
        said[name].pop("v", None)
        read.status = "wrong"

    def _say(self, read: ReadRow, cell: str, text: str, raw: str, *, level: str = "error", code: str = "") -> None:
        self.preview.messages.append(
            ReadMessage(read.sheet, cell[:40], level, code or self.asked.code, text, raw[:200], read.number)
        )

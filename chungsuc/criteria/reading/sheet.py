"""One sheet being read: its rows matched to communes, its cells read, its reported counts compared."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import islice

from chungsuc.imports.kinds import Preview, Progress, ReadMessage, ReadRow
from chungsuc.imports.packing import Items, line_of
from chungsuc.law.spelling import fold, nfc, unit_form
from chungsuc.organisations.rules import Found, Match
from chungsuc.workbooks.cells import BLANK, FORMULA, NUMBER, TEXT, Cell, Row

from ..facts import SetFacts, attributes_for_year
from ..rules import Judge, counts
from .cells import Asked, Fault, Item, doubt_of, read_cell, shown
from .items import Meanings
from .layout import Layout, data_rows, day_in, is_heading_row, other_columns
from .people import Roll, best_roll, fit, is_signature, is_total, question, rolls_of

PROGRESS_EVERY = 40
LEAST_VALUES = 2  # before a row without a name is taken for a commune's
SAMPLE = 200  # rows, to recognise the names and the map they belong to
LEAST_NUMBERED = 4  # columns, before consecutive numbers are taken for a line of column numbers
MOST_REMEMBERED = 2_000  # contents of a column
Blanks = Callable[[Sequence[Item], int | None], Sequence[Item]]
Told = tuple[str, Fault | None, bool, str]


def asked_of(facts: SetFacts) -> dict[str, Asked]:
    """What a sheet for this set may ask, by indicator code."""
    return {
        i.code: Asked(
            i.code,
            i.kind,
            i.unit,
            i.measure_id,
            fold(i.name),
            by_sex=i.by_sex,
            not_applicable_allowed=i.not_applicable_allowed,
            expected=facts.largest_threshold(i),
        )
        for i in facts.indicators
    }


def empty_item(asked: Asked, cell: str) -> Item:
    """An item of a cell that says nothing (yet): it is kept so that it can be mended in the browser."""
    return {"m": asked.measure_id, "i": asked.code, "s": asked.sex, "c": cell, "r": ""}


class Reading:
    """One sheet being read: rows in order, with the district heading they stand under."""

    def __init__(
        self, facts: SetFacts, layout: Layout, year: int, preview: Preview, progress: Progress, blanks: Blanks
    ) -> None:
        self.facts, self.layout, self.year, self.preview = facts, layout, year, preview
        self.progress, self.blanks = progress, blanks
        self.district = ""
        self.seen: dict[int, ReadRow] = {row.unit_id: row for row in preview.rows if row.unit_id is not None}
        self.passed_over: list[str] = []
        self.meanings = Meanings()
        self._columns: list[tuple[int, Asked, dict[Hashable, Told]]] = []

    def run(self) -> None:
        """Reads every row; fills the preview's rows, messages and notes."""
        first = list(islice(data_rows(self.layout), SAMPLE))  # the rest may still be arriving
        rolls = rolls_of(self.year)
        self.layout.name_column = self._name_column(first, rolls)
        self.roll: Roll = best_roll(rolls, self._names(first), day_in(self.layout.title))
        for done, row in enumerate(data_rows(self.layout)):
            if done % PROGRESS_EVERY == 0:
                self.progress(f"Đang đọc dòng {row.number}")
            self._row(row)
        self._compare_counts()
        self.preview.notes.extend(self.layout.notes)
        if self.passed_over:
            said = "; ".join(self.passed_over[:5]) + ("…" if len(self.passed_over) > 5 else "")
            self.preview.notes.append(f"Các dòng không phải là số liệu của xã nên không đọc: {said}.")

    def _names(self, rows: Iterable[Row], column: int | None = None) -> list[str]:
        at = column or self.layout.name_column
        return [name for row in islice(rows, SAMPLE) if (name := text_of(row.cell(at)).strip())]

    def _name_column(self, rows: Iterable[Row], rolls: list[Roll]) -> int:
        """The column under the heading of names, unless its cells name no commune and another column's do."""

        def named(column: int) -> int:
            names = self._names(rows, column)
            return max(fit(roll, names) for roll in rolls)

        headed = self.layout.name_column
        if named(headed):
            return headed
        return max((headed, *other_columns(self.layout)), key=named)

    def _name(self, row: Row) -> str:
        return text_of(row.cell(self.layout.name_column)).strip()

    def _row(self, row: Row) -> None:
        name = self._name(row)
        if is_numbering(row, self.layout.columns):
            return
        if not name:
            self._nameless(row)
            return
        within = text_of(row.cell(self.layout.district_column)) if self.layout.district_column else ""
        match = self.roll.commune(name, within.strip() or self.district)
        if self._is_no_commune(row, name, match):
            return
        read = self._started(row, name)
        if match.found is not Found.MATCHED:
            asking, text = question(match)
            read.question.update(asking)
            read.status = "questioned"
            self._say(read, read.label_cell, "error", "unknown_unit", text, name)
        else:
            self._matched(read, match.unit_id or 0, match.legacy, match.read_as)
        self._cells(read, row)
        self.preview.rows.append(read)

    def _is_no_commune(self, row: Row, name: str, match: Match) -> bool:
        """Whether the row is a heading, a total or a line under the table; a heading is remembered."""
        filled = any(row.cell(column).kind != BLANK for column in self.layout.columns)
        if match.found is not Found.UNKNOWN:
            if filled or not self.roll.is_heading(name, match):
                return False
            self.district = self.roll.district(name)
            return True
        if is_total(name) or is_signature(name) or is_heading_row(self.layout, row, name):
            return True
        heading = self.roll.district(name)
        if not filled or (heading and unit_form(name)):
            self.district = heading or self.district
            return True
        if unit_form(name) or any(isinstance(read_cell(row.cell(c), a), dict) for c, a in self.layout.columns.items()):
            return False
        self.passed_over.append(f"dòng {row.number} “{name[:40]}”")  # names and offices of those who sign
        return True

    def _started(self, row: Row, name: str) -> ReadRow:
        read = ReadRow(self.layout.sheet.name, row.number, name, row.cell(self.layout.name_column).address)
        read.question = {"day": self.roll.tree.day.isoformat()}
        return read

    def _nameless(self, row: Row) -> None:
        """A row with values but no name is asked about, never passed over; lines of headings and totals are no such."""
        said = [read_cell(row.cell(column), asked) for column, asked in self.layout.columns.items()]
        labels = [text_of(cell) for column, cell in row.cells.items() if column < min(self.layout.columns)]
        if sum(isinstance(item, dict) for item in said) < LEAST_VALUES or any(is_total(label) for label in labels):
            return
        if is_heading_row(self.layout, row, ""):
            return
        read = self._started(row, "")
        read.status = "questioned"
        text = "Dòng này có số liệu nhưng ô tên đơn vị để trống. Hãy chọn đúng xã hoặc ghi tên vào tệp rồi tải lại."
        self._say(read, read.label_cell, "error", "unknown_unit", text)
        self._cells(read, row)
        self.preview.rows.append(read)

    def _matched(self, read: ReadRow, unit_id: int, legacy: bool, read_as: str) -> None:
        fact = self.roll.fact(unit_id)
        read.unit_id, read.unit_name = unit_id, fact.name
        if unit_id in self.seen:
            first = self.seen[unit_id]
            where = "" if first.sheet == read.sheet else f", trang “{first.sheet}”"
            text = (
                f"{fact.name} đã có ở ô {first.label_cell}{where}. Mỗi xã chỉ một dòng: hãy sửa tên hoặc bỏ dòng thừa."
            )
            self._say(read, read.label_cell, "error", "twice", text, read.label)
            read.status = "wrong"
        self.seen.setdefault(unit_id, read)
        if legacy:
            text = f"Tên gõ bằng phông chữ cũ (TCVN3), đọc là “{read_as}”. Nên gõ lại bằng Unicode."
            self._say(read, read.label_cell, "warning", "legacy_font", text, read.label)
        if not fact.in_ntm_scope:
            text = f"{fact.name} không thuộc diện xây dựng nông thôn mới, nhưng có số liệu trong biểu."
            self._say(read, read.label_cell, "warning", "out_of_scope", text, read.label)

    def _cells(self, read: ReadRow, row: Row) -> None:
        lines: list[str] = []
        given: set[str] = set()
        blanks: list[tuple[str, Asked]] = []
        columns = self._asked()
        contents = row.contents([column for column, _, _ in columns])
        for (column, asked, remembered), content in zip(columns, contents, strict=True):
            told = remembered.get(content)
            if told is None:
                told = self._told(row.cell(column), asked, row.number)
                if len(remembered) < MOST_REMEMBERED:
                    remembered[content] = told
            line, fault, blank, doubt = told
            lines.append(line)
            if doubt:
                cell = row.cell(column)
                self._say(read, cell.address, "warning", "maybe_a_fraction", doubt, shown(cell))
            if fault is not None:
                self._fault(read, row.cell(column), fault)
            elif asked.by_sex and blank:
                blanks.append((row.cell(column).address, asked))
            elif asked.by_sex:
                given.add(asked.code)
        lines += [line_of(item, row.number) for item in self._shares(read, row)]
        for address, asked in blanks:
            if asked.code in given:
                missing = "nữ" if asked.sex == "f" else "nam"
                text = f"Chỉ tiêu {asked.code} còn thiếu số liệu của {missing}; phải đạt cho cả nam và nữ."
                self._say(read, address, "warning", "one_sex_missing", text)
        self._count(read, row)
        said = self.blanks(Items(lines, row.number), read.question.get("reported"))
        read.items = Items.of(said, row.number)

    def _asked(self) -> list[tuple[int, Asked, dict[Hashable, Told]]]:
        """Each column that is read by itself, what it asks, and what its cells have said so far."""
        if not self._columns:
            columns = self.layout.columns.items()
            self._columns = [(column, asked, {}) for column, asked in columns if column not in self.layout.parts]
        return self._columns

    def _told(self, cell: Cell, asked: Asked, number: int) -> Told:
        """The line of a cell, why it is not taken as it stands, whether it is blank, what else it may mean: by what the
        cell holds alone.
        """
        said = read_cell(cell, asked)
        if isinstance(said, dict) and said["k"] == "not_applicable" and not asked.not_applicable_allowed:
            said = _not_allowed(asked)
        if said is None:
            return line_of(empty_item(asked, cell.address), number), None, True, ""
        if isinstance(said, Fault):
            return line_of({**empty_item(asked, cell.address), "r": shown(cell)}, number), said, False, ""
        return line_of(said, number), None, False, doubt_of(said, cell, asked)

    def _shares(self, read: ReadRow, row: Row) -> Iterator[Item]:
        """Columns that give both numbers of a share apart are read together, as if written "45/50"."""
        wholes: dict[int, dict[str, int]] = {}
        for column, (whole, part) in self.layout.parts.items():
            wholes.setdefault(whole, {})[part] = column
        for columns in wholes.values():
            if len(columns) == 2:
                above, below = row.cell(columns["n"]), row.cell(columns["d"])
                asked = self.layout.columns[columns["n"]]
                if above.kind == BLANK and below.kind == BLANK:
                    yield empty_item(asked, above.address)
                    continue
                said = read_cell(Cell(above.address, f"{shown(above)}/{shown(below)}", TEXT), asked)
                if isinstance(said, Fault):
                    yield {**empty_item(asked, above.address), "r": shown(above)}
                    self._fault(read, above, said)
                elif said is not None:
                    yield said

    def _fault(self, read: ReadRow, cell: Cell, fault: Fault) -> None:
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
            never = cell.kind == FORMULA and cell.value_kind in ("", BLANK)
            why = (
                "Công thức chưa có kết quả lưu trong tệp."
                if never
                else (f"“{shown(cell)}” không phải là số tiêu chí (số nguyên từ 0).")
            )
            text = f"{why} Số này chỉ để đối chiếu, không được nhập."
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
            met, _, undetermined = counts(
                judges[region].unit(self.meanings.readings(Items.of(row.items, row.number).lines))
            )
            said = row.question["reported"]
            if said != met:
                note = f" và {undetermined} tiêu chí chưa đủ căn cứ" if undetermined else ""
                text = f"Biểu ghi {said} tiêu chí đạt, tính từ các ô của dòng này được {met}{note}. Hãy đối chiếu lại."
                self._say(row, row.question["count_cell"], "warning", "count_differs", text, str(said))

    def _say(self, read: ReadRow, cell: str, level: str, code: str, text: str, raw: str = "") -> None:
        self.preview.messages.append(ReadMessage(read.sheet, cell, level, code, text, raw[:200], read.number))


def text_of(cell: Cell) -> str:
    """The text of a cell, typed or computed; "" when it holds anything else."""
    is_text = cell.kind == TEXT or (cell.kind == FORMULA and cell.value_kind == TEXT)
    return nfc(str(cell.value)) if is_text else ""


def is_numbering(row: Row, columns: Iterable[int]) -> bool:
    """Whether a row only numbers the columns ("1, 2, 3" or "(1), (2), (3)" under the headings)."""
    numbers: list[int] = []
    for column in columns:
        if (cell := row.cell(column)).kind != BLANK:
            text = str(cell.raw or cell.value).strip("() ")
            if not text.isdigit() or (numbers and int(text) != numbers[-1] + 1):
                return False
            numbers.append(int(text))
    return len(numbers) >= LEAST_NUMBERED


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


def note_absent(readings: Iterable[Reading], preview: Preview) -> None:
    """Says which communes of the programme the file does not name, and which it names without any value."""
    named = {row.unit_id for row in preview.rows}
    trees = {reading.roll.tree.day: reading.roll.tree for reading in readings}
    for tree in trees.values():
        absent = [unit.name for unit in tree.ntm_communes if unit.id not in named]
        if absent:
            preview.notes.append(f"Tệp chưa có dòng của {len(absent)} xã: {_listed(absent)}.")
    blank = [row.unit_name for row in preview.rows if row.unit_id and not any(item["r"] for item in row.items)]
    if blank:
        preview.notes.append(f"{len(blank)} xã có dòng nhưng chưa có số liệu nào: {_listed(blank)}.")


def _listed(names: list[str], most: int = 12) -> str:
    return ", ".join(names[:most]) + (f" và {len(names) - most} xã khác" if len(names) > most else "")

"""The official tables of a set and a year: what goes out here comes in again unchanged.

The values are read while the table is being written, some communes at a time: a nation's do not fit in memory.
A year in which units were reorganised may hold values of both maps: each map's communes get a sheet of their own.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from chungsuc.law.figures import round_half_up
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Scope
from chungsuc.organisations.facts import UnitFact, UnitTree, tree_on
from chungsuc.organisations.models import LegalEvent
from chungsuc.workbooks.writing import CellValue, HeaderCell, SheetSpec

from .facts import Said, SetFacts, assessment_day, said_by, set_facts
from .models import Assessment, Indicator, Value
from .rules import MILLION

NAME, COUNT, NOT_APPLICABLE = "Đơn vị", "Số tiêu chí đạt", "-"
TOTAL = "TỔNG CỘNG / BÌNH QUÂN"
FIRST = 3  # the first column with values, after TT and the name
YES_NO = {True: "Đạt", False: "Không đạt"}
SEX_WORDS = {"": "", "m": " (nam)", "f": " (nữ)"}
ROMAN = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
PLACES = 6
LINES_AT_ONCE = 200
SURE_OF_A_FLOAT = 10**15  # millionths: a spreadsheet's number keeps 15 digits whatever they are

Asked = tuple[Indicator, str]


@dataclass(frozen=True)
class Line:
    """A commune of the table and how many criteria it meets (None: not judged)."""

    unit: UnitFact
    district: UnitFact | None
    met: int | None


@dataclass(frozen=True)
class MapOfDay:
    """The communes of one day that a table lists."""

    tree: UnitTree
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ValuesPaper:
    """Everything the table of a set and a year says, for one scope."""

    facts: SetFacts
    year: int
    maps: tuple[MapOfDay, ...]

    @property
    def asked(self) -> list[Asked]:
        """The columns: every indicator in order, twice where the sexes are counted apart."""
        return [(i, sex) for i in self.facts.indicators for sex in (("m", "f") if i.by_sex else ("",))]

    @property
    def ticks(self) -> bool:
        """Whether the set is reported criterion by criterion, as ticks."""
        return self.facts.set.detail == "criterion"


def values_paper(set_code: str, year: int, scope: Scope) -> ValuesPaper:
    """The table of a set and a year for the communes of a scope. CriteriaSet.DoesNotExist for an unknown set."""
    facts = set_facts(set_code)
    measures = {indicator.measure_id for indicator in facts.indicators}
    given = scope.filter(Value.objects.current().filter(year=year, measure_id__in=measures))
    with_values = set(given.order_by().values_list("unit_id", flat=True).distinct())
    judged = Assessment.objects.of(set_code, year).values_list("unit_id", "met")
    return ValuesPaper(facts, year, tuple(_maps(year, with_values, dict(scope.filter(judged)), scope)))


def _maps(year: int, values: Collection[int], met: Mapping[int, int], scope: Scope) -> Iterator[MapOfDay]:
    """The map that most values belong to lists every commune of the programme; others only what has values there."""
    trees = [tree_on(day) for day in days_of(year)]
    trees.sort(key=lambda tree: sum(unit.id in values for unit in tree.communes), reverse=True)
    listed: set[int] = set()
    for tree in trees:
        whole = not listed
        units = [
            unit
            for unit in tree.communes
            if scope.covers(unit.id) and unit.id not in listed and (unit.id in values or (whole and unit.in_ntm_scope))
        ]
        listed |= {unit.id for unit in units}
        if units or tree is trees[0]:
            lines = (Line(u, tree.district_of(u), met.get(u.id)) for u in units)
            yield MapOfDay(tree, tuple(lines))


def days_of(year: int) -> list[date]:
    """The year's assessment day, and the eve of every legal event of the year."""
    events = LegalEvent.objects.filter(effective_on__year=year).values_list("effective_on", flat=True)
    eves = {on - timedelta(days=1) for on in events}
    return [assessment_day(year), *sorted(eves - {assessment_day(year)}, reverse=True)]


def values_sheets(paper: ValuesPaper) -> list[SheetSpec]:
    """The official workbook, one sheet a map."""
    return [_sheet(paper, part, first=index == 0) for index, part in enumerate(paper.maps)]


def _sheet(paper: ValuesPaper, part: MapOfDay, first: bool) -> SheetSpec:
    count = FIRST + len(paper.asked)
    widths = {1: 6.0, 2: 26.0, **dict.fromkeys(range(FIRST, count), 9.0), count: 10.0}
    day = show_day(part.tree.day)
    return SheetSpec(
        name=f"Biểu {paper.year}" if first else f"Biểu {paper.year} ({day.replace('/', '-')})",
        title=_title(paper, part),
        header=_tick_header(paper) if paper.ticks else _header(paper),
        rows=_rows(paper, part),
        widths=widths,
        freeze_columns=2,
        autofilter=False,
    )


def _title(paper: ValuesPaper, part: MapOfDay) -> list[str]:
    province = part.tree.province
    name, day = paper.facts.set.name.upper(), show_day(part.tree.day)
    what = "KẾT QUẢ THỰC HIỆN" if paper.ticks else "BIỂU TỔNG HỢP KẾT QUẢ THỰC HIỆN"
    lines = [f"{what} {name} NĂM {paper.year}", f"(Số liệu đến ngày {day})"]
    return [f"UBND {province.name.upper()}", *lines] if province else lines


def _header(paper: ValuesPaper) -> list[HeaderCell]:
    """Three rows: criterion over its columns, code with the sex, unit of measure."""
    cells = [HeaderCell("TT", 1, 1, 1, 3), HeaderCell(NAME, 2, 1, 2, 3)]
    column = FIRST
    for no, criterion in paper.facts.criteria.items():
        width = sum(indicator.criterion.no == no for indicator, _ in paper.asked)
        if width:
            cells.append(HeaderCell(f"Tiêu chí {no}. {criterion.name}", column, 1, column + width - 1, 1))
            column += width
    for column, (indicator, sex) in enumerate(paper.asked, start=FIRST):
        cells.append(HeaderCell(indicator.code + SEX_WORDS[sex], column, 2))
        cells.append(HeaderCell(indicator.unit or "đạt/không đạt", column, 3))
    return [*cells, HeaderCell(COUNT, FIRST + len(paper.asked), 1, FIRST + len(paper.asked), 3)]


def _tick_header(paper: ValuesPaper) -> list[HeaderCell]:
    names = ["TT", NAME, *(indicator.code + SEX_WORDS[sex] for indicator, sex in paper.asked), COUNT]
    return [HeaderCell(name, column) for column, name in enumerate(names, start=1)]


def _rows(paper: ValuesPaper, part: MapOfDay) -> Iterator[list[CellValue]]:
    """Communes under the headings of their districts, numbered anew in each, and the totals."""
    districts = 0
    number = 0
    last: UnitFact | None = None
    for line, cells in _filled(paper, part.lines, ","):
        if line.district is not None and line.district != last:
            districts, number, last = districts + 1, 0, line.district
            yield [roman(districts), line.district.name]
        number += 1
        yield [number, line.unit.name, *cells]
    counted = [line.met for line in part.lines if line.met is not None]
    average = round_half_up(Decimal(sum(counted)) / len(counted), 2) if counted else None
    yield [None, TOTAL, *[None] * len(paper.asked), average]


def values_csv(paper: ValuesPaper) -> tuple[list[str], Iterator[list[CellValue]]]:
    """The same as one plain table: a heading of codes, the district as a column, no totals, the year at the count."""
    codes = [indicator.code + SEX_WORDS[sex] for indicator, sex in paper.asked]
    lines = [line for part in paper.maps for line in part.lines]
    rows: Iterator[list[CellValue]] = (
        [number, line.unit.name, line.district.name if line.district else "", *cells]
        for number, (line, cells) in enumerate(_filled(paper, lines, "."), start=1)
    )
    return ["TT", NAME, "Huyện", *codes, f"{COUNT} năm {paper.year}"], rows


def _filled(paper: ValuesPaper, lines: Sequence[Line], mark: str) -> Iterator[tuple[Line, list[CellValue]]]:
    """Each line with its cells. A decimal comma means a spreadsheet, where numbers are numbers. One query a part."""
    column_of = {(indicator.measure_id, sex): column for column, (indicator, sex) in enumerate(paper.asked)}
    nothing: list[Said | None] = [None] * len(column_of)
    for start in range(0, len(lines), LINES_AT_ONCE):
        part = lines[start : start + LINES_AT_ONCE]
        said = said_by([line.unit.id for line in part], paper.year, column_of)
        for line in part:
            yield line, _cells(said.get(line.unit.id, nothing), line.met, mark, paper.ticks)


def _cells(said: Sequence[Said | None], met: int | None, mark: str, ticks: bool) -> list[CellValue]:
    if ticks:
        return _tick_cells(said, met)
    cells = [None if one is None else _cell(one, mark) for one in said]
    cells.append(met)
    return cells


def _tick_cells(said: Sequence[Said | None], met: int | None) -> list[CellValue]:
    """A tick where met and a blank where not, as everybody writes it, while nothing can be misread.

    With a value missing, or one that does not apply, "not met" is written out and no count stands beside blanks that
    mean "not known": a reader must not take them for "not met".
    """
    flags = [None if one is None or one[2] is None else bool(one[2]) for one in said]
    ticks = flags.count(True)
    plain = met == ticks and None not in flags
    marks = {True: "x", False: None if plain else "Không đạt"}
    cells: list[CellValue] = []
    for one, flag in zip(said, flags, strict=True):
        cells.append(marks[flag] if flag is not None else None if one is None else _cell(one, ","))
    return [*cells, None if None in said and met == ticks else met]


def _cell(said: Said, mark: str) -> CellValue:
    """What stands in a value's cell; a share keeps both its numbers. A decimal comma: numbers for a spreadsheet."""
    state, number, flag, numerator, denominator = said
    if state == Value.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if flag is not None:
        return YES_NO[bool(flag)]
    if number is None:
        return None
    if numerator is not None and denominator and _share_says(number, numerator, denominator):
        return f"{written(_exact(numerator), mark)}/{written(_exact(denominator), mark)}"
    if mark == "," and (-SURE_OF_A_FLOAT < number < SURE_OF_A_FLOAT or _fits_a_float(number)):
        return number / MILLION if number % MILLION else number // MILLION
    return written(_exact(number), mark)


def _exact(millionths: int) -> Decimal:
    return Decimal(millionths) / MILLION


def _share_says(number: int, numerator: int, denominator: int) -> bool:
    """Whether both numbers of a share give exactly its percentage."""
    return round_half_up(Decimal(numerator) * 100 / denominator, PLACES) == _exact(number)


def _fits_a_float(millionths: int) -> bool:
    """Whether a spreadsheet's number, which keeps 16 digits, says exactly the same."""
    return Decimal(f"{millionths / MILLION:.16G}") == _exact(millionths)


def written(number: Decimal | None, mark: str) -> str:
    """Digits with a decimal mark. Never just three decimals: "1,234" may be read as a thousand, "1,2340" may not."""
    whole, _, rest = format((number or Decimal(0)).normalize(), "f").partition(".")
    rest = f"{rest}0" if len(rest) == 3 else rest
    return f"{whole}{mark}{rest}" if rest else whole


def roman(number: int) -> str:
    """1 → "I", 8 → "VIII": how districts are numbered."""
    text = ""
    for letters, worth in ROMAN:
        while number >= worth:
            text, number = text + letters, number - worth
    return text


def filename(set_code: str, year: int) -> str:
    """What the file is called, without its ending."""
    return f"bieu-{set_code.replace('_', '-')}-{year}"

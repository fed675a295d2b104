"""Tables, the heart of the pages: frozen values in, accessible rows out. Sorting is the server's, by the address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict
from django.utils.html import conditional_escape as escaped
from django.utils.safestring import SafeString, mark_safe

from chungsuc.law.periods import show_day
from chungsuc.law.spelling import sort_key
from chungsuc.web.numbers import NOTHING, Number, plain, sign_of

SORT_PARAMETER = "sap"
_WIDE = 9
Sortable = str | int | float | Decimal | date | bool


@dataclass(frozen=True)
class Column:
    """One column. `priority` 1 stays visible on a phone (the first column and one more), 2 comes on tap, 3 comes on tap
    and is left off paper. `short` is the label on a phone where the full one is long. `whole` cells keep to one line
    where there is room: numbers of documents, days, states. A column of a `criterion` has its number as label and is
    called “Tiêu chí …” on a phone: by the style sheet, since a matrix would say it 1,100 times.
    """

    key: str
    label: str
    numeric: bool = False
    unit: str = ""
    sortable: bool = True
    priority: int = 2
    short: str = ""
    whole: bool = False
    criterion: bool = False


@dataclass(frozen=True)
class Cell:
    """What one cell shows. `sort` is what it sorts by (None: last); `outcome` adds the shape of a state to the word."""

    text: str = ""
    href: str = ""
    sort: Sortable | None = None
    note: str = ""
    outcome: object = None


@dataclass(frozen=True)
class Row:
    """Cells by column key; a missing one is shown as missing. `total` stays last, `here` marks the current place."""

    cells: Mapping[str, Cell]
    total: bool = False
    here: bool = False


def number_cell(value: Number | None, places: int | None = None, href: str = "", note: str = "") -> Cell:
    """A number with its notation and its order; None shows as missing and sorts last."""
    return Cell("" if value is None else plain(value, places), href, value, note)


def name_cell(name: str, href: str = "", note: str = "") -> Cell:
    """A name in Vietnamese order."""
    return Cell(name, href, name, note)


def day_cell(day: date | None, href: str = "", note: str = "") -> Cell:
    """A day, d/m/Y; None shows as missing and sorts last."""
    return Cell("" if day is None else show_day(day), href, day, note)


_ORDER = {"not_met": 0, "overdue": 1, "undetermined": 2, "met": 3, "not_applicable": 4}


def outcome_cell(outcome: object, words: str = "", href: str = "", note: str = "", short: bool = False) -> Cell:
    """A state: what stands in the way sorts first. `short` is for matrices with a column a criterion."""
    sign = sign_of(outcome)
    key = str(getattr(outcome, "value", outcome))
    return Cell(words or (sign.short if short else sign.label), href, _ORDER.get(key, 2), note, outcome)


@dataclass(frozen=True)
class Table:
    """A table as one page shows it. `query` is the address' query (a QueryDict, pairs or text) that links keep.

    `downloads` are files of it, each its words and its address; `empty` says what will be here and how it comes.
    """

    columns: Sequence[Column]
    rows: Sequence[Row]
    caption: str
    sort: str = ""
    query: QueryDict | Mapping[str, str] | str = ""
    downloads: Sequence[tuple[str, str]] = ()
    empty: str = "Chưa có dòng nào."
    hide_caption: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether it needs its own scrolling frame with a sticky first column."""
        return len(self.columns) >= _WIDE

    @property
    def count(self) -> int:
        """Rows without totals."""
        return sum(not row.total for row in self.rows)

    @property
    def has_more(self) -> bool:
        """Whether a row has columns that a phone shows on tap."""
        return any(column.priority > 1 for column in self.columns[1:])

    @property
    def heads(self) -> list[tuple[Column, str, str, str]]:
        """Each column with its sorting link, its aria-sort and its class; "" where there is none."""
        return [(column, *self._sorting(column), _classes(column, _narrow(column))) for column in self.columns]

    @property
    def body(self) -> SafeString:
        """The rows of the table's body, escaped. Joined here: a template would take ten times as long."""
        rest = self.has_more
        starts = [_cell_start(column) for column in self.columns]
        return mark_safe("".join(_row(self.columns, starts, row, rest) for row in self.rows))

    def _sorting(self, column: Column) -> tuple[str, str]:
        if not column.sortable:
            return "", ""
        state = {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sort, "")
        first, second = (f"-{column.key}", column.key) if column.numeric else (column.key, f"-{column.key}")
        return _link(self.query, second if self.sort == first else first), state


def _link(query: QueryDict | Mapping[str, str] | str, sort: str) -> str:
    if isinstance(query, QueryDict):
        pairs = [(key, value) for key in query for value in query.getlist(key)]
    else:
        pairs = parse_qsl(query.lstrip("?")) if isinstance(query, str) else list(query.items())
    kept = [(key, value) for key, value in pairs if key != SORT_PARAMETER]
    return "?" + urlencode([*kept, (SORT_PARAMETER, sort)], safe="/")


def _narrow(column: Column) -> str:
    """A head of one or two signs, such as a criterion's number, leaves room for more columns."""
    return "k" if len(column.label) <= 2 and not column.unit else ""


def _classes(column: Column, more: str) -> str:
    names = [
        "n" if column.numeric else "",
        "w" if column.whole else "",
        {1: "p1", 3: "p3"}.get(column.priority, ""),
        more,
    ]
    return " ".join(name for name in names if name)


def _cell_start(column: Column) -> tuple[str, str]:
    """The opening of a cell up to its class, and the class without a state; the label is read on a phone."""
    if column.criterion:
        return f' data-n="{escaped(column.label)}"', _classes(column, "")
    unit = f" ({column.unit})" if column.unit else ""
    label = "" if column.priority == 1 else f' data-l="{escaped((column.short or column.label) + unit)}"'
    return label, _classes(column, "")


_MISSING = Cell()


def _class(names: str) -> str:
    return f' class="{names}"' if names else ""


def _row(columns: Sequence[Column], starts: Sequence[tuple[str, str]], row: Row, rest: bool) -> str:
    kinds = " ".join(["has-more"] * rest + ["total"] * row.total + ["here"] * row.here)
    parts = [f'<tr class="{kinds}">' if kinds else "<tr>"]
    for index, (column, (label, classes)) in enumerate(zip(columns, starts, strict=True)):
        cell = row.cells.get(column.key, _MISSING)
        if index == 0:
            parts.append(f'<th scope="row">{_content(cell)}{_more(cell) if rest else ""}</th>')
            continue
        # A total has nothing to say about some columns; that is not a missing figure.
        empty = row.total and column.key not in row.cells
        parts.append(f"<td{_class(classes)}></td>" if empty else _data_cell(cell, label, classes))
    parts.append("</tr>")
    return "".join(parts)


def _data_cell(cell: Cell, label: str, classes: str) -> str:
    if cell.outcome is not None and cell.text and not (cell.href or cell.note or "p1" in classes):
        # A bare state, the bulk of a matrix: the cell itself carries the class, which keeps 1,300 of them light.
        return f"<td{label}{_class(f'o-{sign_of(cell.outcome).kind} {classes}'.strip())}>{escaped(cell.text)}</td>"
    return f"<td{label}{_class(classes if cell.text else f'{classes} x'.strip())}>{_content(cell)}</td>"


def _content(cell: Cell) -> str:
    text = str(escaped(cell.text)) if cell.text else NOTHING
    if cell.href:
        text = f'<a href="{escaped(cell.href)}">{text}</a>'
    if cell.outcome is not None:
        text = f'<span class="o o-{sign_of(cell.outcome).kind}">{text}</span>'
    return text + (f'<span class="note">{escaped(cell.note)}</span>' if cell.note else "")


def _more(cell: Cell) -> str:
    return f'<details class="more"><summary><span class="vh">Thêm về {escaped(cell.text)}</span></summary></details>'


def sort_rows(rows: Iterable[Row], sort_param: str) -> list[Row]:
    """Rows by `sort_param` ("ten", "-ten"): names in Vietnamese order, what is missing last, totals after all."""
    key = sort_param.removeprefix("-")
    kept = list(rows)
    plain_rows = [row for row in kept if not row.total]
    known = [row for row in plain_rows if _sort_of(row, key) is not None]
    unknown = [row for row in plain_rows if _sort_of(row, key) is None]
    known.sort(key=lambda row: _comparable(_sort_of(row, key)), reverse=sort_param.startswith("-"))
    return [*known, *unknown, *(row for row in kept if row.total)]


def _sort_of(row: Row, key: str) -> Sortable | None:
    return row.cells.get(key, _MISSING).sort


def _comparable(value: Sortable | None) -> tuple[int, Decimal | str]:
    """Numbers before days before words, so that a mixed column never fails to sort."""
    if isinstance(value, str):
        return 2, sort_key(value)
    if isinstance(value, date):
        return 1, value.isoformat()
    return 0, Decimal(str(value if not isinstance(value, bool) else int(value)))

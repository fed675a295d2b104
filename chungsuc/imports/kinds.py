"""The kinds of workbook that can come in. Upper rooms register theirs in `wiring.py`; this room knows only rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from chungsuc.workbooks.cells import Workbook


@dataclass
class ReadRow:
    """One row as a kind understood it. `items` go to the payload; every item names its cell."""

    sheet: str
    number: int
    label: str
    label_cell: str
    unit_id: int | None = None
    unit_name: str = ""
    status: str = "matched"
    question: dict[str, Any] = field(default_factory=dict)
    items: Sequence[dict[str, Any]] = field(default_factory=list)
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class ReadMessage:
    """Something to say about a cell of a row (None: of the whole sheet)."""

    sheet: str
    cell: str
    level: str
    code: str
    text: str
    raw: str = ""
    row: int | None = None


@dataclass
class Preview:
    """Everything a kind read from a workbook, before anything is written."""

    rows: list[ReadRow] = field(default_factory=list)
    messages: list[ReadMessage] = field(default_factory=list)
    set_code: str = ""
    year: int | None = None
    title: str = ""
    notes: list[str] = field(default_factory=list)
    columns: list[dict[str, Any]] = field(default_factory=list)
    refusal: str = ""


@dataclass(frozen=True)
class SampleFile:
    """An empty list that people may fill in for a kind: headings in one line, widths of columns by number."""

    code: str
    title: str
    header: tuple[str, ...]
    widths: Mapping[int, float]


@dataclass(frozen=True)
class CoveringPaper:
    """The paper with which a file was sent: number, day, who issued it. All of it may be unknown."""

    number: str = ""
    day: date | None = None
    issuer: str = ""


@dataclass(frozen=True)
class Applied:
    """What writing the rows did. `kept` lists what undoing had to leave alone, in words."""

    written: int
    unchanged: int
    kept: tuple[str, ...] = ()


Progress = Callable[[str], None]  # what is being done; how much is known from the file


class Kind(Protocol):
    """A kind of workbook: how it is read, written, undone and exported again."""

    code: str
    title: str
    right: str
    needs_set: bool
    one_row_a_unit: bool

    def set_choices(self) -> list[tuple[str, str]]: ...

    def read(self, workbook: Workbook, *, set_code: str, year: int | None, progress: Progress) -> Preview: ...

    def read_item(self, batch: Any, item: dict[str, Any], text: str) -> tuple[dict[str, Any], ReadMessage | None]: ...

    def contradiction(self, items: list[dict[str, Any]]) -> str: ...

    def compare(self, batch: Any, rows: Iterable[Any]) -> None: ...

    def apply(self, batch: Any, rows: Iterable[Any], *, by: str) -> Applied: ...

    def in_use(self, batch: Any) -> tuple[int, int]: ...

    def undo(self, batch: Any, *, by: str, reason: str) -> Applied: ...

    def results(self, batch: Any) -> list[tuple[str, str]]: ...


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Makes a kind of workbook known to the pages and to `chungsuc import`."""
    _kinds[kind.code] = kind


def kind_of(code: str) -> Kind:
    """The kind with this code; KeyError when nobody registered it."""
    return _kinds[code]


def kind_for(batch: Any) -> Kind:
    """The kind of a batch as it reads for its sender, where it asks of each row whether that one may write it."""
    kind = kind_of(batch.kind)
    asks = getattr(kind, "sent_by", None)
    return asks(batch.received_by) if asks else kind  # type: ignore[no-any-return]


def samples_of(kind: Kind) -> tuple[SampleFile, ...]:
    """The empty lists that a kind offers; none for a kind whose workbooks come from elsewhere."""
    offers = getattr(kind, "samples", None)
    return offers() if offers else ()


def noun_of(kind: Kind) -> str:
    """What a kind's workbooks write, in words: figures, where it does not say otherwise."""
    return str(getattr(kind, "noun", "số liệu"))


def all_kinds() -> list[Kind]:
    return list(_kinds.values())

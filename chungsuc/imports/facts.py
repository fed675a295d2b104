"""What the pages show of batches, as frozen values, with a fixed number of queries whatever a file holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from chungsuc.accounts.facts import full_names
from chungsuc.organisations.facts import UnitTree, name_index, tree_on
from chungsuc.organisations.models import TERRITORIAL
from chungsuc.organisations.rules import Match

from . import workflow
from .kinds import kind_of
from .models import Batch, BatchMessage, BatchRow

BATCHES_A_PAGE = 40
ROWS_A_PAGE = 60
MESSAGES_A_PAGE = 60  # each may bring a form: a page stays light however much is wrong
MATCHED_SHOWN = 200  # a file up to this size shows its good rows at once
LONGEST_LIST = 300  # units in one list of choices; beyond, a name is typed
STATE_SIGNS = {
    workflow.RECEIVED: "undetermined",
    workflow.PREVIEWED: "not_met",
    workflow.REFUSED: "overdue",
    workflow.CONFIRMED: "met",
    workflow.UNCHANGED: "met",
    workflow.UNDONE: "not_applicable",
}
ROW_SIGNS = {BatchRow.MATCHED: "met", BatchRow.QUESTIONED: "undetermined", BatchRow.WRONG: "overdue"}
FILTERS = {"": "Cần xem", "sai": "Sai", "can-hoi": "Cần hỏi", "luu-y": "Có lưu ý", "khop": "Khớp"}


@dataclass(frozen=True)
class BatchFact:
    """A batch as a list shows it."""

    id: UUID
    filename: str
    kind: str
    year: int | None
    state: str
    state_label: str
    sign: str
    received_by: str
    received_at: datetime
    counts: dict[str, int]


@dataclass(frozen=True)
class MessageFact:
    """What is to be said about a cell; `mendable` when the right value can be typed in the browser."""

    cell: str
    level: str
    text: str
    raw: str
    mendable: bool


@dataclass(frozen=True)
class RowFact:
    """A row of a preview. `asks` when its unit has to be chosen; `choices` are (unit id, name), likeliest first."""

    id: int
    sheet: str
    number: int
    label: str
    label_cell: str
    unit_id: int | None
    unit_name: str
    status: str
    status_label: str
    sign: str
    changed: int
    unchanged: int
    messages: tuple[MessageFact, ...] = ()
    asks: bool = False
    choices: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class RowPage:
    """Some rows of a preview and where the next ones begin (0: nowhere)."""

    rows: tuple[RowFact, ...] = ()
    following: int = 0


@dataclass(frozen=True)
class UnitList:
    """All units that a row may speak of; too many for a list when `typed`."""

    row: int = 0
    units: tuple[tuple[int, str], ...] = field(default_factory=tuple)
    typed: bool = False


def batches(
    kinds: Iterable[str], before: str = "", own: Mapping[str, str] | None = None
) -> tuple[list[BatchFact], str]:
    """Batches of some kinds, newest first, and the id after which older ones follow ("": none). Three queries.

    `own`: the kinds of which only what one person sent is listed, with the user name.
    """
    found: QuerySet = Batch.objects.filter(kind__in=list(kinds)).order_by("-received_at", "-pk")
    for kind, sender in (own or {}).items():
        found = found.exclude(Q(kind=kind) & ~Q(received_by=sender))
    last = Batch.objects.filter(pk=before).first() if before else None
    if last is not None:
        found = found.filter(Q(received_at__lt=last.received_at) | Q(received_at=last.received_at, pk__lt=last.pk))
    rows = list(found.defer("notes", "columns", "title")[: BATCHES_A_PAGE + 1])
    shown = rows[:BATCHES_A_PAGE]
    names = full_names(batch.received_by for batch in shown)
    facts = [_batch_fact(batch, names) for batch in shown]
    return facts, str(shown[-1].pk) if len(rows) > BATCHES_A_PAGE else ""


def _batch_fact(batch: Batch, names: dict[str, str]) -> BatchFact:
    return BatchFact(
        id=batch.pk,
        filename=batch.filename,
        kind=kind_of(batch.kind).title,
        year=batch.year,
        state=batch.state,
        state_label=batch.state_label,
        sign=STATE_SIGNS[batch.state],
        received_by=names.get(batch.received_by, batch.received_by),
        received_at=batch.received_at,
        counts=batch.counts,
    )


def rows_of(batch: Batch, which: str, after: int = 0) -> RowPage:
    """The rows that a filter asks for: those with something to say bring their messages. Two queries."""
    found = _filtered(batch.rows.filter(pk__gt=after).order_by("pk"), which)
    if which == "khop":
        found = found.defer("lines")
    rows: list[BatchRow] = list(found[: ROWS_A_PAGE + 1])
    told = _messages([row.pk for row in rows]) if which != "khop" else {}
    kept = _light(rows[:ROWS_A_PAGE], told)
    more = len(kept) < len(rows)
    facts = tuple(_row_fact(row, told.get(row.pk, ()), which == "khop") for row in kept)
    return RowPage(facts, kept[-1].pk if more and kept else 0)


def _filtered(rows: Any, which: str) -> Any:
    speaking = Exists(BatchMessage.objects.filter(row=OuterRef("pk")))
    conditions = {
        "sai": Q(status=BatchRow.WRONG),
        "can-hoi": Q(status=BatchRow.QUESTIONED),
        "luu-y": Q(status=BatchRow.MATCHED) & Q(speaking),
        "khop": Q(status=BatchRow.MATCHED),
    }
    return rows.filter(conditions.get(which, ~Q(status=BatchRow.MATCHED) | Q(speaking)))


def _light(rows: Sequence[BatchRow], told: dict[int, list[BatchMessage]]) -> list[BatchRow]:
    """As many of the rows as a page can bear: at least one."""
    kept: list[BatchRow] = []
    messages = 0
    for row in rows:
        messages += len(told.get(row.pk, ()))
        if kept and messages > MESSAGES_A_PAGE:
            break
        kept.append(row)
    return kept


def _messages(rows: Iterable[int]) -> dict[int, list[BatchMessage]]:
    found: dict[int, list[BatchMessage]] = {}
    for message in BatchMessage.objects.filter(row_id__in=list(rows)).order_by("pk"):
        found.setdefault(message.row_id or 0, []).append(message)
    return found


def _row_fact(row: BatchRow, told: Iterable[BatchMessage], bare: bool) -> RowFact:
    cells = set() if bare else {item["c"] for item in row.payload}
    messages = tuple(MessageFact(m.cell, m.level, m.text, m.raw, m.cell in cells) for m in told)
    asks = row.status == BatchRow.QUESTIONED or any(m.code == "twice" for m in told)
    choices = tuple((c["unit"], c["name"]) for c in row.question.get("choices", ()))
    return RowFact(
        id=row.pk,
        sheet=row.sheet,
        number=row.number,
        label=row.label,
        label_cell=row.label_cell,
        unit_id=row.unit_id,
        unit_name=row.unit_name,
        status=row.status,
        status_label=row.get_status_display(),
        sign=ROW_SIGNS[row.status],
        changed=row.changed,
        unchanged=row.unchanged,
        messages=messages,
        asks=asks,
        choices=choices,
    )


def general_messages(batch: Batch) -> list[MessageFact]:
    """What is to be said about the file as a whole. One query."""
    rows = batch.messages.filter(row=None)
    return [MessageFact(m.cell, m.level, m.text, m.raw, False) for m in rows]


def _tree(row: BatchRow) -> tuple[UnitTree, tuple[str, ...]]:
    kinds = tuple(row.question.get("kinds", ("commune",)))
    return tree_on(date.fromisoformat(row.question["day"]), kinds={*TERRITORIAL, *kinds}), kinds


def unit_list(row: BatchRow) -> UnitList:
    """The units of the day of a row's sheet. Two queries."""
    tree, kinds = _tree(row)
    others = sorted((one for one in tree.units.values() if one.kind not in TERRITORIAL), key=lambda one: one.sort_key)
    units = [unit for unit in (*tree.communes, *tree.districts, *others) if unit.kind in kinds]
    if len(units) > LONGEST_LIST:
        return UnitList(row.pk, typed=True)
    named = []
    for unit in units:
        district = tree.district_of(unit) if unit.kind == "commune" else None
        named.append((unit.id, f"{unit.name}, {district.name}" if district else unit.name))
    return UnitList(row.pk, tuple(named))


def possible_units(row: BatchRow) -> set[int]:
    """The ids of every unit that a row may speak of. Two queries."""
    tree, kinds = _tree(row)
    return {unit.id for unit in tree.units.values() if unit.kind in kinds}


def unit_typed(row: BatchRow, name: str) -> Match:
    """The unit that a typed name means on the day of a row's sheet. Three queries."""
    tree, kinds = _tree(row)
    return name_index(tree, kinds=kinds).match(name)

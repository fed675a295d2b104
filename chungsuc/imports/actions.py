"""Every write on a batch's way: receive, read, settle, confirm, undo. A refused file touches nothing else."""

import hashlib
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from chungsuc.audit.actions import change_where, record
from chungsuc.jobs.actions import enqueue
from chungsuc.law.spelling import nfc
from chungsuc.locks.actions import Locked
from chungsuc.organisations.facts import known_as
from chungsuc.workbooks.limits import DEFAULT
from chungsuc.workbooks.reading import WorkbookRefused, open_workbook

from . import events, workflow
from .kinds import Applied, CoveringPaper, Preview, ReadMessage, kind_for, kind_of
from .models import Batch, BatchMessage, BatchRow
from .packing import Items

READ = "imports.read"  # the kind of job that reads a batch
CHUNK = 1024 * 1024


class ImportRefused(ValueError):
    """An act on a batch is not possible now; the message says why."""


class Stale(ImportRefused):
    """Someone else moved the batch on in the meantime."""


@transaction.atomic
def receive(
    stream: BinaryIO,
    *,
    filename: str,
    kind: str,
    by: str,
    set_code: str = "",
    year: int | None = None,
    read_later: bool = False,
    paper: CoveringPaper = CoveringPaper(),  # noqa: B008 - frozen
) -> Batch:
    """Stores a file under its hash, never under its name, and opens a batch for it. Writes the batch and one event.

    With `read_later` it also writes the job that reads the file. WorkbookRefused when the file is too large.
    """
    digest, size, stored = _store(stream, Path(filename).suffix.lower())
    batch = Batch.objects.create(
        kind=kind_of(kind).code,
        filename=nfc(Path(filename).name)[:255],
        sha256=digest,
        size=size,
        stored_as=stored,
        set_code=set_code,
        year=year,
        state=workflow.RECEIVED,
        received_by=by,
        received_at=timezone.now(),
        paper_number=nfc(paper.number),
        paper_date=paper.day,
        paper_issuer=nfc(paper.issuer),
    )
    if read_later:
        batch.job = enqueue(READ, {"batch": str(batch.pk)}, by=by).pk
        batch.save(update_fields=["job"])
    record_batch(events.RECEIVED, batch, by, {"kind": kind, "sha256": digest, "size": size})
    return batch


def _store(stream: BinaryIO, suffix: str) -> tuple[str, int, str]:
    folder = Path(settings.UPLOAD_DIR) / "workbooks"
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    arriving = folder / f".arriving-{uuid.uuid4().hex}"
    try:
        with arriving.open("wb") as kept:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > DEFAULT.file_bytes:
                    raise WorkbookRefused("too_large")
                digest.update(chunk)
                kept.write(chunk)
        name = f"{digest.hexdigest()}{suffix if suffix in ('.xlsx', '.csv', '.docx') else '.bin'}"
        shutil.move(arriving, folder / name)
    finally:
        arriving.unlink(missing_ok=True)
    return digest.hexdigest(), size, f"workbooks/{name}"


def path_of(batch: Batch) -> Path:
    """Where a batch's file lies."""
    return Path(settings.UPLOAD_DIR) / batch.stored_as


def read(batch: Batch, report: Callable[[int, str], None] = lambda share, message: None) -> Batch:
    """Reads a received batch in a limited child process and keeps the preview; a refusal is kept with its reason.

    Writes rows, messages and the new state in one transaction. `report(share, message)` tells progress from 0 to 100.
    """

    share, words = 0, "Đang mở tệp"

    def told(done: int, message: str) -> None:
        nonlocal share, words
        share, words = max(share, done), message
        report(share, words)

    def opened(done: int, total: int) -> None:
        told(done * 75 // max(1, total), words)

    try:
        with open_workbook(path_of(batch), on_progress=opened) as workbook:
            preview = kind_for(batch).read(
                workbook, set_code=batch.set_code, year=batch.year, progress=lambda message: told(0, message)
            )
    except WorkbookRefused as refused:
        preview = Preview(refusal=str(refused))
    report(85, "Đang ghi bản xem trước")
    return refuse(batch, preview.refusal) if preview.refusal else keep_preview(batch, preview)


@transaction.atomic
def refuse(batch: Batch, reason: str) -> Batch:
    """Marks a batch as not accepted, with the reason. Writes the state and one event."""
    _move(batch, workflow.REFUSED, refusal=reason)
    record_batch(events.REFUSED, batch, batch.received_by, {}, reason)
    return batch


@transaction.atomic
def keep_preview(batch: Batch, preview: Preview) -> Batch:
    """Keeps what was read: rows, messages, counts. Writes nothing outside the batch."""
    rows = BatchRow.objects.bulk_create(
        [
            BatchRow(
                batch=batch,
                sheet=row.sheet,
                number=row.number,
                label=nfc(row.label),
                label_cell=row.label_cell,
                unit_id=row.unit_id,
                unit_name=row.unit_name,
                status=row.status,
                question=row.question,
                lines=Items.of(row.items, row.number).text,
                changed=row.changed,
                unchanged=row.unchanged,
            )
            for row in preview.rows
        ],
        batch_size=1000,
    )
    by_place = {(row.sheet, row.number): row for row in rows}
    BatchMessage.objects.bulk_create(
        [_message(batch, by_place.get((said.sheet, said.row or 0)), said) for said in preview.messages], batch_size=1000
    )
    _move(
        batch,
        workflow.PREVIEWED,
        set_code=preview.set_code or batch.set_code,
        year=preview.year or batch.year,
        title=preview.title,
        notes=preview.notes,
        columns=preview.columns,
        counts=counted(rows),
    )
    return batch


def _message(batch: Batch, row: BatchRow | None, said: ReadMessage) -> BatchMessage:
    return BatchMessage(
        batch=batch,
        row=row,
        sheet=said.sheet,
        cell=said.cell,
        level=said.level,
        code=said.code,
        text=said.text,
        raw=said.raw[:200],
    )


def counted(rows: list[BatchRow]) -> dict[str, int]:
    """How many rows match, ask, are wrong, and how many values they would change."""
    status = [row.status for row in rows]
    good = [row for row in rows if row.status == BatchRow.MATCHED]
    return {
        "rows": len(rows),
        "matched": status.count(BatchRow.MATCHED),
        "questioned": status.count(BatchRow.QUESTIONED),
        "wrong": status.count(BatchRow.WRONG),
        "changed": sum(row.changed for row in good),
        "unchanged": sum(row.unchanged for row in good),
    }


@transaction.atomic
def choose_unit(row: BatchRow, unit_id: int, *, by: str) -> BatchRow:
    """Answers a row's question: it speaks of this unit. Writes the row and one event."""
    batch = _open_batch(row.batch_id)
    twins = batch.rows.filter(unit_id=unit_id).exclude(pk=row.pk)
    twin = twins.first() if kind_of(batch.kind).one_row_a_unit else None
    fact = known_as([unit_id]).get(unit_id)
    if fact is None:
        raise ImportRefused("Đơn vị đã chọn không có trong danh mục. Hãy chọn lại.")
    if twin is not None:
        raise ImportRefused(f"{fact.name} đã có ở ô {twin.label_cell}. Mỗi đơn vị chỉ một dòng.")
    row.unit_id, row.unit_name = fact.id, fact.name
    row.messages.filter(code__in=("unknown_unit", "twice"), level=BatchMessage.ERROR).delete()
    _settle(batch, row, by, {"unit": fact.code})
    return row


@transaction.atomic
def mend_cell(row: BatchRow, cell: str, text: str, *, by: str) -> str:
    """Reads what was typed instead of a cell's content; returns what is still wrong with it, or "".

    Writes the row, its messages and one event when the text can be read.
    """
    batch = _open_batch(row.batch_id)
    place = next((i for i, item in enumerate(row.payload) if item.get("c") == cell), None)
    if place is None:
        raise ImportRefused(f"Ô {cell} không thuộc dòng này.")
    item, fault = kind_of(batch.kind).read_item(batch, row.payload[place], nfc(text))
    if fault is not None:
        return fault.text
    before = row.payload
    payload = [*before[:place], item, *before[place + 1 :]]
    why_not = kind_of(batch.kind).contradiction(payload)
    if why_not:
        return why_not
    row.payload = payload
    row.messages.filter(cell=cell).delete()
    # what may name a person stays out of the journal: an entry cannot be taken back
    unsaid = item.get("f") in getattr(kind_of(batch.kind), "unsaid", ())
    _settle(batch, row, by, {"cell": cell} if unsaid else {"cell": cell, "typed": text[:200]})
    return ""


def _open_batch(batch_id: Any) -> Batch:
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    if batch.state != workflow.PREVIEWED:
        raise Stale(f"Lô này đã chuyển sang “{batch.state_label}”, không sửa được nữa.")
    return batch


def _settle(batch: Batch, row: BatchRow, by: str, details: dict[str, Any]) -> None:
    faults = row.messages.filter(level=BatchMessage.ERROR).exists()
    row.status = BatchRow.QUESTIONED if row.unit_id is None else BatchRow.WRONG if faults else BatchRow.MATCHED
    kind_for(batch).compare(batch, [row])
    row.save()
    batch.counts = counted(list(batch.rows.only("status", "changed", "unchanged")))
    batch.save(update_fields=["counts"])
    record_batch(events.ROW_SETTLED, batch, by, {"row": row.number, **details})


@transaction.atomic
def confirm(batch: Batch, *, by: str, only_good: bool = False) -> Applied:
    """Lets the good rows in. Writes what the kind writes, the batch's state and one event, in one transaction."""
    Batch.objects.select_for_update().get(pk=batch.pk)  # nobody mends a row between reading and writing it
    status = list(batch.rows.values_list("status", flat=True))
    good = status.count(BatchRow.MATCHED)
    left_out = len(status) - good
    why_not = workflow.why_not_confirm(batch.state, good, left_out, only_good)
    if why_not:
        raise ImportRefused(why_not)
    _move(batch, workflow.CONFIRMED, confirmed_by=by, confirmed_at=timezone.now())
    kind = kind_of(batch.kind)
    matched = batch.rows.filter(status=BatchRow.MATCHED)
    # a nation's rows do not fit in memory; a refusal must not leave PostgreSQL's cursor to whoever comes next
    with _told_of_locks(), closing(matched.iterator(chunk_size=200)) as rows:  # type: ignore[type-var]
        applied = kind.apply(batch, rows, by=by)
    if applied.written == 0:
        Batch.objects.filter(pk=batch.pk).update(state=workflow.UNCHANGED)
        batch.state = workflow.UNCHANGED
    batch.counts = {**batch.counts, "written": applied.written, "left_out": left_out}
    batch.save(update_fields=["counts"])
    record_batch(events.CONFIRMED, batch, by, {"written": applied.written, "left_out": left_out})
    return applied


@transaction.atomic
def undo(batch: Batch, *, by: str, reason: str) -> Applied:
    """Takes a confirmed batch back. Writes what the kind writes, the batch's state and one event."""
    why_not = workflow.why_not_undo(batch.state)
    if why_not:
        raise ImportRefused(why_not)
    if not reason.strip():
        raise ImportRefused("Hãy ghi lý do hoàn tác.")
    _move(batch, workflow.UNDONE, undone_by=by, undone_at=timezone.now(), undo_reason=reason.strip())
    with _told_of_locks():
        applied = kind_of(batch.kind).undo(batch, by=by, reason=reason.strip())
    record_batch(events.UNDONE, batch, by, {"taken_back": applied.written}, reason.strip())
    return applied


@contextmanager
def _told_of_locks() -> Iterator[None]:
    """What a lock holds back is refused in the lock's own words; the transaction takes everything back."""
    try:
        yield
    except Locked as locked:
        raise ImportRefused(str(locked)) from locked


def _move(batch: Batch, to: str, **fields: Any) -> None:
    """Moves a batch on by a conditional UPDATE, so that of two who try only one succeeds."""
    before = [state for state, after in workflow.MOVES.items() if to in after]
    if not change_where(batch, {"state": batch.state, "state__in": before}, state=to, **fields):
        raise Stale("Lô này vừa được người khác xử lý. Hãy mở lại trang để xem trạng thái mới.")


@contextmanager
def rehearsal() -> Iterator[None]:
    """Everything done inside is taken back at the end: for a dry run."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def record_batch(act: str, batch: Batch, by: str, details: dict[str, Any], reason: str = "") -> None:
    """Records one event about a batch, on its covering paper. A room that takes its rows in records its own with it."""
    record(
        act,
        actor=by,
        subject_type="imports.batch",
        subject_id=str(batch.pk),
        subject_label=batch.filename[:200],
        details=details,
        reason=reason,
        paper=batch.paper,
    )

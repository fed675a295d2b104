"""What every act writes by the same hand: a change that only one of two makes, and its entry in the journal."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from chungsuc.audit.models import ChainHead, Entry
from chungsuc.audit.rules import COLUMNS, FIELDS, GENESIS, Head, linked
from chungsuc.law.pack_changes import Change

HEADS_FILE = "journal-heads.tsv"
"""Name of the file of published heads: day, seq and hash of one head per line, separated by tabs."""

_BLANK = dict.fromkeys(FIELDS, "")
_OTHERS = [name for name in COLUMNS if name != "recorded_at"]
_without_time = itemgetter(*map(COLUMNS.index, _OTHERS))
_INSERT = f"INSERT INTO {Entry._meta.db_table} (recorded_at, {', '.join(_OTHERS)}) VALUES "
_PLACES = f"({', '.join(['%s'] * len(COLUMNS))})"
_ROWS_PER_STATEMENT = 50


class Act(TypedDict):
    """What `record_many` takes for each entry; the fields mean what they mean for `record`."""

    act: str
    actor: str
    subject_type: str
    subject_id: str
    subject_label: str
    unit_code: NotRequired[str]
    details: NotRequired[dict[str, Any] | None]
    reason: NotRequired[str]
    paper: NotRequired[str]
    actor_post: NotRequired[str]
    at: NotRequired[datetime | None]


def change_where(row: Model, before: Mapping[str, Any], **after: Any) -> bool:
    """Writes `after` on a row that still is as `before` says (lookups of its columns), in one statement.

    Of two who act at once only one succeeds: False, and nothing is written, when somebody else was first. The object in
    hand then stands as it was; otherwise it follows the row. The caller holds the transaction and records the event.
    """
    changed = type(row)._default_manager.filter(pk=row.pk, **before).update(**after)
    if changed:
        for name, value in after.items():
            setattr(row, name, value)
    return bool(changed)


def record(
    act: str,
    *,
    actor: str,
    subject_type: str,
    subject_id: str,
    subject_label: str,
    unit_code: str = "",
    details: dict[str, Any] | None = None,
    reason: str = "",
    paper: str = "",
    actor_post: str = "",
    at: datetime | None = None,
) -> Entry:
    """Writes one entry and moves the chain's head; both stand or fall with the caller's transaction.

    `details` holds str, int, bool, None, list and dict only (decimals and dates as strings); `at` is now unless given.
    RuntimeError outside of `transaction.atomic`; TypeError or ValueError for what has no canonical form.
    """
    given = Act(
        act=act,
        actor=actor,
        subject_type=subject_type,
        subject_id=subject_id,
        subject_label=subject_label,
        unit_code=unit_code,
        details=details,
        reason=reason,
        paper=paper,
        actor_post=actor_post,
        at=at,
    )
    return record_many([given])[0]


def record_many(acts: Sequence[Act]) -> list[Entry]:
    """Writes several entries in the order given, as `record` would one after the other, in few statements."""
    if not connection.in_atomic_block:
        raise RuntimeError("an entry belongs to the transaction of its act: call record inside transaction.atomic")
    if not acts:
        return []
    head = _lock_head()
    entries, rows = _chained(head, acts, timezone.now())
    _insert(rows)
    last = entries[-1]
    if ChainHead.objects.filter(id=1, seq=head.seq, hash=head.hash).update(seq=last.seq, hash=last.hash) != 1:
        raise RuntimeError(f"the journal's head moved from {head.seq} while it was locked; nothing was recorded")
    return entries


def record_changes(act: str, changes: Iterable[Change], *, actor: str, subject_type: str) -> list[Entry]:
    """Writes one entry for each thing that an edited pack changed, with what it was before and is now."""
    return record_many(
        [
            Act(
                act=act,
                actor=actor,
                subject_type=subject_type,
                subject_id=change.subject,
                subject_label=change.label[:200],
                unit_code=change.unit_code,
                details={"before": change.before, "after": change.after},
            )
            for change in changes
        ]
    )


def _lock_head() -> Head:
    """The head, held until the transaction ends: by a row lock on PostgreSQL, by BEGIN IMMEDIATE on SQLite."""
    rows = ChainHead.objects.select_for_update().filter(id=1).values_list("seq", "hash")
    found = rows.first()
    if found is None:  # the very first act; a concurrent first act may make the row before us
        ChainHead.objects.bulk_create([ChainHead(id=1, seq=0, hash=GENESIS)], ignore_conflicts=True)
        found = rows.get()
    return Head(*found)


def _chained(head: Head, acts: Sequence[Act], now: datetime) -> tuple[list[Entry], list[tuple[Any, ...]]]:
    """The entries that follow the head, each also as its row of the table."""
    entries, rows, previous = [], [], head.hash
    for seq, act in enumerate(acts, head.seq + 1):
        fields: dict[str, Any] = _BLANK | dict(act)
        at = fields.pop("at", None) or now
        fields |= {"seq": seq, "details": act.get("details") or {}, "recorded_at": at}
        row = linked(previous, fields)
        rows.append((connection.ops.adapt_datetimefield_value(at), *_without_time(row)))
        previous_hash, previous = previous, row[-1]
        entries.append(Entry(**fields, previous_hash=previous_hash, hash=previous))
    return entries, rows


def _insert(rows: list[tuple[Any, ...]]) -> None:
    """Plain statements: bulk_create takes up to five times as long, and one workbook may bring 200,000 acts."""
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _ROWS_PER_STATEMENT):
            some = rows[start : start + _ROWS_PER_STATEMENT]
            cursor.execute(_INSERT + ", ".join([_PLACES] * len(some)), list(chain.from_iterable(some)))


def publish_head(folder: Path, day: date | None = None) -> Path:
    """Appends the current head to HEADS_FILE in `folder`, which must lie outside the database; returns the file.

    A chain rewritten afterwards, head and all, no longer fits the line. One line a day, more only when the head has
    moved since the last one; none while the journal is empty. `day` is today unless given.
    """
    file = folder / HEADS_FILE
    folder.mkdir(parents=True, exist_ok=True)
    head = ChainHead.objects.filter(id=1, seq__gt=0).values_list("seq", "hash").first()
    if head is None:
        return file
    line = f"{(day or timezone.localdate()).isoformat()}\t{head[0]}\t{head[1]}\n"
    with file.open("a+", encoding="ascii") as out:
        out.seek(0)
        if line not in out.readlines()[-1:]:
            out.write(line)
            out.flush()
            os.fsync(out.fileno())
    return file

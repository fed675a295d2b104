"""A workbook's values: let in together and taken back together, with the verdicts that follow.

Within the import's transaction there are no savepoints: SQLite copies every page that is changed below one into memory,
and walks through those copies after each statement.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import transaction

from chungsuc.imports.actions import record_batch

from .. import events
from ..facts import rule_of
from ..models import CriteriaSet, Value
from .judging import Judges, assessed, judge, judge_after, keep, sharing
from .locking import require_values_open
from .rows import NewValue, Place, ValueRow, readings_after
from .values import current_versions, hold_units, write_rows

ROWS_AT_ONCE = 200  # of a sheet: what a nation's file brings does not fit in memory together


@transaction.atomic(savepoint=False)
def write_batch(batch: Any, values: Iterable[NewValue], *, set_code: str, year: int, by: str) -> int:
    """Writes a batch's values, judges the units concerned, records one event. Returns how many values changed.

    Another set that judged such a unit in that year and uses one of the measures judges it again.
    Locked, and nothing is written, while a lock holds any of the values.
    """
    return write_batch_rows(batch, ([value.row] for value in values), set_code=set_code, year=year, by=by)


@transaction.atomic(savepoint=False)
def write_batch_rows(batch: Any, sheet_rows: Iterable[Sequence[ValueRow]], *, set_code: str, year: int, by: str) -> int:
    """As `write_batch`, for the values of one row of a sheet after another, as the table keeps them."""
    hold_units(batch.rows.exclude(unit=None).values_list("unit_id", flat=True))
    criteria_set = CriteriaSet.objects.get(code=set_code)
    judges = Judges(rule_of(criteria_set), year)
    others = [(one, Judges(rule_of(one), year)) for one in sharing(criteria_set, year)]
    written, judged, unchanged = 0, set[int](), set[int]()
    source = iter(sheet_rows)
    while part := [row for rows in islice(source, ROWS_AT_ONCE) for row in rows]:
        units = {row[0] for row in part}
        require_values_open(units, {row[1] for row in part}, year)
        known = current_versions(year, units)
        changed = write_rows(part, known, year=year, by=by, batch=batch)
        written += changed
        if changed:
            read = readings_after(known, part)
            keep(criteria_set, judges, read, sorted(units))
            for one, its_judges in others:
                again = assessed(one, year, units)
                keep(one, its_judges, {unit: read.get(unit, {}) for unit in again}, again)
        (judged if changed else unchanged).update(units)
    if written:
        judge(set_code, year, sorted(unchanged - judged))
        record_batch(
            events.VALUES_IMPORTED,
            batch,
            by,
            {
                "set": set_code,
                "year": year,
                "written": written,
                "units": len(judged | unchanged),
                "sha256": batch.sha256,
            },
        )
    return written


@transaction.atomic(savepoint=False)
def undo_batch(batch: Any, *, by: str, reason: str) -> tuple[int, int]:
    """Takes back a batch's values that are still in use: the version before returns, or the value is withdrawn.

    Returns (taken back, left alone because something newer replaced them). Writes new versions, verdicts, one event.
    Locked, and nothing is taken back, while a lock holds any of them.
    """
    mine = Value.objects.filter(batch=batch)
    units = sorted(mine.filter(is_current=True).order_by().values_list("unit_id", flat=True).distinct())
    left, taken_back, year = mine.filter(is_current=False).count(), 0, batch.year
    hold_units(units)
    for part in _parts(units, ROWS_AT_ONCE):
        in_use = list(mine.filter(year=year).in_use_before(part))  # by unit and year, not by batch
        require_values_open(part, {row[1] for row in in_use}, year)
        known = {row[:3]: row[3:9] for row in in_use}
        back = [_version_before(row[:3], row[9:]) for row in in_use]
        taken_back += write_rows(back, known, year=year, by=by, reason=reason or "Hoàn tác lần nhập")
    judge_after(CriteriaSet.objects.get(code=batch.set_code), year, units)
    record_batch(events.VALUES_UNDONE, batch, by, {"taken_back": taken_back, "left": left}, reason)
    return taken_back, left


def _version_before(place: Place, before: Sequence[Any]) -> ValueRow:
    """The row that brings back what a version replaced; one that withdraws the value when it replaced nothing."""
    if before[0] in (None, Value.WITHDRAWN):
        return NewValue(*place, state=Value.WITHDRAWN).row
    return (*place, *before)  # type: ignore[return-value]


def _parts(items: Iterable[int], size: int) -> Iterator[list[int]]:
    source = iter(items)
    while part := list(islice(source, size)):
        yield part

"""Writing versions of values. Verdicts follow their values in the same transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from chungsuc.audit.actions import record
from chungsuc.organisations.models import Unit

from .. import events
from ..models import Measure, Value
from ..rules import MILLION
from .judging import rejudge_unit
from .locking import require_values_open
from .rows import OWN, NewValue, Place, ValueRow, Version, insert, readings_after


def current_values(year: int, unit_ids: Iterable[int], measure_ids: Iterable[int] | None = None) -> dict[Place, Value]:
    """The current version of the values of a year for some units (and measures), by (unit, measure, sex)."""
    rows = Value.objects.filter(is_current=True, year=year, unit_id__in=list(unit_ids))
    if measure_ids is not None:
        rows = rows.filter(measure_id__in=list(measure_ids))
    return {(v.unit_id, v.measure_id, v.sex): v for v in rows}


def current_versions(
    year: int, unit_ids: Iterable[int], measure_ids: Iterable[int] | None = None
) -> dict[Place, Version]:
    """As `current_values`, as plain tuples. One query."""
    found = Value.objects.filter(is_current=True).versions(year, unit_ids, measure_ids)
    return {row[:3]: row[3:] for row in found}


def write_values(
    values: Sequence[NewValue], *, year: int, by: str, batch: Any = None, reason: str = "", at: datetime | None = None
) -> int:
    """Writes new versions of those values whose content differs from the current one; returns how many.

    The caller holds the transaction and records the event. A value that is withdrawn already is not withdrawn again.
    """
    hold_units({value.unit_id for value in values})
    known = current_versions(year, {v.unit_id for v in values}, {v.measure_id for v in values})
    return write_rows([value.row for value in values], known, year=year, by=by, batch=batch, reason=reason, at=at)


def write_rows(
    rows: Sequence[ValueRow],
    known: Mapping[Place, Version],
    *,
    year: int,
    by: str,
    batch: Any = None,
    reason: str = "",
    at: datetime | None = None,
) -> int:
    """As `write_values`, for rows as the table keeps them beside the versions that are `known` to be current.

    The caller holds the units.
    """
    new, replacing = [], []
    for row in rows:
        version = known.get(row[:3]) if known else None
        if version is None:
            if row[3] != Value.WITHDRAWN:
                new.append(row)
        elif not same_as(row, version):
            replacing.append((*row, version[0]))
    Value.objects.filter(pk__in=[row[-1] for row in replacing]).update(is_current=False)
    same = _same(year, by, batch, reason, at or timezone.now())
    insert(Value, OWN, new, same)
    insert(Value, (*OWN, "replaces_id"), replacing, same)
    return len(new) + len(replacing)


def same_as(row: ValueRow, version: Version | None) -> bool:
    """Whether a row says what the current version says."""
    return version is not None and row[3:8] == version[1:]


def _same(year: int, by: str, batch: Any, reason: str, moment: datetime) -> dict[str, Any]:
    """The columns that all values written together share."""
    return {
        "year": year,
        "entered_by": by,
        "batch_id": Value._meta.get_field("batch").get_db_prep_save(batch.pk, connection) if batch else None,
        "reason": reason,
        "entered_at": connection.ops.adapt_datetimefield_value(moment),
        "is_current": True,
    }


def hold_units(unit_ids: Iterable[int]) -> None:
    """Lets one writer at a time at a unit, where the database has several: two corrections follow each other."""
    if connection.features.has_select_for_update:
        list(Unit.objects.select_for_update().filter(pk__in=list(unit_ids)).order_by("pk").values_list("pk"))


@transaction.atomic
def record_value(new: NewValue, *, year: int, by: str, reason: str = "", paper: str = "") -> int:
    """Writes one value by hand, judges its unit again in every set that uses the measure, records one event.

    Returns how many values were written (0 when nothing differs). Locked while a lock holds it.
    """
    require_values_open([new.unit_id], [new.measure_id], year)
    hold_units([new.unit_id])
    known = current_versions(year, [new.unit_id])
    written = write_rows([new.row], known, year=year, by=by, reason=reason)
    if written:
        rejudge_unit(new.unit_id, year, new.measure_id, readings_after(known, [new.row])[new.unit_id])
        unit = Unit.objects.get(pk=new.unit_id)
        measure = Measure.objects.get(pk=new.measure_id)
        before = known.get(new.place)
        record(
            events.VALUE_RECORDED,
            actor=by,
            subject_type="criteria.value",
            subject_id=f"{unit.code}/{measure.code}/{year}/{new.sex}",
            subject_label=measure.name[:200],
            unit_code=unit.code,
            details={"before": _said(before[1:]) if before else None, "after": _said(new.row[3:8])},
            reason=reason,
            paper=paper,
        )
    return written


def _said(content: Any) -> str:
    state, number, flag, _, _ = content
    if state != Value.GIVEN:
        return str(state)
    return format((Decimal(number) / MILLION).normalize(), "f") if number is not None else str(bool(flag))

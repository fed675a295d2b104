"""Every write of values and verdicts. Verdicts follow their values in the same transaction."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection, models, transaction
from django.utils import timezone

from chungsuc.audit.actions import record
from chungsuc.organisations.models import Unit

from .. import events
from ..facts import SetFacts, attributes_for_year, readings, rule_of
from ..models import Assessment, CriteriaSet, Measure, Value, Verdict
from ..rules import MILLION, CriterionFinding, Judge, SetRule, counts, region_of
from .locking import require_values_open

VALUES_AT_ONCE = 20_000
UNITS_AT_ONCE = 500


class NewValue(NamedTuple):
    """A value about to be written. `content` decides whether anything changes. A tuple: a nation's file has 600,000."""

    unit_id: int
    measure_id: int
    sex: str = ""
    state: str = Value.GIVEN
    number: Decimal | None = None
    flag: bool | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    bare: bool = False
    sheet: str = ""
    cell: str = ""
    raw: str = ""

    @property
    def content(self) -> tuple:
        return (self.state, self.number, self.flag, self.numerator, self.denominator)

    @property
    def place(self) -> tuple[int, int, str]:
        return (self.unit_id, self.measure_id, self.sex)


def current_values(
    year: int, unit_ids: Iterable[int], measure_ids: Iterable[int] | None = None
) -> dict[tuple[int, int, str], Value]:
    """The current version of the values of a year for some units (and measures), by (unit, measure, sex)."""
    rows = Value.objects.filter(is_current=True, year=year, unit_id__in=list(unit_ids))
    if measure_ids is not None:
        rows = rows.filter(measure_id__in=list(measure_ids))
    return {(v.unit_id, v.measure_id, v.sex): v for v in rows}


def write_values(
    values: Sequence[NewValue], *, year: int, by: str, batch: Any = None, reason: str = "", at: datetime | None = None
) -> int:
    """Writes new versions of those values whose content differs from the current one; returns how many.

    The caller holds the transaction and records the event. A value that is withdrawn already is not withdrawn again.
    """
    hold_units({value.unit_id for value in values})
    known = current_values(year, {v.unit_id for v in values}, {v.measure_id for v in values})
    changed = [v for v in values if _differs(v, known.get(v.place))]
    former = [known[v.place].pk for v in changed if v.place in known]
    Value.objects.filter(pk__in=former).update(is_current=False)
    moment = at or timezone.now()
    common = _common(year, by, batch, reason, moment)
    _insert(Value, _OWN + _COMMON, (_row(v, known.get(v.place)) + common for v in changed))
    return len(changed)


def hold_units(unit_ids: Iterable[int]) -> None:
    """Lets one writer at a time at a unit, where the database has several: two corrections follow each other."""
    if connection.features.has_select_for_update:
        list(Unit.objects.select_for_update().filter(pk__in=list(unit_ids)).order_by("pk").values_list("pk"))


def _differs(new: NewValue, known: Value | None) -> bool:
    if known is None:
        return new.state != Value.WITHDRAWN
    return new.content != known.content


_OWN = (
    "unit_id", "measure_id", "sex", "state", "number", "flag", "numerator", "denominator", "bare", "sheet", "cell",
    "raw", "replaces_id",
)  # fmt: skip
_COMMON = ("year", "entered_by", "batch_id", "reason", "entered_at", "is_current")


def _row(new: NewValue, known: Value | None) -> tuple[Any, ...]:
    """The columns _OWN of a new version."""
    unit, measure, sex, state, number, flag, numerator, denominator, bare, sheet, cell, raw = new
    exact = (_millionths(number), flag, _millionths(numerator), _millionths(denominator))
    return (unit, measure, sex, state, *exact, bare, sheet, cell, raw[:200], known.pk if known else None)


def _common(year: int, by: str, batch: Any, reason: str, moment: datetime) -> tuple[Any, ...]:
    """The columns _COMMON, the same for all values written together."""
    key = Value._meta.get_field("batch").get_db_prep_save(batch.pk, connection) if batch else None
    return (year, by, key, reason, connection.ops.adapt_datetimefield_value(moment), True)


def _millionths(number: Decimal | None) -> int | None:
    if number is None:
        return None
    whole = int(scaled := number * MILLION)
    if whole != scaled:
        raise ValueError(f"{number}: more than six decimals")
    return whole


def _insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Plain statements, COPY on PostgreSQL: through the mapper a nation's values take a minute instead of seconds."""
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # type: ignore[arg-type]


def _parts(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    source = iter(items)
    while part := list(islice(source, size)):
        yield part


@transaction.atomic
def record_value(new: NewValue, *, year: int, by: str, reason: str = "", paper: str = "") -> int:
    """Writes one value by hand, judges its unit again in every set that uses the measure, records one event.

    Returns how many values were written (0 when nothing differs). Locked while a lock holds it.
    """
    require_values_open([new.unit_id], [new.measure_id], year)
    known = current_values(year, [new.unit_id], [new.measure_id]).get(new.place)
    written = write_values([new], year=year, by=by, reason=reason)
    if written:
        rejudge_unit(new.unit_id, year, [new.measure_id])
        unit = Unit.objects.get(pk=new.unit_id)
        measure = Measure.objects.get(pk=new.measure_id)
        record(
            events.VALUE_RECORDED,
            actor=by,
            subject_type="criteria.value",
            subject_id=f"{unit.code}/{measure.code}/{year}/{new.sex}",
            subject_label=measure.name[:200],
            unit_code=unit.code,
            details={"before": _said(known), "after": _said(new)},
            reason=reason,
            paper=paper,
        )
    return written


def _said(value: Value | NewValue | None) -> str | None:
    if value is None:
        return None
    if value.state != Value.GIVEN:
        return value.state
    return format(value.number.normalize(), "f") if value.number is not None else str(value.flag)


def judge(set_code: str, year: int, unit_ids: Iterable[int] | None = None) -> int:
    """Judges the units that have values of the year by a set and keeps the verdicts. Returns how many units.

    Without `unit_ids` every unit with values is judged. Writes Assessment and Verdict rows, nothing else.
    """
    criteria_set = CriteriaSet.objects.get(code=set_code)
    rule = rule_of(criteria_set)
    with_values = Value.objects.filter(is_current=True, year=year).order_by("unit_id")
    asked = with_values.values_list("unit_id", flat=True).distinct() if unit_ids is None else unit_ids
    total = 0
    for part in _parts(list(asked), UNITS_AT_ONCE):  # a nation's findings do not fit in memory together
        judged = _judged(rule, year, part)
        _keep(criteria_set, year, judged, part)
        total += len(judged)
    return total


Judged = list[tuple[int, str, list[CriterionFinding]]]


def judged_units(facts: SetFacts, year: int, unit_ids: Iterable[int] | None = None) -> Judged:
    """(unit, region, findings) of each unit, without writing anything: the same values may be tried under any set."""
    return _judged(facts.rule, year, unit_ids)


def _judged(rule: SetRule, year: int, unit_ids: Iterable[int] | None) -> Judged:
    measures = {indicator.measure for indicator in rule.indicators}
    read = [(unit, found) for unit, found in readings(year, unit_ids) if any(key[0] in measures for key in found)]
    attributes = attributes_for_year(year, [unit for unit, _ in read])
    judges: dict[str, Judge] = {}
    judged = []
    for unit_id, found in read:
        region = region_of(rule, attributes.get(unit_id, {}))
        if region not in judges:
            judges[region] = Judge(rule, region, year)
        judged.append((unit_id, region, judges[region].unit(found)))
    return judged


def _keep(criteria_set: CriteriaSet, year: int, judged: Judged, asked: Sequence[int]) -> None:
    """Replaces the assessments of the units asked about; a unit without values has none any more."""
    moment = timezone.now()
    former = Assessment.objects.filter(set=criteria_set, year=year, unit_id__in=asked)
    Verdict.objects.filter(assessment__in=former)._raw_delete(using=former.db)  # type: ignore[attr-defined]
    former._raw_delete(using=former.db)  # type: ignore[attr-defined]
    rows = []
    for unit_id, region, findings in judged:
        met, not_met, undetermined = counts(findings)
        rows.append(
            Assessment(
                unit_id=unit_id,
                set=criteria_set,
                year=year,
                region=region,
                met=met,
                not_met=not_met,
                undetermined=undetermined,
                judged_at=moment,
            )
        )
    Assessment.objects.bulk_create(rows, batch_size=2000)
    verdicts = (
        (row.pk, finding.no, finding.outcome, json.dumps(finding.findings, ensure_ascii=False))
        for row, (_, _, findings) in zip(rows, judged, strict=True)
        for finding in findings
    )
    _insert(Verdict, ("assessment_id", "no", "outcome", "findings"), verdicts)


def rejudge_unit(unit_id: int, year: int, measure_ids: Iterable[int]) -> None:
    """Judges one unit again in those sets that already judged it and use one of the measures."""
    sets = (
        Assessment.objects.filter(
            unit_id=unit_id, year=year, set__criteria__indicators__measure_id__in=list(measure_ids)
        )
        .values_list("set__code", flat=True)
        .distinct()
    )
    for code in list(sets):
        judge(code, year, [unit_id])


@transaction.atomic
def write_batch(batch: Any, values: Iterable[NewValue], *, set_code: str, year: int, by: str) -> int:
    """Writes a batch's values, judges the units concerned, records one event. Returns how many values changed.

    Locked, and nothing is written, while a lock holds any of the values.
    """
    hold_units(batch.rows.exclude(unit=None).values_list("unit_id", flat=True))
    written, concerned = 0, set[int]()
    for part in _parts(values, VALUES_AT_ONCE):
        require_values_open({value.unit_id for value in part}, {value.measure_id for value in part}, year)
        written += write_values(part, year=year, by=by, batch=batch)
        concerned.update(value.unit_id for value in part)
    if written:
        units = sorted(concerned)
        judge(set_code, year, units)
        record(
            events.VALUES_IMPORTED,
            actor=by,
            subject_type="imports.batch",
            subject_id=str(batch.pk),
            subject_label=batch.filename[:200],
            details={"set": set_code, "year": year, "written": written, "units": len(units), "sha256": batch.sha256},
        )
    return written


@transaction.atomic
def undo_batch(batch: Any, *, by: str, reason: str) -> tuple[int, int]:
    """Takes back a batch's values that are still in use: the version before returns, or the value is withdrawn.

    Returns (taken back, left alone because something newer replaced them). Writes new versions, verdicts, one event.
    Locked, and nothing is taken back, while a lock holds any of them.
    """
    mine = list(Value.objects.filter(batch=batch).select_related("replaces"))
    in_use = [value for value in mine if value.is_current]
    require_values_open({value.unit_id for value in in_use}, {value.measure_id for value in in_use}, batch.year)
    back = [_version_before(value) for value in in_use]
    year = batch.year
    written = write_values(back, year=year, by=by, reason=reason or "Hoàn tác lần nhập")
    units = sorted({value.unit_id for value in in_use})
    judge(batch.set_code, year, units)
    record(
        events.VALUES_UNDONE,
        actor=by,
        subject_type="imports.batch",
        subject_id=str(batch.pk),
        subject_label=batch.filename[:200],
        details={"taken_back": written, "left": len(mine) - len(in_use)},
        reason=reason,
    )
    return written, len(mine) - len(in_use)


def _version_before(value: Value) -> NewValue:
    before = value.replaces
    if before is None or before.state == Value.WITHDRAWN:
        return NewValue(value.unit_id, value.measure_id, value.sex, state=Value.WITHDRAWN)
    return NewValue(
        unit_id=value.unit_id,
        measure_id=value.measure_id,
        sex=value.sex,
        state=before.state,
        number=before.number,
        flag=before.flag,
        numerator=before.numerator,
        denominator=before.denominator,
        bare=before.bare,
        sheet=before.sheet,
        cell=before.cell,
        raw=before.raw,
    )

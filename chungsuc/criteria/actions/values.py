"""Every write of values and verdicts. Verdicts follow their values in the same transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from chungsuc.audit.actions import record
from chungsuc.organisations.models import Unit

from .. import events
from ..facts import SetFacts, attributes_for_year, readings, set_facts
from ..models import Assessment, Measure, Value, Verdict
from ..rules import CriterionFinding, Judge, counts, region_of


@dataclass(frozen=True)
class NewValue:
    """A value about to be written. `content` decides whether anything changes."""

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


def current_values(year: int, unit_ids: Iterable[int]) -> dict[tuple[int, int, str], Value]:
    """The current version of every value of a year for some units, by (unit, measure, sex)."""
    rows = Value.objects.filter(is_current=True, year=year, unit_id__in=list(unit_ids))
    return {(v.unit_id, v.measure_id, v.sex): v for v in rows}


def write_values(
    values: Sequence[NewValue], *, year: int, by: str, batch: Any = None, reason: str = "", at: datetime | None = None
) -> int:
    """Writes new versions of those values whose content differs from the current one; returns how many.

    The caller holds the transaction and records the event. A value that is withdrawn already is not withdrawn again.
    """
    _hold({value.unit_id for value in values})
    known = current_values(year, {value.unit_id for value in values})
    changed = [v for v in values if _differs(v, known.get(v.place))]
    former = [known[v.place].pk for v in changed if v.place in known]
    Value.objects.filter(pk__in=former).update(is_current=False)
    moment = at or timezone.now()
    Value.objects.bulk_create(
        [_row(v, year, known.get(v.place), by, batch, reason, moment) for v in changed], batch_size=2000
    )
    return len(changed)


def _hold(unit_ids: Iterable[int]) -> None:
    """Lets one writer at a time at a unit, where the database has several: two corrections follow each other."""
    if connection.features.has_select_for_update:
        list(Unit.objects.select_for_update().filter(pk__in=list(unit_ids)).order_by("pk").values_list("pk"))


def _differs(new: NewValue, known: Value | None) -> bool:
    if known is None:
        return new.state != Value.WITHDRAWN
    return new.content != known.content


def _row(new: NewValue, year: int, known: Value | None, by: str, batch: Any, reason: str, moment: datetime) -> Value:
    return Value(
        unit_id=new.unit_id,
        measure_id=new.measure_id,
        year=year,
        sex=new.sex,
        state=new.state,
        number=new.number,
        flag=new.flag,
        numerator=new.numerator,
        denominator=new.denominator,
        bare=new.bare,
        batch=batch,
        sheet=new.sheet,
        cell=new.cell,
        raw=new.raw[:200],
        entered_by=by,
        entered_at=moment,
        reason=reason,
        replaces=known,
    )


@transaction.atomic
def record_value(new: NewValue, *, year: int, by: str, reason: str = "", paper: str = "") -> int:
    """Writes one value by hand, judges its unit again in every set that uses the measure, records one event.

    Returns how many values were written (0 when nothing differs).
    """
    known = current_values(year, [new.unit_id]).get(new.place)
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
    return str(value.number.normalize()) if value.number is not None else str(value.flag)


def judge(set_code: str, year: int, unit_ids: Iterable[int] | None = None) -> int:
    """Judges the units that have values of the year by a set and keeps the verdicts. Returns how many units.

    Without `unit_ids` every unit with values is judged. Writes Assessment and Verdict rows, nothing else.
    """
    facts = set_facts(set_code)
    asked = None if unit_ids is None else list(unit_ids)
    judged = judged_units(facts, year, asked)
    _keep(facts, year, judged, asked if asked is not None else [unit for unit, _, _ in judged])
    return len(judged)


def judged_units(
    facts: SetFacts, year: int, unit_ids: Iterable[int] | None = None
) -> list[tuple[int, str, list[CriterionFinding]]]:
    """(unit, region, findings) of each unit, without writing anything: the same values may be tried under any set."""
    rule = facts.rule
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


def _keep(
    facts: SetFacts, year: int, judged: Sequence[tuple[int, str, list[CriterionFinding]]], asked: Sequence[int]
) -> None:
    """Replaces the assessments of the units asked about; a unit without values has none any more."""
    moment = timezone.now()
    former = Assessment.objects.filter(set=facts.set, year=year, unit_id__in=asked)
    Verdict.objects.filter(assessment__in=former)._raw_delete(using=former.db)  # type: ignore[attr-defined]
    former._raw_delete(using=former.db)  # type: ignore[attr-defined]
    rows = []
    for unit_id, region, findings in judged:
        met, not_met, undetermined = counts(findings)
        rows.append(
            Assessment(
                unit_id=unit_id,
                set=facts.set,
                year=year,
                region=region,
                met=met,
                not_met=not_met,
                undetermined=undetermined,
                judged_at=moment,
            )
        )
    Assessment.objects.bulk_create(rows, batch_size=2000)
    Verdict.objects.bulk_create(
        [
            Verdict(assessment_id=row.pk, no=finding.no, outcome=finding.outcome, findings=finding.findings)
            for row, (_, _, findings) in zip(rows, judged, strict=True)
            for finding in findings
        ],
        batch_size=2000,
    )


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
def write_batch(batch: Any, values: Sequence[NewValue], *, set_code: str, year: int, by: str) -> int:
    """Writes a batch's values, judges the units concerned, records one event. Returns how many values changed."""
    written = write_values(values, year=year, by=by, batch=batch)
    if written:
        units = sorted({value.unit_id for value in values})
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
    """
    mine = list(Value.objects.filter(batch=batch).select_related("replaces"))
    in_use = [value for value in mine if value.is_current]
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

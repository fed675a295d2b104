"""Every write of sets: loading them from a pack, and following a figure that an officer amended."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from chungsuc.audit.actions import record
from chungsuc.law.pack_shapes import CheckShape, FigureShape, IndicatorShape, OwnerShape, Pack, SetShape
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.models import Figure

from .. import events
from ..models import Assessment, CheckRule, CriteriaSet, Criterion, Indicator, Measure, Owner, Threshold
from .judging import judge


@transaction.atomic
def load_sets(pack: Pack, *, by: str) -> int:
    """Writes the pack's sets that are not known yet, with measures, thresholds and owners; records one event.

    Returns how many sets were written. Changed thresholds come through `follow_figures`, never by overwriting a set.
    """
    known = set(CriteriaSet.objects.values_list("code", flat=True))
    figures = {figure.key: figure for figure in pack.figures}
    fresh = [shape for shape in pack.sets if shape.code not in known]
    for shape in fresh:
        _load_set(shape, figures, pack.regions)
    owners = _load_owners(pack.owners)
    if fresh or owners:
        record(
            events.SETS_LOADED,
            actor=by,
            subject_type="rulebook.pack",
            subject_id=pack.code,
            subject_label=pack.name,
            details={"sets": [shape.code for shape in fresh], "owners": owners},
        )
    return len(fresh)


@transaction.atomic
def load_checks(pack: Pack, *, by: str) -> int:
    """Writes the pack's checks of plausibility: new ones, changed ones, and those that left it as retired.

    Returns how many rows changed. Records one event when any did.
    """
    sets = {s.code: s for s in CriteriaSet.objects.filter(code__in=[check.set_code for check in pack.checks])}
    known = {(row.set.code, row.code): row for row in CheckRule.objects.select_related("set")}
    changed = 0
    for shape in pack.checks:
        fields = _check_fields(shape)
        row = known.pop((shape.set_code, shape.code), None)
        if row is None:
            CheckRule.objects.create(set=sets[shape.set_code], code=shape.code, **fields)
        elif any(getattr(row, name) != value for name, value in fields.items()):
            CheckRule.objects.filter(pk=row.pk).update(**fields)
        else:
            continue
        changed += 1
    own = {shape.code for shape in pack.sets}
    gone = [row.pk for (set_code, _), row in known.items() if set_code in own and not row.retired]
    changed += CheckRule.objects.filter(pk__in=gone).update(retired=True)
    if changed:
        record(
            events.CHECKS_LOADED,
            actor=by,
            subject_type="rulebook.pack",
            subject_id=pack.code,
            subject_label=pack.name,
            details={"checks": changed},
        )
    return changed


def _check_fields(shape: CheckShape) -> dict[str, Any]:
    return {
        "kind": shape.kind,
        "level": shape.level,
        "params": json.loads(json.dumps(shape.params, default=str)),
        "words": shape.words,
        "source": shape.source,
        "status": shape.status,
        "retired": False,
    }


def _load_set(shape: SetShape, figures: Mapping[str, FigureShape], regions: Mapping[str, str]) -> None:
    criteria_set = CriteriaSet.objects.create(
        code=shape.code,
        name=shape.name,
        level=shape.level,
        detail=shape.detail,
        document=shape.document,
        since=shape.since,
        until=shape.until,
        years=list(shape.years),
        region_default=shape.region_default,
        region_rule=dict(shape.region_rule),
        region_names=dict(regions),
        source=shape.source,
        status=shape.status,
    )
    criteria = {
        c.no: Criterion.objects.create(set=criteria_set, no=c.no, name=c.name, group=c.group) for c in shape.criteria
    }
    measures = _measures(shape.indicators)
    indicators = Indicator.objects.bulk_create(
        [
            _indicator(row, position, criteria[row.criterion], measures[row.measure])
            for position, row in enumerate(shape.indicators)
        ]
    )
    by_code = {indicator.code: indicator for indicator in indicators}
    Threshold.objects.bulk_create(
        [_threshold(by_code[t.indicator], t.region, t.year, figures[t.figure]) for t in shape.thresholds]
    )


def _measures(indicators: Iterable[IndicatorShape]) -> dict[str, Measure]:
    rows = list(indicators)
    known = {m.code: m for m in Measure.objects.filter(code__in=[row.measure for row in rows])}
    for row in rows:
        if row.measure not in known:
            known[row.measure] = Measure.objects.create(code=row.measure, name=row.name, kind=row.kind, unit=row.unit)
    return known


def _indicator(row: IndicatorShape, position: int, criterion: Criterion, measure: Measure) -> Indicator:
    return Indicator(
        criterion=criterion,
        code=row.code,
        position=position,
        name=row.name,
        text=row.text,
        kind=row.kind,
        unit=row.unit,
        operator=row.operator,
        by_sex=row.by_sex,
        not_applicable_allowed=row.not_applicable_allowed,
        measure=measure,
        set_by=row.set_by,
        note=row.note,
        source=row.source,
        status=row.status,
    )


def _threshold(indicator: Indicator, region: str, year: int | None, figure: FigureShape) -> Threshold:
    number, flag = split(figure.value)
    return Threshold(
        indicator=indicator,
        region=region,
        year=year,
        figure=figure.key,
        number=number,
        flag=flag,
        status=figure.status,
    )


def split(value: Any) -> tuple[Decimal | None, bool | None]:
    """A figure's value as (number, flag); (None, None) when it is missing."""
    if isinstance(value, bool):
        return None, value
    return (None if value is None else Decimal(value)), None


def _load_owners(shapes: Iterable[OwnerShape]) -> int:
    sets = {s.code: s for s in CriteriaSet.objects.all()}
    units = dict(Unit.objects.values_list("code", "id"))
    known = set(Owner.objects.values_list("set__code", "part", "since"))
    fresh = [s for s in shapes if (s.set_code, s.part, s.since) not in known]
    Owner.objects.bulk_create(
        [
            Owner(
                set=sets[s.set_code],
                part=s.part,
                body_id=units[s.body],
                since=s.since,
                until=s.until,
                source=s.source,
                status=s.status,
            )
            for s in fresh
        ]
    )
    return len(fresh)


@transaction.atomic
def follow_figures(keys: Iterable[str]) -> None:
    """Takes over changed threshold figures and judges again what they touch.

    Called inside the transaction that changed the figures. Writes thresholds, assessments, verdicts, one event.
    """
    wanted = [key for key in keys if key.startswith("threshold:")]
    latest = {f.key: f for f in Figure.objects.current().filter(key__in=wanted)}
    touched: set[tuple[str, int | None]] = set()
    for threshold in Threshold.objects.filter(figure__in=wanted).select_related("indicator__criterion__set"):
        number, flag = split(latest[threshold.figure].value)
        if (number, flag) != (threshold.number, threshold.flag) or threshold.status != latest[threshold.figure].status:
            threshold.number, threshold.flag = number, flag
            threshold.status = latest[threshold.figure].status
            threshold.save(update_fields=["number", "flag", "status"])
            touched.add((threshold.indicator.criterion.set.code, threshold.year))
    for code, year in sorted(touched, key=str):
        _judge_again(code, year)


def _judge_again(set_code: str, year: int | None) -> None:
    judged = Assessment.objects.filter(set__code=set_code)
    years = [year] if year is not None else sorted(set(judged.values_list("year", flat=True)))
    for each in years:
        units = list(judged.filter(year=each).values_list("unit_id", flat=True))
        if units:
            judge(set_code, each, units)
            record(
                events.REJUDGED,
                actor="hệ thống",
                subject_type="criteria.set",
                subject_id=set_code,
                subject_label=set_code,
                details={"year": each, "units": len(units), "on": date(each, 12, 31).isoformat()},
            )

"""Every write of sets: loading them from a pack, and following a figure that an officer amended."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from chungsuc.audit.actions import record, record_changes
from chungsuc.law.pack_changes import NO_RETIREMENT, Loaded, Retirement
from chungsuc.law.pack_shapes import CheckShape, FigureShape, Pack, SetShape
from chungsuc.rulebook.models import Figure

from .. import events
from ..models import Assessment, CheckRule, CriteriaSet, Criterion, Indicator, Threshold
from .judging import judge
from .reloading import compare_owners, compare_set
from .set_rows import indicator_row, measures_of, split, threshold_row


@transaction.atomic
def load_sets(pack: Pack, *, by: str, retirement: Retirement = NO_RETIREMENT) -> Loaded:
    """Writes the pack's new sets with measures, thresholds and owners; compares the known ones (see `reloading`).

    Records one event for what is new and one for each change; loading the same pack again writes nothing. Changed
    threshold values come through `follow_figures`. Who answers for a part and is no longer named ends where the
    retirement reaches.
    """
    known = {row.code: row for row in CriteriaSet.objects.all()}
    figures = {figure.key: figure for figure in pack.figures}
    fresh = [shape for shape in pack.sets if shape.code not in known]
    kinds = {level.code: level.unit_kind for level in pack.levels}
    for shape in fresh:
        _load_set(shape, kinds[shape.level], figures, pack.regions)
    loaded = Loaded(new=len(fresh))
    judged: set[tuple[str, int | None]] = set()
    for shape in pack.sets:
        if shape.code in known:
            judged |= compare_set(shape, known[shape.code], pack.regions, figures, loaded)
    owners = compare_owners(pack, [shape.code for shape in fresh], loaded, retirement)
    loaded.new += owners
    if loaded.new:
        record(
            events.SETS_LOADED,
            actor=by,
            subject_type="rulebook.pack",
            subject_id=pack.code,
            subject_label=pack.name,
            details={"sets": [shape.code for shape in fresh], "owners": owners},
        )
    record_changes(events.PACK_CHANGED, loaded.changes, actor=by, subject_type="criteria.set")
    for code, year in sorted(judged, key=str):
        _judge_again(code, year)
    return loaded


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


def _load_set(shape: SetShape, unit_kind: str, figures: Mapping[str, FigureShape], regions: Mapping[str, str]) -> None:
    criteria_set = CriteriaSet.objects.create(
        code=shape.code,
        name=shape.name,
        level=shape.level,
        unit_kind=unit_kind,
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
    measures = measures_of(shape.indicators)
    indicators = Indicator.objects.bulk_create(
        [
            indicator_row(row, position, criteria[row.criterion], measures[row.measure])
            for position, row in enumerate(shape.indicators)
        ]
    )
    by_code = {indicator.code: indicator for indicator in indicators}
    Threshold.objects.bulk_create(
        [threshold_row(by_code[t.indicator], t.region, t.year, figures[t.figure]) for t in shape.thresholds]
    )


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
                subject_label=CriteriaSet.objects.values_list("name", flat=True).get(code=set_code)[:200],
                details={"year": each, "units": len(units), "on": date(each, 12, 31).isoformat()},
            )

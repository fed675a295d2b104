"""An edited pack compared with the sets that are stored. What results rest on stays and is told as kept."""

from collections.abc import Collection, Mapping
from typing import Any

from chungsuc.audit.changes import differing, said
from chungsuc.law.dated import Fact, reconcile
from chungsuc.law.pack_changes import GONE, Change, Loaded, Retirement, retire, why_kept
from chungsuc.law.pack_shapes import FigureShape, IndicatorShape, Pack, Place, SetShape
from chungsuc.law.periods import show_day
from chungsuc.organisations.models import Unit

from ..models import Assessment, CriteriaSet, Criterion, Indicator, Owner, Threshold
from .set_rows import indicator_row, measures_of, threshold_row

Touched = set[tuple[str, int | None]]  # sets and years (None: every year) to judge again
_RESTS_ON_IT = (
    "đã có kết quả đánh giá theo bộ này nên chưa nhận. Ghi thành một bộ tiêu chí mới với mã khác, hoặc ghi lại như cũ."
)


def compare_set(
    shape: SetShape,
    held: CriteriaSet,
    regions: Mapping[str, str],
    figures: Mapping[str, FigureShape],
    loaded: Loaded,
) -> Touched:
    """A part of loading: compares a known set with the pack's; returns what has to be judged again."""
    years = set(Assessment.objects.filter(set=held).values_list("year", flat=True))
    words: dict[str, Any] = {
        "name": shape.name,
        "document": shape.document,
        "until": shape.until,
        "region_names": dict(regions),
        "source": shape.source,
        "status": shape.status,
    }
    basis = {
        "level": shape.level,
        "detail": shape.detail,
        "since": shape.since,
        "region_default": shape.region_default,
        "region_rule": dict(shape.region_rule),
    }
    (words if years <= set(shape.years) else basis)["years"] = list(shape.years)
    label = f"bộ tiêu chí {held.name}"
    _take(held, shape.code, label, words, basis, bool(years), shape.place, loaded)
    criteria = _compare_criteria(shape, held, bool(years), loaded)
    indicators = _compare_indicators(shape, held, criteria, bool(years), loaded)
    return _new_thresholds(shape, indicators, figures, years, loaded)


def _take(
    row: Any,
    subject: str,
    label: str,
    words: Mapping[str, Any],
    basis: Mapping[str, Any],
    rested_on: bool,
    place: Place,
    loaded: Loaded,
) -> None:
    """Writes the words that differ, and what results rest on unless there are results already."""
    other = differing(row, words)
    if changed := differing(row, basis):
        if rested_on:
            before, after = said(row, changed)
            loaded.keep(place, f"{label} ({before} → {after}): {_RESTS_ON_IT}")
        else:
            other |= changed
    if other:
        loaded.changes.append(Change(subject, label, *said(row, other)))
        type(row).objects.filter(pk=row.pk).update(**other)


def _compare_criteria(shape: SetShape, held: CriteriaSet, rested_on: bool, loaded: Loaded) -> dict[int, Criterion]:
    known = {row.no: row for row in held.criteria.all()}
    for one in shape.criteria:
        label = f"{held.name}, tiêu chí {one.no}"
        if one.no in known:
            words = {"name": one.name, "group": one.group}
            _take(known[one.no], shape.code, label, words, {}, rested_on, shape.place, loaded)
        elif rested_on:
            loaded.keep(shape.place, f"{label} (mới): {_RESTS_ON_IT}")
        else:
            known[one.no] = Criterion.objects.create(set=held, no=one.no, name=one.name, group=one.group)
            loaded.changes.append(Change(shape.code, label, "", one.name))
    return known


def _compare_indicators(
    shape: SetShape, held: CriteriaSet, criteria: Mapping[int, Criterion], rested_on: bool, loaded: Loaded
) -> dict[str, Indicator]:
    rows = Indicator.objects.filter(criterion__set=held).select_related("measure")
    known = {row.code: row for row in rows}
    measures = measures_of([one for one in shape.indicators if one.code in known or not rested_on])
    for position, one in enumerate(shape.indicators):
        label = f"{held.name}, chỉ tiêu {one.code}"
        row = known.get(one.code)
        if row is not None:
            basis = _basis(one) | {"measure_id": measures[one.measure].pk}
            if one.criterion in criteria:
                basis["criterion_id"] = criteria[one.criterion].pk
            _take(row, shape.code, label, _words(one, position), basis, rested_on, one.place, loaded)
        elif rested_on or one.criterion not in criteria:
            loaded.keep(one.place, f"{label} (mới): {_RESTS_ON_IT}")
        else:
            row = indicator_row(one, position, criteria[one.criterion], measures[one.measure])
            row.save()
            known[one.code] = row
            loaded.changes.append(Change(shape.code, label, "", one.name))
    return known


def _words(one: IndicatorShape, position: int) -> dict[str, Any]:
    names = ("name", "text", "unit", "set_by", "note", "source", "status")
    return {name: getattr(one, name) for name in names} | {"position": position}


def _basis(one: IndicatorShape) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("kind", "operator", "by_sex", "not_applicable_allowed")}


def _new_thresholds(
    shape: SetShape,
    indicators: Mapping[str, Indicator],
    figures: Mapping[str, FigureShape],
    years: Collection[int],
    loaded: Loaded,
) -> Touched:
    """Thresholds that were not there; those of years with results are judged again, as an amended figure's are."""
    stored = Threshold.objects.filter(indicator__in=indicators.values()).values_list("figure", flat=True)
    known, touched = set(stored), Touched()
    for one in shape.thresholds:
        if one.figure in known or one.indicator not in indicators:
            continue
        threshold_row(indicators[one.indicator], one.region, one.year, figures[one.figure]).save()
        loaded.changes.append(Change(one.figure, figures[one.figure].label, "", "thêm mức yêu cầu"))
        if years and (one.year is None or one.year in years):
            touched.add((shape.code, one.year))
    return touched


def compare_owners(pack: Pack, fresh: Collection[str], loaded: Loaded, retirement: Retirement) -> int:
    """A part of loading: who answers for which part of the pack's sets, as dated facts. Returns how many rows of the
    `fresh` sets were written; of known sets each is a change.
    """
    sets = dict(CriteriaSet.objects.filter(code__in=[s.code for s in pack.sets]).values_list("code", "pk"))
    units = dict(Unit.objects.values_list("code", "pk"))
    names = {unit.code: unit.name for unit in pack.units}
    stored: dict[tuple[str, str], list[Fact]] = {}
    for row in Owner.objects.filter(set__code__in=sets).select_related("set", "body"):
        facts = stored.setdefault((row.set.code, row.part), [])
        facts.append(Fact(row.since, row.until, row.body.code, row))
    wanted: dict[tuple[str, str], list[Fact]] = {}
    for o in pack.owners:
        wanted.setdefault((o.set_code, o.part), []).append(Fact(o.since, o.until, o.body, o))
    rows: list[Owner] = []
    for set_code, part in sorted({*stored, *wanted}):
        changed, label = Loaded(), f"cơ quan phụ trách {'chỉ tiêu' if '.' in part else 'tiêu chí'} {part}"
        held = stored.get((set_code, part), [])
        given = wanted.get((set_code, part), [])
        added = _compare_owner(label, (set_code, part), held, given, names, changed, retirement)
        rows += [
            Owner(
                set_id=sets[set_code],
                part=part,
                body_id=units[f.value],
                since=f.since,
                until=f.until,
                source=f.row.source,
                status=f.row.status,
            )
            for f in added
        ]
        loaded.kept += changed.kept
        loaded.retired += changed.retired
        loaded.changes += changed.changes if set_code not in fresh else []
    Owner.objects.bulk_create(rows)
    return sum(row.set_id in {sets[code] for code in fresh} for row in rows)


def _compare_owner(
    label: str,
    place: tuple[str, str],
    held: list[Fact],
    wanted: list[Fact],
    names: Mapping[str, str],
    told: Loaded,
    retirement: Retirement,
) -> tuple[Fact, ...]:
    """`place`: the set and the part. Returns the rows to add; the rest is written."""
    set_code = place[0]

    def words(fact: Fact) -> str:
        until = f" đến hết {show_day(fact.until)}" if fact.until else ""
        return f"{names.get(fact.value, fact.value)} từ {show_day(fact.since)}{until}"

    found = reconcile(held, wanted, loaded=[fact.since for fact in held])  # only packs say who answers
    found = retire(found, "owners", place, told, retirement)
    for fact, why in found.refused:
        at = next((words(one) for one in held if one.covers(fact.since)), "một cơ quan")
        told.keep(fact.row.place, f"{label} ({words(fact)}): {why_kept(why, fact.since, at, None)}")
    for fact in found.gone:
        told.keep(None, f"{label} ({words(fact)}): {GONE}")
    for row, shape in ((one.row, other.row) for one, other in found.same):
        if other := differing(row, {"source": shape.source, "status": shape.status}):
            told.changes.append(Change(set_code, label, *said(row, other)))
            Owner.objects.filter(pk=row.pk).update(**other)
    for one, until in found.ends:
        told.changes.append(Change(set_code, label, words(one), words(Fact(one.since, until, one.value))))
        Owner.objects.filter(pk=one.row.pk).update(until=until)
    told.changes += [Change(set_code, label, "", words(fact)) for fact in found.adds]
    return found.adds

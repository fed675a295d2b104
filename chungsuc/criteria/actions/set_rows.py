"""The rows of a pack's sets."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from chungsuc.law.pack_shapes import FigureShape, IndicatorShape

from ..models import Criterion, Indicator, Measure, Threshold


def measures_of(indicators: Iterable[IndicatorShape]) -> dict[str, Measure]:
    """A part of loading: what the indicators measure, by code; writes what was never measured before."""
    rows = list(indicators)
    known = {m.code: m for m in Measure.objects.filter(code__in=[row.measure for row in rows])}
    for row in rows:
        if row.measure not in known:
            known[row.measure] = Measure.objects.create(code=row.measure, name=row.name, kind=row.kind, unit=row.unit)
    return known


def indicator_row(row: IndicatorShape, position: int, criterion: Criterion, measure: Measure) -> Indicator:
    """An indicator of a set, not yet saved."""
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


def threshold_row(indicator: Indicator, region: str, year: int | None, figure: FigureShape) -> Threshold:
    """A threshold with the value of its figure, not yet saved."""
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

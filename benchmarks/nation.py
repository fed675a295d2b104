"""A made-up country: communes, a set of 57 indicators in 19 criteria with thresholds by region, values of some years.

Everything follows from numbers, so that a workbook, a database and a bare loop can be given the same.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

CODE = "bo_do"
CRITERIA, INDICATORS, REGIONS = 19, 57, 6
FIRST_YEAR = 2021
SINCE = date(2015, 1, 1)
TENTH = 100_000  # millionths


def criterion_of(indicator: int) -> int:
    """1 … 19."""
    return CRITERIA * indicator // INDICATORS + 1


def code_of(indicator: int) -> str:
    """ "5.2": the second indicator of the fifth criterion."""
    first = next(i for i in range(INDICATORS) if criterion_of(i) == criterion_of(indicator))
    return f"{criterion_of(indicator)}.{indicator - first + 1}"


def at_least(indicator: int) -> bool:
    """One indicator in five is "at most"."""
    return indicator % 5 != 0


def threshold(indicator: int, region: int) -> int:
    """In tenths: 500 is 50,0 %."""
    return (30 + (indicator * 7 + region * 3) % 40) * 10


def region_of(commune: int) -> int:
    return commune % REGIONS


def values_of(commune: int, year: int) -> list[int]:
    """The values of a commune in a year, in tenths; about 97 of 100 reach their threshold."""
    chance = random.Random(commune * 100 + year)
    row = []
    for indicator in range(INDICATORS):
        better = 1 if (chance.random() < 0.97) == at_least(indicator) else -1
        row.append(threshold(indicator, region_of(commune)) + better * chance.randrange(1, 300))
    return row


def name_of(commune: int) -> str:
    return f"Xã Đo Đạc {commune + 1}"


def make_set() -> dict[int, int]:
    """Writes the set; returns the measure of each indicator."""
    from chungsuc.criteria.models import CriteriaSet, Criterion, Indicator, Measure, Threshold

    years = list(range(FIRST_YEAR, FIRST_YEAR + 5))
    made = CriteriaSet.objects.create(
        code=CODE, name="Bộ tiêu chí để đo", level="xa_ntm", detail="indicator", document="", since=SINCE, years=years,
        region_default="vung-0", status="demo",
    )  # fmt: skip
    criteria = [Criterion.objects.create(set=made, no=no, name=f"Tiêu chí {no}") for no in range(1, CRITERIA + 1)]
    measures: dict[int, int] = {}
    for i in range(INDICATORS):
        measure = Measure.objects.create(code=f"do-{i}", name=f"Chỉ tiêu {code_of(i)}", kind="percent", unit="%")
        indicator = Indicator.objects.create(
            criterion=criteria[criterion_of(i) - 1], code=code_of(i), position=i, name=f"Tỷ lệ thứ {i + 1}",
            kind="percent", unit="%", operator=">=" if at_least(i) else "<=", measure=measure, status="demo", text="",
        )  # fmt: skip
        measures[i] = measure.pk
        for region in range(REGIONS):
            number = threshold(i, region) / 10
            Threshold.objects.create(
                indicator=indicator,
                region=f"vung-{region}",
                figure=f"threshold:{code_of(i)}",
                number=number,
                status="demo",
            )
    return measures


def make_units(communes: int) -> list[int]:
    """Writes a province and its communes with names, places, regions; returns the communes' ids."""
    from chungsuc.law.spelling import sort_key, unit_key
    from chungsuc.organisations.models import Attribute, Identity, Placement, Unit

    province = Unit.objects.create(code="T", kind="province", since=SINCE)
    Identity.objects.create(
        unit=province, name="Tỉnh Đo Đạc", name_key=unit_key("Tỉnh Đo Đạc"), since=SINCE, gso_code="00"
    )
    units = Unit.objects.bulk_create(
        [Unit(code=f"x-{n:05}", kind="commune", since=SINCE) for n in range(communes)], batch_size=2000
    )
    identities, placements, attributes = [], [], []
    for n, unit in enumerate(units):
        name, gso = name_of(n), f"{10000 + n}"
        row = Identity(unit=unit, name=name, form="xa", name_key=unit_key(name), since=SINCE, gso_code=gso)
        row.sort_key = sort_key(name)
        identities.append(row)
        placements.append(Placement(unit=unit, parent=province, since=SINCE))
        said = {"region": f"vung-{region_of(n)}", "in_ntm_scope": "yes"}
        attributes += [Attribute(unit=unit, key=key, value=value, since=SINCE) for key, value in said.items()]
    Identity.objects.bulk_create(identities, batch_size=2000)
    Placement.objects.bulk_create(placements, batch_size=2000)
    Attribute.objects.bulk_create(attributes, batch_size=2000)
    return [unit.pk for unit in units]


def make_values(units: list[int], measures: dict[int, int], years: int) -> None:
    """Writes every value of the first `years` years by plain statements."""
    from django.db import connection, transaction

    columns = "unit_id, measure_id, year, sex, state, number, bare, sheet, cell, raw, "
    columns += "entered_by, entered_at, reason, is_current"
    marks = ", ".join(["%s"] * len(columns.split(",")))
    moment = connection.ops.adapt_datetimefield_value(datetime(2026, 1, 1, tzinfo=UTC))
    for year in range(FIRST_YEAR, FIRST_YEAR + years):
        for start in range(0, len(units), 500):
            with transaction.atomic(), connection.cursor() as cursor:
                rows = _value_rows(units[start : start + 500], start, measures, year, moment)
                cursor.executemany(f"INSERT INTO criteria_value ({columns}) VALUES ({marks})", list(rows))


def _value_rows(units: list[int], first: int, measures: dict[int, int], year: int, moment: Any) -> Iterator[tuple]:
    for n, unit in enumerate(units, first):
        for indicator, value in enumerate(values_of(n, year)):
            yield (
                unit, measures[indicator], year, "", "given", value * TENTH, True, "N", "A1", "",
                "đo", moment, "", True,
            )  # fmt: skip


def make_country(communes: int, years: int) -> tuple[list[int], dict[int, int]]:
    """Units, set and values."""
    units, measures = make_units(communes), make_set()
    make_values(units, measures, years)
    return units, measures

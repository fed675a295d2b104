"""Totals by unit, source, year and kind: of a district, across 01/07/2025, of confirmed contributions alone."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chungsuc.organisations.models import Lineage, Unit
from chungsuc.resources.facts import totals_on
from chungsuc.resources.rules.giving import GOODS, LABOUR, LAND, MONEY
from tests.province import Province

from . import rows
from .rows import NEW, OLD, gift

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture(autouse=True)
def ground(bare_province: Province, settings: Any) -> None:
    settings.TODAY = "2025-12-31"


def line(day: date, code: str) -> Any:
    found = [one for one in totals_on(day).lines if one.unit.code == code]
    return found[0].whole if found else None


def test_only_what_the_receiver_confirmed_is_counted_and_the_rest_is_told() -> None:
    rows.confirmed()
    rows.recorded(gift(purpose="chờ"))
    found = totals_on(BEFORE)
    assert (found.whole.rows, found.whole.money, found.waiting) == (1, Decimal(5_000_000), 1)


def test_each_kind_is_counted_in_its_own_measure() -> None:
    for said in rows.KINDS:
        rows.confirmed(said)
    whole = totals_on(BEFORE).whole
    assert (whole.money, whole.labour, whole.land) == (Decimal(205_000_000), Decimal("12.5"), Decimal(300))
    assert dict(whole.goods) == {"bao xi măng": Decimal(40)}
    assert (whole.value, whole.unvalued, whole.in_kind) == (Decimal(295_000_000), 2, Decimal(90_000_000))


def test_sums_are_kept_by_source_year_kind_and_measure() -> None:
    rows.confirmed()
    rows.confirmed(gift(given_on=date(2023, 5, 1)))
    rows.confirmed(rows.KINDS[4])
    found = totals_on(BEFORE)
    assert found.years == [2023, 2024] and list(found.sources) == ["tinh", "nguoi-dan"]
    assert found.of_source("tinh").money == Decimal(200_000_000)
    assert found.of_year(2023).money == Decimal(5_000_000)
    assert totals_on(BEFORE, year=2023, source="tinh").whole.rows == 0


def test_a_district_is_its_communes_of_the_day_and_itself() -> None:
    rows.confirmed()
    rows.confirmed(gift(purpose="huyện nhận"), "dn-666")
    own, district = line(BEFORE, OLD), line(BEFORE, "dn-666")
    assert (own.rows, district.rows, district.money) == (1, 2, Decimal(10_000_000))


def test_a_new_commune_is_its_predecessors_and_itself_and_nothing_is_lost() -> None:
    parts = Lineage.objects.filter(successor__code=NEW).values_list("predecessor__code", flat=True)
    assert OLD in parts and len(parts) > 1
    for code in parts:
        rows.confirmed(unit=code)
    rows.confirmed(gift(given_on=date(2025, 9, 1)), NEW)
    before, after = totals_on(BEFORE), totals_on(date(2025, 12, 31))
    assert line(BEFORE, NEW) is None and before.whole.rows == len(parts)
    assert line(AFTER, NEW).rows == len(parts) and line(AFTER, OLD) is None
    assert line(date(2025, 12, 31), NEW).rows == len(parts) + 1 == after.whole.rows


def test_what_an_ended_district_received_itself_stays_under_its_own_name() -> None:
    rows.confirmed(unit="dn-666")
    found = totals_on(AFTER)
    assert [(one.unit.code, one.ended) for one in found.lines] == [("dn-666", True)]
    assert found.whole.rows == 1


def test_what_was_given_later_than_the_day_is_not_yet_there() -> None:
    rows.confirmed()
    assert totals_on(date(2024, 2, 29)).whole.rows == 0


def test_totals_cost_the_same_whatever_the_number_of_rows(django_assert_max_num_queries: Any) -> None:
    for kind in (MONEY, LABOUR, LAND, GOODS):
        rows.confirmed(gift(kind=kind, measure="bao" if kind == GOODS else "", purpose=kind))
    rows.confirmed(unit="dn-666")
    with django_assert_max_num_queries(10):
        assert len(totals_on(AFTER).lines) == 2


def test_a_reader_of_one_commune_sees_that_commune_alone() -> None:
    rows.confirmed()
    rows.confirmed(unit="dn-24673")
    ids = [Unit.objects.get(code=OLD).pk]
    assert totals_on(BEFORE, unit_ids=ids).whole.rows == 1

"""The values of merged units added up, on the page of the unit they became."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.criteria.actions import NewValue, record_value
from chungsuc.criteria.models import Measure, Value
from chungsuc.organisations.models import Lineage
from chungsuc.reports.facts.sums import merged_sums
from tests.province import Province

NEW = "ld-24751"


def _parts() -> list[Any]:
    rows = Lineage.objects.filter(successor__code=NEW).select_related("predecessor")
    return [row.predecessor for row in rows.order_by("pk")]


def _new_id() -> int:
    return Lineage.objects.filter(successor__code=NEW).values_list("successor_id", flat=True)[0]


def _share(unit: Any, measure: Measure, above: int, below: int) -> None:
    number = Decimal(above) * 100 / below
    given = NewValue(unit.pk, measure.pk, number=number, numerator=Decimal(above), denominator=Decimal(below))
    record_value(given, year=2023, by="bài thử", reason="bổ sung tử số, mẫu số")


def _line(code: str) -> Any:
    sums = merged_sums(_new_id(), year=2023)
    assert sums is not None
    return next(line for line in sums.lines if line.indicator.code == code)


def test_bare_percentages_are_not_added_and_say_so(province: Province) -> None:
    line = _line("2.1")
    assert line.sum.number is None
    assert "Chỉ có tỷ lệ" in line.sum.why_not or "Thiếu số liệu" in line.sum.why_not


def test_numerators_and_denominators_of_the_parts_are_summed_again(province: Province) -> None:
    measure = Measure.objects.get(indicators__code="2.1", indicators__criterion__set__code="xa_ntm_2021_2025")
    parts = _parts()
    before = Value.objects.filter(unit_id=_new_id()).count()
    for number, unit in enumerate(parts, 1):
        _share(unit, measure, 10 * number, 20 * number + 5 * number)
    line = _line("2.1")
    whole = sum(range(1, len(parts) + 1))
    assert len(parts) > 1
    assert (line.sum.numerator, line.sum.denominator, line.sum.number) == (10 * whole, 25 * whole, 40)
    assert Value.objects.filter(unit_id=_new_id()).count() == before


def test_a_unit_that_nothing_was_merged_into_has_no_sums(province: Province) -> None:
    assert merged_sums(_parts()[0].pk) is None


def test_the_page_shows_the_sums_and_stays_within_reach(province: Province, client_as: Callable[[Any], Any]) -> None:
    address = reverse("unit_sums", args=[NEW])
    text = client_as(province.account("coordinator")).get(address, {"nam": "2023"}).content.decode()
    assert "Cộng lại" in text
    assert "Chỉ có tỷ lệ" in text
    assert client_as(province.account("other_commune")).get(address).status_code == 404


@pytest.mark.parametrize("query", [{"nam": "9999"}, {"bo": "khong-co"}, {"nam": "x", "bo": "khong-co"}])
def test_a_year_or_set_that_was_not_judged_is_not_there(
    province: Province, client_as: Callable[[Any], Any], query: dict[str, str]
) -> None:
    answer = client_as(province.account("coordinator")).get(reverse("unit_sums", args=[NEW]), query)
    assert answer.status_code == 404

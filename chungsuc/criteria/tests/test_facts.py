"""Sets for the engine, readings of units, and who answers for what on a day."""

from datetime import date
from decimal import Decimal

import pytest

from chungsuc.criteria.actions import NewValue, write_values
from chungsuc.criteria.facts import (
    assessment_day,
    attributes_for_year,
    owners_on,
    readings,
    set_facts,
    sets_for_year,
)
from chungsuc.criteria.models import CriteriaSet, Measure, Threshold, Value
from chungsuc.criteria.rules import MILLION, NA
from chungsuc.organisations.models import Attribute, Unit

SET = "xa_ntm_2021_2025"


def test_a_years_values_speak_to_its_last_day() -> None:
    assert assessment_day(2023) == date(2023, 12, 31)


def test_a_set_has_the_criteria_and_indicators_of_its_decision(bare_province) -> None:
    facts = set_facts(SET)
    assert (len(facts.criteria), len(facts.indicators)) == (19, 57)
    assert [i.code for i in facts.of_criterion(15)] == ["15.1", "15.2", "15.3", "15.4"]
    assert (facts.wording("15.1").by_sex, facts.wording("10").unit) == (True, "triệu đồng/người/năm")


def test_a_set_at_hand_is_not_asked_for_again(bare_province, django_assert_num_queries) -> None:
    criteria_set = CriteriaSet.objects.get(code=SET)
    with django_assert_num_queries(3):
        facts = set_facts(criteria_set)
    assert facts.set is criteria_set


def test_a_set_that_no_pack_brought_does_not_exist(db) -> None:
    with pytest.raises(CriteriaSet.DoesNotExist):
        set_facts("khong-co")


def test_the_engine_gets_thresholds_in_millionths_and_missing_ones_as_none(bare_province) -> None:
    rules = {rule.code: rule for rule in set_facts(SET).rule.indicators}
    assert rules["10"].thresholds["tay_nguyen", 2023] == 47 * MILLION
    assert rules["1.1"].thresholds["*", None] is True
    advanced = set_facts("xa_ntm_nang_cao_2021_2025")
    missing = Threshold.objects.filter(indicator__criterion__set=advanced.set, status="missing").first()
    rule = next(r for r in advanced.rule.indicators if r.code == missing.indicator.code)
    assert rule.thresholds[missing.region, missing.year] is None


@pytest.mark.parametrize(
    ("region", "year", "figure"),
    [
        ("tay_nguyen", 2023, "threshold:xa_ntm_2021_2025:10:tay_nguyen:2023"),
        ("trung_du_mien_nui_phia_bac", 2021, "threshold:xa_ntm_2021_2025:10:trung_du_mien_nui_phia_bac:2021"),
        ("dong_nam_bo", 2023, None),
    ],
    ids=["Tây Nguyên", "xã đặc biệt khó khăn", "vùng chưa có mức"],
)
def test_the_threshold_of_an_indicator_is_that_of_its_region_and_year(bare_province, region, year, figure) -> None:
    facts = set_facts(SET)
    found = facts.threshold_of(facts.by_code["10"], region, year)
    assert (found and found.figure) == figure


def test_the_largest_threshold_gives_the_order_of_magnitude(bare_province) -> None:
    facts = set_facts(SET)
    assert facts.largest_threshold(facts.by_code["10"]) == Decimal(53)
    assert facts.largest_threshold(facts.by_code["1.1"]) is None


def test_a_year_is_judged_by_the_sets_that_cover_it(bare_province) -> None:
    assert {s.code for s in sets_for_year(2019)} == {"xa_ntm_2016_2020"}
    assert [s.code for s in sets_for_year(2021, level="xa_ntm")] == ["xa_ntm_2021_2025", "xa_ntm_2016_2020"]
    assert sets_for_year(2030) == []


def test_a_given_a_refused_and_a_withdrawn_value_are_read_apart(province) -> None:
    commune = Unit.objects.get(code="dn-24751")
    flag, number, absent, gone = Measure.objects.order_by("pk")[:4]
    write_values(
        [
            NewValue(commune.pk, flag.pk, flag=False),
            NewValue(commune.pk, number.pk, sex="f", number=Decimal("0")),
            NewValue(commune.pk, absent.pk, state=Value.NOT_APPLICABLE),
            NewValue(commune.pk, gone.pk, number=Decimal(1)),
        ],
        year=2024,
        by="an",
    )
    write_values([NewValue(commune.pk, gone.pk, state=Value.WITHDRAWN)], year=2024, by="an")
    assert list(readings(2024)) == [(commune.pk, {(flag.pk, ""): False, (number.pk, "f"): 0, (absent.pk, ""): NA})]


def test_a_zero_is_read_and_a_blank_is_not(province) -> None:
    commune = Unit.objects.get(code="dn-24751")
    first, second = Measure.objects.order_by("pk")[:2]
    write_values([NewValue(commune.pk, first.pk, number=Decimal(0))], year=2024, by="an")
    ((_, found),) = readings(2024)
    assert found == {(first.pk, ""): 0}
    assert (second.pk, "") not in found


def test_readings_of_no_unit_are_none_and_units_come_one_by_one(province) -> None:
    assert list(readings(2023, [])) == []
    units = [unit for unit, _ in readings(2023)]
    assert units == sorted(set(units))
    assert len(units) == 60


def test_a_unit_is_held_to_what_held_on_the_years_last_day(province) -> None:
    commune = Unit.objects.get(code="dn-24751")
    Attribute.objects.create(unit=commune, key="special_difficulty", value="yes", since=date(2022, 1, 1),
                             until=date(2023, 12, 30))  # fmt: skip
    assert attributes_for_year(2022, [commune.pk])[commune.pk]["special_difficulty"] == "yes"
    assert "special_difficulty" not in attributes_for_year(2023, [commune.pk])[commune.pk]


def test_a_unit_that_ended_in_the_year_is_held_to_its_own_last_day(province) -> None:
    commune = Unit.objects.get(code="dn-24751")
    assert commune.until == date(2025, 6, 30)
    assert attributes_for_year(2025, [commune.pk])[commune.pk]["region"] == "tay_nguyen"


def test_attributes_cost_the_same_for_one_closed_unit_and_for_sixty(province, django_assert_max_num_queries) -> None:
    ids = list(Unit.objects.filter(kind="commune", until=date(2025, 6, 30)).values_list("pk", flat=True))
    with django_assert_max_num_queries(3):
        assert len(attributes_for_year(2025, ids)) == len(ids)


@pytest.mark.parametrize(
    ("day", "body"),
    [(date(2025, 2, 28), "STNMT"), (date(2025, 3, 1), "SNNMT")],
    ids=["trước khi hợp nhất sở", "từ ngày hợp nhất sở"],
)
def test_the_body_that_answers_changes_with_the_merger_of_departments(bare_province, day, body) -> None:
    assert owners_on(SET, day)["17"].body.code == body


def test_before_anybody_was_named_nobody_answers(bare_province) -> None:
    assert owners_on(SET, date(2020, 1, 1)) == {}

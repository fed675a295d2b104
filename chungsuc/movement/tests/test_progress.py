"""The targets on a day out of the real pack and samples; what is missing stays open."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungsuc.cli.evaluate import evaluated
from chungsuc.criteria.models import Assessment, CriteriaSet
from chungsuc.law.verdicts import Outcome
from chungsuc.movement.facts import COUNTS, Day, as_json, newest_results, plan_figures, progress_on, said, trends
from chungsuc.movement.models import Plan, Target
from chungsuc.movement.readings import Readings, Results
from chungsuc.organisations.actions import NewUnit, merge_units, rename_unit
from chungsuc.organisations.facts import tree_on
from chungsuc.organisations.models import Unit
from chungsuc.recognition.facts import register_on
from chungsuc.recognition.models import Recognition, Revocation
from chungsuc.rulebook.models import Figure

EVE, TURN = date(2025, 6, 30), date(2025, 7, 1)
YEAR_ENDS = [date(2021, 12, 31), date(2023, 12, 31)]
CODES = ["xa_ntm", "xa_ntm_nang_cao", "xa_ntm_kieu_mau", "average_criteria", "communes_below_15", "new_districts"]
ORDINARY = dict(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)


def on(day: date) -> dict[str, object]:
    return {item.code: item for item in progress_on(Plan.objects.get(), day)}


@pytest.mark.parametrize(
    ("day", "actual"),
    [
        (date(2021, 12, 31), [29, 0, 0, 16, 19, 0]),
        (date(2023, 12, 31), [36, 1, 0, 16.62, 13, 0]),
        (EVE, [36, 2, 0, 16.62, 13, 0]),
    ],
)
def test_the_six_targets_on_the_days_that_are_known(province, day, actual) -> None:
    found = [as_json(item) for item in on(day).values()]
    assert [row["code"] for row in found] == CODES
    assert [row["actual"] for row in found] == actual
    assert {row["status"] for row in found} == {"not_met"}


def test_from_the_reorganisation_on_nothing_is_concluded_on_the_new_units_and_the_former_figure_is_kept(province):
    found = on(TURN)
    communes = found["xa_ntm"]
    assert (communes.outcome, communes.amount.low, communes.amount.high, communes.amount.of) == (
        Outcome.UNDETERMINED, 6, 9, 25,
    )  # fmt: skip
    assert (communes.former.amount.low, communes.former.frozen_on, communes.former.outcome) == (
        36, EVE, Outcome.NOT_MET,
    )  # fmt: skip
    assert communes.reasons[0].text == "chỉ tiêu đặt cho 60 xã cũ; chưa có văn bản quy đổi sang 25 xã mới"
    assert found["average_criteria"].amount.low is None
    assert found["average_criteria"].former.amount.low == on(EVE)["average_criteria"].amount.low


def test_a_target_that_ends_with_its_units_keeps_their_last_figure(province) -> None:
    districts = on(TURN)["new_districts"]
    assert (districts.amount.low, districts.frozen_on, districts.former, districts.gap) == (0, EVE, None, 2)
    told = as_json(districts)
    assert told["frozen_on"] == "2025-06-30"
    assert told["reasons"] == ["suy ra: từ 01/7/2025 không còn cấp huyện nên giữ số đến hết ngày 30/6/2025"]


def test_scripts_read_the_former_units_beside_the_new_ones(province) -> None:
    told = as_json(on(TURN)["xa_ntm"])
    assert (told["actual"], told["gap"], told["status"]) == (6, None, "undetermined")
    assert (told["former_units"]["actual"], told["former_units"]["gap"]) == (36, 7)
    assert as_json(on(TURN)["communes_below_15"])["actual"] is None


def test_without_values_only_the_register_speaks(bare_province) -> None:
    found = on(date(2023, 12, 31))
    assert found["average_criteria"].outcome is Outcome.UNDETERMINED
    assert found["average_criteria"].reasons[0].text == "Chưa có số liệu tiêu chí của các xã đến ngày 31/12/2023."
    assert found["communes_below_15"].amount.low is None
    assert found["xa_ntm"].amount.low == 0
    assert newest_results(date(2023, 12, 31), [unit.id for unit in tree_on(EVE).ntm_communes]) is None


def test_a_year_counts_only_after_it_has_ended(province) -> None:
    assert on(date(2023, 12, 30))["average_criteria"].amount.as_of == date(2021, 12, 31)
    units = [unit.id for unit in tree_on(EVE).ntm_communes]
    assert newest_results(date(2023, 12, 30), units).year == 2021
    assert newest_results(date(2023, 12, 31), units).year == 2023


def test_a_target_without_its_figure_is_open(province) -> None:
    Figure.objects.filter(key="target:xa_ntm").delete()
    found = on(date(2023, 12, 31))["xa_ntm"]
    assert (found.outcome, found.target, found.figure_status) == (Outcome.UNDETERMINED, None, "missing")


def test_without_the_bar_no_commune_is_called_below_it(province) -> None:
    Figure.objects.filter(key="rule:below_criteria_count").delete()
    assert on(date(2023, 12, 31))["communes_below_15"].amount.low is None


def test_a_commune_without_values_widens_the_average_to_what_is_possible(province) -> None:
    gone = Assessment.objects.filter(year=2023).first()
    met = gone.met
    gone.delete()
    found = on(date(2023, 12, 31))["average_criteria"]
    assert (found.amount.low, found.amount.high) == (Decimal(997 - met) / 60, Decimal(997 - met + 19) / 60)
    assert gone.unit_id in found.amount.open_ids
    assert "1 xã còn tiêu chí chưa đủ căn cứ." in [reason.text for reason in found.reasons]


@settings(**ORDINARY)
@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), min_size=60, max_size=60))
def test_the_average_lies_between_its_bounds_whatever_the_missing_values_turn_out_to_be(province, drawn) -> None:
    readings, day = Readings(), date(2023, 12, 31)
    communes = [unit.id for unit in readings.tree(day).ntm_communes]
    results = {u: (min(a, b), 19 - max(a, b), abs(a - b)) for u, (a, b) in zip(communes, drawn, strict=True)}
    readings._results[day] = Results(2023, CriteriaSet.objects.get(code="xa_ntm_2021_2025"), 19, results)
    target = Target.objects.get(code="average_criteria")
    amount = COUNTS["average_criteria"](target, Day(readings, day), {})
    later = [sum(met + round(unknown * share) for met, _, unknown in results.values()) for share in (0, 0.5, 1)]
    assert all(amount.low <= Decimal(total) / 60 <= amount.high for total in later)
    assert (amount.sure is not None) == (not amount.open_ids)


@settings(**ORDINARY)
@given(st.data())
def test_communes_below_the_bar_are_bounded_in_the_same_way(province, data) -> None:
    readings, day = Readings(), date(2023, 12, 31)
    communes = [unit.id for unit in readings.tree(day).ntm_communes]
    drawn = data.draw(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 5)), min_size=60, max_size=60))
    pairs = list(zip(communes, drawn, strict=True))
    results = {u: (met, 19 - met - min(un, 19 - met), min(un, 19 - met)) for u, (met, un) in pairs}
    readings._results[day] = Results(2023, CriteriaSet.objects.get(code="xa_ntm_2021_2025"), 19, results)
    target = Target.objects.get(code="communes_below_15")
    amount = COUNTS["communes_below"](target, Day(readings, day), plan_figures([target]))
    assert amount.low == sum(met + unknown < 15 for met, _, unknown in results.values())
    assert amount.high == sum(met < 15 for met, _, _ in results.values())


# --- what was, stays ----------------------------------------------------------------------------------------------


def merge_two(day: date) -> None:
    attributes = (("in_ntm_scope", "yes"), ("region", "tay_nguyen"))
    merge_units(
        code="thu-sap-nhap", effective_on=day, document="bài thử", title="Sáp nhập hai xã",
        predecessors=["dn-24616", "dn-24622"], by="bài thử",
        into=NewUnit("dn-thu", "commune", "xã", "Xã Quảng Thử", "99901", "dn-661", attributes),
    )  # fmt: skip


@pytest.mark.parametrize("day", [*YEAR_ENDS, date(2024, 6, 30)])
def test_a_later_merger_changes_no_figure_of_a_day_before_it(province, day) -> None:
    def everything() -> list:
        judged = [evaluated("xa_ntm_2021_2025", 2023), evaluated("xa_ntm_2016_2020", 2021)]
        return [*judged, [as_json(item) for item in on(day).values()]]

    before = everything()
    merge_two(date(2024, 7, 1))
    assert everything() == before


@settings(**{**ORDINARY, "max_examples": 10})
@given(day=st.dates(date(2020, 1, 1), date(2024, 6, 30)))
def test_no_day_before_a_merger_knows_of_it(merged_province, day) -> None:
    before, after = merged_province
    assert [as_json(item) for item in progress_on(Plan.objects.get(), day, readings=after)] == [
        as_json(item) for item in progress_on(Plan.objects.get(), day, readings=before)
    ]


@pytest.fixture
def merged_province(province) -> tuple[Readings, Readings]:
    """Readings of before the merger was recorded, and of after."""
    readings = []
    for step in (None, merge_two):
        if step:
            step(date(2024, 7, 1))
        kept = Readings()
        assert kept.lives and kept.entries and kept.assessments and kept.lineage
        readings.append(kept)
    return readings[0], readings[1]


def test_on_the_day_of_a_merger_the_new_unit_is_counted_by_the_rule(province) -> None:
    merge_two(date(2024, 7, 1))
    found = on(date(2024, 7, 1))["xa_ntm"]
    assert found.amount.of == 59
    assert found.amount.low == 35  # Quảng Sơn held the level, Đắk Ha did not: the merged commune is examined again


def test_a_merger_after_a_merger_is_followed_back_through_both(province) -> None:
    merge_two(date(2024, 7, 1))
    merge_units(
        code="thu-lan-hai", effective_on=date(2024, 10, 1), document="bài thử", title="Sáp nhập lần hai",
        predecessors=["dn-thu", "dn-24631"], by="bài thử",
        into=NewUnit("dn-thu-hai", "commune", "xã", "Xã Thử Hai", "99902", "dn-661", (("in_ntm_scope", "yes"),)),
    )  # fmt: skip
    codes = dict(Unit.objects.values_list("pk", "code"))
    ancestry = Readings().register(date(2024, 10, 1)).ancestry
    assert {codes[unit]: [(codes[part], last) for part, last in parts] for unit, parts in ancestry.items()} == {
        "dn-thu-hai": [("dn-24631", date(2024, 9, 30)), ("dn-thu", date(2024, 9, 30))],
        "dn-thu": [("dn-24616", date(2024, 6, 30)), ("dn-24622", date(2024, 6, 30))],
    }


def test_without_a_rule_for_mergers_every_merged_commune_stays_open(province) -> None:
    Figure.objects.filter(key="rule:merger_keeps_level").delete()
    found = on(TURN)["xa_ntm"].amount
    assert (found.low, found.high) == (0, 25)


def test_a_revoked_level_counts_until_the_day_of_its_revocation(province) -> None:
    entry = Recognition.objects.get(unit__code="dn-24616", level__code="xa_ntm")
    Revocation.objects.create(
        recognition=entry, decision_number="1/QĐ", signed_on=date(2024, 3, 1), reason="thử", recorded_by="bài thử"
    )
    assert [on(day)["xa_ntm"].amount.low for day in (date(2024, 2, 29), date(2024, 3, 1))] == [36, 35]
    plan = Plan.objects.get()
    points = trends(plan, EVE, progress_on(plan, EVE))["xa_ntm"].points
    assert [(point.year, point.amount) for point in points] == [(2021, 29), (2022, 32), (2023, 36), (2024, 35)]


# --- one reading for many days ------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2003, 1, 1), *YEAR_ENDS, EVE, TURN, date(2026, 1, 1)])
def test_shared_readings_say_the_same_as_each_room_asked_for_one_day(province, day) -> None:
    readings = Readings()
    tree, kept = tree_on(day), readings.tree(day)
    without_point = {
        unit.id: replace(unit, attributes={k: v for k, v in unit.attributes.items() if k != "point"})
        for unit in kept.units.values()
    }
    assert without_point == dict(tree.units)
    ids = [unit.id for unit in tree.ntm_communes]
    register = register_on(day, ids)
    for level in ("xa_ntm", "xa_ntm_nang_cao"):
        assert [readings.register(day).standing(unit, level) for unit in ids] == [
            register.standing(unit, level) for unit in ids
        ]


def test_a_renamed_unit_is_called_what_it_was_called_on_the_day(province) -> None:
    unit = Unit.objects.get(code="dn-24616")
    rename_unit(unit=unit, name="Xã Tên Mới", effective_on=date(2024, 1, 1), document="bài thử", by="bài thử")
    names = [Readings().tree(day).units[unit.pk].name for day in (date(2023, 12, 31), date(2024, 1, 1))]
    assert names == ["Xã Quảng Sơn", "Xã Tên Mới"]


def test_a_unit_without_a_name_on_record_goes_by_its_code(province) -> None:
    Unit.objects.create(code="dn-khong-ten", kind="commune", since=date(2020, 1, 1))
    unit = Readings().tree(date(2023, 12, 31)).by_code("dn-khong-ten")
    assert (unit.name, unit.parent_id, unit.form) == ("dn-khong-ten", None, "")


@pytest.mark.parametrize(("day", "most"), [(date(2021, 12, 31), 8), (EVE, 8), (TURN, 9)])
def test_progress_and_trends_cost_a_fixed_number_of_queries(province, django_assert_max_num_queries, day, most) -> None:
    plan = Plan.objects.prefetch_related("targets").get()
    with django_assert_max_num_queries(most):
        readings = Readings()
        trends(plan, day, progress_on(plan, day, readings=readings), readings=readings)


# --- trends -------------------------------------------------------------------------------------------------------


def test_the_trend_has_a_point_for_every_year_with_certain_figures_and_names_its_ruler(province) -> None:
    plan = Plan.objects.get()
    found = trends(plan, EVE, progress_on(plan, EVE))
    assert [(p.year, p.amount, p.ruler) for p in found["average_criteria"].points] == [
        (2021, 16, "xa_ntm_2016_2020"),
        (2023, Decimal("16.62"), "xa_ntm_2021_2025"),
    ]
    assert found["average_criteria"].forecast.amount is None
    assert [p.amount for p in found["xa_ntm"].points] == [29, 32, 36, 36]
    assert (found["xa_ntm"].forecast.on, found["xa_ntm"].forecast.amount) == (EVE, 37)


def test_after_the_reorganisation_the_trend_stays_with_the_units_the_target_was_set_for(province) -> None:
    plan = Plan.objects.get()
    found = trends(plan, date(2026, 12, 31), progress_on(plan, date(2026, 12, 31)))
    assert [p.year for p in found["xa_ntm"].points] == [2021, 2022, 2023, 2024]


def test_a_year_with_a_commune_left_out_gives_no_point(province) -> None:
    Assessment.objects.filter(year=2023).first().delete()
    plan = Plan.objects.get()
    found = trends(plan, EVE, progress_on(plan, EVE))
    assert [p.year for p in found["average_criteria"].points] == [2021]


def test_a_missing_number_is_said_in_words() -> None:
    assert (said(None), said(Decimal("16.615"), 2)) == ("chưa có", "16,62")

"""Which problems a scene holds, and which five are shown first. Pure: small scenes, no tables."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.law.verdicts import Outcome
from chungsuc.reports.facts.problems import (
    SHOWN,
    CommuneState,
    CriterionState,
    Due,
    Scene,
    all_problems,
    first_problems,
    next_of,
)

MET, NOT_MET, UNDETERMINED = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED
DUE = Due(date(2025, 12, 31), "hạn của chỉ tiêu")
CRITERIA = {no: CriterionState(no, f"Tên {no}", "Sở Xây dựng" if no == 1 else "") for no in range(1, 20)}


def commune(name: str, standing: Outcome = MET, *, failed=(), unsettled=0, values=True, parts=0, district="h1"):
    met = 19 - len(failed) - unsettled if values else None
    return CommuneState(name, name, district, standing, met, tuple(failed), unsettled, parts)


def scene(*communes: CommuneState, **more) -> Scene:
    plain = dict(
        day=date(2023, 12, 31), communes=communes, districts={"h1": "Huyện Một", "h2": "Thành phố Hai"},
        criteria=CRITERIA, year=2023, last_year=2023, bar=15,
        dues={"recognised": DUE, "average_criteria": DUE, "communes_below": DUE},
    )  # fmt: skip
    return Scene(**{**plain, **more})


def of_kind(kind: str, found: Scene) -> list:
    return [problem for problem in all_problems(found) if problem.kind == kind]


def test_a_scene_without_obstacles_has_no_problems() -> None:
    assert all_problems(scene(commune("A"), commune("B"))) == []


def test_communes_nearest_to_the_level_are_named_with_what_they_miss_and_who_answers() -> None:
    [found] = of_kind("near", scene(commune("B", NOT_MET, failed=(2, 1)), commune("A", NOT_MET, failed=(1,))))
    assert found.text == (
        "2 xã chưa được công nhận chỉ còn thiếu 1–2 tiêu chí: A (còn tiêu chí 1), B (còn tiêu chí 2, 1)."
    )
    assert found.who.startswith("Sở Xây dựng (tiêu chí 1)")
    assert "chưa ghi cơ quan phụ trách" in found.who
    assert (found.communes, found.due) == (2, DUE)


def test_a_commune_that_misses_three_criteria_is_not_near() -> None:
    assert of_kind("near", scene(commune("A", NOT_MET, failed=(1, 2, 3)))) == []


def test_a_criterion_that_is_only_unsettled_makes_a_commune_near_but_names_no_failure() -> None:
    [found] = of_kind("near", scene(commune("A", NOT_MET, unsettled=1)))
    assert found.text.endswith("thiếu 1–2 tiêu chí: A.")
    assert found.who == "Văn phòng Điều phối nông thôn mới tỉnh"


def test_a_commune_that_meets_everything_waits_for_its_decision() -> None:
    [found] = of_kind("ready", scene(commune("A", NOT_MET)))
    assert found.text == "1 xã đủ tiêu chí theo số liệu năm 2023 nhưng chưa có quyết định công nhận: A."
    assert of_kind("near", scene(commune("A", NOT_MET))) == []


def test_recognised_communes_that_fall_short_this_year_are_told_worst_first() -> None:
    [found] = of_kind("lapsed", scene(commune("A", failed=(1,)), commune("B", failed=(1, 2))))
    assert found.text == "2 xã đã công nhận nhưng số liệu năm 2023 chưa đạt đủ tiêu chí: B (17/19), A (18/19)."


def test_the_criterion_that_fails_most_comes_with_its_owner_and_only_it_is_called_the_most() -> None:
    first, second = of_kind("criterion", scene(commune("A", failed=(1, 2)), commune("B", failed=(1,))))
    assert first.text == "Tiêu chí 1 Tên 1: 2/2 xã chưa đạt, nhiều nhất trong các tiêu chí."
    assert (first.who, first.query) == ("Sở Xây dựng", {"xem": "1"})
    assert second.text == "Tiêu chí 2 Tên 2: 1/2 xã chưa đạt."


def test_the_bar_comes_from_the_plan_and_without_it_no_district_is_named() -> None:
    low = commune("A", NOT_MET, failed=(1, 2, 3, 4, 5), district="h2")
    [found] = of_kind("district", scene(low, commune("B", district="h2")))
    assert (found.text, found.who) == ("Thành phố Hai: 1/2 xã đạt dưới 15 tiêu chí.", "UBND thành phố Hai")
    assert of_kind("district", scene(low, bar=None)) == []
    assert of_kind("district", scene(low, bar=14)) == []


def test_a_commune_that_may_still_reach_the_bar_is_not_counted_below_it() -> None:
    assert of_kind("district", scene(commune("A", failed=(1, 2, 3, 4), unsettled=1))) == []


@pytest.mark.parametrize(
    ("communes", "more", "text"),
    [
        ([commune("A", values=False)], {"year": None}, "Chưa xã nào trong 1 xã có số liệu tiêu chí."),
        ([commune("A")], {"last_year": 2024}, "Chưa xã nào trong 1 xã có số liệu tiêu chí năm 2024."),
        ([commune("A"), commune("B", values=False)], {}, "1 xã chưa có số liệu tiêu chí năm 2023: B."),
    ],
)
def test_units_without_values_for_the_last_year_are_told(communes, more, text) -> None:
    [found] = of_kind("values", scene(*communes, **more))
    assert found.text == text


def test_after_a_merger_the_open_ones_lead_to_the_figure_that_is_missing() -> None:
    [found] = of_kind("open", scene(commune("A", UNDETERMINED), missing_rule=7))
    assert found.link == ("figure", "7")
    assert of_kind("open", scene(commune("A", UNDETERMINED)))[0].link == ("lineage",)


def test_merged_communes_to_be_examined_are_told_those_with_fewest_parts_in_the_way_first() -> None:
    [found] = of_kind("examine", scene(commune("A", NOT_MET, parts=3), commune("B", NOT_MET, parts=1)))
    assert found.text.endswith("vướng ít phần nhất: B, A.")


def test_targets_of_units_that_are_no_more_wait_for_a_paper() -> None:
    [found] = of_kind("targets", scene(commune("A"), unsettled_targets=5, former_count=60))
    assert found.text == "5 chỉ tiêu đặt cho 60 xã cũ chưa có văn bản quy đổi sang 1 xã mới."


def test_a_plan_with_two_printed_numbers_needs_a_correction_and_one_number_does_not() -> None:
    [found] = of_kind("number", scene(plan_numbers=("137/QĐ", "1337/QĐ"), plan_issuer="Chủ tịch UBND tỉnh"))
    assert (found.text, found.who) == (
        "Kế hoạch in hai số khác nhau (137/QĐ và 1337/QĐ), cần văn bản đính chính.",
        "Chủ tịch UBND tỉnh",
    )
    assert of_kind("number", scene(plan_numbers=("137/QĐ",))) == []


def test_only_three_communes_are_named_and_the_others_counted() -> None:
    [found] = of_kind("ready", scene(*(commune(name, NOT_MET) for name in "ABCDE")))
    assert found.text.endswith(": A, B, C và 2 xã khác.")


def test_five_are_shown_those_on_which_most_communes_wait_first_and_every_kind_before_a_second_of_one() -> None:
    communes = [commune(f"A{at}", NOT_MET, failed=range(1, 7)) for at in range(9)]
    communes += [commune("B", NOT_MET, failed=(1,)), commune("C", NOT_MET), commune("D", failed=(2,))]
    found = first_problems(scene(*communes, plan_numbers=("1", "2")))
    assert [problem.kind for problem in found] == ["criterion", "district", "near", "ready", "lapsed"]
    assert [problem.communes for problem in found] == [10, 9, 1, 1, 1]


def test_where_kinds_are_few_a_second_one_of_a_kind_fills_the_list() -> None:
    found = first_problems(scene(*(commune(f"A{at}", failed=(1, 2, 3, 4, 5)) for at in range(3))))
    assert [problem.kind for problem in found] == ["lapsed", "criterion", "district", "criterion"]


states = st.builds(
    commune,
    st.sampled_from("ABCDEFG"),
    st.sampled_from([MET, NOT_MET, UNDETERMINED]),
    failed=st.lists(st.integers(1, 10), unique=True, max_size=9),
    unsettled=st.integers(0, 9),
    values=st.booleans(),
    parts=st.integers(0, 3),
    district=st.sampled_from(["h1", "h2", ""]),
)


@given(st.lists(states, max_size=20), st.one_of(st.none(), st.integers(1, 19)), st.integers(2022, 2025))
def test_never_more_than_five_never_out_of_order_and_never_a_negative_count(communes, bar, last_year) -> None:
    found = first_problems(replace(scene(*communes, bar=bar), last_year=last_year))
    assert len(found) <= SHOWN
    assert [problem.communes for problem in found] == sorted((p.communes for p in found), reverse=True)
    assert all(0 <= problem.communes <= len(communes) and problem.who and problem.text for problem in found)


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2023, 6, 1), ("Sơ kết", date(2023, 12, 1))),
        (date(2023, 12, 1), ("Sơ kết", date(2023, 12, 1))),
        (date(2023, 12, 2), ("Báo cáo", date(2023, 12, 31))),
        (date(2024, 1, 1), ("Báo cáo", date(2024, 12, 31))),
        (date(2026, 1, 1), None),
    ],
)
def test_the_next_thing_due_comes_from_the_plans_own_days(day, wanted) -> None:
    rows = [("Báo cáo", date(2022, 12, 31), True), ("Sơ kết", date(2023, 12, 1), False)]
    found = next_of(rows, day, date(2025, 12, 31))
    assert (found and (found.source, found.day)) == wanted


def test_a_yearly_duty_of_a_leap_day_falls_on_the_28th_in_other_years() -> None:
    found = next_of([("Báo cáo", date(2024, 2, 29), True)], date(2025, 1, 1), date(2025, 12, 31))
    assert found == Due(date(2025, 2, 28), "Báo cáo")

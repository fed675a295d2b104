"""Points, places, pairs and membership, counted by hand: no rows needed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.scoring.rules.pairing import paired
from chungsuc.scoring.rules.ranking import ranking
from chungsuc.scoring.rules.scores import scores
from chungsuc.scoring.rules.taking_part import Member, chosen_day, taking_part

from .tables import D, marked, table, whole

PAIRS = [("x", "A"), ("y", "A"), ("x", "B"), ("y", "B"), ("x", "C"), ("y", "C")]


def points(rows: list, **changed: object) -> dict[str, Decimal | None]:
    found = scores(table(**changed), sorted({row[0] for row in rows}), marked(*rows), PAIRS)
    return {one.unit: one.points for one in found}


def test_points_are_weighted_shares_of_own_and_cross_scores_and_what_was_read() -> None:
    # (8 × 40 % + 9 × 60 %) × 5 = 43; 10 × 3 = 30; 5 × 2 = 10
    assert points(whole("A")) == {"A": D("83.00")}


def test_the_mean_of_cross_scores_is_exact_until_the_table_says_to_round() -> None:
    rows = [
        *whole("A", own="0", cross="1"),
        ("A", "viec", "cross", "y", "0.01"),
        ("A", "giay", "paper", "", "0"),
        ("A", "may", "reading", "", "0"),
    ]
    # (1 + 0,01) / 2 × 60 % × 5 = 1,515
    assert points(rows) == {"A": D("1.52")}
    assert points(rows, rounding="down") == {"A": D("1.51")}
    assert points(rows, rounding="half_even") == {"A": D("1.52")}
    assert points(rows, places=D(0)) == {"A": D("2")}


def test_where_rounding_comes_last_items_are_not_rounded_first() -> None:
    rows = whole("A", own="0", cross="0.333", paper="0.333", read="0")
    # 0,999 + 0,999: item by item 1,00 + 1,00; together 1,998
    assert points(rows) == {"A": D("2.00")}
    assert points(rows, round_at="total", places=D(1)) == {"A": D("2.0")}
    assert points(rows, round_at="total", rounding="down") == {"A": D("1.99")}


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=1000), st.integers(0, 4))
def test_rounding_is_within_half_a_step_and_never_through_a_float(value: Fraction, places: int) -> None:
    rounded = table(places=D(places)).rounded(value)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**places)
    assert rounded == round(rounded, places)


def test_only_the_newest_mark_of_a_place_counts() -> None:
    rows = [*whole("A"), ("A", "viec", "self", "A", "10"), ("A", "giay", "paper", "", "0")]
    # (10 × 40 % + 9 × 60 %) × 5 = 47; 0; 10
    assert points(rows) == {"A": D("57.00")}


def test_a_score_of_who_was_not_asked_does_not_count() -> None:
    assert points([*whole("A"), ("A", "viec", "cross", "z", "0"), ("A", "viec", "cross", "A", "0")]) == {
        "A": D("83.00")
    }


@pytest.mark.parametrize(
    ("without", "words"),
    [
        (("viec", "self"), "đơn vị chưa tự chấm"),
        (("viec", "cross"), "mới có 0 phiếu chấm chéo, cần ít nhất 1"),
        (("giay", "paper"), "chưa ghi kết quả và văn bản"),
        (("may", "reading"), "máy chưa đọc số liệu"),
        (("cham", "reading"), "máy chưa đọc số liệu"),
    ],
)
def test_what_is_missing_is_undetermined_and_never_zero(without: tuple[str, str], words: str) -> None:
    rows = [row for row in whole("A") if (row[1], row[2]) != without]
    [one] = scores(table(), ["A"], marked(*rows), PAIRS)
    assert one.points is None
    assert [words in part.reason for part in one.open_parts] == [True]
    lost = one.of(without[0]).part.worth
    assert one.high - one.low == lost


def test_a_decision_of_the_group_stands_above_every_score_until_it_is_taken_back() -> None:
    decided = [*whole("A"), ("A", "viec", "council", "", "2")]
    assert points(decided) == {"A": D("50.00")}
    assert points([*decided, ("A", "viec", "council", "", None)]) == {"A": D("83.00")}


def test_a_decision_answers_what_could_not_be_told() -> None:
    rows = [row for row in whole("A") if row[1] != "may"]
    assert points([*rows, ("A", "may", "council", "", "10")]) == {"A": D("93.00")}


def test_deductions_and_bonus_stay_apart_and_end_at_their_most() -> None:
    rows = [*whole("A"), ("A", "sai", "deduct", "", "9"), ("A", "dien-hinh", "add", "", "9")]
    [one] = scores(table(), ["A"], marked(*rows), PAIRS)
    assert (one.base, one.deducted, one.bonus, one.points) == (D("83.00"), D("3.00"), D("3.00"), D("83.00"))
    bonus = {**table_bonus(), "ranks": False}
    [one] = scores(table(bonus=bonus), ["A"], marked(*rows), PAIRS)
    assert (one.bonus, one.points) == (D("3.00"), D("80.00"))


def table_bonus() -> dict:
    from .tables import VALUE

    return VALUE["bonus"]


def test_a_deduction_read_by_the_system_gives_way_to_the_groups_word_and_comes_back() -> None:
    rows = [*whole("A"), ("A", "cham", "reading", "", "4"), ("A", "cham", "deduct", "", "1")]
    assert points(rows) == {"A": D("82.00")}
    assert points([*rows, ("A", "cham", "deduct", "", None)]) == {"A": D("79.00")}


def test_points_for_a_value_follow_the_bands_and_late_things_cost_each_up_to_the_most() -> None:
    part, late = table().parts["may"], table().parts["cham"]
    assert [part.points_for(D(v)) for v in ("100", "90", "89.99", "50", "0")] == [10, 10, 5, 5, 0]
    assert [late.points_for(D(v)) for v in ("0", "1", "2", "3")] == [0, 2, 4, 5]


# --- places ---


def placed(rows: list, **changed: object) -> dict[str, tuple]:
    found = scores(table(**changed), sorted({row[0] for row in rows}), marked(*rows), PAIRS)
    return {one.unit: (one.rank, one.tied_with) for one in ranking(table(**changed), found)}


def test_three_units_stand_by_points_whatever_the_order_they_come_in() -> None:
    rows = [*whole("A", own="1"), *whole("B", own="3"), *whole("C", own="2")]
    found = scores(table(), ["A", "B", "C"], marked(*rows), PAIRS)
    for order in permutations(found):
        assert [(one.unit, one.rank) for one in ranking(table(), order)] == [("B", 1), ("C", 2), ("A", 3)]


def test_one_unit_alone_is_first() -> None:
    assert placed(whole("A")) == {"A": (1, ())}


def test_a_tie_is_decided_by_the_item_that_the_table_names_first() -> None:
    # both 83: A by paper 10 and work 43, B by paper 0 and work 43 + 30 decided on the machine's item is too much: use bonus
    rows = [
        *whole("A", own="0", cross="0", paper="10", read="10"),
        *whole("B", own="10", cross="10", paper="0", read="0"),
    ]
    found = scores(table(), ["A", "B"], marked(*rows), PAIRS)
    assert [one.points for one in found] == [D("50.00"), D("50.00")]
    first, second = ranking(table(), found, {"A": "Sở A", "B": "Sở B"})
    assert (first.unit, first.rank, second.unit, second.rank) == ("A", 1, "B", 2)
    assert first.reasons[1] == "Cùng 50 điểm với Sở B, xếp trước vì mục “Theo giấy” được 30 so với 0."
    assert second.reasons[1] == "Cùng 50 điểm với Sở A, xếp sau vì mục “Theo giấy” được 0 so với 30."
    by_work = ranking(table(ties=["viec"]), found)
    assert [one.unit for one in by_work] == ["B", "A"]


def test_who_is_equal_in_every_item_shares_a_place_and_the_next_place_is_left_out() -> None:
    rows = [*whole("A"), *whole("B"), *whole("C", own="7")]
    assert placed(rows) == {"A": (1, ("B",)), "B": (1, ("A",)), "C": (3, ())}


def test_a_unit_with_missing_data_has_no_place_and_says_between_which() -> None:
    rows = [*whole("A"), *whole("B", own="7"), *(row for row in whole("C") if row[1] != "may")]
    found = scores(table(), ["A", "B", "C"], marked(*rows), PAIRS)
    ranked = {one.unit: one for one in ranking(table(), found)}
    # C has from 73 to 93; A 83, B 81: nobody's place is sure
    assert [(one.rank, one.best, one.worst) for one in (ranked["A"], ranked["B"], ranked["C"])] == [
        (None, 1, 2), (None, 2, 3), (None, 1, 3),
    ]  # fmt: skip
    assert "Chưa đủ căn cứ, từ 73 đến 93 điểm. Còn thiếu: máy đọc: máy chưa đọc số liệu." in ranked["C"].reasons


def test_missing_data_that_can_change_nothing_leaves_the_others_their_places() -> None:
    rows = [
        *whole("A"),
        *whole("B", own="7"),
        *(row for row in whole("C", own="0", cross="0", paper="0") if row[1] != "may"),
    ]
    assert placed(rows) == {"A": (1, ()), "B": (2, ()), "C": (None, ())}


# --- who cross-scores whom ---


@given(st.integers(2, 40), st.integers(1, 5))
def test_nobody_scores_the_own_unit_and_the_load_is_even(count: int, wanted: int) -> None:
    units = [f"u{number}" for number in range(count)]
    found = paired(units, wanted)
    asked = min(wanted, count - 1)
    assert all(scorer != scored for scorer, scored in found.pairs)
    assert len(set(found.pairs)) == len(found.pairs) == count * asked
    assert {sum(scored == unit for _, scored in found.pairs) for unit in units} == {asked}
    assert {found.load(unit) for unit in units} == {asked}


@given(st.integers(4, 12), st.data())
def test_bars_are_kept_whatever_they_are_and_nobody_is_asked_twice(count: int, data: st.DataObject) -> None:
    units = [f"u{number}" for number in range(count)]
    every = [(a, b) for place, a in enumerate(units) for b in units[place + 1 :]]
    bars = data.draw(st.lists(st.sampled_from(every), unique=True))
    found = paired(units, 2, bars)
    barred = {frozenset(pair) for pair in bars}
    assert not {frozenset(pair) for pair in found.pairs} & barred
    assert len(set(found.pairs)) == len(found.pairs)
    for unit in units:
        may = [one for one in units if one != unit and frozenset((one, unit)) not in barred]
        got = [scorer for scorer, scored in found.pairs if scored == unit]
        assert len(got) == min(2, len(may)) and (unit in found.short) == (len(may) < 2)


def test_two_hundred_units_are_paired_evenly_with_bars() -> None:
    units = [f"u{number:03d}" for number in range(200)]
    bars = [(units[n], units[n + 1]) for n in range(0, 200, 2)]
    found = paired(units, 3, bars)
    assert {found.load(unit) for unit in units} == {3} and found.short == ()


# --- who takes part ---


def test_a_unit_that_was_merged_within_the_year_is_named_with_its_ground_and_its_heir_is_ranked() -> None:
    old = Member("CU", date(2021, 1, 1), date(2025, 2, 28), ("Sở Mới",), "Hợp nhất các sở", ())
    new = Member("MOI", date(2025, 3, 1), None, (), "", ("Sở Cũ",))
    there = Member("O", date(2021, 1, 1), None)
    found = {one.unit: one for one in taking_part(2025, date(2025, 12, 31), [old, new, there])}
    assert {unit: one.ranked for unit, one in found.items()} == {"CU": False, "MOI": True, "O": True}
    assert found["CU"].ground == (
        "Thành viên đến hết ngày 28/02/2025, nhập vào Sở Mới (Hợp nhất các sở); không xếp hạng riêng."
    )
    assert found["MOI"].ground == (
        "Thành viên ngày 31/12/2025, tham gia từ 01/03/2025; trong năm tiếp nhận Sở Cũ, chấm cả phần việc đã nhận."
    )
    assert found["O"].ground == "Thành viên ngày 31/12/2025."


def test_who_left_before_the_year_or_comes_after_its_day_takes_no_part() -> None:
    gone = Member("TRUOC", date(2021, 1, 1), date(2024, 12, 31))
    later = Member("SAU", date(2026, 1, 1), None)
    assert taking_part(2025, date(2025, 12, 31), [gone, later]) == []


@pytest.mark.parametrize(
    ("until", "day"),
    [(None, date(2025, 12, 31)), (date(2025, 6, 30), date(2025, 6, 30)), (date(2027, 1, 1), date(2025, 12, 31))],
)
def test_the_day_that_counts_is_the_last_of_the_year_or_of_the_group(until: date | None, day: date) -> None:
    assert chosen_day(2025, until) == day

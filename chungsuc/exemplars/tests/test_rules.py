"""How exemplars are called and proposed, and how coverage is counted: cases a clerk could check."""

from datetime import date
from decimal import Decimal

import pytest

from chungsuc.exemplars import workflow
from chungsuc.exemplars.rules.candidates import HardCriterion, Result, firsts, is_hard, risers, steady
from chungsuc.exemplars.rules.counting import Quarter, Told, minutes_of, quarter_of, quarters, seconds_of, total
from chungsuc.exemplars.rules.naming import (
    bare_name,
    needs_consent,
    public_label,
    tells,
    why_not_named,
    withheld_number,
    withheld_title,
)
from chungsuc.law.verdicts import Outcome

OLD, NEW = "bo_cu", "bo_moi"


@pytest.mark.parametrize(
    ("kind", "unit", "said"),
    [
        ("household", "Xã Đắk Gằn", "một hộ ở xã Đắk Gằn"),
        ("person", "Thị trấn Ea T'Ling", "một người ở thị trấn Ea T'Ling"),
        ("person", "Sở Xây dựng", "một người của Sở Xây dựng"),
        ("model", "Xã Nhân Cơ", "một mô hình, cách làm ở xã Nhân Cơ"),
    ],
)
def test_whoever_may_not_be_named_is_called_by_the_place(kind: str, unit: str, said: str) -> None:
    assert public_label(kind, unit) == said


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Hộ ông Điểu K'Lung Bé", "dieu klung be"), ("gia đình bà  Nguyễn Thị Hoa", "nguyen thi hoa"), ("Hộ", "ho")],
)
def test_a_name_is_compared_without_the_words_before_it(name: str, bare: str) -> None:
    assert bare_name(name) == bare


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ông Nguyễn Văn An hiến đất", True),
        ("NGUYEN VAN  AN hiến đất", True),
        ("bao.vn/ong-nguyen-van-an-hien-dat.html", True),
        ("Nguyễn Văn Ân, người khác, viết không dấu như nhau", True),
        ("Hộ này hiến đất", False),
        ("Nguyễn Văn Anh", False),
    ],
)
def test_a_text_that_gives_a_name_away_is_told_whatever_its_accents(text: str, told: bool) -> None:
    assert tells(text, "person", "Ông Nguyễn Văn An") is told
    assert not tells(text, "model", "Nguyễn Văn An")


@pytest.mark.parametrize(
    ("kind", "name", "right"),
    [("person", "An", False), ("person", "Nguyễn An", True), ("model", "Thôn sáng", True), ("model", " ", False)],
)
def test_a_person_is_entered_by_the_whole_name(kind: str, name: str, right: bool) -> None:
    assert (why_not_named(kind, name) == "") is right
    assert needs_consent(kind) is (kind == "person")


def test_a_withheld_title_leads_back_to_its_piece_and_no_other_text_does() -> None:
    assert withheld_number(withheld_title(34)) == 34
    assert withheld_number("tin, bài số 34") is None


# --- candidates ---


def results(*reached: tuple[int, int, str]) -> list[Result]:
    return [Result(year, code, f"Bộ {code}", met, 19) for year, met, code in reached]


def test_who_gained_most_is_proposed_and_a_tie_with_the_last_is_kept() -> None:
    found = risers(
        {
            1: results((2021, 8, NEW), (2023, 15, NEW)),
            2: results((2021, 10, NEW), (2023, 13, NEW)),
            3: results((2021, 9, NEW), (2022, 11, NEW), (2023, 12, NEW)),
            4: results((2021, 10, NEW), (2023, 12, NEW)),
            5: results((2023, 19, NEW)),
        },
        least=3,
        most=2,
    )
    assert [(one.unit_id, one.weight) for one in found] == [(1, 7), (2, 3), (3, 3)]
    assert found[0].why == "Thêm 7 tiêu chí đạt: năm 2021 đạt 8/19, năm 2023 đạt 15/19."
    assert found[0].places == ((NEW, 2021, 0), (NEW, 2023, 0))


def test_a_rise_across_two_sets_says_so() -> None:
    [one] = risers({1: results((2021, 8, OLD), (2023, 15, NEW))}, least=3, most=5)
    assert [reason.outcome for reason in one.reasons] == [Outcome.MET, Outcome.UNDETERMINED]
    assert "hai bộ tiêu chí (Bộ bo_cu; Bộ bo_moi)" in one.why


def test_nobody_is_proposed_who_gained_less_or_has_one_year_only() -> None:
    assert risers({1: results((2021, 8, NEW), (2023, 10, NEW)), 2: results((2023, 19, NEW))}, least=3, most=5) == []
    assert risers({}, least=3, most=5) == []


@pytest.mark.parametrize(
    ("met", "of", "hard"), [(15, 60, True), (16, 60, False), (0, 60, False), (0, 0, False), (1, 60, True)]
)
def test_a_criterion_is_hard_that_few_meet_and_somebody_does(met: int, of: int, hard: bool) -> None:
    assert is_hard(met, of, Decimal(25)) is hard


def test_the_first_to_meet_a_hard_criterion_are_proposed_the_hardest_first() -> None:
    hard = [
        HardCriterion(NEW, 17, "Môi trường", 2023, 10, 60, 2022, frozenset({7})),
        HardCriterion(NEW, 2, "Giao thông", 2023, 3, 60, 2023, frozenset({9, 8})),
    ]
    found = firsts(hard)
    assert [(one.unit_id, one.places[0]) for one in found] == [
        (8, (NEW, 2023, 2)), (9, (NEW, 2023, 2)), (7, (NEW, 2022, 17)),
    ]  # fmt: skip
    assert "năm 2023 mới có 3/60 xã đạt" in found[0].why


def test_who_was_recognised_long_ago_and_still_meets_everything_is_proposed() -> None:
    newest = {
        1: Result(2023, NEW, "Bộ", 19, 19),
        2: Result(2023, NEW, "Bộ", 18, 19),
        3: Result(2023, NEW, "Bộ", 19, 19),
    }
    found = steady({1: 2018, 2: 2018, 3: 2021, 4: 2015}, newest, least=3)
    assert [(one.unit_id, one.weight) for one in found] == [(1, 5)]


# --- counting ---


@pytest.mark.parametrize(
    ("day", "number"), [(date(2025, 1, 1), 1), (date(2025, 3, 31), 1), (date(2025, 4, 1), 2), (date(2025, 12, 31), 4)]
)
def test_a_day_lies_in_its_quarter(day: date, number: int) -> None:
    assert quarter_of(day) == Quarter(2025, number)
    assert Quarter(2025, number).first <= day <= Quarter(2025, number).last


def test_the_quarters_of_a_year_follow_each_other_without_gap() -> None:
    assert [(one.first, one.last, one.label) for one in quarters(2024)][::3] == [
        (date(2024, 1, 1), date(2024, 3, 31), "Quý I/2024"),
        (date(2024, 10, 1), date(2024, 12, 31), "Quý IV/2024"),
    ]


@pytest.mark.parametrize(("minutes", "seconds"), [("12.5", 750), ("0.1", 6), ("60", 3600)])
def test_minutes_are_kept_exactly(minutes: str, seconds: int) -> None:
    assert seconds_of(Decimal(minutes)) == seconds
    assert minutes_of(seconds) == Decimal(minutes)


@pytest.mark.parametrize("minutes", ["0", "-1", "1.25"])
def test_an_impossible_length_is_refused(minutes: str) -> None:
    with pytest.raises(ValueError, match="Thời lượng"):
        seconds_of(Decimal(minutes))


def test_what_was_told_adds_up() -> None:
    assert total([Told(2, 60, 100, 1), Told(1, 30, 0, 0)]) == Told(3, 90, 100, 1)
    assert total([]) == Told()


# --- workflow ---


@pytest.mark.parametrize("state", list(workflow.STATES))
@pytest.mark.parametrize("act", list(workflow.ACTS))
def test_an_act_starts_just_where_the_table_says(act: str, state: str) -> None:
    said = workflow.why_not(act, state)
    assert (said == "") is (state in workflow.ACTS[act].from_states)
    assert said == "" or workflow.STATES[state].label in said


def test_a_consent_can_be_taken_back_in_every_state() -> None:
    assert workflow.ACTS[workflow.WITHDRAW].from_states == tuple(workflow.STATES)

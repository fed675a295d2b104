"""From ballots to a verdict, as a table of cases."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.law.citations import Citation
from chungsuc.law.verdicts import Outcome, Reason, Verdict
from chungsuc.oversight.rules import (
    ANSWERS,
    Content,
    Coverage,
    Demand,
    Mismatch,
    Tally,
    compared,
    drawn,
    percent,
    reaches,
    result,
    tallies,
    told_apart,
)

WHOLE, ROADS = Content("chung", "Kết quả nói chung"), Content("giao_thong", "Đường thôn")
CITED = Citation("QĐ 18/2022/QĐ-TTg")
MET, NOT_MET, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED


def _demand(share: int | None) -> Demand:
    return Demand("mức", None if share is None else Decimal(share), CITED)


def _verdict(answered: int, whole_yes: int, roads_yes: int, needed: int | None = 70) -> Outcome:
    tallied = [Tally(ROADS, roads_yes, 100 - roads_yes, 0), Tally(WHOLE, whole_yes, 100 - whole_yes, 0)]
    return result(Coverage("Toàn xã", 100, answered), tallied, _demand(needed), _demand(90), _demand(80)).outcome


@pytest.mark.parametrize(
    ("answered", "whole", "roads", "outcome"),
    [
        (70, 90, 80, MET),
        (69, 100, 100, NOT_MET),
        (100, 89, 80, NOT_MET),
        (100, 90, 79, NOT_MET),
        (0, 0, 0, NOT_MET),
    ],
)  # fmt: skip
def test_every_demand_has_to_be_reached(answered: int, whole: int, roads: int, outcome: Outcome) -> None:
    assert _verdict(answered, whole, roads) is outcome


def test_a_missing_rule_leaves_it_open_and_a_failure_still_decides() -> None:
    assert _verdict(10, 95, 95, needed=None) is OPEN
    assert _verdict(10, 50, 95, needed=None) is NOT_MET


def test_a_ballot_that_does_not_ask_about_the_whole_cannot_decide() -> None:
    verdict = result(Coverage("", 10, 10), [Tally(ROADS, 10, 0, 0)], _demand(70), _demand(90), _demand(80))
    assert verdict.outcome is OPEN
    assert "hài lòng chung" in verdict.paragraph


def test_no_ballots_and_nobody_asked_say_nothing() -> None:
    assert reaches("x", Tally(ROADS, 0, 0, 0).share, _demand(80)).outcome is OPEN
    assert Coverage("", 0, 0).share is None


def test_no_opinion_and_a_left_out_answer_count_against_satisfaction() -> None:
    ballots = [{"chung": "yes"}, {"chung": "none"}, {}, {"chung": "gì đó"}]
    assert tallies([WHOLE], ballots) == [Tally(WHOLE, 1, 0, 3)]
    assert tallies([WHOLE], ballots)[0].share == Fraction(25)


def test_a_share_just_below_is_never_shown_as_reached() -> None:
    assert percent(Fraction(89_999, 1000)) == "89,99 %"
    assert percent(Fraction(90)) == "90 %"


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ({1: 8, 2: 9}, [1, 2]),
        ({1: 8, 2: 3}, []),  # the whole less hamlet 1 would tell the three
        ({1: 8, 2: 3, 3: 9}, [3]),
        ({1: 8, 2: 3, 3: 2}, [1]),
        ({1: 8, 2: 0}, [1]),
        ({}, []),
        ({1: 5, 2: 5}, [1, 2]),  # exactly as many as it takes
        ({1: 5, 2: 4}, []),
        ({1: 9, 2: 8, 3: 4, 4: 1}, [1, 2]),
    ],
)
def test_no_small_hamlet_can_be_found_out_by_subtraction(sizes: dict[int, int], told: list[int]) -> None:
    assert told_apart(sizes, 5) == told
    assert told_apart(sizes, None) == []


def test_two_entries_agree_differ_or_are_missing() -> None:
    first = {1: {"chung": "yes"}, 2: {"chung": "no"}, 3: {"chung": "yes"}}
    second = {1: {"chung": "yes"}, 2: {"chung": "yes"}, 4: {"chung": "no"}}
    assert compared(first, second) == ([1], [Mismatch(2, ("chung",)), Mismatch(3, (), 2), Mismatch(4, (), 1)])


@given(st.integers(1, 200), st.integers(1, 200), st.text(min_size=1, max_size=20))
def test_a_draw_can_be_repeated_by_anybody_and_stays_within_the_list(count: int, size: int, seed: str) -> None:
    chosen = drawn(range(1, count + 1), min(size, count), seed)
    assert chosen == drawn(range(1, count + 1), min(size, count), seed)
    assert len(set(chosen)) == min(size, count)
    assert set(chosen) <= set(range(1, count + 1))


@given(st.lists(st.dictionaries(st.sampled_from(["chung", "giao_thong"]), st.sampled_from(list(ANSWERS)))))
def test_a_tally_does_not_depend_on_the_order_of_the_ballots(ballots: list[dict[str, str]]) -> None:
    assert tallies([WHOLE, ROADS], ballots) == tallies([WHOLE, ROADS], ballots[::-1])
    assert all(tally.ballots == len(ballots) for tally in tallies([WHOLE, ROADS], ballots))


def test_every_demand_of_a_result_is_told_with_its_share_its_words_and_its_citation() -> None:
    needed, satisfied, each = (Demand(f"mức {n}", Decimal(n), Citation(f"QĐ {n}")) for n in (70, 90, 80))
    tallied = [Tally(WHOLE, 89, 11, 0), Tally(ROADS, 8, 0, 2)]
    verdict = result(Coverage("Toàn xã", 3, 2), tallied, needed, satisfied, each)
    assert verdict == Verdict(
        NOT_MET,
        (
            Reason("66,66 %, yêu cầu ≥ 70 %: chưa đạt", NOT_MET, Citation("QĐ 70"), "Tỷ lệ hộ tham gia"),
            Reason("89 %, yêu cầu ≥ 90 %: chưa đạt", NOT_MET, Citation("QĐ 90"), "Hài lòng chung"),
            Reason("80 %, yêu cầu ≥ 80 %: đạt", MET, Citation("QĐ 80"), "Nội dung «Đường thôn»"),
        ),
    )


def test_what_is_missing_is_named_with_the_citation_of_what_is_demanded() -> None:
    missing = Demand("mức hài lòng", None, CITED)
    assert reaches("Hỏi", None, missing) == Reason("chưa có phiếu nào", OPEN, CITED, "Hỏi")
    assert reaches("Hỏi", Fraction(50), missing) == Reason("50 %; chưa có quy định «mức hài lòng»", OPEN, CITED, "Hỏi")
    verdict = result(Coverage("", 1, 1), [], _demand(70), Demand("chung", Decimal(90), CITED), _demand(80))
    assert verdict.reasons[1:] == (Reason("phiếu không hỏi mức hài lòng chung", OPEN, CITED),)

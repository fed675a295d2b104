"""Posting, re-check and dates by tables of cases; the article is in the case's id."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from chungsuc.law.citations import Citation
from chungsuc.law.verdicts import Outcome
from chungsuc.recognition.rules import dates
from chungsuc.recognition.rules.posting import (
    ObjectionFact,
    PostingFact,
    broadcasts_made,
    objections_answered,
    opinions_given,
    places_posted,
    posting_over,
    posting_proved,
)
from chungsuc.recognition.rules.rechecking import Finding, RevocationRule, recheck, recheck_district

CITED = Citation("Quyết định 18/2022/QĐ-TTg", "Điều 5")
DAY_1 = date(2024, 2, 1)
POSTED = PostingFact(DAY_1)
MET, NOT_MET, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("after", "outcome", "said"),
    [
        (-1, NOT_MET, "chưa bắt đầu"),
        (0, NOT_MET, "ngày thứ 1"),
        (8, NOT_MET, "ngày thứ 9, phải đủ 15 ngày (đến hết 15/02/2024)"),
        (14, NOT_MET, "ngày thứ 15"),
        (15, MET, "đủ 15 ngày"),
    ],
)
def test_fifteen_days_are_counted_from_the_first_and_must_have_passed(after: int, outcome: Outcome, said: str) -> None:
    verdict = posting_over(POSTED, 15, DAY_1 + timedelta(days=after), CITED)
    assert verdict.outcome is outcome
    assert said in verdict.reasons[0].text


def test_a_report_that_was_never_posted_is_not_posted_long_enough() -> None:
    assert posting_over(None, 15, DAY_1, CITED).outcome is NOT_MET
    assert broadcasts_made(None, 5, 15, DAY_1, CITED).outcome is NOT_MET
    assert places_posted(None, [], CITED).outcome is NOT_MET
    assert posting_proved(None, 3, CITED).outcome is NOT_MET


def test_only_announcements_within_the_posting_count() -> None:
    on = tuple(DAY_1 + timedelta(days=n) for n in (-1, 0, 3, 6, 9, 14, 15))
    posting = PostingFact(DAY_1, broadcasts=on)
    late = DAY_1 + timedelta(days=30)
    assert broadcasts_made(posting, 5, 15, late, CITED).outcome is MET
    assert broadcasts_made(posting, 6, 15, late, CITED).outcome is NOT_MET
    assert broadcasts_made(posting, 5, 15, DAY_1 + timedelta(days=10), CITED).outcome is NOT_MET


def test_every_place_has_to_be_posted_at() -> None:
    places = [{"code": "a", "name": "Trụ sở"}, {"code": "b", "name": "Nhà văn hóa"}]
    assert places_posted(PostingFact(DAY_1, frozenset({"a", "b"})), places, CITED).outcome is MET
    verdict = places_posted(PostingFact(DAY_1, frozenset({"a"})), places, CITED)
    assert (verdict.outcome, verdict.reasons[0].text) == (NOT_MET, "Chưa niêm yết ở: Nhà văn hóa.")


def test_a_posting_is_proved_by_documents_or_by_a_named_paper() -> None:
    assert posting_proved(POSTED, 1, CITED).outcome is MET
    assert posting_proved(PostingFact(DAY_1, proof="Biên bản 01"), 0, CITED).outcome is MET
    assert posting_proved(POSTED, 0, CITED).outcome is NOT_MET


@pytest.mark.parametrize(
    ("objections", "outcome"),
    [
        ([], MET),
        ([ObjectionFact(DAY_1, None)], NOT_MET),
        ([ObjectionFact(DAY_1, DAY_1), ObjectionFact(DAY_1, None)], NOT_MET),
        ([ObjectionFact(DAY_1, DAY_1 + timedelta(days=40))], NOT_MET),
        ([ObjectionFact(DAY_1, DAY_1 + timedelta(days=2))], MET),
        ([ObjectionFact(DAY_1 + timedelta(days=40), None)], MET),
    ],
)
def test_every_objection_that_came_by_the_day_was_answered_by_the_day(
    objections: list[ObjectionFact], outcome: Outcome
) -> None:
    assert objections_answered(objections, DAY_1 + timedelta(days=20), CITED).outcome is outcome


BODIES = [
    {"code": "mttq", "name": "Mặt trận", "required": True},
    {"code": "hnd", "name": "Nông dân", "required": False},
]


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({}, NOT_MET),
        ({"mttq": (True, DAY_1)}, MET),
        ({"mttq": (False, DAY_1)}, NOT_MET),
        ({"mttq": (True, DAY_1), "hnd": (False, DAY_1)}, MET),
        ({"hnd": (True, DAY_1)}, NOT_MET),
        ({"mttq": (True, DAY_1 + timedelta(days=30))}, NOT_MET),
    ],
)
def test_the_fatherland_front_must_agree_in_writing_and_silence_of_others_is_silence(
    given: dict, outcome: Outcome
) -> None:
    assert opinions_given(given, BODIES, DAY_1 + timedelta(days=20), CITED).outcome is outcome


# --- the yearly re-check: 19 criteria, key ones 10, 17, 19


RULE = RevocationRule(Decimal(50), Decimal(30), frozenset({10, 17, 19}), CITED, CITED)


def judged(failed: list[int], unknown: list[int] = [], total: int = 19) -> dict[int, Outcome]:  # noqa: B006
    return {no: NOT_MET if no in failed else OPEN if no in unknown else MET for no in range(1, total + 1)}


@pytest.mark.parametrize(
    ("outcomes", "finding"),
    [
        pytest.param(judged([]), Finding.HOLDS, id="all met"),
        pytest.param(judged([1]), Finding.WARNING, id="one fails"),
        pytest.param(judged([10, 17, 19, 1, 2]), Finding.WARNING, id="5 of 19 = 26,3 %, key ones among them"),
        pytest.param(judged([1, 2, 3, 4, 5, 10]), Finding.REVOKE, id="6 of 19 = 31,6 % with a key one"),
        pytest.param(judged([1, 2, 3, 4, 5, 6]), Finding.WARNING, id="6 of 19 without a key one"),
        pytest.param(judged([*range(1, 10)]), Finding.WARNING, id="9 of 19 = 47,4 % without a key one"),
        pytest.param(judged([*range(1, 9), 17]), Finding.REVOKE, id="9 of 19 with a key one"),
        pytest.param(judged([*range(1, 10), 11]), Finding.REVOKE, id="10 of 19 = 52,6 % without a key one"),
        pytest.param(judged([1, 2, 3], total=10), Finding.WARNING, id="exactly 30 % of 10 without a key one"),
        pytest.param(judged([1, 2, 10], total=10), Finding.REVOKE, id="exactly 30 % of 10 with a key one"),
        pytest.param(judged([1, 2, 3, 4, 5], total=10), Finding.REVOKE, id="exactly 50 % of 10"),
        pytest.param(judged([], [4]), Finding.UNDETERMINED, id="one unknown, nothing fails"),
        pytest.param(judged([1], [4]), Finding.WARNING, id="one fails, one unknown: under the share either way"),
        pytest.param(judged([1, 2, 3, 4, 5], [10]), Finding.UNDETERMINED, id="the unknown could bring it over"),
        pytest.param(judged([1, 2, 3, 4, 5, 6], [10]), Finding.UNDETERMINED, id="the unknown is a key one"),
        pytest.param(judged([1, 2, 3, 4, 5, 10], [11]), Finding.REVOKE, id="over already, whatever the unknown is"),
        pytest.param({}, Finding.UNDETERMINED, id="no verdicts of the year"),
    ],
)
def test_a_years_verdicts_mean_what_the_rule_says(outcomes: dict[int, Outcome], finding: Finding) -> None:
    assert recheck(outcomes, RULE).finding is finding


def test_a_missing_share_or_missing_key_criteria_decide_nothing() -> None:
    six = judged([1, 2, 3, 4, 5, 10])
    assert recheck(six, RevocationRule(None, Decimal(30), frozenset(), CITED, CITED)).finding is Finding.UNDETERMINED
    assert recheck(six, RevocationRule(Decimal(50), Decimal(30), None, CITED, CITED)).finding is Finding.UNDETERMINED
    ten = judged([*range(1, 11)])
    assert recheck(ten, RevocationRule(Decimal(50), Decimal(30), None, CITED, CITED)).finding is Finding.REVOKE


@pytest.mark.parametrize(
    ("revoked", "communes", "share", "outcome"),
    [(2, 7, 30, NOT_MET), (3, 7, 30, MET), (3, 10, 30, MET), (0, 0, 30, OPEN), (3, 7, None, OPEN)],
)
def test_a_district_falls_with_thirty_percent_of_its_communes(
    revoked: int, communes: int, share: int | None, outcome: Outcome
) -> None:
    given = None if share is None else Decimal(share)
    assert recheck_district(revoked, communes, given, CITED).outcome is outcome


# --- dates

TODAY, LAW = date(2024, 6, 1), date(2022, 8, 2)


@pytest.mark.parametrize(
    ("on", "last", "said"),
    [
        (date(2024, 6, 2), None, "chưa đến"),
        (date(2022, 8, 1), None, "trước ngày quy định có hiệu lực (02/08/2022)"),
        (date(2024, 3, 1), date(2024, 3, 2), "trước việc liền trước của hồ sơ (ngày 02/03/2024)"),
        (date(2024, 3, 2), date(2024, 3, 2), ""),
    ],
)
def test_a_step_has_a_day_that_can_be(on: date, last: date | None, said: str) -> None:
    fault = dates.fault_of_day(on, today=TODAY, law_since=LAW, last=last)
    assert said in fault and bool(fault) == bool(said)


@pytest.mark.parametrize(
    ("number", "signed", "year", "said"),
    [
        ("", date(2024, 5, 1), 2023, "Chưa ghi số quyết định"),
        ("1/QĐ", date(2024, 7, 1), 2023, "chưa đến"),
        ("1/QĐ", date(2024, 4, 1), 2023, "trước ngày trình"),
        ("1/QĐ", date(2024, 5, 1), 2025, "trước năm công nhận 2025"),
        ("1/QĐ", date(2024, 5, 1), 2023, ""),
    ],
)
def test_a_decision_has_a_number_and_a_day_that_can_be(number: str, signed: date, year: int, said: str) -> None:
    fault = dates.fault_of_decision(number, signed, year=year, submitted_on=date(2024, 4, 15), today=TODAY)
    assert said in fault and bool(fault) == bool(said)


def test_an_announcement_follows_the_signature_and_an_assessment_year_has_come() -> None:
    assert "trước ngày ký" in dates.fault_of_announcement(date(2024, 1, 1), date(2024, 1, 2), TODAY)
    assert "chưa đến" in dates.fault_of_announcement(date(2024, 7, 1), date(2024, 1, 2), TODAY)
    assert dates.fault_of_announcement(date(2024, 1, 2), date(2024, 1, 2), TODAY) == ""
    assert "chưa đến" in dates.fault_of_year(2025, TODAY) and dates.fault_of_year(2024, TODAY) == ""

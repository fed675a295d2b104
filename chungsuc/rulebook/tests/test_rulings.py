"""The rule of a day, and what stands in for it where it is missing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chungsuc.audit.models import Entry
from chungsuc.law.citations import Status
from chungsuc.law.verdicts import Outcome
from chungsuc.rulebook.actions import FigureRefused, record_ruling
from chungsuc.rulebook.rule_facts import calendar, deadline, rule_on

CASE = "recognition.case:1"
DAY = date(2023, 5, 4)


def _ruled(**changes: Any) -> Any:
    given = {"value": Decimal(10), "paper": "12/QĐ-UBND", "reason": "chưa có quy định", "by": "dieuphoi"}
    given |= {"by_name": "Lê Văn Hương", "on": DAY} | changes
    return record_ruling("days:verify", CASE, **given)


def test_a_known_rule_is_told_with_where_it_was_read(bare_province: Any) -> None:
    rule = rule_on("days:posting", DAY)
    assert (rule.whole, rule.unit, rule.citation.status) == (15, "ngày", Status.VERIFIED)
    assert "18/2022/QĐ-TTg" in rule.citation.document


def test_a_rule_before_its_first_day_is_missing(bare_province: Any) -> None:
    rule = rule_on("days:posting", date(2022, 8, 1))
    assert rule.missing
    assert rule.label == "Thời gian niêm yết công khai ở xã"
    assert rule.undetermined.outcome is Outcome.UNDETERMINED
    assert rule.label in rule.undetermined.paragraph


def test_a_ruling_answers_for_its_own_matter_only_and_from_its_day_on(bare_province: Any) -> None:
    _ruled()
    assert rule_on("days:verify", DAY, CASE).whole == 10
    assert rule_on("days:verify", DAY, "recognition.case:2").missing
    assert rule_on("days:verify", DAY).missing
    assert rule_on("days:verify", date(2023, 5, 3), CASE).missing
    entry = Entry.objects.get(act="rulebook.ruling_recorded")
    assert (entry.details["value"], entry.paper) == ("10", "12/QĐ-UBND")


def test_no_ruling_against_a_rule_that_is_known(bare_province: Any) -> None:
    with pytest.raises(FigureRefused, match="Đã có quy định"):
        record_ruling(
            "days:posting", CASE, value=Decimal(9), paper="1", reason="nhanh", by="a", by_name="A", on=DAY
        )  # fmt: skip


@pytest.mark.parametrize("left_out", ["paper", "reason"])
def test_a_ruling_needs_its_paper_and_its_reason(bare_province: Any, left_out: str) -> None:
    with pytest.raises(FigureRefused, match="số văn bản và lý do"):
        _ruled(**{left_out: "  "})


def test_a_second_ruling_of_the_same_matter_is_refused(bare_province: Any) -> None:
    _ruled()
    with pytest.raises(FigureRefused):
        _ruled(value=Decimal(3))


def test_a_deadline_counts_working_days_where_the_rule_says_so(bare_province: Any) -> None:
    _ruled()
    span = deadline(date(2024, 2, 7), rule_on("days:verify", date(2024, 2, 7), CASE))
    assert span is not None
    assert span.until == date(2024, 2, 28)  # Tết: 8, 9, 12, 13, 14/02 are off
    posting = deadline(date(2024, 2, 7), rule_on("days:posting", date(2024, 2, 7)))
    assert posting is not None
    assert posting.until == date(2024, 2, 22)
    assert deadline(DAY, rule_on("days:appraise", DAY)) is None


def test_the_swapped_saturday_of_2024_is_a_working_day(bare_province: Any) -> None:
    assert calendar().is_working(date(2024, 5, 4))
    assert not calendar().is_working(date(2024, 4, 29))

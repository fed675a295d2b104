"""What people read: every verdict of posting, re-check and dates word for word, with its outcome and its citation."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from chungsuc.law.citations import Citation
from chungsuc.law.verdicts import Outcome, Reason, Verdict
from chungsuc.recognition.rules import dates
from chungsuc.recognition.rules.posting import (
    NOT_POSTED,
    ObjectionFact,
    PostingFact,
    broadcasts_made,
    objections_answered,
    one,
    opinions_given,
    places_posted,
    posting_over,
    posting_proved,
)
from chungsuc.recognition.rules.rechecking import Finding, RevocationRule, recheck, recheck_district

CITED, KEY = Citation("Quyết định 18/2022/QĐ-TTg", "Điều 5"), Citation("Quyết định 18/2022/QĐ-TTg", "Điều 23")
MET, NOT_MET, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED
DAY_1 = date(2024, 2, 1)
POSTED = PostingFact(DAY_1, frozenset({"a"}), (DAY_1, DAY_1 + timedelta(days=14)), "Biên bản 01")
PLACES = [{"code": "a", "name": "Trụ sở"}, {"code": "b", "name": "Nhà văn hóa"}, {"code": "c", "name": "Loa"}]


def told(text: str, outcome: Outcome, cited: Citation | None = CITED) -> Verdict:
    return Verdict(outcome, (Reason(text, outcome, cited, ""),))


def test_a_verdict_of_one_reason_carries_all_that_was_said() -> None:
    assert one("Vì vậy.", OPEN, CITED, "việc") == Verdict(OPEN, (Reason("Vì vậy.", OPEN, CITED, "việc"),))
    assert one("Vì vậy.", MET) == Verdict(MET, (Reason("Vì vậy.", MET, None, ""),))


@pytest.mark.parametrize(
    ("judge", "expected"),
    [
        (lambda: posting_over(None, 15, DAY_1, CITED), told(NOT_POSTED, NOT_MET)),
        (lambda: posting_over(POSTED, 15, date(2024, 2, 16), CITED), told("Đã niêm yết đủ 15 ngày, đến hết 15/02/2024.", MET)),
        (lambda: posting_over(POSTED, 15, date(2024, 1, 31), CITED), told("Niêm yết từ 01/02/2024, chưa bắt đầu.", NOT_MET)),
        (lambda: posting_over(POSTED, 15, DAY_1, CITED),
         told("Niêm yết mới đến ngày thứ 1, phải đủ 15 ngày (đến hết 15/02/2024).", NOT_MET)),
        (lambda: broadcasts_made(None, 2, 15, DAY_1, CITED), told(NOT_POSTED, NOT_MET)),
        (lambda: broadcasts_made(POSTED, 2, 15, date(2024, 3, 1), CITED),
         told("Đã thông báo 2 lần trên truyền thanh, cần 2.", MET)),
        (lambda: broadcasts_made(POSTED, 2, 14, date(2024, 3, 1), CITED),
         told("Mới thông báo 1 lần trên truyền thanh trong thời gian niêm yết, cần 2.", NOT_MET)),
        (lambda: broadcasts_made(POSTED, 2, None, date(2024, 3, 1), CITED),
         told("Đã thông báo 2 lần trên truyền thanh, cần 2.", MET)),
        (lambda: broadcasts_made(POSTED, 2, None, date(2024, 2, 14), CITED),
         told("Mới thông báo 1 lần trên truyền thanh trong thời gian niêm yết, cần 2.", NOT_MET)),
        (lambda: places_posted(None, PLACES, CITED), told(NOT_POSTED, NOT_MET)),
        (lambda: places_posted(POSTED, PLACES[:1], CITED), told("Đã niêm yết ở đủ 1 nơi.", MET)),
        (lambda: places_posted(POSTED, PLACES, CITED), told("Chưa niêm yết ở: Nhà văn hóa; Loa.", NOT_MET)),
        (lambda: posting_proved(None, 3, CITED), told(NOT_POSTED, NOT_MET)),
        (lambda: posting_proved(POSTED, 3, CITED), told("Có căn cứ đã niêm yết: 3 tài liệu.", MET)),
        (lambda: posting_proved(POSTED, 0, CITED), told("Có căn cứ đã niêm yết: Biên bản 01.", MET)),
        (lambda: posting_proved(PostingFact(DAY_1), 0, CITED),
         told("Chưa có căn cứ đã niêm yết (biên bản, ảnh chụp).", NOT_MET)),
        (lambda: objections_answered([], DAY_1, CITED), told("Không có ý kiến phản ánh nào.", MET)),
        (lambda: objections_answered([ObjectionFact(DAY_1, DAY_1)] * 2, DAY_1, CITED),
         told("Đã trả lời cả 2 ý kiến phản ánh.", MET)),
        (lambda: objections_answered([ObjectionFact(DAY_1 + timedelta(1), None), ObjectionFact(DAY_1, None),
                              ObjectionFact(DAY_1 - timedelta(5), DAY_1)], date(2024, 3, 1), CITED),
         told("Còn 2 ý kiến phản ánh chưa trả lời, nhận sớm nhất ngày 01/02/2024.", NOT_MET)),
    ],
)  # fmt: skip
def test_what_is_said_of_a_posting(judge: Callable[[], Verdict], expected: Verdict) -> None:
    assert judge() == expected


def test_what_is_said_of_each_body_that_was_to_be_heard() -> None:
    bodies = [{"code": code, "name": code.upper(), "required": need} for code, need in
              (("a", True), ("b", False), ("c", True), ("d", False), ("e", True), ("g", True))]  # fmt: skip
    given = {"c": (True, DAY_1), "d": (False, DAY_1), "e": (False, DAY_1), "g": (True, DAY_1 + timedelta(days=1))}
    verdict = opinions_given(given, bodies, DAY_1, CITED)
    assert verdict == Verdict(
        NOT_MET,
        (
            Reason("A: chưa có ý kiến bằng văn bản.", NOT_MET, CITED),
            Reason("B: không có ý kiến (không bắt buộc).", MET, CITED),
            Reason("C: nhất trí, văn bản ngày 01/02/2024.", MET, CITED),
            Reason("D: chưa nhất trí, văn bản ngày 01/02/2024.", MET, CITED),
            Reason("E: chưa nhất trí, văn bản ngày 01/02/2024.", NOT_MET, CITED),
            Reason("G: chưa có ý kiến bằng văn bản.", NOT_MET, CITED),
        ),
    )


RULE = RevocationRule(Decimal(50), Decimal(30), frozenset({10, 17}), CITED, KEY)
NO_SHARE = RevocationRule(None, Decimal(30), frozenset({10}), CITED, KEY)
NO_KEY = RevocationRule(Decimal(50), Decimal(30), None, CITED, KEY)
UNKEYED = "3/10 tiêu chí không đạt (30,0 %: 1, 2, 3)"


def judged(failed: tuple[int, ...], unknown: tuple[int, ...] = (), total: int = 10) -> dict[int, Outcome]:
    return {no: NOT_MET if no in failed else OPEN if no in unknown else MET for no in range(total, 0, -1)}


@pytest.mark.parametrize(
    ("failed", "unknown", "rule", "finding", "text", "cited"),
    [
        ((), (), RULE, Finding.HOLDS, "Đạt cả 10 tiêu chí.", CITED),
        ((), (4, 2), RULE, Finding.UNDETERMINED, "2/10 tiêu chí chưa đủ căn cứ.", CITED),
        ((2, 1), (), RULE, Finding.WARNING,
         "2/10 tiêu chí không đạt (20,0 %: 1, 2), chưa đến 30 %: cảnh báo, phải khắc phục.", CITED),
        ((1,), (4,), RULE, Finding.WARNING,
         "1/10 tiêu chí không đạt (10,0 %: 1), chưa đến 30 %: cảnh báo, phải khắc phục.", CITED),
        ((2, 1), (4,), RULE, Finding.UNDETERMINED,
         "2/10 tiêu chí không đạt (20,0 %: 1, 2), còn 1 tiêu chí chưa đủ căn cứ nên chưa kết luận được.", CITED),
        ((), (1, 2, 3), RULE, Finding.UNDETERMINED,
         "0/10 tiêu chí không đạt (0,0 %: không có), còn 3 tiêu chí chưa đủ căn cứ nên chưa kết luận được.", CITED),
        ((1, 2, 3, 4, 5), (), RULE, Finding.REVOKE,
         "5/10 tiêu chí không đạt (50,0 %: 1, 2, 3, 4, 5), từ 50 % trở lên.", CITED),
        ((1, 2, 10), (4,), RULE, Finding.REVOKE,
         "3/10 tiêu chí không đạt (30,0 %: 1, 2, 10), trong đó có tiêu chí then chốt 10.", KEY),
        ((1, 2, 3), (), RULE, Finding.WARNING, f"{UNKEYED}, không có tiêu chí then chốt nào: cảnh báo, phải khắc phục.", KEY),
        ((1, 2, 3), (4,), RULE, Finding.WARNING, f"{UNKEYED}, không có tiêu chí then chốt nào: cảnh báo, phải khắc phục.", KEY),
        ((1, 2, 3), (10,), RULE, Finding.UNDETERMINED,
         f"{UNKEYED}; còn 1 tiêu chí chưa đủ căn cứ nên chưa kết luận được.", KEY),
        ((1, 2, 3), (4, 5), RULE, Finding.UNDETERMINED,
         f"{UNKEYED}; còn 2 tiêu chí chưa đủ căn cứ nên chưa kết luận được.", KEY),
        ((1, 2, 3), (), NO_KEY, Finding.UNDETERMINED, f"{UNKEYED}; chưa có quy định tiêu chí then chốt của mức này.", KEY),
        ((1, 2, 3), (4,), NO_SHARE, Finding.UNDETERMINED, "Chưa có tỷ lệ tiêu chí không đạt để thu hồi.", CITED),
    ],
)  # fmt: skip
def test_what_is_said_of_a_years_verdicts(
    failed: tuple[int, ...],
    unknown: tuple[int, ...],
    rule: RevocationRule,
    finding: Finding,
    text: str,
    cited: Citation,
) -> None:
    found = recheck(judged(failed, unknown), rule)
    outcome = {Finding.HOLDS: MET, Finding.UNDETERMINED: OPEN}.get(finding, NOT_MET)
    assert (found.finding, found.failed, found.unknown, found.total) == (
        finding, tuple(sorted(failed)), tuple(sorted(unknown)), 10,
    )  # fmt: skip
    assert found.reasons == (Reason(text, outcome, cited),)
    grounds = {Finding.REVOKE: MET, Finding.UNDETERMINED: OPEN}.get(finding, NOT_MET)
    assert found.verdict == Verdict(grounds, (Reason(text, grounds, cited),))


def test_a_year_without_verdicts_says_so_and_cites_nothing() -> None:
    found = recheck({}, RULE)
    assert (found.finding, found.failed, found.unknown, found.total) == (Finding.UNDETERMINED, (), (), 0)
    assert found.reasons == (Reason("Chưa có kết quả đánh giá của năm này.", OPEN, None),)


def test_nineteen_criteria_are_told_with_one_decimal() -> None:
    (reason,) = recheck(judged((1, 2), total=19), RULE).reasons
    assert reason.text.startswith("2/19 tiêu chí không đạt (10,5 %: 1, 2), chưa đến 30 %")


@pytest.mark.parametrize(
    ("finding", "label", "sign"),
    [
        (Finding.HOLDS, "còn đạt", "met"),
        (Finding.WARNING, "cảnh báo", "not_met"),
        (Finding.REVOKE, "có căn cứ thu hồi", "overdue"),
        (Finding.UNDETERMINED, "chưa đủ căn cứ", "undetermined"),
    ],
)
def test_every_finding_has_its_word_and_its_shape(finding: Finding, label: str, sign: str) -> None:
    assert (finding.label, finding.sign) == (label, sign)


@pytest.mark.parametrize(
    ("revoked", "communes", "share", "expected"),
    [
        (3, 10, 30, told("3/10 xã đã bị thu hồi, mức phải thu hồi công nhận huyện là 30 %.", MET)),
        (2, 7, 30, told("2/7 xã đã bị thu hồi, mức phải thu hồi công nhận huyện là 30 %.", NOT_MET)),
        (0, 0, 30, told("Huyện không có xã nào.", OPEN)),
        (0, 0, None, told("Huyện không có xã nào.", OPEN)),
        (3, 7, None, told("Chưa có tỷ lệ xã bị thu hồi để thu hồi công nhận huyện.", OPEN)),
    ],
)
def test_what_is_said_of_a_district(revoked: int, communes: int, share: int | None, expected: Verdict) -> None:
    assert recheck_district(revoked, communes, None if share is None else Decimal(share), CITED) == expected


# --- dates, word for word, at their edges

TODAY, LAW, LAST = date(2024, 6, 1), date(2022, 8, 2), date(2024, 3, 2)


@pytest.mark.parametrize(
    ("on", "law", "last", "said"),
    [
        (TODAY, LAW, LAST, ""),
        (LAST, LAW, LAST, ""),
        (LAW, LAW, None, ""),
        (date(1990, 1, 1), None, None, ""),
        (date(2024, 6, 2), LAW, LAST, "Ngày 02/06/2024 chưa đến. Hãy ghi ngày đã làm việc này, không sau 01/06/2024."),
        (date(2022, 8, 1), LAW, None,
         "Ngày 01/08/2022 trước ngày quy định có hiệu lực (02/08/2022). Hãy kiểm tra lại ngày."),
        (date(2024, 3, 1), LAW, LAST,
         "Ngày 01/03/2024 trước việc liền trước của hồ sơ (ngày 02/03/2024). Hãy kiểm tra lại ngày."),
    ],
)  # fmt: skip
def test_what_is_said_of_the_day_of_a_step(on: date, law: date | None, last: date | None, said: str) -> None:
    assert dates.fault_of_day(on, today=TODAY, law_since=law, last=last) == said


@pytest.mark.parametrize(
    ("number", "signed", "year", "said"),
    [
        ("1/QĐ", LAST, 2024, ""),
        ("1/QĐ", TODAY, 2023, ""),
        ("  ", TODAY, 2023, "Chưa ghi số quyết định. Hãy ghi số và ký hiệu, ví dụ 1234/QĐ-UBND."),
        ("1/QĐ", date(2024, 6, 2), 2023, "Ngày ký 02/06/2024 chưa đến. Hãy kiểm tra lại ngày ký."),
        ("1/QĐ", date(2024, 3, 1), 2023,
         "Ngày ký 01/03/2024 trước ngày trình (02/03/2024). Hãy kiểm tra lại ngày ký."),
        ("1/QĐ", LAST, 2025, "Ngày ký 02/03/2024 trước năm công nhận 2025. Hãy kiểm tra lại ngày ký."),
    ],
)  # fmt: skip
def test_what_is_said_of_a_decision(number: str, signed: date, year: int, said: str) -> None:
    assert dates.fault_of_decision(number, signed, year=year, submitted_on=LAST, today=TODAY) == said


def test_what_is_said_of_an_announcement_and_of_a_year() -> None:
    assert dates.fault_of_announcement(LAST, LAST, TODAY) == dates.fault_of_announcement(TODAY, LAST, TODAY) == ""
    assert dates.fault_of_announcement(date(2024, 3, 1), LAST, TODAY) == (
        "Ngày công bố 01/03/2024 trước ngày ký (02/03/2024). Hãy kiểm tra lại ngày."
    )
    assert dates.fault_of_announcement(date(2024, 6, 2), LAST, TODAY) == (
        "Ngày công bố 02/06/2024 chưa đến. Hãy ghi sau khi đã công bố."
    )
    assert dates.fault_of_year(2024, TODAY) == dates.fault_of_year(2023, TODAY) == ""
    assert dates.fault_of_year(2025, TODAY) == "Năm đánh giá 2025 chưa đến. Hãy chọn năm không sau 2024."

"""How a council decides: tables of cases."""

from decimal import Decimal

import pytest

from chungsuc.councils.rules import (
    COUNTED_AS,
    Decision,
    Poll,
    Rule,
    Terms,
    code_from,
    decide,
    needed,
    percent,
    put_in,
    quorum,
    reaches,
    said,
    share_of,
    share_percent,
    share_said,
    tally,
)  # fmt: skip
from chungsuc.law.citations import Citation
from chungsuc.law.verdicts import Outcome

SOURCE = Citation("Quy chế")
MET, NOT_MET, UNSURE = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED


def rule(value: Decimal | str | int | None, label: str = "quy định") -> Rule:
    return Rule("rule:x", label, Decimal(value) if isinstance(value, int) else value, SOURCE)


def terms(share: Decimal | str | int | None = 90, of: str | None = "present", recused: str | None = None,
          letters: str | None = None) -> Terms:  # fmt: skip
    return Terms(rule(share, "tỷ lệ"), rule(of, "mẫu số"), rule(recused, "hồi tị"), rule(letters, "thư"))


def poll(yes: int, no: int = 0, abstain: int = 0, invalid: int = 0, **more: int) -> Poll:
    known = {"roll": 9, "present": 9, "letters": 0, "recused": 0, "recused_here": 0, **more}
    return Poll(yes=yes, no=no, abstain=abstain, invalid=invalid, **known)


CASES = {
    "all in favour": (poll(9), terms(), MET, 9),
    "eight of nine are 88.88 and not 90": (poll(8, 1), terms(), NOT_MET, 9),
    "nine of ten are exactly 90": (poll(9, 1, roll=10, present=10), terms(), MET, 10),
    "an abstention is no consent": (poll(8, 0, 1), terms(), NOT_MET, 9),
    "an invalid ballot is no consent": (poll(8, 0, 0, 1), terms(), NOT_MET, 9),
    "who was there and did not vote is no consent": (poll(8), terms(), NOT_MET, 9),
    "absent ones do not count of those present": (poll(7, present=7), terms(), MET, 7),
    "absent ones count of the total (NĐ 98)": (poll(7, present=7), terms(80, "total"), NOT_MET, 9),
    "letters count of the total": (poll(8, present=7, letters=1), terms(80, "total", letters="counted"), MET, 9),
    "letters count with those present": (poll(8, present=7, letters=1), terms(letters="counted"), MET, 8),
    "letters where none are counted": (poll(8, present=7, letters=1), terms(letters="not_counted"), UNSURE, None),
    "letters without a rule": (poll(8, present=7, letters=1), terms(), UNSURE, None),
    "recused without a rule": (poll(8, recused=1, recused_here=1), terms(), UNSURE, None),
    "recused and out": (poll(8, recused=1, recused_here=1), terms(recused="out"), MET, 8),
    "recused and in lowers the share": (poll(8, recused=1, recused_here=1), terms(recused="in"), NOT_MET, 9),
    "recused and absent, of those present": (poll(8, present=8, recused=1), terms(recused="out"), MET, 8),
    "recused and absent, of the total": (poll(8, present=8, recused=1), terms(90, "total", "out"), MET, 8),
    "no rule on recused is needed without one": (poll(9), terms(recused=None), MET, 9),
    "no share": (poll(9), terms(None), UNSURE, None),
    "no denominator": (poll(9), terms(of=None), UNSURE, None),
    "nobody counts": (poll(0, present=1, recused=1, recused_here=1), terms(recused="out"), UNSURE, 0),
    "two thirds exactly": (poll(6, 3), terms("2/3", "total"), MET, 9),
    "one less than two thirds": (poll(5, 4), terms("2/3", "total"), NOT_MET, 9),
}


@pytest.mark.parametrize(("case", "rules", "outcome", "whole"), CASES.values(), ids=CASES.keys())
def test_a_vote_comes_to(case: Poll, rules: Terms, outcome: Outcome, whole: int | None) -> None:
    found: Decision = decide(case, rules)
    assert (found.verdict.outcome, found.denominator) == (outcome, whole)
    assert found.verdict.reasons and all(reason.citation for reason in found.verdict.reasons)


def test_who_is_counted_is_told_with_who_is_left_out() -> None:
    def counted(case: Poll, rules: Terms) -> str:
        told = {reason.about: reason.text for reason in decide(case, rules).verdict.reasons}
        return told["số thành viên tính tỷ lệ"]

    assert counted(poll(7, present=7), terms()) == "7 thành viên dự họp"
    assert counted(poll(8), terms(80, "total")) == "Toàn bộ 9 thành viên Hội đồng"
    recused = {"recused": 1, "recused_here": 1}
    left_out = "9 thành viên dự họp, trừ 1 thành viên không biểu quyết, còn 8"
    assert counted(poll(8, **recused), terms(recused="out")) == left_out
    assert counted(poll(8, **recused), terms(recused="in")) == "9 thành viên dự họp"
    letters = poll(7, present=8, letters=1, recused=2, recused_here=1)
    out_of_both = "8 thành viên dự họp và 1 thành viên gửi phiếu, trừ 1 thành viên không biểu quyết, còn 8"
    assert counted(letters, terms(recused="out", letters="counted")) == out_of_both
    written = poll(8, present=7, letters=1)
    assert counted(written, terms(letters="counted")) == "7 thành viên dự họp và 1 thành viên gửi phiếu, tổng 8"


@pytest.mark.parametrize(
    ("present", "roll", "share", "outcome"),
    [
        (6, 9, "2/3", MET), (5, 9, "2/3", NOT_MET), (7, 11, "2/3", NOT_MET), (8, 11, "2/3", MET), (9, 9, Decimal(100), MET),
        (8, 9, Decimal(100), NOT_MET), (0, 9, Decimal(1), NOT_MET), (0, 0, Decimal(50), UNSURE), (9, 9, None, UNSURE),
    ],
)  # fmt: skip
def test_a_quorum_is(present: int, roll: int, share: Decimal | str | None, outcome: Outcome) -> None:
    verdict = quorum(present, roll, rule(share))
    assert verdict.outcome is outcome
    decided = outcome is not UNSURE
    assert [reason.about for reason in verdict.reasons] == ["số thành viên dự họp" if decided else ""]


def test_a_share_never_looks_greater_than_it_is() -> None:
    assert percent(2, 3) == Decimal("66.6666")
    assert (said(Decimal("89.9999")), said(Decimal(100)), said(Decimal("66.6"))) == ("89,99 %", "100 %", "66,6 %")
    assert not reaches(899_999, 1_000_000, share_of(Decimal(90)))
    assert reaches(9, 10, share_of(Decimal(90)))
    # 66,66 % of 5,000 is 3,333 and two thirds of it are more: the fraction is exact where its decimals are not
    assert reaches(3_333, 5_000, share_of(Decimal("66.66"))) and not reaches(3_333, 5_000, share_of("2/3"))
    assert (share_said("2/3"), share_said(Decimal("66.6"))) == ("2/3", "66,6 %")
    assert (share_percent("2/3"), share_percent(Decimal(90))) == (Decimal("66.6666"), Decimal(90))


def test_only_the_rules_that_a_vote_needs_are_asked_for() -> None:
    four = terms()
    assert needed(four, recusals=False, letters=False) == (four.share, four.share_of)
    assert needed(four, recusals=True, letters=False) == (four.share, four.share_of, four.recused)
    assert needed(four, recusals=True, letters=True) == (four.share, four.share_of, four.recused, four.letters)


def test_a_box_is_sorted_by_code_whatever_came_first() -> None:
    one = put_in(put_in([], [("b", "yes")]), [("a", "no")])
    assert one == put_in(put_in([], [("a", "no")]), [("b", "yes")]) == [
        {"code": "a", "choice": "no"}, {"code": "b", "choice": "yes"},
    ]  # fmt: skip
    for wrong in (("a", "yes"), ("c", "maybe")):
        with pytest.raises(ValueError, match="a ballot needs"):
            put_in(one, [wrong])


def test_a_box_is_counted_by_choice() -> None:
    ballots = [{"code": str(n), "choice": choice} for n, choice in enumerate(["yes", "yes", "abstain"])]
    assert tally(ballots) == {"yes": 2, "no": 0, "abstain": 1, "invalid": 0}
    assert tally([]) == dict.fromkeys(COUNTED_AS, 0)


def test_a_code_reads_in_two_groups() -> None:
    assert code_from([0, 1, 2, 3, 4, 24, 24, 24, 24, 24]) == "23467-ZZZZZ"

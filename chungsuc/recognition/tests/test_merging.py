"""What a level becomes when units merge or split: a table of parts; the rule is data and its citation travels along."""

import pytest

from chungsuc.law.citations import Citation, Status
from chungsuc.law.verdicts import Outcome
from chungsuc.recognition.rules import ALL_PARTS, NO_RULE, MergerRule, Part, after_merger, after_split

MET, NOT_MET, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED
KEEPS = Citation("Kế hoạch thử", "Điều 1")
OUTSIDE = Citation("Kế hoạch thử", "Điều 2")


def commune(outcome: Outcome) -> Part:
    return Part("Xã Một", True, outcome)


WARD = Part("Phường Hai", False, NOT_MET)


@pytest.mark.parametrize(
    ("parts", "outsider", "outcome", "said"),
    [
        ((MET,), None, MET, ["Xã Một: đã được công nhận."]),
        ((MET, MET), None, MET, ["Xã Một: đã được công nhận."] * 2),
        ((MET, NOT_MET), None, NOT_MET, ["Xã Một: đã được công nhận.", "Xã Một: chưa được công nhận."]),
        ((MET, OPEN), None, OPEN, ["Xã Một: đã được công nhận.", "Xã Một: chưa đủ căn cứ."]),
        ((OPEN, NOT_MET), None, NOT_MET, ["Xã Một: chưa đủ căn cứ.", "Xã Một: chưa được công nhận."]),
        ((MET, None), "ignored", MET,
         ["Xã Một: đã được công nhận.", "Phường Hai: không thuộc diện xét, không tính."]),
        ((MET, None), "breaks", NOT_MET,
         ["Xã Một: đã được công nhận.", "Phường Hai: không phải xã đạt chuẩn."]),
        ((MET, None), None, OPEN,
         ["Xã Một: đã được công nhận.",
          "Phường Hai: phường, thị trấn không thuộc diện công nhận; chưa có quy định tính thế nào khi sáp nhập."]),
    ],
)  # fmt: skip
def test_a_merged_unit_keeps_a_level_that_all_its_parts_held(
    parts: tuple[Outcome | None, ...], outsider: str | None, outcome: Outcome, said: list[str]
) -> None:
    rule = MergerRule(ALL_PARTS, outsider, KEEPS, OUTSIDE if outsider else None)
    verdict = after_merger([WARD if part is None else commune(part) for part in parts], rule)
    assert verdict.outcome is outcome
    assert [reason.text for reason in verdict.reasons] == said


def test_each_part_is_judged_by_its_own_rule_and_a_rule_that_is_missing_is_named() -> None:
    parts = [commune(MET), WARD]
    told = after_merger(parts, MergerRule(ALL_PARTS, "breaks", KEEPS, OUTSIDE)).reasons
    assert [(reason.outcome, reason.citation) for reason in told] == [(MET, KEEPS), (NOT_MET, OUTSIDE)]
    (_, open_part) = after_merger(parts, MergerRule(ALL_PARTS, None, KEEPS)).reasons
    assert open_part.citation is not None
    assert open_part.citation.status is Status.MISSING
    assert open_part.citation.document == "Quy định về đơn vị không thuộc diện xét khi sáp nhập"
    (_, cited) = after_merger(parts, MergerRule(ALL_PARTS, "khác", KEEPS, OUTSIDE)).reasons
    assert (cited.outcome, cited.citation) == (OPEN, OUTSIDE)


@pytest.mark.parametrize(
    ("parts", "rule"),
    [([commune(MET)], NO_RULE), ([commune(MET)], MergerRule("any_part", None, KEEPS)), ([], MergerRule(ALL_PARTS, None, KEEPS))],
)  # fmt: skip
def test_without_a_rule_or_without_parts_nothing_is_decided(parts: list[Part], rule: MergerRule) -> None:
    verdict = after_merger(parts, rule)
    assert verdict.outcome is OPEN
    assert [(r.text, r.outcome) for r in verdict.reasons] == [("Chưa có quy định về mức đã đạt sau sáp nhập.", OPEN)]


def test_what_comes_out_of_a_divided_unit_holds_only_what_no_rule_is_needed_for() -> None:
    never = after_split([commune(NOT_MET), Part("Xã Ba", True, NOT_MET)])
    assert (never.outcome, never.reasons[0].outcome) == (NOT_MET, NOT_MET)
    assert never.reasons[0].text == "Lập ra do chia tách Xã Một, Xã Ba, chưa được công nhận."
    for held in (MET, OPEN):
        verdict = after_split([commune(held), Part("Xã Ba", True, NOT_MET)])
        (reason,) = verdict.reasons
        assert (verdict.outcome, reason.outcome) == (OPEN, OPEN)
        assert reason.text == "Lập ra do chia tách Xã Một, Xã Ba; chưa có quy định về mức đã đạt sau chia tách."
        assert reason.citation == Citation("Quy định về mức đã đạt sau chia tách", status=Status.MISSING)

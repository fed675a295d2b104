"""Three values, never two: what is missing is undetermined, and every verdict tells its reasons."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.law.citations import Citation, Status
from chungsuc.law.verdicts import Outcome, Reason, Verdict, all_of, between_bounds, compare

MET, NOT_MET, UNDETERMINED = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED
OPERATORS = [">=", "<=", "==", ">", "<"]
AMOUNTS = st.integers(min_value=-4, max_value=4).map(Decimal)


@pytest.mark.parametrize(
    ("outcome", "value", "label", "shape"),
    [
        (MET, "met", "đạt", "●"),
        (NOT_MET, "not_met", "chưa đạt", "○"),
        (UNDETERMINED, "undetermined", "chưa đủ căn cứ", "◌"),
    ],
)
def test_each_outcome_has_its_word_and_its_shape(outcome, value, label, shape):
    assert (outcome.value, str(outcome), outcome.label, outcome.shape) == (value, value, label, shape)


class TestAllOf:
    @pytest.mark.parametrize(
        ("outcomes", "together"),
        [
            ([], UNDETERMINED),
            ([MET], MET),
            ([MET, MET], MET),
            ([MET, UNDETERMINED], UNDETERMINED),
            ([UNDETERMINED], UNDETERMINED),
            ([MET, UNDETERMINED, NOT_MET], NOT_MET),
            ([NOT_MET], NOT_MET),
        ],
    )
    def test_one_failure_decides_and_one_gap_leaves_it_open(self, outcomes, together):
        assert all_of(outcomes) is together

    def test_a_generator_will_do(self):
        assert all_of(outcome for outcome in (MET, MET)) is MET

    @given(st.lists(st.sampled_from(Outcome), min_size=1), st.lists(st.sampled_from(Outcome), min_size=1))
    def test_groups_may_be_judged_apart_and_in_any_order(self, some, others):
        assert all_of([all_of(some), all_of(others)]) is all_of(others + some)


class TestCompare:
    @pytest.mark.parametrize(
        ("operator", "below", "equal", "above"),
        [
            (">=", False, True, True),
            ("<=", True, True, False),
            ("==", False, True, False),
            (">", False, False, True),
            ("<", True, False, False),
        ],
    )
    def test_each_operator_below_at_and_above_the_threshold(self, operator, below, equal, above):
        threshold = Decimal("26.5")
        values = [Decimal("26.49"), Decimal("26.50"), Decimal("26.51")]
        assert [compare(operator, value, threshold) for value in values] == [below, equal, above]

    @pytest.mark.parametrize("operator", ["", "=", "≥", "!="])
    def test_an_unknown_operator_is_refused(self, operator):
        with pytest.raises(ValueError, match=f"Không có phép so sánh «{operator}».*>=, <=, ==, >, <"):
            compare(operator, Decimal(1), Decimal(1))


class TestBounds:
    @pytest.mark.parametrize(
        ("operator", "low", "high", "outcome"),
        [
            (">=", 10, 12, MET),
            (">=", 9, 10, UNDETERMINED),
            (">=", 8, 9, NOT_MET),
            (">", 10, 12, UNDETERMINED),
            (">", 9, 10, NOT_MET),
            ("<=", 9, 10, MET),
            ("<=", 10, 11, UNDETERMINED),
            ("<=", 11, 12, NOT_MET),
            ("<", 9, 10, UNDETERMINED),
            ("<", 10, 11, NOT_MET),
            ("==", 10, 10, MET),
            ("==", 9, 11, UNDETERMINED),
            ("==", 10, 11, UNDETERMINED),
            ("==", 9, 10, UNDETERMINED),
            ("==", 11, 12, NOT_MET),
            ("==", 8, 9, NOT_MET),
        ],
    )
    def test_an_interval_against_ten(self, operator, low, high, outcome):
        assert between_bounds(operator, Decimal(low), Decimal(high), Decimal(10)) is outcome

    def test_bounds_the_wrong_way_round_are_refused(self):
        with pytest.raises(ValueError, match="cận dưới 2 lớn hơn cận trên 1"):
            between_bounds(">=", Decimal(2), Decimal(1), Decimal(0))

    def test_an_unknown_operator_is_refused(self):
        with pytest.raises(ValueError, match="Không có phép so sánh"):
            between_bounds("=>", Decimal(1), Decimal(2), Decimal(0))

    @given(st.sampled_from(OPERATORS), AMOUNTS, AMOUNTS, AMOUNTS)
    def test_the_outcome_is_that_of_every_amount_between(self, operator, one, other, threshold):
        low, high = sorted((one, other))
        halves = [low + Decimal(step) / 2 for step in range(int((high - low) * 2) + 1)]
        found = {compare(operator, amount, threshold) for amount in halves}
        expected = UNDETERMINED if len(found) == 2 else MET if found == {True} else NOT_MET
        assert between_bounds(operator, low, high, threshold) is expected

    @given(st.sampled_from(OPERATORS), AMOUNTS, AMOUNTS)
    def test_an_exact_amount_is_always_decided(self, operator, amount, threshold):
        exact = MET if compare(operator, amount, threshold) else NOT_MET
        assert between_bounds(operator, amount, amount, threshold) is exact


class TestParagraph:
    def test_it_can_be_copied_into_a_letter(self):
        article = Citation("Quyết định 318/QĐ-TTg", "chỉ tiêu 15.3", status=Status.VERIFIED)
        verdict = Verdict(
            NOT_MET,
            (
                Reason("quy hoạch đã được phê duyệt", MET, about="chỉ tiêu 1.1"),
                Reason("tỷ lệ 27%, mức yêu cầu không quá 26,5%.", NOT_MET, article, "chỉ tiêu 15.3"),
                Reason("thu nhập 40 triệu đồng", NOT_MET),
                Reason("chưa có số liệu ", UNDETERMINED, about="chỉ tiêu 10"),
            ),
        )
        assert verdict.paragraph == (
            "Kết luận: chưa đạt. "
            "Nội dung chưa đạt: chỉ tiêu 15.3: tỷ lệ 27%, mức yêu cầu không quá 26,5%, căn cứ chỉ tiêu 15.3 Quyết định "
            "318/QĐ-TTg (đã kiểm chứng); thu nhập 40 triệu đồng. "
            "Nội dung chưa đủ căn cứ: chỉ tiêu 10: chưa có số liệu. "
            "Nội dung đạt: chỉ tiêu 1.1: quy hoạch đã được phê duyệt."
        )

    def test_without_reasons_it_gives_the_conclusion_alone(self):
        assert Verdict(UNDETERMINED, ()).paragraph == "Kết luận: chưa đủ căn cứ."

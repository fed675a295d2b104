"""Figures as people type them: read exactly, or refused with a sentence that says what to type instead."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chungsuc.law.figures import (
    FigureError,
    read_decimal,
    read_percent,
    read_whole,
    round_half_up,
    show_decimal,
    show_money,
)

FIGURES = st.decimals(min_value=-(10**12), max_value=10**12, places=4)


class TestReading:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("98,5", "98.5"),
            ("98.5", "98.5"),
            ("26,25", "26.25"),
            ("26.25", "26.25"),
            ("12", "12"),
            ("0", "0"),
            ("007", "7"),
            ("-3", "-3"),
            ("\u22123,5", "-3.5"),
            ("+2", "2"),
            ("1234", "1234"),
            ("1.234,5", "1234.5"),
            ("1.234,567", "1234.567"),
            ("1 234,5", "1234.5"),
            ("1\u00a0234,5", "1234.5"),
            ("1\u202f234", "1234"),
            ("1 234.5", "1234.5"),
            ("12 345 678", "12345678"),
            ("1.234.567", "1234567"),
            ("1,234,567", "1234567"),
            ("1,234.5", "1234.5"),
            ("1.234.567,89", "1234567.89"),
            ("1,234,567.89", "1234567.89"),
            ("-1.800.000", "-1800000"),
            ("1.234,00", "1234"),
            ("1234,567", "1234.567"),  # four digits before the mark: no thousands are written so
            ("0,125", "0.125"),  # nor do they begin with a nought
            ("0.125", "0.125"),
            ("12,3456", "12.3456"),
            ("1,2340", "1.2340"),
            ("  98,5\n", "98.5"),
        ],
    )
    def test_written_figures_are_read(self, typed, meant):
        assert read_decimal(typed) == Decimal(meant)

    @pytest.mark.parametrize(
        ("cell", "meant"),
        [(96.7, "96.7"), (1e16, "1E+16"), (5, "5"), (0.1, "0.1"), (Decimal("12.30"), "12.30"), (-2.5e-17, "-2.5E-17")],
    )
    def test_cell_values_are_read_as_they_were_typed(self, cell, meant):
        assert read_decimal(cell) == Decimal(meant)
        assert isinstance(read_decimal(cell), Decimal)

    @pytest.mark.parametrize("nothing", ["-0", "-0,0", -0.0, Decimal("-0")])
    def test_nought_has_no_sign(self, nothing):
        assert not read_decimal(nothing).is_signed()

    @pytest.mark.parametrize(
        ("typed", "as_thousands", "as_decimals"),
        [
            ("1.234", "1234", "1,2340"),
            ("12,345", "12345", "12,3450"),
            ("-123.456", "-123456", "-123,4560"),
            ("\u2212123,456", "-123456", "-123,4560"),
        ],
    )
    def test_what_may_be_read_two_ways_is_refused_and_both_ways_are_told(self, typed, as_thousands, as_decimals):
        with pytest.raises(FigureError) as refusal:
            read_decimal(typed)
        assert refusal.value.code == "ambiguous"
        assert all(told in str(refusal.value) for told in (f"«{typed}»", as_thousands, as_decimals))

    def test_the_advice_for_an_ambiguous_figure_can_be_followed(self):
        with pytest.raises(FigureError, match="hãy gõ liền 1234;.*số 0 ở cuối: 1,2340"):
            read_decimal("1.234")
        assert (read_decimal("1234"), read_decimal("1,2340")) == (Decimal("1234"), Decimal("1.234"))

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [("150.000", "150000"), ("150,000", "150000"), (" 1.234 ", "1234"), ("1.500.000", "1500000"),
         ("150000", "150000"), ("0", "0"), ("1,5", "1.5"), ("0.125", "0.125"), ("1.234,5", "1234.5")],
    )  # fmt: skip
    def test_where_only_a_whole_figure_can_be_meant_one_group_is_thousands(self, typed, meant):
        assert read_whole(typed) == Decimal(meant)

    @pytest.mark.parametrize("blank", ["", "  ", "\u00a0", "\ufeff"])
    def test_a_blank_is_not_nought(self, blank):
        with pytest.raises(FigureError, match="để trống") as refusal:
            read_decimal(blank)
        assert refusal.value.code == "blank"

    @pytest.mark.parametrize(
        "wrong",
        ["đạt", "-", "+", "--3", "- 3", "3-", ",5", "5,", ".5", "1,2,3", "1.23.456", "1.2345.678", "1.234,5,6",
         "1.234.567.89", "1,234,5", "1.234 567", "12 34",
         "0.125.000", "1e5", "12/05/2023", "50 triệu", "98,5%", "١٢", "NaN", "Infinity",
         "(5)", "1'234", True, False, float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"), None,
         date(2023, 5, 12)],
    )  # fmt: skip
    def test_what_is_no_number_is_refused_and_quoted(self, wrong):
        with pytest.raises(FigureError, match="không phải là số") as refusal:
            read_decimal(wrong)
        assert refusal.value.code == "not_a_number"
        assert str(refusal.value).startswith("«")

    @pytest.mark.parametrize("wrong", ["đạt", "1,2,3", "50 triệu", True, Decimal("NaN"), None])
    def test_the_refusal_quotes_what_was_seen(self, wrong):
        with pytest.raises(FigureError, match=f"^«{wrong}» không phải là số. Chỉ nhập chữ số"):
            read_decimal(wrong)

    @pytest.mark.parametrize(
        "slip",
        [
            "1" + "0" * 18,
            "9" * 5000,
            pytest.param(10**5000, id="an endless whole number"),
            1e300,
            1e-300,
            Decimal("1E+999999999"),
            Decimal("1E-41"),
        ],
    )
    def test_slips_of_the_hand_are_refused_in_a_short_sentence(self, slip):
        with pytest.raises(FigureError, match="quá lớn") as refusal:
            read_decimal(slip)
        assert refusal.value.code == "out_of_range"
        assert len(str(refusal.value)) < 200

    def test_the_largest_and_finest_figures_are_still_read(self):
        assert read_decimal("9" * 18) == 10**18 - 1
        assert read_decimal(Decimal("1E-40")) == Decimal("1E-40")

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            (" ", "Ô đang để trống. Hãy nhập một số, ví dụ 98,5."),
            (
                " 50  triệu",
                "«50 triệu» không phải là số. Chỉ nhập chữ số, dấu phẩy trước phần thập phân, ví dụ 98,5 hoặc 1.234,5; "
                "đơn vị tính không gõ vào ô.",
            ),
            (
                "1.234",
                "«1.234» có thể hiểu theo hai cách. Nếu dấu dùng để ngăn hàng nghìn, hãy gõ liền 1234; "
                "nếu 234 là phần thập phân, hãy thêm một số 0 ở cuối: 1,2340.",
            ),
            (
                " 1000000000000000000",
                "«1000000000000000000» quá lớn hoặc có quá nhiều chữ số thập phân. "
                "Hãy kiểm tra lại đơn vị tính và nhập lại số.",
            ),
            (
                1e300,
                "«1E+300» quá lớn hoặc có quá nhiều chữ số thập phân. Hãy kiểm tra lại đơn vị tính và nhập lại số.",
            ),
        ],
    )
    def test_a_refusal_says_what_was_seen_and_what_to_do(self, typed, message):
        with pytest.raises(FigureError) as refusal:
            read_decimal(typed)
        assert str(refusal.value) == message

    @pytest.mark.parametrize("length", [40, 41])
    def test_a_long_text_is_cut_in_the_message(self, length):
        with pytest.raises(FigureError) as refusal:
            read_decimal("x" * length)
        assert (f"«{'x' * 40}…»" in str(refusal.value)) == (length > 40)

    @given(st.floats(min_value=-1e15, max_value=1e15).filter(lambda figure: figure == 0 or abs(figure) > 1e-20))
    def test_a_cell_comes_back_as_the_same_float(self, figure):
        assert float(read_decimal(figure)) == figure

    @given(st.text(alphabet="0123456789., -+%", max_size=14))
    def test_text_is_either_read_exactly_or_refused(self, text):
        try:
            value = read_decimal(text)
        except FigureError as refusal:
            assert refusal.code in {"blank", "not_a_number", "ambiguous"}
        else:
            typed, read = (re.sub("[^0-9]", "", written).lstrip("0") for written in (text, format(value, "f")))
            assert typed == read


class TestPercentages:
    @pytest.mark.parametrize("typed", ["98,5%", "98,5 %", "98.5%", " 98,5\u00a0% ", "98,5", 98.5, Decimal("98.5")])
    def test_a_percent_sign_may_follow(self, typed):
        assert read_percent(typed) == Decimal("98.5")

    @pytest.mark.parametrize(
        ("typed", "code"), [("%", "blank"), ("5%%", "not_a_number"), ("%5", "not_a_number"), ("1.234%", "ambiguous")]
    )
    def test_other_signs_are_refused(self, typed, code):
        with pytest.raises(FigureError) as refusal:
            read_percent(typed)
        assert refusal.value.code == code


class TestShowing:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [("1234.5", "1.234,5"), ("1234567", "1.234.567"), ("98.50", "98,5"), ("100", "100"), ("1E+3", "1.000"),
         ("0.00", "0"), ("-0.0", "0"), ("-1234.5", "-1.234,5"), ("0.05", "0,05"), ("999", "999"), ("-0.5", "-0,5")],
    )  # fmt: skip
    def test_a_figure_shows_as_many_decimals_as_it_has(self, value, shown):
        assert show_decimal(Decimal(value)) == shown

    @pytest.mark.parametrize(
        ("value", "places", "shown"),
        [("16.625", 2, "16,63"), ("17", 2, "17,00"), ("0.5", 0, "1"), ("2.5", 0, "3"), ("-0.04", 1, "0,0"),
         ("-0.05", 1, "-0,1"), ("999.95", 1, "1.000,0"), ("1234.4", 0, "1.234")],
    )  # fmt: skip
    def test_places_round_half_up_and_are_all_shown(self, value, places, shown):
        assert show_decimal(Decimal(value), places) == shown

    @pytest.mark.parametrize(("value", "shown"), [("98", "98,0"), ("98.5", "98,5"), ("98.55", "98,55")])
    def test_a_minimum_of_places_is_filled_up(self, value, shown):
        assert show_decimal(Decimal(value), minimum_places=1) == shown

    def test_noughts_are_filled_up_at_the_end(self):
        assert show_decimal(Decimal("98.5"), minimum_places=3) == "98,500"

    def test_whole_numbers_are_shown_too(self):
        assert show_decimal(72000) == "72.000"

    def test_money_is_shown_in_whole_dong(self):
        assert show_money(1_800_000) == "1.800.000 đồng"
        assert show_money(Decimal("3510000.5")) == "3.510.001 đồng"

    @given(FIGURES)
    @example(Decimal("1234"))
    def test_what_is_shown_is_read_back_or_refused_as_ambiguous(self, figure):
        shown = show_decimal(figure)
        try:
            assert read_decimal(shown) == figure
        except FigureError as refusal:
            assert refusal.code == "ambiguous"

    @given(FIGURES)
    def test_four_places_are_always_read_back(self, figure):
        assert read_decimal(show_decimal(figure, 4)) == figure


class TestRounding:
    @pytest.mark.parametrize(
        ("value", "places", "rounded"),
        [("2.345", 2, "2.35"), ("-2.345", 2, "-2.35"), ("2.3449", 2, "2.34"), ("0.5", 0, "1"), ("7", 2, "7.00"),
         ("1234", -2, "1200"), ("12345678901234567890123456789012345.5", 0, "12345678901234567890123456789012346")],
    )  # fmt: skip
    def test_a_half_goes_away_from_nought(self, value, places, rounded):
        assert round_half_up(Decimal(value), places) == Decimal(rounded)

    def test_the_places_asked_for_are_kept(self):
        assert str(round_half_up(Decimal("7"), 2)) == "7.00"

    @given(FIGURES, st.integers(min_value=0, max_value=4))
    def test_rounding_moves_by_half_a_unit_at_most(self, figure, places):
        assert abs(round_half_up(figure, places) - figure) <= Decimal(5).scaleb(-places - 1)

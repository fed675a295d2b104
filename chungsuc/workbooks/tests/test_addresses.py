import pytest
from openpyxl.utils import get_column_letter

from chungsuc.workbooks.addresses import address, column_letters, column_number, parse_address


def test_every_column_is_named_as_openpyxl_names_it():
    assert [column_letters(n) for n in range(1, 16_385)] == [get_column_letter(n) for n in range(1, 16_385)]


def test_letters_and_numbers_are_each_others_inverse():
    assert [column_number(column_letters(n)) for n in range(1, 16_385)] == list(range(1, 16_385))


def test_row_17_column_11_is_k17():
    assert address(17, 11) == "K17"
    assert parse_address("K17") == (17, 11)


def test_dollar_signs_do_not_matter():
    assert parse_address("$XFD$1048576") == (1_048_576, 16_384)


@pytest.mark.parametrize("text", ["", "17", "K", "K0", "k17", "XFE1", "A1048577", "A1:B2", "AAAA1", "A01"])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValueError):
        parse_address(text)


@pytest.mark.parametrize(("row", "column"), [(0, 1), (1, 0), (1_048_577, 1), (1, 16_385)])
def test_places_outside_a_sheet_have_no_address(row, column):
    with pytest.raises(ValueError):
        address(row, column)


def test_what_is_no_letter_names_no_column():
    with pytest.raises(ValueError):
        column_number("Đ")

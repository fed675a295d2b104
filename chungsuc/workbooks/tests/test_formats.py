from datetime import date, datetime

import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import from_excel

from chungsuc.workbooks.formats import from_serial, shown_as

HOURS_ONLY = {18, 19, 20, 21, 45, 46, 47}


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", "n"),
        ("0.00", "n"),
        ("@", "n"),
        ("0.0%", "p"),
        ("0%;[Red]-0%", "p"),
        ('0.0"%"', "n"),
        ("0.0\\%", "n"),
        ('#,##0 "đồng/người/năm"', "n"),
        ("#,##0 [$đ-42A]", "n"),
        ("dd/mm/yyyy", "d"),
        ("[$-42A]dd mmmm yyyy;@", "d"),
        ("dd/mm/yyyy hh:mm:ss.000", "d"),
        ("mmm", "d"),
        ("h:mm AM/PM", "n"),
        ("[h]:mm:ss", "n"),
        ("0 d", "n"),
        ("mm:ss.0", "n"),
    ],
)
def test_a_format_code_says_what_is_shown(code, shown):
    assert shown_as(164, code) == shown


def test_built_in_formats_agree_with_openpyxl_except_for_hours():
    for number, code in BUILTIN_FORMATS.items():
        if number not in HOURS_ONLY:
            assert (shown_as(number, None) == "d") == bool(is_date_format(code)), code
            assert (shown_as(number, None) == "p") == ("%" in code), code


def test_hours_alone_name_no_day():
    assert {shown_as(number, None) for number in HOURS_ONLY} == {"n"}


@pytest.mark.parametrize("serial", [1, 31, 59, 61, 44_561, 45_291, 45_291.5, 45_291.123456, 2_958_465])
def test_serials_become_the_days_openpyxl_gives(serial):
    expected = from_excel(serial)
    found = from_serial(serial, since_1904=False)
    assert found == (expected if serial % 1 else expected.date())


def test_the_last_day_of_2023():
    assert from_serial(45_291, since_1904=False) == date(2023, 12, 31)
    assert from_serial(43_829, since_1904=True) == date(2023, 12, 31)
    assert from_serial(45_291.75, since_1904=False) == datetime(2023, 12, 31, 18)  # noqa: DTZ001


@pytest.mark.parametrize("serial", [0.5, -3, 1e9, 1e300])
def test_a_serial_outside_the_calendar_names_no_day(serial):
    assert from_serial(serial, since_1904=False) is None

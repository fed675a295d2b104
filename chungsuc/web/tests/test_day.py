"""The day of a page comes from the address, else from the view; a bad one is told once."""

from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.forms import DateField, DecimalField
from django.http import HttpRequest
from django.test import RequestFactory, override_settings

from chungsuc.web.day import kept_day, page_day, quick_days, stands, today

DEFAULT = date(2023, 12, 31)


def asked(query: str) -> HttpRequest:
    request = RequestFactory().get(f"/{query}")
    request._messages = CookieStorage(request)
    return request


@pytest.mark.parametrize("query", ["?ngay=03/07/2025", "?ngay=3-7-2025", "?ngay=2025-07-03"])
def test_the_day_in_the_address_is_read_day_first(query: str) -> None:
    assert page_day(asked(query), DEFAULT) == date(2025, 7, 3)


@pytest.mark.parametrize("query", ["", "?ngay=", "?khac=1"])
def test_without_a_day_the_page_speaks_of_its_own(query: str) -> None:
    request = asked(query)
    assert page_day(request, DEFAULT) == DEFAULT
    assert kept_day(request) == DEFAULT
    assert list(get_messages(request)) == []


@pytest.mark.parametrize("query", ["?ngay=31/02/2023", "?ngay=hom-qua", "?ngay=1/1/0001"])
def test_a_bad_day_keeps_the_default_and_says_so_once(query: str) -> None:
    request = asked(query)
    assert page_day(request, DEFAULT) == DEFAULT
    page_day(request, DEFAULT)
    (told,) = [str(message) for message in get_messages(request)]
    assert told.endswith("Trang đang dùng ngày 31/12/2023.")


def test_a_page_that_asks_for_no_day_has_none() -> None:
    assert kept_day(asked("?ngay=03/07/2025")) is None


@override_settings(TODAY="20/01/2024")
def test_a_demonstration_has_its_own_present_day() -> None:
    assert today() == date(2024, 1, 20) == stands()


@override_settings(TODAY="")
@time_machine.travel("2023-12-31T17:30:00+00:00")
def test_the_present_day_is_that_of_vietnam() -> None:
    assert today() == date(2024, 1, 1)
    assert stands() is None


def test_quick_days_are_today_and_two_ends_of_years() -> None:
    assert quick_days(date(2024, 1, 20)) == [date(2024, 1, 20), date(2023, 12, 31), date(2022, 12, 31)]


def test_forms_read_dates_day_first_and_decimals_with_a_comma() -> None:
    assert DateField(localize=True).clean("03/07/2025") == date(2025, 7, 3)
    assert str(DecimalField(localize=True).clean("98,5")) == "98.5"

"""Signing in as a person does: by keyboard, in a real browser."""

import pytest

from chungsuc.accounts.actions import create_account
from chungsuc.accounts.tests.conftest import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_a_person_signs_in_with_the_keyboard_alone(page):
    create_account("le.van.c", "Lê Văn C", PASSWORD, by="quan.tri", must_change_password=False)
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").focus()
    page.keyboard.type("Le.Van.C")
    page.keyboard.press("Tab")
    page.keyboard.type("sai mật khẩu")
    page.keyboard.press("Enter")
    page.get_by_text("Tên đăng nhập hoặc mật khẩu không đúng").first.wait_for()
    assert page.get_by_label("Tên đăng nhập").input_value() == "Le.Van.C"
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "dang-nhap" not in address)


def test_a_person_already_signed_in_reaches_the_password_page(page_as):
    person = create_account("le.van.c", "Lê Văn C", PASSWORD, by="quan.tri", must_change_password=False)
    page = page_as(person)
    page.goto("/doi-mat-khau/")
    page.get_by_label("Mật khẩu hiện tại").wait_for()

"""An officer records events of units in a real browser: with the keyboard alone, without JavaScript, every state looked at."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest

from chungsuc.organisations.actions import NewUnit, open_unit
from chungsuc.organisations.models import LegalEvent, Lineage, Placement
from tests.journeys.watching import Watch
from tests.province import PASSWORD, Province, load_province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
PAGE, SON, CO = "/don-vi/ghi-su-kien/", "ld-24616", "ld-24751"


@pytest.fixture
def office(transactional_db: None, settings: Any) -> Province:
    """The province without values, and a village in Quảng Sơn."""
    settings.TODAY = "2026-03-02"
    province = load_province(samples=False)
    open_unit(NewUnit("thon-1", "village", "thôn", "Thôn Một", "", SON), since=date(2025, 9, 1), by="bài thử")
    province.account("coordinator")
    return province


def tab_to(page: Any, name: str, value: str = "", most: int = 80) -> Any:
    """Press Tab until the field or button of that name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.locator(f":focus[name='{name}']" + (f"[value='{value}']" if value else ""))
        if at.count():
            assert at.is_visible()
            return at
    raise AssertionError(f"{page.url}: không tới được {name} bằng phím Tab")


def write(page: Any, name: str, text: str) -> None:
    """Types into the next field of that name; a list is chosen from by a first letter."""
    tab_to(page, name)
    page.keyboard.type(text)


def test_a_merger_is_recorded_with_the_keyboard_alone_and_without_javascript(
    office: Province, browser: Any, live_server: Any
) -> None:
    context = browser.new_context(base_url=live_server.url, locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    try:
        page.goto("/dang-nhap/")
        write(page, "login", "coordinator")
        write(page, "password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "dang-nhap" not in address)
        page.goto("/sap-nhap/")
        page.get_by_role("link", name="Ghi sự kiện về đơn vị").press("Enter")
        page.wait_for_url(f"**{PAGE}")
        page.get_by_role("link", name="Sáp nhập đơn vị").press("Enter")
        page.wait_for_url("**viec=nhap**")
        write(page, "units", "Xã Quảng Sơn\nXã Nhân Cơ")
        write(page, "effective_on", "31/02/2026")
        write(page, "document", "12/NQ-UBTVQH16")
        write(page, "moi0-name", "Xã Mới Thử")
        write(page, "moi0-form", "x")
        write(page, "moi0-gso_code", "24999")
        write(page, "moi0-in_scope", "c")
        write(page, "moi0-keeps", "g")
        tab_to(page, "buoc", "xem")
        page.keyboard.press("Enter")
        page.get_by_text("không có trong lịch").first.wait_for()
        assert page.get_by_label("Các đơn vị nhập lại").input_value() == "Xã Quảng Sơn\nXã Nhân Cơ"
        tab_to(page, "effective_on")
        page.keyboard.press("Control+A")
        page.keyboard.type("01/02/2026")
        page.keyboard.press("Enter")  # the first button of the form is the preview
        page.get_by_text("1 đơn vị chuyển về Xã Mới Thử").wait_for()
        assert not LegalEvent.objects.filter(kind="merge", document="12/NQ-UBTVQH16").exists()
        tab_to(page, "buoc", "ghi")
        page.keyboard.press("Enter")
        page.get_by_text("Đã ghi: Nhập Xã Quảng Sơn, Xã Nhân Cơ thành Xã Mới Thử").wait_for()
        assert "/don-vi/ld-24999/" in page.url
        page.reload()  # what was recorded is not sent again
        assert Lineage.objects.filter(event__document="12/NQ-UBTVQH16").count() == 2
    finally:
        context.close()


def test_a_split_into_three_is_recorded_without_javascript(office: Province, browser: Any, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url, locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    try:
        page.goto("/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill("coordinator")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "dang-nhap" not in address)
        page.goto(f"/don-vi/{SON}/")
        page.get_by_role("link", name="Ghi sự kiện về đơn vị này").click()
        page.get_by_role("link", name="Chia tách đơn vị").click()
        assert page.get_by_label("Đơn vị chia tách").input_value() == f"Xã Quảng Sơn ({SON})"
        page.get_by_label("Có hiệu lực từ ngày").fill("01/02/2026")
        page.get_by_label("Số nghị quyết").fill("13/NQ-UBTVQH16")
        page.get_by_role("button", name="Thêm một đơn vị mới").click()
        for number, name in enumerate(("Xã Một", "Xã Hai", "Xã Ba")):
            page.locator(f"[name=moi{number}-name]").fill(name)
            page.locator(f"[name=moi{number}-form]").select_option("xã")
            page.locator(f"[name=moi{number}-gso_code]").fill(f"2499{number}")
            page.locator(f"[name=moi{number}-in_scope]").select_option("yes")
            page.locator(f"[name=moi{number}-keeps]").select_option("yes")
        page.get_by_role("button", name="Xem trước").click()
        page.get_by_role("button", name="Sửa lại").click()
        assert page.locator("[name=moi2-name]").input_value() == "Xã Ba"
        page.get_by_role("button", name="Xem trước").click()
        page.get_by_role("button", name="Ghi sự kiện").click()
        page.get_by_text("Hãy chọn đơn vị mới mà Thôn Một thuộc về.").first.wait_for()
        page.get_by_label("Thôn Một").select_option(label="Xã Ba")
        page.get_by_role("button", name="Ghi sự kiện").click()
        page.get_by_text("Đã ghi: Chia Xã Quảng Sơn thành Xã Một, Xã Hai, Xã Ba").wait_for()
        now = Placement.objects.on(date(2026, 2, 1)).get(unit__code="thon-1")
        assert now.parent.code == "ld-24992"
    finally:
        context.close()


def test_every_state_of_the_page_is_fit_to_be_read(office: Province, page_as: Any, live_server: Any) -> None:
    page = page_as(office.account("coordinator"))
    watch = Watch(page, urlsplit(live_server.url).netloc)
    for query in (f"?don-vi={CO}", "?viec=nhap", "?viec=tach", "?viec=doi-ten", "?viec=chuyen", "?viec=mo"):
        assert page.goto(f"{PAGE}{query}").status == 200
        watch.look()
    page.goto(f"{PAGE}?viec=tach&don-vi={SON}")
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_text("Còn chỗ cần sửa").wait_for()
    watch.look()
    page.get_by_label("Có hiệu lực từ ngày").fill("01/02/2026")
    page.get_by_label("Số nghị quyết").fill("13/NQ-UBTVQH16")
    for number, name in enumerate(("Xã Một", "Xã Hai")):
        page.locator(f"[name=moi{number}-name]").fill(name)
        page.locator(f"[name=moi{number}-form]").select_option("xã")
        page.locator(f"[name=moi{number}-gso_code]").fill(f"2499{number}")
        page.locator(f"[name=moi{number}-in_scope]").select_option("yes")
        page.locator(f"[name=moi{number}-keeps]").select_option("yes")
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Ghi sự kiện").wait_for()
    watch.look()
    open_unit(NewUnit("thon-2", "village", "thôn", "Thôn Hai", "", SON), since=date(2025, 9, 1), by="bài thử")
    page.get_by_label("Thôn Một").select_option(label="Xã Hai")
    page.get_by_role("button", name="Ghi sự kiện").click()
    page.get_by_text("Dữ liệu đã thay đổi sau khi xem trước").wait_for()
    watch.look()
    page.get_by_label("Thôn Hai").select_option(label="Xã Một")
    page.get_by_role("button", name="Ghi sự kiện").click()
    page.get_by_text("Đã ghi: Chia Xã Quảng Sơn").wait_for()
    watch.look()
    page.goto("/sap-nhap/")
    watch.look()
    watch.nothing_wrong()

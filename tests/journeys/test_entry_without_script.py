"""The form of entry where no script runs: an old phone, or a network of the office that takes scripts away."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.province import PASSWORD, load_province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
UNIT, SET, YEAR = "ld-24751", "xa_ntm_2021_2025", 2025
PLACE = f"/khai/{UNIT}/{SET}/{YEAR}/"


@pytest.fixture
def commune(transactional_db: None, settings: Any) -> Any:
    settings.TODAY = "2025-12-01"
    return load_province(samples=False).account("commune")


@pytest.fixture
def page(commune: Any, browser: Any, live_server: Any) -> Iterator[Any]:
    context = browser.new_context(base_url=live_server.url, locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("commune")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    yield page
    context.close()


def declared(code: str) -> tuple[Any, ...] | None:
    from chungsuc.criteria.models import Declared

    rows = Declared.objects.filter(is_current=True, unit__code=UNIT, year=YEAR)
    rows = rows.filter(measure__indicators__code=code, measure__indicators__criterion__set__code=SET)
    return rows.values_list("number", "numerator", "denominator").first()


def save(page: Any) -> None:
    page.get_by_role("button", name="Lưu", exact=True).click()


def test_a_number_a_share_and_a_file_are_declared_with_plain_forms(page: Any, tmp_path: Path) -> None:
    page.goto("/khai/")
    page.locator(f"main a[href='{PLACE}']").click()
    page.locator(f"main a[href='{PLACE}10/']").click()
    assert page.locator("#may-nay").is_hidden()  # nothing is promised that needs a script
    page.fill("#c10-number", "sáu mươi")
    page.fill("#c10-source_document", "Báo cáo 12/BC-UBND")
    save(page)
    wrong = page.locator("#loi")
    assert wrong.get_by_text("Còn chỗ cần sửa").is_visible()
    assert page.input_value("#c10-number") == "sáu mươi"
    assert page.input_value("#c10-source_document") == "Báo cáo 12/BC-UBND"
    assert declared("10") is None
    wrong.get_by_role("link").click()
    page.fill("#c10-number", "62,4")
    save(page)
    assert page.get_by_text("Đã lưu tiêu chí 10").is_visible()
    assert page.input_value("#c10-number") == "62,4"
    assert declared("10") == (Decimal("62.4"), None, None)

    page.goto(f"{PLACE}2/")
    page.fill("#c2_1-numerator", "18")
    page.fill("#c2_1-denominator", "20")
    save(page)
    assert page.locator("#c2_1").get_by_text("đã lưu").is_visible()
    assert page.locator("#c2_1").get_by_text("Tỷ lệ: 90").is_visible()
    assert declared("2.1") == (90, 18, 20)

    paper = tmp_path / "duong-xa.jpg"
    Image.new("RGB", (320, 240), (20, 90, 60)).save(paper, "JPEG")
    page.locator("#tep-c2_1 input[type=file]").set_input_files(paper)
    page.locator("#tep-c2_1").get_by_role("button", name="Tải lên").click()
    assert page.get_by_text("Đã gắn tài liệu").is_visible()
    assert "gửi lúc" in page.locator("#tep-c2_1").inner_text()
    assert page.locator("#tep-c2_1").get_by_role("button", name="Gỡ").is_visible()

    a_colleague_saves_meanwhile(page)


def a_colleague_saves_meanwhile(page: Any) -> None:
    """Part of the same journey, as the province is loaded once: both numbers are shown and the person chooses."""
    from chungsuc.criteria import actions
    from chungsuc.criteria.tests.entry_support import entry, person, the_set, unit

    page.goto(f"{PLACE}10/")
    base = int(page.locator("#c10 [data-base]").get_attribute("value"))
    other = person("commune", UNIT, date(2025, 12, 1), name="đồng nghiệp")
    actions.declare(unit(UNIT), the_set(), YEAR, [entry("10", "55", base=base)], acting=other)
    page.fill("#c10-number", "61,5")
    save(page)
    assert page.get_by_text("Hai người cùng khai").is_visible()
    beside = page.locator("#c10").inner_text()
    assert "đồng nghiệp" in beside
    assert "55" in beside
    assert page.input_value("#c10-number") == "61,5"
    page.get_by_label("Ghi số của tôi (ở dưới)").check()
    save(page)
    assert declared("10") == (Decimal("61.5"), None, None)
    assert page.input_value("#c10-number") == "61,5"

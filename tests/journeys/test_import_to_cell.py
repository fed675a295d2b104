"""From a workbook to the figures of the home page and back to the very cell, as the people of the office walk it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from chungsuc.audit.verification import verify_chain
from tests.journeys.watching import Watch
from tests.province import PACK, PASSWORD, load_province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
GOOD, FAULTY = "bieu-tong-hop-2023.xlsx", "bieu-tong-hop-2023-co-loi.xlsx"
AVERAGE = 'main a[href^="/chi-tieu/average_criteria/"]'


@pytest.fixture
def office(transactional_db: None, settings: Any) -> None:
    """The province as it stood before the values of 2023 came: the pack and the results of 2021."""
    from chungsuc.cli.import_file import take_in

    settings.TODAY = "2024-03-01"
    province = load_province(samples=False)
    told = take_in(PACK / "samples" / "ket-qua-tieu-chi-2021.xlsx", kind="criterion-results")
    assert told["counts"]["refused"] == 0
    province.account("coordinator")


@pytest.fixture
def walking(office: None, page: Any, live_server: Any) -> tuple[Any, Watch]:
    return page, Watch(page, urlsplit(live_server.url).netloc)


def sign_in(page: Any) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("coordinator")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda address: "dang-nhap" not in address)


def upload(page: Any, name: str) -> None:
    page.goto("/nhap-so-lieu/")
    page.get_by_label("Tệp biểu").set_input_files(PACK / "samples" / name)
    page.get_by_label("Loại biểu").select_option("indicator-values")
    page.get_by_role("button", name="Tải lên và xem trước").click()
    page.wait_for_url("**/nhap-so-lieu/*-*/")


def average(page: Any) -> str:
    """What the home page says about the average number of criteria."""
    page.goto("/")
    return str(page.locator("main").inner_text())


def tap(page: Any, selector: str) -> None:
    page.locator(selector).first.click()
    page.wait_for_load_state("networkidle")


def test_a_number_on_the_home_page_leads_to_its_cell_and_goes_back_with_its_workbook(
    walking: tuple[Any, Watch],
) -> None:
    page, watch = walking
    page.goto("/dang-nhap/")
    watch.look()
    sign_in(page)
    watch.look()
    before = average(page)
    assert "16,62" not in before

    upload(page, FAULTY)
    watch.look()
    assert page.get_by_text("cần hỏi").first.is_visible()
    mend = page.get_by_label("Giá trị đúng của ô I15")
    mend.fill("chín mươi")
    mend.press("Enter")
    page.get_by_label("Giá trị đúng của ô I15").and_(page.locator("[aria-invalid=true]")).wait_for()
    watch.look()
    page.get_by_label("Giá trị đúng của ô I15").fill("95,5")
    page.keyboard.press("Enter")
    page.get_by_text("Ô I15 đã sửa thành “95,5”.").wait_for()
    assert page.get_by_label("Giá trị đúng của ô I15").count() == 0
    page.get_by_role("button", name="Chỉ nhập dòng đúng (50 dòng)").click()
    page.get_by_text("Bỏ lại 10 dòng sai hoặc chưa rõ").wait_for()
    watch.look()
    take_back(page)
    assert figures(average(page)) == figures(before)

    upload(page, GOOD)
    watch.look()
    page.get_by_role("button", name="Xác nhận nhập").click()
    page.get_by_text("Đã ghi 3.660 số liệu mới").first.wait_for()
    watch.look()
    batch = page.url

    assert "16,62" in average(page)
    watch.look()
    for selector in (AVERAGE, 'main table a[href^="/don-vi/dn-24"]', 'main a[href*="/xa_ntm_2021_2025/2023/"]'):
        tap(page, selector)
        watch.look()
    tap(page, 'main a[href^="/so-lieu/"]')  # the fourth tap
    watch.look()
    text = page.locator("main").inner_text()
    assert GOOD in text and "ô " in text

    page.goto(batch)
    take_back(page)
    watch.look()
    assert figures(average(page)) == figures(before)
    assert verify_chain() is None
    watch.nothing_wrong()
    assert len(set(watch.seen)) >= 9


def take_back(page: Any) -> None:
    """Undoes the import whose page is open."""
    page.get_by_label("Lý do hoàn tác").fill("Biểu chưa được ký.")
    page.get_by_role("button", name="Hoàn tác lần nhập").click()
    page.get_by_text("Lần nhập này đã hoàn tác").wait_for()


def figures(text: str) -> list[str]:
    """The lines of a page that say a number."""
    return [line for line in text.splitlines() if any(mark.isdigit() for mark in line)]


def tab_to(page: Any, wanted: Callable[[dict[str, str]], bool], most: int = 250) -> None:
    """Press Tab until what has the focus is wanted; whatever has it must be visible."""
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => { const e = document.activeElement, box = e.getBoundingClientRect(), s = getComputedStyle(e);
            return {href: e.getAttribute("href") || "", name: e.getAttribute("name") || "", text: e.innerText || "",
                    ring: s.outlineStyle + s.boxShadow, size: String(box.width * box.height)} }"""
        )
        if wanted(at):
            assert at["ring"] not in ("nonenone", "none") and float(at["size"]) > 0, at
            return
    raise AssertionError(f"{page.url}: không tới được bằng phím Tab")


def test_the_keyboard_alone_leads_from_signing_in_to_a_value(walking: tuple[Any, Watch]) -> None:
    from chungsuc.cli.import_file import take_in

    take_in(PACK / "samples" / GOOD, kind="indicator-values")
    page, watch = walking
    page.goto("/dang-nhap/")
    tab_to(page, lambda at: at["name"] == "login")
    page.keyboard.type("coordinator")
    tab_to(page, lambda at: at["name"] == "password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "dang-nhap" not in address)
    for start, part in (
        ("/chi-tieu/average_criteria/", ""),
        ("/don-vi/dn-24", ""),
        ("/don-vi/dn-24", "/xa_ntm_2021_2025/2023/"),
        ("/so-lieu/", ""),
    ):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # past the menu
        tab_to(page, lambda at, start=start, part=part: at["href"].startswith(start) and part in at["href"])  # type: ignore[misc]
        before = page.url
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address, before=before: address != before and "#" not in address)
        page.wait_for_load_state("networkidle")
    assert GOOD in page.locator("main").inner_text()
    watch.nothing_wrong()


def test_everything_works_without_javascript(office: None, browser: Any, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url, locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    try:
        sign_in(page)
        upload(page, GOOD)
        page.get_by_role("button", name="Xác nhận nhập").click()
        page.get_by_text("Đã ghi 3.660 số liệu mới").first.wait_for()
        page.goto("/")
        for selector in (AVERAGE, 'main table a[href^="/don-vi/dn-24"]', 'main a[href*="/xa_ntm_2021_2025/2023/"]'):
            tap(page, selector)
        tap(page, 'main a[href^="/so-lieu/"]')
        assert GOOD in page.locator("main").inner_text()
        page.goto("/xa/")
        page.locator("main thead a").first.click()  # a table sorts by its address
        assert "sap=" in page.url
        page.goto("/dang-xuat/")
        page.locator("main").get_by_role("button", name="Đăng xuất").click()
        page.wait_for_url("**/dang-nhap/")
    finally:
        context.close()

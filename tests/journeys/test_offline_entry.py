"""A commune official in a hamlet without a signal: five values with photographs, the tab killed in between, then sent."""

from pathlib import Path
from typing import Any

import pytest

from tests.province import PASSWORD, load_province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
LIST = "/khai/ld-24751/xa_ntm_2021_2025/2025/"
# criterion, place, what is typed (field: text), as the service must keep it
VALUES = (
    (2, "c2_1", {"numerator": "18", "denominator": "20"}, "90"),
    (5, "c5", {"number": "87,5"}, "87.5"),
    (10, "c10", {"number": "62,4"}, "62.4"),
    (11, "c11", {"numerator": "3", "denominator": "150"}, "2"),
    (17, "c17_6", {"number": "92"}, "92"),
)


@pytest.fixture
def commune(transactional_db: None, settings: Any) -> Any:
    settings.TODAY = "2025-12-01"
    return load_province(samples=False).account("commune")


def declared() -> dict[str, str]:
    from chungsuc.criteria.models import Declared

    rows = Declared.objects.filter(is_current=True, unit__code="ld-24751", year=2025).select_related("measure")
    found = {}
    for row in rows:
        indicator = row.measure.indicators.get(criterion__set__code="xa_ntm_2021_2025")
        found[f"c{indicator.code.replace('.', '_')}"] = format(row.number.normalize(), "f") if row.number else ""
    return found


def photo(folder: Path, number: int) -> Path:
    from PIL import Image

    path = folder / f"anh-{number}.jpg"
    Image.new("RGB", (320, 240), (20 * number, 90, 60)).save(path, "JPEG")
    return path


def waiting(page: Any) -> int:
    """How many entries the page says are on this device; it says so only after it looked into the queue."""
    page.locator("#may-nay[data-waiting]").wait_for()
    return int(page.locator("#may-nay").get_attribute("data-waiting"))


def until(page: Any, count: int) -> None:
    page.wait_for_function(
        "count => Number(document.getElementById('may-nay').dataset.waiting) === count", arg=count, timeout=20_000
    )


def enter(page: Any, no: int, place: str, fields: dict[str, str], picture: Path, there: int) -> None:
    page.goto(f"{LIST}{no}/")
    assert waiting(page) == there
    for name, text in fields.items():
        page.fill(f"#{place}-{name}", text)
    until(page, there + 1)
    indicator = place[1:].replace("_", ".")
    page.locator(f"form[data-upload][data-indicator='{indicator}'] input[type=file]").set_input_files(picture)
    until(page, there + 2)


def sign_in(page: Any, name: str) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda address: "dang-nhap" not in address)


def test_five_values_with_photographs_survive_no_signal_and_a_killed_tab(
    commune: Any, page: Any, tmp_path: Path
) -> None:
    from chungsuc.criteria.models import Declared
    from chungsuc.evidence.models import Link

    context = page.context
    sign_in(page, "commune")
    page.goto(LIST)
    page.locator("#may-nay[data-kept]").wait_for(timeout=60_000)  # every screen is on the device now

    context.set_offline(True)
    for number, (no, place, fields, _) in enumerate(VALUES[:3]):
        enter(page, no, place, fields, photo(tmp_path, number), 2 * number)
    page.close()  # the tab is gone, nothing was sent
    assert not Declared.objects.exists()

    page = context.new_page()
    page.goto(f"{LIST}10/")
    assert waiting(page) == 6
    assert page.input_value("#c10-number") == "62,4"  # what was typed is shown again
    for number, (no, place, fields, _) in enumerate(VALUES[3:], start=3):
        enter(page, no, place, fields, photo(tmp_path, number), 2 * number)
    assert "mục chờ gửi" in page.locator("[data-device-words]").inner_text()

    context.set_offline(False)  # the signal is back: the page sends by itself
    until(page, 0)
    page.goto(LIST)
    until(page, 0)
    assert declared() == {place: kept for _, place, _, kept in VALUES}
    assert Link.objects.filter(subject="criteria.value", unlinked_at=None).count() == 5
    assert "đã gửi về hệ thống" in page.locator("[data-device-words]").inner_text()


def test_signing_out_keeps_the_queue_for_the_same_account_only(commune: Any, page: Any) -> None:
    from chungsuc.criteria.models import Declared

    province = load_province.__globals__["Province"]()
    province.account("other_commune")
    sign_in(page, "commune")
    page.goto(f"{LIST}10/")
    page.route("**/khai/gui/", lambda route: route.abort())  # the service cannot be reached just for the queue
    page.fill("#c10-number", "61")
    until(page, 1)
    page.get_by_role("button", name="Đăng xuất").first.click()
    page.wait_for_url("**/dang-nhap/**", wait_until="commit")
    page.unroute("**/khai/gui/")

    sign_in(page, "other_commune")
    page.goto("/khai/")
    page.get_by_text("mục của tài khoản khác").wait_for()
    assert not Declared.objects.exists()
    page.get_by_role("button", name="Đăng xuất").first.click()
    page.wait_for_url("**/dang-nhap/**", wait_until="commit")
    sign_in(page, "commune")
    page.goto("/khai/")
    until(page, 0)
    assert declared() == {"c10": "61"}


def test_a_conflict_shows_both_figures_on_the_device_and_lets_the_person_choose(commune: Any, page: Any) -> None:
    from datetime import date

    from chungsuc.criteria import actions
    from chungsuc.criteria.tests.entry_support import entry, person, the_set, unit

    sign_in(page, "commune")
    page.goto(f"{LIST}10/")
    assert waiting(page) == 0
    other = person("commune", "ld-24751", date(2025, 12, 1), name="đồng nghiệp")
    actions.declare(unit("ld-24751"), the_set(), 2025, [entry("10", "55")], acting=other)
    page.fill("#c10-number", "61,5")
    page.get_by_role("button", name="Ghi số của tôi: 61,5").wait_for()
    assert "Trên hệ thống: 55 (đồng nghiệp" in page.locator("#may-nay").inner_text()
    page.get_by_role("button", name="Ghi số của tôi: 61,5").click()
    until(page, 0)
    assert declared() == {"c10": "61.5"}

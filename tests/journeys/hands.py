"""What hands do on pages of more than one journey."""

from typing import Any


def press(page: Any, name: str) -> None:
    """Presses the page's own button of this name and waits for what it brings."""
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state("networkidle")


def choose(page: Any, label: str, words: str) -> None:
    """Chooses, in the list of this label, what has these words in it."""
    field = page.get_by_label(label)
    field.select_option(value=field.locator("option", has_text=words).first.get_attribute("value"))


def fix(page: Any, rule: str, value: str) -> None:
    """The chairman's decision on a missing rule, as the secretary enters it."""
    page.locator("summary", has_text=rule).click()
    form = page.locator("details[open] form")
    field = form.get_by_label("Nội dung quyết định")
    if field.evaluate("e => e.tagName") == "SELECT":
        field.select_option(label=value)
    else:
        field.fill(value)
    form.get_by_label("Người quyết định").select_option(index=1)
    form.get_by_label("Văn bản").fill("Thông báo số 05/TB-HĐ ngày 01/3/2024")
    form.get_by_label("Lý do").fill("Quy chế làm việc chưa quy định.")
    form.get_by_role("button", name="Ghi quyết định").click()
    page.wait_for_load_state("networkidle")


def convene(page: Any, matter: str, item: str, held_on: str) -> None:
    """Convenes a session about an item that waits for the council."""
    page.goto("/hoi-dong/")
    page.get_by_role("link", name="Triệu tập phiên họp").click()
    page.get_by_label("Loại việc").select_option(matter)
    press(page, "Tiếp tục")
    page.get_by_label(item).check()
    page.get_by_label("Họp ngày").fill(held_on)
    press(page, "Triệu tập")


def mark(page: Any, present: range, by_letter: int) -> None:
    """Marks who came; one is absent and wrote."""
    for number in (*present, by_letter):
        label = "vắng mặt, gửi phiếu bằng thư" if number == by_letter else "dự họp"
        page.get_by_role("group", name=f"Thành viên {number}").get_by_label(label, exact=True).check()
    press(page, "Ghi điểm danh")


def vote(page: Any, here: str) -> str:
    """Votes in favour on a phone; returns the receipt."""
    page.goto(here)
    page.get_by_role("link", name="Phiếu của tôi").click()
    page.get_by_label("Đồng ý", exact=True).check()
    press(page, "Xem lại phiếu")
    press(page, "Bỏ phiếu")
    return str(page.locator("dd b").inner_text())


def count_one(page: Any, here: str) -> None:
    """One of the two who count what is in the paper box: one ballot, in favour."""
    page.goto(f"{here}phieu-giay/")
    for label, number in (
        ("Đồng ý", "1"),
        ("Không đồng ý", "0"),
        ("Không có ý kiến", "0"),
        ("Phiếu không hợp lệ", "0"),
    ):
        page.get_by_label(label, exact=True).fill(number)
    press(page, "Ghi số phiếu")

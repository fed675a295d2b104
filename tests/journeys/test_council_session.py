"""A session of a council from convening to the signed minutes: one recusal, one absent member by letter, in a browser."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from chungsuc.audit.verification import verify_chain
from chungsuc.councils.models import Box, Result, Session
from chungsuc.councils.tests.hall import Hall, matter, person
from tests.journeys.hands import fix, press
from tests.journeys.watching import Watch
from tests.province import load_province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
ITEM = "Công nhận xã Nhân Cơ đạt chuẩn nông thôn mới nâng cao năm 2023"


@pytest.fixture
def hall(transactional_db: None, settings: Any) -> Iterator[Hall]:
    settings.TODAY = "2024-03-01"
    load_province(samples=False)
    with matter():
        yield Hall()


def test_a_session_with_one_recusal_and_one_letter(
    hall: Hall, page: Any, page_as: Any, live_server: Any, settings: Any
) -> None:
    watch = Watch(page, urlsplit(live_server.url).netloc)
    office, counter = person("van-phong", "ntm_coordinator", "VPDP"), person("van-thu", "emulation_officer")
    clerk = person("thanh-tra", "inspector", "TTT")

    # convened, with one paper, a week ahead
    page_as(office).goto("/hoi-dong/")
    watch.look()
    page.get_by_role("link", name="Triệu tập phiên họp").click()
    watch.look()
    page.get_by_label("Loại việc").select_option("other")
    press(page, "Tiếp tục")
    page.get_by_label("Nội dung họp").fill(ITEM)
    page.get_by_label("Họp ngày").fill("08/03/2024")
    page.get_by_label("Địa điểm").fill("Phòng họp số 1")
    page.get_by_label("Người kiểm phiếu độc lập").fill("thanh-tra")
    watch.look()
    press(page, "Triệu tập")
    session = Session.objects.get()
    here = f"/hoi-dong/phien/{session.pk}/"
    watch.look()
    page.locator("summary", has_text="Thêm tài liệu").click()
    page.get_by_label("Tên tài liệu").fill("Báo cáo thẩm định")
    press(page, "Thêm tài liệu")
    press(page, "Gửi tài liệu")
    page.goto(f"{here}quy-dinh/")
    watch.look()
    fix(page, "Phiếu gửi thư của thành viên vắng mặt", "tính như người dự họp")
    fix(page, "Thành viên không biểu quyết do liên quan", "không tính vào mẫu số")
    fix(page, "Tỷ lệ đồng ý đối với nội dung khác tính trên số nào", "trên số thành viên dự họp")
    fix(page, "Tỷ lệ đồng ý đối với nội dung khác của Hội đồng", "90")

    # a member declares on a phone and stays out of the vote
    page_as(hall.account(4)).goto(f"{here}lien-quan/")
    page.get_by_label("Nội dung họp").select_option(label=ITEM)
    page.get_by_label("Tôi có liên quan vì").select_option("relative")
    watch.look()
    press(page, "Ghi lời khai")
    watch.look()

    # on the day: everybody is marked, one is absent and wrote
    settings.TODAY = "2024-03-08"
    page_as(office).goto(f"{here}diem-danh/")
    for number in range(1, 6):
        label = "vắng mặt, gửi phiếu bằng thư" if number == 5 else "dự họp"
        page.get_by_role("group", name=f"Thành viên {number}").get_by_label(label, exact=True).check()
    watch.look()
    press(page, "Ghi điểm danh")
    press(page, "Khai mạc")
    press(page, "Mở bỏ phiếu")
    watch.look()

    # three vote by phone; the recused member has no ballot
    codes = {}
    for number in (1, 2, 3):
        page_as(hall.account(number)).goto(here)
        page.get_by_role("link", name="Phiếu của tôi").click()
        page.get_by_label("Đồng ý", exact=True).check()
        if number == 1:
            watch.look()
        press(page, "Xem lại phiếu")
        if number == 1:
            watch.look()
        press(page, "Bỏ phiếu")
        codes[number] = page.locator("dd b").inner_text()
        if number == 1:
            watch.look()
    page_as(hall.account(4)).goto(f"{here}bo-phieu/")
    assert page.get_by_text("Không còn phiếu nào chờ đồng chí").is_visible()
    watch.look()

    # the letter goes in unopened; two people count what is in the paper box
    page_as(office).goto(f"{here}phieu-giay/")
    press(page, "Nhận phiếu của Thành viên 5")
    for who in (office, counter):
        page_as(who).goto(f"{here}phieu-giay/")
        for label, number in (
            ("Đồng ý", "1"),
            ("Không đồng ý", "0"),
            ("Không có ý kiến", "0"),
            ("Phiếu không hợp lệ", "0"),
        ):
            page.get_by_label(label, exact=True).fill(number)
        watch.look()
        press(page, "Ghi số phiếu")
    page_as(office).goto(here)
    press(page, "Đóng bỏ phiếu")
    watch.look()
    result = Result.objects.get()
    assert (result.roll, result.present, result.letters, result.recused) == (5, 4, 1, 1)
    assert (result.yes, result.denominator, result.outcome) == (4, 4, "met")

    # a member finds the own code, the clerk counts again, two sign
    page_as(hall.account(2)).goto(f"{here}danh-sach-phieu/")
    page.get_by_label("Mã phiếu", exact=True).fill(codes[2])
    press(page, "Tìm")
    assert codes[2] not in page.url
    assert page.get_by_text("Phiếu này đã được đếm").is_visible()
    watch.look()
    page_as(clerk).goto(f"{here}danh-sach-phieu/")
    page.get_by_label("khớp với kết quả đã ghi").check()
    press(page, "Ghi kết quả kiểm lại")
    page_as(hall.account(1)).goto(f"{here}bien-ban/")
    press(page, "Ký biên bản với tư cách người chủ trì")
    page_as(hall.account(3)).goto(f"{here}bien-ban/")
    press(page, "Ký biên bản với tư cách thư ký")
    watch.look()
    told = page.locator("main").inner_text()
    for words in (
        "Dự họp 4 trên 5",
        "phiếu gửi thư",
        "có người thân",
        "không biểu quyết",
        "khớp",
        "đã ký ngày 08/03/2024",
    ):
        assert words in told, words
    page.goto(f"{here}ket-qua/")
    watch.look()
    assert Session.objects.get().state == "signed"
    assert len(Box.objects.get().ballots) == 4
    assert verify_chain() is None
    watch.nothing_wrong()

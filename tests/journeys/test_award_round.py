"""The review round of 2025 from its opening to a revoked certificate, by the pages, every actor in turn.

The ground (a commune, its people, what they achieved in former years) is laid by acts; everything that belongs to the
round is done on a page by whoever has to do it. On the way: a nominee who agrees by code and one who signs, a
supplement that stops the clock, a question answered and one met with silence, an objection, a visit to what was drawn, a
council that is convened too early once. Clocks are fixed; nothing is slept through.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from chungsuc.awards.models import Dossier, Listing
from chungsuc.awards.tests import rows
from chungsuc.councils.tests.hall import Hall
from chungsuc.evidence.tests.documents import put
from chungsuc.law.periods import show_day
from chungsuc.organisations.models import Unit
from chungsuc.recognition.models import Level, Recognition
from chungsuc.web.day import now
from tests.journeys import appraising
from tests.journeys.awarding import Awarding
from tests.journeys.concluding import (
    ANSWERED,
    ASKED,
    BEFORE,
    COMMUNE,
    DUE,
    FIRM,
    OBJECTED,
    OPENED,
    ORDER,
    PERSON,
    PHONE,
    PLACE,
    POSTED_UNTIL,
    PRAISE,
    RECEIVED,
    ROUND,
    SENT,
    SUPPLEMENTED,
    Nominees,
    certify,
    decide,
    meet,
    revoke,
)
from tests.journeys.hands import press
from tests.province import Province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def walk(
    bare_province: Province, page: Any, page_as: Callable[[Any], Any], settings: Any, live_server: Any
) -> Awarding:
    walk = Awarding(page, page_as, settings, live_server)
    walk.today(OPENED)
    return walk


def ground() -> None:
    """Who is there and what they did before: an individual, an enterprise, and the commune's recognition of 2023."""
    person = rows.subject(COMMUNE, name=PERSON)
    firm = rows.subject(COMMUNE, kind="doanh_nghiep", name=FIRM)
    given: Any = (
        (person, "land", date(2024, 5, 2), "Hiến 300 m² đất làm đường thôn", 300),
        (person, "land", date(2025, 6, 3), "Hiến 120 m² đất làm nhà văn hóa", 120),
        (firm, "money", date(2025, 6, 20), "Góp tiền làm 3 km đường", 200_000_000),
    )
    for of, kind, on, title, amount in given:
        made = rows.achievement(COMMUNE, of=of, office="SXD", kind=kind, on=on, title=title, amount=Decimal(amount))
        rows.judged(made, "confirm", rows.person("department", "SXD", OPENED))
    Recognition.objects.create(
        unit=Unit.objects.get(code=BEFORE), level=Level.objects.get(code="xa_ntm"), for_year=2023,
        decision_number="777/QĐ-UBND", signed_on=date(2024, 3, 1), recorded_by="bài thử", recorded_at=now(),
    )  # fmt: skip


def test_the_review_round_of_2025_ends_in_a_certificate_that_can_be_taken_back(walk: Awarding) -> None:
    ground()
    hall = Hall(size=3, name="Hội đồng Thi đua - Khen thưởng tỉnh", province="ld")
    open_the_round(walk)
    draft_in_bulk(walk)
    agree_and_hand_in(walk)
    supplement(walk)
    consult(walk)
    post_and_answer(walk)
    visit_what_was_drawn(walk)
    conclude(walk)
    meet(walk, hall)
    decide(walk)
    certify(walk)
    revoke(walk)
    walk.watch.nothing_wrong()


def open_the_round(walk: Awarding) -> None:
    page = walk.as_("emulation_officer", "SNV").open("/khen-thuong/dot/")
    page.get_by_role("link", name="Mở đợt của").first.click()
    page.get_by_label("Tên đợt").fill(ROUND)
    page.get_by_label(PRAISE).check()
    page.get_by_label(ORDER).check()
    page.get_by_label("Nhận hồ sơ đến hết ngày").fill("28/11/2025")
    walk.watch.look(PHONE)
    press(page, "Mở đợt, lập danh sách")
    page.get_by_text("Đã mở đợt với danh sách lập sẵn").wait_for()
    page.locator("summary", has_text="Lọc danh sách").click()
    page.locator(".filters").get_by_label("Tìm").fill("dieu k'lung")
    press(page, "Lọc")
    page.get_by_text(f"{PERSON}, {PRAISE}").wait_for()
    walk.watch.look(PHONE)
    page.get_by_role("link", name="xem từng quy tắc").first.click()
    page.get_by_text("Hiến 300 m² đất làm đường thôn").locator("visible=true").first.wait_for()
    walk.watch.look(PHONE)


def draft_in_bulk(walk: Awarding) -> None:
    page = walk.as_("commune", COMMUNE).open("/khen-thuong/dot/")
    page.get_by_role("link", name=ROUND).click()
    for name in (f"{PERSON}, {PRAISE}", f"{FIRM}, {PRAISE}", f"{PLACE}, {ORDER}"):
        page.get_by_label(name, exact=True).check()
    press(page, "Lập hồ sơ cho các dòng đã chọn")
    page.get_by_text("Sẽ lập 3 hồ sơ").wait_for()
    walk.watch.look(PHONE)
    press(page, "Lập 3 hồ sơ")
    page.get_by_text("Đã lập 3 hồ sơ").first.wait_for()
    walk.watch.look(PHONE)
    assert Dossier.objects.count() == Listing.objects.filter(state="taken").count() == 3


def agree_and_hand_in(walk: Awarding) -> None:
    made = Nominees()
    code = walk.code_for(made.person)
    walk.watch.look(PHONE)
    walk.answer(code, "Đồng ý được đề nghị")
    put(COMMUNE, "Giấy đồng ý của công ty")
    walk.as_("commune", COMMUNE)
    walk.sign(made.firm, "Giấy đồng ý của công ty")
    walk.today(SENT)
    for dossier in made.all:
        walk.hand_in(dossier)
    walk.watch.look(PHONE)


def supplement(walk: Awarding) -> None:
    """Received with stamp and regime; one lacks a paper: its clock stands until the unit has supplemented."""
    made = Nominees()
    walk.today(RECEIVED)
    page = walk.as_("emulation_officer", "SNV").open("/khen-thuong/tham-dinh/")
    page.get_by_role("link", name=PERSON).click()
    walk.watch.look(PHONE)
    for dossier in made.all:
        appraising.receive(walk, dossier)
    page = walk.open(f"/khen-thuong/ho-so/{made.person}/")
    page.get_by_text("Luật Thi đua, khen thưởng 2022; Nghị định 152/2025/NĐ-CP").first.wait_for()
    appraising.check(walk, made.person, "Kiểm tra thể thức", met=False, note="Thiếu báo cáo thành tích.")
    appraising.act(walk, made.person, "Yêu cầu bổ sung về thể thức", {"Phải bổ sung": "Báo cáo thành tích có chữ ký."})
    page.get_by_text("đang dừng").first.wait_for()
    walk.watch.look()
    page = walk.open("/khen-thuong/tham-dinh/")
    page.get_by_text("Đang dừng, chờ bổ sung").first.wait_for()
    walk.watch.look(PHONE)

    walk.today(SUPPLEMENTED)
    put(COMMUNE, "Báo cáo thành tích")
    page = walk.as_("commune", COMMUNE).open("/viec-cua-toi/")
    page.get_by_role("link", name=f"bổ sung hồ sơ khen thưởng số {made.person}").click()
    page.get_by_text("Báo cáo thành tích có chữ ký.").first.wait_for()
    walk.watch.look(PHONE)
    walk.attach(made.person, "báo cáo thành tích", "Báo cáo thành tích")
    walk.supplement(made.person, "Đã gắn báo cáo thành tích.")
    walk.as_("emulation_officer", "SNV")
    for dossier in made.all:
        appraising.pass_form(walk, dossier)
    page = walk.page
    page.get_by_text("Thẩm định nội dung").first.wait_for()


def consult(walk: Awarding) -> None:
    """The coordination office confirms the commune's result; of two agencies one answers, one keeps silent."""
    made = Nominees()
    walk.today(ASKED)
    page = walk.as_("emulation_officer", "SNV").open(f"/khen-thuong/ho-so/{made.commune}/tham-dinh/")
    page.get_by_role("link", name="Kết luận đủ điều kiện trình").click()
    page.get_by_text("Văn phòng Điều phối chưa xác nhận kết quả").wait_for()
    walk.watch.look(PHONE)
    appraising.ask(walk, made.firm, "STC", "Nghĩa vụ thuế", DUE)
    appraising.ask(walk, made.firm, "SXD", "Công trình đã làm", DUE)

    page = walk.as_("ntm_coordinator", "VPDP").open("/viec-cua-toi/")
    page.get_by_role("link", name=f"số {made.commune}").first.click()
    walk.watch.look(PHONE)
    appraising.answer_lines(page)
    walk.today(ANSWERED)
    page = walk.as_("department", "STC").open("/khen-thuong/y-kien/")
    page.get_by_role("link", name=FIRM).click()
    page.get_by_label("Ý kiến").select_option(label="nhất trí")
    page.get_by_label("Nội dung").fill("Đã nộp đủ thuế.")
    walk.watch.look(PHONE)
    press(page, "Trả lời")
    page.get_by_text("Đã ghi ý kiến").wait_for()


def post_and_answer(walk: Awarding) -> None:
    """The order is posted for as long as a written decision says; an objection is made, and answered."""
    made = Nominees()
    walk.today(ASKED)
    page = walk.as_("emulation_officer", "SNV").open("/khen-thuong/cong-khai/")
    page.get_by_role("link", name=f"Công khai danh sách {ORDER}").click()
    page.get_by_label(f"Hồ sơ số {made.commune}").check()
    press(page, "Xem trước")
    page.get_by_text("cần quyết định bằng văn bản cho đợt này").first.wait_for()
    walk.watch.look(PHONE)
    page.get_by_role("link", name="Ghi quyết định về số ngày").click()
    page.get_by_label("Số ngày làm việc").fill("10")
    page.get_by_label("Người quyết định").fill("Giám đốc Sở Nội vụ")
    page.get_by_label("Văn bản", exact=True).fill("12/SNV-TĐKT")
    page.get_by_label("Ngày văn bản").fill(show_day(ASKED))
    page.get_by_label("Lý do").fill("Làm như thời kỳ trước.")
    press(page, "Ghi quyết định")
    page.get_by_label(f"Hồ sơ số {made.commune}").check()
    press(page, "Xem trước")
    page.get_by_text(f"10 ngày làm việc, đến hết {show_day(POSTED_UNTIL)}").wait_for()
    walk.watch.look(PHONE)
    press(page, "Công khai")
    page.get_by_text("Đã công khai").wait_for()
    walk.watch.look(PHONE)
    page.get_by_role("link", name="Trang mọi người xem").click()
    public = page.url
    walk.anonymous().goto(public)
    page.get_by_text("10 ngày làm việc").first.wait_for()
    walk.watch.look(PHONE)

    walk.today(OBJECTED)
    page = walk.as_("emulation_officer", "SNV").open("/khen-thuong/cong-khai/")
    page.locator("main table a").first.click()
    page.locator("summary", has_text="Ghi ý kiến nhận được").click()
    page.get_by_label("Nhận ngày").fill(show_day(OBJECTED))
    page.get_by_label("Nội dung").fill("Đường thôn 3 chưa xong.")
    press(page, "Ghi ý kiến")
    page.get_by_text("Chưa trả lời").wait_for()
    walk.watch.look(PHONE)
    page.locator("summary", has_text="Ghi trả lời").click()
    page.get_by_label("Kết luận").select_option(label="ý kiến không đúng")
    page.get_by_label("Trả lời", exact=True).fill("Đã nghiệm thu tháng 8.")
    press(page, "Ghi trả lời")
    page.get_by_text("Ý kiến không đúng").first.wait_for()


def visit_what_was_drawn(walk: Awarding) -> None:
    """A public number of the next day draws one of the round; it is visited, the commune puts its word under that."""
    page = walk.as_("emulation_officer", "SNV").open("/khen-thuong/dot/")
    page.get_by_role("link", name=ROUND).click()
    page.get_by_role("link", name="Kiểm tra thực tế").click()
    page.get_by_label("Số gieo lấy từ đâu").fill("Xổ số Đắk Nông, giải đặc biệt")
    page.get_by_label("Công bố ngày").fill(show_day(OBJECTED + timedelta(days=1)))
    press(page, "Chốt danh sách")
    page.get_by_text("Đến ngày công bố mới ghi được").wait_for()
    walk.today(OBJECTED + timedelta(days=1))
    page = walk.as_("emulation_officer", "SNV").open("/khen-thuong/dot/")
    page.get_by_role("link", name=ROUND).click()
    page.get_by_role("link", name="Kiểm tra thực tế").click()
    page.get_by_label("Số gieo", exact=True).fill("812345")
    press(page, "Chọn hồ sơ")
    page.get_by_text("Được chọn").first.wait_for()
    walk.watch.look()
    page.get_by_role("link", name="Ghi kiểm tra thực tế hồ sơ số").click()
    page.get_by_label("Vì sao đến").select_option(label="chọn ngẫu nhiên")
    page.get_by_label("Đến ngày").fill(show_day(OBJECTED + timedelta(days=1)))
    page.get_by_label("Kết quả").select_option(label="đúng như hồ sơ")
    page.get_by_label("Đã thấy gì").fill("Đã đo, đúng như hồ sơ.")
    walk.watch.look(PHONE)
    press(page, "Ghi kiểm tra thực tế")
    page.get_by_text("xã chưa ký xác nhận").wait_for()
    page = walk.as_("commune", COMMUNE).open("/viec-cua-toi/")
    page.get_by_role("link", name="ký xác nhận kiểm tra thực tế").first.click()
    walk.watch.look(PHONE)
    press(page, "Ký xác nhận")
    page.get_by_text("Đã ký xác nhận").wait_for()


def conclude(walk: Awarding) -> None:
    """Silence is recorded as silence; then nothing is open any more."""
    made = Nominees()
    walk.as_("emulation_officer", "SNV")
    appraising.silent(walk, made.firm)
    walk.watch.look(PHONE)
    for dossier in made.all:
        appraising.appraised(walk, dossier)
    assert set(Dossier.objects.values_list("state", flat=True)) == {"appraised"}

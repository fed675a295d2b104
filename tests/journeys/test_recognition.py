"""One commune from its first value to announced recognition, through the pages in a browser, every actor in turn.

Every kind of act is done on a page by whoever has to do it, and every actor comes to a page; where one act is repeated
many times alike (values, parts of the set), the rest follow without the browser. On the way: a value returned by its body, a posting period that is too short (the council convened on its ninth day is refused), a return, a household
survey, a council session with one recusal and one absent member by letter. Clocks are fixed; nothing is slept through.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from chungsuc.councils.models import Result, Session
from chungsuc.councils.tests.hall import Hall
from chungsuc.law.periods import show_day
from chungsuc.oversight.models import Survey, SurveyHamlet
from chungsuc.recognition.access import body_on
from chungsuc.recognition.actions import appraise as appraise_part
from chungsuc.recognition.casefile import CaseFile
from chungsuc.recognition.conditions.examining import appraised_parts, demanded_statements
from chungsuc.recognition.models import Case, Recognition
from chungsuc.recognition.tests.casework import COMMUNE, DOSSIER, START, Office
from tests.journeys.declaring import declare_and_verify
from tests.journeys.hands import convene, count_one, fix, mark, press, vote
from tests.journeys.watching import WIDTHS, Watch

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


class Journey:
    """A browser that changes hands and days."""

    def __init__(self, page: Any, page_as: Any, settings: Any, watch: Watch) -> None:
        self.page, self.page_as, self.settings, self.watch = page, page_as, settings, watch
        self.office, self.day = Office(), START
        self.hall: Any = None
        self.today(START)

    def today(self, day: date) -> None:
        self.day, self.settings.TODAY = day, day.isoformat()

    def as_(self, who: str) -> "Journey":
        self.page_as(self.office.account(who))
        return self

    def open(self, address: str) -> Any:
        answer = self.page.goto(address)
        assert answer.status == 200, (address, answer.status)
        return self.page

    @property
    def case(self) -> Case:
        return Case.objects.get()

    @property
    def here(self) -> str:
        return f"/cong-nhan/{self.case.pk}/"

    @property
    def name(self) -> str:
        """What the case is called where somebody chooses it."""
        return "Xã Đắk Gằn: Xã nông thôn mới, năm 2023"

    def act(self, label: str, **typed: str) -> None:
        """Opens the act's form on the case's page, fills what it asks, and sends it."""
        page = self.open(self.here)
        block = page.locator("details", has=page.locator("summary b", has_text=label)).first
        if not block.get_attribute("open") and block.get_attribute("open") != "":
            block.locator("summary").click()
        fields = {"Văn bản": "01/BC-UBND", "Lý do": "vì bài thử", "Ngày": show_day(self.day), **typed}
        for name, value in fields.items():
            field = block.get_by_label(name).first
            if field.count():
                field.fill(value)
        block.get_by_role("button", name=label).click()
        page.get_by_text("đã ghi vào hồ sơ").first.wait_for()
        self.watch.look(WIDTHS[1:])


@pytest.fixture
def journey(province: Any, page: Any, page_as: Callable[[Any], Any], live_server: Any, settings: Any) -> Journey:
    return Journey(page, page_as, settings, Watch(page, urlsplit(live_server.url).netloc))


def test_a_commune_is_recognised_with_every_actor(journey: Journey) -> None:
    declare_and_verify(journey)
    register_and_post(journey)
    too_early(journey)
    send_through_one_return(journey)
    ask_households(journey)
    appraise(journey)
    meet_and_vote(journey)
    decide_and_announce(journey)
    journey.watch.nothing_wrong()


def register_and_post(journey: Journey) -> None:
    page = journey.as_("commune").open("/cong-nhan/moi/")
    page.get_by_label("Mức").select_option("xa_ntm")
    page.get_by_label("Năm đánh giá").fill("2023")
    page.get_by_role("button", name="Đăng ký").click()
    page.get_by_text("Việc tiếp theo: tự đánh giá").wait_for()
    journey.act("Bắt đầu tự đánh giá")
    journey.act("Lập báo cáo, lấy ý kiến")
    page = journey.open(f"{journey.here}niem-yet/")
    page.get_by_label("Niêm yết từ ngày").fill(show_day(journey.day))
    for place in page.locator("input[type=checkbox]").all():
        place.check()
    page.get_by_label("Căn cứ đã niêm yết").fill("Biên bản 01/BB-UBND")
    page.get_by_role("button", name="Ghi niêm yết").click()
    page.get_by_text("Đã ghi niêm yết").wait_for()
    for number in range(5):
        journey.today(START + timedelta(days=number))
        page = journey.open(f"{journey.here}niem-yet/")
        page.locator("summary", has_text="Ghi lần thông báo").click()
        page.get_by_label("Ngày phát").fill(show_day(journey.day))
        page.get_by_role("button", name="Ghi lần thông báo").click()
        page.get_by_text("Đã ghi lần thông báo").wait_for()
    journey.watch.look()


def too_early(journey: Journey) -> None:
    """On the ninth day the commune's button says why it waits, and a council cannot be convened."""
    journey.today(START + timedelta(days=8))
    page = journey.open(journey.here)
    page.get_by_text("Niêm yết mới đến ngày thứ 9, phải đủ 15 ngày (đến hết 15/02/2024)").first.wait_for()
    journey.watch.look()
    journey.hall = Hall()
    page = journey.as_("ntm_coordinator").page
    convene(page, "recognition", journey.name, show_day(journey.day + timedelta(days=5)))
    page.get_by_text("Niêm yết mới đến ngày thứ 9").first.wait_for()
    journey.watch.look(WIDTHS[1:])
    assert not Session.objects.exists()


def send_through_one_return(journey: Journey) -> None:
    journey.today(START + timedelta(days=15))
    page = journey.as_("commune").open(f"{journey.here}y-kien/")
    page.get_by_label("Nơi cho ý kiến").select_option("mttq")
    page.get_by_label("Ý kiến", exact=True).select_option("agrees")
    page.get_by_label("Ngày văn bản").fill(show_day(journey.day))
    page.get_by_label("Số văn bản").fill("05/MTTQ-BTT")
    page.get_by_role("button", name="Ghi ý kiến").click()
    page.get_by_text("Đã ghi ý kiến").wait_for()
    journey.act("Kết thúc niêm yết, hoàn thiện hồ sơ")
    for code in DOSSIER:
        page = journey.open(f"{journey.here}ho-so/")
        page.get_by_label("Thành phần hồ sơ").select_option(code)
        page.get_by_label("Số, tên văn bản").fill(f"{code}/UBND")
        page.get_by_label("Ngày văn bản").fill(show_day(journey.day))
        page.get_by_role("button", name="Đưa vào hồ sơ").click()
        page.get_by_text("Đã đưa vào hồ sơ").wait_for()
    journey.watch.look()
    journey.act("Trình hồ sơ")
    journey.as_("district").act("Trả lại", **{"Lý do": "Thiếu chữ ký trong biên bản họp."})
    page = journey.as_("commune").open(journey.here)
    page.locator("#tra-lai").get_by_text("Thiếu chữ ký trong biên bản họp.").wait_for()
    journey.watch.look()
    journey.act("Nhận lại để hoàn thiện")
    journey.act("Trình hồ sơ")
    journey.as_("district").act("Thẩm tra đạt")


def ask_households(journey: Journey) -> None:
    """The Fatherland Front asks three households on their phones and publishes the result."""
    page = journey.as_("fatherland_front").open("/viec-cua-toi/")
    page.get_by_role("link", name="lập cuộc lấy ý kiến").click()
    page.get_by_label("Hồ sơ cần lấy ý kiến").select_option(label=journey.name)
    page.get_by_label("Hỏi những hộ nào").select_option(label="Mọi hộ")
    page.get_by_label("Các thôn, bon, buôn").fill("Thôn 1; 3")
    press(page, "Lập cuộc lấy ý kiến")
    survey = Survey.objects.get()
    here = f"/lay-y-kien/{survey.pk}/"
    page.locator("form", has=page.get_by_role("button", name="Bắt đầu")).get_by_label("Ngày").first.fill(
        show_day(journey.day)
    )
    press(page, "Bắt đầu")
    journey.open(f"{here}thon/{SurveyHamlet.objects.get().pk}/")
    press(page, "Cấp mã và in giấy báo")
    codes = page.locator("b.code").all_inner_texts()
    assert len(set(codes)) == 3
    journey.today(journey.day + timedelta(days=3))
    for code in codes:
        page.goto(f"/phieu/{survey.address}/")
        page.get_by_label("Mã phiếu của hộ").fill(code)
        for question in page.get_by_role("group").all():
            question.locator("input").first.check()
        press(page, "Gửi phiếu")
        page.get_by_text("Mã biên nhận").first.wait_for()
    survey.refresh_from_db()
    journey.today((survey.closes_on or journey.day) + timedelta(days=1))
    for button, paper in (("Kết thúc", ""), ("Công bố", "30/BC-MTTQ")):
        form = journey.open(here).locator("main form", has=page.get_by_role("button", name=button, exact=True))
        form.get_by_label("Ngày").first.fill(show_day(journey.day))
        if paper:
            form.locator("input[name$=paper]").fill(paper)
        press(page, button)
    journey.watch.look(WIDTHS[1:])
    journey.as_("district").act("Trình tỉnh thẩm định")


def appraise(journey: Journey) -> None:
    """Bodies come from their own work to confirm the conditions and to appraise a part; the other parts follow."""
    file = CaseFile(journey.case, journey.day)
    for item in demanded_statements(file):
        find(journey, CONFIRMED, body_on(item["body"], journey.day), item["code"])
    parts = appraised_parts(file)
    find(journey, APPRAISED, parts["1"], "1")
    for part, body in parts.items():
        if part != "1":
            hand = {"person": journey.office.person(f"department:{body.code}", journey.day), "today": journey.day}
            appraise_part(journey.case, part=part, outcome="met", on=journey.day, paper="9/XN", text="", **hand)
    page = journey.as_("ntm_coordinator").open(f"{journey.here}tham-dinh/")
    page.get_by_text("Đã thẩm định đạt cả").first.wait_for(state="attached")
    journey.watch.look()
    journey.act("Chuyển Hội đồng bỏ phiếu")


# what opens the form, what sends it, what the page says then
CONFIRMED = ("Xác nhận điều kiện", "Xác nhận", "Đã ghi xác nhận.")
APPRAISED = ("Ghi kết quả thẩm định", "Thẩm định", "Đã ghi kết quả thẩm định.")


def find(journey: Journey, act: tuple[str, str, str], body: Any, what: str) -> None:
    """A body's word on one condition, or on one part of the set."""
    opens, sends, said = act
    page = journey.as_(f"department:{body.code}").open("/viec-cua-toi/")
    page.locator(f"a[href='{journey.here}tham-dinh/']").first.click()
    page.locator("summary", has_text=opens).click()
    form = page.locator("details[open] form")
    form.get_by_label("Nội dung").select_option(what)
    form.get_by_label("Kết luận").select_option("met")
    form.get_by_label("Ngày văn bản").fill(show_day(journey.day))
    form.get_by_label("Số văn bản").fill("9/XN")
    form.get_by_role("button", name=sends, exact=True).click()
    page.get_by_text(said).wait_for()


def meet_and_vote(journey: Journey) -> None:
    """Five members: one recuses himself, one is absent and votes by letter, three vote by phone."""
    hall, held = journey.hall, journey.day + timedelta(days=7)
    page = journey.as_("ntm_coordinator").page
    convene(page, "recognition", journey.name, show_day(held))
    session = Session.objects.get()
    here = f"/hoi-dong/phien/{session.pk}/"
    page.locator("summary", has_text="Thêm tài liệu").click()
    page.get_by_label("Tên tài liệu").fill("Báo cáo thẩm định")
    press(page, "Thêm tài liệu")
    press(page, "Gửi tài liệu")
    page.goto(f"{here}quy-dinh/")
    fix(page, "Tỷ lệ thành viên Hội đồng thẩm định phải dự họp", "66")
    fix(page, "Phiếu gửi thư của thành viên vắng mặt", "tính như người dự họp")
    fix(page, "Thành viên không biểu quyết do liên quan", "không tính vào mẫu số")
    journey.page_as(hall.account(4)).goto(f"{here}lien-quan/")
    page.get_by_label("Nội dung họp").select_option(label=journey.name)
    page.get_by_label("Tôi có liên quan vì").select_option("relative")
    press(page, "Ghi lời khai")
    journey.today(held)
    journey.as_("ntm_coordinator").open(f"{here}diem-danh/")
    mark(page, range(1, 5), 5)
    press(page, "Khai mạc")
    press(page, "Mở bỏ phiếu")
    for number in (1, 2, 3):
        journey.page_as(hall.account(number))
        vote(page, here)
    journey.page_as(hall.account(4)).goto(f"{here}bo-phieu/")
    page.get_by_text("Không còn phiếu nào chờ đồng chí").wait_for()
    journey.as_("ntm_coordinator").open(f"{here}phieu-giay/")
    press(page, "Nhận phiếu của Thành viên 5")
    for counter in ("ntm_coordinator", "emulation_officer"):
        journey.as_(counter)
        count_one(page, here)
    journey.as_("ntm_coordinator").open(here)
    press(page, "Đóng bỏ phiếu")
    journey.watch.look(WIDTHS[1:])
    result = Result.objects.get()
    assert (result.yes, result.recused, result.letters, result.outcome) == (4, 1, 1, "met")
    assert journey.case.state == "submitted"


def decide_and_announce(journey: Journey) -> None:
    journey.today(journey.day + timedelta(days=3))
    signed = journey.day
    page = journey.as_("province_leader").open("/cong-nhan/cho-ky/")
    page.get_by_role("link", name="Xã Đắk Gằn").first.wait_for()
    journey.watch.look()
    decision = {"Số quyết định": "777/QĐ-UBND", "Người ký": "Chủ tịch UBND tỉnh", "Số Bằng công nhận": "B-777"}
    journey.act("Ký quyết định công nhận", **decision)
    journey.today(signed + timedelta(days=30))
    journey.as_("district").act("Công bố")
    entry = Recognition.objects.get(decision_number="777/QĐ-UBND")
    assert (entry.unit.code, entry.for_year) == (COMMUNE, 2023)
    assert (entry.signed_on, entry.announced_on) == (signed, signed + timedelta(days=30))
    page = journey.as_("ntm_coordinator").open(f"/so-cong-nhan/?ngay={show_day(journey.day)}")
    page.get_by_text("777/QĐ-UBND").first.wait_for(state="attached")
    journey.open(journey.here)
    journey.watch.look()

"""The second half of a review round by its pages, from the council to a revoked certificate; who and when it is about."""

from datetime import date
from typing import Any

from chungsuc.awards.models import Award, Decision, Dossier
from chungsuc.councils.models import Result, Session
from chungsuc.councils.tests.hall import Hall
from chungsuc.law.periods import show_day
from tests.journeys.awarding import Awarding
from tests.journeys.hands import choose, fix, press
from tests.journeys.watching import WIDTHS

COMMUNE, BEFORE = "ld-24637", "dn-24637"  # Xã Tà Đùng, what it came of
OPENED, SENT, RECEIVED, SUPPLEMENTED = date(2025, 10, 15), date(2025, 10, 16), date(2025, 10, 17), date(2025, 10, 20)
ASKED, ANSWERED, DUE, OBJECTED = date(2025, 10, 21), date(2025, 10, 24), date(2025, 10, 28), date(2025, 10, 30)
POSTED_UNTIL, CONVENED, HELD = date(2025, 11, 4), date(2025, 11, 5), date(2025, 11, 12)
SIGNED, REVOKED = date(2025, 11, 20), date(2025, 12, 10)
ROUND, PERSON, FIRM, PLACE = "Tổng kết năm 2025", "Điểu K'Lung Bé", "Công ty TNHH Tà Đùng Xanh", "Xã Tà Đùng"
PHONE = WIDTHS[1:]  # both widths of every page are looked at elsewhere; here what stands on it meanwhile
PRAISE, ORDER = "Bằng khen của Chủ tịch UBND tỉnh", "Huân chương Lao động hạng Ba"


class Nominees:
    """The dossiers of the three by their numbers."""

    def __init__(self) -> None:
        found = {row.subject.name or PLACE: row.pk for row in Dossier.objects.select_related("subject")}
        self.person, self.firm = found[PERSON], found[FIRM]
        self.commune = next(pk for name, pk in found.items() if name not in (PERSON, FIRM))
        self.all = (self.person, self.firm, self.commune)


def convene(walk: Awarding, made: Nominees, *dossiers: int) -> Any:
    page = walk.as_("emulation_officer", "SNV").open("/hoi-dong/")
    page.get_by_role("link", name="Triệu tập phiên họp").click()
    page.get_by_label("Loại việc").select_option("award")
    press(page, "Tiếp tục")
    for dossier in dossiers:
        page.get_by_label(f"hồ sơ số {dossier}").check()
    page.get_by_label("Họp ngày").fill(show_day(HELD))
    press(page, "Triệu tập")
    return page


def meet(walk: Awarding, hall: Hall) -> None:
    """Convened too early once; then papers, rules, three ballots by phone, the minutes."""
    made = Nominees()
    walk.today(POSTED_UNTIL)
    page = convene(walk, made, made.commune)
    page.get_by_text("Chưa đưa").first.wait_for()
    walk.watch.look(PHONE)
    assert not Session.objects.exists()
    walk.today(CONVENED)
    page = convene(walk, made, *made.all)
    here = page.url
    page.locator("summary", has_text="Thêm tài liệu").click()
    page.get_by_label("Tên tài liệu").fill("Báo cáo thẩm định")
    press(page, "Thêm tài liệu")
    press(page, "Gửi tài liệu")
    page.goto(f"{here}quy-dinh/")
    walk.watch.look(PHONE)
    fix(page, "Thành viên không biểu quyết do liên quan", "không tính vào mẫu số")
    fix(page, "Phiếu gửi thư của thành viên vắng mặt", "tính như người dự họp")
    fix(page, f"Tỷ lệ phiếu đề nghị {PRAISE}", "66")
    fix(page, f"Tỷ lệ phiếu đề nghị {ORDER}", "66")
    walk.today(HELD)
    page = walk.as_("emulation_officer", "SNV").open(f"{here}diem-danh/")
    for number in (1, 2, 3):
        page.get_by_role("group", name=f"Thành viên {number}").get_by_label("dự họp", exact=True).check()
    press(page, "Ghi điểm danh")
    press(page, "Khai mạc")
    press(page, "Mở bỏ phiếu")
    page.set_viewport_size({"width": 390, "height": 844})
    for number in (1, 2, 3):
        walk.page_as(hall.account(number))
        ballot(walk, here, looked_at=number == 1)
    page.set_viewport_size({"width": 1280, "height": 900})
    walk.as_("emulation_officer", "SNV").open(here)
    press(page, "Đóng bỏ phiếu")
    for number, role in ((1, "người chủ trì"), (3, "thư ký")):
        walk.page_as(hall.account(number))
        walk.open(f"{here}bien-ban/")
        press(page, f"Ký biên bản với tư cách {role}")
    page.get_by_text("đã ký ngày").first.wait_for()
    walk.watch.look(PHONE)
    assert set(Result.objects.values_list("yes", "outcome")) == {(3, "met")}
    assert set(Dossier.objects.values_list("state", flat=True)) == {"passed"}


def ballot(walk: Awarding, here: str, looked_at: bool) -> None:
    """A member reads a dossier and votes in favour of all three, on a phone."""
    page = walk.open(here)
    if looked_at:
        page.locator("main table a").first.click()
        page.get_by_text("Thành tích làm căn cứ").first.wait_for()
        page.goto(here)
    page.get_by_role("link", name="Phiếu của tôi").click()
    page.get_by_role("button", name="Xem lại phiếu").wait_for()
    for yes in page.get_by_label("Đồng ý", exact=True).all():
        yes.check()
    if looked_at:
        walk.watch.look(PHONE)
    press(page, "Xem lại phiếu")
    press(page, "Bỏ phiếu")
    page.locator("dd b").first.wait_for()


def decide(walk: Awarding) -> None:
    """What the council passed is made known; its list becomes a numbered paper, which the leader signs."""
    walk.today(SIGNED)
    page = walk.as_("emulation_officer", "SNV").open("/khen-thuong/tham-dinh/")
    page.get_by_role("link", name="Công bố kết quả Hội đồng").click()
    walk.watch.look(PHONE)
    press(page, "Công bố")
    page.get_by_role("link", name="Lập danh sách trình ký").click()
    page.get_by_role("listitem").filter(has_text=PRAISE).get_by_role("link", name="Lập danh sách").click()
    walk.watch.look(PHONE)
    press(page, "Lập danh sách")
    here = page.url
    walk.watch.look(PHONE)
    press(page, "Lập dự thảo quyết định")
    page.get_by_role("link", name="Sửa dự thảo").click()
    choose(page, "Người ký: chức vụ", "Tỉnh Lâm Đồng: CHỦ TỊCH")
    page.get_by_label("Người ký: họ và tên").fill("Hồ Văn Mười")
    press(page, "Lưu dự thảo")
    press(page, "Trình cấp số")
    page = walk.as_("province_leader", "VPUB").open("/giay-to/cap-so/")
    page.locator("main").get_by_role("checkbox").check()
    press(page, "Xem số sẽ cấp")
    press(page, "Cấp số cho 1 văn bản")
    page = walk.open("/khen-thuong/cho-ky/")
    page.get_by_role("link", name="Danh sách số").click()
    assert page.url == here
    assert page.get_by_label("Số quyết định").input_value() == "01/QĐ-UBND"
    assert page.get_by_label("Người ký", exact=True).input_value() == "Hồ Văn Mười, Chủ tịch"
    walk.watch.look(PHONE)
    press(page, "Ghi quyết định")
    page.get_by_text("Đã ghi quyết định").wait_for()
    walk.watch.look(PHONE)
    assert Decision.objects.get().state == "taken"


def certify(walk: Awarding) -> None:
    """Certificates are printed with their numbers; the register finds the name without accents."""
    page = walk.as_("emulation_officer", "SNV").open("/khen-thuong/quyet-dinh/")
    page.get_by_role("link", name="Danh sách số").click()
    press(page, "Lập bằng để in")
    walk.watch.look(PHONE)
    page = walk.as_("province_leader", "VPUB").open("/khen-thuong/quyet-dinh/")
    page.get_by_role("link", name="Danh sách số").click()
    page.get_by_role("link", name="Đợt").click()
    press(page, "Cấp 2 số và in")
    page.get_by_role("link", name="Tải tệp in").wait_for()
    walk.as_("emulation_officer", "SNV")
    page = walk.open("/khen-thuong/so/")
    page.locator("summary", has_text="Lọc danh sách").click()
    page.locator(".filters").get_by_label("Tìm").fill("dieu k'lung")
    press(page, "Lọc")
    walk.watch.look(PHONE)
    page.get_by_role("link", name=PERSON).click()
    page.get_by_text("3.510.000").wait_for()
    walk.watch.look(PHONE)


def revoke(walk: Awarding) -> None:
    """Anybody reads on the check page that the certificate is real, and after the revocation that it no longer is."""
    page = walk.page
    award = page.url
    check = page.get_by_role("link", name="Trang tra cứu công khai").get_attribute("href")
    walk.anonymous().goto(check)
    page.get_by_text("Bằng có thật, còn giá trị").wait_for()
    walk.watch.look(PHONE)
    walk.today(REVOKED)
    walk.as_("emulation_officer", "SNV").open(award)
    page.get_by_role("link", name="Thu hồi, hủy bỏ").click()
    page.get_by_label("Theo văn bản").fill("99/QĐ-UBND ngày 10/12/2025")
    page.get_by_label("Lý do").fill("Kê khai không đúng diện tích.")
    walk.watch.look(PHONE)
    press(page, "Thu hồi, hủy bỏ")
    page.get_by_text("Đã ghi: Thu hồi").wait_for()
    walk.watch.look(PHONE)
    walk.anonymous().goto(check)
    page.get_by_text(f"từ ngày {show_day(REVOKED)}").wait_for()
    assert page.get_by_text("Bằng có thật, còn giá trị").count() == 0
    walk.watch.look()
    assert Award.objects.get(name=PERSON).state == "revoked"

"""Makes the pictures of the user's guide anew: `make pictures`. No test: pytest only lends its server and its browser.

The clock stands on one morning, so that the same pages give the same pictures.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.province import PACK
from tests.small_png import save

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
FOLDER = Path("docs/huong-dan/hinh")
MORNING = datetime(2025, 10, 1, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DESK, PHONE = 1280, 390
GOOD, FAULTY = "bieu-tong-hop-2023.xlsx", "bieu-tong-hop-2023-co-loi.xlsx"
DAY = "ngay=31/12/2023"
CRITERION = f"/don-vi/dn-24670/xa_ntm_2021_2025/2023/2/?{DAY}"


class Camera:
    """One person at a desk and with a phone, and the blank page that makes the files small."""

    def __init__(self, browser: Any, address: str) -> None:
        self.context = browser.new_context(
            base_url=address, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce"
        )
        self.page = self.context.new_page()
        self.blank = browser.new_context().new_page()

    def sign_in(self, name: str) -> None:
        from chungsuc.cli.setup_demo import PASSWORD

        self.context.clear_cookies()
        self.page.goto("/dang-nhap/")
        self.page.get_by_label("Tên đăng nhập").fill(name)
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập").click()
        self.page.wait_for_url(lambda address: "dang-nhap" not in address)

    def take(self, name: str, desk: int = 0, phone: int = 0, at: str = "") -> None:
        """The open page as `name-1280.png` and `name-390.png`, so many pixels high; `at`: from this place down."""
        for width, height in ((DESK, desk), (PHONE, phone)):
            if not height:
                continue
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.mouse.move(0, 0)
            self.page.evaluate("scrollTo(0, 0)")
            if at:
                self.page.locator(at).first.evaluate("e => scrollTo(0, e.getBoundingClientRect().top - 12)")
            save(self.page.screenshot(animations="disabled", caret="hide"), FOLDER / f"{name}-{width}.png", self.blank)

    def show(self, name: str, address: str, desk: int = 0, phone: int = 0, at: str = "") -> None:
        """Opens an address and takes it."""
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")
        self.take(name, desk, phone, at)


@pytest.fixture
def office(transactional_db: None, settings: Any) -> Iterator[None]:
    """The demonstration on its morning, before the coordinator brings in the figures of 2023."""
    from chungsuc.cli import setup_demo
    from chungsuc.cli.import_file import take_in
    from chungsuc.cli.load_pack import load

    settings.TODAY = MORNING.date().isoformat()
    with time_machine.travel(MORNING, tick=False):
        load(str(PACK), by=setup_demo.ACTOR)
        setup_demo._accounts()
        for name, kind in (("ket-qua-tieu-chi-2021.xlsx", "criterion-results"), ("so-cong-nhan.xlsx", "recognitions")):
            take_in(PACK / "samples" / name, kind=kind, by=setup_demo.ACTOR)
        yield


@pytest.fixture
def camera(office: None, live_server: Any) -> Iterator[Camera]:
    from playwright.sync_api import sync_playwright

    from conftest import CHROMIUM_ARGUMENTS, _chromium

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=_chromium(), args=[*CHROMIUM_ARGUMENTS, "--lang=vi"], env={"LANGUAGE": "vi"}
        )
        yield Camera(chromium, live_server.url)
        chromium.close()


def test_take_every_picture(camera: Camera) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    camera.show("dang-nhap", "/dang-nhap/", 640)
    way_in(camera)
    overview(camera)
    details(camera)
    law_and_journal(camera)
    own_commune(camera)
    accounts(camera)
    paper_read(camera)


def test_take_the_pictures_of_papers(camera: Camera) -> None:
    templates(camera)
    desk_of_papers(camera)


def test_take_the_pictures_of_the_movement(camera: Camera) -> None:
    """Launches, plans, reports, proposals of exemplars and what is due, as the demonstration has set them up."""
    from chungsuc.cli import demo_exemplars, demo_movement, demo_plans, demo_reviews, setup_demo

    setup_demo._samples(PACK)
    plans, reviews, exemplars = demo_plans.demonstrate_plans, demo_reviews.demonstrate, demo_exemplars.demonstrate
    for stage in (demo_movement.movement, plans, reviews, exemplars):
        list(stage(MORNING.date()))
    movement(camera)


def test_take_the_pictures_of_awards(camera: Camera) -> None:
    """A round, a dossier, the queue, an appraisal, a decision to sign, the register, as the demonstration shows them."""
    from chungsuc.cli import demo_awards, demo_work, setup_demo

    day = MORNING.date()
    list(demo_work._session(day, setup_demo.ACTOR))
    list(demo_awards.demonstrate(day, by=setup_demo.ACTOR))
    awards(camera)


def awards(camera: Camera) -> None:
    from chungsuc.awards.models import AwardSubject, Dossier, Round

    draft, asked = (
        Dossier.objects.get(subject__name__contains=name, form="BK_TINH").pk for name in ("Diễn Đ", "Diễn B")
    )
    commune = AwardSubject.objects.get(itself=True, unit__code="ld-24751").pk
    camera.sign_in("thidua")
    camera.show("dot-xet", f"/khen-thuong/dot/{Round.objects.get(forms=['BK_TINH']).pk}/", 0, 844)
    camera.show("tham-dinh-hang-doi", "/khen-thuong/tham-dinh/", 640)
    camera.show("tham-dinh-ho-so", f"/khen-thuong/ho-so/{asked}/tham-dinh/", 0, 844)
    camera.show("soat-dieu-kien", f"/thanh-tich/{commune}/dieu-kien/?hinh_thuc=BK_TINH", 0, 844)
    camera.show("so-khen-thuong", "/khen-thuong/so/", 560)
    camera.sign_in("xanhanco")
    camera.show("ho-so-con-thieu", f"/khen-thuong/ho-so/{draft}/", 0, 844)
    camera.sign_in("lanhdao")
    camera.show("cho-ky", "/khen-thuong/cho-ky/", 0, 640)


def movement(camera: Camera) -> None:
    from chungsuc.movement.models import Concern, Launch
    from chungsuc.pledges.models import UnitPlan

    launch, concern = Launch.objects.get().pk, Concern.objects.get().pk
    plan = UnitPlan.objects.get(unit__code="SXD").pk
    camera.sign_in("soxaydung")
    camera.show("phong-trao-don-vi", "/phong-trao/don-vi/SXD/", 1000, 844)
    camera.show("ke-hoach-don-vi", f"/ke-hoach-don-vi/{plan}/", 900, 844)
    camera.show("doi-chieu", f"/ke-hoach-don-vi/{plan}/doi-chieu/", 760)
    camera.show("bao-cao-don-vi", "/bao-cao/hang-nam-2023/don-vi/SXD/viet/", 0, 844)
    camera.show("ban-tin", "/han-viec/hom-nay/", 0, 844)
    camera.sign_in("thidua")
    camera.show("phat-dong", f"/phong-trao/phat-dong/{launch}/", 900)
    camera.show("kien-nghi", f"/kien-nghi/{concern}/", 760)
    camera.show("ky-bao-cao", "/bao-cao/hang-nam-2023/", 900)
    camera.show("bao-cao-tinh", "/bao-cao/hang-nam-2023/toan-tinh/", 800)
    camera.show("dien-hinh", "/dien-hinh/", 640)
    camera.show("de-xuat-dien-hinh", "/dien-hinh/de-xuat/", 760, 844)
    camera.sign_in("lanhdao")
    camera.show("don-vi-cham", "/han-viec/cham/", 800, 844)
    camera.show("viec-den-han", "/han-viec/?thang=12/2023&ngay=31/12/2023", 900)
    camera.sign_in("xanhanco")
    camera.show("giup-do", "/giup-do/1/", 0, 844)


def desk_of_papers(camera: Camera) -> None:
    """A draft, the page where numbers are given, a template that is sent back, a batch of certificates, one of them."""
    from chungsuc.accounts.models import User
    from chungsuc.documents import actions, facts
    from chungsuc.documents.tests.desk import sheet
    from chungsuc.organisations.access import person_on
    from chungsuc.organisations.models import Unit
    from chungsuc.typesetting import certificates as printing
    from chungsuc.typesetting import templates as made
    from chungsuc.typesetting.content import Signature

    by, unit = person_on(User.objects.get(username="thidua"), MORNING.date()), Unit.objects.get(code="SNV")
    papers = [
        actions.draft(sheet(subject=subject), unit=unit, by=by)
        for subject in (
            "Kết quả phong trào thi đua 9 tháng năm 2025",
            "Tình hình giới thiệu điển hình tiên tiến quý III",
        )
    ]
    camera.sign_in("thidua")
    camera.show("giay-to-du-thao", f"/giay-to/{papers[0].pk}/", 1000, 1000)
    for paper in papers:
        actions.submit(paper, version=0, by=by)
    camera.show("giay-to-cap-so", f"/giay-to/cap-so/?vb={papers[0].pk}&vb={papers[1].pk}", 720)
    kind, layout = facts.kinds_on(MORNING.date())["bao-cao"], facts.layout_on(MORNING.date())
    wrong = _misspelt(made.standard(kind, layout))
    camera.page.goto("/giay-to/mau/")
    camera.page.get_by_text("Đưa mẫu của cơ quan lên").click()
    camera.page.get_by_label("Loại văn bản").select_option("bao-cao")
    camera.page.get_by_label("Tên mẫu").fill("Báo cáo quý")
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    file = {"name": "mau-bao-cao.docx", "mimeType": word, "buffer": wrong}
    camera.page.locator("input[type=file]").set_input_files(files=[file])
    camera.page.get_by_role("button", name="Kiểm tra và nhận mẫu").click()
    camera.page.wait_for_load_state("networkidle")
    camera.take("mau-bi-tra-lai", 560, 640)
    common = {
        "issuer": "Giám đốc Sở Nội vụ", "verb": "TẶNG", "decision": "Quyết định số 12/QĐ-SNV ngày 26/09/2025", "place": "Lâm Đồng",
        "office": "GIÁM ĐỐC", "name": "Nguyễn Văn A", "demonstration": "1",
    }  # fmt: skip
    names = ("Bà H'Ble Niê Kđăm", "Ông Trần Văn Bình", "Thôn Quảng Hòa")
    reason = "Đã có thành tích xuất sắc trong phong trào xây dựng nông thôn mới năm 2025"
    entries = [{"recipient": name, "detail": "xã Nhân Cơ", "reason": reason} for name in names]
    batch = actions.prepare_batch(unit, "giay-khen", day=MORNING.date(), common=common, entries=entries, by=by)
    camera.show("bang-dot-in", f"/giay-to/bang/{batch.pk}/", 900, 844)
    one = printing.CertificateContent(
        "GIẤY KHEN", names[0], common["issuer"], detail="xã Nhân Cơ", reason=reason, decision=common["decision"],
        register="Vào sổ số 07/GK-SNV", place=common["place"], day=MORNING.date(), demonstration=True,
        signature=Signature(common["office"], common["name"]),
        check_url="https://chungsuc.example/tra-cuu/abcd-efgh-ijkl/", code="abcd-efgh-ijkl",
    )  # fmt: skip
    save(printing.png(one, ppi=60), FOLDER / "giay-khen.png", camera.blank)


def _misspelt(template: bytes) -> bytes:
    """A template in which somebody mistyped a field and did not close a loop."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b"{{ trich_yeu }}", b"{{ trich_yeux }}")
            new.writestr(name, data.replace(b"{%p endfor %}", b"", 1))
    return out.getvalue()


def overview(camera: Camera) -> None:
    camera.sign_in("lanhdao")
    camera.show("tien-do", f"/?{DAY}", 1225, 1130)
    camera.page.get_by_role("button", name="Mục lục").click()
    camera.take("muc-luc", phone=844)
    camera.show("nam-viec", f"/?{DAY}", 0, 844, at="#viec")
    camera.show("sau-sap-xep", f"/?ngay={MORNING:%d/%m/%Y}", 760)
    camera.show("chi-tieu", f"/chi-tieu/average_criteria/?{DAY}", 1000, 900)


def details(camera: Camera) -> None:
    camera.show("cac-huyen", f"/chi-tieu/average_criteria/?{DAY}", 760, 844, at="h2:has-text('Ở đâu')")
    camera.show("xa", f"/don-vi/dn-24670/?{DAY}", 900, 1100)
    camera.show("huyen", f"/don-vi/dn-663/?{DAY}", 900, 900)
    camera.show("tieu-chi-cua-xa", CRITERION, 780, 900)
    camera.page.get_by_text("Căn cứ và đoạn văn để chép").click()
    camera.take("vi-sao", 760, at="h2:has-text('Vì sao')")
    camera.page.goto(CRITERION)
    camera.page.locator('main a[href^="/so-lieu/"]').last.click()
    camera.page.wait_for_load_state("networkidle")
    camera.take("so-lieu", 900, 900)
    camera.show("so-sanh", f"/xa/?{DAY}", 800, 844)
    camera.show("tieu-chi", f"/tieu-chi/xa_ntm_2021_2025/8/?{DAY}", 980)
    camera.show("danh-gia-thu", f"/danh-gia-thu/?{DAY}", 760)
    camera.show("ban-do", f"/ban-do/?{DAY}", 1290, 1080)
    camera.show("tim", "/tim/?q=dak+nia", 640)
    camera.show("so-cong-nhan", f"/so-cong-nhan/?{DAY}", 760, 844)
    camera.show("sap-nhap", "/sap-nhap/", 1150, 1000)


def way_in(camera: Camera) -> None:
    camera.sign_in("dieuphoi")
    page = camera.page
    page.goto("/nhap-so-lieu/")
    page.get_by_label("Tệp biểu").set_input_files(PACK / "samples" / FAULTY)
    camera.take("nhap", 760)
    page.get_by_role("button", name="Tải lên và xem trước").click()
    page.wait_for_url("**/nhap-so-lieu/*-*/")
    page.wait_for_load_state("networkidle")
    batch = page.url
    camera.take("xem-truoc", 1000, 1000)
    page.get_by_label("Giá trị đúng của ô I15").fill("chín mươi")
    page.keyboard.press("Enter")
    page.locator("[aria-invalid=true]").wait_for()
    camera.take("sua-o", 520, 640, at="li:has([aria-invalid=true])")
    page.goto(batch)
    page.get_by_role("button", name="Chỉ nhập dòng đúng").click()
    page.wait_for_load_state("networkidle")
    camera.take("da-nhap", 900, 844)
    page.get_by_label("Lý do hoàn tác").fill("Biểu còn 11 dòng sai, nhập lại biểu đã sửa.")
    page.get_by_role("button", name="Hoàn tác lần nhập").click()
    page.get_by_text("Lần nhập này đã hoàn tác").wait_for()
    camera.take("hoan-tac", 640)
    page.goto("/nhap-so-lieu/")
    page.get_by_label("Tệp biểu").set_input_files(PACK / "samples" / GOOD)
    page.get_by_role("button", name="Tải lên và xem trước").click()
    page.get_by_role("button", name="Xác nhận nhập").click()
    page.get_by_text("Đã ghi 3.660 số liệu mới").first.wait_for()
    camera.show("cac-lan-nhap", "/nhap-so-lieu/", 560, at="section[aria-label='Các lần nhập']")


def law_and_journal(camera: Camera) -> None:
    camera.sign_in("dieuphoi")
    camera.show("quy-dinh", "/quy-dinh/", 760, 844)
    camera.show("xac-nhan", f"/quy-dinh/{a_figure()}/", 1080, 1000)
    camera.show("van-ban", "/van-ban/", 760)
    camera.sign_in("thanhtra")
    camera.show("nhat-ky", "/nhat-ky/", 760, 844)
    camera.page.locator("main tbody a", has_text="Xác nhận nhập số liệu").first.click()
    camera.page.wait_for_load_state("networkidle")
    camera.take("muc-nhat-ky", 900)


def own_commune(camera: Camera) -> None:
    camera.sign_in("xanhanco")
    camera.show("xa-cua-toi", "/", 0, 1130)


def paper_read(camera: Camera) -> None:
    """The province's own plan, read by the linter."""
    from chungsuc.documents.tests.plan import typeset

    camera.sign_in("dieuphoi")
    camera.page.goto("/giay-to/doc-soat/")
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    file = {"name": "ke-hoach.docx", "mimeType": word, "buffer": typeset()}
    camera.page.locator("input[type=file]").set_input_files(files=[file])
    camera.page.get_by_role("button", name="Soát văn bản").click()
    camera.page.wait_for_load_state("networkidle")
    camera.take("doc-soat", 1000, 844)


def accounts(camera: Camera) -> None:
    from chungsuc.accounts.models import User

    camera.sign_in("quantri")
    camera.show("tai-khoan", "/tai-khoan/", 800)
    camera.show("chuc-vu", f"/tai-khoan/{User.objects.get(username='xanhanco').pk}/", 1180)


def a_figure() -> int:
    """A threshold that waits for its confirmation: the income asked for in 2023."""
    from chungsuc.rulebook.models import Figure

    return int(Figure.objects.current().get(key="threshold:xa_ntm_2021_2025:10:tay_nguyen:2023").pk)


def templates(camera: Camera) -> None:
    """A standard template and the paper it makes, as LibreOffice (with poppler's pdftoppm) draws them."""
    from chungsuc.typesetting import templates as made
    from chungsuc.typesetting.kinds import PaperKind
    from chungsuc.typesetting.tests.sample_papers import KINDS, layout

    sheet = replace(KINDS["quyet-dinh"], annexes=())
    template = made.standard(PaperKind("quyet-dinh", "QUYẾT ĐỊNH", needs_bases=True), layout())
    filled = made.fill(template, made.values(sheet), sheet.day, layout())
    with tempfile.TemporaryDirectory() as place:
        for name, content in (("mau-quyet-dinh", template), ("mau-quyet-dinh-da-dien", filled)):
            file = Path(place, f"{name}.docx")
            file.write_bytes(content)
            office = ["soffice", f"-env:UserInstallation=file://{place}/profile", "--headless", "--convert-to", "pdf"]
            drawn = ["pdftoppm", "-png", "-r", "66", "-singlefile", f"{place}/{name}.pdf", f"{place}/{name}"]
            for command in ([*office, "--outdir", place, str(file)], drawn):
                subprocess.run(command, check=True, capture_output=True, timeout=120)
            save(file.with_suffix(".png").read_bytes(), FOLDER / f"{name}.png", camera.blank)

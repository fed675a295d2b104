"""Hands of the journeys of awards: who they are, and what the proposing unit and its nominee do on pages."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from chungsuc.exemplars.tests.rows import person
from chungsuc.organisations.access import Person
from tests.journeys.hands import choose, press
from tests.journeys.watching import Watch

COMMUNE, OTHER = "dn-24697", "dn-24700"  # Xã Nam Đà, Xã Đắk Drô
LAND = "Hiến 300 m² đất làm đường thôn"


class Awarding:
    """A browser that changes hands and days."""

    def __init__(self, page: Any, page_as: Callable[[Any], Any], settings: Any, live_server: Any) -> None:
        self.page, self.page_as, self.settings = page, page_as, settings
        self.watch = Watch(page, urlsplit(live_server.url).netloc)
        self.day = date(2024, 5, 2)
        self.today(self.day)

    def today(self, day: date) -> None:
        """The day on which everybody acts from now on."""
        self.day, self.settings.TODAY = day, day.isoformat()

    def who(self, role: str, unit: str, name: str = "") -> Person:
        """Somebody of a desk, as of today."""
        return person(role, unit, self.day, name)

    def as_(self, role: str, unit: str, name: str = "") -> "Awarding":
        """Signs somebody in."""
        self.page_as(self.who(role, unit, name).account)
        return self

    def open(self, address: str) -> Any:
        """Opens a page that is there."""
        answer = self.page.goto(address)
        assert answer.status == 200, (address, answer.status)
        return self.page

    # --- pages of the proposing unit ---

    def enter(self, kind: str, unit: str, name: str = "") -> int:
        """Enters somebody into the files, and returns the number."""
        page = self.open("/thanh-tich/moi/")
        page.get_by_label("Loại đối tượng").select_option(kind)
        page.get_by_label("Đơn vị", exact=True).fill(unit)
        if name:
            page.get_by_label("Tên", exact=True).fill(name)
        press(page, page.locator("main form button[type=submit]").first.inner_text())
        return int(page.url.rstrip("/").rsplit("/", 1)[1])

    def achieve(self, subject: int, kind: str, title: str, office: str, amount: str = "") -> None:
        """Writes an achievement down."""
        page = self.open(f"/thanh-tich/{subject}/ghi/")
        page.get_by_label("Loại", exact=True).select_option(kind)
        page.get_by_label("Ngày", exact=True).fill("02/03/2024")
        page.get_by_label("Việc làm được").fill(title)
        if amount:
            page.get_by_label("Số lượng").fill(amount)
        page.get_by_label("Cơ quan xác nhận").fill(office)
        press(page, page.locator("main form button[type=submit]").first.inner_text())
        page.get_by_text(title).first.wait_for()

    def confirm(self, subject: int) -> None:
        """Confirms the one achievement that waits in a file."""
        page = self.open(f"/thanh-tich/{subject}/")
        page.get_by_role("link", name="Xác nhận thành tích").first.click()
        page.get_by_label("Căn cứ, lý do").fill("Đã xem biên bản bàn giao.")
        press(page, "Xác nhận thành tích")
        page.get_by_text("đã xác nhận").first.wait_for()

    def propose(self, subject: int, form: str, merit: str = "", round: str = "") -> int:
        """Sends the form of a new dossier; returns its number, 0 where it was refused."""
        page = self.open(f"/khen-thuong/ho-so/moi/{subject}/")
        page.get_by_label("Hình thức khen thưởng").select_option(form)
        if round:
            page.get_by_label("Đợt xét").select_option(label=round)
        if merit:
            page.get_by_label("Thành tích đề nghị khen").fill(merit)
        press(page, "Lập hồ sơ")
        last = page.url.rstrip("/").rsplit("/", 1)[1]
        return 0 if "/moi/" in page.url else int(last)

    def code_for(self, dossier: int) -> str:
        """A code for the nominee, as the page shows it once."""
        page = self.open(f"/khen-thuong/ho-so/{dossier}/xac-nhan/")
        press(page, "Cấp mã")
        return str(page.locator("#ma b").inner_text())

    def answer(self, code: str, word: str) -> None:
        """The nominee, whom nobody signed in, answers on the public page."""
        self.anonymous()
        page = self.open("/xac-nhan-de-nghi/")
        page.locator("main input[name=code]").fill(code)
        press(page, "Xem nội dung đề nghị")
        page.locator("main select[name=answer]").select_option(label=word)
        press(page, "Gửi trả lời")
        page.get_by_text("Đã ghi trả lời").wait_for()

    def anonymous(self) -> Any:
        """The page with nobody signed in."""
        self.page.context.clear_cookies()
        return self.page

    def sign(self, dossier: int, paper: str, word: str = "Đồng ý được đề nghị") -> None:
        """Writes down what the nominee signed."""
        page = self.open(f"/khen-thuong/ho-so/{dossier}/")
        page.get_by_role("link", name="Cấp mã, ghi giấy có chữ ký").click()
        choose(page, "Giấy có chữ ký", paper)
        choose(page, "Trả lời ghi trong giấy", word)
        press(page, "Ghi trả lời theo giấy")
        page.get_by_text("bằng giấy có chữ ký").first.wait_for()

    def attach(self, dossier: int, part: str, paper: str) -> None:
        """Puts a document into a dossier."""
        page = self.open(f"/khen-thuong/ho-so/{dossier}/")
        page.get_by_role("link", name="Gắn, bỏ giấy tờ").click()
        choose(page, "Thành phần hồ sơ", part)
        choose(page, "Tài liệu", paper)
        press(page, "Gắn vào hồ sơ")
        page.get_by_text("Đã gắn vào hồ sơ").wait_for()

    def supplement(self, dossier: int, what: str) -> None:
        """Sends what was asked for."""
        page = self.open(f"/khen-thuong/ho-so/{dossier}/")
        page.get_by_role("link", name="Nộp phần bổ sung").click()
        page.get_by_label("Đã bổ sung gì").fill(what)
        press(page, "Nộp phần bổ sung")
        page.get_by_text("Đã nộp phần bổ sung").wait_for()

    def hand_in(self, dossier: int) -> None:
        """Hands a dossier in."""
        page = self.open(f"/khen-thuong/ho-so/{dossier}/")
        page.get_by_role("link", name="Nộp hồ sơ").click()
        press(page, "Nộp hồ sơ")
        page.get_by_text("chờ nhận").first.wait_for()

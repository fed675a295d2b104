"""Hands of who appraises, consults, posts, visits, decides and certifies awards, on the pages of each."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from chungsuc.awards.models import Award
from chungsuc.law.periods import show_day
from tests.journeys.awarding import Awarding
from tests.journeys.hands import press

SEEN = "Đã xem."


def appraisal(walk: Awarding, dossier: int) -> Any:
    """The appraisal of one dossier."""
    return walk.open(f"/khen-thuong/ho-so/{dossier}/tham-dinh/")


def act(walk: Awarding, dossier: int, label: str, typed: Mapping[str, str] | None = None) -> Any:
    """One act of who receives, from the page of the appraisal; what is typed by the label of its field."""
    page = appraisal(walk, dossier)
    page.locator("#tham-dinh").get_by_role("link", name=label, exact=True).click()
    for name, value in (typed or {}).items():
        page.get_by_label(name).fill(value)
    press(page, label)
    page.get_by_text(f"{label}: đã ghi vào hồ sơ").wait_for()
    return page


def check(walk: Awarding, dossier: int, name: str, met: bool = True, note: str = SEEN) -> Any:
    """Everything that is open in one check, answered alike in one go."""
    page = appraisal(walk, dossier)
    page.locator("#tham-dinh").get_by_role("link", name=name, exact=True).click()
    answer_lines(page, met, note)
    return page


def answer_lines(page: Any, met: bool = True, note: str = SEEN) -> None:
    """Answers every open line of the check that is on the page, and sends it."""
    page.get_by_role("button", name="Ghi kết quả").wait_for()
    for group in page.locator("main form fieldset").locator("visible=true").all():
        group.get_by_label("đạt" if met else "chưa đạt", exact=True).check()
    for field in page.get_by_label("Nhận xét").locator("visible=true").all():
        field.fill(note)
    press(page, "Ghi kết quả")
    page.get_by_text("kết quả kiểm tra").first.wait_for()


def receive(walk: Awarding, dossier: int) -> None:
    """Takes a dossier in today."""
    page = act(walk, dossier, "Nhận hồ sơ")
    page.get_by_text(f"Nhận ngày {show_day(walk.day)}, số đến").first.wait_for()


def pass_form(walk: Awarding, dossier: int) -> None:
    """Finds every component there, and concludes so."""
    check(walk, dossier, "Kiểm tra thể thức")
    act(walk, dossier, "Kết luận đạt thể thức")


def appraised(walk: Awarding, dossier: int) -> None:
    """Answers what the rules leave open, and concludes that the dossier may go on."""
    check(walk, dossier, "Thẩm định nội dung")
    act(walk, dossier, "Kết luận đủ điều kiện trình")


def ask(walk: Awarding, dossier: int, agency: str, about: str, due: date) -> None:
    """Asks an agency, to answer by a day."""
    page = appraisal(walk, dossier)
    page.get_by_role("link", name="Hỏi ý kiến cơ quan").click()
    page.get_by_label("Cơ quan được hỏi").fill(agency)
    page.get_by_label("Hỏi về").fill(about)
    page.get_by_label("Trả lời đến hết ngày").fill(show_day(due))
    press(page, "Gửi câu hỏi")
    page.get_by_text("Chờ trả lời").first.wait_for()


def silent(walk: Awarding, dossier: int) -> None:
    """Writes down that an agency did not answer."""
    page = appraisal(walk, dossier)
    page.get_by_role("link", name="Ghi nhận không trả lời").click()
    press(page, "Ghi nhận không trả lời")
    page.get_by_text("im lặng không phải là đồng ý").first.wait_for()


def list_of(walk: Awarding, form: str) -> int:
    """Draws the list of what was announced of one form; the number of the decision that is being prepared."""
    page = walk.open("/khen-thuong/quyet-dinh/")
    page.get_by_role("listitem").filter(has_text=form).get_by_role("link", name="Lập danh sách").click()
    press(page, "Lập danh sách")
    return int(page.url.rstrip("/").rsplit("/", 1)[1])


def take(walk: Awarding, number: str, signer: str) -> None:
    """Writes down on the page of a list that its decision was signed today."""
    page = walk.page
    page.get_by_label("Số quyết định").fill(number)
    page.get_by_label("Người ký", exact=True).fill(signer)
    press(page, "Ghi quyết định")
    page.get_by_text("Đã ghi quyết định").wait_for()


def praised(walk: Awarding, dossier: int, number: str) -> Award:
    """From the desk of a commune's second officer: received, checked, met about, decided by the commune itself."""
    receive(walk, dossier)
    pass_form(walk, dossier)
    appraised(walk, dossier)
    met = {"Biên bản họp xét": "05/BB ngày 02/5/2024", "Kết quả họp": "Họp xét, đồng ý."}
    act(walk, dossier, "Ghi kết quả họp xét", met)
    list_of(walk, "Giấy khen của Chủ tịch UBND xã")
    take(walk, number, "Người ký, Chủ tịch")
    return Award.objects.get(dossier_id=dossier)

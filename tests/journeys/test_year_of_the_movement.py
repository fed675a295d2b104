"""A year of the movement, played by its actors in one browser on fixed days.

The launch is sent and read, plans are submitted and approved, whoever is late is reminded and named, a block is ranked,
units report, one of them late with its reason, and the province's draft is frozen at the cut-off with its annexes. The
rows of a plan and the sheets of a block are typed alike many times: they follow by the same acts without the browser.
"""

import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

from chungsuc.cli import main
from chungsuc.deadlines.digests import send_digests
from chungsuc.law.periods import show_day
from chungsuc.movement.models import Dispatch, Launch
from chungsuc.notices.models import Message
from chungsuc.organisations.access import person_on
from chungsuc.pledges import actions as pledges
from chungsuc.pledges.models import UnitPlan
from chungsuc.pledges.tests.pledging import MONEY, TARGETS, TASKS
from chungsuc.reviews.lateness import key_of
from chungsuc.reviews.models import Freeze, ReportRound, UnitReport
from chungsuc.reviews.tests.office import TEXTS
from chungsuc.scoring.facts import as_text, faults, replayed, result_of
from chungsuc.scoring.tests.group import Block
from chungsuc.web.day import now
from tests.journeys.hands import press
from tests.journeys.watching import WIDTHS, Watch
from tests.province import Province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]

LAUNCHED, READ, UNREAD = date(2022, 7, 18), date(2022, 7, 20), date(2022, 7, 27)
PLANNED, APPROVED, NO_PLAN = date(2022, 9, 12), date(2022, 9, 20), date(2022, 10, 5)
RANKED = date(2023, 2, 10)
OPENED, SENT, TOO_LATE, FROZEN = date(2023, 11, 15), date(2023, 12, 12), date(2023, 12, 19), date(2024, 1, 2)
UNIT, DISTRICT, LATE = "SXD", "dn-666", "Huyện Đắk R'Lấp"
WHY = "Chờ số liệu của hai xã mới thẩm định lại."


class Year:
    """A browser that changes hands and days."""

    def __init__(self, province: Province, page: Any, page_as: Any, settings: Any, watch: Watch) -> None:
        self.province, self.page, self.page_as, self.settings, self.watch = province, page, page_as, settings, watch
        self.day = LAUNCHED

    def today(self, day: date) -> None:
        self.day, self.settings.TODAY = day, day.isoformat()

    def as_(self, who: str) -> "Year":
        self.page_as(self.province.account(who))
        return self

    def person(self, who: str) -> Any:
        return person_on(self.province.account(who), self.day)

    def open(self, address: str) -> Any:
        answer = self.page.goto(address)
        assert answer.status == 200, (address, answer.status)
        return self.page

    def file(self, address: str) -> bytes:
        answer = self.page.request.get(address)
        assert answer.status == 200, (address, answer.status)
        return bytes(answer.body())

    def digests(self) -> Mapping[str, str]:
        """What the day's digest tells each person, as one text."""
        send_digests()
        rows = Message.objects.filter(key=f"digest:{self.day.isoformat()}").select_related("account")
        return defaultdict(str, {row.account.username: "\n".join([row.title, *row.lines]) for row in rows})

    def due(self, capsys: Any) -> dict[str, str]:
        """What `chungsuc due` tells a script of the district's obligations: what → state."""
        assert main(["due", "--on", self.day.isoformat(), "--unit", DISTRICT, "--json"]) == 0
        return {row["what"]: row["state"] for row in json.loads(capsys.readouterr().out)}


@pytest.fixture
def year(province: Province, page: Any, page_as: Callable[[Any], Any], live_server: Any, settings: Any) -> Year:
    for name in ("leader", "emulation", "department", "front", "district"):
        province.account(name)
    return Year(province, page, page_as, settings, Watch(page, urlsplit(live_server.url).netloc))


def test_a_year_of_the_movement_from_its_launch_to_the_provinces_draft(year: Year, capsys: Any) -> None:
    launch(year)
    remind(year, capsys)
    plan(year, capsys)
    rank(year)
    report(year)
    be_late(year, capsys)
    draft(year)
    year.watch.nothing_wrong()


def launch(year: Year) -> None:
    """The officer sees to whom it will go, sends it; a department says on its own page that it read it."""
    year.today(LAUNCHED)
    page = year.as_("emulation").open("/phong-trao/phat-dong/moi/")
    page.get_by_label("Số, ký hiệu").fill("1337/QĐ-UBND")
    page.get_by_label("Trích yếu").fill("Phát động phong trào thi đua")
    page.get_by_label("Ngày văn bản").fill("13/07/2022")
    press(page, "Xem trước khi gửi")
    page.get_by_role("button", name="Phát động, gửi").click()
    page.get_by_text("Đã phát động và gửi đến các đơn vị.").wait_for()
    year.watch.look(WIDTHS[1:])
    year.today(READ)
    page = year.as_("department").open(f"/phong-trao/don-vi/{UNIT}/")
    press(page, "Đã nhận, đã đọc")
    assert Dispatch.objects.get(unit__code=UNIT).opened_by == "department"
    assert Dispatch.objects.get(unit__code=DISTRICT).opened_at is None


def remind(year: Year, capsys: Any) -> None:
    """After the working days that the rulebook gives, the digest tells whoever has not read it; reading ends that."""
    what = "Xác nhận đã nhận, đã đọc phát động 1337/QĐ-UBND"
    year.today(UNREAD)
    told = year.digests()
    assert f"{LATE}: {what}: quá" in told["district"] and what not in told["department"]
    assert year.due(capsys)[what] == "late"
    page = year.as_("emulation").open(f"/phong-trao/phat-dong/{Launch.objects.get().pk}/")
    page.get_by_text(LATE).first.wait_for(state="attached")
    press(year.as_("district").open(f"/phong-trao/don-vi/{DISTRICT}/"), "Đã nhận, đã đọc")
    assert year.due(capsys)[what] == "done"
    Dispatch.objects.filter(opened_at=None).update(opened_at=now(), opened_by="văn thư")  # the others, all alike


def plan(year: Year, capsys: Any) -> None:
    """Two plans are submitted and approved in the quarter; the district has none and is named to the leader."""
    for who, code in (("department", UNIT), ("front", "MTTQ")):
        year.today(PLANNED)
        page = year.as_(who).open("/ke-hoach-don-vi/moi/")
        page.get_by_label("Kế hoạch của").select_option("0")
        press(page, "Lập kế hoạch")
        found = UnitPlan.objects.get(unit__code=code)
        type_rows(year, found, who)
        press(year.open(f"/ke-hoach-don-vi/{found.pk}/"), "Trình duyệt")
        year.today(APPROVED)
        page = year.as_("emulation").open(f"/ke-hoach-don-vi/{found.pk}/")
        press(page, "Duyệt")
        assert found.editions.get().state == "approved"
    year.watch.look(WIDTHS[1:])
    year.today(NO_PLAN)
    [what] = [what for what, state in year.due(capsys).items() if "ế hoạch" in what and state == "late"]
    told = year.digests()
    assert what in told["district"] and f"{what}: quá 3 ngày làm việc" in told["leader"]
    assert what not in told["department"]
    page = year.as_("leader").open("/han-viec/cham/")
    page.get_by_text(LATE).first.wait_for(state="attached")
    year.watch.look(WIDTHS[1:])


def type_rows(year: Year, found: UnitPlan, who: str) -> None:
    """Targets, tasks and money of a plan, by the acts of its pages."""
    edition = found.editions.get()
    for section, rows in (("targets", TARGETS), ("tasks", TASKS), ("money", MONEY)):
        edition = pledges.write(
            edition, section, rows, version=edition.version, person=year.person(who), today=year.day
        )


def rank(year: Year) -> None:
    """The technical departments' block is scored and closed; worked out again from the journal it is the same."""
    year.today(RANKED)
    block = Block(year=2022, day=RANKED).to("closed")
    page = year.as_("leader").open(f"/cham-diem/{block.round.code}/xep-hang/")
    page.get_by_text("Sở Xây dựng").first.wait_for(state="attached")
    year.watch.look(WIDTHS[1:])
    board = block.board
    assert faults(board) == [] and as_text(replayed(board.round)) == as_text(result_of(board))
    places = [(place.unit, place.rank) for place in board.ranking]
    assert places[0] == (UNIT, 1) and {rank for _, rank in places[1:]} == {2}  # only its plan came in time


def report(year: Year) -> None:
    """The officer opens the round; a department writes, sends, and its report is received."""
    year.today(OPENED)
    press(year.as_("emulation").open("/bao-cao/mo/hang-nam-2023/"), "Mở kỳ báo cáo")
    year.today(SENT)
    for who, code in (("department", UNIT), ("front", "MTTQ")):
        page = year.as_(who).open(f"/bao-cao/hang-nam-2023/don-vi/{code}/viet/")
        for section, text in TEXTS.items():
            page.locator(f"textarea[name={section}]").fill(text)
        page.get_by_label("Người đứng đầu đã duyệt").fill("Nguyễn Văn A")
        press(page, "Gửi báo cáo")
        page.get_by_text("Đã gửi báo cáo.").wait_for()
    year.watch.look(WIDTHS[1:])
    page = year.as_("emulation").open(f"/bao-cao/hang-nam-2023/don-vi/{UNIT}/")
    press(page, "Nhận báo cáo")
    assert UnitReport.objects.get(unit__code=UNIT).state == "received"


def be_late(year: Year, capsys: Any) -> None:
    """The district has not sent: it says why, the digests of both sides tell it, and so does the list of the late."""
    year.today(TOO_LATE)
    what = "Gửi báo cáo: Báo cáo năm 2023"
    assert year.due(capsys)[what] == "late"
    about = UnitReport.objects.get(unit__code="MTTQ").round, Dispatch.objects.get(unit__code=DISTRICT).unit_id
    page = year.as_("district").open(f"/han-viec/viec/{key_of(about[0].code, about[1])}/")
    page.get_by_label("Lý do chậm").fill(WHY)
    press(page, "Nêu lý do chậm")
    year.watch.look(WIDTHS[1:])
    told = year.digests()
    assert f"{LATE}: {what}: quá" in told["district"] and what not in told["department"]
    assert "Báo cáo theo kỳ: quá hạn" in told["emulation"]
    page = year.as_("leader").open("/han-viec/cham/")
    page.get_by_text(WHY).first.wait_for(state="attached")


def draft(year: Year) -> None:
    """The figures are frozen as of the cut-off; paper and annexes carry the plans, the ranking and the late unit."""
    year.today(FROZEN)
    page = year.as_("emulation").open("/bao-cao/hang-nam-2023/toan-tinh/")
    press(page, "Chốt số liệu")
    year.watch.look(WIDTHS[1:])
    freeze = Freeze.objects.get()
    assert (freeze.day, freeze.on) == (ReportRound.objects.get().cut_off, FROZEN)
    with zipfile.ZipFile(io.BytesIO(year.file("/bao-cao/hang-nam-2023/toan-tinh.docx"))) as package:
        words = package.read("word/document.xml").decode()
    for said in ("Có 2 đơn vị có kế hoạch đã duyệt", "[Sở Xây dựng]", WHY, show_day(freeze.day), "36/60 xã"):
        assert said in words, said
    book = load_workbook(io.BytesIO(year.file("/bao-cao/hang-nam-2023/phu-luc.xlsx")))
    rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    [late] = [row for row in rows if WHY in row]
    assert late[1] == LATE and late[4] == "▲ quá hạn, chưa gửi"
    ranked = [row for row in rows if len(row) == 6 and row[2] == "2022"]
    assert [row[3] for row in ranked][0] == "Sở Xây dựng" and [row[5] for row in ranked] == [1] + [2] * 7

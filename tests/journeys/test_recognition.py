"""One commune from registration to announced recognition, through the pages in a browser, every actor in turn.

On the way: a posting period that is too short (the council convened on its ninth day is refused), a return, a household
survey, a council session with one recusal and one absent member by letter. Clocks are fixed; nothing is slept through.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import pytest

from chungsuc.councils import actions as councils
from chungsuc.councils.actions.refusals import CouncilRefused
from chungsuc.councils.tests.hall import Hall
from chungsuc.law.periods import show_day
from chungsuc.oversight import actions as surveys
from chungsuc.oversight.facts import survey_rules
from chungsuc.oversight.models import ALL, Survey, SurveyHamlet
from chungsuc.recognition.models import Case, Recognition
from chungsuc.recognition.tests.casework import COMMUNE, DOSSIER, START, Office
from chungsuc.recognition.tests.test_pages import confirm
from chungsuc.recognition.voting import candidates
from chungsuc.rulebook.actions import record_ruling
from tests.journeys.watching import WIDTHS, Watch

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


class Journey:
    """A browser that changes hands and days."""

    def __init__(self, page: Any, page_as: Any, settings: Any, watch: Watch) -> None:
        self.page, self.page_as, self.settings, self.watch = page, page_as, settings, watch
        self.office, self.day = Office(), START
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
    register_and_post(journey)
    too_early(journey)
    send_through_one_return(journey)
    ask_households(journey)
    appraise(journey)
    vote(journey)
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
    hall = journey.hall = Hall()  # type: ignore[attr-defined]
    offered = [c for c in candidates(journey.day) if c.key == str(journey.case.pk)]
    with pytest.raises(CouncilRefused, match="ngày thứ 9"):
        councils.convene(
            hall.council, matter="recognition", candidates=offered, held_on=journey.day + timedelta(days=5),
            on=journey.day, by="dieuphoi",
        )  # fmt: skip


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
    """The Fatherland Front asks ten households; its own journey walks its pages."""
    case, day, front = journey.case, journey.day, "mattran"
    made: Survey = surveys.prepare(
        unit=case.unit, level=case.level.code, year=case.year, mode=ALL, by=front, hamlets=[("Thôn 1", 10, 10)],
        subject="recognition.case", subject_key=str(case.pk),
    )  # fmt: skip
    surveys.start(made, on=day, by=front)
    made.refresh_from_db()
    given = {k.code: {c.code: "yes" for c in k.contents} for k in survey_rules(made, day).kinds}
    for _, code in surveys.issue_codes(made, SurveyHamlet.objects.get(survey=made), by=front):
        surveys.answer(made, code=code, ballots=given, on=day + timedelta(days=3))
    journey.today(made.closes_on + timedelta(days=1) if made.closes_on else day)
    made.refresh_from_db()
    surveys.close(made, on=journey.day, by=front)
    made.refresh_from_db()
    surveys.conclude(made, on=journey.day, paper="30/BC-MTTQ", by=front)
    journey.as_("district").act("Trình tỉnh thẩm định")


def appraise(journey: Journey) -> None:
    from django.test import Client

    from conftest import _session_of

    def at(day: date, who: str, address: str, **form: Any) -> Any:
        client = Client()
        _session_of(journey.office.account(who), client.session)
        return client.post(address, form)

    confirm(at, journey.case, journey.day)
    page = journey.as_("ntm_coordinator").open(f"{journey.here}tham-dinh/")
    page.get_by_text("Đã thẩm định đạt cả").first.wait_for(state="attached")
    journey.watch.look()
    journey.act("Chuyển Hội đồng bỏ phiếu")


def vote(journey: Journey) -> None:
    """Five members: one recuses himself, one is absent and votes by letter, three vote by phone."""
    hall, day, by = journey.hall, journey.day, "dieuphoi"  # type: ignore[attr-defined]
    offered = [c for c in candidates(day) if c.key == str(journey.case.pk)]
    held = day + timedelta(days=7)
    session = councils.convene(hall.council, matter="recognition", candidates=offered, held_on=held, on=day, by=by)
    councils.add_paper(session, title="Báo cáo thẩm định", by=by)
    session = councils.send_papers(session, on=day, by=by)
    ruling = {"paper": "TB 01", "reason": "Quy chế chưa nói.", "by": by, "by_name": "Chủ tịch Hội đồng", "on": day}
    for key, value in (
        ("share:recognition_quorum", Decimal(66)), ("rule:recused_count", "out"), ("rule:council_letters", "counted"),
    ):  # fmt: skip
        record_ruling(key, session.subject, value=value, **ruling)
    item = session.items.get()
    councils.declare_interest(
        item, hall.members[3], kind="other", label="Anh trai là kế toán xã", recuse=True, on=day, by="tv4"
    )
    marks = {member.pk: "present" for member in hall.members} | {hall.members[4].pk: "letter"}
    councils.mark_attendance(session, marks, by=by)
    session = councils.open_session(session, on=held, by=by)
    session = councils.open_voting(session, on=held, by=by)
    for number in (1, 2, 3):
        councils.cast(session, hall.account(number), {item.pk: "yes"})
    councils.hand_in(session, hall.members[4].pk, channel="letter", by=by)
    for counter in ("thu-ky", "kiem-phieu"):
        councils.count_papers(session, {item.pk: {"yes": 1}}, by=counter)
    [result] = councils.close_voting(session, on=held, by=by)
    assert (result.yes, result.recused, result.letters, result.outcome) == (4, 1, 1, "met")
    assert journey.case.state == "submitted"
    journey.today(held)


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

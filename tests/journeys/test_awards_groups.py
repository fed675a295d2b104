"""One way a group of section IV: to the decision, or to the refusal that the rules demand. Clocks are fixed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from chungsuc.awards.models import Dossier
from chungsuc.awards.tests import rows
from chungsuc.evidence.tests.documents import put
from tests.journeys import appraising
from tests.journeys.awarding import COMMUNE, LAND, Awarding
from tests.province import Province

SECOND = "xa-nam-da-2"  # another officer of the commune: nobody confirms or examines the own writing
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def walk(
    bare_province: Province, page: Any, page_as: Callable[[Any], Any], settings: Any, live_server: Any
) -> Awarding:
    return Awarding(page, page_as, settings, live_server)


def test_a_working_person_agrees_by_code_and_is_praised_by_the_commune(walk: Awarding) -> None:
    walk.as_("commune", COMMUNE)
    subject = walk.enter("ca_nhan_nguoi_lao_dong", "Xã Nam Đà", "Điểu K'Bé")
    walk.achieve(subject, "land", LAND, "Xã Nam Đà", "300")
    walk.as_("commune", COMMUNE, SECOND).confirm(subject)
    walk.watch.look()
    dossier = walk.as_("commune", COMMUNE).propose(subject, "GK_XA")
    walk.page.get_by_text("Chưa có xác nhận của người").first.wait_for()
    walk.watch.look()
    code = walk.code_for(dossier)
    walk.answer(code, "Đồng ý được đề nghị")
    walk.watch.look()
    walk.as_("commune", COMMUNE).hand_in(dossier)
    award = appraising.praised(walk.as_("commune", COMMUNE, SECOND), dossier, "15/QĐ-UBND")
    assert (award.state, award.form, award.bonus) == ("standing", "GK_XA", 270_000)
    page = walk.open(f"/khen-thuong/ho-so/{dossier}/")
    page.get_by_text("Đã có quyết định khen thưởng").first.wait_for()
    walk.watch.look()
    walk.watch.nothing_wrong()


def test_a_body_is_not_given_a_provincial_praise_in_2024(walk: Awarding) -> None:
    walk.as_("department", "SXD")
    subject = walk.enter("so_ban_nganh", "Sở Xây dựng")
    walk.achieve(subject, "other", "Giúp làm 3 km đường", "SNV")
    walk.as_("emulation_officer", "SNV").confirm(subject)
    assert walk.as_("department", "SXD").propose(subject, "BK_TINH") == 0
    text = walk.page.locator("main").inner_text()
    assert "năm 2024 không xét" in text
    assert "Mục V.2.b" in text
    assert not Dossier.objects.exists()
    walk.watch.look()
    walk.watch.nothing_wrong()


def test_a_district_leaves_its_achievements_to_nobody_after_it_has_ended(walk: Awarding) -> None:
    walk.as_("district", "dn-663")
    subject = walk.enter("huyen_thanh_pho", "dn-663")
    walk.achieve(subject, "other", "Đạt nông thôn mới 6 xã", "SXD")
    walk.as_("department", "SXD").confirm(subject)
    walk.today(date(2025, 7, 2))
    page = walk.as_("emulation_officer", "SNV").open(f"/thanh-tich/{subject}/")
    page.get_by_text("Đơn vị đã kết thúc ngày 30/06/2025").first.wait_for()
    page = walk.open(f"/khen-thuong/ho-so/moi/{subject}/")
    forms = page.get_by_label("Hình thức khen thưởng").locator("option").all_inner_texts()
    assert not [name for name in forms if "huyện" in name]
    walk.watch.look()
    walk.watch.nothing_wrong()


def test_a_commune_is_proposed_only_in_a_round_that_is_open(walk: Awarding) -> None:
    walk.today(date(2023, 11, 1))
    walk.as_("commune", COMMUNE)
    subject = walk.enter("xa", COMMUNE)
    assert walk.propose(subject, "BK_TINH", "Đạt chuẩn nâng cao") == 0
    walk.page.get_by_text("chỉ xét trong đợt sơ kết, tổng kết").first.wait_for()
    walk.watch.look()
    walk.watch.nothing_wrong()


def test_a_village_is_praised_by_its_commune_without_a_word_of_its_own(walk: Awarding) -> None:
    from chungsuc.organisations.actions import NewUnit, open_unit

    new = NewUnit("thon-thu-1", "village", "", "Thôn Nam Thanh", "", COMMUNE)
    open_unit(new, since=date(2021, 1, 1), by="bài thử")
    walk.as_("commune", COMMUNE)
    subject = walk.enter("thon_bon_buon", "thon-thu-1")
    walk.achieve(subject, "other", "Đường hoa dài 2 km", "Xã Nam Đà")
    walk.as_("commune", COMMUNE, SECOND).confirm(subject)
    dossier = walk.as_("commune", COMMUNE).propose(subject, "GK_XA")
    walk.hand_in(dossier)
    award = appraising.praised(walk.as_("commune", COMMUNE, SECOND), dossier, "16/QĐ-UBND")
    assert (award.collective, award.bonus) == (True, 540_000)
    walk.watch.nothing_wrong()


def test_an_enterprise_waits_while_the_tax_agency_keeps_silent(walk: Awarding) -> None:
    walk.as_("commune", COMMUNE)
    subject = walk.enter("doanh_nghiep", "Xã Nam Đà", "Công ty TNHH Nam Thanh")
    walk.achieve(subject, "money", "Góp tiền làm đường", "Xã Nam Đà", "200.000.000")
    walk.as_("commune", COMMUNE, SECOND).confirm(subject)
    dossier = walk.as_("commune", COMMUNE).propose(subject, "BK_TTG")
    put(COMMUNE, "Giấy đồng ý")
    walk.sign(dossier, "Giấy đồng ý")
    walk.hand_in(dossier)
    walk.as_("emulation_officer", "SNV")
    appraising.receive(walk, dossier)
    appraising.pass_form(walk, dossier)
    appraising.ask(walk, dossier, "STC", "Nghĩa vụ thuế", date(2024, 5, 16))
    page = appraising.check(walk, dossier, "Thẩm định nội dung")
    page.get_by_role("link", name="Kết luận đủ điều kiện trình").click()
    page.get_by_text("Chưa có ý kiến của cơ quan được hỏi (trả lời đến hết 16/05/2024)").wait_for()
    walk.watch.look()
    assert page.get_by_role("button", name="Kết luận đủ điều kiện trình").count() == 0
    walk.today(date(2024, 5, 20))
    appraising.silent(walk.as_("emulation_officer", "SNV"), dossier)
    told = Dossier.objects.get(pk=dossier).consultations.get()
    assert (told.answer, told.silent_on) == ("", date(2024, 5, 20))
    page = walk.as_("commune", COMMUNE).open(f"/khen-thuong/ho-so/{dossier}/")
    page.get_by_text("Đang thẩm định").first.wait_for()
    walk.watch.nothing_wrong()


def test_a_household_that_says_no_is_not_handed_in(walk: Awarding) -> None:
    found = rows.achievement(COMMUNE, of=rows.subject(COMMUNE, kind="gia_dinh", name="Hộ ông Điểu K'Bé"), office="SXD")
    rows.judged(found, "confirm", walk.who("department", "SXD"))
    walk.today(date(2024, 5, 2))
    dossier = walk.as_("commune", COMMUNE).propose(found.subject_id, "GK_XA")
    walk.answer(walk.code_for(dossier), "Không đồng ý")
    page = walk.as_("commune", COMMUNE).open(f"/khen-thuong/ho-so/{dossier}/")
    page.get_by_text("không đồng ý").first.wait_for()
    assert page.get_by_role("link", name="Nộp hồ sơ").count() == 0
    walk.watch.look()
    walk.watch.nothing_wrong()

"""The pages of reports: what is shown, what is kept on an error, who is told what."""

from datetime import date
from typing import Any

import pytest

from chungsuc.reviews.models import ReportRound, ReviewProgramme, SectionEdit, UnitReport
from chungsuc.reviews.tests.office import APPROVED, REVIEW, TEXTS, Office

WRITE = "/bao-cao/hang-nam-2023/don-vi/SXD/viet/"
READ = "/bao-cao/hang-nam-2023/don-vi/SXD/"
PROVINCE = "/bao-cao/hang-nam-2023/toan-tinh/"


@pytest.fixture(autouse=True)
def present_day(settings: Any) -> None:
    settings.TODAY = "2023-12-12"


@pytest.fixture
def writer(office: Office, client_as: Any) -> Any:
    office.opened()
    return client_as(office.province.account("department"))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_draft_is_saved_and_sent_through_the_page(writer: Any) -> None:
    answer = writer.post(WRITE, {**TEXTS, "version": "0", "viec": "luu"}, follow=True)
    assert "Đã lưu nháp." in text(answer) and UnitReport.objects.get().state == "draft"
    answer = writer.post(WRITE, {**TEXTS, **APPROVED, "version": "2", "viec": "gui"}, follow=True)
    assert "Đã gửi báo cáo." in text(answer) and UnitReport.objects.get().state == "submitted"
    assert "Chưa sửa được" in text(writer.get(WRITE))


def test_what_was_typed_comes_back_with_the_fault_at_its_field(writer: Any) -> None:
    answer = writer.post(
        WRITE, {**TEXTS, "ton-tai": "", "ket-qua": "Làm <b>3</b> km", "version": "0", "viec": "gui", **APPROVED}
    )
    page = text(answer)
    assert answer.status_code == 422 and "Chưa gửi được: mục này phải viết." in page
    assert "Làm &lt;b&gt;3&lt;/b&gt; km" in page and 'value="15/BC-SXD"' in page
    assert not UnitReport.objects.exists()


def test_who_comes_second_gets_409_keeps_the_typing_and_sees_what_is_stored(writer: Any) -> None:
    writer.post(WRITE, {**TEXTS, "version": "0", "viec": "luu"})
    answer = writer.post(WRITE, {**TEXTS, "ton-tai": "Của tôi", "version": "1", "viec": "luu"})
    page = text(answer)
    assert answer.status_code == 409 and "vừa được người khác sửa" in page
    assert "Của tôi" in page and "Nguồn lực còn ít." in page and 'name="version" value="2"' in page
    again = writer.post(WRITE, {**TEXTS, "ton-tai": "Của tôi", "version": "2", "viec": "luu"})
    assert again.status_code == 303


def test_the_office_receives_and_returns_on_the_units_page_and_the_unit_reads_why(
    office: Office, client_as: Any, writer: Any
) -> None:
    report = office.sent()
    officer = client_as(office.province.account("emulation"))
    assert "Nhận báo cáo" in text(officer.get(READ)) and "Nhận báo cáo" not in text(writer.get(READ))
    answer = officer.post(READ, {"viec": "return", "return-version": str(report.version), "return-reason": ""})
    assert answer.status_code == 422 and "Chưa ghi lý do." in text(answer)
    sent = {"viec": "return", "return-version": str(report.version), "return-reason": "Thiếu số xã"}
    assert officer.post(READ, sent).status_code == 303
    assert "Thiếu số xã" in text(writer.get(READ))
    late = officer.post(READ, {"viec": "receive", "receive-version": str(report.version)})
    assert late.status_code == 409 and "báo cáo bị trả lại" in text(late)


def test_figures_link_to_their_source_and_last_years_words_stand_beside(office: Office, writer: Any) -> None:
    page = text(writer.get(READ))
    assert "/tieu-chi/xa_ntm_2021_2025/9/?ngay=31/12/2023" in page and "năm trước chưa chốt số này" in page
    assert "chưa chốt, tính đến 31/12/2023" in page


def test_the_round_names_the_late_and_filters_by_the_address(office: Office, client_as: Any, settings: Any) -> None:
    office.received()
    settings.TODAY = "2023-12-20"
    officer = client_as(office.province.account("emulation"))
    page = text(officer.get("/bao-cao/hang-nam-2023/"))
    assert "30 đơn vị quá hạn chưa gửi" in page.replace("<b>", "").replace("</b>", "") and "Huyện Đắk Mil" in page
    assert "Huyện Đắk Mil" not in text(officer.get("/bao-cao/hang-nam-2023/?loc=cho-nhan")).split('class="table')[-1]


def test_a_district_sees_its_own_report_only(office: Office, client_as: Any) -> None:
    office.opened()
    district = client_as(office.province.account("district"))
    page = text(district.get("/bao-cao/hang-nam-2023/"))
    assert "Huyện Đắk R" in page and "Sở Xây dựng" not in page and "Huyện Đắk Mil" not in page
    for address in (READ, PROVINCE, "/bao-cao/hang-nam-2023/don-vi/dn-663/", "/bao-cao/hang-nam-2023/toan-tinh.docx"):
        assert district.get(address).status_code == 404, address


def test_a_section_is_edited_by_names_of_figures_and_a_slip_is_told(office: Office, client_as: Any) -> None:
    office.received()
    officer, here = client_as(office.province.account("emulation")), f"{PROVINCE}muc/ket-qua/"
    page = text(officer.get(here))
    assert "[[Xã đạt chuẩn nông thôn mới]]" in page and "target.xa_ntm" not in page
    answer = officer.post(here, {"seq": "0", "text": "Có [[Xã đẹp]]."})
    assert answer.status_code == 422 and "Không có số liệu tên [[Xã đẹp]]" in text(answer)
    answer = officer.post(here, {"seq": "0", "text": "Có 40 xã."})
    assert answer.status_code == 422 and "Các số liệu sẽ bị bỏ khỏi mục" in text(answer) and "Có 40 xã." in text(answer)
    assert officer.post(here, {"seq": "0", "text": "Có nhiều xã.", "drop": "on"}).status_code == 303
    answer = officer.post(here, {"seq": "0", "text": "Lần hai", "drop": "on"})
    assert answer.status_code == 409 and "Có nhiều xã." in text(answer) and "Lần hai" in text(answer)
    assert SectionEdit.objects.get().text == "Có nhiều xã."


def test_the_leader_approves_and_the_office_sends_through_the_page(
    office: Office, client_as: Any, settings: Any
) -> None:
    office.received()
    office.frozen()
    settings.TODAY = "2024-01-05"
    leader, officer = (client_as(office.province.account(name)) for name in ("leader", "emulation"))
    version = str(ReportRound.objects.get().version)
    said = {"viec": "approve", "approve-version": version, "approve-approver": "Trần Văn B"}
    assert leader.post(PROVINCE, said).status_code == 303
    assert leader.post(PROVINCE, said).status_code == 409
    sent = {"viec": "send", "send-version": str(ReportRound.objects.get().version), "send-paper": "01/BC-UBND"}
    assert officer.post(PROVINCE, sent).status_code == 422
    assert officer.post(PROVINCE, {**sent, "send-addressees": "Ủy ban nhân dân tỉnh"}).status_code == 303
    assert "chưa báo đã nhận" in text(officer.get(PROVINCE))
    assert officer.get("/bao-cao/hang-nam-2023/ban/1.docx").status_code == 200


ITEMS = {"items-INITIAL_FORMS": "0", "items-MIN_NUM_FORMS": "0", "items-MAX_NUM_FORMS": "60"}


def test_the_conference_says_whether_there_is_money_for_it_to_whoever_reads_the_budget(
    office: Office, client_as: Any, django_assert_max_num_queries: Any
) -> None:
    from chungsuc.budget.tests import rows

    office.opened(REVIEW)
    here = f"/bao-cao/{REVIEW}/hoi-nghi/"
    officer = client_as(office.province.account("emulation"))
    assert "Chưa có nguồn kinh phí được duyệt cho sơ kết, tổng kết năm 2023" in text(officer.get(here))
    assert "nguồn kinh phí" not in text(client_as(office.province.account("department")).get(here))
    rows.allocated(rows.approved(year=2023, day=date(2023, 3, 1)), 7_000_000, on=date(2023, 3, 1))
    with django_assert_max_num_queries(16):
        page = text(officer.get(here))
    assert "<b>18.075.000</b> đồng" in page and "7.000.000 đồng" in page


def test_the_programme_is_written_by_rows_and_the_invitation_is_made_of_it(
    office: Office, client_as: Any, settings: Any
) -> None:
    office.opened(REVIEW)
    officer = client_as(office.province.account("emulation"))
    here = f"/bao-cao/{REVIEW}/hoi-nghi/"
    rows = {"items-TOTAL_FORMS": "2", "items-0-starts_at": "8:00", "items-0-what": "Khai mạc", "items-0-who": "Sở Nội vụ",
            "items-1-what": "Báo cáo", **ITEMS}  # fmt: skip
    head = {
        "version": "0",
        "held_on": "20/12/2023",
        "starts_at": "8:00",
        "place": "Hội trường",
        "chair": "Chủ tịch",
        "guests": "UBND các huyện",
    }
    more = officer.post(f"{here}sua/", {**head, **rows, "viec": "them"})
    assert more.status_code == 200 and text(more).count("<fieldset") == 6 and 'value="Khai mạc"' in text(more)
    wrong = officer.post(f"{here}sua/", {**head, **rows, "held_on": "32/12", "viec": "ghi"})
    assert wrong.status_code == 422 and 'value="Khai mạc"' in text(wrong)
    assert officer.post(f"{here}sua/", {**head, **rows, "viec": "ghi"}).status_code == 303
    assert officer.post(f"{here}sua/", {**head, **rows, "viec": "ghi"}).status_code == 409
    programme = ReviewProgramme.objects.get()
    assert (programme.award_round, list(programme.items.values_list("what", flat=True))) == (
        "so-ket-2023",
        ["Khai mạc", "Báo cáo"],
    )
    made = officer.post(here, {"viec": "giay-moi"})
    page = text(officer.get(made["Location"]))
    assert "Khai mạc" in page and "UBND các huyện" in page and "GIẤY MỜI" in page


def test_people_find_what_waits_for_them(office: Office, client_as: Any, settings: Any) -> None:
    office.opened()
    page = text(client_as(office.province.account("department")).get("/viec-cua-toi/"))
    assert "Báo cáo năm 2023: viết và gửi" in page
    office.sent()
    page = text(client_as(office.province.account("emulation")).get("/viec-cua-toi/"))
    assert "Sở Xây dựng: nhận hoặc trả lại báo cáo năm 2023" in page
    settings.TODAY = "2024-01-05"
    assert "Báo cáo năm 2023: chốt số liệu" in text(
        client_as(office.province.account("emulation")).get("/viec-cua-toi/")
    )

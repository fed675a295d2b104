"""What the pages of plans, tasks and sponsorships show, what they must not, and that nothing typed is lost."""

from datetime import date
from typing import Any

import pytest

from chungsuc.accounts.models import User
from chungsuc.pledges import actions
from chungsuc.pledges.models import Edition, Sponsorship, Task, Terms, UnitPlan

from . import pledging
from .pledging import COMMUNE, DAY, HELPER, TASKS

pytestmark = pytest.mark.usefixtures("bare_province")


@pytest.fixture(autouse=True)
def the_day(settings: Any) -> None:
    settings.TODAY = DAY.isoformat()


@pytest.fixture
def as_unit(client_as: Any) -> Any:
    """`as_unit("SXD")`: a client in which that unit's person is signed in."""

    def client(code: str) -> Any:
        pledging.person(code)
        return client_as(User.objects.get(username=f"nguoi-{code.lower()}"))

    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def typed_task(number: int = 1, **more: str) -> dict[str, str]:
    row = {
        "what": "Làm đường thôn 3", "place_unit": "Xã Đắk Gằn", "place": "thôn 3", "result": "2,5 km đường bê tông",
        "due": "30/9/2024", "responsible": "Phòng Hạ tầng", "money": "1.500.000.000", "serves": "both", **more,
    }  # fmt: skip
    return {f"d{number}-{name}": value for name, value in row.items()}


def test_a_plan_is_begun_written_section_by_section_and_submitted(as_unit: Any) -> None:
    client = as_unit(HELPER)
    unit = pledging.unit(HELPER)
    answer = client.post("/ke-hoach-don-vi/moi/", {"unit": unit.pk, "year": "2024"})
    plan = UnitPlan.objects.get()
    assert answer.status_code == 303 and answer["Location"] == f"/ke-hoach-don-vi/{plan.pk}/"
    page = text(client.get(answer["Location"]))
    assert "Chưa đăng ký chỉ tiêu nào." in page and "Chưa trình duyệt được" in page
    target = {"d1-name": "Số buổi tuyên truyền", "d1-amount": "12", "d1-unit": "buổi", "d1-due": "31/12/2024"}
    sent = {"version": "1", "so-dong": "1", "viec": "luu-tiep", **target}
    answer = client.post(f"/ke-hoach-don-vi/{plan.pk}/soan/chi-tieu/", sent)
    assert answer["Location"] == f"/ke-hoach-don-vi/{plan.pk}/soan/nhiem-vu/"
    answer = client.post(
        f"/ke-hoach-don-vi/{plan.pk}/soan/nhiem-vu/", {"version": "2", "so-dong": "1", "viec": "luu", **typed_task()}
    )
    assert answer.status_code == 303
    edition = Edition.objects.get()
    assert edition.content["tasks"] == [
        {"line": "2", "what": "Làm đường thôn 3", "place_unit": COMMUNE, "place": "thôn 3", "result": "2,5 km đường bê tông",
         "due": "2024-09-30", "responsible": "Phòng Hạ tầng", "money": "1500000000", "serves": "both"}
    ]  # fmt: skip
    page = text(client.get(f"/ke-hoach-don-vi/{plan.pk}/"))
    assert "Xã Đắk Gằn" in page and "1.500.000.000 đồng" in page and "Còn thiếu để trình duyệt" not in page
    answer = client.post(f"/ke-hoach-don-vi/{plan.pk}/", {"viec": "submit", "submit-version": edition.version})
    assert answer.status_code == 303 and Edition.objects.get().state == "submitted"


def test_a_task_without_an_address_comes_back_filled_with_the_article(as_unit: Any) -> None:
    edition = pledging.started()
    sent = {"version": "1", "so-dong": "1", "viec": "luu", **typed_task(place_unit="", money="abc")}
    answer = as_unit(HELPER).post(f"/ke-hoach-don-vi/{edition.plan_id}/soan/nhiem-vu/", sent)
    assert answer.status_code == 422
    page = text(answer)
    assert "mục IV điểm a" in page and "có địa chỉ và kết quả cụ thể" in page
    assert "Làm đường thôn 3" in page and 'value="abc"' in page and "2,5 km đường bê tông" in page
    assert Edition.objects.get().content == {}


def test_rows_are_added_and_left_out_without_saving_and_keep_what_was_typed(as_unit: Any) -> None:
    edition = pledging.started()
    here = f"/ke-hoach-don-vi/{edition.plan_id}/soan/nhiem-vu/"
    client = as_unit(HELPER)
    page = text(client.post(here, {"version": "1", "so-dong": "1", "viec": "them", **typed_task()}))
    assert 'name="so-dong" value="2"' in page and "Làm đường thôn 3" in page and 'id="dong-2"' in page
    two = {**typed_task(1), **typed_task(2, what="Việc thứ hai")}
    page = text(client.post(here, {"version": "1", "so-dong": "2", "viec": "bo-1", **two}))
    assert 'name="so-dong" value="1"' in page and "Việc thứ hai" in page and "Làm đường thôn 3" not in page
    assert Edition.objects.get().content == {} and Edition.objects.get().version == 1


def test_who_comes_second_is_told_and_keeps_what_was_typed(as_unit: Any) -> None:
    edition = pledging.started()
    pledging.write(edition, "tasks", TASKS)
    sent = {"version": "1", "so-dong": "1", "viec": "luu", **typed_task()}
    answer = as_unit(HELPER).post(f"/ke-hoach-don-vi/{edition.plan_id}/soan/nhiem-vu/", sent)
    assert answer.status_code == 409
    assert "Kế hoạch vừa thay đổi" in text(answer) and "Làm đường thôn 3" in text(answer)
    assert len(Edition.objects.get().content["tasks"]) == 2


def test_an_amount_shown_again_is_read_as_the_same(as_unit: Any) -> None:
    edition = pledging.started()
    rows = [{**TASKS[0], "money": "1234"}, {**TASKS[1], "money": "1500000000"}]
    edition = pledging.write(edition, "tasks", rows)
    page = text(as_unit(HELPER).get(f"/ke-hoach-don-vi/{edition.plan_id}/soan/nhiem-vu/"))
    assert 'value="1234"' in page and 'value="1.500.000.000"' in page


def test_the_approver_returns_a_plan_and_the_unit_reads_why(as_unit: Any) -> None:
    edition = pledging.submitted()
    here = f"/ke-hoach-don-vi/{edition.plan_id}/"
    officer = as_unit("SNV")
    assert "Duyệt" in text(officer.get(here)) and "Soạn kế hoạch" not in text(officer.get(here))
    bare = {"viec": "return", "return-version": edition.version, "return-reason": " "}
    assert officer.post(here, bare).status_code == 422
    answer = officer.post(here, {**bare, "return-reason": "Ghi rõ số hộ"})
    assert answer.status_code == 303
    page = text(as_unit(HELPER).get(here))
    assert "Bị trả lại ngày 10/01/2024" in page and "Ghi rõ số hộ" in page and "Soạn kế hoạch" in page


def test_what_another_unit_may_not_do_is_not_offered(as_unit: Any) -> None:
    edition = pledging.submitted()
    here = f"/ke-hoach-don-vi/{edition.plan_id}/"
    other = as_unit("SYT")
    assert "Việc của đồng chí" not in text(other.get(here))
    assert other.post(here, {"viec": "take_back", "take_back-version": edition.version}).status_code == 404
    assert other.get(f"{here}soan/nhiem-vu/").status_code == 403


def test_editions_stand_side_by_side_with_what_was_changed(as_unit: Any) -> None:
    edition = pledging.approved()
    made = actions.amend(edition.plan, reason="Thêm kinh phí", person=pledging.person(HELPER), today=DAY)
    rows = [{**made.content["tasks"][0], "result": "02 đồ án được phê duyệt"}, {**TASKS[1], "what": "Nhiệm vụ mới"}]
    pledging.write(made, "tasks", rows)
    page = text(as_unit(HELPER).get(f"/ke-hoach-don-vi/{edition.plan_id}/cac-ban/"))
    assert "Dòng sửa" in page and "Dòng thêm" in page and "Dòng bỏ" in page
    assert "01 đồ án được phê duyệt" in page and "<b>02 đồ án được phê duyệt</b>" in page and "Thêm kinh phí" in page


def test_a_task_is_reported_done_on_its_page(as_unit: Any) -> None:
    pledging.approved()
    task = Task.objects.order_by("pk")[0]
    here, client = f"/ke-hoach-don-vi/nhiem-vu/{task.pk}/", as_unit(HELPER)
    sent = {
        "viec": "hoan-thanh",
        "hoan-thanh-version": "0",
        "hoan-thanh-on": "10/1/2024",
        "hoan-thanh-text": "Đã xong 01 đồ án",
    }
    answer = client.post(here, sent)
    assert answer.status_code == 303, text(answer)
    page = text(client.get(here))
    assert "Đã hoàn thành" in page and "Đã xong 01 đồ án" in page
    assert client.post(here, sent).status_code == 404  # no longer offered


def test_a_task_that_serves_both_stands_in_both_lists_once(as_unit: Any) -> None:
    pledging.approved()
    client = as_unit("MTTQ")
    campaign = text(client.get("/ke-hoach-don-vi/nhiem-vu/?phuc_vu=cuoc-van-dong"))
    assert "Vận động xây nhà đại đoàn kết" in campaign and "Hướng dẫn lập quy hoạch" not in campaign
    movement = text(client.get("/ke-hoach-don-vi/nhiem-vu/?phuc_vu=phong-trao"))
    assert movement.count(">Vận động xây nhà đại đoàn kết") == 1 and "Hướng dẫn lập quy hoạch" in movement
    assert Terms.objects.filter(what__startswith="Vận động").count() == 1


def test_the_commune_contests_a_visit_with_a_reason_on_its_page(as_unit: Any) -> None:
    found = pledging.helps()
    hand = {"person": pledging.person(HELPER), "today": DAY}
    visit = actions.visit(found, on=date(2024, 1, 5), people="Lãnh đạo Sở", content="Kiểm tra đường", **hand)
    here, commune = f"/giup-do/{found.pk}/", as_unit(COMMUNE)
    assert "Xác nhận" in text(commune.get(here))
    sent = {"viec": "khong", "told": f"lan-{visit.pk}", "version": "0", "reason": ""}
    assert commune.post(here, sent).status_code == 422
    assert commune.post(here, {**sent, "reason": "Hôm ấy không có đoàn nào"}).status_code == 303
    page = text(as_unit(HELPER).get(here))
    assert "xã không xác nhận" in page and "Hôm ấy không có đoàn nào" in page
    assert as_unit(HELPER).post(here, {**sent, "reason": "x"}).status_code == 404


def test_a_decision_of_assignment_is_recorded_by_name(as_unit: Any) -> None:
    sent = {"helper": "Sở Xây dựng", "commune": "xa dak gan", "decision": "05/QĐ-BCĐ", "decision_on": "2/1/2024",
            "since": "5/1/2024"}  # fmt: skip
    answer = as_unit("VPDP").post("/giup-do/moi/", sent)
    assert answer.status_code == 303, text(answer)
    made = Sponsorship.objects.get()
    assert (made.helper.code, made.commune.code, made.since) == (HELPER, COMMUNE, date(2024, 1, 5))
    assert as_unit(HELPER).get("/giup-do/moi/").status_code == 403

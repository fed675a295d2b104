"""The pages of locks: the office sets, opens, lifts; a unit reads why and asks."""

from typing import Any

import pytest
from django.urls import reverse

from chungsuc.locks.models import Lock, Opening, OpeningRequest
from tests.province import Province

from .setting import put

TYPED = {"what": "values", "unit": "ld-24751", "year": "2024", "reason": "Hết hạn", "how_to_ask": "Gửi ở đây"}


@pytest.fixture(autouse=True)
def august(settings: Any) -> None:
    settings.TODAY = "2025-08-01"


@pytest.fixture
def office(bare_province: Province, client_as: Any) -> Any:
    return client_as(bare_province.account("coordinator"))


@pytest.fixture
def commune(bare_province: Province, client_as: Any) -> Any:
    return client_as(bare_province.account("commune"))


def test_the_office_locks_and_the_list_and_the_page_say_so(office: Any) -> None:
    answer = office.post(reverse("lock_new"), TYPED, follow=True)
    text = answer.content.decode()
    for words in ("Số liệu tiêu chí năm 2024", "đang khóa", "Hết hạn", "Gửi ở đây", "Người coordinator"):
        assert words in text
    listed = office.get(reverse("locks")).content.decode()
    assert "<b>1</b> khóa đang có hiệu lực" in listed and "KS-" in listed


def test_a_lock_to_come_is_no_lock_yet(office: Any) -> None:
    office.post(reverse("lock_new"), {**TYPED, "since_day": "31/12/2025", "since_hour": "17:00"})
    assert "sẽ khóa" in office.get(reverse("locks")).content.decode()
    assert f"{Lock.objects.get().since.astimezone():%H}"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"reason": ""}, "Chưa ghi lý do"),
        ({"how_to_ask": ""}, "Chưa ghi cách đề nghị mở"),
        ({"year": "hai"}, "bốn chữ số"),
        ({"part": "tiêu chí 1"}, "Hãy ghi số tiêu chí"),
        ({"since_day": "01/07/2025"}, "Ngày này đã qua"),
        ({"since_hour": "17:00"}, "chưa ghi ngày"),
        ({"what": "case", "part": "17"}, "Chỉ khóa theo tiêu chí"),
        ({"since_day": "31/12/2025", "since_hour": "mai"}, "dạng 17:00"),
    ],
)
def test_a_form_with_a_fault_says_it_and_locks_nothing(office: Any, typed: dict[str, str], words: str) -> None:
    answer = office.post(reverse("lock_new"), {**TYPED, **typed})
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Lock.objects.exists()


def test_a_commune_asks_and_the_office_opens_for_a_time(office: Any, commune: Any) -> None:
    lock = put("dn-24751", "values", 2024)
    page = reverse("lock", args=[lock.pk])
    assert "Gửi đề nghị" in commune.get(page).content.decode()
    assert "Gỡ khóa" not in commune.get(page).content.decode()
    asked = {"viec": "xin", "xin-unit": "ld-24751", "xin-reason": "Sót trạm y tế", "xin-wanted_until": "10/08/2025"}
    assert commune.post(page, asked).status_code == 303
    again = commune.post(page, asked)
    assert again.status_code == 422 and "đang chờ trả lời" in again.content.decode()
    request = OpeningRequest.objects.get()
    shown = office.get(page).content.decode()
    assert "Sót trạm y tế" in shown and 'value="10/08/2025"' in shown
    opened = {
        "viec": "mo", "mo-request": str(request.pk), "mo-until_day": "10/08/2025", "mo-approver": "Chánh Văn phòng",
        "mo-paper": "Công văn 12", "mo-reason": "Bổ sung",
    }  # fmt: skip
    assert office.post(page, opened).status_code == 303
    stale = office.post(page, {"viec": "tu-choi", "tu-choi-request": str(request.pk), "tu-choi-answer": "Không"})
    assert stale.status_code == 422 and "vừa được người khác trả lời" in stale.content.decode()
    text = commune.get(page).content.decode()
    assert "đang mở" in text and "Chánh Văn phòng" in text and "đã đồng ý" in text
    opening = Opening.objects.get()
    assert opening.unit.code == "ld-24751"
    ended = {"viec": "ket-thuc", "ket-thuc-opening": str(opening.pk), "ket-thuc-reason": "Đã xong"}
    assert office.post(page, ended).status_code == 303
    assert office.post(page, {"viec": "go", "go-reason": "Sang năm mới"}).status_code == 303
    text = commune.get(page).content.decode()
    assert "đã gỡ" in text and "Lý do đề nghị mở" not in text


def test_a_refused_request_shows_its_reason_to_the_unit(office: Any, commune: Any) -> None:
    lock = put("ld-24751", "values", 2024)
    page = reverse("lock", args=[lock.pk])
    commune.post(page, {"viec": "xin", "xin-unit": "ld-24751", "xin-reason": "Sót"})
    asked = OpeningRequest.objects.get()
    bad = office.post(page, {"viec": "tu-choi", "tu-choi-request": str(asked.pk), "tu-choi-answer": ""})
    assert bad.status_code == 422
    office.post(page, {"viec": "tu-choi", "tu-choi-request": str(asked.pk), "tu-choi-answer": "Đã công bố"})
    assert "Đã công bố" in commune.get(page).content.decode()


def test_a_commune_neither_manages_nor_asks_for_its_neighbour(commune: Any) -> None:
    mine, theirs, everyone = put("ld-24751"), put("ld-24616"), put(None)
    assert commune.get(reverse("lock", args=[theirs.pk])).status_code == 404
    for lock, act in ((mine, "go"), (mine, "mo"), (everyone, "tu-choi"), (theirs, "xin")):
        assert commune.post(reverse("lock", args=[lock.pk]), {"viec": act}).status_code == 404
    asked = {"viec": "xin", "xin-unit": "ld-24616", "xin-reason": "Cho xã bên"}
    assert commune.post(reverse("lock", args=[everyone.pk]), asked).status_code == 422
    assert not OpeningRequest.objects.exists()
    assert Lock.objects.filter(lifted_at=None).count() == 3


def test_requests_of_others_are_not_shown_to_a_commune(commune: Any, bare_province: Province, client_as: Any) -> None:
    lock = put(None)
    page = reverse("lock", args=[lock.pk])
    other = client_as(bare_province.account("other_commune"))
    other.post(page, {"viec": "xin", "xin-unit": "ld-24616", "xin-reason": "Việc riêng xã bên"})
    assert "Việc riêng xã bên" in other.get(page).content.decode()
    assert "Việc riêng xã bên" not in commune.get(page).content.decode()
    assert "<b>1</b> đề nghị" not in commune.get(reverse("locks")).content.decode()

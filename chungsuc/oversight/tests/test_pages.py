"""Surveys through the pages: the Fatherland Front's way from list to result, and a household's ballot."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.oversight import actions
from chungsuc.oversight.models import PaperEntry, Survey, SurveyHousehold
from tests.province import Province

from .surveys import FRONT, LATER, answered, ballots, begun, hamlet, survey

HAMLETS = "Thôn 1; 12\n\nBon Đắk; 3\n"
NEW = {"unit": "dn-24751", "level": "xa_ntm", "year": "2023", "mode": "all", "hamlets": HAMLETS}


@pytest.fixture(autouse=True)
def october(settings: Any) -> None:
    settings.TODAY = "2023-10-05"


@pytest.fixture
def front(bare_province: Province, client_as: Callable[[Any], Any]) -> Any:
    return client_as(bare_province.account("front"))


def test_a_survey_goes_from_its_list_to_its_published_result(front: Any) -> None:
    made = front.post(reverse("survey_new"), NEW)
    found = Survey.objects.get()
    page = reverse("survey", args=[found.pk])
    assert (made.status_code, made["Location"]) == (303, page)
    assert [(h.name, h.households) for h in found.hamlets.all()] == [("Thôn 1", 12), ("Bon Đắk", 3)]
    text = front.get(page).content.decode()
    assert "đang chuẩn bị" in text
    rule, folded = text.index("từ 70 % số hộ được hỏi</dd>"), text.index("<summary>Căn cứ của thời hạn")
    assert rule < folded < text.index("baoninhthuan") and text.count("baoninhthuan") == 1
    assert "Chưa kết thúc lấy ý kiến được" in text
    front.post(page, {"viec": "bat-dau", "bat-dau-on": "05/10/2023"})
    slips = front.post(reverse("survey_codes", args=[found.pk, hamlet(found).pk]), {"xac-nhan": "cap"}).content.decode()
    codes = re.findall(r'<b class="code">([A-Z0-9-]+)</b>', slips)
    assert len(set(codes)) == 12
    household = Client()
    given = {f"xa-{code}": answer for code, answer in ballots(found)["xa"].items()}
    for code in codes:
        assert (
            "Mã biên nhận"
            in household.post(reverse("ballot", args=[found.address]), {"code": code, **given}).content.decode()
        )
    front.post(page, {"viec": "ket-thuc", "ket-thuc-on": "20/10/2023"})
    front.post(page, {"viec": "cong-bo", "cong-bo-on": "21/10/2023", "cong-bo-paper": "Báo cáo 25/BC-MTTQ"})
    text = front.get(page).content.decode()
    assert "đã công bố kết quả" in text.lower()
    assert "Báo cáo 25/BC-MTTQ" in text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"unit": "Xã Không Có"}, "không có đơn vị nào"),
        ({"unit": ""}, "Chưa ghi đơn vị"),
        ({"level": ""}, "Chưa chọn mức"),
        ({"year": "hai"}, "Năm gồm bốn chữ số"),
        ({"mode": ""}, "Hãy chọn hỏi mọi hộ"),
        ({"hamlets": "Thôn 1; nhiều"}, "Dòng 1"),
        ({"hamlets": ""}, "Chưa ghi thôn nào"),
        ({"hamlets": "Thôn 1; 5\nThôn 1; 6"}, "tên trùng nhau"),
        ({"level": "huyen_ntm"}, "không thuộc cấp"),
    ],
)
def test_what_is_wrong_with_a_new_survey_stands_at_its_place_and_typing_stays(
    front: Any, changed: dict[str, str], sentence: str
) -> None:
    answer = front.post(reverse("survey_new"), NEW | changed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert (changed.get("hamlets") or "Bon Đắk; 3") in text.replace("\r", "") or changed.get("hamlets") == ""
    assert not Survey.objects.exists()


def test_a_ballot_with_an_unknown_code_keeps_what_was_chosen(front: Any) -> None:
    made = begun()
    given = {f"xa-{code}": "no" for code in ballots(made)["xa"]}
    answer = Client().post(reverse("ballot", args=[made.address]), {"code": "ACDEF-34679", **given})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Mã phiếu không đúng" in text
    assert text.count("checked") == len(given)
    assert not SurveyHousehold.objects.filter(turned_out=True).exists()


def test_an_unanswered_question_is_told_at_the_question(front: Any) -> None:
    made = begun()
    text = Client().post(reverse("ballot", args=[made.address]), {"code": "ACDEF-34679"}).content.decode()
    assert text.count("Chưa trả lời. Hãy chọn một ý.") >= len(ballots(made)["xa"])


def test_a_ballot_has_no_address_before_the_survey_begins(front: Any) -> None:
    made = survey()
    assert Client().get(reverse("ballot", args=[made.address])).status_code == 404
    assert Client().get(reverse("ballot", args=["khong-co"])).status_code == 404


def test_a_receipt_is_checked_on_the_page_of_an_ended_survey(front: Any) -> None:
    made = begun()
    [receipt] = answered(made, 1)
    actions.close(made, on=LATER, by=FRONT)
    page = reverse("ballot", args=[made.address])
    assert "nằm trong hòm" in Client().post(page, {"bien-nhan": receipt}).content.decode()
    assert "Không có phiếu nào" in Client().post(page, {"bien-nhan": "AAAA-AAAA-AAAA"}).content.decode()


def test_paper_ballots_are_typed_twice_and_put_into_the_box(
    bare_province: Province, front: Any, client_as: Callable[[Any], Any]
) -> None:
    made = begun()
    place = [made.pk, hamlet(made).pk]
    front.post(reverse("survey_hamlet", args=place), {"numbers": "1-2, 5"})
    assert SurveyHousehold.objects.filter(channel="paper").count() == 3
    letters = "h" * len(ballots(made)["xa"])
    sheets = {"so-1": "1", "y-1": letters, "so-2": "2", "y-2": f"{letters[1:]} c"}
    assert front.post(reverse("survey_sheets", args=[*place, "xa", 1]), sheets).status_code == 303
    again = front.post(reverse("survey_sheets", args=[*place, "xa", 2]), sheets)
    assert "không được nhập lượt hai" in again.content.decode()
    second = _another_of_the_front(client_as)
    assert second.post(reverse("survey_sheets", args=[*place, "xa", 2]), sheets).status_code == 303
    front.post(reverse("survey_count", args=[*place, "xa"]))
    assert not PaperEntry.objects.exists()
    assert "0" in front.get(reverse("survey_hamlet", args=place)).content.decode()


def _another_of_the_front(client_as: Callable[[Any], Any]) -> Any:
    from datetime import date

    from chungsuc.accounts.models import User
    from chungsuc.organisations.actions import give_post
    from chungsuc.organisations.models import Unit

    user = User.objects.create(username="mattran2", full_name="Người thứ hai")
    unit = Unit.objects.get(code="MTTQ")
    give_post(account=user, role="fatherland_front", unit=unit, since=date(2021, 1, 1), by="bài thử")
    return client_as(user)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Chưa nhập phiếu nào"),
        ({"so-1": "1", "y-1": "hh"}, "Cần đúng"),
        ({"so-1": "", "y-1": "hhhhhhhhhhh"}, "Chưa có số phiếu"),
        ({"so-1": "1", "y-1": "h" * 11, "so-2": "1", "y-2": "h" * 11}, "ghi hai lần"),
        ({"so-1": "999999", "y-1": "h" * 11}, "không đúng"),
    ],
)
def test_a_wrong_line_of_paper_ballots_writes_nothing(front: Any, typed: dict[str, str], sentence: str) -> None:
    made = begun()
    answer = front.post(reverse("survey_sheets", args=[made.pk, hamlet(made).pk, "xa", 1]), typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not PaperEntry.objects.exists()


@pytest.mark.parametrize("typed", ["x", "5-1", "1-2-3", ""])
def test_wrong_numbers_of_households_are_told(front: Any, typed: str) -> None:
    made = begun()
    answer = front.post(reverse("survey_hamlet", args=[made.pk, hamlet(made).pk]), {"numbers": typed})
    assert answer.status_code == 422
    assert not SurveyHousehold.objects.filter(turned_out=True).exists()


def test_whoever_is_surveyed_reads_but_finds_no_act(
    bare_province: Province, client_as: Callable[[Any], Any], settings: Any
) -> None:
    settings.TODAY = "2026-03-02"
    made = begun()
    commune = client_as(bare_province.account("commune"))
    page = reverse("survey", args=[made.pk])
    text = commune.get(page).content.decode()
    assert "Hộ tham gia theo thôn" in text
    assert '<form method="post"' not in text.replace("/dang-xuat/", "")
    assert commune.post(page, {"viec": "ket-thuc", "ket-thuc-on": "20/10/2023"}).status_code == 403
    assert Survey.objects.get().state == "open"

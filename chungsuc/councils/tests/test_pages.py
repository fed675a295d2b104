"""The pages of a session: what is shown, to whom, what is refused and with which words."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.councils import actions
from chungsuc.councils.models import Attendance, Box, Council, Interest, Member, Result, Session, Turnout
from chungsuc.councils.tests.hall import HELD, Hall, item, person
from chungsuc.organisations.models import Unit


@pytest.fixture(autouse=True)
def present_day(settings: Any) -> None:
    settings.TODAY = "2024-03-08"


@pytest.fixture
def office(hall: Hall, client_as: Any) -> Any:
    return client_as(person("van-phong", "ntm_coordinator", "VPDP"))


def page(session: Session, name: str = "council_session") -> str:
    return reverse(name, args=[session.pk])


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_office_walks_a_session_from_the_council_to_the_signed_minutes(
    hall: Hall, office: Any, client_as: Any, settings: Any
) -> None:
    settings.TODAY = "2024-03-01"
    chosen = f"{reverse('council_convene')}?hoi-dong=tham-dinh&viec=other"
    answer = office.post(chosen, {"items": "Quy chế làm việc", "held_on": "08/03/2024", "place": "Phòng họp số 1"})
    session = Session.objects.get()
    assert answer["Location"] == page(session)
    here = page(session)
    office.post(here, {"viec": "tai-lieu", "tai-lieu-title": "Dự thảo quy chế", "tai-lieu-number": "Số 5"})
    assert office.post(here, {"viec": "gui", "trang-thai": "convened"}).status_code == 303
    settings.TODAY = "2024-03-08"
    told = text(office.get(here))
    assert "Chưa khai mạc được" in told and "Chưa điểm danh 5 thành viên" in told
    marks = {f"tv-{member.pk}": "present" for member in hall.members}
    assert office.post(page(session, "council_attendance"), marks).status_code == 303
    assert office.post(here, {"viec": "khai-mac"}).status_code == 303
    assert "Chưa có quy định «Tỷ lệ đồng ý đối với nội dung khác" in text(office.get(here))
    rules = page(session, "council_rules")
    for key in ("share:council_other", "rule:council_other_of"):
        prefix = _prefix(office.get(rules).content.decode(), key)
        value = "75" if key.startswith("share") else "present"
        fixed = {"value": value, "decided_by": "Thành viên 1", "paper": "TB 5", "reason": "Quy chế chưa nói."}
        answer = office.post(rules, {"viec": key, **{f"{prefix}-{name}": said for name, said in fixed.items()}})
        assert answer.status_code == 303, text(answer)
    assert office.post(here, {"viec": "mo-phieu"}).status_code == 303
    for number in range(1, 6):
        _vote(client_as(hall.account(number)), session)
    assert office.post(here, {"viec": "dong-phieu"}).status_code == 303
    assert Result.objects.get().outcome == "met"
    minutes = page(session, "council_minutes")
    assert client_as(hall.account(1)).post(minutes, {"viec": "chair"}).status_code == 303
    assert office.post(minutes, {"viec": "secretary"}).status_code == 303
    assert Session.objects.get().state == "signed"
    told = text(office.get(minutes))
    assert "Dự họp 5 trên 5 thành viên" in told and "Người van-phong" in told


def _prefix(html: str, key: str) -> str:
    form = html[html.index(f'name="viec" value="{key}"') :]
    return re.search(r'name="(qd\d+)-value"', form)[1]  # type: ignore[index]


def _vote(client: Any, session: Session, choice: str = "yes") -> list[str]:
    """A whole ballot through the pages; the codes of the receipt."""
    here = page(session, "council_vote")
    assert client.get(here).status_code == 200
    ballot = {f"nd-{one.pk}": choice for one in session.items.all()}
    look = client.post(here, {"viec": "xem-lai", "trang-thai": "voting", **ballot})
    assert look.status_code == 200 and "Bỏ rồi thì không sửa" in text(look)
    answer = client.post(here, {"viec": "bo-phieu", "trang-thai": "voting", **ballot})
    assert answer.status_code == 200, text(answer)
    return re.findall(r"<b class=\"code nowrap\">([0-9A-Z-]{11})</b>", answer.content.decode())


def test_a_member_votes_gets_a_code_and_finds_it_in_the_list(hall: Hall, client_as: Any) -> None:
    session = hall.voting()
    client = client_as(hall.account(1))
    codes = _vote(client, session)
    assert len(codes) == 1
    assert f'href="{page(session, "council_session")}">Về phiên họp' in text(client.get(page(session, "council_vote")))
    for number in range(2, 6):
        hall.vote(session, number)
    actions.close_voting(session, on=HELD, by="x")
    here = page(session, "council_ballots")
    told = text(client.post(here, {"ma": codes[0].lower()}))
    assert f"Phiếu <b>{codes[0]}</b>" in told and "Phiếu này đã được đếm" in told
    assert "đếm lại khớp" in told
    assert "Không có phiếu mã AAAAA-AAAAA" in text(client.post(here, {"ma": "aaaaa-aaaaa"}))


def test_a_result_says_once_what_was_decided_and_then_how_it_was_counted(hall: Hall, office: Any) -> None:
    session = hall.closed(choices="yes yes yes yes no")
    told = text(office.get(page(session, "council_result")))
    assert "Không được thông qua</span>: 4 trên 5 đồng ý (80 %)" in told
    assert "<b>Tỷ lệ đồng ý.</b> 4 trên 5 đồng ý (80 %), cần ít nhất 90 %" in told
    assert "<b>Số thành viên tính tỷ lệ.</b> 5 thành viên dự họp" in told
    assert told.count("Không được thông qua") == 1 and "Chưa đạt" not in told
    assert "Không được thông qua</span>: 4/5 đồng ý" in text(office.get(page(session, "council_minutes")))
    assert "Không được thông qua" in text(office.get(page(session)))


def test_a_code_is_looked_for_without_standing_in_an_address(hall: Hall, client_as: Any) -> None:
    """Whoever keeps a log of addresses would know whose code it is, and the list says how that code voted."""
    session = hall.voting()
    client = client_as(hall.account(1))
    [code] = _vote(client, session)
    for number in range(2, 6):
        hall.vote(session, number)
    actions.close_voting(session, on=HELD, by="x")
    here = page(session, "council_ballots")
    [form] = re.findall(r"<form[^>]*>(?=(?:(?!</form>).)*name=\"ma\")", text(client.get(here)), re.DOTALL)
    assert 'method="post"' in form
    assert "Phiếu này đã được đếm" not in text(client.get(f"{here}?ma={code}"))


def test_the_receipt_is_nowhere_but_in_the_answer(hall: Hall, client_as: Any) -> None:
    session = hall.voting()
    client = client_as(hall.account(1))
    code = _vote(client, session)[0]
    assert code not in str(dict(client.session)) + str(client.cookies)
    assert code not in text(client.get(page(session))) + text(client.get(page(session, "council_vote")))


def test_a_receipt_may_not_be_kept_by_the_browser(hall: Hall, client_as: Any) -> None:
    session = hall.voting()
    ballot = {f"nd-{item(session).pk}": "yes"}
    client = client_as(hall.account(1))
    answer = client.post(page(session, "council_vote"), {"viec": "bo-phieu", **ballot})
    assert "no-store" in answer["Cache-Control"]


def test_sending_the_ballot_again_says_that_it_is_in_and_counts_nothing(hall: Hall, client_as: Any) -> None:
    session = hall.voting()
    client = client_as(hall.account(1))
    _vote(client, session)
    answer = client.post(page(session, "council_vote"), {"viec": "bo-phieu", f"nd-{item(session).pk}": "no"})
    assert answer.status_code == 409
    assert "đã được nhận trước đó" in text(answer)
    assert [ballot["choice"] for ballot in Box.objects.get().ballots] == ["yes"]


def test_a_ballot_sent_after_the_closing_says_what_changed(hall: Hall, client_as: Any) -> None:
    session = hall.closed()
    answer = client_as(hall.account(1)).post(
        page(session, "council_vote"), {"viec": "bo-phieu", "trang-thai": "voting", f"nd-{item(session).pk}": "no"}
    )
    assert answer.status_code == 409
    assert "ở trạng thái “đang bỏ phiếu”; nay đã chuyển sang “đã kiểm phiếu”" in text(answer)


def test_a_ballot_with_a_gap_is_asked_for_again_with_the_rest_kept(hall: Hall, client_as: Any) -> None:
    session = hall.voting(items=2)
    client = client_as(hall.account(1))
    answer = client.post(page(session, "council_vote"), {"viec": "xem-lai", f"nd-{item(session).pk}": "no"})
    assert answer.status_code == 422
    assert "Chưa chọn ý kiến" in text(answer)
    assert re.search(r'value="no"[^>]*checked', answer.content.decode())


def test_mending_the_ballot_keeps_what_was_chosen(hall: Hall, client_as: Any) -> None:
    session = hall.voting()
    answer = client_as(hall.account(1)).post(
        page(session, "council_vote"), {"viec": "sua", f"nd-{item(session).pk}": "abstain"}
    )
    assert answer.status_code == 200
    assert re.search(r'value="abstain"[^>]*checked', answer.content.decode())


@pytest.mark.parametrize("act", ["khai-mac", "mo-phieu", "dong-phieu", "gui", "huy", "doi-ngay", "tai-lieu"])
def test_a_member_does_none_of_the_organisers_acts(hall: Hall, client_as: Any, act: str) -> None:
    session = hall.convened()
    assert client_as(hall.account(1)).post(page(session), {"viec": act}).status_code == 404
    assert Session.objects.get().state == "convened"


def test_who_is_on_no_roll_sees_no_session_and_the_office_sees_no_ballot_page(
    hall: Hall, client_as: Any, office: Any
) -> None:
    session = hall.closed()
    stranger = client_as(person("ngoai", "council_member"))
    leader = client_as(person("lanh-dao", "province_leader", "VPUB"))
    names = (
        "council_session",
        "council_result",
        "council_minutes",
        "council_ballots",
        "council_interests",
        "council_vote",
    )
    assert {name: stranger.get(page(session, name)).status_code for name in names} == dict.fromkeys(names, 404)
    assert office.get(page(session, "council_vote")).status_code == 403
    assert [leader.get(page(session, name)).status_code for name in names] == [200, 200, 200, 404, 404, 403]
    assert "Phiên số" not in text(stranger.get(reverse("councils")))
    assert stranger.get(reverse("council_roll", args=["tham-dinh"])).status_code == 404


def test_nobody_sees_choices_before_the_closing(hall: Hall, client_as: Any, office: Any) -> None:
    session = hall.voting()
    hall.vote(session, 1)
    code = Box.objects.get().ballots[0]["code"]
    for client in (office, client_as(hall.account(1))):
        assert client.get(page(session, "council_ballots")).status_code == 404
        assert client.get(page(session, "council_result")).status_code == 404
        assert code not in text(client.get(page(session)))
    assert "đã nhận <b>1</b> trên 5 phiếu" in text(office.get(page(session)))


def test_an_act_that_waits_says_for_what_with_the_page_that_mends_it(hall: Hall, office: Any) -> None:
    session = hall.opened()
    Member.objects.filter(pk=hall.members[4].pk).update(unit=Unit.objects.get(code="dn-24620"))
    Interest.objects.create(item=item(session), member=hall.members[4], kind="own_unit", source="detected")
    told = text(office.get(page(session)))
    assert "Chưa mở bỏ phiếu được" in told and page(session, "council_interests") in told
    assert "disabled" in told
    answer = office.post(page(session), {"viec": "mo-phieu"})
    assert answer.status_code == 422
    assert "Chưa quyết định về 1 mối liên quan" in text(answer)


def test_an_interest_is_declared_by_its_member_and_decided_for_others(hall: Hall, office: Any, client_as: Any) -> None:
    session = hall.opened()
    here = page(session, "council_interests")
    declared = {"khai-item": item(session).pk, "khai-kind": "relative", "khai-label": "Em gái", "khai-recuse": "no"}
    answer = client_as(hall.account(5)).post(here, {"viec": "khai", **declared})
    assert answer.status_code == 303
    interest = Interest.objects.get()
    assert (interest.member, interest.recused) == (hall.members[4], None)
    prefix = f"q{interest.pk}"
    decided = {"recused": "yes", "reason": "Có em gái làm việc tại xã.", "decided_by": "Thành viên 1"}
    sent = {"viec": f"quyet-{interest.pk}", **{f"{prefix}-{name}": said for name, said in decided.items()}}
    assert client_as(hall.account(4)).post(here, sent).status_code == 422
    assert office.post(here, sent).status_code == 303
    assert Interest.objects.get().recused is True
    assert "Em gái" not in text(client_as(hall.account(4)).get(here))
    assert "Em gái" in text(office.get(here))


def test_paper_ballots_are_taken_and_counted_by_two_people(hall: Hall, office: Any, client_as: Any) -> None:
    session = hall.voting(marks={5: "letter"})
    here, other = page(session, "council_paper_ballots"), client_as(person("van-thu", "emulation_officer"))
    assert office.post(here, {"viec": "nhan", "member": hall.members[4].pk}).status_code == 303
    assert Turnout.objects.get(member=hall.members[4]).channel == "l"
    counts = {f"kiem-{item(session).pk}-{code}": 0 for code in ("no", "abstain", "invalid")}
    wrong = office.post(here, {"viec": "kiem", **counts, f"kiem-{item(session).pk}-yes": "hai"})
    assert wrong.status_code == 422 and "số nguyên" in text(wrong)
    counted = {"viec": "kiem", **counts, f"kiem-{item(session).pk}-yes": 1}
    assert office.post(here, counted).status_code == 303
    assert "lần thứ hai phải do người khác" in text(office.get(here))
    assert other.post(here, counted).status_code == 303
    assert len(Box.objects.get().ballots) == 1


def test_the_clerk_records_the_recount_once(hall: Hall, client_as: Any) -> None:
    clerk = person("thanh-tra", "inspector", "TTT")
    session = hall.voting(clerk=clerk)
    hall.vote(session, 1)
    actions.close_voting(session, on=HELD, by="x")
    client = client_as(clerk)
    here = page(session, "council_ballots")
    assert client.post(here, {"agrees": "yes"}).status_code == 303
    assert "khớp" in text(client.get(here))
    assert client.post(here, {"agrees": "no", "note": "x"}).status_code == 422


def test_a_council_is_founded_and_its_roll_kept_by_days(office: Any, hall: Hall, settings: Any) -> None:
    founded = {"name": "Hội đồng thi đua", "code": "thi-dua", "unit": "SNV", "since": "01/02/2024", "paper": "QĐ 7"}
    here = office.post(reverse("council_new"), founded)["Location"]
    council = Council.objects.get(code="thi-dua")
    person("ba-lan")
    entered = {"viec": "vao", "full_name": "Trần Thị Lan", "role": "chair", "since": "01/02/2024", "account": "ba-lan"}
    assert office.post(here, entered).status_code == 303
    member = Member.objects.get(council=council)
    assert office.post(here, {**entered, "full_name": "Người khác", "account": ""}).status_code == 422
    assert office.post(here, {**entered, "account": "khong-co"}).status_code == 422
    ended = {"viec": "thoi", "thoi-member": member.pk, "thoi-until": "29/02/2024", "thoi-paper": "QĐ 9"}
    assert office.post(here, ended).status_code == 303
    assert "Trần Thị Lan" in text(office.get(f"{here}?ngay=15/02/2024"))
    assert "Chưa có thành viên nào" in text(office.get(f"{here}?ngay=01/03/2024"))


def test_attendance_that_is_sent_twice_changes_nothing(hall: Hall, office: Any) -> None:
    session = hall.sent()
    marks = {f"tv-{member.pk}": "present" for member in hall.members}
    here = page(session, "council_attendance")
    office.post(here, marks)
    answer = office.post(here, marks, follow=True)
    assert "không có gì thay đổi" in text(answer)
    assert Attendance.objects.count() == 5


def test_convening_on_a_day_that_is_over_is_refused_with_the_typing_kept(hall: Hall, office: Any) -> None:
    chosen = f"{reverse('council_convene')}?hoi-dong=tham-dinh&viec=other"
    answer = office.post(chosen, {"items": "Quy chế", "held_on": "01/03/2024"})
    assert answer.status_code == 422
    assert "Ngày họp 01/03/2024 đã qua" in text(answer) and "Quy chế" in text(answer)
    assert office.post(chosen, {"items": "Quy chế", "held_on": "31/02/2024"}).status_code == 422
    assert not Session.objects.exists()
    assert date(2024, 3, 8) == HELD

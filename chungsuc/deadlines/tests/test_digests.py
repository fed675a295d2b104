"""One digest a day: who is told what, once, on working days only, and nothing that people typed leaves by mail."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from chungsuc.deadlines import actions
from chungsuc.deadlines.digests import digest_of, people_on, send_digests
from chungsuc.deadlines.facts import dues_on
from chungsuc.deadlines.tests.planted import obligation, planted
from chungsuc.notices.actions import deliver, send, set_preferences
from chungsuc.notices.models import Delivery, Message
from chungsuc.organisations.access import person_on
from tests.province import Province

DAY = date(2024, 3, 6)  # Wednesday: three working days late, so the leader is told
NAMES = ("leader", "coordinator", "emulation", "department", "front", "inspector", "council", "district", "nobody")


@pytest.fixture(autouse=True)
def a_day(settings: Any) -> None:
    settings.TODAY = DAY.isoformat()


def sent_to() -> dict[str, Message]:
    return {message.account.username: message for message in Message.objects.select_related("account")}


def test_each_is_told_of_what_is_theirs(bare_province: Province) -> None:
    for name in NAMES:
        bare_province.account(name)
    soon, far = date(2024, 3, 11), date(2024, 4, 11)
    with planted(
        obligation("SXD", "Gửi báo cáo quý"), obligation("MTTQ", "Gửi kế hoạch", due=soon),
        obligation("STC", "Gửi dự toán", due=far), obligation("dn-666", "Gửi danh sách", due=date(2024, 3, 5)),
    ):  # fmt: skip
        assert send_digests() == 6
    told = sent_to()
    assert set(told) == {"leader", "coordinator", "emulation", "department", "front", "district"}
    assert told["department"].title == "Bản tin ngày 06/03/2024: 1 việc quá hạn"
    assert told["department"].lines == [
        "Việc của đơn vị đã quá hạn (1):",
        "- Sở Xây dựng: Gửi báo cáo quý: quá 3 ngày làm việc (hạn 01/03/2024)",
    ]
    assert told["front"].lines[1].endswith("Gửi kế hoạch: còn 3 ngày làm việc (đến 11/03/2024)")
    assert told["emulation"].lines == [
        "Việc của các đơn vị theo dõi (1):",
        "- Việc của bài thử: quá hạn 2 việc của 2 đơn vị; sắp đến hạn 1 việc của 1 đơn vị",
    ]
    assert told["leader"].lines == [
        "Đơn vị chậm đã đến mức báo lãnh đạo (1):",
        "- Sở Xây dựng: Gửi báo cáo quý: quá 3 ngày làm việc (hạn 01/03/2024)",
    ]
    assert {message.address for message in told.values()} == {"/han-viec/hom-nay/"}


def test_nobody_is_told_twice_a_day_and_everybody_again_the_next(bare_province: Province, settings: Any) -> None:
    bare_province.account("department")
    with planted(obligation("SXD")):
        assert [send_digests(), send_digests()] == [1, 0]
        settings.TODAY = "2024-03-07"
        assert [send_digests(), send_digests()] == [1, 0]
    assert Message.objects.count() == 2


@pytest.mark.parametrize("off", ["2024-03-09", "2024-03-10", "2024-04-18"], ids=["Saturday", "Sunday", "holiday"])
def test_nobody_is_told_on_a_day_off(bare_province: Province, settings: Any, off: str) -> None:
    settings.TODAY = off
    bare_province.account("department")
    with planted(obligation("SXD")):
        assert send_digests() == 0
        settings.TODAY = "2024-05-04"  # a Saturday that is worked
        assert send_digests() == 1


def test_a_year_without_its_days_off_is_no_reason_to_keep_silent(bare_province: Province, settings: Any) -> None:
    settings.TODAY = "2027-03-03"
    bare_province.account("department")
    with planted(obligation("SXD", due=date(2027, 3, 10))):
        assert send_digests() == 1
    assert "chưa có lịch ngày nghỉ để đếm" in Message.objects.get().lines[1]


def test_whoever_wants_no_digest_gets_none_and_an_empty_one_is_not_sent(bare_province: Province) -> None:
    account = bare_province.account("department")
    bare_province.account("inspector")
    assert send_digests() == 0
    set_preferences(account, by_mail=True, digest=False, quiet_since=None, quiet_until=None)
    with planted(obligation("SXD")):
        assert send_digests() == 0
    assert Message.objects.count() == 0


def test_what_was_typed_stays_in_the_house(bare_province: Province) -> None:
    account = bare_province.account("department")
    by = person_on(account, DAY)
    with planted(obligation("SXD")) as key:
        actions.give_late_reason(key, reason="Ông Nguyễn Văn A ốm", by=by)
        actions.ask_excuse(key, reason="Bà Trần Thị B nghỉ", wanted_until=date(2024, 3, 20), by=by)
        bare_province.account("emulation")
        send_digests()
    said = "\n".join(line for message in Message.objects.all() for line in message.lines)
    assert "Đề nghị gia hạn chờ trả lời: 1" in said and "Nguyễn" not in said and "Trần" not in said


def test_unread_messages_stand_in_the_digest_and_not_the_digests_of_other_days(bare_province: Province) -> None:
    account = bare_province.account("department")
    send(account, key="a", title="Kế hoạch mới", address="/ke-hoach/")
    send(account, key="b", title="Bản tin cũ", kind="digest")
    digest = digest_of(person_on(account, DAY), dues_on(DAY))
    assert [(group.title, [line.text for line in group.lines]) for group in digest.groups] == [
        ("Thông báo chưa đọc", ["Kế hoạch mới"])
    ]
    assert digest.title == "Bản tin ngày 06/03/2024: việc đang chờ"


def test_a_digest_goes_by_mail_after_the_quiet_hours_and_once(bare_province: Province, settings: Any) -> None:
    settings.EMAIL_HOST = "127.0.0.1"
    account = bare_province.account("department")
    type(account).objects.filter(pk=account.pk).update(email="sxd@vi-du.vn")
    with planted(obligation("SXD", "Gửi báo cáo quý")):
        assert send_digests() == 1
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    Delivery.objects.update(next_at=datetime(2024, 3, 6, 0, 37, tzinfo=zone))
    assert [deliver(datetime(2024, 3, 6, hour, 37, tzinfo=zone)) for hour in (0, 6, 7, 8)] == [0, 0, 1, 0]
    [sent] = mail.outbox
    assert sent.subject == "Chung Sức: Bản tin ngày 06/03/2024: 1 việc quá hạn"
    assert "Sở Xây dựng: Gửi báo cáo quý: quá 3 ngày làm việc" in sent.body and "/han-viec/hom-nay/" in sent.body


def test_only_people_in_office_are_told(bare_province: Province) -> None:
    for name in NAMES:
        bare_province.account(name)
    gone = bare_province.account("front")
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    held = {person.username for person in people_on(date(2025, 7, 1))}
    assert held == set(NAMES) - {"nobody", "district", "front"}


def test_a_late_unit_stands_in_the_late_list_too(bare_province: Province, client_as: Any) -> None:
    with planted(obligation("SXD", "Gửi báo cáo quý")):
        page = client_as(bare_province.account("leader")).get("/han-viec/cham/").content.decode()
        today = client_as(bare_province.account("leader")).get("/han-viec/hom-nay/").content.decode()
    assert "Gửi báo cáo quý" in page and "Đơn vị chậm đã đến mức báo lãnh đạo" in today

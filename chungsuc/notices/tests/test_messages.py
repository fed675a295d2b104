"""A person is told once, in the application and by mail; a mail goes once, or nobody pretends that it went."""

import re
import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from chungsuc.accounts.models import User
from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.notices import actions, events
from chungsuc.notices.models import Delivery, Message, Preference
from chungsuc.notices.rules import FAILED, MOST_TRIES, SENDING, SENT, UNSURE, WAITING
from chungsuc.notices.tests.mail_server import mail_server

MORNING = datetime(2024, 3, 1, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture(autouse=True)
def a_day(settings: Any) -> None:
    settings.TODAY = "2024-03-01"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.DEFAULT_FROM_EMAIL = "Chung Sức <chung-suc@vi-du.vn>"


@pytest.fixture
def user(db: None) -> Any:
    return User.objects.create(username="can-bo", full_name="Cán bộ", email="can-bo@vi-du.vn")


def told(user: Any, key: str = "dip:1", **more: Any) -> Message | None:
    """A message that also goes by mail, and may go at once."""
    message = actions.send(
        user, key=key, title="Gửi báo cáo năm 2023", lines=["còn 3 ngày làm việc (đến 06/03/2024)"],
        address="/han-viec/", **more,
    )  # fmt: skip
    Delivery.objects.filter(message=message).update(next_at=MORNING)
    return message


def acts() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("act", flat=True))


def test_a_person_is_told_once_of_an_occasion_and_it_is_recorded(user: Any) -> None:
    other = User.objects.create(username="khac", full_name="Người khác")
    assert told(user) is not None and told(user) is None and told(other) is not None
    assert Message.objects.count() == 2 and Delivery.objects.count() == 1
    assert acts() == [events.SENT, events.SENT] and verify_chain() is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(account=user, key="dip:1", title="Lại", day="2024-03-01", created_at=MORNING)


def test_a_mail_says_who_must_do_what_by_when_and_where_and_no_more(user: Any, settings: Any) -> None:
    settings.PUBLIC_ADDRESS = "https://vi-du.vn/"
    told(user)
    assert actions.deliver(MORNING) == 1
    [sent] = mail.outbox
    assert sent.subject == "Chung Sức: Gửi báo cáo năm 2023" and sent.to == ["can-bo@vi-du.vn"]
    assert sent.body == (
        "Gửi báo cáo năm 2023\n\ncòn 3 ngày làm việc (đến 06/03/2024)\n\n"
        "Mở (cần đăng nhập): https://vi-du.vn/han-viec/\n\n--\n"
        "Thư do hệ thống Chung Sức gửi, không cần trả lời. Đổi cách nhận: https://vi-du.vn/thong-bao/cai-dat/"
    )
    assert "Cán bộ" not in sent.body
    assert acts() == [events.SENT, events.MAILED]
    assert actions.deliver(MORNING) == 0 and len(mail.outbox) == 1


def test_nothing_goes_by_mail_without_an_address_a_wish_or_a_server(user: Any, settings: Any) -> None:
    bare = User.objects.create(username="khong-thu", full_name="Không thư")
    told(bare)
    actions.set_preferences(user, by_mail=False, digest=True, quiet_since=None, quiet_until=None)
    told(user)
    settings.EMAIL_HOST = ""
    told(User.objects.create(username="co-thu", full_name="Có thư", email="a@vi-du.vn"))
    assert Message.objects.count() == 3 and Delivery.objects.count() == 0 and actions.deliver(MORNING) == 0


@pytest.mark.parametrize(("since", "until", "goes"), [(7, 9, False), (9, 17, True), (22, 8, True), (22, 9, False)])
def test_nobody_is_written_to_in_the_quiet_hours_they_chose(user: Any, since: int, until: int, goes: bool) -> None:
    actions.set_preferences(user, by_mail=True, digest=True, quiet_since=since, quiet_until=until)
    told(user)
    assert actions.deliver(MORNING) == int(goes)
    assert actions.deliver(MORNING.replace(hour=18)) == int(not goes)


def test_without_a_choice_the_quiet_hours_are_the_packs(bare_province: Any, settings: Any) -> None:
    settings.TODAY = "2024-03-01"
    user = User.objects.create(username="can-bo", full_name="Cán bộ", email="can-bo@vi-du.vn")
    told(user)
    assert [actions.deliver(MORNING.replace(hour=hour)) for hour in (18, 23)] == [0, 0]
    assert actions.deliver(MORNING.replace(day=2, hour=6)) == 0 and actions.deliver(MORNING.replace(day=2, hour=7)) == 1


def test_a_mail_reaches_a_real_server_once(user: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = SMTP
    told(user)
    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        assert actions.deliver(MORNING) == 1 and actions.deliver(MORNING + timedelta(hours=1)) == 0
    [text] = server.received
    got = message_from_bytes(text, policy=policy.default)
    assert got["Subject"] == "Chung Sức: Gửi báo cáo năm 2023"
    assert (
        re.fullmatch(r"<notice-\d+-\d{14}@vi-du\.vn>", got["Message-ID"]) and got["Auto-Submitted"] == "auto-generated"
    )
    assert "đến 06/03/2024" in got.get_content()


def test_while_the_server_is_down_a_mail_waits_and_then_goes_once(user: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = SMTP
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = taken.getsockname()[1]
    told(user)
    assert actions.deliver(MORNING) == 0
    row = Delivery.objects.get()
    assert (row.state, row.tries, row.next_at) == (WAITING, 1, MORNING + timedelta(minutes=15))
    assert actions.deliver(MORNING + timedelta(minutes=5)) == 0 and Delivery.objects.get().tries == 1
    with mail_server(settings.EMAIL_PORT) as server:
        assert actions.deliver(MORNING + timedelta(hours=1)) == 1 and actions.deliver(MORNING + timedelta(hours=9)) == 0
    assert len(server.received) == 1 and Delivery.objects.get().state == SENT
    assert acts() == [events.SENT, events.MAILED]


@pytest.mark.parametrize(
    ("line", "state"), [("451 ban, thu lai", WAITING), ("550 khong co ai", FAILED)], ids=["for now", "for good"]
)
def test_a_refusal_for_now_waits_and_one_for_good_ends(user: Any, settings: Any, line: str, state: str) -> None:
    settings.EMAIL_BACKEND = SMTP
    told(user)
    with mail_server() as server:
        settings.EMAIL_PORT, server.refuse = server.port, line
        assert actions.deliver(MORNING) == 0
    row = Delivery.objects.get()
    assert row.state == state and row.error == f"SMTPRecipientsRefused {line[:3]}" and server.received == []
    assert acts() == [events.SENT, *([events.MAIL_FAILED] if state == FAILED else [])]


def test_a_line_that_broke_after_the_text_is_told_and_not_tried_again(user: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = SMTP
    told(user)
    with mail_server() as server:
        settings.EMAIL_PORT, server.hang_up = server.port, True
        assert actions.deliver(MORNING) == 0
        server.hang_up = False
        assert actions.deliver(MORNING + timedelta(days=1)) == 0
    assert Delivery.objects.get().state == UNSURE and server.received == []
    assert acts() == [events.SENT, events.MAIL_UNSURE]


def test_a_mail_is_not_tried_for_ever(user: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = SMTP
    settings.EMAIL_PORT = 1
    told(user)
    Delivery.objects.update(tries=MOST_TRIES - 1)
    actions.deliver(MORNING)
    assert Delivery.objects.get().state == FAILED and acts() == [events.SENT, events.MAIL_FAILED]


def test_a_mail_that_another_worker_has_is_left_to_it(user: Any) -> None:
    told(user)
    mine, theirs = Delivery.objects.get(), Delivery.objects.get()
    assert actions._claim(theirs, MORNING) and not actions._claim(mine, MORNING)
    assert actions.deliver(MORNING + timedelta(minutes=1)) == 0 and mail.outbox == []


def test_a_mail_whose_worker_died_is_told_and_not_sent_again(user: Any) -> None:
    told(user)
    Delivery.objects.update(state=SENDING, claimed_at=MORNING)
    assert actions.deliver(MORNING + timedelta(minutes=16)) == 0
    assert Delivery.objects.get().state == UNSURE and acts() == [events.SENT, events.MAIL_UNSURE]


def test_whoever_left_is_not_written_to(user: Any) -> None:
    told(user)
    User.objects.update(is_active=False)
    assert actions.deliver(MORNING) == 0 and Delivery.objects.get().state == WAITING


def test_a_person_reads_their_own_messages_by_a_button_and_no_others(
    user: Any, client_as: Callable[[Any], Any]
) -> None:
    other = User.objects.create(username="khac", full_name="Người khác")
    theirs = told(other)
    mine = [told(user, f"dip:{no}") for no in range(3)]
    client = client_as(user)
    page = client.get("/thong-bao/").content.decode()
    assert page.count("Gửi báo cáo năm 2023</a>") == 3 and "<b>3</b> thông báo chưa đọc" in page
    assert Message.objects.unread().count() == 4
    assert client.post("/thong-bao/", {"mot": theirs.pk}).status_code == 303
    assert client.post("/thong-bao/", {"mot": mine[0].pk}).status_code == 303
    assert list(Message.objects.unread().order_by("pk")) == [theirs, mine[1], mine[2]]
    told(user, "dip:moi")
    assert client.post("/thong-bao/", {"den": mine[2].pk}).status_code == 303
    assert Message.objects.of(user).unread().count() == 1, "what came after the page was drawn stays unread"
    for odd in ({}, {"mot": "x"}, {"den": "9" * 30}):
        assert client.post("/thong-bao/", odd, follow=True).status_code == 200
    assert acts()[-2:] == [events.SENT, events.READ]


def test_the_pages_of_messages_ask_to_sign_in(client: Any, db: None) -> None:
    for address in ("/thong-bao/", "/thong-bao/cai-dat/"):
        assert client.get(address)["Location"].startswith("/dang-nhap/")


def test_the_wishes_are_written_and_typed_ones_come_back(user: Any, client_as: Callable[[Any], Any]) -> None:
    client = client_as(user)
    sent = {"email": "moi@vi-du.vn", "digest": "on", "quiet_since": "20", "quiet_until": "6"}
    assert client.post("/thong-bao/cai-dat/", sent).status_code == 303
    row = Preference.objects.get()
    assert (row.by_mail, row.digest, row.quiet_since, row.quiet_until) == (False, True, 20, 6)
    user.refresh_from_db()
    assert user.email == "moi@vi-du.vn" and "moi@vi-du.vn" not in str(list(Entry.objects.values()))
    assert acts() == ["account.email_set", events.PREFERENCES_SET]
    wrong = client.post("/thong-bao/cai-dat/", {**sent, "email": "khong phai thu", "quiet_until": ""})
    page = wrong.content.decode()
    assert wrong.status_code == 422 and 'value="khong phai thu"' in page and "Hãy ghi địa chỉ dạng" in page
    assert "Hãy chọn cả hai giờ" in page and Preference.objects.get().quiet_until == 6
    assert client.post("/thong-bao/cai-dat/", {"email": "moi@vi-du.vn"}).status_code == 303
    assert Preference.objects.get().quiet_since is None

"""The pages of what is due: the calendar, the late, one obligation, today's digest, the calendar address."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from chungsuc.deadlines import actions
from chungsuc.deadlines.models import Excuse, LateReason
from chungsuc.deadlines.tests.planted import DUE_ON, SOURCE, obligation, planted
from chungsuc.organisations.access import person_on
from tests.province import Province

LATE = DUE_ON + timedelta(days=4)
LONGER = date(2024, 3, 15)


@pytest.fixture(autouse=True)
def a_day(settings: Any) -> None:
    settings.TODAY = LATE.isoformat()


def text_of(answer: Any) -> str:
    """What a page says, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_the_calendar_shows_a_month_and_is_narrowed_in_the_address(
    bare_province: Province, client_as: Callable[[Any], Any]
) -> None:
    client = client_as(bare_province.account("emulation"))
    some = (
        obligation("SXD", "Gửi báo cáo quý"),
        obligation("MTTQ", "Gửi kế hoạch", due=date(2024, 3, 8)),
        obligation("STC", "Gửi dự toán", due=date(2024, 4, 8)),
        obligation("SYT", "Gửi danh sách", done_on=date(2024, 2, 28)),
    )
    with planted(*some):
        page = client.get("/han-viec/").content.decode()
        assert "1 việc quá hạn" in text_of(client.get("/han-viec/"))
        assert "Trong tháng 3/2024: 3 việc" in unescape(page)
        assert 'aria-label="01/03/2024: 2 việc đến hạn, 1 quá hạn, 1 đã xong" class="has-late">2</a>' in unescape(page)
        assert page.count('<td class="off">') == 10
        found = {
            "?tinh_trang=late": ["Gửi báo cáo quý"],
            "?tinh_trang=done": ["Gửi danh sách"],
            "?thang=4/2024": ["Gửi dự toán"],
            "?thang=moi-luc&don_vi=mat+tran": ["Gửi kế hoạch"],
            f"?loai={SOURCE}&thang=moi-luc": [due.what for due in some],
            "?loai=evidence.lapsing": [],
            "?han=08/03/2024": ["Gửi kế hoạch"],
            "?ngay=01/03/2024&tinh_trang=late": [],
            "?thang=13/2024&loai=la&han=la": ["Gửi báo cáo quý", "Gửi kế hoạch", "Gửi danh sách"],
        }
        for query, whats in found.items():
            told = text_of(client.get(f"/han-viec/{query}"))
            assert {due.what for due in some if due.what in told.split("Việc Hạn")[-1]} == set(whats), query


def test_a_unit_that_reads_all_asks_for_its_own_at_any_time(
    bare_province: Province, client_as: Callable[[Any], Any]
) -> None:
    client = client_as(bare_province.account("department"))
    own = (obligation("SXD", "Gửi báo cáo quý"), obligation("SXD", "Gửi kế hoạch", due=date(2024, 5, 8)))
    with planted(*own, obligation("STC", "Gửi dự toán"), obligation("SXD", "Gửi danh sách", done_on=date(2024, 2, 28))):
        assert "2 việc của đơn vị tôi chưa xong" in text_of(client.get("/han-viec/"))
        told = text_of(client.get("/han-viec/?cua_toi=on"))
        assert "Mọi lúc: 3 việc" in told and "Gửi kế hoạch" in told and "Gửi dự toán" not in told
        assert "Mọi lúc: 1 việc" in text_of(client.get("/han-viec/?cua_toi=on&tinh_trang=late"))
    watcher = client_as(bare_province.account("inspector"))
    assert "của đơn vị tôi" not in text_of(watcher.get("/han-viec/"))


def test_the_same_list_as_a_sheet(bare_province: Province, client_as: Callable[[Any], Any]) -> None:
    client = client_as(bare_province.account("emulation"))
    with planted(obligation("SXD", "=1+1 Gửi báo cáo"), obligation("MTTQ", "Gửi kế hoạch", due=date(2024, 3, 8))):
        answer = client.get("/han-viec/viec-den-han.xlsx?tinh_trang=late")
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert rows[-1][:2] == ("Sở Xây dựng", "=1+1 Gửi báo cáo") and rows[-1][5:7] == ("quá hạn", -2)
    assert not any("Gửi kế hoạch" in row for row in rows)


def test_the_late_are_named_with_their_reasons_the_longest_first(
    bare_province: Province, client_as: Callable[[Any], Any], settings: Any
) -> None:
    settings.TODAY = "2024-03-08"
    by = person_on(bare_province.account("department"), date(2024, 3, 8))
    with planted(
        obligation("MTTQ", "Gửi kế hoạch", due=date(2024, 3, 7)), obligation("SXD", "Gửi báo cáo quý"),
        obligation("SXD", "Gửi phụ lục", no=2),
    ) as _:  # fmt: skip
        key = obligation("SXD").key
        actions.give_late_reason(key, reason="Chờ số liệu của <xã>", by=by)
        actions.ask_excuse(key, reason="Chờ", wanted_until=LONGER, by=by)
        told = text_of(client_as(bare_province.account("leader")).get("/han-viec/cham/"))
    assert "3 việc của 2 đơn vị quá hạn; 2 việc đã đến mức báo lãnh đạo" in told and "2 việc chưa nêu lý do" in told
    first, second = told.index("Sở Xây dựng : 2 việc"), told.index("Ủy ban Mặt trận")
    assert first < second
    assert "Lý do: Chờ số liệu của <xã>. 1 việc khác chưa nêu lý do; xin gia hạn đến 15/03/2024" in told
    assert "quá 5 ngày làm việc (hạn 01/03/2024) đã báo lãnh đạo từ 06/03/2024" in told
    assert "quá 1 ngày làm việc (hạn 07/03/2024) chưa đến mức báo lãnh đạo" in told


def test_units_that_are_no_more_come_last_and_say_since_when(
    bare_province: Province, client_as: Callable[[Any], Any], settings: Any
) -> None:
    settings.TODAY = "2025-08-04"
    due, later = date(2025, 6, 2), date(2025, 7, 31)
    with planted(obligation("dn-666", "Gửi kế hoạch", due=due), obligation("SXD", "Gửi dự toán", due=later)):
        told = text_of(client_as(bare_province.account("leader")).get("/han-viec/cham/"))
    ended = "Huyện Đắk R'Lấp (đơn vị kết thúc ngày 30/06/2025)"
    assert "1 đơn vị nay không còn, nêu ở cuối danh sách" in told
    assert told.index("Sở Xây dựng") < told.index(ended)


def test_without_a_rule_nobody_is_said_to_be_named_to_the_leader(
    bare_province: Province, client_as: Callable[[Any], Any]
) -> None:
    from chungsuc.rulebook.models import Figure

    Figure.objects.filter(key="days:due_escalation").update(value_json="null")
    with planted(obligation("SXD")):
        told = text_of(client_as(bare_province.account("leader")).get("/han-viec/cham/"))
    assert "Chưa có quy định chậm bao nhiêu ngày thì báo lãnh đạo" in told and "đã báo lãnh đạo" not in told


def test_a_unit_sees_its_own_and_no_others(
    bare_province: Province, client_as: Callable[[Any], Any], settings: Any
) -> None:
    settings.TODAY = "2025-08-04"
    client = client_as(bare_province.account("commune"))
    due = date(2025, 7, 31)
    with planted(obligation("ld-24751", "Gửi kế hoạch", due=due), obligation("ld-24616", "Gửi dự toán", due=due)):
        for address in ("/han-viec/?tinh_trang=late", "/han-viec/cham/", "/han-viec/hom-nay/", "/viec-cua-toi/"):
            told = text_of(client.get(address))
            assert "Gửi kế hoạch" in told and "Gửi dự toán" not in told, address
        assert client.get(f"/han-viec/viec/{obligation('ld-24616').key}/").status_code == 404
    assert client.get(f"/han-viec/viec/{SOURCE}:1:1/").status_code == 404
    for odd in ("la", "evidence.lapsing:x", "evidence.lapsing:1:99999999999999999"):
        assert client.get(f"/han-viec/viec/{odd}/").status_code == 404


def test_a_late_unit_gives_its_reason_on_the_page_and_typed_words_come_back(
    bare_province: Province, client_as: Callable[[Any], Any]
) -> None:
    client = client_as(bare_province.account("department"))
    with planted(obligation("SXD")) as key:
        address = f"/han-viec/viec/{key}/"
        page = client.get(address)
        assert "quá 2 ngày làm việc (hạn 01/03/2024)" in text_of(page) and "Nêu lý do chậm" in text_of(page)
        assert client.post(address, {"viec": "ly-do", "ly-do-reason": "Chờ số liệu"}).status_code == 303
        assert LateReason.objects.get().reason == "Chờ số liệu"
        wrong = client.post(
            address, {"viec": "gia-han", "gia-han-reason": "Chờ họp", "gia-han-wanted_until": "32/3/2024"}
        )
        assert wrong.status_code == 422 and 'value="32/3/2024"' in wrong.content.decode()
        early = client.post(
            address, {"viec": "gia-han", "gia-han-reason": "Chờ họp", "gia-han-wanted_until": "1/3/2024"}
        )
        assert early.status_code == 422 and "phải sau ngày 05/03/2024" in text_of(early)
        assert ">Chờ họp</textarea>" in early.content.decode().replace("\n", "")
        sent = {"viec": "gia-han", "gia-han-reason": "Chờ họp", "gia-han-wanted_until": "15/3/2024"}
        assert client.post(address, sent).status_code == 303
        again = client.post(address, sent)
        assert again.status_code == 409 and "đang chờ trả lời" in text_of(again)
        assert client.post(address, {"viec": "dong-y"}).status_code == 404
    assert Excuse.objects.get().wanted_until == LONGER


def test_whoever_follows_it_answers_on_the_page_and_the_second_answer_is_told(
    bare_province: Province, client_as: Callable[[Any], Any]
) -> None:
    with planted(obligation("SXD")) as key:
        by = person_on(bare_province.account("department"), LATE)
        wish = actions.ask_excuse(key, reason="Chờ họp", wanted_until=LONGER, by=by)
        address = f"/han-viec/viec/{key}/"
        client = client_as(bare_province.account("emulation"))
        work = text_of(client.get("/viec-cua-toi/"))
        assert "Trả lời đề nghị gia hạn: Gửi báo cáo" in work
        page = client.get(address).content.decode()
        assert f'name="dong-y-excuse" value="{wish.pk}"' in page and 'value="15/03/2024"' in page
        assert "Nêu lý do chậm" not in page
        grant = {"viec": "dong-y", "dong-y-excuse": wish.pk, "dong-y-until": "12/03/2024", "dong-y-paper": "CV 9"}
        assert client.post(address, grant).status_code == 303
        assert "gia hạn đến 12/03/2024" in text_of(client.get(address))
        refuse = {"viec": "khong", "khong-excuse": wish.pk, "khong-answer": "Không"}
        late = client_as(bare_province.account("coordinator")).post(address, refuse)
        assert late.status_code == 409 and "vừa được Người emulation trả lời: đồng ý" in text_of(late)
        assert client.post(address, {**refuse, "khong-excuse": 10**9}).status_code == 422
    assert Excuse.objects.get().until == date(2024, 3, 12)


def test_the_calendar_address_is_shown_once_and_opens_without_signing_in(
    bare_province: Province, client_as: Callable[[Any], Any], client: Any, settings: Any
) -> None:
    settings.PUBLIC_ADDRESS = "https://vi-du.vn"
    mine = client_as(bare_province.account("department"))
    assert "Chưa có địa chỉ nào" in text_of(mine.get("/han-viec/lich/"))
    shown = text_of(mine.post("/han-viec/lich/", {"viec": "lap"}))
    path = re.search(r"https://vi-du\.vn(/lich/\S+\.ics)", shown)[1]
    assert path not in text_of(mine.get("/han-viec/lich/"))
    with planted(obligation("SXD"), obligation("MTTQ", "Việc của Mặt trận")):
        answer = client.get(path)
        body = answer.content.decode()
        assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert "Gửi báo cáo" in body and "Mặt trận" not in body and "no-store" in answer["Cache-Control"]
        assert client.post(path).status_code == 405
        again = re.search(r"(/lich/\S+\.ics)", text_of(mine.post("/han-viec/lich/", {"viec": "lap"})))[1]
        assert client.get(path).status_code == 404 and client.get(again).status_code == 200
        assert mine.post("/han-viec/lich/", {"viec": "bo"}).status_code == 303
        assert client.get(again).status_code == 404 and client.get("/lich/x.ics").status_code == 404


def test_a_post_that_is_over_and_an_account_that_is_off_show_nothing_more(
    bare_province: Province, client: Any, settings: Any
) -> None:
    account = bare_province.account("district")
    settings.TODAY = "2025-06-30"
    secret = actions.make_feed(person_on(account, date(2025, 6, 30)))
    with planted(obligation("dn-666", "Gửi kế hoạch", due=date(2025, 6, 20))):
        assert "Gửi kế hoạch" in client.get(f"/lich/{secret}.ics").content.decode()
        settings.TODAY = "2025-07-01"
        assert "Gửi kế hoạch" not in client.get(f"/lich/{secret}.ics").content.decode()
        type(account).objects.filter(pk=account.pk).update(is_active=False)
        assert client.get(f"/lich/{secret}.ics").status_code == 404

"""Pages of the movement: what is shown, what must not be, what a POST does, what is kept when it is refused."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chungsuc.documents.models import Paper
from chungsuc.evidence.tests.making import pdf
from chungsuc.movement.models import Concern, Dispatch, Guidance, Launch
from chungsuc.movement.tests.movers import LATER, LAUNCHED, MERGED, READ, Movers
from chungsuc.movement.tests.samples import a_concern, a_guidance, a_launch

As = Callable[[Any], Client]
LAUNCH = {"number": "1337/QĐ-UBND", "title": "Ban hành Kế hoạch", "issued_on": "13/7/2022", "message": "Chung sức."}
WORRY = {"kind": "difficulty", "title": "Thiếu kinh phí", "text": "Chưa có kinh phí in pano."}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_launch_is_previewed_with_whom_it_reaches_and_then_sent(movers: Movers, client_as: As) -> None:
    movers.on(LAUNCHED)
    client = client_as(movers.province.account("emulation"))
    shown = client.post("/phong-trao/phat-dong/moi/", LAUNCH)
    assert shown.status_code == 200 and not Launch.objects.exists()
    assert "Phát động, gửi 39 đơn vị" in text(shown) and "Huyện Đắk R&#x27;Lấp" in text(shown)
    sent = client.post("/phong-trao/phat-dong/moi/", {**LAUNCH, "gui": "1"})
    launch = Launch.objects.get()
    assert (sent.status_code, sent["Location"]) == (303, f"/phong-trao/phat-dong/{launch.pk}/")
    again = client.post("/phong-trao/phat-dong/moi/", {**LAUNCH, "gui": "1"})
    assert again.status_code == 409 and "đã được phát động" in text(again)


def test_what_was_typed_stays_when_a_launch_is_refused(movers: Movers, client_as: As) -> None:
    movers.on(LAUNCHED)
    client = client_as(movers.province.account("emulation"))
    refused = client.post("/phong-trao/phat-dong/moi/", {**LAUNCH, "issued_on": "25/7/2022", "gui": "1"})
    assert refused.status_code == 422 and not Launch.objects.exists()
    assert "sau ngày phát động" in text(refused) and 'value="1337/QĐ-UBND"' in text(refused)


def test_looking_at_its_page_opens_nothing_and_the_button_does(movers: Movers, client_as: As) -> None:
    movers.launched()
    movers.on(READ)
    by = movers.official("district", "dn-666", READ)
    client = client_as(by.account)
    page = text(client.get("/phong-trao/don-vi/dn-666/"))
    assert "Đã nhận, đã đọc" in page and "Mục II.2" in page
    assert not Dispatch.objects.filter(opened_at__isnull=False).exists()
    sent = Dispatch.objects.get(unit__code="dn-666")
    done = client.post("/phong-trao/don-vi/dn-666/", {"phat-dong": sent.pk})
    assert done.status_code == 303 and Dispatch.objects.get(pk=sent.pk).opened_by == by.username
    assert client.post("/phong-trao/don-vi/dn-666/", {"phat-dong": sent.pk}).status_code == 409
    assert "Đã nhận, đã đọc</button>" not in text(client.get("/phong-trao/don-vi/dn-666/"))


def test_a_unit_sees_neither_the_page_nor_the_row_of_another(movers: Movers, client_as: As) -> None:
    launch = movers.launched()
    movers.on(READ)
    client = client_as(movers.official("district", "dn-666", READ).account)
    assert client.get("/phong-trao/don-vi/dn-663/").status_code == 404
    page = text(client.get(f"/phong-trao/phat-dong/{launch.pk}/"))
    assert "Huyện Đắk R&#x27;Lấp" in page and "Huyện Đắk Mil" not in page and "Sở Xây dựng" not in page
    assert client.post(f"/phong-trao/phat-dong/{launch.pk}/", {"viec": "nhac"}).status_code == 404
    other = Dispatch.objects.get(unit__code="dn-663")
    assert client.post("/phong-trao/don-vi/dn-666/", {"phat-dong": other.pk}).status_code == 404


def test_the_list_of_who_has_not_read_is_filtered_reminded_and_saved(movers: Movers, client_as: As) -> None:
    launch = movers.launched()
    movers.opened(launch, "district", "dn-666")
    movers.on(LATER)
    client = client_as(movers.province.account("emulation"))
    here = f"/phong-trao/phat-dong/{launch.pk}/"
    page = text(client.get(here, {"tinh_trang": "opened"}))
    assert "Huyện Đắk R&#x27;Lấp" in page and "Sở Xây dựng" not in page
    assert client.post(here, {"viec": "nhac"}).status_code == 303
    assert client.post(here, {"viec": "nhac"}).status_code == 409
    assert "01/08/2022" in text(client.get(here, {"tinh_trang": "overdue"}))
    book = client.get(f"{here}don-vi.xlsx")
    names = ZipFile(io.BytesIO(book.content)).namelist()
    assert book["Content-Disposition"].endswith('don-vi.xlsx"') and "xl/worksheets/sheet1.xml" in names
    told = ZipFile(io.BytesIO(book.content)).read("xl/worksheets/sheet1.xml").decode()
    assert "Sở Xây dựng" in told and "Tính đến 01/08/2022" in told
    refused = client.post(here, {"viec": "rut", "reason": "nhầm"})
    assert refused.status_code == 422 and "1 đơn vị xác nhận đã đọc" in text(refused)
    assert client.post(here, {"viec": "rut", "reason": ""}).status_code == 422


def test_after_the_merger_the_page_offers_to_send_on_and_says_to_how_many(movers: Movers, client_as: As) -> None:
    launch = movers.launched()
    movers.on(MERGED)
    client = client_as(movers.province.account("emulation"))
    here = f"/phong-trao/phat-dong/{launch.pk}/"
    assert "Gửi cho 30 đơn vị này" in text(client.get(here))  # 28 communes, two departments of 01/03/2025
    assert client.post(here, {"viec": "gui-tiep"}).status_code == 303
    assert Dispatch.objects.filter(unit__kind="commune").count() == 28
    assert "Gửi cho" not in text(client.get(here))


def test_guidance_is_sent_read_renewed_and_saved_as_it_came(movers: Movers, client_as: As) -> None:
    movers.on(READ)
    office = client_as(movers.province.account("emulation"))
    data = pdf(b"/Noi dung (" + b"x" * 300 + b")")
    file = SimpleUploadedFile("hd.pdf", data, "application/pdf")
    given = {"title": "Hướng dẫn chấm điểm", "to": ["cap-xa"], "paper": "12/HD", "issued_on": "21/7/2022", "file": file}
    bare = office.post("/phong-trao/huong-dan/moi/", {**given, "file": ""})
    assert bare.status_code == 422 and "Chưa chọn tệp" in text(bare) and 'value="12/HD"' in text(bare)
    file.seek(0)
    assert office.post("/phong-trao/huong-dan/moi/", given).status_code == 303
    guidance = Guidance.objects.get()
    here = f"/phong-trao/huong-dan/{guidance.pk}/"
    by = movers.official("commune", "dn-24751", READ)
    reader = client_as(by.account)
    version = guidance.versions.get()
    assert "Xã Nhân Cơ: đã đọc bản này" in text(reader.get(here))
    assert "Xã Quảng Sơn" not in text(reader.get(here))
    read = {"viec": "da-doc", "ban": version.pk, "don-vi": movers.unit("dn-24751").pk}
    assert reader.post(here, {**read, "don-vi": movers.unit("dn-24616").pk}).status_code == 404
    assert reader.post(here, read).status_code == 303 and reader.post(here, read).status_code == 409
    assert reader.post(here, {"viec": "thoi", "thoi-reason": "x"}).status_code == 404
    saved = reader.get(f"{here}tep/")
    assert b"".join(saved.streaming_content) == data and saved["Content-Security-Policy"].startswith(
        "default-src 'none'"
    )
    movers.on(LATER)
    new = SimpleUploadedFile("hd2.pdf", pdf(b"/Khac (" + b"y" * 300 + b")"), "application/pdf")
    office = client_as(movers.province.account("emulation"))
    renew = {"viec": "ban-moi", "ban-moi-paper": "15/HD", "ban-moi-issued_on": "1/8/2022", "ban-moi-change": "Sửa bảng"}
    assert office.post(here, {**renew, "ban-moi-file": new}).status_code == 303
    assert "bản mới, chưa đọc" in text(client_as(by.account).get("/phong-trao/don-vi/dn-24751/"))
    assert office.get(f"{here}tep/?lan=1")["Content-Disposition"].endswith('lan-1.pdf"')
    assert office.post(here, {"viec": "thoi", "thoi-reason": "Có văn bản thay"}).status_code == 303
    assert "thôi áp dụng" in text(office.get(here))


def test_guidance_for_others_is_not_there(movers: Movers, client_as: As) -> None:
    movers.on(MERGED)
    guidance = a_guidance("so-ban-nganh")
    client = client_as(movers.province.account("commune"))
    assert client.get(f"/phong-trao/huong-dan/{guidance.pk}/").status_code == 404
    assert client.get(f"/phong-trao/huong-dan/{guidance.pk}/tep/").status_code == 404
    assert "Hướng dẫn (bài thử)" not in text(client.get("/phong-trao/"))


def test_a_concern_is_sent_answered_and_accepted_on_its_page(movers: Movers, client_as: As) -> None:
    movers.on(READ)
    by, office = movers.official("commune", "dn-24751", READ), movers.province.account("emulation")
    client = client_as(by.account)
    given = {**WORRY, "unit": movers.unit("dn-24751").pk, "office": movers.unit("SNV").pk}
    bad = client.post("/kien-nghi/moi/", {**given, "title": ""})
    assert bad.status_code == 422 and "Chưa có kinh phí in pano." in text(bad)
    assert client.post("/kien-nghi/moi/", {**given, "unit": movers.unit("dn-24616").pk}).status_code == 422
    assert client.post("/kien-nghi/moi/", given).status_code == 303
    concern = Concern.objects.get()
    here = f"/kien-nghi/{concern.pk}/"
    at_office = client_as(office)
    assert "còn 10 ngày làm việc (đến 05/08/2022)" in text(at_office.get(here))
    assert at_office.post(here, {"viec": "take", "take-version": 1}).status_code == 303
    assert at_office.post(here, {"viec": "take", "take-version": 1}).status_code == 409
    empty = at_office.post(here, {"viec": "answer", "answer-version": 2, "answer-text": ""})
    assert empty.status_code == 422 and "Nội dung trả lời? Hãy ghi" in text(empty)
    told = {"viec": "answer", "answer-version": 2, "answer-text": "Đã bố trí kinh phí"}
    assert at_office.post(here, told).status_code == 303
    assert "Đã bố trí kinh phí" in text(client_as(by.account).get(here))
    assert client_as(by.account).post(here, {"viec": "accept", "accept-version": 3}).status_code == 303
    assert at_office.post(here, {"viec": "khac"}).status_code == 404
    assert (
        client_as(movers.province.account("leader")).post(here, {"viec": "take", "take-version": 4}).status_code == 403
    )
    assert Concern.objects.get().state == "accepted"


def test_a_concern_of_another_unit_is_nowhere_to_be_seen(movers: Movers, client_as: As) -> None:
    movers.on(MERGED)
    theirs = a_concern("ld-24616")
    for name in ("commune", "department", "front"):
        client = client_as(movers.province.account(name))
        assert client.get(f"/kien-nghi/{theirs.pk}/").status_code == 404
        assert "Thiếu kinh phí (bài thử)" not in text(client.get("/kien-nghi/"))
        book = client.get("/kien-nghi/kien-nghi.xlsx")
        assert "bài thử" not in ZipFile(io.BytesIO(book.content)).read("xl/worksheets/sheet1.xml").decode()


def test_the_summary_becomes_a_draft_for_the_committee_with_its_rows(movers: Movers, client_as: As) -> None:
    movers.on(MERGED)
    a_concern("ld-24751", raised_on=date(2025, 7, 1))
    client = client_as(movers.province.account("emulation"))
    here = "/kien-nghi/tong-hop/?tu=1/7/2025&den=1/7/2025"
    assert "<b>1</b> ý kiến" in text(client.get(here))
    assert "Ngày cuối trước ngày đầu" in text(client.get("/kien-nghi/tong-hop/?tu=2/7/2025&den=1/7/2025"))
    made = client.post(here, {"viec": "lap"})
    paper = Paper.objects.get()
    assert made["Location"] == f"/giay-to/{paper.pk}/" and paper.source == "movement.concerns"
    assert "Thiếu kinh phí (bài thử)" in str(paper.sheet)
    docx = client.get(f"/giay-to/{paper.pk}/docx/")
    assert docx.status_code in (200, 404)
    assert client_as(movers.province.account("leader")).post(here, {"viec": "lap"}).status_code == 404


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_pages_cost_the_same_at_one_and_at_three(
    movers: Movers, client_as: As, django_assert_max_num_queries: Any, how_many: int
) -> None:
    movers.on(MERGED)
    for code in ("ld-24751", "ld-24616", "SXD")[:how_many]:
        a_concern(code)
        a_launch(code)
        a_guidance("cap-xa-thay-huyen", *["so-ban-nganh"][: how_many - 1])
    client = client_as(movers.province.account("emulation"))
    for address, most in (("/phong-trao/", 15), ("/kien-nghi/", 10), ("/phong-trao/don-vi/SXD/", 15)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200

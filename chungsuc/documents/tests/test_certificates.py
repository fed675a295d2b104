"""Certificates: prepared, shown, undone until numbered, printed once whatever dies, checked by anybody, revoked at once."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.documents import actions, events, jobs
from chungsuc.documents.actions import PaperRefused, Stale
from chungsuc.documents.certificate_facts import public_certificate
from chungsuc.documents.models import Certificate, CertificateBatch, KeptFile, SeriesNumber
from chungsuc.documents.printing import content_of
from chungsuc.documents.rules.entries import entries_of, entries_of_rows, lines_again
from chungsuc.documents.tests.desk import Desk
from chungsuc.jobs.models import Job

TODAY = date(2026, 3, 2)
COMMON = {
    "issuer": "GIÁM ĐỐC SỞ NỘI VỤ", "verb": "TẶNG", "reason": "Đã có thành tích xuất sắc trong phong trào thi đua",
    "decision": "Quyết định số 01/QĐ-SNV ngày 02/03/2026", "place": "Lâm Đồng", "authority": "", "of": "",
    "office": "GIÁM ĐỐC", "name": "Nguyễn Văn A",
}  # fmt: skip


def prepared(desk: Desk, count: int = 3, **more: Any) -> CertificateBatch:
    entries = [{"recipient": f"Bà H'Ble Niê {n}", "detail": "Nông dân xã Đắk Wil"} for n in range(1, count + 1)]
    given = {"day": TODAY, "common": COMMON, "entries": entries, "by": desk.person("emulation"), **more}
    return actions.prepare_batch(desk.unit(), "giay-khen", **given)


def numbered(desk: Desk, **more: Any) -> CertificateBatch:
    return actions.number_batch(prepared(desk, **more), by=desk.person("emulation"))


def pages_of(content: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(content)).pages)


def test_a_prepared_batch_uses_no_number_and_is_undone(desk: Desk) -> None:
    batch = prepared(desk)
    assert not SeriesNumber.objects.exists() and not Certificate.objects.exists()
    actions.drop_batch(batch, by=desk.person("emulation"))
    assert CertificateBatch.objects.get().state == "dropped"
    with pytest.raises(Stale):
        actions.number_batch(batch, by=desk.person("emulation"))
    assert not SeriesNumber.objects.exists()


def test_every_entry_gets_a_number_and_a_code_of_its_own(desk: Desk) -> None:
    batch = numbered(desk, count=12)
    rows = list(Certificate.objects.select_related("number"))
    assert [row.number.number for row in rows] == list(range(1, 13))
    assert len({row.code for row in rows}) == 12 and all(len(row.code) == 12 for row in rows)
    told = Entry.objects.filter(act=events.BATCH_NUMBERED).get().details
    assert (told["count"], told["first"], told["last"]) == (12, rows[0].number.printed, rows[-1].number.printed)
    with pytest.raises(Stale, match="không hoàn tác được nữa"):
        actions.drop_batch(batch, by=desk.person("emulation"))


@pytest.mark.django_db(transaction=False)
def test_the_job_makes_one_file_and_twice_is_the_same(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        batch = numbered(desk)
    kept = CertificateBatch.objects.select_related("file").get(pk=batch.pk)
    assert kept.state == "printed" and kept.file is not None
    job = Job.objects.get(pk=kept.job)
    assert (job.state, job.result) == ("done", {"next": reverse("certificate_batch", args=[batch.pk])})
    from chungsuc.documents import storage

    content = storage.path_of(kept.file.sha256).read_bytes()
    assert pages_of(content) == 3
    before = KeptFile.objects.count()
    jobs.print_batch(job, lambda share, message: None)
    assert KeptFile.objects.count() == before and Entry.objects.filter(act=events.BATCH_PRINTED).count() == 1


def test_a_worker_that_dies_midway_leaves_nothing_half(desk: Desk) -> None:
    batch = numbered(desk)
    job = Job.objects.get(pk=CertificateBatch.objects.get().job)

    class Killed(BaseException):
        pass

    def dies(share: int, message: str) -> None:
        raise Killed

    for _ in range(3):
        with pytest.raises(Killed):
            jobs.print_batch(job, dies)
        assert CertificateBatch.objects.get().state == "numbered" and not KeptFile.objects.exists()
    shares: list[int] = []
    jobs.print_batch(job, lambda share, message: shares.append(share))
    assert CertificateBatch.objects.get(pk=batch.pk).state == "printed"
    assert Certificate.objects.count() == SeriesNumber.objects.count() == 3
    assert shares == sorted(shares) and shares[-1] <= 100


def test_a_batch_whose_job_gave_up_is_sent_again(desk: Desk) -> None:
    batch, by = numbered(desk), desk.person("emulation")
    with pytest.raises(Stale, match="đang in hoặc đã in xong"):
        actions.print_again(batch, by=by)
    Job.objects.filter(pk=batch.job).update(state="parked", finished_at=batch.numbered_at)
    before = batch.job
    assert actions.print_again(CertificateBatch.objects.select_related("unit").get(), by=by).job != before


def test_the_public_page_tells_what_is_printed_and_nothing_else(desk: Desk, client_as: Callable[[Any], Any]) -> None:
    numbered(desk, count=1)
    row = Certificate.objects.select_related("number").get()
    answer = client_as(None).get(reverse("check", args=[row.code.lower()]))
    page = answer.content.decode()
    assert answer.status_code == 200 and answer["X-Robots-Tag"] == "noindex, nofollow"
    for told in (
        "Bằng có thật, còn giá trị",
        "H&#x27;Ble Niê 1",
        "Nông dân xã Đắk Wil",
        "GIÁM ĐỐC SỞ NỘI VỤ",
        "02/03/2026",
    ):
        assert told in page
    assert "emulation" not in page and "Người emulation" not in page


def test_a_revoked_certificate_says_so_at_once_but_not_why(desk: Desk, client_as: Callable[[Any], Any]) -> None:
    numbered(desk, count=1)
    row = Certificate.objects.select_related("batch__unit", "number").get()
    given = {"on": TODAY, "paper": "Quyết định số 9/QĐ-SNV", "reason": "Khai man thành tích"}
    actions.revoke_certificate(row, by=desk.person("emulation"), **given)
    page = client_as(None).get(reverse("check", args=[row.code])).content.decode()
    assert "Bằng này đã bị thu hồi" in page and "Quyết định số 9/QĐ-SNV" in page and "còn giá trị" not in page
    assert "Khai man" not in page
    with pytest.raises(Stale):
        actions.revoke_certificate(row, by=desk.person("emulation"), **given)


@pytest.mark.parametrize("code", ["KHONGCO12345", "x" * 200, "-", "a-b_c"])
def test_an_unknown_code_is_told_plainly(db: None, client_as: Callable[[Any], Any], code: str) -> None:
    answer = client_as(None).get(f"/tra-cuu/{code}/")
    assert answer.status_code == 404
    assert "Không có bằng nào mang mã này" in answer.content.decode()


def test_a_typed_code_may_have_blanks_and_dashes(db: None, client_as: Callable[[Any], Any]) -> None:
    answer = client_as(None).get(reverse("check_home"), {"ma": " 7km2 qx9d-4tpa "})
    assert (answer.status_code, answer["Location"]) == (302, "/tra-cuu/7KM2QX9D4TPA/")
    assert client_as(None).get(reverse("check_home"), {"ma": "  "}).status_code == 422


def test_codes_are_looked_up_in_one_query(desk: Desk, django_assert_num_queries: Any) -> None:
    numbered(desk, count=1)
    code = Certificate.objects.get().code
    with django_assert_num_queries(1):
        assert public_certificate(code) is not None
    with django_assert_num_queries(1):
        assert public_certificate("KHONGCO") is None


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([], "Danh sách chưa có ai"),
        ([{"recipient": "A"}, {"recipient": " "}], "Dòng 2 chưa ghi người hoặc đơn vị nhận"),
        ([{"recipient": "A"}] * 1001, "Danh sách dài quá 1000 dòng"),
    ],
)
def test_a_list_that_cannot_be_is_refused_with_its_line(desk: Desk, entries: Any, told: str) -> None:
    with pytest.raises(PaperRefused, match=told):
        prepared(desk, entries=entries)


@pytest.mark.parametrize("name", ["leader", "inspector", "front", "coordinator", "commune", "nobody"])
def test_nobody_else_numbers_a_bodys_certificates(desk: Desk, name: str) -> None:
    batch = prepared(desk)
    with pytest.raises(PermissionDenied):
        actions.number_batch(batch, by=desk.person(name))
    assert not SeriesNumber.objects.exists()


def test_a_batch_is_made_shown_numbered_and_downloaded_on_its_pages(
    desk: Desk, client_as: Callable[[Any], Any], django_capture_on_commit_callbacks: Any
) -> None:
    client = client_as(desk.province.account("emulation"))
    from chungsuc.documents.facts import letterhead_of

    head = letterhead_of(desk.unit(), TODAY)
    assert head is not None
    sent = {
        "unit": "SNV", "kind": "giay-khen", "issuer": COMMON["issuer"], "verb": "TẶNG", "reason": COMMON["reason"],
        "decision": COMMON["decision"], "day": "02/03/2026", "office": f"SNV/{head.offices[0].code}",
        "signer": "Nguyễn Văn A", "size": "A4", "entries": "1. Lê Thị Hoa | Nông dân\n2. Tổ hợp tác Sầu riêng",
    }  # fmt: skip
    answer = client.post(reverse("certificate_batch_new"), sent)
    assert answer.status_code == 303, answer.content.decode()
    page = client.get(answer["Location"]).content.decode()
    assert "Cấp <b>2</b> số" in page and "Lê Thị Hoa" in page and "Tổ hợp tác Sầu riêng" in page
    sample = client.get(answer["Location"] + "tep.pdf")
    assert pages_of(sample.content) == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(answer["Location"], {"viec": "cap-so", "so-dau": "07/SNV"}).status_code == 409
        assert not SeriesNumber.objects.exists()
        assert client.post(answer["Location"], {"viec": "cap-so", "so-dau": "01/SNV"}).status_code == 303
    assert client.post(answer["Location"], {"viec": "cap-so"}).status_code == 409
    assert "Tải tệp in" in client.get(answer["Location"]).content.decode()
    assert pages_of(b"".join(client.get(answer["Location"] + "tep.pdf").streaming_content)) == 2


def test_a_list_comes_from_a_workbook_or_is_refused_in_words(desk: Desk, client_as: Callable[[Any], Any]) -> None:
    client = client_as(desk.province.account("emulation"))
    from chungsuc.documents.facts import letterhead_of

    head = letterhead_of(desk.unit(), TODAY)
    assert head is not None
    sent = {
        "unit": "SNV", "kind": "giay-khen", "issuer": "GIÁM ĐỐC", "verb": "TẶNG", "decision": "QĐ 1", "day": "02/03/2026",
        "office": f"SNV/{head.offices[0].code}", "signer": "A", "size": "A4",
    }  # fmt: skip
    listed = "TT;Họ và tên;Chức vụ\n1;Lê Thị Hoa;Nông dân\n2;=HYPERLINK(1);Tổ trưởng\n".encode()
    answer = client.post(reverse("certificate_batch_new"), {**sent, "file": SimpleUploadedFile("ds.csv", listed)})
    assert answer.status_code == 303, answer.content.decode()
    assert [entry["recipient"] for entry in CertificateBatch.objects.get().entries] == ["Lê Thị Hoa", "=HYPERLINK(1)"]
    bad = client.post(
        reverse("certificate_batch_new"), {**sent, "file": SimpleUploadedFile("ds.xlsx", b"PK\x03\x04rac")}
    )
    assert bad.status_code == 422 and CertificateBatch.objects.count() == 1


def test_lines_and_rows_are_read_alike() -> None:
    typed = entries_of("1. Lê Thị Hoa | Nông dân | Làm tốt\n\n2) Tổ hợp tác\n- x\t y")
    assert typed == [
        {"recipient": "Lê Thị Hoa", "detail": "Nông dân", "reason": "Làm tốt"},
        {"recipient": "Tổ hợp tác", "detail": "", "reason": ""},
        {"recipient": "- x", "detail": "y", "reason": ""},
    ]
    assert entries_of(lines_again(typed)) == typed
    rows = [["TT", "Họ và tên", "Chức vụ"], ["1", "Lê Thị Hoa", "Nông dân"], ["", "", ""], ["2", "Tổ hợp tác", ""]]
    assert [entry["recipient"] for entry in entries_of_rows(rows)] == ["Lê Thị Hoa", "Tổ hợp tác"]


BLANK = {
    "unit": "SNV", "name": "Giấy khen A4, máy 203", "width": "297", "height": "210", "dx": "1,5", "dy": "-0,5",
    "recipient-x": "60", "recipient-y": "90", "recipient-width": "180", "recipient-height": "14", "recipient-size": "26",
    "recipient-align": "centre",
}  # fmt: skip


def test_a_blank_is_kept_changed_and_its_grid_printed(desk: Desk, client_as: Callable[[Any], Any]) -> None:
    client = client_as(desk.province.account("emulation"))
    answer = client.post(reverse("blank_new"), BLANK)
    assert answer.status_code == 303, answer.content.decode()
    address = answer["Location"]
    assert "1,5" in client.get(address).content.decode()
    assert client.get(address + "luoi.pdf").content.startswith(b"%PDF-")
    assert client.post(address, {**BLANK, "version": 1, "dx": "2"}).status_code == 303
    assert client.post(address, {**BLANK, "version": 1, "dx": "3"}).status_code == 409
    bad = client.post(address, {**BLANK, "version": 2, "recipient-size": "", "dy": "một"})
    assert bad.status_code == 422 and "cần đủ năm số" in bad.content.decode()


def test_a_numbered_batch_keeps_the_blank_as_it_was(desk: Desk, client_as: Callable[[Any], Any]) -> None:
    client = client_as(desk.province.account("emulation"))
    client.post(reverse("blank_new"), BLANK)
    from chungsuc.documents.models import Blank
    from chungsuc.documents.printing import printed

    batch = numbered(desk, blank=Blank.objects.get())
    first = printed(batch)
    client.post(reverse("blank", args=[Blank.objects.get().pk]), {**BLANK, "version": 1, "dx": "9"})
    assert printed(CertificateBatch.objects.get()) == first
    assert pages_of(first) == 3


@pytest.mark.parametrize("demonstration", [True, False])
def test_certificates_made_of_demonstration_data_say_so(desk: Desk, settings: Any, demonstration: bool) -> None:
    settings.DEMONSTRATION = demonstration
    batch = numbered(desk, count=1)
    assert content_of(batch, batch.certificates.get()).demonstration is demonstration


def test_of_a_list_one_entry_ends_by_its_key_and_the_others_stand(desk: Desk) -> None:
    entries = [{"recipient": f"Bà H'Ble {n}", "key": f"{n}"} for n in (1, 2, 3)]
    batch = prepared(desk, source="rooms.decision", source_key="9")
    other = actions.prepare_batch(
        desk.unit(), "giay-khen", day=TODAY, common=COMMON, entries=entries, by=desk.person("emulation"),
        source="rooms.decision", source_key="9",
    )  # fmt: skip
    for one in (batch, other):
        actions.number_batch(one, by=desk.person("emulation"))
    said = {"on": TODAY, "paper": "Quyết định số 5/QĐ-SNV", "reason": "Gian dối.", "by": "bài thử"}
    assert actions.revoke_about("rooms.decision", "9", entry="2", **said) == 1
    assert actions.revoke_about("rooms.decision", "9", entry="2", **said) == 0
    ended = Certificate.objects.exclude(state="valid")
    assert [(row.recipient, row.key, row.state) for row in ended] == [("Bà H'Ble 2", "2", "revoked")]
    assert Certificate.objects.filter(state="valid").count() == 5

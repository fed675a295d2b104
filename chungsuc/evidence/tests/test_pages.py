"""The pages of evidence, as people use them."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chungsuc.evidence.models import Document
from chungsuc.locks.tests.setting import put as put_lock
from tests.province import Province

from .documents import put
from .making import pdf, photograph

OWN, OTHER = "ld-24751", "ld-24616"


@pytest.fixture(autouse=True)
def shelf(settings: Any, tmp_path: Any) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.TODAY = "2025-08-01"


@pytest.fixture
def commune(bare_province: Province, client_as: Any) -> Any:
    return client_as(bare_province.account("commune"))


def sent(client: Any, data: bytes, name: str = "anh.jpg", **more: str) -> Any:
    fields = {"unit": OWN, "kind": "anh_hien_truong", **more}
    return client.post(reverse("evidence_new"), {**fields, "file": SimpleUploadedFile(name, data)})


def test_a_document_is_sent_seen_downloaded_and_withdrawn(commune: Any) -> None:
    answer = sent(commune, photograph(), title="Đường thôn 3", taken_on="01/07/2025")
    assert answer.status_code == 303
    document = Document.objects.get()
    page = commune.get(answer["Location"])
    text = page.content.decode()
    for words in (
        "Đường thôn 3",
        "Ảnh hiện trường",
        "còn hiệu lực",
        "01/07/2025",
        "do máy ảnh ghi",
        "12,25833",
        "Đưa minh chứng lên",
    ):
        assert words in text
    file = commune.get(reverse("evidence_file", args=[document.pk]))
    assert file["Content-Disposition"] == f'attachment; filename="minh-chung-{document.pk}.jpg"'
    answer = commune.post(reverse("evidence_document", args=[document.pk]), {"reason": "Chụp nhầm đường"})
    assert answer.status_code == 303
    text = commune.get(answer["Location"]).content.decode()
    assert "Chụp nhầm đường" in text and "đã rút" in text and "Lý do rút" not in text
    assert "Đường thôn 3" not in commune.get(reverse("evidence")).content.decode()
    assert "Đường thôn 3" in commune.get(reverse("evidence") + "?tinh_trang=withdrawn").content.decode()


def test_the_same_file_again_leads_to_the_one_that_is_there(commune: Any) -> None:
    first = sent(commune, pdf(), "a.pdf", kind="quyet_dinh")
    again = commune.post(
        reverse("evidence_new"),
        {"unit": OWN, "kind": "quyet_dinh", "file": SimpleUploadedFile("b.pdf", pdf())},
        follow=True,
    )
    assert again.redirect_chain[-1][0] == first["Location"]
    assert "đã có từ trước" in again.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("rong.jpg", b"", "0 byte"),
        ("a.pdf", b"MZ" + bytes(60), "tệp chương trình"),
        ("x.jpg", b"<svg onload=alert(1)>", "mã lệnh"),
        ("IMG.HEIC", b"\0\0\0\x18ftypheic" + bytes(60), "HEIC"),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), "định dạng cũ"),
        ("lenh.pdf", pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "lệnh tự chạy"),
        ("to.pdf", pdf() + b" " * (2 << 20), "lớn hơn 1 MB"),
    ],
)
def test_a_file_that_is_refused_says_why_at_its_field_and_keeps_what_was_typed(
    commune: Any, settings: Any, name: str, data: bytes, words: str
) -> None:
    settings.EVIDENCE_FILE_MIB = 1
    answer = sent(commune, data, name, title="Tên đã gõ", number="12/QĐ")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text and 'value="Tên đã gõ"' in text and 'value="12/QĐ"' in text
    assert not Document.objects.exists()


def test_two_hundred_megabytes_are_thrown_away_while_they_arrive(commune: Any, settings: Any) -> None:
    settings.LARGEST_UPLOAD_MIB = 2
    answer = sent(commune, bytes(9 << 20), "phim.jpg", title="Tên đã gõ")
    assert answer.status_code == 422
    assert "Tệp lớn hơn 20 MB" in answer.content.decode() and 'value="Tên đã gõ"' in answer.content.decode()


def test_a_form_with_faults_says_each_at_its_field(commune: Any) -> None:
    answer = commune.post(
        reverse("evidence_new"),
        {"unit": OTHER, "kind": "gi", "issued_on": "31/02/2025", "latitude": "99", "longitude": "107,5"},
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    for words in ("không thuộc phạm vi", "không có trong danh mục", "từ -90 đến 90", "Chưa chọn tệp"):
        assert words in text
    half = sent(commune, photograph(), latitude="12,5")
    assert half.status_code == 422 and "cả vĩ độ và kinh độ" in half.content.decode()


def test_a_locked_out_unit_reads_why_and_keeps_what_it_typed(commune: Any) -> None:
    put_lock(OWN, "evidence", None)
    answer = sent(commune, photograph(), title="Tên đã gõ")
    assert answer.status_code == 422
    assert "Muốn mở khóa: Gửi đề nghị ở trang này." in answer.content.decode()
    document = put(OWN)
    page = commune.get(reverse("evidence_document", args=[document.pk])).content.decode()
    assert "Chưa rút minh chứng được" in page and "Hết hạn báo cáo" in page


def test_what_is_out_of_reach_does_not_exist(commune: Any) -> None:
    document = put(OTHER, "Tài liệu của xã bên")
    for name in ("evidence_document", "evidence_file"):
        assert commune.get(reverse(name, args=[document.pk])).status_code == 404
    assert commune.post(reverse("evidence_document", args=[document.pk]), {"reason": "x"}).status_code == 404
    assert commune.get(reverse("evidence") + f"?don-vi={OTHER}").status_code == 404
    assert "Tài liệu của xã bên" not in commune.get(reverse("evidence")).content.decode()
    document.refresh_from_db()
    assert document.withdrawn_at is None


def test_the_past_of_a_commune_is_within_its_reach(commune: Any) -> None:
    document = put("dn-24751", "Tài liệu năm 2023")
    assert commune.get(reverse("evidence_document", args=[document.pk])).status_code == 200
    assert 'value="dn-24751"' in commune.get(reverse("evidence_new")).content.decode()


def test_what_lapses_comes_first_and_the_list_goes_on_page_by_page(commune: Any) -> None:
    put(OWN, "Sắp hết", expires_on=date(2025, 9, 1))
    put(OWN, "Đã hết", expires_on=date(2025, 7, 31))
    for number in range(51):
        put(OWN, f"Tài liệu số {number:02d}")
    text = commune.get(reverse("evidence")).content.decode()
    assert text.index("Sắp hết") < text.index("Đã hết") < text.index("Tài liệu số 50")
    assert "<b>2</b> tài liệu sắp hết hoặc đã hết hiệu lực" in text
    assert "Tài liệu số 00" not in text
    following = text.split("?truoc=")[1].split('"')[0]
    assert "Tài liệu số 00" in commune.get(reverse("evidence") + f"?truoc={following}").content.decode()
    lapsed = commune.get(reverse("evidence") + "?tinh_trang=lapsed").content.decode()
    assert "Đã hết" in lapsed and "Tài liệu số" not in lapsed


def test_a_file_is_never_active_and_only_pictures_are_looked_at(commune: Any) -> None:
    sent(commune, photograph())
    sent(commune, pdf(), "a.pdf", kind="quyet_dinh")
    picture, paper = Document.objects.order_by("pk")
    for document, inline in ((picture, True), (paper, False)):
        for query in ("", "?xem=1"):
            answer = commune.get(reverse("evidence_file", args=[document.pk]) + query)
            assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
            assert answer["Content-Type"] == document.file.media_type
            assert answer["Content-Disposition"].startswith("inline" if inline and query else "attachment")
            assert "no-store" in answer["Cache-Control"]


def test_the_page_of_a_commune_warns_before_its_papers_lapse(commune: Any) -> None:
    page = reverse("unit", args=[OWN])
    assert "Chưa có minh chứng nào" in commune.get(page).content.decode()
    put(OWN, "Sắp hết", expires_on=date(2025, 9, 1))
    put(OWN, "Đã hết", expires_on=date(2025, 7, 31))
    text = commune.get(page).content.decode()
    assert f'href="/minh-chung/?don-vi={OWN}">2 minh chứng' in text
    assert "sắp hết hiệu lực</span>: 1" in text and "hết hiệu lực</span>: 1" in text

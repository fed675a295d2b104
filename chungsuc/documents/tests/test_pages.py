"""The pages of papers: what is shown, what is kept of what was typed, who comes too late, what is not there for whom."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.documents import actions
from chungsuc.documents.models import Paper, SeriesNumber
from chungsuc.documents.tests.desk import Desk
from chungsuc.typesetting.frozen import sheet_of

FORM = {
    "unit": "SNV",
    "kind": "cong-van",
    "drafter": "SNV/TĐKT",
    "subject": "Báo cáo kết quả phong trào thi đua",
    "to": "UBND các xã, phường",
    "bases": "",
    "content": "I. NỘI DUNG\nĐề nghị gửi báo cáo trước ngày 15/3/2026.",
    "office": "",
    "signer": "",
    "recipients": "- Như trên;\n- Lưu: VT, TĐKT.",
    "authority_line": "",
}


def text(answer: Any) -> str:
    import html

    return html.unescape(answer.content.decode())


@pytest.fixture
def as_(desk: Desk, client_as: Callable[[Any], Any]) -> Callable[[str], Any]:
    return lambda name: client_as(desk.province.account(name))


def test_a_paper_is_typed_shown_and_downloaded(desk: Desk, as_: Callable[[str], Any]) -> None:
    client = as_("emulation")
    answer = client.post(reverse("paper_new"), FORM)
    paper = Paper.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("paper", args=[paper.pk]))
    assert sheet_of(paper.sheet).recipients == ("Như trên", "Lưu: VT, TĐKT")
    page = text(client.get(answer["Location"]))
    assert "V/v Báo cáo kết quả phong trào thi đua" in page and "DỰ THẢO" in page and "/SNV-TĐKT" in page
    docx, pdf = client.get(reverse("paper_docx", args=[paper.pk])), client.get(reverse("paper_pdf", args=[paper.pk]))
    assert docx.content.startswith(b"PK") and pdf.content.startswith(b"%PDF-")
    tables = client.get(reverse("paper_xlsx", args=[paper.pk]))
    assert tables.content.startswith(b"PK") and tables["Content-Disposition"].endswith(
        f'"bang-van-ban-{paper.pk}.xlsx"'
    )
    assert "Tải bảng .xlsx" not in page  # it has none
    assert docx["Content-Disposition"] == f'attachment; filename="du-thao-van-ban-{paper.pk}.docx"'


def test_what_was_typed_is_kept_when_it_is_refused(as_: Callable[[str], Any]) -> None:
    answer = as_("emulation").post(reverse("paper_new"), {**FORM, "subject": ""})
    assert answer.status_code == 422
    assert "Chưa ghi trích yếu. Hãy ghi văn bản nói về việc gì." in text(answer)
    assert "Đề nghị gửi báo cáo trước ngày 15/3/2026." in text(answer)
    assert not Paper.objects.exists()


def test_an_office_of_another_body_is_refused_at_its_field(desk: Desk, as_: Callable[[str], Any]) -> None:
    from chungsuc.documents.facts import letterhead_of
    from chungsuc.web.day import today

    head = letterhead_of(desk.unit("ld-68"), today())
    assert head is not None
    office = f"ld-68/{head.offices[0].code}"
    answer = as_("emulation").post(reverse("paper_new"), {**FORM, "office": office, "signer": "Nguyễn Văn A"})
    assert "Chức vụ này không ký cho cơ quan đã chọn" in text(answer)


def test_a_draft_is_edited_and_who_comes_second_is_told(desk: Desk, as_: Callable[[str], Any]) -> None:
    paper, client = desk.drafted(kind="cong-van"), as_("emulation")
    address = reverse("paper_edit", args=[paper.pk])
    form = client.get(address)
    assert form.status_code == 200 and "Năm 2025 có 45 xã đạt chuẩn." in text(form)
    first = client.post(address, {**FORM, "version": 0, "subject": "Lần một"})
    second = client.post(address, {**FORM, "version": 0, "subject": "Lần hai"})
    assert (first.status_code, second.status_code) == (303, 409)
    assert "vừa được người khác sửa hoặc chuyển bước" in text(second)
    assert Paper.objects.get().subject == "Lần một"


@pytest.mark.parametrize("drafter", ["", "dn-67/TH"])
def test_a_letter_names_a_drafting_unit_of_its_body(as_: Callable[[str], Any], drafter: str) -> None:
    answer = as_("emulation").post(reverse("paper_new"), {**FORM, "drafter": drafter})
    assert answer.status_code == 422 and Paper.objects.count() == 0
    assert ("Chưa chọn đơn vị soạn thảo" in text(answer)) is (drafter == "")
    assert "Báo cáo kết quả phong trào thi đua" in text(answer)


def test_the_drafting_unit_stands_in_the_number_of_a_letter_and_of_no_other_paper(
    desk: Desk, as_: Callable[[str], Any]
) -> None:
    as_("emulation").post(reverse("paper_new"), FORM)
    as_("emulation").post(reverse("paper_new"), {**FORM, "kind": "bao-cao"})
    letter, report = (sheet_of(paper.sheet) for paper in Paper.objects.order_by("pk"))
    assert (letter.number, report.number, report.drafter) == ("/SNV-TĐKT", "/BC-SNV", "")


def test_the_clerk_sees_which_numbers_and_which_before_and_gives_them(desk: Desk, as_: Callable[[str], Any]) -> None:
    desk.issued()
    papers, client = [desk.submitted(subject=f"Báo cáo {n}") for n in (1, 2)], as_("emulation")
    address = reverse("papers_number") + "?" + "&".join(f"vb={paper.pk}" for paper in papers)
    shown = text(client.get(address))
    assert "02/BC-SNV" in shown and "03/BC-SNV" in shown and "Số liền trước: 01/BC-SNV" in shown
    sent = {"vb": [paper.pk for paper in papers], "day": "02/03/2026"}
    sent |= {f"phien-{paper.pk}": paper.version for paper in papers}
    sent |= {f"so-{paper.pk}": number for paper, number in zip(papers, ("02/BC-SNV", "03/BC-SNV"), strict=True)}
    assert client.post(reverse("papers_number"), sent).status_code == 303
    assert [p.number.printed for p in Paper.objects.order_by("id")] == ["01/BC-SNV", "02/BC-SNV", "03/BC-SNV"]  # type: ignore[union-attr]
    assert client.post(reverse("papers_number"), sent).status_code == 303  # nothing waits any more: shown the list
    assert SeriesNumber.objects.count() == 3


def test_a_number_taken_since_the_preview_is_not_given_silently(desk: Desk, as_: Callable[[str], Any]) -> None:
    paper, client = desk.submitted(), as_("emulation")
    desk.issued(subject="Văn bản khác")
    sent = {"vb": paper.pk, "day": "02/03/2026", f"phien-{paper.pk}": 1, f"so-{paper.pk}": "01/BC-SNV"}
    answer = client.post(reverse("papers_number"), sent)
    assert answer.status_code == 409
    assert "Số 01/BC-SNV vừa được cấp cho văn bản khác" in text(answer)


@pytest.mark.parametrize("act", ["submit", "supersede"])
def test_acts_of_the_page_are_done_once(desk: Desk, as_: Callable[[str], Any], act: str) -> None:
    paper = desk.drafted() if act == "submit" else desk.issued()
    client, address = as_("emulation"), reverse("paper", args=[paper.pk])
    sent = {"viec": act, f"{act}-version": paper.version}
    assert client.post(address, sent).status_code == 303
    assert client.post(address, sent).status_code in (404, 422)


def test_a_returned_paper_shows_why_and_waits_for_its_drafter(desk: Desk, as_: Callable[[str], Any]) -> None:
    paper = desk.submitted()
    sent = {"viec": "return", "return-version": 1, "return-reason": "Thiếu nơi nhận"}
    assert as_("emulation").post(reverse("paper", args=[paper.pk]), sent).status_code == 303
    assert "Thiếu nơi nhận" in text(as_("emulation").get(reverse("paper", args=[paper.pk])))
    assert "Thiếu nơi nhận" in text(as_("emulation").get(reverse("my_work")))


def test_the_old_paper_says_by_what_it_was_superseded(desk: Desk, as_: Callable[[str], Any]) -> None:
    by, old = desk.person("emulation"), desk.issued()
    new = actions.submit(actions.supersede(old, version=2, by=by), version=0, by=by)
    assert "Đang có dự thảo thay thế văn bản này" in text(as_("emulation").get(reverse("paper", args=[old.pk])))
    actions.issue(new, day=old.day, version=1, by=by)  # type: ignore[arg-type]
    page = text(as_("emulation").get(reverse("paper", args=[old.pk])))
    assert "Văn bản này đã được thay thế" in page and "Báo cáo số 02/BC-SNV ngày 02/03/2026" in page


def test_printed_and_confirmed_numbers_stand_beside_each_other(desk: Desk, as_: Callable[[str], Any]) -> None:
    paper, client = desk.issued(), as_("emulation")
    sent = {"viec": "confirm", "confirm-confirmed": "1337/BC-SNV"}
    assert client.post(reverse("paper", args=[paper.pk]), sent).status_code == 303
    page = text(client.get(reverse("paper", args=[paper.pk])))
    assert "01/BC-SNV" in page and "1337/BC-SNV (khác số như in)" in page
    assert "sổ ghi 1337/BC-SNV" in text(client.get(reverse("papers")))


def test_a_number_is_held_and_cancelled_on_the_pages_of_series(desk: Desk, as_: Callable[[str], Any]) -> None:
    client = as_("emulation")
    sent = {
        "giu-unit": "SNV",
        "giu-kind": "to-trinh",
        "giu-day": "02/03/2026",
        "giu-count": "2",
        "giu-purpose": "Tờ trình",
    }
    shown = client.post(reverse("number_series"), sent)
    assert "Từ <b>01/TTr-SNV</b> đến <b>02/TTr-SNV</b>" in shown.content.decode() and not SeriesNumber.objects.exists()
    wrong = client.post(reverse("number_series"), {**sent, "giu-expected": "09/TTr-SNV"})
    assert wrong.status_code == 409 and not SeriesNumber.objects.exists()
    answer = client.post(reverse("number_series"), {**sent, "giu-expected": "01/TTr-SNV"})
    assert answer.status_code == 303
    page = text(client.get(answer["Location"]))
    assert "01/TTr-SNV" in page and "02/TTr-SNV" in page and "đã giữ số, chưa dùng" in page
    number = SeriesNumber.objects.get(number=2)
    sent = {"number": number.pk, "reason": "Không trình nữa"}
    assert client.post(answer["Location"], sent).status_code == 303
    assert "Hủy: Không trình nữa" in text(client.get(answer["Location"]))


@pytest.mark.parametrize(("name", "seen"), [("emulation", 200), ("leader", 404), ("front", 404), ("inspector", 404)])
def test_a_draft_is_seen_by_its_own_body_only(desk: Desk, as_: Callable[[str], Any], name: str, seen: int) -> None:
    paper = desk.drafted()
    for address in ("paper", "paper_docx", "paper_pdf"):
        assert as_(name).get(reverse(address, args=[paper.pk])).status_code == seen


@pytest.mark.parametrize(("name", "seen"), [("leader", 200), ("inspector", 200), ("coordinator", 404), ("front", 404)])
def test_an_issued_paper_is_read_by_leaders_and_inspectors_too(
    desk: Desk, as_: Callable[[str], Any], name: str, seen: int
) -> None:
    paper = desk.issued()
    assert as_(name).get(reverse("paper", args=[paper.pk])).status_code == seen


def test_a_signed_copy_is_kept_checked_and_given_back(desk: Desk, as_: Callable[[str], Any]) -> None:
    import io

    from django.core.files.uploadedfile import SimpleUploadedFile
    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    paper, client = desk.issued(), as_("emulation")
    address = reverse("paper_signed", args=[paper.pk])
    for content, told in ((b"PK\x03\x04", "không đọc được như một tệp PDF"), (b"", "Chưa chọn tệp")):
        answer = client.post(address, {"file": SimpleUploadedFile("a.pdf", content)})
        assert answer.status_code == 422 and told in text(answer)
    for _ in range(2):  # the same file again is the same copy
        assert client.post(address, {"file": SimpleUploadedFile("a.pdf", out.getvalue())}).status_code == 303
    copy = paper.signed_copies.get()
    assert copy.outcome == "unsigned"
    assert "Không có chữ ký số (bản quét)" in text(client.get(reverse("paper", args=[paper.pk])))
    kept = client.get(reverse("signed_file", args=[copy.pk]))
    assert b"".join(kept.streaming_content) == out.getvalue()
    draft = desk.drafted()
    assert client.get(reverse("paper_signed", args=[draft.pk])).status_code == 404


def test_hostile_texts_stay_text_on_the_page(desk: Desk, as_: Callable[[str], Any]) -> None:
    paper = desk.drafted(subject="<script>alert(1)</script> {{ 7*7 }}")
    page = as_("emulation").get(reverse("paper", args=[paper.pk])).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in page

"""What a paper would be printed without is told before its number: letters, a font, the PDF of an own template."""

import html
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.documents import actions, facts, printability, storage
from chungsuc.documents.actions import PaperRefused
from chungsuc.documents.models import Paper, TemplateVersion
from chungsuc.documents.tests.desk import Desk, sheet
from chungsuc.rulebook.models import LegalDocument
from chungsuc.typesetting import fonts, templates, word_pdf
from chungsuc.typesetting.content import Annex, Column, Heading, Paragraph, Signature, Table
from chungsuc.typesetting.tests import reading
from conftest import REQUIRED

TODAY = date(2026, 3, 2)
ADVICE = "cần cài gói fonts-liberation2"


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


@pytest.fixture
def own(desk: Desk) -> TemplateVersion:
    """The standard template of reports, taken by the office for its own."""
    standard = templates.standard(facts.kinds_on(TODAY)["bao-cao"], facts.layout_on(TODAY))
    by = desk.person("emulation")
    return actions.upload_template(standard, unit=desk.unit(), kind="bao-cao", name="Mẫu", file_name="m.docx", by=by)


def by_template(desk: Desk, own: TemplateVersion, times: int = 1) -> list[Paper]:
    """Papers of the own template, submitted."""
    found, by = [], desk.person("emulation")
    for _ in range(times):
        paper = desk.drafted()
        actions.edit(paper, sheet(), version=0, by=by, template=own)
        found.append(actions.submit(Paper.objects.get(pk=paper.pk), version=1, by=by))
    return found


def test_letters_that_no_font_has_are_told_part_by_part() -> None:
    table = Table((Column("Tên"),), (("阮",),), total=("🎉",))
    lost = printability.lost_of_sheet(
        sheet(
            subject="Kết quả 🎉",
            blocks=(Heading("I. 漢"), Paragraph("Một"), table),
            annexes=(Annex("DANH SÁCH", (Paragraph("字"),), label="Phụ lục"),),
            signatures=(Signature("GIÁM ĐỐC", "Nguyễn 💮"),),
        )
    )
    assert [(one.place, one.letters) for one in lost] == [
        ("Trích yếu", "🎉"), ("Nội dung", "漢 阮 🎉"), ("Phụ lục", "字"), ("Người ký", "💮"),
    ]  # fmt: skip
    assert printability.lost_of_sheet(sheet(subject="Lò Văn Ơ, Y Bhăm Niê, 5 ≥ 3, №1")) == []


def test_the_page_of_a_draft_tells_them_and_that_of_an_issued_paper_no_more(
    desk: Desk, client_as: Callable[[Any], Any]
) -> None:
    client = client_as(desk.province.account("emulation"))
    paper = desk.submitted(subject="Kết quả 🎉")
    page = text(client.get(reverse("paper", args=[paper.pk])))
    assert "Trích yếu: 🎉" in page and "mỗi ký tự ấy in thành �" in page
    actions.issue(paper, day=TODAY, version=paper.version, by=desk.person("emulation"))
    assert "mỗi ký tự ấy" not in text(client.get(reverse("paper", args=[paper.pk])))


@pytest.mark.parametrize("there", [True, False])
def test_a_font_that_should_be_installed_is_told_on_drafts_certificates_and_to_the_administrator(
    desk: Desk, client_as: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    face = fonts.Face("Tinos") if there else fonts.found_in([])
    monkeypatch.setattr(fonts, "chosen", lambda: face)
    client = client_as(desk.province.account("emulation"))
    given = {"common": {"issuer": "UBND"}, "entries": [{"recipient": "A", "detail": "", "reason": ""}]}
    batch = actions.prepare_batch(desk.unit(), "giay-khen", day=TODAY, by=desk.person("emulation"), **given)
    pages = [reverse("paper", args=[desk.drafted().pk]), reverse("certificate_batch", args=[batch.pk])]
    assert [ADVICE in text(client.get(page)) for page in pages] == [not there] * 2
    told = text(client_as(desk.province.account("administrator")).get(reverse("people")))
    assert (ADVICE in told) is not there and "Máy chủ chưa cài LibreOffice nên văn bản theo mẫu riêng" in told


def test_certificates_tell_whose_name_cannot_be_printed_and_at_most_ten() -> None:
    entries = [{"recipient": "Nguyễn Văn A", "detail": "", "reason": ""}] + [
        {"recipient": f"阮 {n}", "detail": "", "reason": "🎉"} for n in range(20)
    ]
    lost = printability.lost_of_batch({"issuer": "UBND", "name": "Hồ 漢"}, entries)
    assert [(one.place, one.letters) for one in lost[:2]] == [("Họ tên người ký", "漢"), ("2. 阮 0", "阮 🎉")]
    assert len(lost) == 10


def test_without_the_program_the_page_says_why_there_is_no_pdf_before_and_after_the_number(
    desk: Desk, own: TemplateVersion, client_as: Callable[[Any], Any]
) -> None:
    client, (paper,) = client_as(desk.province.account("emulation")), by_template(desk, own)
    address, file = reverse("paper", args=[paper.pk]), reverse("paper_pdf", args=[paper.pk])
    assert "chưa có PDF vì máy chủ chưa cài LibreOffice" in text(client.get(address))
    assert "Tải dự thảo .pdf" not in text(client.get(address))
    answer = client.get(file)
    assert answer.status_code == 409 and "hoặc đề nghị người quản trị cài gói" in text(answer)
    issued = actions.issue(paper, day=TODAY, version=paper.version, by=desk.person("emulation"))
    assert issued.docx is not None and issued.pdf is None
    assert "lúc cấp số máy chủ chưa cài LibreOffice" in text(client.get(address))
    assert client.get(file).status_code == 404


def test_a_paper_that_the_program_cannot_turn_gets_no_number_and_that_is_told(
    desk: Desk, own: TemplateVersion, monkeypatch: pytest.MonkeyPatch, client_as: Callable[[Any], Any]
) -> None:
    monkeypatch.setattr(word_pdf, "program", lambda: "/co/soffice")
    monkeypatch.setattr(word_pdf, "pdfs", lambda papers: [None] * len(papers))
    (paper,) = by_template(desk, own)
    with pytest.raises(PaperRefused, match="LibreOffice chưa chuyển được.*chọn cách trình bày chuẩn"):
        actions.issue(paper, day=TODAY, version=paper.version, by=desk.person("emulation"))
    assert Paper.objects.get().number is None
    client = client_as(desk.province.account("emulation"))
    assert client.get(reverse("paper_pdf", args=[paper.pk])).status_code == 409


@pytest.mark.office
@pytest.mark.slow
def test_with_the_program_papers_of_an_own_template_keep_their_pdf(
    desk: Desk, own: TemplateVersion, client_as: Callable[[Any], Any]
) -> None:
    if not word_pdf.program():
        if "office" in REQUIRED:
            pytest.fail("LibreOffice Writer (soffice) is missing and CHUNGSUC_REQUIRE asks for it")
        pytest.skip("LibreOffice Writer (soffice) is not installed")
    client, papers = client_as(desk.province.account("emulation")), by_template(desk, own, times=2)
    draft = client.get(reverse("paper_pdf", args=[papers[0].pk]))
    assert draft.content.startswith(b"%PDF-") and "/BC-SNV" in reading.words(draft.content)
    asked = [actions.Asked(paper, paper.version) for paper in papers]
    issued = actions.issue_many(asked, day=TODAY, by=desk.person("emulation"))
    for number, paper in enumerate(issued, 1):
        assert paper.pdf is not None
        kept = storage.path_of(paper.pdf.sha256).read_bytes()
        assert f"0{number}/BC-SNV" in reading.words(kept) and "Năm 2025 có 45 xã đạt chuẩn./." in reading.words(kept)
        given = client.get(reverse("paper_pdf", args=[paper.pk]))
        assert b"".join(given.streaming_content) == kept  # the very file, never made again


def test_room_for_the_number_of_a_cited_document_is_told_until_the_paper_has_its_own(
    desk: Desk, client_as: Callable[[Any], Any]
) -> None:
    plan = LegalDocument(kind="Quyết định", numbers_printed=["137/QĐ-UBND", "1337/QĐ-UBND"])
    line = f"Căn cứ Quyết định số {plan.number_in_papers} ngày 13 tháng 7 năm 2022"
    assert printability.unsettled(sheet(bases=(line,))) == ["Căn cứ Quyết định số ……/QĐ-UBND ngày 13 tháng 7 năm 2022."]
    assert printability.unsettled(sheet(blocks=(Paragraph("Quê quán: ……………"),))) == []
    client, paper = client_as(desk.province.account("emulation")), desk.submitted(bases=(line,))
    address, told = reverse("paper", args=[paper.pk]), "Còn chỗ trống cho số văn bản được dẫn"
    assert told in text(client.get(address))
    assert told in text(client.get(reverse("papers_number"), {"vb": paper.pk}))
    actions.issue(paper, day=TODAY, version=paper.version, by=desk.person("emulation"))
    assert told not in text(client.get(address))


@pytest.mark.parametrize(
    ("printed", "confirmed", "said"),
    [
        (["137/QĐ-UBND", "1337/QĐ-UBND"], "", "……/QĐ-UBND"),
        (["137/QĐ-UBND", "1337/QĐ-UBND"], "1337/QĐ-UBND", "1337/QĐ-UBND"),
        (["587/QĐ-TTg"], "", "587/QĐ-TTg"),
        (["12/KH-UBND", "12/QĐ-UBND"], "", "……"),
        ([], "", "……"),
    ],
)
def test_a_paper_never_prints_two_readings_of_a_number(printed: list[str], confirmed: str, said: str) -> None:
    row = LegalDocument(kind="Quyết định", numbers_printed=printed, number_confirmed=confirmed)
    assert row.number_in_papers == said

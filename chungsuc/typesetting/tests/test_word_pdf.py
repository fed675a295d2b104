"""A paper of an office's own template becomes PDF/A where LibreOffice is: the same words, the same pages."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from chungsuc.typesetting import fonts, templates, word_pdf
from chungsuc.typesetting.kinds import PaperKind
from chungsuc.typesetting.pdf import pdf
from conftest import REQUIRED

from . import reading
from .measuring import lines
from .sample_papers import KINDS, layout

CODES = ("quyet-dinh", "cong-van", "bien-ban")


def filled(code: str) -> bytes:
    """The paper of a kind as its standard template makes it, once an office took it for its own."""
    sheet = KINDS[code]
    kind = PaperKind(code, sheet.kind_name, needs_bases=bool(sheet.bases), has_to=bool(sheet.to))
    return templates.paper(templates.standard(kind, layout()), sheet, sheet.day, layout())  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def turned() -> Iterator[dict[str, bytes | None]]:
    """What LibreOffice makes of a broken file and of some papers, all by one start."""
    if not word_pdf.program():
        if "office" in REQUIRED:
            pytest.fail("LibreOffice Writer (soffice) is missing and CHUNGSUC_REQUIRE asks for it")
        pytest.skip("LibreOffice Writer (soffice) is not installed")
    papers = {"hỏng": b"PK\x03\x04"} | {code: filled(code) for code in CODES}
    yield dict(zip(papers, word_pdf.pdfs(list(papers.values())), strict=True))


def words(text: str) -> str:
    """All letters of a text, without the spaces that lines and cells leave."""
    return "".join(text.split())


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
def test_the_words_are_those_of_the_docx(turned: dict[str, bytes | None], code: str) -> None:
    made = turned[code]
    assert made is not None
    text = words(reading.words(made))
    cells = [cell for line in lines(filled(code)) for cell in line.split("│")]
    asked = [words(cell) for cell in cells if not cell.strip().startswith(("───", "═══"))]
    assert [line for line in asked if line not in text] == []
    assert abs(len(text) - sum(map(len, asked))) <= 3  # the numbers of the pages


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
def test_it_is_pdf_a_with_its_fonts_inside_and_has_as_many_pages_as_ours(
    turned: dict[str, bytes | None], code: str, press_at_hand: None
) -> None:
    made = turned[code]
    assert made is not None and b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    assert set(reading.fonts(made).values()) == {True}
    if fonts.chosen().times_like:
        ours = PdfReader(io.BytesIO(pdf(KINDS[code], layout())))
        assert len(PdfReader(io.BytesIO(made)).pages) == len(ours.pages)


@pytest.mark.office
@pytest.mark.slow
def test_a_broken_file_among_others_has_none_and_the_others_have_theirs(turned: dict[str, bytes | None]) -> None:
    assert [code for code, made in turned.items() if made is None] == ["hỏng"]


def test_where_it_is_not_installed_that_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUNGSUC_OFFICE", "khong-co-chuong-trinh-nay")
    assert word_pdf.program() == "" and word_pdf.pdfs([]) == []
    with pytest.raises(word_pdf.NoOffice, match="cài gói libreoffice-writer-nogui"):
        word_pdf.pdfs([b""])


def test_a_file_that_is_not_whole_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 cut short")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 whole %%EOF\n")
    assert [word_pdf._whole(tmp_path / name) is None for name in ("a.pdf", "b.pdf", "c.pdf")] == [True, False, True]


def test_a_program_that_ends_without_a_file_gives_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    (tmp_path / "libswlo.so").touch()
    monkeypatch.setenv("CHUNGSUC_OFFICE", str(program))
    assert word_pdf.program() == str(program)
    assert word_pdf.pdfs([b"PK", b"PK"]) == [None, None]

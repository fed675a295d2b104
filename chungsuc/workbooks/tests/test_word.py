"""Tables of a .docx are read like sheets: where cells stand, what old fonts show, and what is refused."""

import zipfile

import pytest

from chungsuc.workbooks.reading import WorkbookRefused, read_workbook
from chungsuc.workbooks.word import AROUND

from . import making_word as w
from .making import HOSTILE_DTD, LAUGHS_DTD, packed
from .test_hostile_files import code_here, code_of


def tables(path):
    """{name: {(row, column): text}} of the visible tables."""
    found = {}
    for sheet in read_workbook(path).sheets:
        if not sheet.hidden:
            found[sheet.name] = {(r.number, c): cell.value for r in sheet.rows for c, cell in r.cells.items()}
    return found


def test_every_table_is_a_sheet_and_its_cells_say_where_they_stand(tmp_path):
    body = w.paragraph(w.run("DANH SÁCH")) + w.table(w.row("Họ tên", ""), w.row("", "An")) + w.table(w.row("1"))
    book = read_workbook(w.docx(tmp_path / "a.docx", body))
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [
        (AROUND, True), ("bảng 1", False), ("bảng 2", False),
    ]  # fmt: skip
    first = book.sheets[1]
    assert [row.number for row in first.rows] == [1, 2]
    assert first.rows[1].cell(2)[:3] == ("bảng 1, dòng 2, cột 2", "An", "text")
    assert first.rows[0].cell(2)[:3] == ("bảng 1, dòng 1, cột 2", None, "blank")
    assert book.sheets[0].rows[0].cell(1).value == "DANH SÁCH"


def test_merged_cells_keep_the_others_in_their_columns_and_are_told_as_ranges(tmp_path):
    head = w.row(w.cell("Họ tên", merge="restart"), w.cell("Thời gian", span=2), "Ghi chú")
    under = w.row(w.cell("", merge="continue"), "Từ năm", "Đến năm", "")
    body = w.table(head, under, w.row("An", "2021", "2023", "x"))
    book = read_workbook(w.docx(tmp_path / "a.docx", body))
    assert sorted(book.sheets[1].merged) == ["A1:A2", "B1:C1"]
    assert tables(tmp_path / "a.docx")["bảng 1"] == {
        (1, 1): "Họ tên", (1, 2): "Thời gian", (1, 4): "Ghi chú", (2, 2): "Từ năm", (2, 3): "Đến năm",
        (3, 1): "An", (3, 2): "2021", (3, 3): "2023", (3, 4): "x",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("runs", "shown"),
    {
        "split over runs": ((("Nguyễn V", ""), ("ăn ", ""), ("Đức", "")), "Nguyễn Văn Đức"),
        "TCVN3": ((("X· §¾k ", ".VnTime"), ("Ha", ".VnTime")), "Xã Đắk Ha"),
        "capitals of TCVN3": ((("x· ®¾k ha", ".VnTimeH"),), "XÃ ĐẮK HA"),
        "VNI, a letter split": ((("Nguye", "VNI-Times"), ("ãn", "VNI-Times")), "Nguyễn"),
        "both beside each other": ((("X· ", ".VnTime"), ("Ñöùc", "VNI-Times"), (" Lập", "Arial")), "Xã Đức Lập"),
        "Unicode under an old font": ((("Xã Đắk Hà", ".VnTime"),), "Xã Đắk Hà"),
        "letters of a font of signs": (((chr(0xF058) + chr(0xF0B7), ".VnTime"),), "Xã"),
    }.values(),
    ids=str,
)
def test_runs_read_as_they_are_shown(tmp_path, runs, shown):
    inside = w.paragraph(*(w.run(text, font) for text, font in runs))
    assert tables(w.docx(tmp_path / "a.docx", w.table(w.row(w.cell(inside=inside)))))["bảng 1"] == {(1, 1): shown}


def test_the_font_comes_from_the_style_and_from_the_document_too(tmp_path):
    made = w.styles(
        w.style("Normal", normal=True), w.style("Bang", base="Goc"), w.style("Goc", ".VnTime"),
        defaults='<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr></w:rPrDefault></w:docDefaults>',
    )  # fmt: skip
    styled = w.cell(inside=w.paragraph(w.run("X· §¾k Ha"), style="Bang"))
    plain = w.cell(inside=w.paragraph(w.run("Ñöùc")))
    path = w.docx(tmp_path / "a.docx", w.table(w.row(styled, plain)), styles_part=made)
    assert tables(path)["bảng 1"] == {(1, 1): "Xã Đắk Ha", (1, 2): "Đức"}


def test_hidden_and_struck_text_is_not_read_and_a_table_within_a_cell_is_its_text(tmp_path):
    inside = w.paragraph(w.run("An"), w.run(" ẩn", extra="<w:vanish/>")) + (
        f"<w:p><w:moveFrom>{w.run('cũ')}</w:moveFrom><w:del><w:r><w:delText>xóa</w:delText></w:r></w:del></w:p>"
    )
    inner = w.table(w.row("trong 1", "trong 2"))
    path = w.docx(tmp_path / "a.docx", w.table(w.row(w.cell(inside=inside), w.cell(inside=inner + w.paragraph()))))
    assert tables(path) == {"bảng 1": {(1, 1): "An", (1, 2): "trong 1\ntrong 2"}}


def _deep() -> str:
    return "<w:sdt>" * 400 + "</w:sdt>" * 400


CASES = {
    "no table": (w.word_parts(w.paragraph(w.run("Kính gửi"))), "no_table"),
    "an entity": (w.word_parts(w.table(w.row("a")), before=HOSTILE_DTD), "damaged"),
    "laughs": (w.word_parts(w.table(w.row("a")), before=LAUGHS_DTD), "damaged"),
    "deep": (w.word_parts(_deep() + w.table(w.row("a"))), "damaged"),
    "a million rows": (w.word_parts(w.table("<w:tr/>" * 1_000_000)), "too_many_cells"),
    "a million empty runs": (w.word_parts("<w:r/>" * 1_000_000 + w.table(w.row("a"))), "too_large"),
    "a column too far": (w.word_parts(w.table(w.row(w.cell("a", span=400), "b"))), "too_many_cells"),
    "a span out of reason": (w.word_parts(w.table(w.row(w.cell("a", span=99999)))), "damaged"),
    "a span that is no number": (w.word_parts(w.table(w.row(w.cell("a"))).replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="x"/>')), "damaged"),
    "a cell too long": (w.word_parts(w.table(w.row("a" * 40_000))), "too_large"),
    "three hundred tables": (w.word_parts(w.table(w.row("a")) * 300), "too_large"),
    "macros": (w.word_parts(w.table(w.row("a")), word__vbaProject=""), "macros"),
    "an object": (w.word_parts(w.table(w.row("a")), word__embeddings__a=""), "external_links"),
    "a part that is missing": ({k: v for k, v in w.word_parts("").items() if k != "word/document.xml"} | {"word/a.xml": ""}, "damaged"),
    "styles that are none": (w.word_parts(w.table(w.row("a")), styles_part="<a"), "damaged"),
    "half of it": (w.word_parts("") | {"word/document.xml": w.document(w.table(w.row("a")))[:150]}, "damaged"),
}  # fmt: skip


@pytest.mark.parametrize(("parts", "code"), CASES.values(), ids=CASES.keys())
def test_a_hostile_text_is_refused_with_its_reason_and_in_time(tmp_path, parts, code):
    path = packed(tmp_path / "a.docx", parts, level=0)
    assert (code_of(path), code_here(path)) == (code, code)


def test_a_bomb_is_refused_before_it_is_opened(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in w.word_parts(w.table(w.row(" " * 50_000_000))).items():
            archive.writestr(name, text)
    assert code_of(tmp_path / "a.docx") == "bomb"


def test_an_old_doc_is_refused_with_the_words_how_to_save_it(tmp_path):
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"))
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(path)
    assert (
        str(refused.value) == "Tệp Word ở định dạng cũ (.doc). Hãy mở bằng Word, lưu lại thành .docx rồi tải lên lại."
    )

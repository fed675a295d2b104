"""A paper from outside is read as its page shows it, or refused in words; no file breaks the reading."""

import io
import json
import random
import zipfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.typesetting import docx_child, docx_in
from chungsuc.typesetting.docx_in import SENTENCES, DocxRefused, read
from chungsuc.typesetting.docx_limits import DEFAULT, Limits
from chungsuc.typesetting.docx_numbers import roman
from chungsuc.typesetting.lines import BOX, Line

from .packages import NAMES, TYPES, package, paragraph


def told(content: bytes, limits: Limits = DEFAULT) -> list[Any]:
    """What the child says, asked in this process: a thousand processes would take minutes."""
    return docx_child.told(io.BytesIO(content), limits)


def lines(content: bytes) -> list[str]:
    """The lines as the page shows them."""
    verdict, found = told(content)
    assert verdict == "text", found
    return [f"{label} {text}".strip() for text, _, label, *_ in found]


def test_a_real_document_is_read_by_the_real_child() -> None:
    document = Document()
    document.add_paragraph("Căn cứ\u200b Luật;\nđiều hai")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Số: 12/QĐ-UBND", "Đắk Nông"
    document.add_paragraph("  ")
    document.add_paragraph("Ho\u0300a")
    out = io.BytesIO()
    document.save(out)
    assert read(out.getvalue()).lines == (
        Line("Căn cứ Luật;"), Line("điều hai"), Line("Số: 12/QĐ-UBND", (1, 1, 1)), Line("Đắk Nông", (1, 1, 2)), Line("Hòa"),
    )  # fmt: skip


def test_what_the_page_does_not_show_is_not_read() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="false"/></w:rPr><w:t>hiện</w:t></w:r>'
    moved = "<w:moveFrom><w:r><w:t>dời đi</w:t></w:r></w:moveFrom>"
    deleted = "<w:del><w:r><w:delText>đã xóa</w:delText></w:r></w:del>"
    code = "<w:r><w:instrText>DDE cmd</w:instrText></w:r>"
    assert lines(package(f"<w:p>{hidden}{shown}{moved}{deleted}{code}</w:p>")) == ["hiện"]


def test_text_in_a_box_is_read_once() -> None:
    box = "<w:txbxContent>{}</w:txbxContent>"
    choice = f"<m:AlternateContent><m:Choice>{box.format(paragraph('trong khung'))}</m:Choice>"
    names = f'{NAMES} xmlns:m="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    twice = f"{choice}<m:Fallback>{box.format(paragraph('trong khung'))}</m:Fallback></m:AlternateContent>"
    assert lines(package(f"<w:p><w:r>{twice}</w:r><w:r><w:t>ngoài</w:t></w:r></w:p>", names=names)) == [
        "trong khung", "ngoài",
    ]  # fmt: skip


def noted(part: str, *notes: str) -> str:
    """A part of notes; those with a type are Word's own lines."""
    rows = [f'<w:{part} w:type="separator" w:id="-1">{paragraph("vạch")}</w:{part}>']
    rows += [f'<w:{part} w:id="{n}">{paragraph(note)}</w:{part}>' for n, note in enumerate(notes, 1)]
    return f"<w:{part}s {NAMES}>{''.join(rows)}</w:{part}s>"


def refers(part: str, code: int, more: str = "") -> str:
    return f'<w:p><w:r><w:t>chữ</w:t></w:r><w:r><w:{part}Reference w:id="{code}"{more}/></w:r></w:p>'


def test_notes_heads_and_feet_are_read_with_their_places() -> None:
    body = refers("footnote", 2) + refers("footnote", 1) + refers("footnote", 4, ' w:customMarkFollows="1"')
    parts = {
        "word/footnotes.xml": noted("footnote", "sau", "trước", "không ai dẫn", "dấu riêng"),
        "word/endnotes.xml": noted("endnote", "cuối"),
        "word/header1.xml": f"<w:hdr {NAMES}>{paragraph('SỞ NỘI VỤ')}{paragraph('2')}</w:hdr>",
        "word/header2.xml": f"<w:hdr {NAMES}>{paragraph('SỞ NỘI VỤ')}{paragraph('DỰ THẢO')}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {NAMES}>{paragraph('chân')}</w:ftr>",
    }
    found = read(package(body + refers("endnote", 1), parts)).lines
    assert [(line.text, line.place) for line in found if line.place] == [
        ("sau", "Chú thích 2"), ("trước", "Chú thích 1"), ("dấu riêng", "Chú thích"), ("cuối", "Chú thích cuối văn bản 1"),
        ("SỞ NỘI VỤ", "Đầu trang"), ("DỰ THẢO", "Đầu trang"), ("chân", "Chân trang"),
    ]  # fmt: skip
    assert [line.aside for line in found if not line.place] == [False] * 4


def test_a_line_in_a_box_says_so_and_belongs_to_the_text() -> None:
    box = f"<w:txbxContent>{paragraph('trong khung')}</w:txbxContent>"
    first, second = read(package(f"<w:p><w:r>{box}</w:r></w:p>{paragraph('ngoài')}")).lines
    assert (first, second) == (Line("trong khung", None, "", BOX), Line("ngoài")) and not first.aside


def test_many_notes_cost_no_more_than_their_letters() -> None:
    codes = range(1, 20_001)
    body = "".join(f'<w:p><w:r><w:footnoteReference w:id="{code}"/></w:r></w:p>' for code in codes)
    verdict, found = told(package(body, {"word/footnotes.xml": noted("footnote", *map(str, codes))}))
    assert verdict == "text" and found[-1][3] == "Chú thích 20000"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/embeddings/oleObject1.bin": "x"}, "embedded"),
        (
            {
                "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                'relationships"><Relationship Id="a" Type="x/image" TargetMode="External" Target="http://a/b.png"/></Relationships>'
            },
            "external_links",
        ),
    ],
)
def test_a_file_that_others_will_open_loads_nothing_from_elsewhere(parts: dict[str, str], code: str) -> None:
    content = package(paragraph("chữ"), parts)
    assert read(content).lines == (Line("chữ"),)
    with pytest.raises(DocxRefused) as refused:
        read(content, strict=True)
    assert refused.value.code == code and "Hãy" in str(refused.value)


def listed(text: str, number: int, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(no: int, kind: str, pattern: str, start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{no}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl>'


LISTS = (
    f"<w:numbering {NAMES}>"
    f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "Điều %1.")}{level(1, "decimal", "%1.%2.")}'
    f"{level(2, 'lowerLetter', '%3)')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="2">{level(0, "upperRoman", "%1.", 4)}{level(1, "bullet", "")}</w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="7"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    "</w:numbering>"
)
STYLES = (
    f'<w:styles {NAMES}><w:style w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="DieuCon"><w:basedOn w:val="Dieu"/></w:style></w:styles>'
)


def test_numbers_that_word_prints_by_itself_are_told() -> None:
    body = (
        listed("một", 5) + listed("nhỏ", 5, 1) + listed("a", 5, 2) + listed("b", 5, 2) + listed("", 5)
        + paragraph("ba", '<w:pStyle w:val="DieuCon"/>') + listed("nhỏ", 5, 1) + listed("bốn", 6) + listed("chấm", 6, 1)
        + listed("lại từ đầu", 7) + listed("tiếp", 7) + listed("không có danh sách", 99)
    )  # fmt: skip
    assert lines(package(body, {"word/numbering.xml": LISTS, "word/styles.xml": STYLES})) == [
        "Điều 1. một", "1.1. nhỏ", "a) a", "b) b", "Điều 3. ba", "3.1. nhỏ", "IV. bốn", "- chấm", "Điều 1. lại từ đầu",
        "Điều 2. tiếp", "không có danh sách",
    ]  # fmt: skip


def test_roman_numbers_go_as_far_as_papers_do() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 40, 99, 399, 0, 400)] == [
        "i", "iv", "ix", "xiv", "xl", "xcix", "cccxcix", "0", "400",
    ]  # fmt: skip


ENTITY = f'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:document {NAMES}><w:body>&b;</w:body></w:document>'
HOSTILE = {
    "nothing": (b"", "empty"),
    "an old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_format"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(60), "not_a_paper"),
    "a plain text": ("Điều 1. Chữ".encode(), "not_a_paper"),
    "a zip cut short": (package(paragraph("a"))[:-30], "damaged"),
    "macros": (package(paragraph("a"), {"word/vbaProject.bin": "x"}), "macros"),
    "an entity": (package("", {"word/numbering.xml": ENTITY}), "damaged"),
    "a bomb": (package(paragraph("a"), {"word/media/a.xml": "0" * (60 << 20)}), "bomb"),
    "elements without an end": (package("<w:p>" * 1000 + "</w:p>" * 1000), "bomb"),
    "a part outside": (package(paragraph("a"), {"../../a": "x"}), "damaged"),
    "a workbook": (package("", types=TYPES.replace("wordprocessingml.document", "spreadsheetml.sheet")), "not_a_paper"),
    "no paper inside": (package("", types=TYPES.replace("word", "other")), "not_a_paper"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words(name: str) -> None:
    content, code = HOSTILE[name]
    with pytest.raises(DocxRefused) as refused:
        read(content)
    assert refused.value.code == code and "Hãy" in str(refused.value)


def test_a_document_with_an_object_or_a_link_in_it_is_read_all_the_same() -> None:
    parts = {"word/embeddings/oleObject1.bin": "x", "word/_rels/document.xml.rels": "<a/>"}
    assert read(package(paragraph("chữ"), parts)).lines == (Line("chữ"),)


def test_a_large_file_is_read_and_a_larger_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = random.Random(1).randbytes(5 << 20).decode("latin-1")
    assert read(package(paragraph("chữ"), {"word/media/anh.bin": noise})).lines == (Line("chữ"),)
    with pytest.raises(DocxRefused, match="lớn hơn 20 MB"):
        read(bytes(DEFAULT.file_bytes + 1))


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (replace(DEFAULT, letters=5), "too_long"),
        (replace(DEFAULT, lines=1), "too_long"),
        (replace(DEFAULT, xml_bytes=50), "too_long"),
        (replace(DEFAULT, depth=2), "bomb"),
        (replace(DEFAULT, elements=9), "too_long"),
    ],
)
def test_what_is_too_long_is_told_with_what_is_read(limits: Limits, code: str) -> None:
    assert told(package(paragraph("một dòng") + paragraph("hai")), limits) == ["refused", code]
    assert "500.000 chữ" in str(DocxRefused("too_long"))


def test_a_paper_without_letters_is_refused() -> None:
    with pytest.raises(DocxRefused, match="không có chữ nào"):
        read(package("<w:p/>"))


def test_a_child_that_takes_too_long_is_told() -> None:
    with pytest.raises(DocxRefused) as refused:
        read(package(paragraph("a")), replace(DEFAULT, seconds=0))
    assert refused.value.code == "timeout"


@pytest.mark.parametrize(
    "said", [b"", b"[]", b'["text",[[1,null,""]]]', b'["text",[["a",[1],""]]]', b"[" * 99999, b'["refused","x"]']
)
def test_what_the_child_says_is_checked(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_in, "answer", lambda *_: said)
    with pytest.raises(DocxRefused) as refused:
        read(package(paragraph("a")))
    assert refused.value.code == "damaged"


def test_the_child_speaks_one_line_of_json(monkeypatch: pytest.MonkeyPatch) -> None:
    class Out:
        buffer = io.BytesIO()

    class In:
        buffer = io.BytesIO(package(paragraph("chữ")))

    monkeypatch.setattr(docx_child.sys, "stdin", In)
    monkeypatch.setattr(docx_child.sys, "stdout", Out)
    monkeypatch.setattr(docx_child, "restrict", lambda *_: None)  # the test's own process must stay unlimited
    docx_child.main([json.dumps(asdict(DEFAULT))])
    assert json.loads(Out.buffer.getvalue()) == ["text", [["chữ", None, ""]]]


def damaged(count: int) -> list[bytes]:
    """Damaged files, the same at every run: bytes changed, cut, doubled, and parts changed inside a sound zip."""
    chance = random.Random(4)
    sound = package(
        listed("một", 5) + listed("hai", 5, 1) + paragraph("ba", '<w:pStyle w:val="DieuCon"/>'),
        {"word/numbering.xml": LISTS, "word/styles.xml": STYLES},
    )
    return [_inside(sound, chance) if no % 2 else _patched(sound, chance) for no in range(count)]


def _patched(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randrange(1, 12)):
        place = chance.randrange(len(out) or 1)
        way = chance.randrange(4)
        if way == 0:
            del out[place : place + chance.randrange(1, 60)]
        elif way == 1 and out:
            out[place % len(out)] = chance.randrange(256)
        elif way == 2:
            out[place:place] = chance.choice((b"<w:p>", b"</w:r>", b"&#0;", b"99999999999", b"\xff\xfe", b'w:val="-1"'))
        else:
            out[place:place] = out[max(0, place - 80) : place] * chance.randrange(1, 12)
    return bytes(out)


def _inside(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        hurt = chance.choice(old.namelist())
        for name in old.namelist():
            new.writestr(name, _patched(old.read(name), chance) if name == hurt else old.read(name))
    return out.getvalue()


def test_a_thousand_damaged_files_are_read_or_refused() -> None:
    met = set()
    for content in damaged(1000):
        verdict, found = told(content)
        assert verdict == "text" or DocxRefused(found).code in SENTENCES
        met.add(verdict if verdict == "text" else found)
    assert {"text", "damaged"} <= met


def test_some_of_them_are_read_or_refused_by_the_real_child() -> None:
    for content in damaged(8):
        try:
            read(content)
        except DocxRefused as refused:
            assert "Hãy" in str(refused)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_is_only_text(text: str) -> None:
    import re
    from xml.sax.saxutils import escape

    allowed = re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    found = told(package(paragraph(escape(allowed))))
    assert found[0] == "text"


def test_the_words_of_a_refusal_know_no_path(tmp_path: Path) -> None:
    assert all("{" not in str(DocxRefused(code)) and "/" not in str(DocxRefused(code)) for code in SENTENCES)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_child_itself_refuses_by_code(name: str) -> None:
    content, code = HOSTILE[name]
    verdict, found = told(content)
    assert verdict == "refused" and DocxRefused(found).code == code


def test_cells_are_counted_table_by_table_and_inside_each_other() -> None:
    cell = "<w:tc>{}</w:tc>".format
    inner = f"<w:tbl><w:tr>{cell(paragraph('trong'))}</w:tr></w:tbl>"
    rows = f"<w:tr>{cell(paragraph('a'))}{cell(inner + paragraph('b'))}</w:tr><w:tr>{cell(paragraph('c'))}</w:tr>"
    body = f"<w:tbl>{rows}</w:tbl>{paragraph('ngoài')}<w:tr/><w:tc/>"
    assert [(text, cell) for text, cell, *_ in told(package(body))[1]] == [
        ("a", (1, 1, 1)), ("trong", (2, 1, 1)), ("b", (1, 1, 2)), ("c", (1, 2, 1)), ("ngoài", None),
    ]  # fmt: skip


def test_breaks_tabs_and_hyphens_are_read_and_tab_stops_are_not() -> None:
    run = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"
    assert lines(package(f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{run}</w:p>")) == ["a b", "c-d"]


def test_a_child_out_of_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(docx_child, "_lines", full)
    assert told(package(paragraph("a"))) == ["refused", "bomb"]


def test_lists_of_many_items_and_odd_levels_are_numbered_as_word_does() -> None:
    letters = f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="1">{level(0, "upperLetter", "%1.", 27)}{level(1, "none", "%2")}'
    letters += f'{level(9, "decimal", "%1")}</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    zero = letters.replace('w:val="27"', 'w:val="0"')
    body = listed("một", 5) + listed("hai", 5) + listed("không số", 5, 1)
    assert lines(package(body, {"word/numbering.xml": letters})) == ["AA. một", "BB. hai", "không số"]
    assert lines(package(body, {"word/numbering.xml": zero})) == ["0. một", "A. hai", "không số"]

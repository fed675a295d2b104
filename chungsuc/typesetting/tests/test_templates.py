"""Templates: standard ones make the paper they stand for; faults are told at their places; nothing else ever runs."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chungsuc.typesetting import docx_out, templates
from chungsuc.typesetting.content import Annex, Paragraph
from chungsuc.typesetting.docx_package import zipped
from chungsuc.typesetting.kinds import PaperKind
from chungsuc.typesetting.plain_text import printable
from chungsuc.typesetting.template_faults import tag_faults
from chungsuc.typesetting.template_tags import TagFault, read_tag

from .measuring import Made, W, lines, text
from .sample_papers import KINDS, layout

SOME = ["quyet-dinh", "bao-cao", "cong-van", "bien-ban"]


def kind_of(code: str) -> PaperKind:
    sheet = KINDS[code]
    return PaperKind(code, sheet.kind_name, "", needs_bases=bool(sheet.bases), has_to=bool(sheet.to), label=code)


def standard(code: str = "quyet-dinh") -> bytes:
    return templates.standard(kind_of(code), layout())


def changed(content: bytes, old: str, new: str, part: str = "word/document.xml") -> bytes:
    """The file with the first `old` of a part replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    said = parts[part].decode("utf-8")
    assert old in said
    return zipped(parts | {part: said.replace(old, new, 1).encode("utf-8")}, None)


def said(content: bytes) -> list[str]:
    """The paper's lines; where an annex begins makes no line of its own here."""
    return [line for line in lines(content) if line != "═══ trang mới"]


@pytest.mark.parametrize("code", [code for code in KINDS if code != "phu-luc"])
def test_the_standard_template_of_a_kind_has_no_fault_and_makes_the_paper_it_stands_for(code: str) -> None:
    template = standard(code)
    made = templates.fill(template, templates.values(KINDS[code]), KINDS[code].day, layout())
    asked = said(docx_out.write(KINDS[code], layout()))
    if code == "bien-ban":  # notes under an office stand in no standard template
        asked = [line for line in asked if "Ký, ghi rõ họ tên" not in line]
    assert said(made) == asked


@pytest.mark.parametrize("code", SOME)
def test_a_standard_template_passes_its_own_check(code: str) -> None:
    assert templates.faults(standard(code)) == []


def test_a_filled_paper_has_its_widths_and_its_rules() -> None:
    made = Made(templates.fill(standard("bao-cao"), templates.values(KINDS["bao-cao"]), None, layout()))
    for table in made.tables():
        grid = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        for row in table.iter(f"{W}tr"):
            assert [int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in row.iter(f"{W}tc")] == grid
    straight = Made(docx_out.write(KINDS["bao-cao"], layout()))
    rules = [[made.of(p, "ind", "left") for p in paper.paragraphs("VBDuongKe")] for paper in (made, straight)]
    assert rules[0] == rules[1]


def test_a_table_that_an_officer_drew_without_widths_gets_them() -> None:
    rows = "<w:tr><w:tc><w:p><w:r><w:t>STT</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Tên của đơn vị</w:t></w:r></w:p></w:tc></w:tr>"
    drawn = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="500"/><w:gridCol w:w="500"/></w:tblGrid>{rows}</w:tbl>'
    uneven = drawn.replace("</w:tr>", "</w:tr><w:tr><w:tc><w:p/></w:tc></w:tr>")
    content = changed(standard(), "<w:body>", f"<w:body>{drawn}{uneven}")
    assert templates.faults(content) == []
    first, second = Made(templates.fill(content, templates.values(KINDS["quyet-dinh"]), None, layout())).tables()[:2]
    grid = [int(column.get(f"{W}w")) for column in first.iter(f"{W}gridCol")]
    assert sum(grid) == 1000 and grid[0] < grid[1]
    assert [int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in first.iter(f"{W}tc")] == grid
    assert [row.find(f"{W}tc/{W}tcPr") for row in second.iter(f"{W}tr")] == [None, None]  # left as the officer drew it


def the_table(content: bytes) -> tuple[Made, Any]:
    """A filled paper and its one table with lines."""
    made = Made(content)
    (table,) = [one for one in made.tables() if list(one.iter(f"{W}tblBorders"))[0][0].get(f"{W}val") == "single"]
    return made, table


def looks(made: Made, table: Any) -> list[list[tuple[str, bool]]]:
    """How the cells below the head are set: to which side, and whether bold."""
    rows = list(table.iter(f"{W}tr"))[1:]
    return [[(made.of(p, "jc"), made.look(p).bold) for p in row.iter(f"{W}p") if text(p)] for row in rows]


def test_a_paper_by_the_standard_template_has_the_columns_of_the_paper_set_straight() -> None:
    sheet = KINDS["bao-cao"]
    filled = the_table(templates.paper(standard("bao-cao"), sheet, sheet.day, layout()))  # type: ignore[arg-type]
    straight = the_table(docx_out.write(sheet, layout()))
    assert looks(*filled) == looks(*straight) and ("right", False) in looks(*filled)[0]
    widths = [[column.get(f"{W}w") for column in table.iter(f"{W}gridCol")] for _, table in (filled, straight)]
    assert widths[0] == widths[1]


def test_a_side_that_an_officer_chose_in_word_stays() -> None:
    sheet, centred = KINDS["bao-cao"], '<w:pStyle w:val="VBBang"/><w:jc w:val="center"/>'
    content = standard("bao-cao")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = parts["word/document.xml"].decode().replace('<w:pStyle w:val="VBBang"/>', centred)
    made = templates.paper(zipped(parts | {"word/document.xml": part.encode()}, None), sheet, sheet.day, layout())  # type: ignore[arg-type]
    assert {side for row in looks(*the_table(made)) for side, _ in row} == {"center"}


def test_a_plan_issued_with_a_decision_has_its_own_head_and_a_list_issued_with_it_has_none() -> None:
    sheet = KINDS["quyet-dinh"]
    both = replace(sheet, annexes=(*sheet.annexes, Annex("DANH SÁCH", (Paragraph("Một."),), label="Phụ lục I")))
    made = Made(templates.paper(standard(), both, sheet.day, layout()))  # type: ignore[arg-type]
    straight = Made(docx_out.write(both, layout()))
    for style in ("VBQuocHieu", "VBCoQuan", "VBTenLoai", "VBTenPhuLuc", "VBPhuLuc", "VBKemTheo"):
        assert [text(p) for p in made.paragraphs(style)] == [text(p) for p in straight.paragraphs(style)]
    drawn = [[p for p in paper.paragraphs("VBDuongKe") if p.getparent().tag == f"{W}tc"] for paper in (made, straight)]
    rules = [[paper.of(p, "ind", "left") for p in heads] for paper, heads in zip((made, straight), drawn, strict=True)]
    assert rules[0] == rules[1] and len(rules[0]) == 4


def test_the_same_values_make_the_same_file() -> None:
    template, given_ = standard(), templates.values(KINDS["quyet-dinh"])
    assert len({templates.fill(template, given_, KINDS["quyet-dinh"].day, layout()) for _ in range(5)}) == 1


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("{{ trich_yeu }}", "{{ trich_yeux }}", "đoạn ", "không có trường “trich_yeux”; có phải là “trich_yeu”"),
        ("{{ trich_yeu }}", "{{ trich_yeu", "đoạn ", "dấu {{ không có dấu kia trong cùng đoạn; viết đủ một cặp."),
        ("{{ can_cu }}", "{{ cac_can_cu }}", "đoạn ", "“cac_can_cu” là danh sách; viết {%p for x in cac_can_cu %}"),
        ("{{ can_cu }}", "{{ ky_phai }}", "đoạn ", "“ky_phai” gồm nhiều phần; ghi một phần: quyen_han, chuc_vu"),
        ("{%p for can_cu in cac_can_cu %}", "{%p for can_cu in trich_yeu %}", "đoạn ", "“trich_yeu” không phải danh sách"),
        ("{{ can_cu }}", "{{ can_cu.ten }}", "đoạn ", "không có trường “can_cu.ten”"),
        ("{{ can_cu }}", "{{ ''.__class__ }}", "đoạn ", "giữa hai dấu ngoặc chỉ ghi tên trường"),
        ("{{ can_cu }}", "{{ cycler() }}", "đoạn ", "giữa hai dấu ngoặc chỉ ghi tên trường"),
        ("{{ can_cu }}", "{{ can_cu | safe }}", "đoạn ", "không có phép “safe”; chỉ dùng upper, lower, trim."),
        ("{{ can_cu }}", "{% include 'x' %}", "đoạn ", "chỉ dùng for … in …"),
        ("{{ can_cu }}", "{% set x = 1 %}", "đoạn ", "chỉ dùng for … in …"),
        ("{{ can_cu }}", "{# ghi chú #}", "đoạn ", "mẫu không dùng ghi chú"),
        ("{{ can_cu }}", "{%p if lenh %} thừa", "đoạn ", "đoạn có “{%p if lenh %}” thì không viết gì khác"),
        ("{{ can_cu }}", "{% for x in noi_nhan %}", "đoạn ", "{% for %} phải đóng trong cùng đoạn"),
        ("{{ can_cu }}", "{%tr for x in noi_nhan %}", "đoạn ", "chỉ dùng trong bảng"),
        ("{{ can_cu }}", "{%p for trich_yeu in noi_nhan %}", "đoạn ", "“trich_yeu” đã là tên khác"),
        ("{{ o }}", "{{ x }}", "bảng 2, hàng 3, ô 2 “{{ x }}”", "không có trường “x”"),
        ("{{ so_ky_hieu }}", "12/QĐ", "cả mẫu", "chưa có trường “so_ky_hieu” (số, ký hiệu)"),
    ],
)  # fmt: skip
def test_a_slip_in_a_template_is_told_at_its_place(old: str, new: str, place: str, message: str) -> None:
    found = templates.faults(changed(standard(), old, new))
    assert any(
        f.place.startswith(place) and message in f.message and (new[:30] in f.place or place == "cả mẫu") for f in found
    ), list(map(str, found))


def test_a_loop_that_is_not_closed_and_one_that_was_not_opened_are_told() -> None:
    open_ = templates.faults(changed(standard(), "{%p endfor %}", "hết"))
    assert "chưa đóng {% for %}; thêm {%p endfor %}." in [fault.message for fault in open_]
    (shut,) = templates.faults(changed(standard("ke-hoach"), "{%p for khoi in noi_dung %}", "{%p if trich_yeu %}"))[:1]
    assert "không có trường “khoi”" in shut.message


def test_a_field_that_word_split_over_runs_is_one_field() -> None:
    split = '</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>'
    content = changed(standard(), "{{ trich_yeu }}", f"{{{split}{{ tri{split}ch_y{split}eu }}{split}}}")
    assert templates.faults(content) == []
    made = Made(templates.fill(content, templates.values(KINDS["quyet-dinh"])))
    assert text(made.only("VBTrichYeu")) == KINDS["quyet-dinh"].subject


def test_a_smart_quote_in_a_condition_is_a_quote() -> None:
    content = changed(standard(), "{%p if do_khan %}", "{%p if do_khan == “HỎA TỐC” %}")
    assert templates.faults(content) == []


@pytest.mark.parametrize("part", ["docProps/core.xml"])
def test_fields_where_nobody_sees_them_are_refused(part: str) -> None:
    found = templates.faults(changed(standard(), "<dc:title>", "<dc:title>{{ trich_yeu }}", part))
    assert [fault.place for fault in found] == ["tệp"]


@pytest.mark.parametrize(
    "hidden",
    [
        '<w:bookmarkStart w:id="0" w:name="{{ cycler.__init__ }}"/>',
        '<w:bookmarkStart w:id="0" w:name="{% set x = 1 %}"/>',
    ],
)
def test_what_hides_in_a_mark_of_the_file_is_never_run(hidden: str) -> None:
    content = changed(standard(), "<w:body>", f"<w:body>{hidden}")
    assert "biểu thức không được phép" in templates.faults(content)[0].message
    with pytest.raises(templates.TemplateFaulty, match="biểu thức không được phép"):
        templates.fill(content, templates.values(KINDS["quyet-dinh"]))


def test_a_value_that_is_missing_is_told_and_not_left_blank() -> None:
    given_ = templates.values(KINDS["quyet-dinh"])
    del given_["trich_yeu"]
    with pytest.raises(templates.TemplateFaulty, match="thiếu giá trị cho một trường.*trich_yeu"):
        templates.fill(standard(), given_)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"{{ trich_yeu }}"], ids=["empty", "zip", "pdf", "text"]
)
def test_a_file_that_is_no_docx_is_refused_in_one_sentence(content: bytes) -> None:
    (fault,) = templates.faults(content)
    assert fault.place == "tệp" and fault.message.startswith("Tệp")


class Safe(str):
    """A text that claims to be safe already."""

    def __html__(self) -> str:
        return "<w:br/>"


HOSTILE: tuple[Any, ...] = (
    '"&<>\' ]]>', "{{ trich_yeu }}{% for x in y %}", "{_{ x }_}", Safe("<w:p/>"), "\x07một\x0chai\tba", "😀", "a" * 3000, "=1+1", "\u202eabc", "\ud800",
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40)))
@example(HOSTILE[0])
@example(HOSTILE[1])
@example(HOSTILE[3])
def test_a_hostile_value_is_text_in_a_filled_template(value: str) -> None:
    given_ = templates.values(KINDS["quyet-dinh"]) | {"trich_yeu": value, "noi_nhan": [value]}
    made = Made(templates.fill(TEMPLATE, given_))
    expected = printable(str(value))
    if "{_" not in expected and "_}" not in expected and "%_" not in expected:  # the filling program's own escapes
        assert text(made.only("VBTrichYeu")) == expected
        assert text(made.only("VBNoiNhanDong")) == expected


TEMPLATE = standard()


@settings(max_examples=150)
@given(st.text(alphabet="{}%#pfori nedx.|_'\"()=trich", max_size=30))
def test_no_tag_is_taken_that_calls_or_computes(inside: str) -> None:
    try:
        tag = read_tag("{%" + inside + "%}")
    except TagFault:
        return
    assert not set("()'\"") & {letter for path in tag.paths for name in path for letter in name}


@settings(max_examples=12, deadline=None)
@given(st.text(alphabet="{}%# pfor in_nhan_x.ed", max_size=24))
def test_whatever_somebody_types_the_check_answers(typed: str) -> None:
    content = changed(TEMPLATE, "{{ can_cu }}", typed)
    found = list(tag_faults({"": templates._xml(content, "word/document.xml")}, templates.FIELDS))
    if not found:
        templates.fill(content, templates.values(KINDS["quyet-dinh"]))

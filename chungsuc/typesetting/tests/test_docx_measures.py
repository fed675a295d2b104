"""Every made .docx measured from its bytes: page, sizes, rules, page numbers, tables, as Nghị định 30 says."""

from decimal import Decimal

import pytest

from chungsuc.typesetting import docx_out
from chungsuc.typesetting.layout import MEASURES, Layout, MissingMeasure
from chungsuc.typesetting.text_width import bold_width, longest
from chungsuc.typesetting.wording import MOTTO

from .measuring import TWIPS_A_MM, Made, W, cell_of, text, width_of
from .sample_papers import KINDS, figures, layout

EVERY_KIND = pytest.mark.parametrize("kind", KINDS)
WITH_HEAD = [kind for kind in KINDS if kind != "phu-luc"]
WITH_TITLE = [kind for kind in WITH_HEAD if kind != "cong-van"]


def made(kind: str) -> Made:
    return Made(docx_out.write(KINDS[kind], layout()))


def bounds(name: str) -> tuple[float, float]:
    """The least and the most that the pack says the decree allows."""
    used = figures()[name]
    return float(figures().get(f"{name}:least", used)), float(figures().get(f"{name}:most", used))


def within(value: float, name: str) -> bool:
    least, most = bounds(name)
    return least - 0.02 <= value <= most + 0.02


@EVERY_KIND
def test_page_and_margins_are_those_of_the_decree(kind: str) -> None:
    sections = made(kind).sections()
    for section in sections:
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        turned = size.get(f"{W}orient") == "landscape"
        page = (round(int(size.get(f"{W}w")) / TWIPS_A_MM), round(int(size.get(f"{W}h")) / TWIPS_A_MM))
        assert page == ((297, 210) if turned else (210, 297))
        for edge in ("top", "bottom", "left", "right"):
            assert within(int(margins.get(f"{W}{edge}")) / TWIPS_A_MM, f"margin_{edge}"), edge


@EVERY_KIND
def test_the_page_number_stands_top_centre_and_not_on_page_one(kind: str) -> None:
    paper = made(kind)
    for section in paper.sections():
        assert section.find(f"{W}titlePg") is not None
        (number,) = paper.header_of(section, "default").iter(f"{W}p")
        assert [field.text.strip() for field in number.iter(f"{W}instrText")] == ["PAGE"]
        assert paper.of(number, "jc") == "center"
        assert within(paper.look(number).size, "page_number")
        assert not list(paper.header_of(section, "first").iter(f"{W}instrText"))


def test_every_annex_counts_its_own_pages() -> None:
    for kind in ("quyet-dinh", "phu-luc"):
        starts = [s.find(f"{W}pgNumType").get(f"{W}start") for s in made(kind).sections()]
        assert starts == ["1", "1"]


@EVERY_KIND
def test_every_letter_is_in_the_font_of_the_decree_and_black(kind: str) -> None:
    paper = made(kind)
    for p in paper.body.iter(f"{W}p"):
        assert paper.look(p).font == "Times New Roman"
    assert not list(paper.body.iter(f"{W}rFonts")) and not list(paper.body.iter(f"{W}color"))
    assert paper.defaults.find(f"{W}rPrDefault/{W}rPr/{W}color").get(f"{W}val") == "000000"


@pytest.mark.parametrize("kind", WITH_HEAD)
def test_nation_and_motto_stand_centred_in_bold_with_a_rule_as_long_as_the_motto(kind: str) -> None:
    paper = made(kind)
    nation, motto = paper.paragraphs("VBQuocHieu")[0], paper.paragraphs("VBTieuNgu")[0]
    assert (text(nation), text(motto)) == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    for p, name in ((nation, "national_name"), (motto, "motto")):
        look = paper.look(p)
        assert within(look.size, name) and look.bold and not look.italic and paper.of(p, "jc") == "center"
    cell = cell_of(motto)
    assert bold_width(text(nation), paper.look(nation).size) <= width_of(cell), "the nation's name breaks"
    (rule,) = [p for p in cell.iter(f"{W}p") if paper.style_of(p) == "VBDuongKe"]
    assert paper.rule_length(rule, width_of(cell)) == pytest.approx(bold_width(MOTTO, paper.look(motto).size), abs=0.2)


@pytest.mark.parametrize("kind", WITH_HEAD)
def test_the_body_stands_in_bold_capitals_with_a_rule_of_a_third_to_a_half(kind: str) -> None:
    paper = made(kind)
    body = paper.paragraphs("VBCoQuan")[0]
    look, cell = paper.look(body), cell_of(body)
    assert text(body).replace("\n", " ") == KINDS[kind].letterhead.body.replace("\n", " ")
    assert within(look.size, "body_name") and look.bold and text(body) == text(body).upper()
    (rule,) = [p for p in cell.iter(f"{W}p") if paper.style_of(p) == "VBDuongKe"]
    share = paper.rule_length(rule, width_of(cell)) / longest(text(body), look.size, width_of(cell))
    assert 1 / 3 <= share <= 1 / 2
    for parent in paper.paragraphs("VBCoQuanCapTren"):
        assert within(paper.look(parent).size, "parent_body") and not paper.look(parent).bold


@pytest.mark.parametrize("kind", WITH_HEAD)
def test_number_and_day_stand_under_body_and_nation(kind: str) -> None:
    paper = made(kind)
    number, day = paper.only("VBSo"), paper.only("VBNgay")
    assert text(number).startswith("Số: ") and within(paper.look(number).size, "number")
    assert within(paper.look(day).size, "place_date") and paper.look(day).italic and not paper.look(day).bold
    row = cell_of(number).getparent()
    assert row is cell_of(day).getparent(), "number and day stand on one line"
    assert paper.of(number, "jc") == paper.of(day, "jc") == "center"


@pytest.mark.parametrize("kind", WITH_TITLE)
def test_kind_and_subject_stand_centred_in_bold_with_a_rule(kind: str) -> None:
    paper = made(kind)
    title, subject = paper.paragraphs("VBTenLoai")[0], paper.only("VBTrichYeu")
    assert text(title) == text(title).upper() == KINDS[kind].kind_name
    for p, name in ((title, "kind"), (subject, "subject")):
        assert within(paper.look(p).size, name) and paper.look(p).bold and paper.of(p, "jc") == "center"
    rule = subject.getnext()
    space = (210 - 30 - 15) / 25.4 * 72
    room = paper.rule_length(subject, space)  # what its own indents leave
    share = paper.rule_length(rule, space) / longest(text(subject), paper.look(subject).size, room)
    assert paper.style_of(rule) == "VBDuongKe" and 1 / 3 <= share <= 1 / 2


def test_a_letter_has_no_title_and_its_subject_under_the_number() -> None:
    paper = made("cong-van")
    assert paper.paragraphs("VBTenLoai") == []
    subject = paper.only("VBTrichYeuCongVan")
    assert cell_of(subject) is cell_of(paper.only("VBSo"))
    assert text(subject).startswith("V/v ") and 12 <= paper.look(subject).size <= 13


@pytest.mark.parametrize("kind", WITH_HEAD)
def test_the_text_is_justified_with_its_first_line_moved_in(kind: str) -> None:
    paper = made(kind)
    for p in [*paper.paragraphs("VBNoiDung"), *paper.paragraphs("VBCanCu")]:
        assert within(paper.look(p).size, "text") and paper.of(p, "jc") == "both"
        assert within(int(paper.of(p, "ind", "firstLine")) / TWIPS_A_MM, "first_line")
        assert int(paper.of(p, "spacing", "after")) / 20 >= bounds("paragraph_space")[0]
        assert within(int(paper.of(p, "spacing", "line")) / 240, "line_spacing")
        assert paper.of(p, "spacing", "lineRule") == "auto"


def test_bases_are_italic_and_end_with_semicolons_and_a_full_stop() -> None:
    paper = made("quyet-dinh")
    bases = paper.paragraphs("VBCanCu")
    assert [text(p)[-1] for p in bases] == [";", ";", "."]
    assert all(paper.look(p).italic and not paper.look(p).bold for p in bases)
    assert paper.look(paper.only("VBThamQuyen")).bold and text(paper.only("VBQuyetDinh")) == "QUYẾT ĐỊNH:"


@pytest.mark.parametrize("kind", [kind for kind in WITH_HEAD if kind != "bien-ban"])
def test_the_signature_stands_right_and_the_recipients_left(kind: str) -> None:
    paper = made(kind)
    name, title = paper.only("VBHoTen"), paper.only("VBNoiNhan")
    row = cell_of(name).getparent()
    assert [cell_of(title), cell_of(name)] == list(row.iter(f"{W}tc"))
    for p in [*paper.paragraphs("VBQuyenHan"), name]:
        assert within(paper.look(p).size, "signature") and paper.look(p).bold and paper.of(p, "jc") == "center"
    assert text(title) == "Nơi nhận:"
    assert (paper.look(title).size, paper.look(title).bold, paper.look(title).italic) == (12, True, True)
    listed = paper.paragraphs("VBNoiNhanDong")
    assert all(text(p).startswith("- ") and paper.look(p).size == 11 for p in listed)
    assert [text(p)[-1] for p in listed] == [";"] * (len(listed) - 1) + ["."]
    assert row.find(f"{W}trPr/{W}cantSplit") is not None, "the block may break over two pages"


def test_two_signatures_stand_side_by_side() -> None:
    paper = made("bien-ban")
    first, second = paper.paragraphs("VBHoTen")
    assert [text(first), text(second)] == ["H'Bình Niê", "Điểu Krăk"]
    assert list(cell_of(first).getparent().iter(f"{W}tc")) == [cell_of(first), cell_of(second)]


@EVERY_KIND
def test_every_table_has_its_widths_on_the_grid_and_on_every_cell(kind: str) -> None:
    for table in made(kind).tables():
        grid = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert sum(grid) == int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w"))
        assert table.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"
        for row in table.iter(f"{W}tr"):
            assert [int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in row.iter(f"{W}tc")] == grid


def test_the_head_of_a_data_table_is_repeated_and_only_that() -> None:
    paper = made("phu-luc")
    table = paper.tables()[0]
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
    assert heads == [True] + [False] * 60
    number = [p for p in table.iter(f"{W}p") if text(p) == "57,5"][0]
    assert paper.of(number, "jc") == "right"


def test_a_draft_and_demonstration_data_say_so_on_every_page() -> None:
    paper = made("thong-bao")
    (section,) = paper.sections()
    assert text(paper.header_of(section, "first")) == "DỰ THẢO"
    assert text(paper.xml["word/footer1.xml"]) == "DỰ THẢO · BẢN TRÌNH DIỄN, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
    kinds = [footer.get(f"{W}type") for footer in section.iter(f"{W}footerReference")]
    assert kinds == ["default", "first"]
    assert text(paper.only("VBSo")) == "Số:       /TB-UBND"
    assert text(paper.only("VBNgay")) == "Đắk Nông, ngày      tháng      năm"


def test_the_shipped_pack_has_every_measure_in_the_range_of_the_decree() -> None:
    for name in MEASURES:
        least, most = bounds(name)
        assert least <= layout().share(name) <= most


def test_a_missing_measure_is_told_by_its_name() -> None:
    measures = {name: value for name, value in layout().measures.items() if name != "text"}
    with pytest.raises(MissingMeasure) as told:
        docx_out.write(KINDS["bao-cao"], Layout("Times New Roman", measures))
    assert told.value.key == "layout:text"


def test_another_days_measures_are_the_ones_used() -> None:
    other = Layout("Tinos", {**layout().measures, "text": Decimal("13"), "margin_left": Decimal("35")})
    paper = Made(docx_out.write(KINDS["bao-cao"], other))
    assert paper.look(paper.paragraphs("VBNoiDung")[0]).size == 13
    assert paper.look(paper.paragraphs("VBNoiDung")[0]).font == "Tinos"
    assert round(int(paper.sections()[0].find(f"{W}pgMar").get(f"{W}left")) / TWIPS_A_MM) == 35

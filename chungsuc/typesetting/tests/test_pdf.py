"""Papers as PDF: what the made file says, how it is laid out, and that nothing typed can change or break it."""

import hashlib
import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from chungsuc.typesetting import fonts
from chungsuc.typesetting.content import Annex, Block, Column, Heading, Letterhead, Paragraph, Sheet, Signature, Table
from chungsuc.typesetting.layout import Layout, MissingMeasure
from chungsuc.typesetting.letters import settable
from chungsuc.typesetting.pdf import pdf, png
from chungsuc.typesetting.tests import reading, sample_papers
from chungsuc.typesetting.tests.samples import KINDS, LAYOUT
from chungsuc.typesetting.wording import DEMONSTRATION, worded

pytestmark = pytest.mark.usefixtures("press_at_hand")

EDGE = 0.5  # mm a picture of 100 dots an inch may be off
ALL = pytest.mark.parametrize("kind", sorted(KINDS))


@cache
def of(kind: str) -> bytes:
    return pdf(KINDS[kind], LAYOUT)


def sizes(content: bytes, text: str) -> set[tuple[float, str]]:
    """The sizes in pt and the styles of all runs that hold a text."""
    return {(round(run.size, 1), run.font) for run in reading.runs(content) if text in run.text}


@ALL
def test_a_paper_is_for_the_archive_with_its_fonts_inside(kind: str) -> None:
    content = of(kind)
    said = reading.opened(content).xmp_metadata
    assert said is not None
    raw = said.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in raw and "<pdfaid:conformance>B</pdfaid:conformance>" in raw
    held = reading.fonts(content)
    assert held and all(held.values())
    family = fonts.chosen().family.replace(" ", "")
    assert all(family in name.replace("-", "") for name in held), held


@ALL
def test_a_page_is_a4_and_its_text_stays_within_the_margins(kind: str) -> None:
    content = of(kind)
    for page in reading.opened(content).pages:
        assert [round(float(side) / reading.MM) for side in page.mediabox[2:]] == [210, 297]
    for picture in png(KINDS[kind], LAYOUT):
        left, top, right, bottom = reading.ink(picture)
        assert left >= 30 - EDGE and right <= 195 + EDGE
        assert top >= 8 and bottom <= 290


@ALL
def test_the_same_paper_gives_the_same_bytes(kind: str) -> None:
    assert len({hashlib.sha256(pdf(KINDS[kind], LAYOUT)).digest() for _ in range(4)}) == 1


def test_another_process_gives_the_same_bytes() -> None:
    script = (
        "import hashlib; from chungsuc.typesetting.pdf import pdf; from chungsuc.typesetting.tests.samples import *;"
        "print(hashlib.sha256(pdf(KINDS['quyet-dinh'], LAYOUT)).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(of("quyet-dinh")).hexdigest()


def test_the_file_carries_the_day_of_the_paper_not_of_its_making() -> None:
    said = reading.opened(of("quyet-dinh")).metadata
    assert said is not None and said.creation_date is not None
    assert said.creation_date.strftime("%d/%m/%Y %H:%M") == "05/02/2024 00:00"
    assert str(said.title).startswith("QUYẾT ĐỊNH Về việc ban hành Kế hoạch")


def test_a_decision_says_its_parts_in_their_order() -> None:
    text = reading.words(of("quyet-dinh"))
    parts = [
        "ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/QĐ-UBND",
        "Đắk Nông, ngày 05 tháng 02 năm 2024", "QUYẾT ĐỊNH", "Về việc ban hành Kế hoạch", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG",
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", "ngày 30 tháng 01 năm 2024.", "QUYẾT ĐỊNH:", "Điều 1. Ban hành kèm theo",
        "Điều 3. Chánh Văn phòng", "thi hành Quyết định này./.", "Nơi nhận:", "- Như Điều 3;", "- Lưu: VT, TH.", "CHỦ TỊCH", "Nguyễn Văn Ẩn",
        "KẾ HOẠCH", "(Kèm theo Quyết định số 12/QĐ-UBND", "I. MỤC ĐÍCH, YÊU CẦU", "Phụ lục I",
    ]  # fmt: skip
    at = 0
    for part in parts:
        assert part in text[at:], part
        at = text.index(part, at) + len(part)


def test_every_part_has_its_size_and_its_weight() -> None:
    content = of("quyet-dinh")
    asked = {
        "CỘNG HÒA": (13, "Bold"), "Hạnh phúc": (14, "Bold"), "Độc lập": (14, "Bold"), "Số: 12": (13, "Regular"),
        "tháng 02 năm 2024": (14, "Italic"), "QUYẾT ĐỊNH:": (14, "Bold"), "Căn cứ Luật Thi đua": (14, "Italic"),
        "Điều 2.": (14, "Bold"), "hiệu lực thi hành": (14, "Regular"), "Nơi nhận:": (12, "BoldItalic"), "Như Điều 3": (11, "Regular"),
        "Nguyễn Văn": (14, "Bold"), "Krông Nô": (12, "Regular"),
    }  # fmt: skip
    for text, (size, style) in asked.items():
        found = sizes(content, text)
        assert found and {one[0] for one in found} == {size}, (text, found)
        assert all(style in name.replace("Semibold", "Bold") for _, name in found) or style == "Regular", (text, found)


def test_the_first_page_of_a_part_has_no_number_and_the_others_have_it_top_centre() -> None:
    found = [(run.page, run.text, round(run.x), run.y < 20) for run in reading.runs(of("quyet-dinh")) if run.y < 18]
    middle = 30 + (210 - 30 - 15) / 2
    assert [(page, text, high) for page, text, _, high in found] == [(3, "2", True), (5, "2", True)]
    assert all(abs(x - middle) < 3 for _, _, x, _ in found)


def test_the_rule_under_the_motto_is_as_long_as_its_text_and_the_others_are_shorter() -> None:
    picture = png(KINDS["quyet-dinh"], LAYOUT, 200)[0]
    image = Image.open(io.BytesIO(picture)).convert("L")
    scale = image.width / 210
    lengths = []
    for y in range(int(20 * scale), int(90 * scale)):
        dark = [value < 128 for value in image.crop((0, y, image.width, y + 1)).tobytes()]
        best = run = 0
        for one in dark:
            run = run + 1 if one else 0
            best = max(best, run)
        if best > 12 * scale and (not lengths or y - lengths[-1][0] > 3):
            lengths.append((y, best / scale))
    motto, body, subject = sorted((round(length) for _, length in lengths), reverse=True)[:3]
    assert len(lengths) == 3
    assert motto > 50 and 0.2 < body / motto < 0.8 and 0.2 < subject / motto < 0.9


def test_no_signature_stands_on_a_page_without_text() -> None:
    short = Paragraph("Nội dung của đoạn này vừa đủ một dòng.")
    for count in range(14, 22, 2):
        sheet = replace(KINDS["to-trinh"], blocks=(*[short] * count, Paragraph("Đoạn cuối cùng của văn bản.")))
        pages = reading.pages(pdf(sheet, LAYOUT))
        last = next(page for page in pages if "Lê Thị Hường" in page)
        for part in ("Đoạn cuối cùng", "GIÁM ĐỐC", "Nơi nhận:", "BTĐKT."):
            assert part in last, count


def test_the_head_of_a_table_is_repeated_on_every_page() -> None:
    pages = reading.pages(of("bao-cao"))
    assert [("STT" in page, "Ghi chú" in page) for page in pages] == [(True, True), (True, True), (False, False)]
    assert "Bình quân" in pages[1] and "17,2" in pages[1]


def test_a_wide_annex_lies_across() -> None:
    annex = replace(KINDS["phu-luc"].annexes[0], landscape=True)
    pages = reading.opened(pdf(replace(KINDS["phu-luc"], annexes=(annex,)), LAYOUT)).pages
    assert all(page.mediabox.width > page.mediabox.height for page in pages)


def test_two_who_sign_have_their_names_on_one_line() -> None:
    where = {run.text: run for run in reading.runs(of("bien-ban"))}
    assert round(where["Hoàng Thị Mỹ Lệ"].y, 1) == round(where["Lê Thị Hường"].y, 1)
    assert where["Hoàng Thị Mỹ Lệ"].x < 100 < where["Lê Thị Hường"].x


def test_a_paper_without_number_and_day_leaves_room_for_them() -> None:
    text = reading.words(pdf(replace(KINDS["quyet-dinh"], number="/QĐ-UBND", day=None), LAYOUT))
    assert "/QĐ-UBND" in text and "ngày tháng năm" in text and "None" not in text


def test_demonstration_data_says_so_on_every_page() -> None:
    pages = reading.pages(pdf(replace(KINDS["quyet-dinh"], demonstration=True), LAYOUT))
    assert len(pages) == 5 and all(DEMONSTRATION in page for page in pages)
    assert DEMONSTRATION not in reading.words(of("quyet-dinh"))


def test_a_draft_says_so_in_a_frame_under_its_number_and_at_the_foot() -> None:
    sheet = replace(KINDS["bao-cao"], draft=True, number="/BC-UBND", day=None)
    content = pdf(sheet, LAYOUT)
    found = [(run.page, round(run.y) < 60) for run in reading.runs(content) if run.text == "DỰ THẢO"]
    assert found == [(1, True), (1, False), (2, False), (3, False)]


def spoken(blocks: tuple[Block, ...]) -> Iterator[str]:
    """What a reader sees of the text, piece by piece."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield f"{block.lead} {block.text}"
        elif isinstance(block, Heading):
            yield block.text
        else:
            yield block.caption
            for row in (tuple(column.name for column in block.columns), *block.rows, block.total):
                yield from row


@pytest.mark.parametrize("kind", sorted(sample_papers.KINDS))
def test_every_line_of_a_paper_is_there_in_its_order(kind: str) -> None:
    sheet = sample_papers.KINDS[kind]
    said = worded(sheet)
    lines = [*said.addressed, said.authority_line, *said.bases, said.enacting, *spoken(said.blocks)]
    for annex in said.annexes:
        lines += [annex.label, annex.title, annex.note, *spoken(annex.blocks)]
    text = reading.words(pdf(sheet, sample_papers.layout()))
    at = 0
    for line in filter(None, (" ".join(line.split()) for line in lines)):
        assert line in text[at:], line
        at = text.index(line, at) + len(line)
    for line in (said.number_line, said.place_and_day, said.kind_name, said.subject, *said.recipients):
        assert " ".join(line.split()) in text, line
    for one in said.signatures:
        assert all(" ".join(part.split()) in text for part in (one.capacity, one.office, one.label, one.name))


def test_a_missing_measure_is_named() -> None:
    with pytest.raises(MissingMeasure, match="layout:motto"):
        pdf(KINDS["bao-cao"], Layout("Times New Roman", {k: v for k, v in LAYOUT.measures.items() if k != "motto"}))


MARKUP = '#eval("1+1") #read("/etc/passwd") *đậm* _nghiêng_ = Đầu <nhãn> @ref $x^2$ {{ 7*7 }} {% for %} =HYPERLINK("http://a.vn") \\u{41} & "\' // /* `'


def hostile(text: str) -> Sheet:
    """A paper that says this text in every place that takes one."""
    table = Table((Column(text, 0.2), Column("B", 3, "right")), ((text, text), ("1", text)), text, (text, text))
    return Sheet(
        "quyet-dinh", text, Letterhead(text, text, text), text, text, None, (text, text), text, (text,),
        (Paragraph(text, text, True), table, Paragraph(text)), (Signature(text, text, "KT.", text, text), Signature(text, text)),
        (text, text), (Annex(text, (table,), text, text),), text, True,
    )  # fmt: skip


def test_markup_is_printed_as_it_stands() -> None:
    sheet = replace(KINDS["thong-bao"], blocks=(Paragraph(MARKUP), Paragraph("Hết.")))
    text = reading.words(pdf(sheet, LAYOUT)).replace(" ", "")
    assert " ".join(settable(MARKUP).split()).replace(" ", "") in text


@pytest.mark.parametrize(
    "text",
    [
        "A" * 3000,
        "Nguyễn Văn Ẩn " * 210,
        "🎉\U0010ffff阮\ud800",
        "\u202eabc\u2066\x00\x1b",
        "a\u0301" * 400,
        "dòng\n" * 60,
    ],
    ids=["one long word", "long", "no letters", "turned", "marks", "lines"],
)
def test_extreme_values_make_a_whole_file_within_its_margins(text: str) -> None:
    sheet = hostile(text)
    content = pdf(sheet, LAYOUT)
    assert reading.opened(content).pages
    for picture in png(replace(sheet, annexes=()), LAYOUT, 30)[:2]:
        left, _, right, _ = reading.ink(picture)
        assert left >= 30 - 1.5 and right <= 195 + 1.5


@settings(max_examples=15)
@given(st.text(max_size=80))
@example(" ")
@example("\u200b")
def test_whatever_is_typed_makes_a_whole_file(text: str) -> None:
    assert reading.opened(pdf(hostile(text), LAYOUT)).pages

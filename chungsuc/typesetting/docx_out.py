"""A paper as a .docx that an officer opens, edits and signs: named styles, real tables, the layout of the day.

`write` sets a `Sheet`; `set_words` sets words that are already worded, which is how standard templates are made.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from . import docx_styles
from .content import Block, Heading, Letterhead, Paragraph, Sheet, Signature, Table
from .docx_package import HEADER_ANNEX, HEADER_FIRST, Properties, package, section
from .docx_xml import (
    HEADER,
    NAMESPACES,
    TWIPS_A_POINT,
    Cell,
    Row,
    after,
    middle,
    paragraph,
    paragraphs,
    rule,
    run,
    shared,
    table,
    twips,
)  # fmt: skip
from .layout import Layout
from .text_width import balanced, longest
from .wording import MOTTO, NATION, RECIPIENTS, Worded, WordedAnnex, worded

_SIDES = (40, 60)  # the body's side and the nation's side of the head, in proportion
_HALVES = (45, 55)  # the list of recipients and the signature
_TABLE_GAP = 80  # twips between a cell's edge and its text
_HEADING_LEVELS = 3
_ALIGNED = {"right": '<w:jc w:val="right"/>', "centre": '<w:jc w:val="center"/>', "left": ""}
_KEPT = "<w:keepNext/>"
_AIR = 8  # points between the parts of a paper


def write(sheet: Sheet, layout: Layout) -> bytes:
    """The paper as a .docx: the same sheet and layout give the same bytes. MissingMeasure when the layout lacks one."""
    return set_words(worded(sheet), layout, Properties(_title(sheet), sheet.day))


def _title(sheet: Sheet) -> str:
    return " ".join(part for part in (sheet.kind_name, sheet.subject) if part).replace("\n", " ")


@dataclass(frozen=True)
class Looped:
    """What a template repeats for every annex: the tags around it, and the annex with fields in it, as a "Phụ lục" and
    as a paper issued with this one (`headed`); the three tags of `choice` stand around the two ways of beginning.
    """

    before: str
    annex: WordedAnnex
    headed: WordedAnnex
    choice: tuple[str, str, str]
    after: str


def set_words(words: Worded, layout: Layout, properties: Properties, looped: Looped | None = None) -> bytes:
    """A paper whose words are given, as a .docx; a template's annexes are `looped`."""
    page = _Page.of(layout)
    sections: list[tuple[str, str]] = []
    if words.has_front:
        front = _front(words, page) + (_looped(looped, page) if looped else "")
        sections.append((front, _section(page, words, HEADER_FIRST)))
    for number, annex in enumerate(words.annexes):
        turned = page.turned() if annex.landscape else page
        first = HEADER_FIRST if number == 0 and not words.has_front else HEADER_ANNEX
        sections.append((_annex(annex, turned), _section(turned, words, first)))
    if not sections:
        sections.append((paragraph("VBNoiDung"), _section(page, words, HEADER_FIRST)))
    *before, (last, closing) = sections
    body = "".join(content + paragraph(docx_styles.SPACER, extra=ended) for content, ended in before)
    document = f"{HEADER}<w:document {NAMESPACES}><w:body>{body}{last}{closing}</w:body></w:document>"
    return package(document, docx_styles.styles(layout), draft=words.draft, marks=words.marks, properties=properties)


@dataclass(frozen=True)
class _Page:
    """A page and its margins in twips, upright or turned."""

    layout: Layout
    width: int
    height: int
    left: int
    right: int
    landscape: bool = False

    @classmethod
    def of(cls, layout: Layout) -> "_Page":
        width, height = twips(layout.mm("page_width")), twips(layout.mm("page_height"))
        return cls(layout, width, height, twips(layout.mm("margin_left")), twips(layout.mm("margin_right")))

    def turned(self) -> "_Page":
        return _Page(self.layout, self.height, self.width, self.left, self.right, landscape=True)

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right


def _section(page: _Page, words: Worded, first: str) -> str:
    top, bottom = twips(page.layout.mm("margin_top")), twips(page.layout.mm("margin_bottom"))
    margins = {
        "top": top, "right": page.right, "bottom": bottom, "left": page.left, "header": top // 2, "footer": bottom // 2,
    }  # fmt: skip
    return section(
        width=page.width,
        height=page.height,
        margins=margins,
        landscape=page.landscape,
        first=first,
        footed=bool(words.marks),
    )


def _front(words: Worded, page: _Page) -> str:
    """Everything but the annexes."""
    parts = [_head(words, page)]
    if words.kind_name:
        parts.append(paragraph("VBTenLoai", run(words.kind_name)))
        parts.append(_subject(words.subject, page))
    parts += _addressed(words.addressed)
    if words.authority_line:
        parts.append(paragraph("VBThamQuyen", run(words.authority_line)))
    parts += [paragraph("VBCanCu", run(text)) for text in words.bases]
    if words.enacting:
        parts.append(paragraph("VBQuyetDinh", run(words.enacting)))
    parts.append(_blocks(words.blocks, page, kept=True))
    parts.append(_closing(words, page))
    return "".join(parts)


def _head(words: Worded, page: _Page) -> str:
    """The body's name and the nation's, then number and day under them, each on the line of the other."""
    left, right = shared(_SIDES, page.text_width)
    under = [paragraph("VBSo", run(words.number_line))]
    if not words.kind_name and words.subject:
        under.append(paragraph("VBTrichYeuCongVan", run(words.subject)))
    if words.urgency:
        under.append(paragraphs("VBKhan", words.urgency))
    rows = [
        Row((Cell(_body(words.letterhead, page, left)), Cell(_nation(page, right)))),
        Row((Cell("".join(under)), Cell(paragraph("VBNgay", run(words.place_and_day))))),
    ]
    return table((left, right), rows)


def _body(letterhead: Letterhead, page: _Page, width: int) -> str:
    """The parent body, the body in bold, and its rule of a share of the name."""
    size = page.layout.pt("body_name")
    length = page.layout.share("body_rule_share") * longest(letterhead.body, size, width / TWIPS_A_POINT)
    parent = paragraphs("VBCoQuanCapTren", letterhead.parent) if letterhead.parent else ""
    return parent + paragraph("VBCoQuan", run(letterhead.body)) + rule(docx_styles.RULE, length, width)


def _nation(page: _Page, width: int) -> str:
    """The nation's name, its motto, and the rule as long as the motto."""
    length = longest(MOTTO, page.layout.pt("motto"), width / TWIPS_A_POINT)
    return (
        paragraph("VBQuocHieu", run(NATION))
        + paragraph("VBTieuNgu", run(MOTTO))
        + rule(docx_styles.RULE, length, width)
    )


def _subject(subject: str, page: _Page) -> str:
    if not subject:
        return ""
    width, size = page.text_width, page.layout.pt("subject")
    room = balanced(subject, size, width / TWIPS_A_POINT)
    length = page.layout.share("body_rule_share") * longest(subject, size, room)
    drawn = paragraph(docx_styles.RULE, extra=after(_AIR) + middle(length, width))
    return paragraph("VBTrichYeu", run(subject), extra=middle(room, width)) + drawn


def _addressed(lines: tuple[str, ...]) -> list[str]:
    if not lines:
        return []
    first, *others = lines
    if not others:
        return [paragraph("VBKinhGui", run(first))]
    *listed, last = others
    return [
        paragraph("VBKinhGuiNhieu", run(first)),
        *(paragraph("VBKinhGuiNoi", run(line)) for line in listed),
        paragraph("VBKinhGuiNoi", run(last), extra=after(_AIR)),
    ]


def _blocks(blocks: Iterable[Block], page: _Page, *, kept: bool = False) -> str:
    """The body of a paper; `kept`: its last paragraph stays on the page of the signature."""
    every = list(blocks)
    return "".join(_block(block, page, kept and number == len(every)) for number, block in enumerate(every, 1))


def _block(block: Block, page: _Page, kept: bool) -> str:
    if isinstance(block, Paragraph):
        lead = run(f"{block.lead} " if block.text and block.lead else block.lead, bold=True)
        return paragraph("VBNoiDung", lead, run(block.text, italic=block.italic), extra=_KEPT if kept else "")
    if isinstance(block, Heading):
        return paragraph(f"VBDeMuc{min(max(block.level, 1), _HEADING_LEVELS)}", run(block.text))
    return _data_table(block, page)


def _data_table(block: Table, page: _Page) -> str:
    """A table with lines; its head is repeated on every page."""
    widths = shared([max(column.share, 0.01) for column in block.columns], page.text_width)
    aligned = [_ALIGNED[column.align] for column in block.columns]
    head = tuple(Cell(paragraph("VBDauBang", run(column.name)), centred=True) for column in block.columns)
    rows = [Row(head, head=True)] if any(column.name for column in block.columns) else []
    for row in block.rows:
        rows.append(Row(tuple(Cell(_in_table(text, extra)) for text, extra in zip(row, aligned, strict=True))))
    if block.total:
        bold = zip(block.total, aligned, strict=True)
        rows.append(Row(tuple(Cell(_in_table(text, extra, bold=True)) for text, extra in bold)))
    caption = paragraph("VBTenBang", run(block.caption)) if block.caption else ""
    apart = paragraph(docx_styles.SPACER, extra=after(_AIR))
    return caption + table(widths, rows, lined=True, gap=_TABLE_GAP) + apart


def _in_table(text: str, extra: str, *, bold: bool = False) -> str:
    return paragraph("VBBang", run(text, bold=bold), extra=extra)


def _closing(words: Worded, page: _Page) -> str:
    """Signatures and recipients: one signature stands right of the list; several stand side by side above it."""
    listed = _recipients(words.recipients)
    if not words.signatures and not words.recipients:
        return ""
    if len(words.signatures) <= 1:
        signed = "".join(_signature(one) for one in words.signatures)
        widths = shared(_HALVES, page.text_width)
        rows = [Row((Cell(listed or paragraph("VBNoiNhanDong")), Cell(signed or paragraph("VBQuyenHan"))))]
        return paragraph(docx_styles.SPACER, extra=_KEPT) + table(widths, rows) + paragraph(docx_styles.SPACER)
    widths = shared([1.0] * len(words.signatures), page.text_width)
    cells = tuple(Cell(_signature(one)) for one in words.signatures)
    apart = paragraph(docx_styles.SPACER, extra=after(_AIR))
    return paragraph(docx_styles.SPACER, extra=_KEPT) + table(widths, [Row(cells)]) + apart + listed


def _signature(one: Signature) -> str:
    lines = [paragraphs("VBQuyenHan", one.capacity)] if one.capacity else []
    lines.append(paragraph("VBQuyenHan", run(one.office)))
    if one.label:
        lines.append(paragraph("VBGhiChuKy", run(one.label)))
    lines.append(paragraph("VBHoTen", run(one.name)))
    return "".join(lines)


def _recipients(lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    return paragraph("VBNoiNhan", run(RECIPIENTS)) + "".join(paragraph("VBNoiNhanDong", run(line)) for line in lines)


def _annex(annex: WordedAnnex, page: _Page) -> str:
    """A part with pages of its own."""
    return _annex_head(annex, page) + _annex_rest(annex, page)


def _annex_head(annex: WordedAnnex, page: _Page) -> str:
    """The label and the title; of a paper issued with this one its letterhead, kind and subject."""
    if annex.letterhead is not None and annex.letterhead.body:
        left, right = shared(_SIDES, page.text_width)
        cells = Cell(_body(annex.letterhead, page, left)), Cell(_nation(page, right))
        kind, _, subject = annex.title.partition("\n")
        under = paragraphs("VBTenPhuLuc", subject) if subject else ""
        return table((left, right), [Row(cells)]) + paragraph("VBTenLoai", run(kind)) + under
    label = paragraph("VBPhuLuc", run(annex.label)) if annex.label else ""
    return label + (paragraph("VBTenPhuLuc", run(annex.title)) if annex.title else "")


def _annex_rest(annex: WordedAnnex, page: _Page) -> str:
    return (paragraphs("VBKemTheo", annex.note) if annex.note else "") + _blocks(annex.blocks, page)


def _looped(looped: Looped, page: _Page) -> str:
    """An annex in a loop begins a page, for a loop cannot hold a section."""

    def tag(said: str) -> str:
        return paragraph("VBNoiDung", run(said))

    apart = paragraph(docx_styles.SPACER, extra="<w:pageBreakBefore/>")
    headed, otherwise, ended = map(tag, looped.choice)
    begun = headed + _annex_head(looped.headed, page) + otherwise + _annex_head(looped.annex, page) + ended
    return tag(looped.before) + apart + begun + _annex_rest(looped.annex, page) + tag(looped.after)

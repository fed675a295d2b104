"""A paper as PDF/A-2b, set from the same words as the .docx and with the same measures.

The words come from `wording.worded`, the measures from `Layout`; `typst/paper.typ` sets them. Text is data there: what
looks like markup is printed as it stands.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from chungsuc.typesetting import press
from chungsuc.typesetting.content import Block, Heading, Letterhead, Paragraph, Sheet, Signature, Table
from chungsuc.typesetting.layout import MEASURES, Layout
from chungsuc.typesetting.letters import laid, room_for
from chungsuc.typesetting.wording import MOTTO, NATION, RECIPIENTS, Worded, WordedAnnex, worded

_SOURCE = "paper.typ"
_MOST_KEPT_LINES = 40  # a list of recipients longer than this may run over a page, or it would fit none
_LONGEST_KEPT_ROW = 400  # letters of a cell; a longer row may run over a page
_LONGEST_HEAD = 200  # letters of a column's name; a longer head stands once, not on every page
_CELL_PADDING = 3.0  # mm, both sides of a cell
_NARROWEST = 12.0  # mm, however small the share of a column


def pdf(sheet: Sheet, layout: Layout) -> bytes:
    """The paper as PDF/A-2b: fonts inside, the paper's day as its time, the same bytes for the same paper.

    Raises MissingMeasure when the layout lacks a measure. Writes nothing.
    """
    return press.pdf(_SOURCE, _data(sheet, layout), sheet.day)


def png(sheet: Sheet, layout: Layout, ppi: float = 100) -> list[bytes]:
    """The pages of the paper as PNG pictures of `ppi` dots an inch, to look at. Raises as `pdf`; writes nothing."""
    return press.png(_SOURCE, _data(sheet, layout), ppi)


def _data(sheet: Sheet, layout: Layout) -> dict[str, Any]:
    words = worded(sheet)
    width = layout.mm("page_width") - layout.mm("margin_left") - layout.mm("margin_right")
    size = layout.pt("table")
    return {
        "measures": {name: layout.mm(name) for name in MEASURES},
        "title": laid(" ".join(f"{words.kind_name} {words.subject}".split())),
        "author": laid(" ".join(words.letterhead.body.split())),
        "nation": NATION,
        "motto": MOTTO,
        "marks": [laid(mark) for mark in words.marks],
        "front": _front(words, width, size) if words.has_front else None,
        "annexes": [_annex(annex, width, layout, size) for annex in words.annexes],
    }


def _front(words: Worded, width: float, size: float) -> dict[str, Any]:
    return {
        "letterhead": _letterhead(words.letterhead),
        "number": laid(words.number_line),
        "place_day": laid(words.place_and_day),
        "kind_name": _lines(words.kind_name),
        "subject": _lines(words.subject),
        "urgency": laid(words.urgency),
        "draft": words.draft,
        "addressed": [laid(line) for line in words.addressed],
        "authority_line": _lines(words.authority_line),
        "bases": [laid(line) for line in words.bases],
        "enacting": laid(words.enacting),
        "blocks": _blocks(words.blocks, width, size),
        "signatures": [_signature(one) for one in words.signatures],
        "recipients": [laid(line) for line in words.recipients],
        "recipients_title": RECIPIENTS,
        "kept": sum(1 + len(line) // 36 for line in words.recipients) <= _MOST_KEPT_LINES,
    }


def _annex(annex: WordedAnnex, width: float, layout: Layout, size: float) -> dict[str, Any]:
    if annex.landscape:
        width += layout.mm("page_height") - layout.mm("page_width")
    return {
        "label": _lines(annex.label),
        "title": _lines(annex.title),
        "note": laid(annex.note),
        "letterhead": _letterhead(annex.letterhead) if annex.letterhead and annex.letterhead.body else None,
        "landscape": annex.landscape,
        "blocks": _blocks(annex.blocks, width, size),
    }


def _letterhead(letterhead: Letterhead) -> dict[str, Any]:
    return {"body": _lines(letterhead.body), "parent": _lines(letterhead.parent)}


def _signature(one: Signature) -> dict[str, Any]:
    said = {**asdict(one), "capacity": one.capacity}
    return {name: _lines(text) for name, text in said.items()}


def _blocks(blocks: Sequence[Block], width: float, size: float) -> list[dict[str, Any]]:
    return [_block(block, width, size) for block in blocks]


def _block(block: Block, width: float, size: float) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"is": "paragraph", "lead": laid(block.lead), "texts": _lines(block.text), "italic": block.italic}
    if isinstance(block, Heading):
        return {"is": "heading", "text": laid(block.text), "level": block.level}
    return _table(block, width, size)


def _table(table: Table, width: float, size: float) -> dict[str, Any]:
    """A table; a word too long for its own column gets places to break."""
    shares = _shares(table, width)
    room = [room_for(share - _CELL_PADDING, size) for share in shares]

    def row(cells: Sequence[str]) -> list[list[str]]:
        return [_lines(cell, longest) for cell, longest in zip(cells, room, strict=True)]

    return {
        "is": "table",
        "caption": laid(table.caption),
        "shares": shares,
        "aligns": [column.align for column in table.columns],
        "repeated": all(len(column.name) <= _LONGEST_HEAD for column in table.columns),
        "head": row([column.name for column in table.columns]),
        "rows": [row(cells) for cells in table.rows],
        "total": row(table.total) if table.total else [],
        "whole_rows": all(len(cell) <= _LONGEST_KEPT_ROW for cells in table.rows for cell in cells),
    }


def _shares(table: Table, width: float) -> list[float]:
    """The widths of the columns in mm: in proportion, and none so narrow that a word falls apart letter by letter."""
    least = min(_NARROWEST, width / len(table.columns))
    whole = sum(column.share for column in table.columns)
    shares = [max(least, width * column.share / whole) for column in table.columns]
    return [share * width / sum(shares) for share in shares]


def _lines(text: str, longest: int = 0) -> list[str]:
    """The lines of a text ready for the press; none for no text."""
    return [laid(line, longest) if longest else laid(line) for line in text.split("\n")] if text else []

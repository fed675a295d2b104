"""A body text as it is typed, one paragraph a line, and the blocks that it means. Pure."""

import re
from collections.abc import Iterable

from chungsuc.typesetting.content import Block, Heading, Paragraph, Table

_ARTICLE = re.compile(r"(Điều\s+\d+\s*\.)\s*(.*)", re.IGNORECASE | re.DOTALL)
_ROMAN = re.compile(r"[IVXLC]+\.\s+\S")


def blocks_of(text: str) -> tuple[Block, ...]:
    """ "I. MỤC ĐÍCH" is a heading, "Điều 1. …" an article, any other line a paragraph; empty lines are left out."""
    return tuple(_block(line) for line in lines_of(text))


def _block(line: str) -> Block:
    article = _ARTICLE.fullmatch(line)
    if article:
        return Paragraph(article[2], lead=" ".join(article[1].split()))
    return Heading(line) if _ROMAN.match(line) and line == line.upper() else Paragraph(line)


def text_of(blocks: Iterable[Block]) -> str:
    """The lines that `blocks_of` reads the same way."""
    return "\n".join(_line(block) for block in blocks)


def _line(block: Block) -> str:
    if isinstance(block, Heading):
        return block.text
    return f"{block.lead} {block.text}".strip() if isinstance(block, Paragraph) else ""


def is_typed(blocks: Iterable[Block]) -> bool:
    """Whether blocks can be shown as lines and read back without losing anything."""
    found = tuple(blocks)
    return not any(isinstance(block, Table) for block in found) and blocks_of(text_of(found)) == found


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a field, trimmed, without empty ones."""
    return tuple(line for line in (" ".join(part.split()) for part in text.splitlines()) if line)


def listed_lines(text: str) -> tuple[str, ...]:
    """Lines of bases or recipients as they are kept: without the dash before and the mark that closes them."""
    kept = (line.removeprefix("-").strip().rstrip(";.,").strip() for line in lines_of(text))
    return tuple(line for line in kept if line)

"""The province's plan, typeset as .docx in the ways in which an officer's file may hold it."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK

PLAN = Path(__file__).resolve().parents[3] / "tests/samples/ke-hoach-thi-dua-2021-2025.txt"
_LEFT_BY_THE_SCANNER = ("[Handwritten signature]", "01")


def blocks() -> list[str]:
    """The plan's paragraphs, each with its line breaks, without what the scanner left."""
    text = re.sub(r"\*+", "", PLAN.read_text(encoding="utf-8"))
    found = [block.strip() for block in re.split(r"\n\s*\n", text)]
    return [block for block in found if block and block not in _LEFT_BY_THE_SCANNER]


def saved(document: Any) -> bytes:
    """The file of a document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paper(*lines: str) -> bytes:
    """A .docx of these paragraphs."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def typeset() -> bytes:
    """As an office sets it: head and foot in tables without borders, every paragraph one."""
    document = Document()
    all_blocks = blocks()
    start = all_blocks.index("QUYẾT ĐỊNH")
    head = document.add_table(rows=2, cols=2)
    _fill(head.cell(0, 0), ["ỦY BAN NHÂN DÂN", "TỈNH ĐẮK NÔNG"])
    _fill(head.cell(0, 1), ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"])
    _fill(head.cell(1, 0), [all_blocks[0]])
    _fill(head.cell(1, 1), [all_blocks[1]])
    recipients = all_blocks.index("Nơi nhận:")
    for block in all_blocks[start:recipients]:
        document.add_paragraph(" ".join(block.split("\n")))
    foot = document.add_table(rows=1, cols=2)
    _fill(foot.cell(0, 0), ["Nơi nhận:", *all_blocks[recipients + 1].split("\n")])
    _fill(foot.cell(0, 1), ["CHỦ TỊCH", "", "Hồ Văn Mười"])
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    annex = all_blocks.index("KẾ HOẠCH")
    for block in all_blocks[annex - 2 :]:
        document.add_paragraph(" ".join(block.split("\n")))
    return saved(document)


def _fill(cell: Any, lines: list[str]) -> None:
    cell.paragraphs[0].text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)


def raw(split: str, join: Callable[[str], str] = str.strip) -> bytes:
    """The text as it is, marks and all, cut into paragraphs at `split`."""
    parts = re.split(split, PLAN.read_text(encoding="utf-8"))
    return paper(*[join(part) for part in parts if part.strip()])


def by_block() -> bytes:
    """Each paragraph of the text one, its lines joined."""
    return raw(r"\n\s*\n", lambda part: " ".join(part.split()))


def by_line() -> bytes:
    """Each line of the text a paragraph of its own, as pasted from a plain text."""
    return raw(r"\n")


def by_break() -> bytes:
    """Each paragraph of the text one, its lines kept by line breaks."""
    return raw(r"\n\s*\n")


WAYS = {"typeset": typeset, "by_block": by_block, "by_line": by_line, "by_break": by_break}

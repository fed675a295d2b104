"""Papers of each kind as text, line by line, beside the golden files; the same bytes every time; hostile values are text.

After a change that is meant: `GOLDEN=write pytest chungsuc/typesetting/tests/test_docx_golden.py`, then read the diff.
"""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
import time_machine
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chungsuc.typesetting import docx_out
from chungsuc.typesetting.content import Annex, Column, Heading, Letterhead, Paragraph, Sheet, Signature, Table
from chungsuc.typesetting.plain_text import plain

from .measuring import Made, W, lines, text
from .sample_papers import KINDS, layout

GOLDEN = Path(__file__).parent / "golden"
TIMES = 10  # each kind made so often: benchmarks make 100


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_reads_line_by_line_as_its_golden_text(kind: str) -> None:
    file = GOLDEN / f"{kind}.txt"
    made = "\n".join(lines(docx_out.write(KINDS[kind], layout()))) + "\n"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(made, encoding="utf-8")
    assert made == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_paper_is_the_same_file_at_any_time(kind: str) -> None:
    made = set()
    for n in range(TIMES):
        with time_machine.travel(time.time() + n * 86_400, tick=False):
            made.add(docx_out.write(KINDS[kind], layout()))
    assert len(made) == 1


HOSTILE = (
    '"quotes" & <b>marks</b> \'apostrophe\'', "{{ so_ky_hieu }} {% for x in y %} {{ ''.__class__ }}", '#eval("1+1") $x$ *a* _b_ `c` @d',
    '=HYPERLINK("http://a.vn","x")', "]]><w:br/><!-- -->", "😀🇻🇳 𠮷 a\u0301\u0323", "\u202eđảo ngược\u202c \u200f", "x" * 3000, "a b " * 750,
    "\x00\x07\x0b\x0c\x1f\ufffe\ud800", "một\nhai\r\nba\tbốn", "", " ",
)  # fmt: skip
values = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))


def everywhere(value: str) -> Sheet:
    """A paper with the value in every place a value can stand."""
    table = Table((Column(value), Column("Số", 0.5, "right")), ((value, value),), caption=value, total=(value, value))
    blocks = (Heading(value), Paragraph(value, value), table, Paragraph(value, italic=True))
    return Sheet(
        kind="quyet-dinh", kind_name=f"QUYẾT ĐỊNH {value}", letterhead=Letterhead(f"SỞ {value}", value, value), subject=value,
        number=value, to=(value, value), authority_line=value, bases=(value, "Căn cứ"), blocks=blocks,
        signatures=(Signature(value, value, "KT.", value, value),), recipients=(value, "Lưu"),
        annexes=(Annex(value, blocks, value, value),), urgency=value, to_words=value,
    )  # fmt: skip


@settings(max_examples=60)
@given(values)
@example(HOSTILE[0])
@example(HOSTILE[1])
@example(HOSTILE[9])
def test_a_hostile_value_is_text_wherever_it_stands(value: str) -> None:
    paper = Made(docx_out.write(everywhere(value), layout()))
    cleaned = plain(value)
    assert text(paper.only("VBHoTen")) == " ".join(cleaned.split("\n"))
    cell = paper.tables()[1].findall(f"{W}tr")[1].find(f"{W}tc")
    assert text(cell) == cleaned
    # whatever the value says, the paper has the parts it has: nothing of it became a mark of the file
    calm = Made(docx_out.write(everywhere("chữ" if cleaned else ""), layout()))
    count = {
        tag: sum(1 for _ in paper.body.iter(f"{W}{tag}"))
        for tag in ("tbl", "tr", "tc", "sectPr", "drawing", "hyperlink")
    }
    assert count == {tag: sum(1 for _ in calm.body.iter(f"{W}{tag}")) for tag in count}


def test_marks_that_turn_a_line_around_are_left_out() -> None:
    sheet = replace(KINDS["bao-cao"], signatures=(Signature("GIÁM ĐỐC", "Trần \u202eDiêu\u202c\u200f Văn"),))
    assert text(Made(docx_out.write(sheet, layout())).only("VBHoTen")) == "Trần Diêu Văn"

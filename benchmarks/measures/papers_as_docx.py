"""D1, D3 of .docx: one paper within 50 ms, straight and through a template; the same paper made twice."""

import hashlib
import statistics
from dataclasses import replace

from benchmarks.board import Line, at_most, seconds
from chungsuc.typesetting import docx_out, templates
from chungsuc.typesetting.kinds import PaperKind

LIMIT = 0.05  # s
KIND = "quyet-dinh"


def measure(quick: bool) -> list[Line]:
    return [*_speed(20 if quick else 200), _twice(5 if quick else 100)]


def _speed(count: int) -> list[Line]:
    """The median of many papers, each with another number; the template was read by the filling program each time."""
    from chungsuc.typesetting.tests.sample_papers import KINDS, layout

    day, template = layout(), templates.standard(_kind(), layout())
    sheets = [replace(KINDS[KIND], number=f"{n}/QĐ-UBND") for n in range(count)]
    docx_out.write(KINDS[KIND], day)
    templates.fill(template, templates.values(KINDS[KIND]), None, day)
    straight = [seconds(lambda: docx_out.write(sheet, day)) for sheet in sheets]  # noqa: B023
    filled = [seconds(lambda: templates.fill(template, templates.values(sheet), None, day)) for sheet in sheets]  # noqa: B023
    note = f"trung vị của {count} quyết định có kế hoạch kèm theo"
    return [
        at_most("D1", "một quyết định ra .docx", statistics.median(straight), LIMIT, "s", note),
        at_most("D1", "một quyết định ra .docx theo mẫu", statistics.median(filled), LIMIT, "s", note),
    ]


def _twice(count: int) -> Line:
    from chungsuc.typesetting.tests.sample_papers import KINDS, layout

    day, template, differing = layout(), templates.standard(_kind(), layout()), 0
    for number in range(count):
        for sheet in KINDS.values():
            paper = replace(sheet, number=f"{number}/QĐ-UBND")
            differing += _hash(docx_out.write(paper, day)) != _hash(docx_out.write(paper, day))
        given = templates.values(replace(KINDS[KIND], number=f"{number}/QĐ-UBND"))
        differing += _hash(templates.fill(template, given, None, day)) != _hash(
            templates.fill(template, given, None, day)
        )
    note = f"mỗi loại {count} văn bản, lập hai lần; thêm {count} quyết định theo mẫu"
    return at_most("D3", "tệp .docx khác nhau khi lập lại", differing, 0, "tệp", note)


def _kind() -> PaperKind:
    return PaperKind(KIND, "QUYẾT ĐỊNH", "QĐ", needs_bases=True)


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()

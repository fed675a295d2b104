"""D1, D3 of PDF: one paper on request beside starting LibreOffice for it; the same paper made twice."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.board import Line, against, at_most, in_turns, seconds, unmeasured
from benchmarks.office import MISSING, PROGRAM
from chungsuc.typesetting.content import Block, Paragraph, Sheet

KIND = "quyet-dinh"


def measure(quick: bool) -> list[Line]:
    return [_on_request(3 if quick else 15), _twice(5 if quick else 100)]


def _on_request(rounds: int) -> Line:
    from chungsuc.typesetting.pdf import pdf
    from chungsuc.typesetting.tests.samples import KINDS, LAYOUT

    what = "một quyết định 5 trang ra PDF"
    if MISSING:
        return unmeasured("D1", what, MISSING)
    numbers = iter(range(1, 1_000))  # each paper is another one: a compiler remembers what it has set before
    pdf(KINDS[KIND], LAYOUT)  # a service has set papers before
    with tempfile.TemporaryDirectory(prefix="chungsuc-paper-") as place:
        folder = Path(place)
        try:
            paper = _editable(folder)
        except ModuleNotFoundError:
            return unmeasured("D1", what, "thiếu bản .docx")
        ours, anchor = in_turns(
            lambda: seconds(lambda: pdf(_another(next(numbers)), LAYOUT)),
            lambda: seconds(lambda: _by_office(paper, folder)),
            rounds,
        )
    return against("D1", what, ours, anchor, limit=0.15, anchor_name="khởi động LibreOffice")


def _another(number: int) -> Sheet:
    """The paper with another number and other words in every paragraph."""
    from chungsuc.typesetting.tests.samples import KINDS

    sheet = KINDS[KIND]
    annexes = tuple(replace(annex, blocks=_reworded(annex.blocks, number)) for annex in sheet.annexes)
    return replace(sheet, number=f"{number}/QĐ-UBND", blocks=_reworded(sheet.blocks, number), annexes=annexes)


def _reworded(blocks: tuple[Block, ...], number: int) -> tuple[Block, ...]:
    return tuple(replace(one, text=f"{number}, {one.text}") if isinstance(one, Paragraph) else one for one in blocks)


def _editable(folder: Path) -> Path:
    from chungsuc.typesetting import docx_out
    from chungsuc.typesetting.tests.samples import KINDS, LAYOUT

    path = folder / "paper.docx"
    path.write_bytes(docx_out.write(KINDS[KIND], LAYOUT))
    return path


def _by_office(paper: Path, folder: Path) -> None:
    """One start of LibreOffice, which turns the paper into PDF. Its profile stays, as on an office's machine."""
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [str(PROGRAM), profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), str(paper)]
    subprocess.run(command, capture_output=True, timeout=300, check=True)
    if not (out / "paper.pdf").exists():
        raise RuntimeError("LibreOffice did not convert the paper; is Writer installed?")


def _twice(count: int) -> Line:
    """Every kind made twice, each time by a child of its own."""
    from chungsuc.typesetting.certificates import certificate
    from chungsuc.typesetting.pdf import pdf
    from chungsuc.typesetting.tests import samples

    makers = []
    for number in range(count):
        for sheet in samples.KINDS.values():
            makers.append(partial(pdf, replace(sheet, number=f"{number}/QĐ-UBND"), samples.LAYOUT))
        for kind in ("giay-khen", "bang-khen", "bang-cong-nhan"):
            makers.append(
                partial(certificate, replace(samples.certificate(kind), recipient=f"Ông Nguyễn Văn {number}"))
            )
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        differing = sum(pool.map(lambda make: _hash(make()) != _hash(make()), makers))
    note = f"mỗi loại {count} văn bản, lập hai lần"
    return at_most("D3", "tệp PDF khác nhau khi lập lại", differing, 0, "tệp", note)


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()

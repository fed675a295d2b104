"""D2: 500 certificates with QR codes in one file, beside bare typst and beside LibreOffice's mail merge."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from benchmarks.board import Line, against, seconds, unmeasured
from benchmarks.office import MISSING, PROGRAM

_HERE = Path(__file__).resolve().parent.parent
_NOTHING_FITTED = """
#let fitting(body, width, height, size) = size
#let balanced(body, width, size) = width
"""
_PYTHONS = ("/usr/bin/python3", "/usr/lib/libreoffice/program/python")


def measure(quick: bool) -> list[Line]:
    count, rounds = (20, 1) if quick else (500, 5)
    return [*_beside_bare_typst(count, rounds), _beside_mail_merge(count, 1 if quick else 3)]


def _beside_bare_typst(count: int, rounds: int) -> list[Line]:
    """The same pages by typst alone: words, frame, codes, but nothing measured, fitted, checked or broken."""
    import typst

    from chungsuc.typesetting import certificates, press, press_child, qr

    with tempfile.TemporaryDirectory(prefix="chungsuc-bare-") as place:
        folder = Path(place)
        shutil.copy(press_child.FOLDER / "certificates.typ", folder)
        (folder / "fit.typ").write_text(_NOTHING_FITTED, encoding="utf-8")
        compiler = typst.Compiler(
            folder / "certificates.typ", font_paths=typst.Fonts(False, True, press.font_folders())
        )

        def bare(number: int) -> tuple[float, float]:
            """Seconds for typst, and for the codes that whoever writes such pages by hand has to make as well."""
            contents = list(_contents(count, number))
            inputs = press.inputs(certificates.data_of(contents, "A4"))
            pages = seconds(lambda: compiler.compile(sys_inputs=inputs, pdf_standards=["a-2b"], timestamp=0))
            qr.svg.cache_clear()
            return pages, seconds(lambda: [qr.svg(one.check_url) for one in contents])

        _made(1, 998)
        bare(997)
        numbers = iter(range(1_000))  # names of its own in every round: a compiler remembers what it has set before
        pairs = [(seconds(lambda: _made(count, next(numbers))), bare(next(numbers))) for _ in range(rounds)]
    ours = [one / count for one, _ in pairs]
    what = f"một bằng khen trong lô {count}"
    with_codes = [(pages + codes) / count for _, (pages, codes) in pairs]
    ready = [pages / count for _, (pages, _) in pairs]
    return [
        against("D2", what, ours, with_codes, limit=2, anchor_name="typst trần và mã QR"),
        against("D2", f"{what}, kể cả lập mã QR", ours, ready, anchor_name="typst trần, mã QR có sẵn"),
    ]


def _beside_mail_merge(count: int, rounds: int) -> Line:
    what = f"một bằng khen trong lô {count}"
    python = _python_with_uno()
    if MISSING or not python:
        return unmeasured("D2", f"{what}, so với trộn thư", MISSING or "thiếu python3-uno")
    with tempfile.TemporaryDirectory(prefix="chungsuc-merge-") as folder:
        command = [python, str(_HERE / "mail_merge.py"), str(PROGRAM), folder, str(count), str(rounds)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=900, env=_surroundings())
    if done.returncode:
        return unmeasured("D2", f"{what}, so với trộn thư", done.stderr.strip().split("\n")[-1][:120])
    anchor = [float(line) / count for line in done.stdout.split()]
    _made(1, 998)
    ours = [seconds(lambda n=n: _made(count, 500 + n)) / count for n in range(rounds)]  # type: ignore[misc]
    return against("D2", what, ours, anchor, limit=0.5, anchor_name="trộn thư LibreOffice")


def _made(count: int, round_number: int) -> bytes:
    from chungsuc.typesetting.certificates import batch

    return batch(list(_contents(count, round_number)))


def _contents(count: int, round_number: int) -> Iterator:
    from chungsuc.typesetting.tests.samples import certificate

    for number in range(count):
        code = f"7KQ4-{round_number:03d}-{number:04d}"
        address = f"https://thidua.example.vn/tra-cuu/{code}/"
        yield replace(
            certificate("bang-khen"), recipient=f"Ông Nguyễn Văn {number}", code=code, check_url=address,
            detail=f"Công chức UBND xã Đắk {number}, huyện Krông Nô",
        )  # fmt: skip


@cache
def _python_with_uno() -> str:
    """A Python that can talk to LibreOffice; CHUNGSUC_UNO_PYTHON names one."""
    for python in filter(None, (os.environ.get("CHUNGSUC_UNO_PYTHON"), *_PYTHONS)):
        try:
            done = subprocess.run([python, "-c", "import uno"], capture_output=True, timeout=60, env=_surroundings())
        except OSError:
            continue
        if done.returncode == 0:
            return python
    return ""


def _surroundings() -> dict[str, str]:
    """This process's surroundings without our own Python's path."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "VIRTUAL_ENV")}

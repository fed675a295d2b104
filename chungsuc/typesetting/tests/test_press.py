"""The child that prints: the same bytes as here, its bounds, and what is said when it gives nothing."""

import hashlib
import json
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from chungsuc.sandbox.starting import command
from chungsuc.typesetting import certificates, overlays, press, press_child
from chungsuc.typesetting.pdf import pdf, png
from chungsuc.typesetting.tests.samples import KINDS, LAYOUT, certificate
from chungsuc.typesetting.tests.test_overlays import BLANK, ENTRY


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_the_child_gives_the_same_bytes_as_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def made() -> list[str]:
        pages = png(KINDS["bao-cao"], LAYOUT, 40)
        return [
            digest(one) for one in (pdf(KINDS["quyet-dinh"], LAYOUT), certificates.certificate(certificate()), *pages)
        ]

    by_child = made()
    monkeypatch.setattr(press, "_answered", press_child.files_of)
    assert by_child == made() and len(by_child) == 5


def test_what_a_source_tells_comes_back_from_the_child() -> None:
    (told,) = overlays.squeezed(BLANK, [{**ENTRY, "ho_ten": "Nguyễn Văn Ẩn " * 40}])
    assert (told.entry, told.field) == (0, "ho_ten")


def test_many_at_once_print_each_their_own() -> None:
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda n: pdf(replace(KINDS["thong-bao"], number=f"{n}/TB-UBND"), LAYOUT), range(4)))
    assert numbers == [pdf(replace(KINDS["thong-bao"], number=f"{n}/TB-UBND"), LAYOUT) for n in range(4)]


def test_printing_leaves_the_memory_of_the_service_as_it_was() -> None:
    def held() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4 // 1024

    contents = [certificate(recipient=f"Ông Nguyễn Văn {number}") for number in range(120)]
    certificates.batch(contents)
    before = held()
    certificates.batch([replace(one, recipient=f"{one.recipient} B") for one in contents])
    assert held() - before < 10


def test_a_paper_that_takes_too_long_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "SECONDS", 0.01)
    with pytest.raises(press.NotPrinted, match="văn bản quá dài"):
        pdf(KINDS["thong-bao"], LAYOUT)


@pytest.mark.parametrize("said", [b"", b"\n", b"[]\n", b"[5]\nabc", b"{}\n", b"[3]\nabcdef"])
def test_a_child_that_answers_nonsense_makes_no_paper(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "answer", lambda *_: said)
    with pytest.raises(press.NotPrinted, match="Chưa lập được tệp in"):
        pdf(KINDS["thong-bao"], LAYOUT)


def test_an_order_for_another_file_is_not_served() -> None:
    for source in ("../press.py", "/etc/passwd", "khac.typ"):
        with pytest.raises(press.NotPrinted):
            press.pdf(source, {"title": "a"}, None)


def test_the_child_has_no_surroundings_and_writes_no_file() -> None:
    script = command(press_child.__name__, [])
    script[4] = script[4].replace("runpy.run_module", "import os; assert 'HOME' not in os.environ; runpy.run_module")
    order = {**press._order("overlays.typ", overlays._data(BLANK, [ENTRY])), "make": "pdf", "day": "2024-02-05"}
    with tempfile.TemporaryFile() as file:
        file.write(json.dumps(order).encode())
        file.seek(0)
        done = subprocess.run(
            script, stdin=file, capture_output=True, env={"LC_ALL": "C.UTF-8"}, timeout=60, check=True
        )
    head, _, body = done.stdout.partition(b"\n")
    assert json.loads(head) == [len(body)] and body.startswith(b"%PDF-1.7")

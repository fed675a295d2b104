"""A child gives its answer, or its parent learns why there is none."""

import tempfile
from collections.abc import Iterator
from typing import IO

import pytest

from chungsuc.sandbox import starting
from chungsuc.sandbox.starting import CRASH, TIMEOUT, ChildEnded, answer


@pytest.fixture
def file() -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as opened:
        opened.write(b"abc")
        opened.seek(0)
        yield opened


def ask(file: IO[bytes], script: str, monkeypatch: pytest.MonkeyPatch, seconds: float = 20) -> bytes:
    """Runs a script in place of a module, as a child is run."""
    monkeypatch.setattr(starting, "START", f"import sys; sys.path.insert(0, sys.argv[1])\n{script}")
    return answer(file, "none", [], seconds)


def test_the_answer_is_what_the_child_wrote_about_the_file(file: IO[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(file, "sys.stdout.write(sys.stdin.read().upper())", monkeypatch) == b"ABC"


def test_a_child_knows_nothing_of_its_surroundings(file: IO[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUNGSUC_SECRET_KEY", "khong-ai-biet")
    assert b"khong-ai-biet" not in ask(file, "import os; print(dict(os.environ))", monkeypatch)


def test_a_child_that_takes_too_long_is_ended(file: IO[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ChildEnded) as ended:
        ask(file, "import time; time.sleep(60)", monkeypatch, seconds=0.2)
    assert ended.value.why == TIMEOUT


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", CRASH),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", TIMEOUT),
    ],
)
def test_a_child_that_breaks_is_told_apart(
    file: IO[bytes], monkeypatch: pytest.MonkeyPatch, script: str, why: str
) -> None:
    with pytest.raises(ChildEnded) as ended:
        ask(file, script, monkeypatch)
    assert ended.value.why == why


def test_a_bounded_child_writes_no_file_and_starts_no_other(file: IO[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    script = (
        "from chungsuc.sandbox.bounds import restrict; import os, tempfile\n"
        "restrict(256 << 20, 5)\n"
        "try:\n    open(tempfile.gettempdir() + '/viet-ra', 'wb').write(b'x'); print('written')\n"
        "except OSError: print('not written')\n"
        "try:\n    bytearray(1 << 30); print('taken')\n"
        "except MemoryError: print('not taken')\n"
    )
    said = ask(file, f"import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n{script}", monkeypatch)
    assert said.split(b"\n")[:2] == [b"not written", b"not taken"]

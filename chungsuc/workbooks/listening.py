"""The parent's end of the reading child: start it, take its lines, and know when it died or takes too long."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from chungsuc.workbooks.limits import Limits
from chungsuc.workbooks.refusals import SENTENCES, WorkbookRefused

Lines = Generator[list[Any], None, None]

_PROJECT = Path(__file__).resolve().parents[2]
# -I keeps the current folder and PYTHON* variables out, so the project's folder is named; -B because the child may
# not write files, and so no compiled ones.
_START = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); runpy.run_module(sys.argv.pop(1), run_name='__main__')"
)
_PIECE = 1 << 20
_LONGEST_LINE = 64 << 20


def listen(file: IO[bytes], kind: str, limits: Limits) -> Lines:
    """Yield the lines the child tells about an open file. Raises WorkbookRefused.

    The child never outlives the generator.
    """
    process = start(file, kind, limits)
    try:
        for text in _split(process, limits):
            line = _understood(text)
            if line[0] == "done":
                return
            if line[0] == "refused":
                raise _refusal(line)
            yield line
        raise WorkbookRefused(_why_it_died(process))
    finally:
        process.kill()
        process.communicate()


def start(file: IO[bytes], kind: str, limits: Limits) -> "subprocess.Popen[bytes]":
    """Start a child on an open file. It gets the file, not a path: what was checked is what is read."""
    arguments = [str(_PROJECT), "chungsuc.workbooks.child", kind, json.dumps(asdict(limits))]
    return subprocess.Popen(
        [sys.executable, "-I", "-B", "-c", _START, *arguments],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8"},
        bufsize=0,
    )


def _split(process: "subprocess.Popen[bytes]", limits: Limits) -> Generator[bytes, None, None]:
    """Lines of the child's output; only time spent waiting for it counts towards the limit."""
    assert process.stdout is not None
    source = process.stdout.fileno()
    poll = select.poll()
    poll.register(source, select.POLLIN | select.POLLHUP)
    left = float(limits.seconds)
    pieces: list[bytes] = []
    while True:
        began = time.monotonic()
        ready = poll.poll(max(0.0, left) * 1000)
        left -= time.monotonic() - began
        if not ready:
            raise WorkbookRefused("timeout")
        piece = os.read(source, _PIECE)
        if not piece:
            return
        *whole, rest = piece.split(b"\n")
        if whole:
            yield b"".join([*pieces, whole[0]])
            yield from whole[1:]
            pieces = []
        pieces.append(rest)
        if sum(map(len, pieces)) > _LONGEST_LINE:
            raise WorkbookRefused("too_large")


def _understood(text: bytes) -> list[Any]:
    """A line as a list. The child may have been taken over by the file, so its words are checked, not trusted."""
    try:
        line = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WorkbookRefused("damaged") from error
    if not (isinstance(line, list) and line and isinstance(line[0], str)):
        raise WorkbookRefused("damaged")
    return line


def _refusal(line: list[Any]) -> WorkbookRefused:
    code, sentence, where = (str(item) for item in (*line[1:], "", "", "")[:3])
    if code not in SENTENCES:
        return WorkbookRefused("damaged")
    if where and sentence.startswith(f"{where}: "):
        sentence = sentence.removeprefix(f"{where}: ")
    return WorkbookRefused(code, sentence, where=where)


def _why_it_died(process: "subprocess.Popen[bytes]") -> str:
    """The child ended without a last word: out of time when the kernel stopped it, otherwise the file broke it."""
    process.wait()
    return "timeout" if -process.returncode in (signal.SIGXCPU, signal.SIGKILL) else "damaged"

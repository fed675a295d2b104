"""The parent's end of a child that gives one answer: start it on an open file, take what it wrote, end it in time."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

PROJECT = Path(__file__).resolve().parents[2]
# -I keeps the current folder and PYTHON* variables out, so the project's folder is named; -B because the child may
# not write files, and so no compiled ones.
START = "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); runpy.run_module(sys.argv.pop(1), run_name='__main__')"
TIMEOUT, CRASH = "timeout", "crash"
_ENDED_FOR_TIME = (signal.SIGKILL, signal.SIGXCPU)


class ChildEnded(Exception):
    """A child that gave no answer; `why`: it took too long (timeout) or it broke on the file (crash)."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def command(module: str, arguments: Sequence[str]) -> list[str]:
    """The command line of a child: a module of this project, run apart from everything around it."""
    return [sys.executable, "-I", "-B", "-c", START, str(PROJECT), module, *arguments]


def answer(file: IO[bytes], module: str, arguments: Sequence[str], seconds: float) -> bytes:
    """What a child wrote about an open file (it gets the file, not a path). Raises ChildEnded; writes nothing.

    The answer is of a process that the file may have taken over: whoever reads it checks it.
    """
    process = subprocess.Popen(
        command(module, arguments),
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"},
    )
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise ChildEnded(TIMEOUT) from None
    finally:
        process.kill()
        process.wait()
    if process.returncode < 0:
        raise ChildEnded(TIMEOUT if -process.returncode in _ENDED_FOR_TIME else CRASH)
    return said

"""A program that is not ours: started in a folder of its own, bounded, without network, ended with all it started."""

import contextlib
import json
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from .starting import CRASH, TIMEOUT, ChildEnded, command

_CHILD = "chungsuc.sandbox.program_child"
_PATH = "/usr/local/bin:/usr/bin:/bin"


@dataclass(frozen=True)
class Bounds:
    """What one run may cost: address space, processor time, the size of a file that it writes."""

    memory_bytes: int
    seconds: int
    file_bytes: int


def run(
    program: Sequence[str], folder: Path, bounds: Bounds, seconds: float, environment: Mapping[str, str] | None = None
) -> None:
    """Runs a program (its whole path first) until it ends; it knows nothing of its surroundings but `folder`.

    Raises ChildEnded when it takes longer than `seconds` or ends with a fault. Whatever it started is ended with it.
    What it wrote stays in the folder, and is of a process that its input may have taken over: whoever reads it checks.
    """
    process = subprocess.Popen(
        command(_CHILD, [json.dumps(asdict(bounds)), *program]),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"HOME": str(folder), "TMPDIR": str(folder), "PATH": _PATH, "LC_ALL": "C.UTF-8", **(environment or {})},
        start_new_session=True,
    )
    try:
        ended = process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise ChildEnded(TIMEOUT) from None
    finally:
        _end_all(process)
    if ended:
        raise ChildEnded(CRASH)


def _end_all(process: subprocess.Popen) -> None:
    """Ends the program and everything in its session; those that ended before are no fault."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()

"""A program that is not ours is bounded, sees no network, and leaves nothing running."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chungsuc.sandbox.program_child import leave_network
from chungsuc.sandbox.programs import Bounds, run
from chungsuc.sandbox.starting import CRASH, PROJECT, TIMEOUT, ChildEnded

BOUNDS = Bounds(memory_bytes=1 << 30, seconds=20, file_bytes=1 << 20)


def play(folder: Path, script: str, seconds: float = 30) -> str:
    """Runs a script as the program and gives what it wrote into `told`."""
    run([sys.executable, "-I", "-c", script], folder, BOUNDS, seconds)
    return (folder / "told").read_text()


def test_a_program_writes_into_its_folder_and_knows_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHUNGSUC_SECRET_KEY", "khong-ai-biet")
    told = json.loads(play(tmp_path, "import json, os; json.dump(dict(os.environ), open('told', 'w'))"))
    assert (told["HOME"], told["TMPDIR"]) == (str(tmp_path), str(tmp_path))
    assert not [name for name in told if name.startswith("CHUNGSUC")]


def test_a_program_is_ended_in_time_with_everything_that_it_started(tmp_path: Path) -> None:
    script = (
        "import os, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "open('told', 'w').write(str(child.pid)); time.sleep(60)"
    )
    with pytest.raises(ChildEnded) as ended:
        play(tmp_path, script, seconds=3)
    assert ended.value.why == TIMEOUT
    child = int((tmp_path / "told").read_text())
    until = time.monotonic() + 10
    while _runs(child) and time.monotonic() < until:
        time.sleep(0.01)
    assert not _runs(child)


def _runs(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


@pytest.mark.parametrize(
    "script",
    ["raise SystemExit(3)", "open('told', 'wb').write(bytes(1 << 22))", "bytearray(1 << 31)"],
    ids=["fault", "file", "memory"],
)
def test_a_program_that_breaks_or_takes_more_than_it_may_is_told(tmp_path: Path, script: str) -> None:
    with pytest.raises(ChildEnded) as ended:
        play(tmp_path, script)
    assert ended.value.why == CRASH


def test_a_program_reaches_no_server(tmp_path: Path) -> None:
    probe = "from chungsuc.sandbox.program_child import leave_network; raise SystemExit(not leave_network())"
    if subprocess.run([sys.executable, "-c", probe], cwd=PROJECT, check=False).returncode:
        pytest.skip("this kernel lets no process leave the network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        script = (
            "import socket\n"
            f"try: socket.create_connection(('127.0.0.1', {port}), 2); said = 'reached'\n"
            "except OSError: said = 'not reached'\n"
            "open('told', 'w').write(said)"
        )
        assert play(tmp_path, script) == "not reached"


def test_where_the_kernel_has_no_networks_of_ones_own_the_program_runs_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Nothing:
        pass

    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: Nothing())
    assert leave_network() is False and os.getpid()

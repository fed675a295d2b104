"""Keeps the processes of the service alive together and ends them together."""

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType

from chungsuc.cli.words import CannotRun

LOOK_EVERY = 0.2  # seconds
START_AGAIN_AFTER = 2.0  # seconds: a worker that cannot start must not take a whole core
_PR_SET_PDEATHSIG = 1


def free_port_or_refuse(host: str, port: int) -> None:
    """Raises `CannotRun` when the port is taken. The web server shares ports silently, so it would not tell."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as fault:
        raise CannotRun(_why_not(host, port, fault), status=1) from None


def _why_not(host: str, port: int, fault: Exception) -> str:
    code = getattr(fault, "errno", None)
    if code == errno.EADDRINUSE:
        advice = f"Hãy dừng chương trình đó hoặc chọn cổng khác: --port {port + 1}."
        return f"Cổng {port} đang có chương trình khác dùng. {advice}"
    if code == errno.EACCES:
        return f"Cổng {port} cần quyền quản trị máy. Hãy chọn cổng từ 1024 trở lên, ví dụ --port 8000."
    return f"Không mở được cổng {port} tại địa chỉ {host}. Hãy kiểm tra lại --host và --port (cổng từ 1 đến 65535)."


class Child:
    """One process of the service, run by this Python. `must_live`: the service ends when it does."""

    def __init__(self, title: str, arguments: Sequence[str], *, must_live: bool) -> None:
        self.title = title
        self.arguments = [sys.executable, *arguments]
        self.must_live = must_live
        self.start_at = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        # In a session of its own: Ctrl-C reaches the supervisor only, which then ends everybody in order.
        self.process = subprocess.Popen(self.arguments, start_new_session=True, preexec_fn=_end_with_the_parent)

    def ended(self) -> int | None:
        """The status it ended with, None while it lives or waits for its next start."""
        return self.process.poll() if self.process else None

    def stop(self, patience: float) -> None:
        """Wait for it to end by itself, then end whatever is left of it."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        with suppress(ProcessLookupError):  # its own children too: one of them may still hold the port
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def supervise(children: Sequence[Child], *, patience: float) -> int:
    """Start all, start again what may die, and end all on SIGTERM, Ctrl-C or the end of one that must live.

    Returns 0 after an ordered end, else the status of the process whose end ended the service.
    """
    told = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        told.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    status = 0
    try:
        for child in children:
            child.start()
        while not told.wait(LOOK_EVERY):
            fallen = _look_after(children)
            if fallen is not None:
                status = fallen.ended() or 1
                print(f"Dịch vụ dừng vì {fallen.title} đã dừng (mã {status}).", file=sys.stderr, flush=True)
                break
    finally:
        _end(children, patience)
    return status


def _look_after(children: Sequence[Child]) -> Child | None:
    """Start again who may be; the child whose end is the service's end, if any."""
    for child in children:
        status = child.ended()
        if status is not None:
            if child.must_live:
                return child
            print(f"Khởi động lại {child.title} (đã dừng với mã {status}).", file=sys.stderr, flush=True)
            child.process = None
            child.start_at = time.monotonic() + START_AGAIN_AFTER
        elif child.process is None and time.monotonic() >= child.start_at:
            child.start()
    return None


def _end(children: Sequence[Child], patience: float) -> None:
    for child in children:
        if child.process and child.process.poll() is None:
            child.process.terminate()
    deadline = time.monotonic() + patience
    for child in children:
        child.stop(max(0.1, deadline - time.monotonic()))


def _end_with_the_parent() -> None:
    """In the child, on Linux: be told to stop when the supervisor is killed, so that nobody holds the port."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

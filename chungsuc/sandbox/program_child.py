"""Bounds itself, leaves the network behind, and becomes a program that is not ours.

Run as `python -I … -m chungsuc.sandbox.program_child BOUNDS PROGRAM …`, BOUNDS as JSON. What it becomes inherits the
bounds and the empty network, and so does everything that it starts.
"""

import contextlib
import ctypes
import json
import os
import resource
import sys
from pathlib import Path

_NEW_USER, _NEW_NETWORK = 0x1000_0000, 0x4000_0000


def restrict(memory_bytes: int, seconds: int, file_bytes: int) -> None:
    """Bounds this process for good; unlike a reading child it may write files (in its own folder) and start others."""
    wanted = {
        resource.RLIMIT_AS: memory_bytes,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: file_bytes,
        resource.RLIMIT_NOFILE: 512,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def leave_network() -> bool:
    """Goes into a network of its own, in which nothing is there. False where the kernel does not let this process."""
    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    if unshare is None:
        return False
    user, group = os.getuid(), os.getgid()
    if unshare(_NEW_NETWORK) == 0:
        return True
    if unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return False
    with contextlib.suppress(OSError):  # the same person inside; without it the program would run as nobody
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return True


def main(arguments: list[str]) -> None:
    """Arguments: the bounds as JSON, then the program's command line with its whole path."""
    restrict(**json.loads(arguments[0]))
    leave_network()
    os.execv(arguments[1], arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])

"""R10: the journal: every tampering found, and how fast a long one is followed. See benchmarks/journal.py."""

import re
import subprocess
import sys
from pathlib import Path

from benchmarks.board import Line, at_most

SCRIPT = Path(__file__).resolve().parent.parent / "journal.py"


def measure(quick: bool) -> list[Line]:
    rounds, length = (50, 2_000) if quick else (10_000, 1_000_000)
    told = _run("tamper", str(rounds))
    missed = int(re.findall(r"missed (\d+)", told)[0])
    lines = [
        at_most("R10", "lần sửa nhật ký không bị phát hiện", missed, 0, "lần", f"thử {rounds:,} lần".replace(",", "."))
    ]
    for who, label in (("service", "hệ thống"), ("independent checker", "chương trình kiểm tra độc lập")):
        took = float(re.findall(rf"verified by the {who}\s+[\d,]+\s+([\d.]+) s", _speeds(length))[0])
        lines.append(at_most("R10", f"{label} kiểm tra chuỗi {length:,} dòng".replace(",", "."), took, 6, "s"))
    return lines


_told: dict[int, str] = {}


def _speeds(length: int) -> str:
    if length not in _told:
        _told[length] = _run("speed", str(length))
    return _told[length]


def _run(*arguments: str) -> str:
    done = subprocess.run([sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True)
    if not done.stdout:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout

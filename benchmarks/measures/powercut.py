"""R2: the power goes while evidence is sent. Nothing that was acknowledged is lost; no row is without its file.

An ext4 image on a loop device is copied while the sender is frozen: what was never flushed is not in the copy. The copy
is mounted (its journal replays), and rows and files are looked at. Needs root and a loop device.
"""

import io
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep

from benchmarks.board import Line, at_most, unmeasured
from benchmarks.surroundings import PROJECT, alone, service

ROUNDS, MIB = 100, 96
WHAT = {
    "lost": "tệp đã báo nhận mà mất sau khi mất điện",
    "missing": "mục trong cơ sở dữ liệu không còn tệp, hoặc tệp hỏng",
    "strangers": "tệp không có mục còn lại sau khi dọn",
}


def measure(quick: bool) -> list[Line]:
    why_not = _why_not()
    if why_not:
        return [unmeasured("R2", what, why_not) for what in WHAT.values()]
    rounds = 2 if quick else ROUNDS
    found = alone("benchmarks.measures.powercut:cut", rounds)
    note = f"{rounds} lần mất điện, {found['sent']} tệp đã báo nhận, SQLite"
    return [at_most("R2", what, found[name], 0, "", note) for name, what in WHAT.items()]


def _why_not() -> str:
    if os.geteuid() != 0 or not shutil.which("mkfs.ext4") or not Path("/dev/loop-control").exists():
        return "cần quyền root, mkfs.ext4 và thiết bị loop"
    return ""


def cut(rounds: int) -> dict[str, int]:
    """So many power cuts; how many files were acknowledged, lost, damaged or left over."""
    chance, told = random.Random(1), dict.fromkeys(("sent", *WHAT), 0)
    with service() as folder:
        from tests.province import load_province

        load_province(samples=False)
        for _ in range(rounds):
            for name, count in _one(folder, chance.uniform(0.5, 3)).items():
                told[name] += count
    return told


def _one(template: Path, seconds: float) -> dict[str, int]:
    with tempfile.TemporaryDirectory(prefix="chungsuc-cut-") as work:
        image, copy = Path(work, "disk.img"), Path(work, "cut.img")
        with image.open("wb") as file:
            file.truncate(MIB << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
        with _mounted(image, Path(work, "before")) as disk:
            shutil.copytree(template, disk, dirs_exist_ok=True)
            os.sync()
            acknowledged = _sent(disk, seconds, image, copy)
        with _mounted(copy, Path(work, "after")) as disk:
            done = _child("check", disk, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            said, _ = done.communicate("\n".join(acknowledged))
        lost, missing, strangers = map(int, said.split()[-3:])
        return {"sent": len(acknowledged), "lost": lost, "missing": missing, "strangers": strangers}


def _sent(disk: Path, seconds: float, image: Path, copy: Path) -> list[str]:
    """What was acknowledged until the sender was frozen; `copy` is then what the disk held."""
    sender = _child("send", disk, stdout=subprocess.PIPE)
    assert sender.stdout is not None
    lines: list[str] = []
    reading = Thread(target=lambda: lines.extend(line.strip() for line in sender.stdout or ()))
    reading.start()
    try:
        while not lines and sender.poll() is None:
            sleep(0.05)
        sleep(seconds)
        os.killpg(sender.pid, signal.SIGSTOP)
        sleep(0.2)
        acknowledged = list(lines)
        shutil.copyfile(image, copy)
    finally:
        os.killpg(sender.pid, signal.SIGKILL)
        sender.wait()
        reading.join()
    return acknowledged


def _child(role: str, disk: Path, **more: int) -> "subprocess.Popen[str]":
    surroundings = {**os.environ, "CHUNGSUC_DATA_DIR": str(disk), "CHUNGSUC_JOBS_INLINE": "1"}
    command = [sys.executable, "-m", "benchmarks.measures.powercut", role]
    return subprocess.Popen(command, cwd=PROJECT, env=surroundings, text=True, start_new_session=True, **more)


@contextmanager
def _mounted(image: Path, at: Path) -> Iterator[Path]:
    at.mkdir()
    subprocess.run(["mount", "-o", "loop", str(image), str(at)], check=True)
    try:
        yield at
    finally:
        subprocess.run(["umount", str(at)], check=True)


def send() -> None:
    """The other end of a cut: sends papers one after the other and prints the hash of each that was acknowledged."""
    from chungsuc.evidence.actions import Told, take_in
    from chungsuc.evidence.tests.making import pdf
    from chungsuc.organisations.models import Unit

    unit, number = Unit.objects.get(code="ld-24751"), 0
    while True:
        number += 1
        data = pdf(f"/Cua /{number} /Ghi ({'x' * 400})".encode())
        told = Told(title=f"Biên bản {number}")
        print(
            take_in(io.BytesIO(data), unit=unit, kind="quyet_dinh", by="bài đo", told=told).received_sha256, flush=True
        )


def check() -> None:
    """After the cut: prints how many acknowledged files are lost, rows without a whole file, files left over."""
    from time import time

    from chungsuc.evidence import storage
    from chungsuc.evidence.models import Document
    from chungsuc.evidence.sweeping import stock, sweep

    acknowledged = set(sys.stdin.read().split())
    kept = set(Document.objects.values_list("received_sha256", flat=True))
    sweep(time() + 2 * storage.GRACE)
    found = stock(read_contents=True)
    print(len(acknowledged - kept), len(found.missing) + len(found.damaged), len(found.strangers))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "chungsuc.settings"
    import django

    django.setup()
    {"send": send, "check": check}[sys.argv[1]]()

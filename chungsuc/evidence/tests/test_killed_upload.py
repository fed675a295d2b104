"""An upload that dies at any step leaves neither a row without its file nor, after the sweep, a file without its row."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from chungsuc.evidence import storage
from chungsuc.evidence.actions import take_in
from chungsuc.evidence.sweeping import Swept, stock, sweep
from chungsuc.organisations.models import Unit
from tests.province import Province

from .making import pdf, photograph

LATER = 2 * storage.GRACE
# What happens on the way of a file, in order; the child is killed right before each.
STEPS = ("inspect", "write", "keep", "rename", "fsync folder", "row", "document", "journal", "commit")
CHILD = """
import io, os, signal, sys
sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "chungsuc.settings"
import django
from django.conf import settings
django.setup()
settings.EVIDENCE_DIR = sys.argv[1]
settings.DATABASES["default"]["NAME"] = sys.argv[2]
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[2]
from chungsuc.evidence import actions, storage
from chungsuc.evidence.models import Document, StoredFile
from chungsuc.organisations.models import Unit
step = sys.argv[3]
def die(*a, **k):
    os.kill(os.getpid(), signal.SIGKILL)
def before(owner, name):
    setattr(owner, name, die)
if step == "inspect": before(actions, "inspect")
if step == "write": before(storage, "write")
if step == "keep": before(storage, "keep")
if step == "rename":
    import pathlib; before(pathlib.Path, "replace")
if step == "fsync folder":
    from chungsuc.shelves import shelf; before(shelf, "fsync_folder")
if step == "row": before(actions, "_written")
if step == "document": before(Document.objects.__class__, "create")
if step == "journal": before(actions, "_record")
if step == "commit":
    kept = actions._record
    def last(*a, **k):
        kept(*a, **k); die()
    actions._record = last
from chungsuc.evidence.sweeping import stock, sweep
from chungsuc.evidence.tests.making import photograph
if step == "check":
    found = stock(read_contents=True)
    print(Document.objects.count(), found.rows, found.files, found.is_whole)
elif step == "sweep":
    import time
    swept = sweep(time.time() + 2 * storage.GRACE)
    print(swept.files, swept.arriving)
else:
    unit = Unit.objects.get(code="dn-24751")
    actions.take_in(io.BytesIO(photograph()), unit=unit, kind="anh_hien_truong", by="commune")
"""


@pytest.fixture(autouse=True)
def shelf(settings: Any, tmp_path: Path) -> Path:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return tmp_path / "evidence"


@pytest.fixture
def child(shelf: Path, tmp_path: Path) -> Callable[[str], subprocess.CompletedProcess]:
    """`child(step)`: a process of its own that uploads and is killed right before that step, on a database on the disk."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        name = str(tmp_path / "copy.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [name])
    connection.close_if_unusable_or_obsolete()

    def run(step: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-c", CHILD, str(shelf), name, step]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    return run


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_upload_leaves_no_half(bare_province: Province, child: Any) -> None:
    for step in STEPS:
        ended = child(step)
        assert ended.returncode == -signal.SIGKILL, (step, ended.stderr[-2000:])
    assert child("check").stdout.split() == ["0", "0", "1", "True"]  # a file without a row, never the other way round
    assert child("sweep").stdout.split()[0] == "1"
    assert child("check").stdout.split() == ["0", "0", "0", "True"]
    assert not list(storage.folder().glob(".arriving*"))
    ended = child("none")
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert child("sweep").stdout.split() == ["0", "0"]
    assert child("check").stdout.split() == ["1", "1", "1", "True"]


@pytest.fixture
def unit(bare_province: Province) -> Unit:
    return Unit.objects.get(code="dn-24751")


def test_the_sweep_takes_only_what_is_old_and_has_no_row(unit: Unit, shelf: Path) -> None:
    document = take_in(io.BytesIO(pdf()), unit=unit, kind="khac", by="commune")
    lost = "ab" * 32
    storage.keep(storage.write(b"khong ai nhan"), lost)
    half = storage.write(b"nua chung")
    assert sweep() == Swept(0, 0)
    assert stock().strangers == (lost,)
    assert sweep(time.time() + LATER) == Swept(1, 1)
    assert list(storage.kept()) == [document.file.sha256]
    assert not half.exists()


def test_the_sweep_waits_for_an_upload_between_its_file_and_its_row(unit: Unit, shelf: Path) -> None:
    import threading

    lost = "cd" * 32
    storage.keep(storage.write(b"x"), lost)
    os.utime(storage.path_of(lost), (1, 1))
    with storage.between_file_and_row():
        waiting = threading.Thread(target=_enter_while_no_upload)
        waiting.start()
        waiting.join(timeout=0.3)
        assert waiting.is_alive()
    waiting.join(timeout=10)
    assert not waiting.is_alive()


def _enter_while_no_upload() -> None:
    with storage.while_no_upload():
        pass


def test_the_check_finds_a_missing_and_a_damaged_file(unit: Unit, shelf: Path, capsys: Any) -> None:
    from chungsuc.cli import main

    one = take_in(io.BytesIO(pdf()), unit=unit, kind="khac", by="commune").file.sha256
    two = take_in(io.BytesIO(photograph()), unit=unit, kind="khac", by="commune").file.sha256
    assert stock(read_contents=True).is_whole
    path = storage.path_of(one)
    path.write_bytes(path.read_bytes().replace(b"Page", b"Gape", 1))
    storage.path_of(two).unlink()
    found = stock(read_contents=True)
    assert (found.damaged, found.missing) == ((one,), (two,))
    assert main(["check-evidence", "--read", "--json"]) == 1
    assert two in capsys.readouterr().out
    assert main(["check-evidence", "--sweep"]) == 1
    assert f"Mất tệp: {two}" in capsys.readouterr().out


def test_the_worker_sweeps_once_an_hour_and_a_broken_chore_does_not_stop_the_others() -> None:
    from chungsuc.jobs import registry
    from chungsuc.jobs.tasks import do_chores

    done: list[str] = []

    def broken() -> None:
        raise RuntimeError("lỗi")

    kept = list(registry._chores)
    assert sweep in kept
    try:
        registry._chores[:] = [broken, lambda: done.append("xong")]
        do_chores.call_local()
    finally:
        registry._chores[:] = kept
    assert done == ["xong"]

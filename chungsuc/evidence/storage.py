"""Where the bytes lie: under their hash in the data folder, never under a name that a person gave.

A file is whole on the disk before its row can be committed, and a file without a row is removed only while no upload is
between the two, so neither is ever without the other for longer than a sweep.
"""

import fcntl
import hashlib
import os
import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from .content.refusals import FileRefused

CHUNK = 1024 * 1024
GRACE = 3600.0  # seconds: no upload takes that long from its file to its row
_NAME = re.compile(r"[0-9a-f]{64}")
_ARRIVING = ".arriving-"


@dataclass(frozen=True)
class Arrived:
    """A file that has come in and waits under a name of its own."""

    path: Path
    sha256: str
    size: int


def folder() -> Path:
    """The folder of evidence; made when first asked for."""
    found = Path(settings.EVIDENCE_DIR)
    found.mkdir(parents=True, exist_ok=True)
    return found


def path_of(sha256: str) -> Path:
    """Where the file with this hash lies (or would)."""
    if not _NAME.fullmatch(sha256):
        raise ValueError("not a hash")
    return Path(settings.EVIDENCE_DIR) / sha256[:2] / sha256


@contextmanager
def arriving(stream: IO[bytes], most: int) -> Iterator[Arrived]:
    """Takes a stream into a file of its own, counting; FileRefused when it is empty or longer than `most` bytes.

    The file is gone afterwards unless `keep` moved it to its place.
    """
    path = folder() / f"{_ARRIVING}{uuid.uuid4().hex}"
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as kept:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > most:
                    raise FileRefused("too_large", most=most // CHUNK)
                digest.update(chunk)
                kept.write(chunk)
        if not size:
            raise FileRefused("empty")
        yield Arrived(path, digest.hexdigest(), size)
    finally:
        path.unlink(missing_ok=True)


def keep(arrived: Path, sha256: str) -> Path:
    """Moves an arrived file to its place; when this returns, it survives a power cut there. Twice is the same."""
    place = path_of(sha256)
    new_folder = not place.parent.exists()
    place.parent.mkdir(parents=True, exist_ok=True)
    with arrived.open("rb") as file:
        os.fsync(file.fileno())
    arrived.replace(place)
    _fsync_folder(place.parent)
    if new_folder:
        _fsync_folder(place.parent.parent)
    return place


def write(data: bytes) -> Path:
    """Writes bytes into an arriving file, for `keep`."""
    path = folder() / f"{_ARRIVING}{uuid.uuid4().hex}"
    try:
        path.write_bytes(data)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path


def _fsync_folder(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def between_file_and_row() -> Iterator[None]:
    """Held by every upload from its file to its row; nothing is swept meanwhile. Let go by the kernel when killed."""
    with _locked(fcntl.LOCK_SH):
        yield


@contextmanager
def while_no_upload() -> Iterator[None]:
    """Held by the sweep while it decides about one file."""
    with _locked(fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(how: int) -> Iterator[None]:
    with (folder() / ".lock").open("ab") as lock:
        fcntl.flock(lock, how)
        yield


def kept() -> Iterator[str]:
    """The hashes of all files in their places."""
    for shelf in sorted(folder().iterdir()):
        if shelf.is_dir():
            yield from sorted(found.name for found in shelf.iterdir() if _NAME.fullmatch(found.name))


def forsaken(now: float | None = None) -> Iterator[Path]:
    """Arriving files that nobody has touched for an hour: their upload died."""
    before = (now or time.time()) - GRACE
    for found in sorted(folder().glob(f"{_ARRIVING}*")):
        if found.stat().st_mtime < before:
            yield found


def is_old(sha256: str, now: float | None = None) -> bool:
    """Whether a kept file has lain in its place for longer than any upload takes; False when it is not there."""
    try:
        return path_of(sha256).stat().st_mtime < (now or time.time()) - GRACE
    except FileNotFoundError:
        return False


def hash_of(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

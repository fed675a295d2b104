"""A folder in which every file lies under its hash, never under a name that a person gave (decision 0015).

A file is whole on the disk before its row can be committed, and a file without a row is removed only while no writer is
between the two, so neither is ever without the other for longer than a sweep.
"""

import fcntl
import hashlib
import os
import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

GRACE = 3600.0  # seconds: nobody takes that long from a file to its row
_NAME = re.compile(r"[0-9a-f]{64}")


class Shelf:
    """Files under their hashes in the folder that `where` names when asked; `unfinished` begins the names of others."""

    def __init__(self, where: Callable[[], str | Path], unfinished: str) -> None:
        self._where, self._unfinished = where, unfinished

    def folder(self) -> Path:
        """The folder; made when first asked for."""
        found = Path(self._where())
        found.mkdir(parents=True, exist_ok=True)
        return found

    def path_of(self, sha256: str) -> Path:
        """Where the file with this hash lies (or would); ValueError for what is no hash."""
        if not _NAME.fullmatch(sha256):
            raise ValueError("not a hash")
        return Path(self._where()) / sha256[:2] / sha256

    def unfinished(self) -> Path:
        """A new name for a file that is still being written."""
        return self.folder() / f"{self._unfinished}{uuid.uuid4().hex}"

    def place(self, written: Path, sha256: str) -> Path:
        """Moves a written file to its place; when this returns, it survives a power cut there. Twice is the same."""
        place = self.path_of(sha256)
        new_folder = not place.parent.exists()
        place.parent.mkdir(parents=True, exist_ok=True)
        with written.open("rb") as file:
            os.fsync(file.fileno())
        written.replace(place)
        fsync_folder(place.parent)
        if new_folder:
            fsync_folder(place.parent.parent)
        return place

    @contextmanager
    def between_file_and_row(self) -> Iterator[None]:
        """Held by every writer from its file to its row; nothing is swept meanwhile. The dead let go of it."""
        with self._locked(fcntl.LOCK_SH):
            yield

    @contextmanager
    def while_nobody_writes(self) -> Iterator[None]:
        """Held by the sweep while it decides about one file."""
        with self._locked(fcntl.LOCK_EX):
            yield

    @contextmanager
    def _locked(self, how: int) -> Iterator[None]:
        with (self.folder() / ".lock").open("ab") as lock:
            fcntl.flock(lock, how)
            yield

    def kept(self) -> Iterator[str]:
        """The hashes of all files in their places."""
        for part in sorted(self.folder().iterdir()):
            if part.is_dir():
                yield from sorted(found.name for found in part.iterdir() if _NAME.fullmatch(found.name))

    def forsaken(self, now: float | None = None) -> Iterator[Path]:
        """Unfinished files that nobody has touched for an hour: their writer died."""
        before = (now or time.time()) - GRACE
        for found in sorted(self.folder().glob(f"{self._unfinished}*")):
            if found.stat().st_mtime < before:
                yield found

    def is_old(self, sha256: str, now: float | None = None) -> bool:
        """Whether a kept file has lain in its place for longer than any act takes; False when it is not there."""
        try:
            return self.path_of(sha256).stat().st_mtime < (now or time.time()) - GRACE
        except FileNotFoundError:
            return False


def fsync_folder(path: Path) -> None:
    """Makes sure that the names in a folder survive a power cut."""
    opened = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def hash_of(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Where the bytes of evidence lie: a shelf of the data folder (decision 0015), and how an upload comes to it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from chungsuc.shelves.shelf import GRACE, Shelf, hash_of

from .content.refusals import FileRefused

__all__ = ["GRACE", "hash_of"]
CHUNK = 1024 * 1024
SHELF = Shelf(lambda: settings.EVIDENCE_DIR, ".arriving-")
folder, path_of, kept, forsaken, is_old = SHELF.folder, SHELF.path_of, SHELF.kept, SHELF.forsaken, SHELF.is_old
between_file_and_row, while_no_upload, keep = SHELF.between_file_and_row, SHELF.while_nobody_writes, SHELF.place


@dataclass(frozen=True)
class Arrived:
    """A file that has come in and waits under a name of its own."""

    path: Path
    sha256: str
    size: int


@contextmanager
def arriving(stream: IO[bytes], most: int) -> Iterator[Arrived]:
    """Takes a stream into a file of its own, counting; FileRefused when it is empty or longer than `most` bytes.

    The file is gone afterwards unless `keep` moved it to its place.
    """
    path = SHELF.unfinished()
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as file:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > most:
                    raise FileRefused("too_large", most=most // CHUNK)
                digest.update(chunk)
                file.write(chunk)
        if not size:
            raise FileRefused("empty")
        yield Arrived(path, digest.hexdigest(), size)
    finally:
        path.unlink(missing_ok=True)


def write(data: bytes) -> Path:
    """Writes bytes into an arriving file, for `keep`."""
    path = SHELF.unfinished()
    try:
        path.write_bytes(data)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path

"""Where the bytes of papers lie: a shelf of the data folder (decision 0015)."""

import hashlib
import os

from django.conf import settings

from chungsuc.shelves.shelf import Shelf

SHELF = Shelf(lambda: settings.PAPERS_DIR, ".writing-")
path_of, kept, forsaken, is_old = SHELF.path_of, SHELF.kept, SHELF.forsaken, SHELF.is_old
between_file_and_row, while_nobody_writes = SHELF.between_file_and_row, SHELF.while_nobody_writes


def keep(data: bytes) -> str:
    """Writes bytes in their place, safe from a power cut, and returns their hash. Twice is the same."""
    sha256 = hashlib.sha256(data).hexdigest()
    place = path_of(sha256)
    if place.exists() and place.stat().st_size == len(data):
        os.utime(place)  # counts as new for the sweep
        return sha256
    path = SHELF.unfinished()
    try:
        path.write_bytes(data)
        SHELF.place(path, sha256)
    finally:
        path.unlink(missing_ok=True)
    return sha256

"""Neither a file without a row nor a row without a file: the first is swept away, the second is told."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from . import storage
from .models import StoredFile

log = logging.getLogger(__name__)
AT_ONCE = 500


@dataclass(frozen=True)
class Swept:
    """How many files without a row, and how many half-arrived ones, were removed."""

    files: int
    arriving: int


@dataclass(frozen=True)
class Stock:
    """What is kept: rows, files, and the hashes that are wrong. `damaged` is empty unless contents were read."""

    rows: int
    files: int
    missing: tuple[str, ...]
    strangers: tuple[str, ...]
    damaged: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not (self.missing or self.damaged)


def sweep(now: float | None = None) -> Swept:
    """Removes files whose upload died: kept without a row for an hour, or never whole. Writes no row.

    What it looks at may be uploaded again in that moment: it decides about each file while no upload is between its
    file and its row.
    """
    removed = 0
    for sha256 in _without_row(hash_ for hash_ in storage.kept() if storage.is_old(hash_, now)):
        with storage.while_no_upload():
            if storage.is_old(sha256, now) and not StoredFile.objects.filter(sha256=sha256).exists():
                storage.path_of(sha256).unlink(missing_ok=True)
                removed += 1
    arriving = 0
    for path in storage.forsaken(now):
        path.unlink(missing_ok=True)
        arriving += 1
    if removed or arriving:
        log.warning("evidence swept: %s files without a row, %s that never arrived", removed, arriving)
    return Swept(removed, arriving)


def stock(*, read_contents: bool = False) -> Stock:
    """Compares rows and files; with `read_contents` every file is hashed again. Writes nothing."""
    kept = set(storage.kept())
    rows = set(StoredFile.objects.values_list("sha256", flat=True).iterator(chunk_size=10_000))
    there = sorted(kept & rows)
    damaged = (
        [sha256 for sha256 in there if storage.hash_of(storage.path_of(sha256)) != sha256] if read_contents else []
    )
    return Stock(len(rows), len(kept), tuple(sorted(rows - kept)), tuple(sorted(kept - rows)), tuple(damaged))


def _without_row(hashes: Iterable[str]) -> Iterator[str]:
    source = iter(hashes)
    while some := list(islice(source, AT_ONCE)):
        known = set(StoredFile.objects.filter(sha256__in=some).values_list("sha256", flat=True))
        yield from (sha256 for sha256 in some if sha256 not in known)

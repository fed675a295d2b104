"""Files of papers whose act died before its row: swept away once an hour."""

import logging

from . import storage
from .models import KeptFile

log = logging.getLogger(__name__)


def sweep(now: float | None = None) -> int:
    """Removes old files without a row, and half-written ones; returns how many. Writes no row."""
    removed = 0
    old = [sha256 for sha256 in storage.kept() if storage.is_old(sha256, now)]
    known = set(KeptFile.objects.filter(sha256__in=old).values_list("sha256", flat=True)) if old else set()
    for sha256 in (name for name in old if name not in known):
        with storage.while_nobody_writes():
            if storage.is_old(sha256, now) and not KeptFile.objects.filter(sha256=sha256).exists():
                storage.path_of(sha256).unlink(missing_ok=True)
                removed += 1
    for path in storage.forsaken(now):
        path.unlink(missing_ok=True)
        removed += 1
    if removed:
        log.warning("papers swept: %s files without a row", removed)
    return removed

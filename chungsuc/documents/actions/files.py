"""Keeping bytes: on the disk first, then their row in the transaction of the act that needs them."""

from dataclasses import dataclass

from chungsuc.web.day import now

from .. import storage
from ..models import KeptFile
from .refusals import PaperRefused


@dataclass(frozen=True)
class OnDisk:
    """A file that is whole on the disk and waits for its row."""

    sha256: str
    size: int
    extension: str


def keep(data: bytes, extension: str) -> OnDisk:
    """Writes bytes into their place. Call it inside `storage.between_file_and_row`, outside of a transaction."""
    try:
        return OnDisk(storage.keep(data), len(data), extension)
    except OSError as error:
        raise PaperRefused("Máy chủ chưa lưu được tệp (hết chỗ hoặc lỗi đĩa). Hãy thử lại sau ít phút.") from error


def row_of(kept: OnDisk) -> KeptFile:
    """The row of a file; made when it is the first of these bytes. The caller holds the transaction and records."""
    row, _ = KeptFile.objects.get_or_create(
        sha256=kept.sha256, defaults={"size": kept.size, "extension": kept.extension, "kept_at": now()}
    )
    return row

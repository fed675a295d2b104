"""A paper as it came back signed: checked with a maintained library, kept beside ours, never in its place."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from chungsuc.organisations.access import Person
from chungsuc.typesetting import signed
from chungsuc.web.day import now

from .. import events, storage
from ..access import DRAFT, NUMBER, may, require
from ..models import Paper, SignedCopy
from .files import OnDisk, keep, row_of
from .refusals import PaperRefused, locked, record

MOST_BYTES = 20 * 1024 * 1024


def attach_signed(paper: Paper, content: bytes, *, by: Person) -> SignedCopy:
    """Takes in a PDF of an issued paper and what its signatures are worth. Call it outside of a transaction.

    Writes the file, then the copy and one event; the same file again is the same copy. PaperRefused for what is no PDF,
    is larger than 20 MB, or a paper without a number. A file whose signature does not hold is kept and says so.
    """
    require(by, DRAFT if may(by, DRAFT, paper.unit_id) else NUMBER, paper.unit_id)
    if len(content) > MOST_BYTES:
        raise PaperRefused(f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB. Hãy giảm cỡ bản quét.", "file")
    found = signed.check(content, trusted_roots())
    if found.outcome == signed.UNREADABLE:
        raise PaperRefused(
            "Tệp này không đọc được như một tệp PDF. Hãy tải lại từ hệ thống văn bản rồi chọn lại.", "file"
        )
    with storage.between_file_and_row():
        return _attached(paper, keep(content, "pdf"), found, by)


@transaction.atomic
def _attached(paper: Paper, kept: OnDisk, found: signed.Signed, by: Person) -> SignedCopy:
    version = Paper.objects.values_list("version", flat=True).get(pk=paper.pk)
    held = locked(paper, "attach_signed", version)
    signers = [
        {
            "name": one.name,
            "issuer": one.issuer,
            "at": one.at.isoformat() if one.at else "",
            "stamped": one.stamped,
            "covers": one.covers,
            "intact": one.intact,
            "chain": one.chain,
        }
        for one in found.signers
    ]
    copy, made = SignedCopy.objects.get_or_create(
        paper=held,
        file=row_of(kept),
        defaults={"outcome": found.outcome, "signers": signers, "added_by": by.username, "added_at": now()},
    )
    if made:
        told = {"outcome": found.outcome, "signers": [one.name for one in found.signers], "sha256": kept.sha256}
        record(events.SIGNED_COPY_ATTACHED, held, by, told)
    return copy


def trusted_roots() -> Sequence[bytes]:
    """The certificates (DER) that signatures are proven by: every .cer, .crt and .der file of the folder of roots."""
    folder = settings.SIGNATURE_ROOTS_DIR
    if not folder.is_dir():
        return []
    return [path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix.lower() in (".cer", ".crt", ".der")]

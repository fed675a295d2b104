"""Every write of evidence. A file is whole on the disk before the row that names it can be committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where, record
from chungsuc.law.pack_shapes import Pack
from chungsuc.law.spelling import nfc
from chungsuc.locks.actions import Locked, require_open
from chungsuc.locks.rules import EVIDENCE
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now, today

from . import events, storage
from .content.inspecting import Inspected, inspect
from .content.refusals import EvidenceRefused, FileRefused
from .facts import limits
from .models import Document, DocumentKind, Link, Proof, StoredFile
from .rules import months_after, why_not_dated

__all__ = [
    "EvidenceRefused", "FileRefused", "Locked", "Told", "attach", "detach", "load_kinds", "take_in", "withdraw",
]  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What the sender says of a document; "" and None where nothing is said. `place` is (latitude, longitude)."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    taken_on: date | None = None
    place: tuple[Decimal, Decimal] | None = None


def take_in(
    upload: IO[bytes],
    *,
    unit: Unit,
    kind: str,
    by: str,
    told: Told | None = None,
    client_id: UUID | None = None,
    post: str = "",
) -> Document:
    """Takes a file in as a unit's document of a kind (its code). Call it outside of a transaction: looking at a file
    takes seconds. Writes the file, then StoredFile, Document and one event in one transaction.

    The same file of the same unit and kind, or the same `client_id` of the same person, is the same document, which is
    returned and nothing is written. FileRefused, EvidenceRefused or Locked say why not.
    """
    told = told or Told()
    wanted = DocumentKind.objects.filter(code=kind, is_current=True).first()
    if wanted is None:
        raise EvidenceRefused("Loại minh chứng này không có trong danh mục. Hãy chọn lại.")
    fault = why_not_dated(today(), issued_on=told.issued_on, expires_on=told.expires_on, taken_on=told.taken_on)
    if fault:
        raise EvidenceRefused(fault)
    sent_before = _sent_before(client_id, by, unit)
    if sent_before is not None:
        return sent_before
    _refuse_locked(unit)  # asked again in the transaction; here it spares the work
    bounds = limits()
    with _no_room_told(), storage.arriving(upload, bounds.file_bytes) as arrived:
        known = _known_file(arrived.sha256)
        if known is not None:
            return _written(known, arrived.sha256, None, unit, wanted, told, by, client_id, post)
        with arrived.path.open("rb") as file:
            found = inspect(file, bounds)
        with _kept_as(arrived, found) as (path, sha256, size), storage.between_file_and_row():
            storage.keep(path, sha256)
            new = StoredFile(
                sha256=sha256,
                size=size,
                media_type=found.media_type,
                extension=found.extension,
                width=found.width,
                height=found.height,
                stored_at=now(),
            )
            return _written(new, arrived.sha256, found, unit, wanted, told, by, client_id, post)


def _refuse_locked(unit: Unit) -> None:
    with transaction.atomic():
        require_open(EVIDENCE, unit.pk)


@contextmanager
def _no_room_told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EvidenceRefused("Máy chủ chưa lưu được tệp (hết chỗ hoặc lỗi đĩa). Hãy thử lại sau ít phút.") from error


@contextmanager
def _kept_as(arrived: storage.Arrived, found: Inspected) -> Iterator[tuple[Path, str, int]]:
    """The bytes to keep, their hash and size: as they came, or the picture that was drawn anew."""
    if found.picture is None:
        yield arrived.path, arrived.sha256, arrived.size
        return
    path = storage.write(found.picture)
    try:
        yield path, storage.hash_of(path), len(found.picture)
    finally:
        path.unlink(missing_ok=True)


def _known_file(received: str) -> StoredFile | None:
    """The kept file of bytes that came in before; None when there is none, or its file is missing and comes anew."""
    before = Document.objects.filter(received_sha256=received).select_related("file").order_by("id").first()
    return before.file if before is not None and storage.path_of(before.file.sha256).exists() else None


def _sent_before(client_id: UUID | None, by: str, unit: Unit) -> Document | None:
    """The document that this sending made already: a telephone sends again when it did not hear the answer."""
    sent = Document.objects.filter(client_id=client_id).first() if client_id else None
    if sent is not None and (sent.uploaded_by, sent.unit_id) != (by, unit.pk):
        raise EvidenceRefused("Mã gửi của tệp này đã dùng cho tệp khác. Hãy chọn lại tệp rồi gửi lại.")
    return sent


@transaction.atomic
def _written(
    file: StoredFile,
    received: str,
    found: Inspected | None,
    unit: Unit,
    kind: DocumentKind,
    told: Told,
    by: str,
    client_id: UUID | None,
    post: str,
) -> Document:
    require_open(EVIDENCE, unit.pk)
    kept = _file_row(file)
    twin = Document.objects.filter(unit=unit, kind=kind, file=kept, withdrawn_at=None)
    fields = _said(told, kind, found or _as_before(kept), kept)
    common = {"unit": unit, "kind": kind, "file": kept, "received_sha256": received, "client_id": client_id}
    if twin.exists():
        return twin.get()
    try:
        with transaction.atomic():
            document = Document.objects.create(**common, **fields, uploaded_by=by, uploaded_at=now())
    except IntegrityError:  # the same file, or the same sending, came twice at once
        document_now = twin.first() or _sent_before(client_id, by, unit)
        if document_now is None:
            raise
        return document_now
    details = {"sha256": kept.sha256, "received": received, "size": kept.size, "kind": kind.code}
    _record(events.DOCUMENT_TAKEN_IN, document, by, details, post=post)
    return document


def _file_row(file: StoredFile) -> StoredFile:
    if file.pk:
        return file
    fields = ("size", "media_type", "extension", "width", "height", "stored_at")
    kept, _ = StoredFile.objects.get_or_create(
        sha256=file.sha256, defaults={name: getattr(file, name) for name in fields}
    )
    return kept


def _as_before(file: StoredFile) -> Inspected:
    """What was read from these very bytes when they first came: the notes of a photograph."""
    first = file.documents.filter(place_from__in=("", Document.FROM_PHOTO)).order_by("id").first()
    place = first if first is not None and first.place_from == Document.FROM_PHOTO else None
    return Inspected(
        file.extension,
        file.media_type,
        latitude=place.place_lat if place else None,
        longitude=place.place_lon if place else None,
        taken_on=first.taken_on if first else None,
    )


def _said(told: Told, kind: DocumentKind, found: Inspected, file: StoredFile) -> dict[str, Any]:
    """The columns that describe a document: what its sender said, else what the photograph or the kind says."""
    place, origin = told.place, Document.DECLARED if told.place else ""
    if place is None and found.latitude is not None and found.longitude is not None:
        place, origin = (found.latitude, found.longitude), Document.FROM_PHOTO
    expires_on = told.expires_on
    if expires_on is None and told.issued_on is not None and kind.valid_months:
        expires_on = months_after(told.issued_on, kind.valid_months)
    taken_on = told.taken_on
    if taken_on is None and file.is_image and found.taken_on is not None and found.taken_on <= today():
        taken_on = found.taken_on
    return {
        "title": nfc(told.title.strip())[:300] or kind.name,
        "number": nfc(told.number.strip())[:100],
        "issuer": nfc(told.issuer.strip())[:300],
        "issued_on": told.issued_on,
        "expires_on": expires_on,
        "taken_on": taken_on,
        "place_lat": place[0] if place else None,
        "place_lon": place[1] if place else None,
        "place_from": origin,
    }


@transaction.atomic
def attach(document: Document, subject: str, key: str, *, year: int | None = None, by: str, post: str = "") -> Link:
    """Lets a document be used for something of an upper room. Writes a Link and one event; twice is the same link.

    EvidenceRefused for a withdrawn document; Locked while evidence of the unit (in that year) is locked.
    """
    require_open(EVIDENCE, document.unit_id, year=year)
    held = Document.objects.select_for_update().get(pk=document.pk)
    if held.withdrawn_at is not None:
        raise EvidenceRefused("Minh chứng này đã được rút, không gắn được nữa. Hãy chọn minh chứng khác.")
    link, made = Link.objects.get_or_create(
        document=held, subject=subject, key=key, unlinked_at=None,
        defaults={"year": year, "linked_by": by, "linked_at": now()},
    )  # fmt: skip
    if made:
        _record(events.DOCUMENT_ATTACHED, held, by, {"subject": subject, "key": key, "year": year}, post=post)
    return link


@transaction.atomic
def detach(document: Document, subject: str, key: str, *, by: str, reason: str = "", post: str = "") -> bool:
    """Ends the use of a document for something. Writes the link's end and one event; False when it was not in use."""
    link = Link.objects.live().filter(document=document, subject=subject, key=key).first()
    if link is None:
        return False
    require_open(EVIDENCE, document.unit_id, year=link.year)
    ended = Link.objects.live().filter(pk=link.pk).update(unlinked_by=by, unlinked_at=now())
    if ended:
        details = {"subject": subject, "key": key, "year": link.year}
        _record(events.DOCUMENT_DETACHED, document, by, details, reason=reason, post=post)
    return bool(ended)


@transaction.atomic
def withdraw(document: Document, *, reason: str, by: str, post: str = "") -> Document:
    """Takes a document back; it stays readable, with the reason. Writes who, when and why, and one event.

    EvidenceRefused when it is in use, withdrawn already, or the reason is missing; Locked as for `take_in`.
    """
    if not reason.strip():
        raise EvidenceRefused("Chưa ghi lý do. Hãy ghi vì sao rút minh chứng này.")
    require_open(EVIDENCE, document.unit_id)
    held = Document.objects.select_for_update().get(pk=document.pk)
    uses = Link.objects.live().filter(document=held).count()
    if uses:
        raise EvidenceRefused(f"Minh chứng đang được dùng cho {uses} việc. Hãy gỡ khỏi các việc ấy trước khi rút.")
    fields = {"withdrawn_at": now(), "withdrawn_by": by, "withdrawal_reason": reason.strip()}
    if not change_where(held, {"withdrawn_at": None}, **fields):
        raise EvidenceRefused("Minh chứng này đã được rút từ trước. Hãy mở lại trang để xem.")
    _record(events.DOCUMENT_WITHDRAWN, held, by, {}, reason=reason.strip(), post=post)
    return held


@transaction.atomic
def load_kinds(pack: Pack, *, by: str) -> int:
    """Writes the pack's kinds of documents and what they prove; returns how many kinds and proofs are new or changed.

    What the pack no longer names stays for the documents that have it, and is offered no more. Writes one event.
    """
    changed = _load_kind_rows(pack) + _load_proofs(pack)
    if changed:
        record(
            events.KINDS_LOADED,
            actor=by,
            subject_type="evidence.kinds",
            subject_id=pack.code,
            subject_label=pack.name,
            details={"rows": changed},
        )
    return changed


def _load_kind_rows(pack: Pack) -> int:
    known = {kind.code: kind for kind in DocumentKind.objects.all()}
    changed = 0
    for position, shape in enumerate(pack.kinds):
        fields: dict[str, Any] = {
            "name": shape.name,
            "issuer": shape.issuer,
            "example": shape.example,
            "valid_months": shape.valid_months,
            "position": position,
            "source": shape.source,
            "status": shape.status,
            "is_current": True,
        }
        row = known.get(shape.code)
        if row is None:
            DocumentKind.objects.create(code=shape.code, **fields)
        elif any(getattr(row, name) != value for name, value in fields.items()):
            DocumentKind.objects.filter(pk=row.pk).update(**fields)
        else:
            continue
        changed += 1
    gone = set(known) - {shape.code for shape in pack.kinds} if pack.kinds else set()
    return changed + DocumentKind.objects.filter(code__in=gone, is_current=True).update(is_current=False)


def _load_proofs(pack: Pack) -> int:
    kinds = dict(DocumentKind.objects.values_list("code", "pk"))
    known = {(p.set_code, p.indicator_code, p.kind_id): p for p in Proof.objects.all()}
    fresh, changed, told = [], 0, set[tuple[str, str, int]]()
    for shape in pack.proofs:
        key = (shape.set_code, shape.indicator, kinds[shape.kind])
        position = sum(other[:2] == key[:2] for other in told)
        told.add(key)
        row = known.get(key)
        if row is None:
            fresh.append(
                Proof(set_code=key[0], indicator_code=key[1], kind_id=key[2], needed=shape.needed, position=position)
            )
        elif (row.needed, row.position, row.is_current) != (shape.needed, position, True):
            Proof.objects.filter(pk=row.pk).update(needed=shape.needed, position=position, is_current=True)
            changed += 1
    Proof.objects.bulk_create(fresh)
    gone = [row.pk for key, row in known.items() if key not in told and row.is_current]
    ended = Proof.objects.filter(pk__in=gone).update(is_current=False) if pack.proofs else 0
    return changed + len(fresh) + ended


def _record(
    act: str, document: Document, by: str, details: dict[str, Any], *, reason: str = "", post: str = ""
) -> None:
    record(
        act,
        actor=by,
        subject_type="evidence.document",
        subject_id=str(document.pk),
        subject_label=document.title[:200],
        unit_code=document.unit.code,
        details=details,
        reason=reason,
        actor_post=post,
    )

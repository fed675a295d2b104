"""Certificates: a batch is prepared and shown, numbered in one act, printed by a job, each revoked by itself."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from chungsuc.audit.actions import change_where, record
from chungsuc.jobs import workflow as jobs_workflow
from chungsuc.jobs.actions import enqueue
from chungsuc.jobs.models import Job
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now, today

from .. import events, storage
from ..access import DRAFT, NUMBER, require
from ..models import Blank, Certificate, CertificateBatch, Paper
from ..numbering import numbering_of
from ..workflow import DROPPED, NUMBERED, PREPARED, PRINTED, REVOKED, VALID
from .files import OnDisk, keep, row_of
from .numbers import held_series, take
from .refusals import PaperRefused, Stale, record_about

PRINT = "documents.certificates"
MOST = 1000
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read as another: no 0, 1, I, O
_CODE = 12
ENTRY = ("recipient", "detail", "reason")


@transaction.atomic
def prepare_batch(
    unit: Unit,
    kind: str,
    *,
    day: date,
    common: Mapping[str, str],
    entries: Sequence[Mapping[str, str]],
    by: Person,
    blank: Blank | None = None,
    size: str = "A4",
    paper: Paper | None = None,
    source: str = "",
    source_key: str = "",
) -> CertificateBatch:
    """Prepares certificates that are still to be shown and numbered. Writes the batch and one event.

    `common` is what all of them say: issuer, parent, verb, decision, place, authority, of, office, name. An entry may
    carry the "key" by which `revoke_about` finds it again. PaperRefused for an empty or too long list, an entry without
    a recipient (with its line), or a kind that is no certificate.
    """
    require(by, DRAFT, unit.pk)
    found = numbering_of(unit, kind, day)
    if isinstance(found, str):
        raise PaperRefused(found, "kind")
    if not found.kind.certificate:
        raise PaperRefused("Loại này không phải bằng hoặc giấy khen. Hãy chọn lại.", "kind")
    if not entries:
        raise PaperRefused("Danh sách chưa có ai. Hãy ghi mỗi người hoặc đơn vị một dòng.", "entries")
    if len(entries) > MOST:
        raise PaperRefused(f"Danh sách dài quá {MOST} dòng. Hãy chia thành nhiều đợt.", "entries")
    rows = [_row(entry) for entry in entries]
    empty = next((place for place, row in enumerate(rows, 1) if not row["recipient"]), 0)
    if empty:
        raise PaperRefused(f"Dòng {empty} chưa ghi người hoặc đơn vị nhận. Hãy ghi tên hoặc bỏ dòng ấy.", "entries")
    batch = CertificateBatch.objects.create(
        unit=unit,
        kind=kind,
        kind_name=found.kind_name,
        paper=paper,
        day=day,
        common={
            **{name: nfc(text) for name, text in common.items()},
            "address": settings.PUBLIC_ADDRESS,
            "demonstration": "1" if settings.DEMONSTRATION else "",
        },
        entries=rows,
        blank=blank,
        size=size,
        source=source,
        source_key=source_key,
        state=PREPARED,
        prepared_by=by.username,
        prepared_at=now(),
    )
    _record(events.BATCH_PREPARED, batch, by, {"count": len(rows), "kind": kind})
    return batch


def _row(entry: Mapping[str, str]) -> dict[str, str]:
    """One line of a batch as it is kept, with its key only where it has one."""
    row = {name: nfc(str(entry.get(name, ""))).strip() for name in ENTRY}
    return {**row, "key": entry["key"]} if entry.get("key") else row


@transaction.atomic
def drop_batch(batch: CertificateBatch, *, by: Person) -> CertificateBatch:
    """Undoes a batch that has no numbers yet. Writes the state and one event."""
    require(by, DRAFT, batch.unit_id)
    if not change_where(batch, {"state": PREPARED}, state=DROPPED):
        raise Stale("Đợt này đã được cấp số hoặc đã bỏ, không hoàn tác được nữa. Hãy mở lại trang để xem.")
    _record(events.BATCH_DROPPED, batch, by, {"count": len(batch.entries)})
    return batch


@transaction.atomic
def number_batch(batch: CertificateBatch, *, by: Person, expected: str = "") -> CertificateBatch:
    """Gives every certificate of a prepared batch its number and code, and sends the batch to be printed.

    `expected` is the first number that was shown: another one is not given, but told ("" asks for none).
    Writes numbers, certificates, the batch, its job and one event, all or none; of two who do it only one succeeds.
    """
    require(by, NUMBER, batch.unit_id)
    found = numbering_of(batch.unit, batch.kind, batch.day)
    if isinstance(found, str):
        raise PaperRefused(found)
    series = held_series(batch.unit, batch.kind, batch.kind_name, batch.day.year)
    if expected and found.text(series.last + 1) != expected:
        raise Stale(f"Số {expected} vừa được cấp cho bằng khác. Hãy mở lại trang để xem số sẽ cấp rồi xác nhận.")
    moved = {"state": NUMBERED, "numbered_by": by.username, "numbered_at": now(), "blank_as": blank_as(batch.blank)}
    if not change_where(batch, {"state": PREPARED}, **moved):
        raise Stale("Đợt này vừa được người khác cấp số hoặc bỏ. Hãy mở lại trang để xem.")
    purpose = f"Đợt {batch.pk}"
    numbers = take(series, len(batch.entries), text=found.text, day=batch.day, by=by.username, purpose=purpose)
    Certificate.objects.bulk_create(
        [
            Certificate(batch=batch, order=order, number=number, code=new_code(), **entry)
            for order, (entry, number) in enumerate(zip(batch.entries, numbers, strict=True), 1)
        ]
    )
    job = enqueue(PRINT, {"batch": batch.pk}, by=by.username)
    change_where(batch, {"state": NUMBERED}, job=job.pk)
    told = {"first": numbers[0].printed, "last": numbers[-1].printed, "count": len(numbers)}
    _record(events.BATCH_NUMBERED, batch, by, told)
    return batch


def new_code() -> str:
    """A code that nobody can guess, of 60 bits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_CODE))


def blank_as(blank: Blank | None) -> dict[str, Any] | None:
    """A blank as it stands now, kept with the batch: the same file can be made again whatever becomes of the blank."""
    if blank is None:
        return None
    sizes = {name: str(getattr(blank, name)) for name in ("width", "height", "dx", "dy")}
    return {**sizes, "name": blank.name, "fields": blank.fields}


def keep_printed(batch: CertificateBatch, content: bytes) -> CertificateBatch:
    """The job's end: the one file of a batch. Writes file and batch and one event; a second worker changes nothing."""
    with storage.between_file_and_row():
        return _printed(batch, keep(content, "pdf"))


@transaction.atomic
def _printed(batch: CertificateBatch, kept: OnDisk) -> CertificateBatch:
    if change_where(batch, {"state": NUMBERED}, state=PRINTED, file=row_of(kept)):
        record(
            events.BATCH_PRINTED,
            actor=batch.numbered_by,
            subject_type="documents.batch",
            subject_id=str(batch.pk),
            subject_label=str(batch)[:200],
            unit_code=batch.unit.code,
            details={"sha256": kept.sha256, "count": len(batch.entries)},
        )
    return batch


@transaction.atomic
def print_again(batch: CertificateBatch, *, by: Person) -> CertificateBatch:
    """Sends a batch to be printed once more whose job gave up. Writes the new job and one event."""
    require(by, NUMBER, batch.unit_id)
    failed = (
        batch.job is not None
        and Job.objects.filter(pk=batch.job, state__in=(jobs_workflow.FAILED, jobs_workflow.PARKED)).exists()
    )
    if batch.state != NUMBERED or not failed:
        raise Stale("Đợt này đang in hoặc đã in xong. Hãy mở lại trang để xem.")
    before = batch.job
    job = enqueue(PRINT, {"batch": batch.pk}, by=by.username)
    if not change_where(batch, {"state": NUMBERED, "job": before}, job=job.pk):
        raise Stale("Đợt này vừa được người khác gửi in lại. Hãy mở lại trang để xem.")
    _record(events.BATCH_SENT_AGAIN, batch, by, {"count": len(batch.entries)})
    return batch


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, on: date, paper: str, reason: str, by: Person) -> Certificate:
    """Ends a certificate by a paper; the public page says so at once. Writes day, paper, reason and one event."""
    require(by, NUMBER, certificate.batch.unit_id)
    if not paper.strip() or not reason.strip():
        raise PaperRefused("Hãy ghi văn bản thu hồi và lý do.", "paper" if not paper.strip() else "reason")
    if on > today() or on < certificate.batch.day:
        raise PaperRefused("Ngày thu hồi phải từ ngày ký bằng đến hôm nay. Hãy ghi lại.", "on")
    if not _ended(certificate, on, paper, reason, by.username, by.title):
        raise Stale("Bằng này đã hết giá trị từ trước. Hãy mở lại trang để xem.")
    return certificate


@transaction.atomic
def revoke_about(source: str, key: str, *, on: date, paper: str, reason: str, by: str, entry: str | None = None) -> int:
    """Ends every certificate that was given for a matter of an upper room, whose own act carried the right.

    `entry`: only those given for that entry of the matter's list, and what was given again in their place.
    Writes them and one event each; returns how many. None is no fault: certificates are printed or not.
    """
    found = Certificate.objects.about(source, key).filter(**({} if entry is None else {"key": entry}))
    rows = found.filter(state=VALID).select_related("batch__unit", "number")
    return sum(_ended(row, on, paper, reason, by) for row in rows)


def _ended(certificate: Certificate, on: date, paper: str, reason: str, by: str, post: str = "") -> bool:
    ended = {"ended_on": on, "ended_paper": nfc(paper.strip())[:200], "ended_reason": nfc(reason.strip())}
    if not change_where(certificate, {"state": VALID}, state=REVOKED, **ended):
        return False
    record(
        events.CERTIFICATE_REVOKED,
        actor=by,
        actor_post=post[:200],
        subject_type="documents.certificate",
        subject_id=str(certificate.pk),
        subject_label=f"{certificate.batch.kind_name} số {certificate.number.printed}"[:200],
        unit_code=certificate.batch.unit.code,
        details={"on": on.isoformat()},
        reason=reason.strip(),
        paper=paper.strip()[:200],
    )
    return True


def _record(act: str, batch: CertificateBatch, by: Person, details: dict[str, Any]) -> None:
    record_about(act, batch, by, batch.unit, details, subject_type="documents.batch", label=str(batch))

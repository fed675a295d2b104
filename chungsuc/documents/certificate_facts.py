"""Certificates and their batches as the pages show them; what the public page tells."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.jobs.models import Job
from chungsuc.organisations.lineage import last_name_of

from .models import Blank, Certificate, CertificateBatch, Series
from .numbering import numbering_of
from .workflow import REPLACED, VALID


def batch_list(unit_ids: Iterable[int]) -> Any:
    """The batches of some bodies, the newest first, each with its body's name."""
    rows = CertificateBatch.objects.filter(unit_id__in=list(unit_ids))
    return rows.annotate(body=last_name_of("unit_id")).order_by("-id")


def blank_list(unit_ids: Iterable[int]) -> list[Blank]:
    """The blanks of some bodies with their body's name. One query."""
    return list(Blank.objects.filter(unit_id__in=list(unit_ids)).annotate(body=last_name_of("unit_id")))


@dataclass(frozen=True)
class Span:
    """The first and the last number that a batch would get; `fault` says why none."""

    first: str = ""
    last: str = ""
    fault: str = ""


def span_of(batch: CertificateBatch) -> Span:
    """What numbers a prepared batch would get now."""
    found = numbering_of(batch.unit, batch.kind, batch.day)
    if isinstance(found, str):
        return Span(fault=found)
    rows = Series.objects.filter(unit_id=batch.unit_id, kind=batch.kind, year=batch.day.year)
    last = rows.values_list("last", flat=True).first() or 0
    return Span(found.text(last + 1), found.text(last + len(batch.entries)))


def job_of(batch: CertificateBatch) -> Job | None:
    """The job that prints a batch. One query."""
    return Job.objects.filter(pk=batch.job).first() if batch.job else None


@dataclass(frozen=True)
class PublicCertificate:
    """What anybody may know of a certificate: what is printed on it, and whether it still stands."""

    kind: str
    title: str
    recipient: str
    detail: str
    reason: str
    issuer: str
    decision: str
    number: str
    day: date
    state: str
    state_label: str
    ended_on: date | None
    ended_paper: str
    mark: str
    later: str
    later_number: str
    later_state: str


def public_certificate(code: str) -> PublicCertificate | None:
    """The public facts of a certificate by its code; None when there is none. One query, two for a replaced one."""
    rows = Certificate.objects.select_related("batch", "number")
    row = rows.filter(code=code).first() if code else None
    if row is None:
        return None
    batch, common = row.batch, row.batch.common
    later = row.replacements.select_related("number").first() if row.state == REPLACED else None
    return PublicCertificate(
        kind=batch.kind_name,
        title=f"{batch.kind_name} số {row.number.confirmed or row.number.printed}",
        recipient=row.recipient,
        detail=row.detail,
        reason=row.reason or common.get("reason", ""),
        issuer=common.get("issuer", ""),
        decision=common.get("decision", ""),
        number=row.number.confirmed or row.number.printed,
        day=batch.day,
        state=row.state,
        state_label=row.state_label,
        ended_on=row.ended_on,
        ended_paper=row.ended_paper,
        mark=common.get("mark", ""),
        later=later.code if later else "",
        later_number=(later.number.confirmed or later.number.printed) if later else "",
        later_state=later.state_label if later and later.state != VALID else "",
    )

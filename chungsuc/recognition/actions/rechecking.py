"""Keeping what the yearly re-check found."""

from datetime import date

from django.db import transaction

from chungsuc.audit.actions import record

from .. import events
from ..models import Recheck, Recognition
from ..rechecks import recheck_lines


@transaction.atomic
def recheck_year(year: int, *, on: date, by: str) -> int:
    """Judges every recognised commune by its verdicts of `year`. Writes what changed, and one event when anything did.

    Returns how many results are new or different. Judging the same year again writes nothing.
    """
    entries = Recognition.objects.in_force(on).filter(signed_on__year__lte=year + 1, for_year__lt=year)
    lines = recheck_lines(entries.select_related("level", "unit"), year, on)
    current = {row.recognition_id: row for row in Recheck.objects.filter(year=year, is_current=True)}
    fresh = []
    for line in lines:
        row = Recheck(
            recognition=line.entry,
            unit=line.unit,
            year=year,
            result=line.result.finding.value,
            failed=list(line.result.failed),
            unknown=list(line.result.unknown),
            total=line.result.total,
            reasons=[reason.text for reason in line.result.reasons],
            on=on,
            by=by,
        )
        known = current.get(line.entry.pk)
        if known is None or _content(known) != _content(row):
            fresh.append(row)
    Recheck.objects.filter(year=year, is_current=True, recognition__in=[r.recognition for r in fresh]).update(
        is_current=False
    )
    Recheck.objects.bulk_create(fresh)
    if fresh:
        record(
            events.RECHECKED,
            actor=by,
            subject_type="recognition.recheck",
            subject_id=str(year),
            subject_label=f"Rà soát năm {year}",
            details={"changed": len(fresh), "of": len(lines)},
        )
    return len(fresh)


def _content(row: Recheck) -> tuple:
    return (row.unit_id, row.result, row.failed, row.unknown, row.total, row.reasons)

"""Outlines of units, for drawing only."""

from django.db import transaction

from chungsuc.audit.actions import record

from .. import events
from ..models import Boundary


@transaction.atomic
def import_boundaries(outlines: dict[int, list[list[list[float]]]], *, source: str, by: str) -> int:
    """Keeps new outlines of units for drawing; former ones stay, no longer current. Writes one entry."""
    Boundary.objects.filter(unit_id__in=outlines, is_current=True).update(is_current=False)
    Boundary.objects.bulk_create(
        [Boundary(unit_id=pk, rings=rings, source=source, imported_by=by) for pk, rings in outlines.items()]
    )
    record(
        events.BOUNDARIES_IMPORTED,
        actor=by,
        subject_type="organisations.boundary",
        subject_id=source[:100],
        subject_label=f"{len(outlines)} đường bao",
        details={"units": len(outlines)},
        paper=source,
    )
    return len(outlines)

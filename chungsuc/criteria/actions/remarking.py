"""The thread of a value. Whoever reads the value may comment; only who decides on it closes the thread."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from chungsuc.audit.actions import record
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import events
from ..models import Measure, Remark, Report
from .moving import ActRefused
from .values import hold_units

TALKING = ("value.declare", "value.check", "value.verify", "value.conclude")
LONGEST = 4000


@transaction.atomic
def remark(
    unit: Unit, measure: Measure, year: int, text: str, *, acting: Person, sex: str = "", decides: bool = False
) -> Remark:
    """Adds to the thread of a value. `decides` closes it (whoever may verify or conclude); nothing else is decided.

    Writes a Remark and one event. ActRefused for an empty text.
    """
    rights = ("value.verify", "value.conclude") if decides else TALKING
    if not any(acting.may(right, unit.pk) for right in rights):
        raise PermissionDenied(rights[0])
    if not text.strip():
        raise ActRefused("Hãy ghi nội dung trao đổi.")
    hold_units({unit.pk})
    made = _remark(unit, measure.pk, year, sex, text.strip()[:LONGEST], decides, acting)
    record(
        events.THREAD_CLOSED if decides else events.REMARKED,
        actor=acting.username,
        subject_type="criteria.declared",
        subject_id=f"{unit.code}/{measure.code}/{year}/{sex}",
        subject_label=measure.name[:200],
        unit_code=unit.code,
        details={"text": made.text[:500]},
        actor_post=acting.title[:200],
    )
    return made


def _remark(unit: Unit, measure_id: int, year: int, sex: str, text: str, decides: bool, acting: Person) -> Remark:
    return Remark.objects.create(
        unit=unit,
        measure_id=measure_id,
        year=year,
        sex=sex,
        text=text,
        is_decision=decides,
        by=acting.username,
        by_name=acting.name[:200],
        by_post=acting.title[:200],
        at=now(),
    )


def close_threads(report: Report, measure_ids: Iterable[int], acting: Person) -> int:
    """Closes every open thread of these values because their part was decided. Part of that act, which records."""
    last: dict[tuple[int, str], Remark] = {}
    rows = Remark.objects.filter(unit_id=report.unit_id, year=report.year, measure_id__in=list(measure_ids))
    for row in rows.order_by("id"):
        last[row.measure_id, row.sex] = row
    still_open = [place for place, row in last.items() if not row.is_decision]
    for measure_id, sex in still_open:
        _remark(report.unit, measure_id, report.year, sex, "Đã thẩm định phần này.", True, acting)
    return len(still_open)

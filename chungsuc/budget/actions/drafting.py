"""An estimate is begun and its lines are written; what is written anew is a new edition."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import events, workflow
from ..access import DRAFT
from ..models import Estimate
from ..refusals import BudgetRefused, Stale
from ..rules import Line, line_faults
from .moving import held_for, moved, new_edition, told

TAKEN = "Năm này đã có dự toán. Hãy mở dự toán ấy để sửa hoặc điều chỉnh."


@transaction.atomic
def start(year: int, *, acting: Person) -> Estimate:
    """Begins the estimate of a year for the unit that drafts. Writes it, its empty first edition, one event.

    PermissionDenied without the right; BudgetRefused when the year has one; Stale when somebody began it just now.
    """
    units = acting.acts_for(DRAFT)
    if not units:
        raise PermissionDenied(DRAFT)
    unit = Unit.objects.get(pk=min(units))
    if Estimate.objects.filter(year=year, unit=unit).exists():
        raise BudgetRefused(TAKEN, "year")
    try:
        with transaction.atomic():
            made = Estimate.objects.create(
                year=year, unit=unit, state=workflow.DRAFT, started_by=acting.username, started_at=now()
            )
    except IntegrityError:
        raise Stale(TAKEN, "year") from None
    new_edition(made, 1, [], acting)
    told(events.STARTED, made, acting, {"year": year})
    return made


@transaction.atomic
def save_lines(estimate: Estimate, version: int, lines: Sequence[Line], *, acting: Person) -> Estimate:
    """Writes the lines as the next edition; the former ones stay. Writes it, the state, one event.

    PermissionDenied; Stale; BudgetRefused for the first wrong line, or when nothing is being drafted.
    """
    fresh = held_for(estimate, workflow.SAVE, version, "", acting)
    for number, line in enumerate(lines, 1):
        if faults := line_faults(line):
            raise BudgetRefused(f"Dòng {number}: {faults[0][1]}")
    moved(fresh, state=workflow.DRAFT, number=fresh.number + 1)
    new_edition(fresh, fresh.number, list(lines), acting)
    whole = sum(line.amount for line in lines)
    told(events.SAVED, fresh, acting, {"number": fresh.number, "lines": len(lines), "amount": str(whole)})
    return fresh

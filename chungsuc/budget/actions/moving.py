"""What every act of this room shares: the estimate held as it is now, moved by one of two, told in the journal."""

from typing import Any

from django.core.exceptions import PermissionDenied

from chungsuc.audit.actions import change_where, record
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as
from chungsuc.web.day import now

from .. import workflow
from ..access import Desk
from ..models import Estimate, EstimateEdition, EstimateLine, EstimateStep
from ..refusals import STALE, BudgetRefused, Stale
from ..rules import Line


def held(estimate: Estimate, version: int) -> Estimate:
    """The estimate as it is now, locked until the transaction ends. Stale when `version` is not the present one."""
    fresh = Estimate.objects.select_for_update(of=("self",)).prefetch_related("unit").get(pk=estimate.pk)
    if fresh.version != version:
        raise Stale(STALE)
    return fresh


def held_for(estimate: Estimate, act: str, version: int, reason: str, acting: Person) -> Estimate:
    """The estimate held for an act of the workflow. A part of an act.

    PermissionDenied for whoever it is not for; Stale; BudgetRefused in another state or without the reason it needs.
    """
    if not Desk(acting).takes(act, estimate):
        raise PermissionDenied(act)
    fresh = held(estimate, version)
    if why := Desk(acting).why_not(act, fresh):
        raise BudgetRefused(f"Chưa làm được {why}")
    if workflow.ACTS[act].needs_reason and not nfc(reason):
        raise BudgetRefused("Chưa ghi lý do. Hãy ghi rõ để người nhận biết phải làm gì.", "reason")
    return fresh


def moved(estimate: Estimate, **fields: Any) -> None:
    """Moves an estimate on by a conditional UPDATE: of two who try one succeeds. The caller records the event."""
    before = {"version": estimate.version, "state": estimate.state}
    if not change_where(estimate, before, version=estimate.version + 1, **fields):
        raise Stale(STALE)


def new_edition(
    estimate: Estimate, number: int, lines: list[Line], acting: Person, reason: str = ""
) -> EstimateEdition:
    """Writes an edition with its lines. A part of an act."""
    made = EstimateEdition.objects.create(
        estimate=estimate, number=number, reason=nfc(reason)[:500], by=acting.username, by_name=acting.name, at=now()
    )
    EstimateLine.objects.bulk_create(
        EstimateLine(
            edition=made, position=position, purpose=line.purpose, what=nfc(line.what), norm=line.norm,
            basis=nfc(line.basis), quantity=line.quantity, measure=nfc(line.measure), source=line.source.code,
            source_name=line.source.name,
        )
        for position, line in enumerate(lines, 1)
    )  # fmt: skip
    return made


def current_edition(estimate: Estimate) -> EstimateEdition:
    """The edition in hand. A part of an act."""
    return EstimateEdition.objects.get(estimate=estimate, number=estimate.number)


def stepped(estimate: Estimate, act: str, acting: Person, **said: Any) -> EstimateStep:
    """Writes the step of an act with the edition in hand. A part of an act."""
    return EstimateStep.objects.create(
        estimate=estimate, edition=current_edition(estimate), act=act, by=acting.username, by_name=acting.name,
        at=now(), **said,
    )  # fmt: skip


def told(
    act: str,
    estimate: Estimate,
    acting: Person,
    details: dict[str, Any] | None = None,
    reason: str = "",
    paper: str = "",
) -> None:
    """Records one entry about an estimate."""
    unit = known_as([estimate.unit_id])[estimate.unit_id].name
    record(
        act,
        actor=acting.username,
        actor_post=acting.title[:200],
        subject_type="budget.estimate",
        subject_id=str(estimate.pk),
        subject_label=f"Dự toán năm {estimate.year}, {unit}"[:200],
        unit_code=estimate.unit.code,
        details=details,
        reason=nfc(reason),
        paper=paper,
    )

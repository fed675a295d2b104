"""Open cases on the day that units merge: carried over to the successor, or ended where none can be recognised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from chungsuc.audit.actions import record
from chungsuc.law.verdicts import Outcome

from .. import events, workflow
from ..casefile import CaseFile
from ..conditions import check, together
from ..models import Case
from .cases import _move
from .saying import By, Said

WHY_ENDED = "Không còn cấp huyện nên không công nhận mới mức của cấp huyện."


@dataclass(frozen=True)
class Carried:
    """How many cases were carried over, how many ended, and those left with the reason why."""

    carried: int
    ended: int
    left: Sequence[tuple[int, str]]


@transaction.atomic
def carry_cases(on: date, *, by: str) -> Carried:
    """Carries every open case of a unit that has ended by `on` to its successor; ends those of levels given no more.

    Idempotent: a case that was carried over or ended is not touched again. Writes the cases, their events, and one
    event of the journal when anything moved.
    """
    carried, ended, left = 0, 0, []
    rows = Case.objects.open().filter(procedure=workflow.RECOGNITION)
    for case in rows.select_related("unit", "holder", "level", "recognition").order_by("pk"):
        file = CaseFile(case, on)
        act = "lose_object" if case.level.unit_kind == workflow.DISTRICT else "carry_over"
        step = workflow.step_of(act, case.state, kind=file.kind, regime=file.regime, procedure=workflow.RECOGNITION)
        if step is None or file.last_on is not None and file.last_on > on:
            continue
        verdict = together(check(file, step.guards))
        if verdict.outcome is Outcome.UNDETERMINED:
            left.append((case.pk, "; ".join(reason.text for reason in verdict.reasons)))
        if verdict.outcome is not Outcome.MET:
            continue
        reason = WHY_ENDED if act == "lose_object" else "; ".join(reason.text for reason in verdict.reasons)
        _move(case, step, Said(on, reason=reason), By(by, by))
        carried, ended = carried + (act == "carry_over"), ended + (act == "lose_object")
    if carried or ended:
        record(
            events.CASES_CARRIED,
            actor=by,
            subject_type="recognition.cases",
            subject_id=on.isoformat(),
            subject_label="Hồ sơ đang xét",
            details={"carried": carried, "ended": ended, "left": len(left)},
        )
    return Carried(carried, ended, left)

"""An estimate is submitted, collated, sent back, approved, refused, amended."""

from datetime import date

from django.db import transaction

from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person

from .. import events, workflow
from ..models import Estimate
from ..refusals import BudgetRefused
from ..rules import why_not_submit
from .moving import current_edition, held_for, moved, new_edition, stepped, told

TOLD = {
    workflow.SUBMIT: events.SUBMITTED, workflow.TAKE_BACK: events.TAKEN_BACK, workflow.COLLATE: events.COLLATED,
    workflow.RETURN: events.RETURNED, workflow.APPROVE: events.APPROVED, workflow.REFUSE: events.REFUSED,
    workflow.AMEND: events.AMENDED,
}  # fmt: skip


@transaction.atomic
def take(
    estimate: Estimate, act: str, version: int, *, acting: Person, reason: str = "", paper: str = "",
    decided_on: date | None = None,
) -> Estimate:  # fmt: skip
    """Takes an act of the workflow. Writes the state, one step, one event; an amendment a new edition as well.

    `paper`, `decided_on`: number and day of the decision of UBND tỉnh, for an approval. PermissionDenied; Stale;
    BudgetRefused in another state, without the reason, for lines without a basis, or for a decision of a day to come.
    """
    if act not in TOLD:
        raise ValueError(f"{act} is not taken so")
    fresh = held_for(estimate, act, version, reason, acting)
    if act == workflow.SUBMIT:
        lines = [line.said for line in current_edition(fresh).lines.all()]
        if why := why_not_submit(lines):
            raise BudgetRefused(why)
    if act == workflow.APPROVE:
        _require_decision(paper, decided_on, acting.day)
    else:
        paper, decided_on = "", None
    stepped(fresh, act, acting, reason=nfc(reason)[:500], paper=nfc(paper), decided_on=decided_on)
    after, number = str(workflow.ACTS[act].after), fresh.number
    if act == workflow.AMEND:
        former = [line.said for line in current_edition(fresh).lines.all()]
        new_edition(fresh, number + 1, former, acting, reason)
        number += 1
    moved(fresh, state=after, number=number)
    details = {"number": number, **({"signed_on": decided_on.isoformat()} if decided_on else {})}
    told(TOLD[act], fresh, acting, details, reason, nfc(paper))
    return fresh


def _require_decision(paper: str, decided_on: date | None, today: date) -> None:
    """An approval is a decision that was signed: its number and its day, which is not to come."""
    if not nfc(paper):
        raise BudgetRefused("Chưa ghi số quyết định. Hãy ghi số, ký hiệu của quyết định phê duyệt.", "paper")
    if decided_on is None:
        raise BudgetRefused("Chưa ghi ngày quyết định. Hãy ghi ngày ký.", "decided_on")
    if decided_on > today:
        raise BudgetRefused("Ngày quyết định sau hôm nay. Hãy xem lại ngày ký.", "decided_on")

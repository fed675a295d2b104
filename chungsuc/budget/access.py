"""Who may read, draft, collate, approve and spend. What is out of reach does not exist."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404

from chungsuc.organisations.access import Person

from . import workflow
from .models import Estimate

READ, DRAFT, COLLATE = "budget.read", "budget.draft", "budget.collate"
APPROVE, SPEND, OVERRIDE = "budget.approve", "budget.spend", "budget.override"


@dataclass(frozen=True)
class Desk:
    """What one person may do with estimates today."""

    person: Person

    @property
    def day(self) -> date:
        return self.person.day

    @cached_property
    def drafting(self) -> frozenset[int]:
        """The units for which the person drafts."""
        return self.person.own_scope(DRAFT).unit_ids or frozenset()

    @property
    def may_spend(self) -> bool:
        """Whether the person records what is allocated and spent."""
        return self.person.may(SPEND)

    @property
    def may_override(self) -> bool:
        """Whether the person may spend beyond, by name and with a reason."""
        return self.person.may(OVERRIDE)

    def visible(self) -> Any:
        """Every estimate that the person may open, with its unit's name."""
        return Estimate.objects.within(self.person.scope(READ).unit_ids).told()

    def takes(self, act: str, estimate: Estimate) -> bool:
        """Whether an act is this person's at all."""
        actor = workflow.ACTS[act].actor
        if actor == workflow.DRAFTER:
            return estimate.unit_id in self.drafting
        return self.person.may(COLLATE if actor == workflow.COLLATOR else APPROVE)

    def why_not(self, act: str, estimate: Estimate) -> str | None:
        """Why an act cannot be done now, in words; "" when it can; None when it is not this person's at all."""
        if not self.takes(act, estimate):
            return None
        why = workflow.why_not(act, estimate.state)
        return f"vì: {why}" if why else ""


def estimate_for(desk: Desk, pk: int) -> Any:
    """The estimate, or Http404 when it is not within the person's reach."""
    found = desk.visible().filter(pk=pk).first()
    if found is None:
        raise Http404("estimate")
    return found

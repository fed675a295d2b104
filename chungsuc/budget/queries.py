"""Questions about estimates and their money."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models

from chungsuc.organisations.lineage import last_name_of

from .workflow import APPROVE


class EstimateQuerySet(models.QuerySet):
    """Estimates, one a year and drafting unit."""

    def told(self) -> Self:
        """With the drafting unit and its name. No query more."""
        return self.select_related("unit").annotate(unit_name=last_name_of("unit_id"))

    def within(self, unit_ids: Iterable[int] | None) -> Self:
        """Those that some units drafted (None: all)."""
        return self if unit_ids is None else self.filter(unit__in=list(unit_ids))


class StepQuerySet(models.QuerySet):
    """Steps that were taken."""

    def approvals(self, day: date) -> Self:
        """Decisions of approval in force on a day, the newest last."""
        return self.filter(act=APPROVE, decided_on__lte=day).order_by("decided_on", "id")


class MoneyQuerySet(models.QuerySet):
    """Entries of money: allocations or spendings, with their counter-entries."""

    def until(self, day: date) -> Self:
        """Those of days until `day`."""
        return self.filter(on__lte=day)

    def moves(self, **where: Any) -> list[tuple[date, Any]]:
        """(day, amount) of each that fits. One query."""
        return list(self.filter(**where).values_list("on", "amount"))

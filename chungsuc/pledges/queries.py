"""Questions about plans, tasks, sponsorships and likely duplicates. Every question takes a day or says why not."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.queries import holds_on

from .workflow import APPROVED, OPEN


def whose(held: Iterable[int] | None, prefix: str = "") -> Q:
    """The tasks that some units answer for: of their own plans where nobody gave them away, and those given to them."""
    if held is None:
        return Q()
    ids = list(held)
    return Q(**{f"{prefix}given_to": None, f"{prefix}plan__unit__in": ids}) | Q(**{f"{prefix}given_to__in": ids})


class UnitPlanQuerySet(models.QuerySet):
    def visible(self, scope: Any) -> Self:
        """The plans of the units in scope."""
        return self if scope.unit_ids is None else self.filter(unit__in=scope.unit_ids)

    def named(self) -> Self:
        """Adds the unit's last name, in the same query."""
        return self.select_related("unit", "movement").annotate(unit_name=last_name_of("unit_id"))


class EditionQuerySet(models.QuerySet):
    def in_force(self, day: date) -> Self:
        """The editions that were approved and held on `day`."""
        return self.filter(holds_on(day), since__isnull=False)

    def open(self) -> Self:
        """Those that still wait for somebody."""
        return self.filter(state__in=OPEN)

    def named(self) -> Self:
        """Adds the name of the plan's unit, in the same query."""
        return self.select_related("plan__unit").annotate(unit_name=last_name_of("plan__unit_id"))


class TermsQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """What tasks said on `day`."""
        return self.filter(holds_on(day))

    def current(self) -> Self:
        """What tasks say now; of a task that ended what it said last."""
        return self.filter(is_last=True)

    def counted(self) -> Self:
        """Without those that stand for another task of the same thing."""
        return self.filter(task__merged_into=None)

    def held_by(self, held: Iterable[int] | None) -> Self:
        """Those for which some units answer; None: all."""
        return self.filter(whose(held, "task__"))

    def visible(self, scope: Any) -> Self:
        """Tasks of the units in scope, given to them, or done at their place."""
        if scope.unit_ids is None:
            return self
        ids = scope.unit_ids
        return self.filter(Q(task__plan__unit__in=ids) | Q(task__given_to__in=ids) | Q(place_unit__in=ids))

    def named(self) -> Self:
        """Adds the names of the plan's unit and of the place, in the same query."""
        return self.select_related("task__plan__unit", "place_unit").annotate(
            unit_name=last_name_of("task__plan__unit_id"), place_name=last_name_of("place_unit_id")
        )


class SponsorshipQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """The sponsorships that hold on `day`."""
        return self.filter(holds_on(day))

    def visible(self, scope: Any) -> Self:
        """Those whose helper or commune lies in scope."""
        if scope.unit_ids is None:
            return self
        return self.filter(Q(helper__in=scope.unit_ids) | Q(commune__in=scope.unit_ids))

    def named(self) -> Self:
        """Adds the last names of both sides, in the same query."""
        return self.select_related("helper", "commune").annotate(
            helper_name=last_name_of("helper_id"), commune_name=last_name_of("commune_id")
        )


class OverlapQuerySet(models.QuerySet):
    def visible(self, scope: Any) -> Self:
        """Pairs of tasks of the units in scope."""
        if scope.unit_ids is None:
            return self
        return self.filter(Q(one__plan__unit__in=scope.unit_ids) | Q(one__given_to__in=scope.unit_ids))


STANDING = Q(state=APPROVED)

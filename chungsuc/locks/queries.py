"""Questions about locks. Every question takes a moment."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q


class LockQuerySet(models.QuerySet):
    def in_force(self, at: datetime) -> Self:
        """The locks that hold at `at`."""
        return self.filter(Q(lifted_at=None) | Q(lifted_at__gt=at), since__lte=at)

    def to_come(self, at: datetime) -> Self:
        """The locks that will hold later than `at`."""
        return self.filter(Q(lifted_at=None) | Q(lifted_at__gt=F("since")), since__gt=at)

    def touching(self, unit_ids: Iterable[int] | None) -> Self:
        """The locks of all units, of the given ones, and of the districts they stood in on the lock's first day.

        None: every lock.
        """
        if unit_ids is None:
            return self
        from chungsuc.organisations.models import Placement

        ids, day = list(unit_ids), OuterRef("since__date")
        stood = Placement.objects.filter(
            Q(until=None) | Q(until__gte=day), since__lte=day, unit_id__in=ids, parent_id=OuterRef("unit_id")
        )
        above = Exists(stood.filter(parent__kind="district"))
        return self.filter(Q(unit=None) | Q(unit_id__in=ids) | above)


class OpeningQuerySet(models.QuerySet):
    def in_force(self, at: datetime) -> Self:
        """The exceptions that hold at `at`; the last moment counts."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=at), since__lte=at, until__gte=at)

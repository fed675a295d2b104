"""Questions about what units said and what was answered. Every question takes a day."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models


class AboutQuerySet(models.QuerySet):
    def known_on(self, day: date, units: Iterable[int] | None = None) -> Self:
        """What had been written by the end of `day`, of some units (None: of all), the oldest first."""
        rows = self.filter(on__lte=day).order_by("at", "id")
        return rows if units is None else rows.filter(unit_id__in=list(units))

    def of(self, key: str) -> Self:
        """What was written about one obligation, the newest first."""
        return self.filter(key=key)


class LateReasonQuerySet(AboutQuerySet):
    """Reasons that units gave."""


class ExcuseQuerySet(AboutQuerySet):
    def waiting(self) -> Self:
        """Those without an answer, the oldest first."""
        return self.filter(decided_at=None).order_by("at", "id")


class FeedQuerySet(models.QuerySet):
    def living(self) -> Self:
        """The addresses that answer."""
        return self.filter(ended_at=None)

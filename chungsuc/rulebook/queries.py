"""Questions about law and plan."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Q


class LegalDocumentQuerySet(models.QuerySet):
    def in_force(self, day: date) -> Self:
        """Documents in force on `day`; an unknown beginning counts as the day of issue."""
        started = Q(since__lte=day) | Q(since=None, issued_on__lte=day)
        return self.filter(started, Q(until=None) | Q(until__gte=day))


class FigureQuerySet(models.QuerySet):
    def current(self) -> Self:
        """The versions that have not been replaced."""
        return self.filter(replaced_at=None)

    def on(self, day: date) -> Self:
        """The figures in force on `day`, as we know them now."""
        return self.current().filter(Q(since__lte=day), Q(until=None) | Q(until__gte=day))

    def with_standing(self) -> Self:
        """Adds how many officers confirmed each, so that `standing` costs no further query."""
        return self.annotate(confirmation_count=Count("confirmations", filter=Q(confirmations__withdrawal=None)))

    def keyed(self, keys: Iterable[str]) -> Self:
        return self.filter(key__in=list(keys))

"""Questions about what stands in the way of an award."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q


class BarQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """Those that stand on a day: begun, not ended, not lifted by then."""
        ended = Q(until__lt=day) | Q(lifted_on__lte=day)
        return self.filter(since__lte=day).exclude(ended)

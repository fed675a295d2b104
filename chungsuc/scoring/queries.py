"""Questions about rounds and their marks."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from .workflow import LIVE


class ScoreRoundQuerySet(models.QuerySet):
    def live(self) -> Self:
        """The rounds that are not closed or cancelled."""
        return self.filter(state__in=LIVE)

    def with_units(self, unit_ids: Iterable[int]) -> Self:
        """The rounds in which one of these units takes part."""
        return self.filter(contestants__unit_id__in=list(unit_ids)).distinct()

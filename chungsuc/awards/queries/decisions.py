"""Questions about the register of awards."""

from datetime import date
from typing import Self

from django.db import models


class AwardQuerySet(models.QuerySet):
    def known(self) -> Self:
        """All but those whose import was undone."""
        return self.exclude(state="undone")

    def until(self, day: date) -> Self:
        """Those decided by a day."""
        return self.filter(decided_on__lte=day)

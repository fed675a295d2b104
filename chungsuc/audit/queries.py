"""Questions to the journal. Its order is that of `seq`: a clock may go backwards, the sequence never does."""

from typing import Any, Self

from django.db import models


class EntryQuerySet(models.QuerySet[Any]):
    def about(self, subject_type: str, subject_id: str) -> Self:
        """What happened to one subject, also after the subject is gone."""
        return self.filter(subject_type=subject_type, subject_id=subject_id)

    def of_unit(self, unit_code: str) -> Self:
        """Acts that concern one unit."""
        return self.filter(unit_code=unit_code)

    def by(self, actor: str) -> Self:
        """Acts of one account or command."""
        return self.filter(actor=actor)

    def newest_first(self) -> Self:
        """In reverse order of recording."""
        return self.order_by("-seq")

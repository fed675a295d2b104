"""Questions about papers, numbers and certificates."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Q

from .workflow import CANCELLED, GIVEN, OPEN, RESERVED, SUBMITTED


class PaperQuerySet(models.QuerySet[Any]):
    def visible(self, own: Iterable[int], *, reads_all: bool = False) -> Self:
        """The papers of the bodies a person acts for; who reads all sees every body's issued papers as well."""
        asked = Q(unit_id__in=list(own))
        return self.filter(asked | Q(state__in=GIVEN) if reads_all else asked)

    def about(self, source: str, key: str) -> Self:
        """What an upper room had made for a matter of its own, the newest first."""
        return self.filter(source=source, source_key=key).order_by("-id")

    def waiting(self, bodies: Iterable[int]) -> Self:
        """What waits for a number of these bodies, the oldest first."""
        return self.filter(unit_id__in=list(bodies), state=SUBMITTED).order_by("id")

    def open(self) -> Self:
        """What has no number yet and was not dropped."""
        return self.filter(state__in=OPEN)


class NumberQuerySet(models.QuerySet[Any]):
    def reserved(self) -> Self:
        """Held for a paper that is still to come."""
        return self.filter(state=RESERVED)

    def standing(self) -> Self:
        """Not cancelled."""
        return self.exclude(state=CANCELLED)


class CertificateQuerySet(models.QuerySet[Any]):
    def about(self, source: str, key: str) -> Self:
        """The certificates that were given for a matter of an upper room."""
        return self.filter(batch__source=source, batch__source_key=key)

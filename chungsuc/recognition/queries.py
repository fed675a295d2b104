"""Questions about the register."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q


class RecognitionQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Entries that were not withdrawn as mistakes."""
        return self.filter(withdrawn_at=None)

    def in_force(self, day: date) -> Self:
        """Recognised on `day`: signed by then and not revoked by then."""
        not_revoked = Q(revocation=None) | Q(revocation__signed_on__gt=day)
        return self.standing().filter(not_revoked, signed_on__lte=day)

"""Questions about the register and about cases."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from .workflow import GIVEN_UP, OPEN


class RecognitionQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Entries that were not withdrawn as mistakes."""
        return self.filter(withdrawn_at=None)

    def in_force(self, day: date) -> Self:
        """Recognised on `day`: signed by then and not revoked by then."""
        not_revoked = Q(revocation=None) | Q(revocation__signed_on__gt=day)
        return self.standing().filter(not_revoked, signed_on__lte=day)


class CaseQuerySet(models.QuerySet):
    def visible(self, scope: Any) -> Self:
        """Cases whose unit, or the unit that carries them on, lies in scope."""
        if scope.unit_ids is None:
            return self
        return self.filter(Q(unit__in=scope.unit_ids) | Q(holder__in=scope.unit_ids))

    def open(self) -> Self:
        """Cases that still wait for somebody."""
        return self.filter(state__in=OPEN)

    def standing(self) -> Self:
        """Cases that were not given up, refused or ended."""
        return self.exclude(state__in=GIVEN_UP)

    def named(self) -> Self:
        """Adds the names of unit, holder and of the district that the unit stood in, in the same query."""
        from chungsuc.organisations.lineage import last_name_of
        from chungsuc.organisations.models import Placement

        above = Placement.objects.filter(unit_id=OuterRef("unit_id"), parent__kind="district").order_by("-since")
        return self.select_related("unit", "holder", "level", "recognition").annotate(
            unit_name=last_name_of("unit_id"),
            holder_name=last_name_of("holder_id"),
            district_id=Subquery(above.values("parent_id")[:1]),
        )

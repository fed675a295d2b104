"""Questions about dossiers."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from chungsuc.organisations.lineage import last_name_of

from ..workflow.dossiers import DRAFT, ENDED


class DossierQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that were not refused, failed or withdrawn."""
        return self.exclude(state__in=ENDED)

    def proposed_by(self, scope: Any) -> Self:
        """Those that units of a scope propose."""
        filtered: Self = scope.filter(self, "proposer_id")
        return filtered

    def handed_in(self) -> Self:
        """Those that the deciding body may see: not those that a unit is still writing."""
        return self.exclude(Q(state=DRAFT) | Q(state="withdrawn", received_on=None))

    def told(self) -> Self:
        """Adds subject, round, and the names of proposer and body. No query more."""
        return self.select_related("subject", "subject__unit", "round").annotate(
            proposer_name=last_name_of("proposer_id"),
            body_name=last_name_of("body_id"),
            subject_unit=last_name_of("subject__unit_id"),
        )

"""Questions about contributions.

Whether a giver may be named is always asked of the present, never of a page's day: a consent that was taken back is
gone for every day.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce, ExtractYear

from chungsuc.organisations.lineage import last_name_of

from .workflow import CONFIRMED, COUNTED


def _rows(model: str) -> Any:
    """The rows of a table of this room: tables stand on questions, not questions on tables."""
    return apps.get_model("resources", model)._default_manager.all()


def agreed(day: date) -> Exists:
    """That the giver of a row of terms may be named to everybody on `day`."""
    consents = _rows("NameConsent").filter(contribution=OuterRef("contribution_id"), withdrawn_at=None)
    return Exists(consents.filter(given_on__lte=day))


class GiftTermsQuerySet(models.QuerySet):
    """Rows of terms: each stands for its contribution."""

    def current(self) -> Self:
        """The newest words on each contribution."""
        return self.filter(is_current=True)

    def standing(self) -> Self:
        """Those of contributions that stand in the list: neither withdrawn nor merged."""
        return self.filter(contribution__state__in=COUNTED)

    def confirmed(self) -> Self:
        """Those that totals count."""
        return self.filter(contribution__state=CONFIRMED)

    def told(self, day: date) -> Self:
        """With the contribution, the names of both units, and whether the giver may be named. No query more."""
        return self.select_related("contribution__unit").annotate(
            unit_name=last_name_of("contribution__unit_id"),
            recorder_name=last_name_of("contribution__recorder_id"),
            agreed=agreed(day),
        )

    def within(self, unit_ids: Iterable[int] | None, recorders: Iterable[int] = ()) -> Self:
        """Those that some units received (None: all), and those that some units recorded."""
        if unit_ids is None:
            return self
        seen = Q(contribution__unit_id__in=list(unit_ids)) | Q(contribution__recorder_id__in=list(recorders))
        return self.filter(seen)

    def named_for_all(self, day: date) -> Self:
        """Those whose giver nobody needs a right to see."""
        return self.filter(Q(unnamed="") | Q(agreed(day)))

    def sums(self) -> Any:
        """Sums by unit, source, year, kind and measure, with the unit's last day. One query."""
        return (
            self.values(
                "contribution__unit_id", "contribution__unit__until", "source", "kind", "measure",
                year=ExtractYear("given_on"),
            )
            .annotate(
                rows=Count("pk"),
                amount=Sum("quantity"),
                worth=Coalesce(Sum("value"), 0, output_field=models.DecimalField(max_digits=20, decimal_places=0)),
                valued=Count("value"),
            )
            .order_by()
        )  # fmt: skip

"""Questions about units. Every question takes a day."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, FilteredRelation, Q


def holds_on(day: date, prefix: str = "") -> Q:
    """The condition that a dated row holds on `day`; the last day counts."""
    return Q(**{f"{prefix}since__lte": day}) & (Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": day}))


class DatedQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """The rows that hold on `day`."""
        return self.filter(holds_on(day))


class UnitQuerySet(DatedQuerySet):
    def named_on(self, day: date) -> Self:
        """Adds name, form, gso_code, sort key and parent_id as of `day`, in the same query."""
        return self.annotate(
            identity_then=FilteredRelation("identities", condition=holds_on(day, "identities__")),
            placement_then=FilteredRelation("placements", condition=holds_on(day, "placements__")),
        ).annotate(
            name=F("identity_then__name"),
            form=F("identity_then__form"),
            gso_code=F("identity_then__gso_code"),
            sort_key=F("identity_then__sort_key"),
            parent_id=F("placement_then__parent_id"),
        )

    def in_turn(self) -> None:
        """Waits until nobody else records an event about units, and holds the turn until the transaction ends.

        A row lock on the provinces on PostgreSQL; on SQLite a transaction that writes is alone anyway.
        """
        list(self.select_for_update(no_key=True).filter(kind="province").order_by("pk").values_list("pk"))

    def territorial(self) -> Self:
        return self.filter(kind__in=("province", "district", "commune"))

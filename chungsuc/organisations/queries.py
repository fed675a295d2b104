"""Questions about units. Every question takes a day."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import connections, models
from django.db.models import F, FilteredRelation, Q
from django.db.models.expressions import RawSQL

from . import name_search


def holds_on(day: date, prefix: str = "") -> Q:
    """The condition that a dated row holds on `day`; the last day counts."""
    return Q(**{f"{prefix}since__lte": day}) & (Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": day}))


class DatedQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """The rows that hold on `day`."""
        return self.filter(holds_on(day))


class IdentityQuerySet(DatedQuerySet):
    def may_hold(self, words: Iterable[str]) -> Self:
        """Leaves out at once, by the index of three letters each, what cannot hold every folded word.

        Nothing is left out whose own or whose unit's other spelling does; words that are too short leave out nothing.
        """
        asked = [f"%{word}%" for word in words if len(word) >= name_search.SHORTEST]
        if not asked:
            return self

        def every(column: str) -> str:
            return " AND ".join([f"{column} LIKE %s"] * len(asked))

        own = (
            f"SELECT rowid FROM {name_search.TABLE} WHERE {every('joined')}"
            if connections[self.db].vendor == "sqlite"
            else f"SELECT id FROM organisations_identity WHERE {every(name_search.JOINED)}"
        )
        other = (
            "SELECT id FROM organisations_identity WHERE unit_id IN "
            f"(SELECT unit_id FROM organisations_spelling WHERE {every('name_key')})"
        )
        return self.filter(pk__in=RawSQL(f"{own} UNION {other}", [*asked, *asked]))


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

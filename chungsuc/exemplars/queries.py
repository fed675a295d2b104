"""Questions about exemplars and coverage.

What a person agreed to is always asked of the present, never of a page's day: a consent that was taken back is gone for
every day.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from chungsuc.organisations.lineage import last_name_of

from .rules.naming import PRIVATE

NAME, PHOTO = "name", "photo"
INSIDE, PUBLIC = "inside", "public"


def _rows(model: str) -> Any:
    """The rows of a table of this room: tables stand on questions, not questions on tables."""
    return apps.get_model("exemplars", model)._default_manager.all()


def consents(about: str, *, public: bool, day: date) -> Exists:
    """That an exemplar's name or photographs may be shown on `day`; `public`: to everybody."""
    rows = _rows("Consent").filter(exemplar=OuterRef("pk"), about=about, withdrawn_at=None, given_on__lte=day)
    return Exists(rows.filter(scope=PUBLIC) if public else rows)


def _newest_story(field: str) -> Subquery:
    return Subquery(_rows("Story").filter(exemplar=OuterRef("pk")).order_by("-number").values(field)[:1])


def _heir() -> Subquery:
    """What the unit of a row went into, by name; NULL while it stands."""
    from chungsuc.organisations.models import Identity, Lineage

    names = Identity.objects.filter(unit_id=OuterRef("successor_id")).order_by("-since").values("name")[:1]
    rows = Lineage.objects.filter(predecessor_id=OuterRef("unit_id")).annotate(heir=Subquery(names))
    return Subquery(rows.values("heir")[:1])


class ExemplarQuerySet(models.QuerySet):
    def told(self, day: date) -> Self:
        """Adds the newest story, the unit's name, the finder's name, and what may be shown on `day`. No query more."""
        return self.select_related("unit").annotate(
            title=_newest_story("title"),
            story=_newest_story("text"),
            unit_name=last_name_of("unit_id"),
            finder_name=last_name_of("finder_id"),
            heir_name=_heir(),
            name_agreed=consents(NAME, public=False, day=day),
            photo_agreed=consents(PHOTO, public=False, day=day),
        )

    def known_on(self, day: date) -> Self:
        """Those found by `day`."""
        return self.filter(found_on__lte=day)

    def good_on(self, day: date) -> Self:
        """Those that stood as exemplars at the end of `day`: verified by then, not ended then, not in doubt since."""
        confirmed = _rows("Verification").filter(exemplar=OuterRef("pk"), outcome="confirmed", on__lte=day)
        lasting = Q(ended_on=None) | Q(ended_on__gt=day)
        return self.filter(Exists(confirmed), lasting, state__in=["verified", "ended"])

    def publishable(self, day: date) -> Self:
        """Those that may be told to everybody by name: verified, not ended, and whoever is named has agreed to it."""
        agreed = consents(NAME, public=True, day=day)
        return self.good_on(day).filter(~Q(kind__in=PRIVATE) | Q(agreed))

    def named_for_all(self, day: date) -> Self:
        """Those whose name nobody inside the service needs a right for."""
        return self.filter(~Q(kind__in=PRIVATE) | Q(consents(NAME, public=False, day=day)))


class CoverageQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """The pieces that count: not withdrawn."""
        return self.filter(withdrawn_at=None)

    def between(self, first: date, last: date) -> Self:
        """Those of some days, both included."""
        return self.filter(day__gte=first, day__lte=last)

    def within(self, unit_ids: Iterable[int] | None) -> Self:
        """Those of outlets of some units (None: all), and those about exemplars of these units."""
        if unit_ids is None:
            return self
        ids = list(unit_ids)
        return self.filter(Q(outlet__unit_id__in=ids) | Q(exemplar__unit_id__in=ids))

    def whole(self, day: date) -> Self:
        """With outlet, programme and exemplar, and whether the exemplar's name may be shown on `day`. No query more."""
        open_ = _rows("Exemplar").filter(pk=OuterRef("exemplar_id")).named_for_all(day)
        return self.select_related("outlet", "programme", "exemplar__unit").annotate(
            exemplar_unit_name=last_name_of("exemplar__unit_id"), exemplar_open=Exists(open_)
        )

    def sums(self) -> Any:
        """(outlet id, month) with pieces, seconds, words and pieces about exemplars. One query."""
        return (
            self.values("outlet_id", month=F("day__month"))
            .annotate(
                told=Coalesce(Sum("pieces"), 0),
                seconds_told=Coalesce(Sum("seconds"), 0),
                words_told=Coalesce(Sum("words"), 0),
                about=Count("exemplar_id"),
            )
            .order_by()
        )

"""Questions about documents. Every question takes a day."""

from datetime import date, datetime, time
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


def end_of(day: date) -> datetime:
    """The last moment of a day, in the service's time zone."""
    return timezone.make_aware(datetime.combine(day, time.max))


class DocumentQuerySet(models.QuerySet):
    def held_on(self, day: date) -> Self:
        """The documents that were there at the end of `day`: uploaded, not withdrawn; lapsed ones too."""
        moment = end_of(day)
        return self.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment), uploaded_at__lte=moment)

    def valid_on(self, day: date) -> Self:
        """Those that were there and had not lapsed."""
        return self.held_on(day).filter(Q(expires_on=None) | Q(expires_on__gte=day))

    def lapsing_by(self, day: date, last: date) -> Self:
        """Those held on `day` whose validity ends on or before `last`, the soonest first; lapsed ones too."""
        return self.held_on(day).filter(expires_on__lte=last).order_by("expires_on", "id")


class LinkQuerySet(models.QuerySet):
    def live(self) -> Self:
        """The links that still stand."""
        return self.filter(unlinked_at=None)

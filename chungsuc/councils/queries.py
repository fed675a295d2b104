"""Questions about councils."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from chungsuc.organisations.queries import DatedQuerySet

from .workflow import COUNTED, LIVE

ROLE_ORDER = {"chair": 0, "deputy": 1, "secretary": 2, "member": 3}


class MemberQuerySet(DatedQuerySet):
    def of_sessions(self) -> Self:
        """The rows that stand on the roll of a session's day: for a subquery against an outer session."""
        held = models.OuterRef("held_on")
        found = self.filter(council_id=models.OuterRef("council_id"), since__lte=held)
        return found.filter(Q(until=None) | Q(until__gte=held))

    def in_order(self) -> Self:
        """Chairman, deputies, secretary, then the others by name."""
        whens = [models.When(role=role, then=place) for role, place in ROLE_ORDER.items()]
        return self.annotate(rank=models.Case(*whens, default=9)).order_by("rank", "sort_key", "pk")


class SessionQuerySet(models.QuerySet):
    def live(self) -> Self:
        """Sessions whose vote is not over."""
        return self.filter(state__in=LIVE)


class ItemQuerySet(models.QuerySet):
    def about(self, subject: str, key: str) -> Self:
        """Everything that was ever put to a council about one matter, the newest session first."""
        return self.filter(subject=subject, key=key).order_by(F("session__held_on").desc(), "-pk")

    def counted(self) -> Self:
        """Items whose votes were counted."""
        return self.filter(session__state__in=COUNTED)

"""Questions about subjects and achievements."""

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery

from chungsuc.organisations.lineage import last_name_of, past_of

from ..workflow import CONFIRMED, UNVERIFIED, WITHDRAWN


class SubjectQuerySet(models.QuerySet):
    def told(self) -> Self:
        """Adds the unit's name and how many achievements there are, by state. No query more."""
        return self.select_related("unit").annotate(
            unit_name=last_name_of("unit_id"),
            confirmed=Count("achievements", filter=Q(achievements__state=CONFIRMED), distinct=True),
            unverified=Count("achievements", filter=Q(achievements__state=UNVERIFIED), distinct=True),
        )

    def named_like(self, word: str) -> Self:
        """Those with a word in a name, also a former one, or in the unit's name; the word is folded."""
        return self.filter(
            Q(name_key__contains=word)
            | Q(pk__in=_rows("NameVariant").filter(name_key__contains=word).values("subject_id"))
            | Q(unit__identities__name_key__contains=word)
        ).distinct()


class AchievementQuerySet(models.QuerySet):
    def of_file(self, subject: Any) -> Self:
        """Those of a subject; of a unit also those of every unit that went into it."""
        if not subject.itself:
            return self.filter(subject_id=subject.pk)
        return self.filter(subject__itself=True, subject__unit_id__in=past_of(subject.unit_id))

    def until(self, day: date) -> Self:
        """Those that happened by `day`."""
        return self.filter(on__lte=day)

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.exclude(state=WITHDRAWN)

    def told(self) -> Self:
        """Adds the office's name, whose it was, and the last word said about each. No query more."""
        steps = _rows("AchievementStep").filter(achievement=OuterRef("pk")).order_by("-id")
        return self.select_related("subject").annotate(
            office_name=last_name_of("office_id"),
            owner_name=last_name_of("subject__unit_id"),
            last_reason=Subquery(steps.values("reason")[:1]),
            last_on=Subquery(steps.values("on")[:1]),
        )


def _rows(model: str) -> Any:
    """The rows of a table of this room: tables stand on questions, not questions on tables."""
    return apps.get_model("awards", model)._default_manager.all()

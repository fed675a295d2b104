"""Questions about the register of awards."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import BooleanField, Case, Q, Value, When

from chungsuc.law.spelling import fold
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Identity


class AwardQuerySet(models.QuerySet):
    def known(self) -> Self:
        """All but those whose import was undone."""
        return self.exclude(state="undone")

    def until(self, day: date) -> Self:
        """Those decided by a day."""
        return self.filter(decided_on__lte=day)

    def standing(self) -> Self:
        """Those that hold: neither revoked nor replaced nor undone."""
        return self.filter(state="standing")

    def told(self) -> Self:
        """Adds subject, decision with its body, and the subject's unit's name. No query more."""
        return self.select_related("subject", "decision__body").annotate(unit_name=last_name_of("subject__unit_id"))

    def naming(self, named: Q) -> Self:
        """Adds `named`: whether the name may be told to whoever `named` speaks of. No query more."""
        return self.annotate(named=Case(When(named, then=Value(True)), default=False, output_field=BooleanField()))

    def of_units(self, unit_ids: Iterable[int]) -> Self:
        """Those of subjects that are, or are at, one of some units."""
        return self.filter(subject__unit_id__in=unit_ids)

    def like(self, word: str, named: Q) -> Self:
        """Those with a typed word in the name (where it may be told), the number, or a name that the unit ever had."""
        key = fold(word)
        at = Identity.objects.filter(name_key__contains=key).values("unit_id")
        asked = Q(number__icontains=word)
        if key:
            asked |= Q(name_key__contains=key) & named | Q(subject__unit_id__in=at)
        return self.filter(asked)

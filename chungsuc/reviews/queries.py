"""Questions about rounds, reports and frozen figures."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef

from .workflow import DRAFTING, SENT


class RoundQuerySet(models.QuerySet):
    def open_on(self, day: date) -> Self:
        """The rounds that had been opened by `day`."""
        return self.filter(opened_on__lte=day)

    def not_frozen(self) -> Self:
        """Those whose figures nobody has frozen, and that are still being put together."""
        return self.filter(state=DRAFTING, freezes=None)

    def cut_off_before(self, day: date) -> Self:
        """Those whose last day for figures is over."""
        return self.filter(cut_off__lt=day)


class UnitReportQuerySet(models.QuerySet):
    def visible(self, scope: Any) -> Self:
        """Reports of units in scope."""
        return scope.filter(self)  # type: ignore[no-any-return]

    def counted(self) -> Self:
        """What counts as reported: sent, and not returned since."""
        return self.filter(state__in=SENT)

    def waiting(self) -> Self:
        """Sent, and not yet received or returned."""
        return self.filter(state="submitted")


class FrozenFigureQuerySet(models.QuerySet):
    def of_province(self) -> Self:
        return self.filter(unit=None)

    def of_unit(self, unit_id: int) -> Self:
        return self.filter(unit=unit_id)


class SectionEditQuerySet(models.QuerySet):
    def newest(self) -> Self:
        """The newest edit of each section."""
        later = self.model._default_manager.filter(
            round=OuterRef("round"), section=OuterRef("section"), seq__gt=OuterRef("seq")
        )
        return self.filter(~Exists(later))


class SendingQuerySet(models.QuerySet):
    def unanswered(self) -> Self:
        """Those of which nobody has written down that they arrived."""
        return self.filter(receipt_on=None)

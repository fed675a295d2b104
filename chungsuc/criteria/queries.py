"""Questions about values and verdicts."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import BigIntegerField, Q
from django.db.models.functions import Cast

_NUMBERS = ("number", "numerator", "denominator")
_WHOLE = {f"{name}_whole": Cast(name, BigIntegerField()) for name in _NUMBERS}
_SAID = ("state", "number_whole", "flag", "numerator_whole", "denominator_whole")
_VERSION = ("unit_id", "measure_id", "sex", "pk", *_SAID)


class CriteriaSetQuerySet(models.QuerySet):
    def of_communes(self) -> Self:
        """The sets that judge communes: those that comparisons, maps and workbooks of communes are about."""
        return self.filter(unit_kind="commune")


class ValueQuerySet(models.QuerySet):
    def current(self) -> Self:
        """The versions in use; a withdrawn one says that there is no value."""
        return self.filter(is_current=True).exclude(state="withdrawn")

    def for_judging(self, year: int, unit_ids: Iterable[int] | None = None) -> Any:
        """(unit, measure, sex, millionths, flag) of the values of a year, ordered by unit."""
        rows = self.filter(year=year)
        if unit_ids is not None:
            rows = rows.filter(unit_id__in=list(unit_ids))
        return (
            rows.order_by("unit_id")
            .annotate(millionths=Cast("number", BigIntegerField()))
            .values_list("unit_id", "measure_id", "sex", "millionths", "flag")
        )

    def versions(self, year: int, unit_ids: Iterable[int], measure_ids: Iterable[int] | None = None) -> Any:
        """(unit, measure, sex, id, state, number, flag, numerator, denominator), the three numbers in millionths."""
        rows = self.filter(year=year, unit_id__in=list(unit_ids)).order_by()
        if measure_ids is not None:
            rows = rows.filter(measure_id__in=list(measure_ids))
        return rows.annotate(**_WHOLE).values_list(*_VERSION)

    def in_use_before(self, unit_ids: Iterable[int]) -> Any:
        """What `versions` gives, then what the version before said: state … denominator, bare, sheet, cell, raw."""
        rows = self.filter(is_current=True, unit_id__in=list(unit_ids)).order_by("unit_id", "measure_id", "sex")
        before = {f"before_{name}": Cast(f"replaces__{name}", BigIntegerField()) for name in _NUMBERS}
        return rows.annotate(**_WHOLE, **before).values_list(
            *_VERSION,
            *("replaces__state", "before_number", "replaces__flag", "before_numerator", "before_denominator"),
            *(f"replaces__{name}" for name in ("bare", "sheet", "cell", "raw")),
        )

    def for_table(self, year: int, unit_ids: Iterable[int]) -> Any:
        """(unit, measure, sex, state, number, flag, numerator, denominator), the three numbers in millionths."""
        rows = self.filter(year=year, unit_id__in=list(unit_ids)).order_by()
        return rows.annotate(**_WHOLE).values_list("unit_id", "measure_id", "sex", *_SAID)

    def history(self, unit_id: int, measure_id: int, year: int) -> Self:
        """Every version, newest first."""
        return self.filter(unit_id=unit_id, measure_id=measure_id, year=year).order_by("-id")


class AssessmentQuerySet(models.QuerySet):
    def of_communes(self) -> Self:
        """Those by sets that judge communes: the figures that pages and targets of the province are about."""
        return self.filter(set__unit_kind="commune")

    def of(self, set_code: str, year: int) -> Self:
        return self.filter(set__code=set_code, year=year)

    def all_met(self) -> Self:
        """Those in which every criterion is met."""
        return self.filter(not_met=0, undetermined=0)

    def complete(self) -> Self:
        return self.filter(Q(undetermined=0))


class DeclaredQuerySet(models.QuerySet):
    def current(self) -> Self:
        """The versions in use; a blank one says that nothing is declared any more."""
        return self.filter(is_current=True).exclude(state="blank")

    def history(self, unit_id: int, measure_id: int, year: int) -> Self:
        """Every version, newest first."""
        return self.filter(unit_id=unit_id, measure_id=measure_id, year=year).order_by("-id")

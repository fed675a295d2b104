"""What a unit may register a target by: the movement's own targets, the indicators of the sets, or its own words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from chungsuc.criteria.models import Indicator
from chungsuc.law.spelling import fold
from chungsuc.movement.models import Plan, Target
from chungsuc.recognition.models import Level

from .rules.content import FREE, INDICATOR, PLAN_TARGET


@dataclass(frozen=True)
class Measured:
    """One way to measure a target: how it is offered, its kind and code, its unit, and which way it is compared."""

    label: str
    kind: str
    code: str
    unit: str
    operator: str


@dataclass
class Measures:
    """What may be measured for a movement in a year (0: in its period). Three queries when first asked."""

    movement: Plan
    year: int

    @cached_property
    def offered(self) -> tuple[Measured, ...]:
        targets = Target.objects.filter(plan=self.movement)
        own = [Measured(t.name, PLAN_TARGET, t.code, t.unit, t.operator) for t in targets]
        return (*own, *self._indicators())

    def _indicators(self) -> Iterable[Measured]:
        rows = Indicator.objects.exclude(kind="boolean").filter(by_sex=False, criterion__set__unit_kind="commune")
        names = dict(Level.objects.values_list("code", "name"))
        years = {self.year} if self.year else {self.movement.until.year}
        for row in rows.select_related("criterion__set").order_by("criterion__set__since", "criterion__no", "position"):
            at = row.criterion.set
            if years & set(at.years):
                label = f"{names.get(at.level, at.name)} {row.code}. {row.name}"
                yield Measured(label, INDICATOR, f"{at.code}/{row.code}", row.unit, row.operator)

    @cached_property
    def _by_key(self) -> dict[str, Measured]:
        return {fold(one.label): one for one in self.offered}

    def find(self, written: str) -> Measured:
        """What was typed as a way to measure: one of those offered, else the unit's own words."""
        return self._by_key.get(fold(written)) or Measured(written, FREE, "", "", ">=")

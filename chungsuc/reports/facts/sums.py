"""What the values of the units that were merged into one come to together, indicator by indicator."""

from collections.abc import Mapping
from dataclasses import dataclass

from chungsuc.criteria.facts.sheets import sexes_of
from chungsuc.criteria.models import SEXES, Assessment, CriteriaSet, Indicator, Value
from chungsuc.criteria.sums import PartValue, Sum, add_up
from chungsuc.organisations.facts import known_as, predecessors, successors


@dataclass(frozen=True)
class SumLine:
    """One indicator (of one sex where it is counted apart): what each part had, and the sum or why there is none."""

    indicator: Indicator
    sex: str
    parts: tuple[PartValue, ...]
    sum: Sum

    @property
    def name(self) -> str:
        """The indicator as people name it."""
        sex = dict(SEXES)[self.sex] if self.sex else ""
        return f"{self.indicator.code} {self.indicator.name}" + (f" ({sex})" if sex else "")


@dataclass(frozen=True)
class Sums:
    """The sums of one unit by one set in one year; `offered` are the years and sets by which its parts were judged."""

    set: CriteriaSet
    year: int
    offered: tuple[tuple[int, str, str], ...]
    parts: Mapping[int, str]
    lines: tuple[SumLine, ...]

    @property
    def added(self) -> int:
        return sum(not line.sum.why_not for line in self.lines)


def merged_sums(unit_id: int, *, year: int | None = None, set_code: str = "") -> Sums | None:
    """The values of the units merged into one, added up; None when nothing was merged into it or nothing was judged.

    A value is never written: it belongs to the units that had it. Seven queries whatever the number of indicators.
    """
    rows = predecessors([unit_id]).get(unit_id, [])
    ids = [row.predecessor_id for row in rows]
    judged = Assessment.objects.filter(unit_id__in=ids).values_list("year", "set__code", "set__name").distinct()
    offered = tuple(sorted(judged, key=lambda one: (-one[0], one[1])))
    chosen = next((o for o in offered if (year in (None, o[0])) and (not set_code or set_code == o[1])), None)
    if chosen is None:
        return None
    names = {part: fact.name for part, fact in known_as(ids).items()}
    split = {part for part, after in successors(ids).items() if len({row.successor_id for row in after}) > 1}
    indicators = Indicator.objects.filter(criterion__set__code=chosen[1]).select_related("criterion__set")
    values = {
        (value.unit_id, value.measure_id, value.sex): value
        for value in Value.objects.filter(is_current=True, year=chosen[0], unit_id__in=ids)
    }
    lines = []
    for indicator in indicators.order_by("criterion__no", "position"):
        for sex in sexes_of(indicator):
            parts = tuple(
                _part(names[part], values.get((part, indicator.measure_id, sex)), part not in split) for part in ids
            )
            lines.append(SumLine(indicator, sex, parts, add_up(indicator.kind, parts)))
    return Sums(lines[0].indicator.criterion.set, chosen[0], offered, names, tuple(lines)) if lines else None


def _part(name: str, value: Value | None, whole: bool) -> PartValue:
    if value is None or value.state == Value.WITHDRAWN:
        return PartValue(name, whole=whole)
    return PartValue(name, value.state, value.number, value.numerator, value.denominator, whole)

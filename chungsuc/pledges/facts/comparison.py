"""What a unit registered beside what was reached at a year's end: measured targets from verified values only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.criteria.facts import assessment_day, sets_for_year
from chungsuc.criteria.models import Assessment, Indicator, Value
from chungsuc.law.verdicts import Outcome, Verdict
from chungsuc.movement.models import Target
from chungsuc.organisations.facts import UnitTree, tree_on
from chungsuc.recognition.facts import register_on
from chungsuc.rulebook.rule_facts import rule_on

from ..models import Edition, PledgedTarget, UnitPlan, YearResult
from ..rules.content import FREE, INDICATOR
from ..rules.reaching import NOTHING, OWN_WORD, VERIFIED, Reached, judged

_UNMEASURED = Reached(None, None, NOTHING, "Chưa đủ căn cứ: chỉ tiêu này chưa có cách tính cho một đơn vị.")


@dataclass(frozen=True)
class Compared:
    """One registered target at a year's end: what was pledged, reached and said."""

    target: PledgedTarget
    about_name: str
    reached: Reached
    verdict: Verdict
    said: YearResult | None

    @property
    def why(self) -> str:
        return self.said.why if self.said else ""


def edition_of_year(plan: UnitPlan, year: int) -> Edition | None:
    """The edition by which a year is judged: in force on its last day, else the one in force now, else none."""
    rows = plan.editions.filter(since__isnull=False).order_by("no")
    found = list(rows)
    day = assessment_day(year)
    on_day = [one for one in found if one.since and one.since <= day and (one.until is None or one.until >= day)]
    known = on_day or found
    return known[-1] if known else None


def comparison(plan: UnitPlan, edition: Edition, year: int) -> list[Compared]:
    """The registered targets of an edition at the end of a year. Thirteen queries at most, whatever their number."""
    targets = list(edition.targets.select_related("about"))
    said = {row.line: row for row in plan.results.filter(year=year)}  # ordered: the newest counts
    readings = _Readings(plan, targets, year)
    found = []
    for target in targets:
        reached = readings.of(target, said.get(target.line))
        verdict = judged(target.operator, target.amount, reached)
        found.append(Compared(target, readings.name_of(target), reached, verdict, said.get(target.line)))
    return found


class _Readings:
    """Everything that the targets of a plan ask of a year, each kind of it in one query."""

    def __init__(self, plan: UnitPlan, targets: Sequence[PledgedTarget], year: int) -> None:
        self.plan, self.year = plan, year
        ends = [unit.until for unit in (plan.unit, *(t.about for t in targets)) if unit is not None and unit.until]
        self.day = min([assessment_day(year), *ends])
        self.tree: UnitTree = tree_on(self.day)
        measured = [target for target in targets if target.kind != FREE]
        self.values = self._values([t for t in measured if t.kind == INDICATOR])
        self.targets = {row.code: row for row in Target.objects.filter(plan=plan.movement)} if measured else {}
        counted = {target.pk: self.targets.get(target.code) for target in measured if target.kind != INDICATOR}
        asked = {known.measure for known in counted.values() if known}
        communes = {pk for target in targets if counted.get(target.pk) for pk in self.communes_of(target)}
        self.register = register_on(self.day, communes) if "recognised" in asked and communes else None
        judged_by = asked & {"average_criteria", "communes_below"}
        self.results = self._results(communes) if judged_by and communes else {}
        self.bar = rule_on("rule:below_criteria_count", self.day).whole if "communes_below" in asked else None

    def name_of(self, target: PledgedTarget) -> str:
        unit = self.tree.units.get(target.about_id or 0)
        return unit.name if unit else ""

    def unit_of(self, target: PledgedTarget) -> Any:
        return target.about or self.plan.unit

    def communes_of(self, target: PledgedTarget) -> list[int]:
        """The communes of the programme that a target speaks of: one, a district's, or (of a body) the province's."""
        unit = self.unit_of(target)
        if unit.kind == "commune":
            return [unit.pk]
        inside = self.tree.under(unit.pk) if unit.kind == "district" else self.tree.ntm_communes
        return [one.id for one in inside if one.in_ntm_scope]

    def of(self, target: PledgedTarget, said: YearResult | None) -> Reached:
        """What was reached of a target."""
        if target.kind == FREE:
            if said is None or said.reached is None:
                return Reached(None, None, NOTHING, "Đơn vị chưa ghi kết quả.")
            return Reached(said.reached, said.reached, OWN_WORD)
        if target.kind == INDICATOR:
            return self._of_value(target)
        known = self.targets.get(target.code)
        counted = {"recognised": self._recognised, "average_criteria": self._average, "communes_below": self._below}
        count = counted.get(known.measure) if known else None
        return count(target, known) if count and known else _UNMEASURED

    def _values(self, targets: Iterable[PledgedTarget]) -> Mapping[tuple[str, int], Value]:
        """The verified values of the indicators asked for, by "set/indicator" and unit."""
        asked = {target.code for target in targets}
        if not asked:
            return {}
        rows = Indicator.objects.filter(criterion__set__code__in={code.split("/")[0] for code in asked})
        measures: dict[int, list[str]] = {}
        for set_code, code, measure in rows.values_list("criterion__set__code", "code", "measure_id"):
            if f"{set_code}/{code}" in asked:
                measures.setdefault(measure, []).append(f"{set_code}/{code}")
        units = {self.unit_of(target).pk for target in targets}
        values = Value.objects.current().filter(unit__in=units, measure__in=measures, year=self.year, sex="")
        return {(code, value.unit_id): value for value in values for code in measures[value.measure_id]}

    def _of_value(self, target: PledgedTarget) -> Reached:
        unit = self.unit_of(target)
        if unit.kind != "commune":
            return Reached(None, None, NOTHING, "Chỉ tiêu này đo ở từng xã; kế hoạch chưa ghi của xã nào.")
        value = self.values.get((target.code, unit.pk))
        if value is None or value.number is None:
            return Reached(None, None, NOTHING, f"Chưa có số liệu đã thẩm định năm {self.year}.")
        return Reached(value.number, value.number, VERIFIED, "", f"/so-lieu/{value.pk}/")

    def _results(self, communes: Iterable[int]) -> Mapping[int, Assessment]:
        levels = {str(row.params.get("level", "")) for row in self.targets.values()}
        sets = [one.pk for one in sets_for_year(self.year) if one.level in levels]
        rows = Assessment.objects.filter(unit__in=list(communes), year=self.year, set__in=sets).select_related("set")
        return {(row.unit_id, row.set.level): row for row in rows}  # type: ignore[misc]

    def _recognised(self, target: PledgedTarget, known: Target) -> Reached:
        assert self.register is not None
        level = str(known.params["level"])
        found = [self.register.standing(pk, level).outcome for pk in self.communes_of(target)]
        met = sum(one is Outcome.MET for one in found)
        unsure = sum(one is Outcome.UNDETERMINED for one in found)
        return Reached(Decimal(met), Decimal(met + unsure), VERIFIED, f"Trong {len(found)} xã, theo sổ công nhận.")

    def _judged_communes(self, target: PledgedTarget, known: Target) -> list[Assessment | None]:
        level = str(known.params["level"])
        return [self.results.get((pk, level)) for pk in self.communes_of(target)]  # type: ignore[call-overload]

    def _average(self, target: PledgedTarget, known: Target) -> Reached:
        rows = self._judged_communes(target, known)
        judged_rows = [row for row in rows if row is not None]
        if not judged_rows or len(judged_rows) < len(rows):
            return Reached(None, None, NOTHING, _lacking(rows, self.year))
        low = Decimal(sum(row.met for row in judged_rows)) / len(rows)
        high = Decimal(sum(row.met + row.undetermined for row in judged_rows)) / len(rows)
        return Reached(_round(low), _round(high), VERIFIED, f"Bình quân {len(rows)} xã.")

    def _below(self, target: PledgedTarget, known: Target) -> Reached:
        rows = self._judged_communes(target, known)
        judged_rows = [row for row in rows if row is not None]
        if self.bar is None or not judged_rows or len(judged_rows) < len(rows):
            return Reached(None, None, NOTHING, _lacking(rows, self.year))
        surely = sum(row.met + row.undetermined < self.bar for row in judged_rows)
        perhaps = sum(row.met < self.bar for row in judged_rows)
        return Reached(Decimal(surely), Decimal(perhaps), VERIFIED, f"Trong {len(rows)} xã.")


def _round(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


def _lacking(rows: Sequence[Assessment | None], year: int) -> str:
    without = sum(row is None for row in rows)
    return (
        f"{without} trong {len(rows)} xã chưa có kết quả thẩm định năm {year}." if rows else "Không có xã nào để tính."
    )


def comparison_day(year: int, today: date) -> date:
    """The day that a year's comparison speaks of: the year's last, or today while it has not come."""
    return min(assessment_day(year), today)

"""The plan's targets on a day, from values and decisions, with their trend and forecast."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from chungsuc.criteria.facts import assessment_day
from chungsuc.law.citations import Citation, Status
from chungsuc.law.figures import round_half_up, show_decimal
from chungsuc.law.verdicts import Outcome, Reason
from chungsuc.organisations.facts import UnitTree
from chungsuc.recognition.facts import Register
from chungsuc.rulebook.models import Figure

from .models import Plan, Target
from .readings import Readings, Results
from .rules.targets import FROZEN, Amount, Forecast, Point, Progress, forecast, judge_target

UNKNOWN = Amount(None, None, None)


class Day:
    """Everything the targets ask of one day, out of readings that several days share."""

    def __init__(self, readings: Readings, day: date) -> None:
        self.readings, self.day = readings, day

    @property
    def tree(self) -> UnitTree:
        return self.readings.tree(self.day)

    @property
    def register(self) -> Register:
        return self.readings.register(self.day)

    @property
    def results(self) -> Results | None:
        return self.readings.results(self.day)


def newest_results(day: date, unit_ids: Sequence[int], level: str = "xa_ntm") -> Results | None:
    """The assessments of the newest year that had ended by `day`, by the set that judged most of these units."""
    return Readings().newest(day, unit_ids, level)


def progress_on(
    plan: Plan, day: date, *, readings: Readings | None = None, figures: Mapping[str, Figure] | None = None
) -> list[Progress]:
    """Every target of the plan on a day, in the plan's order. Eight queries at most, fewer with shared readings."""
    targets = list(plan.targets.all())
    kept = readings or Readings()
    known = plan_figures(targets) if figures is None else figures
    return [_progress(target, day, known, lambda on: Day(kept, on)) for target in targets]


def plan_figures(targets: Sequence[Target]) -> dict[str, Figure]:
    """The figures that the targets rest on, by key. One query."""
    keys = {target.figure for target in targets} | {str(t.params["below"]) for t in targets if "below" in t.params}
    return {figure.key: figure for figure in Figure.objects.current().keyed(keys).with_standing()}


def _progress(target: Target, day: date, figures: Mapping[str, Figure], read: Callable[[date], Day]) -> Progress:
    basis = target.basis_until
    if basis is None or day <= basis:
        return _on_basis(target, read(day), figures)
    former = replace(_on_basis(target, read(basis), figures), frozen_on=basis)
    why = Reason(target.after_basis_source, Outcome.UNDETERMINED, Citation("Sắp xếp đơn vị hành chính năm 2025"))
    if target.after_basis == FROZEN:
        return replace(former, reasons=(*former.reasons, why))
    amount = COUNTS[target.measure](target, read(day), figures)
    return replace(
        former,
        amount=amount,
        outcome=Outcome.UNDETERMINED,
        reasons=(why, *amount.reasons),
        frozen_on=None,
        former=former,
    )


def _on_basis(target: Target, day: Day, figures: Mapping[str, Figure]) -> Progress:
    figure = figures.get(target.figure)
    value = figure.value if figure else None
    amount = COUNTS[target.measure](target, day, figures)
    outcome, reasons = judge_target(target.operator, amount, value)
    return Progress(
        code=target.code,
        name=target.name,
        operator=target.operator,
        target=value,
        unit=target.unit,
        amount=amount,
        outcome=outcome,
        due=target.due,
        figure=target.figure,
        figure_status=figure.standing if figure else Status.MISSING.value,
        reasons=reasons,
    )


def _recognised(target: Target, day: Day, figures: Mapping[str, Figure]) -> Amount:
    level = str(target.params["level"])
    standings = [day.register.standing(unit.id, level) for unit in day.tree.ntm_communes]
    met = tuple(s.unit_id for s in standings if s.outcome is Outcome.MET)
    still_open = tuple(s.unit_id for s in standings if s.outcome is Outcome.UNDETERMINED)
    reasons: tuple[Reason, ...] = ()
    if still_open:
        text = f"{len(still_open)} xã chưa xác định được có giữ mức đã đạt sau sáp nhập hay không."
        reasons = (Reason(text, Outcome.UNDETERMINED),)
    low, high = Decimal(len(met)), Decimal(len(met) + len(still_open))
    return Amount(low, high, day.day, len(standings), met, still_open, reasons)


def _average_criteria(target: Target, day: Day, figures: Mapping[str, Figure]) -> Amount:
    results, communes = day.results, day.tree.ntm_communes
    if results is None:
        return _nothing_yet(day)
    found = [results.by_unit.get(unit.id, (0, 0, results.criteria)) for unit in communes]
    low = Decimal(sum(met for met, _, _ in found)) / len(communes)
    high = Decimal(sum(met + unknown for met, _, unknown in found)) / len(communes)
    units = tuple(unit.id for unit in communes)
    still_open = tuple(unit.id for unit, (_, _, unknown) in zip(communes, found, strict=True) if unknown)
    return Amount(
        low, high, assessment_day(results.year), len(communes), units, still_open, _said_of(results, still_open)
    )


def _communes_below(target: Target, day: Day, figures: Mapping[str, Figure]) -> Amount:
    results, communes = day.results, day.tree.ntm_communes
    bar = figures.get(str(target.params["below"]))
    if results is None or bar is None or bar.value is None:
        return _nothing_yet(day)
    found = [(unit.id, results.by_unit.get(unit.id, (0, 0, results.criteria))) for unit in communes]
    surely = tuple(unit for unit, (met, _, unknown) in found if met + unknown < bar.value)
    perhaps = tuple(unit for unit, (met, _, unknown) in found if met < bar.value <= met + unknown)
    low, high = Decimal(len(surely)), Decimal(len(surely) + len(perhaps))
    return Amount(low, high, assessment_day(results.year), len(communes), surely, perhaps, _said_of(results, perhaps))


def _new_districts(target: Target, day: Day, figures: Mapping[str, Figure]) -> Amount:
    since = date.fromisoformat(str(target.params["counted_from"]))
    levels = _levels(target)
    signed = (e for e in day.readings.in_force(day.day) if e.level.code in levels and e.signed_on >= since)
    units = tuple(sorted({entry.unit_id for entry in signed}))
    amount = Decimal(len(units))
    return Amount(amount, amount, day.day, len(day.tree.districts), units)


def _levels(target: Target) -> list[str]:
    """The level, or levels, whose holders a target counts."""
    named = target.params.get("levels", target.params.get("level", []))
    return [str(level) for level in named] if isinstance(named, list) else [str(named)]


def _nothing_yet(day: Day) -> Amount:
    text = f"Chưa có số liệu tiêu chí của các xã đến ngày {day.day:%d/%m/%Y}."
    return replace(UNKNOWN, of=len(day.tree.ntm_communes), reasons=(Reason(text, Outcome.UNDETERMINED),))


def _said_of(results: Results, still_open: tuple[int, ...]) -> tuple[Reason, ...]:
    said = Reason(f"Số liệu năm {results.year} theo {results.set.name}.", Outcome.MET, Citation(results.set.document))
    if not still_open:
        return (said,)
    return (said, Reason(f"{len(still_open)} xã còn tiêu chí chưa đủ căn cứ.", Outcome.UNDETERMINED))


COUNTS: Mapping[str, Callable[[Target, Day, Mapping[str, Figure]], Amount]] = {
    "recognised": _recognised,
    "average_criteria": _average_criteria,
    "communes_below": _communes_below,
    "new_districts": _new_districts,
}
MEASURED_BY_A_SET = ("average_criteria", "communes_below")
WHOLE_NUMBERS = ("recognised", "communes_below", "new_districts")


@dataclass(frozen=True)
class Trend:
    """A target at the end of each year so far, and where it is heading."""

    points: tuple[Point, ...]
    forecast: Forecast


def trends(
    plan: Plan,
    day: date,
    progress: Sequence[Progress],
    *,
    readings: Readings | None = None,
    figures: Mapping[str, Figure] | None = None,
) -> dict[str, Trend]:
    """For each target the amounts at year ends up to `day`, and the forecast for its due day (or its basis' last day).

    Year ends without certain amounts are left out. No query of its own with shared readings, whatever the years.
    """
    targets = {target.code: target for target in plan.targets.all()}
    kept = readings or Readings()
    known = plan_figures(list(targets.values())) if figures is None else figures
    found = {}
    for item in progress:
        target = targets[item.code]
        last = min(day, target.basis_until or day)
        points = tuple(
            point
            for year in range(plan.since.year, last.year + 1)
            if assessment_day(year) <= last
            and (point := _point(target, year, Day(kept, assessment_day(year)), known)) is not None
        )
        ahead = forecast(
            points,
            operator=target.operator,
            target=item.target,
            on=min(target.due, target.basis_until or target.due),
            unit=target.unit,
            whole=target.measure in WHOLE_NUMBERS,
        )
        found[item.code] = Trend(points, ahead)
    return found


def _point(target: Target, year: int, end: Day, figures: Mapping[str, Figure]) -> Point | None:
    """The amount at a year's end, counted as on any other day; None unless it is certain and of that very year."""
    amount = COUNTS[target.measure](target, end, figures)
    if amount.sure is None or amount.as_of != end.day:
        return None
    ruler = end.results.set.code if target.measure in MEASURED_BY_A_SET and end.results else ""
    return Point(year, round_half_up(amount.sure, 2), ruler)


def as_json(progress: Progress) -> dict[str, object]:
    """One target as scripts read it: numbers as JSON numbers, two decimals at most."""
    number = progress.amount.sure if progress.amount.sure is not None else progress.amount.low
    told: dict[str, object] = {
        "code": progress.code,
        "operator": progress.operator,
        "target": _number(progress.target),
        "actual": _number(number),
        "gap": _number(progress.gap),
        "status": progress.outcome.value,
        "as_of": progress.amount.as_of.isoformat() if progress.amount.as_of else None,
        "of": progress.amount.of,
        "reasons": [reason.text for reason in progress.reasons],
    }
    if progress.frozen_on is not None:
        told["frozen_on"] = progress.frozen_on.isoformat()
    if progress.former is not None:
        told["former_units"] = as_json(progress.former)
    return told


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    rounded = round_half_up(value, 2)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def said(value: Decimal | None, places: int | None = None) -> str:
    """A number for a sentence."""
    return "chưa có" if value is None else show_decimal(value, places)

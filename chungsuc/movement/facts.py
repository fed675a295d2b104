"""The plan's targets on a day, from values and decisions, with their trend and forecast."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from chungsuc.criteria.facts import assessment_day
from chungsuc.criteria.models import Assessment, CriteriaSet
from chungsuc.law.citations import Citation, Status
from chungsuc.law.figures import round_half_up, show_decimal
from chungsuc.law.verdicts import Outcome, Reason
from chungsuc.organisations.facts import UnitTree, tree_on
from chungsuc.recognition.facts import Register, register_on
from chungsuc.recognition.models import Recognition
from chungsuc.rulebook.models import Figure

from .models import Plan, Target
from .rules import FROZEN, Amount, Forecast, Point, Progress, forecast, judge_target

UNKNOWN = Amount(None, None, None)


@dataclass(frozen=True)
class Results:
    """What the communes of a day reached in the newest year that was assessed by then, and by which set."""

    year: int
    set: CriteriaSet
    criteria: int
    by_unit: Mapping[int, tuple[int, int, int]]  # met, not met, undetermined


class Day:
    """Everything the targets ask of one day; each part is read once, when first asked for."""

    def __init__(self, plan: Plan, day: date) -> None:
        self.plan, self.day = plan, day

    @cached_property
    def tree(self) -> UnitTree:
        return tree_on(self.day)

    @cached_property
    def register(self) -> Register:
        return register_on(self.day, [unit.id for unit in self.tree.ntm_communes])

    @cached_property
    def results(self) -> Results | None:
        return newest_results(self.day, [unit.id for unit in self.tree.ntm_communes])


def newest_results(day: date, unit_ids: Sequence[int], level: str = "xa_ntm") -> Results | None:
    """The assessments of the newest year that had ended by `day`, by the set that judged most of these units."""
    rows = (
        Assessment.objects.filter(unit_id__in=list(unit_ids), set__level=level, year__lte=day.year)
        .select_related("set")
        .order_by("-year", "-set__since")
    )
    found: dict[tuple[int, int], list[Assessment]] = {}
    for row in rows:
        if assessment_day(row.year) <= day:
            found.setdefault((row.year, row.set_id), []).append(row)
    if not found:
        return None
    newest = max(year for year, _ in found)
    chosen = max((rows for (year, _), rows in found.items() if year == newest), key=len)
    criteria = max(row.met + row.not_met + row.undetermined for row in chosen)
    by_unit = {row.unit_id: (row.met, row.not_met, row.undetermined) for row in chosen}
    return Results(newest, chosen[0].set, criteria, by_unit)


def progress_on(plan: Plan, day: date) -> list[Progress]:
    """Every target of the plan on a day, in the plan's order."""
    targets = list(plan.targets.all())
    keys = {target.figure for target in targets} | {str(t.params["below"]) for t in targets if "below" in t.params}
    figures = {figure.key: figure for figure in Figure.objects.current().keyed(keys).with_standing()}
    days: dict[date, Day] = {}

    def read(on: date) -> Day:
        return days.setdefault(on, Day(plan, on))

    return [_progress(target, day, figures, read) for target in targets]


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
    level = str(target.params["level"])
    entries = Recognition.objects.in_force(day.day).filter(level__code=level, signed_on__gte=since)
    units = tuple(sorted(set(entries.values_list("unit_id", flat=True))))
    amount = Decimal(len(units))
    return Amount(amount, amount, day.day, len(day.tree.districts), units)


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
WHOLE_NUMBERS = ("recognised", "communes_below", "new_districts")


@dataclass(frozen=True)
class Trend:
    """A target at the end of each year so far, and where it is heading."""

    points: tuple[Point, ...]
    forecast: Forecast


def trends(plan: Plan, day: date, progress: Sequence[Progress]) -> dict[str, Trend]:
    """For each target the amounts at year ends up to `day`, and the forecast for its due day (or its basis' last day).

    Year ends without certain amounts are left out. Six queries, whatever the number of years.
    """
    targets = {target.code: target for target in plan.targets.all()}
    series = _year_ends(plan, day)
    found = {}
    for item in progress:
        target = targets[item.code]
        points = tuple(series.get(target.code, ()))
        on = min(target.due, target.basis_until or target.due)
        ahead = forecast(
            points,
            operator=target.operator,
            target=item.target,
            on=on,
            unit=target.unit,
            whole=target.measure in WHOLE_NUMBERS,
        )
        found[item.code] = Trend(points, ahead)
    return found


def _year_ends(plan: Plan, day: date) -> dict[str, list[Point]]:
    """The amounts at the ends of the plan's years on the units of the plan's basis."""
    targets = list(plan.targets.all())
    figures = {f.key: f for f in Figure.objects.current().keyed([str(t.params.get("below", "")) for t in targets])}
    basis = min((t.basis_until for t in targets if t.basis_until), default=day)
    tree = tree_on(min(day, basis))
    communes = [unit.id for unit in tree.ntm_communes]
    results = _results_by_year(communes)
    register = register_on(day, communes)
    levels = {level.code: (level.code, *level.includes) for level in register.levels.values()}
    districts = Recognition.objects.standing().select_related("level").filter(level__unit_kind="district")
    signed = [(r.signed_on, r.level.code) for r in districts]
    series: dict[str, list[Point]] = {target.code: [] for target in targets}
    for year in range(plan.since.year, min(day, basis).year + 1):
        end = assessment_day(year)
        if end > min(day, basis):
            break
        for target in targets:
            point = _point(target, year, end, communes, results.get(year), register, levels, signed, figures)
            if point is not None:
                series[target.code].append(point)
    return series


def _point(
    target: Target,
    year: int,
    end: date,
    communes: Sequence[int],
    results: Results | None,
    register: Register,
    levels: Mapping[str, tuple[str, ...]],
    districts: Sequence[tuple[date, str]],
    figures: Mapping[str, Figure],
) -> Point | None:
    if target.measure == "recognised":
        level = str(target.params["level"])
        held = [
            unit
            for unit in communes
            if any(e.signed_on <= end and level in levels[e.level.code] for e in register.entries.get(unit, ()))
        ]
        return Point(year, Decimal(len(held)))
    if target.measure == "new_districts":
        since, wanted = str(target.params["counted_from"]), str(target.params["level"])
        return Point(
            year,
            Decimal(sum(1 for on, code in districts if since <= on.isoformat() <= end.isoformat() and code == wanted)),
        )
    if results is None or len(results.by_unit) < len(communes):
        return None
    if target.measure == "average_criteria":
        met = sum(results.by_unit[unit][0] for unit in communes)
        return Point(year, round_half_up(Decimal(met) / len(communes), 2), results.set.code)
    bar = figures[str(target.params["below"])].value
    return Point(year, Decimal(sum(1 for unit in communes if results.by_unit[unit][0] < bar)), results.set.code)


def _results_by_year(unit_ids: Sequence[int]) -> dict[int, Results]:
    rows = Assessment.objects.filter(unit_id__in=list(unit_ids), set__level="xa_ntm").select_related("set")
    found: dict[tuple[int, int], list[Assessment]] = {}
    for row in rows:
        found.setdefault((row.year, row.set_id), []).append(row)
    best: dict[int, Results] = {}
    for (year, _), group in sorted(found.items(), key=lambda item: len(item[1])):
        criteria = max(row.met + row.not_met + row.undetermined for row in group)
        best[year] = Results(
            year, group[0].set, criteria, {r.unit_id: (r.met, r.not_met, r.undetermined) for r in group}
        )
    return best


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

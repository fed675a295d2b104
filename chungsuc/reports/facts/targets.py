"""A target on a day: what its number counts, what is missing where, and how it came to be so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from chungsuc.criteria.models import Verdict
from chungsuc.law.figures import round_half_up, show_decimal
from chungsuc.law.periods import show_day
from chungsuc.law.verdicts import Outcome, Reason
from chungsuc.movement.facts import Trend, plan_figures, progress_on, trends
from chungsuc.movement.models import Plan, Target
from chungsuc.movement.readings import Readings, Results
from chungsuc.movement.rules.targets import Point, Progress
from chungsuc.organisations.facts import UnitFact, UnitTree
from chungsuc.rulebook.models import Figure
from chungsuc.web.charts import Chart, Series, line_chart
from chungsuc.web.numbers import plain
from chungsuc.web.tables import Cell, Column, Row, Table, name_cell, number_cell, outcome_cell

from .addresses import address

OF_A_SET = ("average_criteria", "communes_below")


class Picture:
    """The plan on a day, read once for everything a page shows of it."""

    def __init__(self, plan: Plan, day: date, readings: Readings) -> None:
        self.plan, self.day, self.readings = plan, day, readings

    @cached_property
    def targets(self) -> dict[str, Target]:
        return {target.code: target for target in self.plan.targets.all()}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        return plan_figures(list(self.targets.values()))

    @cached_property
    def progress(self) -> list[Progress]:
        return progress_on(self.plan, self.day, readings=self.readings, figures=self.figures)

    @cached_property
    def trends(self) -> dict[str, Trend]:
        return trends(self.plan, self.day, self.progress, readings=self.readings, figures=self.figures)

    @property
    def tree(self) -> UnitTree:
        return self.readings.tree(self.day)

    @property
    def results(self) -> Results | None:
        return self.readings.results(self.day)


def the_plan() -> Plan | None:
    """The plan with its targets, or None before a pack is loaded. Two queries."""
    return Plan.objects.prefetch_related("targets").first()


def told(value: Decimal | None) -> str:
    """An amount in words: two decimals at most, none that it does not need."""
    return "chưa có số liệu" if value is None else show_decimal(round_half_up(value, 2).normalize() + 0)


def upper_first(text: str) -> str:
    """The text as a sentence begins."""
    return f"{text[:1].upper()}{text[1:]}"


def what_is_missing(progress: Progress, target: Target) -> str:
    """What stands between the amount and the target, in a few words."""
    if progress.former is not None:
        return "Chưa đủ căn cứ"
    if progress.gap is None:
        return "Chưa đủ căn cứ"
    if progress.gap == 0:
        return "Đạt"
    gap = f"{told(progress.gap)} {target.unit}"
    return f"Còn {gap} phải giảm" if target.operator == "<=" else f"Còn thiếu {gap}"


def on_new_units(progress: Progress, target: Target) -> str:
    """What is known of the units that follow those the target was set for."""
    amount = progress.amount
    if amount.low is None:
        return f"{amount.of} xã mới chưa có số liệu"
    known = f"{told(amount.low)} giữ mức" if target.measure == "recognised" else told(amount.low)
    return f"trên {amount.of} xã mới: {known}" + (f", {len(amount.open_ids)} chưa rõ" if amount.open_ids else "")


def forecast_words(trend: Trend, target: Target, day: date) -> str:
    """Where the target is heading, with the assumption; "" when the day forecast is past."""
    ahead = trend.forecast
    if ahead.on <= day:
        return ""
    if ahead.amount is None:
        return ahead.assumption
    reached = f"{told(ahead.amount)} {target.unit}, {ahead.outcome.label}"
    return f"Dự báo {show_day(ahead.on)}: {reached}. {ahead.assumption}"


def forecast_brief(trend: Trend, day: date) -> str:
    """As `forecast_words` in two or three words; "" when the day forecast is past."""
    ahead = trend.forecast
    if ahead.on <= day:
        return ""
    return "chưa dự báo được" if ahead.amount is None else f"dự báo {told(ahead.amount)}"


# --- the page of one target ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class UnitLine:
    """One unit behind the number: whether it counts, and what it misses."""

    unit: UnitFact
    district: UnitFact | None
    outcome: Outcome
    met: int | None
    missing: str


@dataclass(frozen=True)
class TargetPage:
    """Everything the page of a target shows."""

    target: Target
    progress: Progress
    figure: Figure | None
    figure_url: str
    lede: str
    missing: str
    forecast: str
    new_units: str
    chart: Chart
    units: Table
    communes: Table | None
    districts: Table | None
    reasons: tuple[Reason, ...]


def target_page(picture: Picture, code: str) -> TargetPage | None:
    """The page of a target; None when the plan has no such target. One query more than the picture."""
    if code not in picture.targets:
        return None
    target = picture.targets[code]
    progress = next(item for item in picture.progress if item.code == code)
    trend = picture.trends[code]
    lines = unit_lines(picture, target, progress)
    figure = picture.figures.get(target.figure)
    return TargetPage(
        target=target,
        progress=progress,
        figure=figure,
        figure_url=address("figure", figure.pk) if figure else "",
        lede=_lede(progress, target),
        missing=what_is_missing(progress, target),
        forecast=forecast_words(trend, target, picture.day),
        new_units=on_new_units(progress, target) if progress.former else "",
        chart=yearly_chart(picture, target, progress, trend.points),
        units=units_table(lines, state_words(target.measure), picture.day),
        communes=_communes_below(picture, progress) if target.measure == "new_districts" else None,
        districts=districts_table(lines, target, picture.day),
        reasons=_reasons(progress),
    )


def _lede(progress: Progress, target: Target) -> str:
    known = progress.former or progress
    goal = "không quá" if target.operator == "<=" else "ít nhất"
    as_of = known.amount.as_of
    said = f"{told(known.amount.low)} {target.unit}, mục tiêu {goal} {told(known.target)}"
    if progress.former is not None and target.basis_until is not None:
        return f"{said}: số chốt ngày {show_day(target.basis_until)} trên {known.amount.of} xã cũ."
    return f"{said}" + (f", theo số liệu đến {show_day(as_of)}." if as_of else ".")


def _reasons(progress: Progress) -> tuple[Reason, ...]:
    former = progress.former.reasons if progress.former else ()
    return (*progress.reasons, *former)


def unit_lines(picture: Picture, target: Target, progress: Progress) -> list[UnitLine]:
    """The units that the number is about, district by district, each with its part in it."""
    tree, counted, still_open = picture.tree, set(progress.amount.unit_ids), set(progress.amount.open_ids)
    if target.measure == "new_districts":
        basis = picture.readings.tree(progress.frozen_on or picture.day)
        return [
            UnitLine(unit, None, Outcome.MET if unit.id in counted else Outcome.NOT_MET, None, "")
            for unit in basis.districts
        ]
    results = picture.results
    failed = failed_criteria(results, [unit.id for unit in tree.ntm_communes])
    found = []
    for unit in tree.ntm_communes:
        outcome = _part(target, picture, unit.id, counted, still_open)
        missing = _missing_of(target, picture, unit.id, outcome, failed.get(unit.id, ()))
        found.append(UnitLine(unit, tree.district_of(unit), outcome, _met(results, unit.id), missing))
    return found


def _part(target: Target, picture: Picture, unit_id: int, counted: set[int], still_open: set[int]) -> Outcome:
    """Whether a commune helps the target: counted, in its way, or still open."""
    results = picture.results
    if target.measure in OF_A_SET and (results is None or unit_id not in results.by_unit):
        return Outcome.UNDETERMINED
    if target.measure == "average_criteria":
        return _by_criteria(results, unit_id)
    if unit_id in still_open:
        return Outcome.UNDETERMINED
    wanted = unit_id in counted if target.operator == ">=" else unit_id not in counted
    return Outcome.MET if wanted else Outcome.NOT_MET


def _met(results: Results | None, unit_id: int) -> int | None:
    """How many criteria a unit meets in these results; None where it was not judged."""
    return results.by_unit[unit_id][0] if results and unit_id in results.by_unit else None


def _by_criteria(results: Results | None, unit_id: int) -> Outcome:
    """Whether a unit meets every criterion of these results; undetermined where it was not judged."""
    if results is None or unit_id not in results.by_unit:
        return Outcome.UNDETERMINED
    _, not_met, unknown = results.by_unit[unit_id]
    return Outcome.NOT_MET if not_met else Outcome.UNDETERMINED if unknown else Outcome.MET


def _communes_below(picture: Picture, progress: Progress) -> Table:
    """The communes that decide about districts, so that a cell is as near from here as from any other target."""
    day = progress.frozen_on or picture.day
    tree, results = picture.readings.tree(day), picture.readings.results(day)
    lines = [
        UnitLine(unit, tree.district_of(unit), _by_criteria(results, unit.id), _met(results, unit.id), "")
        for unit in tree.ntm_communes
    ]
    return units_table(lines, state_words("average_criteria"), day)


def _missing_of(target: Target, picture: Picture, unit_id: int, outcome: Outcome, failed: Sequence[int]) -> str:
    criteria = f"tiêu chí {', '.join(map(str, failed))}" if failed else ""
    if target.measure != "recognised":
        return criteria
    if outcome is Outcome.MET:
        return ""
    standing = picture.readings.register(picture.day).standing(unit_id, str(target.params["level"]))
    in_the_way = [r.text.rstrip(".") for r in standing.verdict.reasons if r.outcome is not Outcome.MET]
    return "; ".join([*in_the_way, *([criteria] if criteria and outcome is Outcome.NOT_MET else [])])


def failed_criteria(results: Results | None, unit_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """The numbers of the criteria that each unit fails in these results. One query."""
    if results is None:
        return {}
    rows = Verdict.objects.filter(
        assessment__set=results.set, assessment__year=results.year, assessment__unit_id__in=unit_ids, outcome="not_met"
    )
    found: dict[int, list[int]] = {}
    for unit_id, no in rows.values_list("assessment__unit_id", "no").order_by("no"):
        found.setdefault(unit_id, []).append(no)
    return {unit_id: tuple(numbers) for unit_id, numbers in found.items()}


# --- tables and the chart -----------------------------------------------------------------------------------------


def state_words(measure: str) -> Mapping[Outcome, str]:
    """How a unit's part in a target of that measure is called."""
    if measure in ("recognised", "new_districts"):
        return {Outcome.MET: "được tính", Outcome.NOT_MET: "chưa", Outcome.UNDETERMINED: "chưa xác định được"}
    if measure == "communes_below":
        return {Outcome.MET: "không thấp hơn", Outcome.NOT_MET: "thấp hơn", Outcome.UNDETERMINED: "chưa đủ căn cứ"}
    return {Outcome.MET: "đủ tiêu chí", Outcome.NOT_MET: "còn thiếu", Outcome.UNDETERMINED: "chưa đủ căn cứ"}


def units_table(lines: Sequence[UnitLine], words: Mapping[Outcome, str], day: date) -> Table:
    """The units behind the number, district by district; `words` for their states."""
    columns = [Column("name", "Đơn vị", sortable=False), Column("state", "Tình trạng", sortable=False, priority=1)]
    if any(line.district for line in lines):
        columns.insert(1, Column("district", "Huyện", sortable=False))
    if any(line.met is not None for line in lines):
        columns.append(Column("met", "Số tiêu chí đạt", numeric=True, sortable=False))
    if any(line.missing for line in lines):
        columns.append(Column("missing", "Còn vướng", sortable=False))
    rows = [
        Row(
            {
                "name": name_cell(line.unit.name, address("unit", line.unit.code, day=day)),
                "district": name_cell(line.district.name if line.district else ""),
                "state": outcome_cell(line.outcome, words[line.outcome]),
                "met": number_cell(line.met),
                "missing": Cell(line.missing or "không"),
            }
        )
        for line in lines
    ]
    caption = f"{len(lines)} đơn vị đằng sau con số, ngày {show_day(day)}"
    return Table(columns, rows, caption, empty="Chưa có đơn vị nào thuộc diện tính vào ngày này.")


def districts_table(lines: Sequence[UnitLine], target: Target, day: date) -> Table | None:
    """How many units of each district count; None where there are no districts."""
    by_district: dict[str, list[UnitLine]] = {}
    for line in lines:
        if line.district:
            by_district.setdefault(line.district.code, []).append(line)
    if not by_district:
        return None
    words = state_words(target.measure)
    columns = [Column("name", "Huyện, thành phố", sortable=False), Column("of", "Số xã", True, sortable=False)]
    columns += [Column(o.value, words[o].capitalize(), True, sortable=False) for o in words]
    columns[2] = Column(Outcome.MET.value, words[Outcome.MET].capitalize(), True, sortable=False, priority=1)
    rows = []
    for found in by_district.values():
        district = found[0].district
        if district is not None:
            rows.append(_district_row(name_cell(district.name, address("unit", district.code, day=day)), found))
    rows.append(_district_row(name_cell("Toàn tỉnh"), lines, total=True))
    return Table(columns, rows, "Theo huyện, thành phố", hide_caption=True)


def _district_row(name: Cell, lines: Sequence[UnitLine], total: bool = False) -> Row:
    counts = {o.value: number_cell(sum(line.outcome is o for line in lines)) for o in Outcome}
    return Row({"name": name, "of": number_cell(len(lines)), **counts}, total=total)


def yearly_chart(picture: Picture, target: Target, progress: Progress, points: Sequence[Point]) -> Chart:
    """The amounts at year ends with the target line; a year without data is a gap, a change of set is marked."""
    by_year: dict[int, Decimal] = {point.year: point.amount for point in points}
    years = range(min(by_year), max(by_year) + 1) if by_year else range(0)
    series = Series(f"{plain(progress.target)} là mục tiêu" if not by_year else "toàn tỉnh", {
        year: by_year.get(year) for year in years}, here=True)  # fmt: skip
    marks = [
        (_first_year(picture, before, after), "thay bộ tiêu chí")
        for before, after in zip(points, points[1:], strict=False)
        if before.ruler != after.ruler
    ]
    title = f"{target.name}, cuối mỗi năm"
    return line_chart([series], title, target.unit, progress.target, marks)


def _first_year(picture: Picture, before: Point, after: Point) -> int:
    """The first year under the new set, between the two points."""
    results = picture.readings.results(date(after.year, 12, 31))
    since = results.set.since.year if results else after.year
    return min(max(since, before.year + 1), after.year)

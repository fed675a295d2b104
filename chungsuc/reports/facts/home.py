"""The leader's page: six targets, five problems and the map of a day, out of one set of readings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast

from chungsuc.criteria.facts import assessment_day
from chungsuc.criteria.models import Criterion, Owner
from chungsuc.law.periods import show_day
from chungsuc.law.verdicts import Outcome
from chungsuc.movement.models import Milestone, Target
from chungsuc.movement.readings import Readings
from chungsuc.movement.rules.targets import Progress
from chungsuc.organisations.models import Identity
from chungsuc.organisations.queries import holds_on
from chungsuc.recognition.facts import base_level
from chungsuc.rulebook.models import LegalDocument
from chungsuc.web.charts import TargetRow
from chungsuc.web.day import today
from chungsuc.web.maps import Map

from . import map as maps
from .addresses import address
from .problems import CommuneState, CriterionState, Due, Problem, Scene, first_problems, next_of
from .targets import (
    Picture,
    failed_criteria,
    forecast_brief,
    forecast_words,
    on_new_units,
    told,
    upper_first,
    what_is_missing,
)

ROOM = Decimal("1.25")  # presentation: the bar reaches a little beyond its target
MISSING_RULE = "rule:merger_town_part"


@dataclass(frozen=True)
class Ask:
    """A problem as the page prints it (web/asks.html)."""

    text: str
    who: str
    due: str
    overdue: bool
    href: str


@dataclass(frozen=True)
class Home:
    """Everything the leader's page shows."""

    title: str
    lede: str
    rows: tuple[TargetRow, ...]
    asks: tuple[Ask, ...]
    map: Map
    map_title: str
    map_url: str
    document: LegalDocument | None
    document_url: str
    notes: tuple[str, ...]
    forecast_note: str


def newest_day(readings: Readings) -> date:
    """As reports.days.newest_day, out of readings that the page needs anyway."""
    newest = max((year for _, year in readings.assessments), default=None)
    return min(assessment_day(newest), today()) if newest else today()


def days_worth_a_tap(readings: Readings) -> list[date]:
    """Every year's end with figures, the last day of the districts that are no more and the day after, today."""
    last_days = {life.until for life in readings.lives.values() if life.kind == "district" and life.until}
    ends = {assessment_day(year) for _, year in readings.assessments}
    return sorted({today(), *ends, *last_days, *(last + timedelta(days=1) for last in last_days)})


def home(picture: Picture) -> Home:
    """The leader's page. Twelve queries at most together with the picture, whatever the number of communes."""
    document = LegalDocument.objects.filter(code=picture.plan.document).first()
    rows = tuple(target_row(picture, item) for item in picture.progress)
    drawn, map_title = small_map(picture)
    return Home(
        title=picture.plan.short_name,
        lede=lede(picture),
        rows=rows,
        asks=tuple(ask(problem, picture.day) for problem in first_problems(scene(picture, document))),
        map=drawn,
        map_title=map_title,
        map_url=address("map", day=picture.day),
        document=document,
        document_url=address("plan", day=picture.day),
        notes=notes(picture),
        forecast_note=forecast_note(picture, rows),
    )


# --- the targets --------------------------------------------------------------------------------------------------


def target_row(picture: Picture, progress: Progress) -> TargetRow:
    """One target as a row. After the reorganisation the bar keeps the former units' figure and says so."""
    target, known = picture.targets[progress.code], progress.former or progress
    amount = known.amount.sure if known.amount.sure is not None else known.amount.low
    ahead = picture.trends[progress.code].forecast
    coming = ahead.amount if ahead.on > picture.day else None
    goal = known.target if known.target is not None else Decimal(0)
    top = max(goal * ROOM, amount or Decimal(0), coming or Decimal(0)) if goal else Decimal(known.amount.of)
    return TargetRow(
        name=progress.name,
        actual=amount,
        target=goal,
        maximum=top,
        outcome=progress.outcome,
        missing=_missing(picture, progress, target),
        unit=_short_unit(progress),
        href=address("target", progress.code, day=picture.day),
        places=None if amount is None or amount % 1 == 0 else 2,
        forecast=coming,
        forecast_text=_forecast(picture, progress, target),
        forecast_brief=""
        if progress.former or progress.frozen_on
        else forecast_brief(picture.trends[progress.code], picture.day),
        better="less" if progress.operator == "<=" else "more",
    )


def _short_unit(progress: Progress) -> str:
    """The unit beside the figures, where it is not in the name already; the former communes are called so."""
    if "/" in progress.unit:
        return ""
    return f"{progress.unit} cũ" if progress.former else progress.unit


def _missing(picture: Picture, progress: Progress, target: Target) -> str:
    said, as_of = what_is_missing(progress, target), progress.amount.as_of
    if progress.former is not None:
        return "Chưa đủ căn cứ"
    if progress.frozen_on:
        return said
    return f"{said} (số liệu năm {as_of.year})" if as_of and as_of.year < picture.day.year else said


def _forecast(picture: Picture, progress: Progress, target: Target) -> str:
    """Where it is heading; after the reorganisation what is known of the new units and what was of the former ones."""
    former = progress.former
    if former is not None and former.frozen_on is not None:
        figures = f"{told(former.amount.low)}/{told(former.target)}, {former.outcome.label}"
        chosen = f"Chốt {show_day(former.frozen_on)} trên {former.amount.of} xã cũ: {figures}."
        return f"{upper_first(on_new_units(progress, target))}. {chosen}"
    if progress.frozen_on:
        return f"Chốt {show_day(progress.frozen_on)}: {target.after_basis_source}."
    return forecast_words(picture.trends[progress.code], target, picture.day)


def forecast_note(picture: Picture, rows: Iterable[TargetRow]) -> str:
    """What the brief forecasts of a phone leave out; "" when no row has one."""
    if not any(row.forecast_brief for row in rows):
        return ""
    days = {trend.forecast.on for trend in picture.trends.values() if trend.forecast.amount is not None}
    until = f" đến {show_day(max(days))}" if days else ""
    return f"Dự báo{until}, nếu giữ nhịp bình quân các năm qua. Mở từng chỉ tiêu để xem giả định."


def lede(picture: Picture) -> str:
    """One sentence: how the province stands."""
    counts = {outcome: sum(item.outcome is outcome for item in picture.progress) for outcome in Outcome}
    of = len(picture.progress)
    former = [item.former for item in picture.progress if item.former is not None]
    if former:
        met = sum(item.outcome is Outcome.MET for item in former)
        frozen = former[0].frozen_on or picture.day
        on_new = f"{counts[Outcome.UNDETERMINED]}/{of} chỉ tiêu chưa đủ căn cứ trên các xã mới"
        return f"{on_new}; trên các xã cũ, đến {show_day(frozen)}, {met}/{len(former)} chỉ tiêu ấy đạt."
    said = f"{counts[Outcome.MET]}/{of} chỉ tiêu đạt"
    still_open = counts[Outcome.UNDETERMINED]
    return said + (f", {still_open} chỉ tiêu chưa đủ căn cứ" if still_open else "") + f"{nearest(picture)}."


def nearest(picture: Picture) -> str:
    """The target that lacks least of those not reached, as the end of a sentence; "" when there is none."""
    shares = [
        (item.amount.low / item.target, item)
        for item in picture.progress
        if item.outcome is Outcome.NOT_MET and item.operator == ">=" and item.target and item.amount.low
    ]
    if not shares:
        return ""
    _, item = max(shares, key=lambda share: share[0])
    name = f"{item.name[:1].lower()}{item.name[1:]}"
    return f"; gần mức nhất là {name}, {told(item.amount.low)}/{told(item.target)}"


def notes(picture: Picture) -> tuple[str, ...]:
    """What a reader has to know about all the figures above: of which year they are, why some cannot be carried on."""
    reasons = [picture.targets[item.code].after_basis_source for item in picture.progress if item.former is not None]
    said = [f"{upper_first(reason)}." for reason in dict.fromkeys(reasons)]
    results = picture.results
    if results is not None and assessment_day(results.year) != picture.day:
        said.append(f"Số tiêu chí lấy theo kết quả năm {results.year}, năm gần nhất có số liệu.")
    return tuple(said)


# --- the problems -------------------------------------------------------------------------------------------------


def scene(picture: Picture, document: LegalDocument | None) -> Scene:
    """The day's facts as the ranking of problems needs them. Three queries."""
    tree, day, results = picture.tree, picture.day, picture.results
    unsettled = [item for item in picture.progress if item.former is not None]
    printed = document.numbers_printed if document and document.awaits_correction else []
    states = communes(picture)
    return Scene(
        day=day,
        communes=states,
        districts={unit.code: unit.name for unit in tree.districts},
        criteria=criteria_on(results.set.pk, day) if results else {},
        year=results.year if results else None,
        last_year=day.year if day == assessment_day(day.year) else day.year - 1,
        bar=bar_of(picture),
        dues=_dues(picture.targets.values()),
        next_report=_next_report(picture),
        plan_numbers=tuple(printed),
        plan_issuer=document.issuer if document else "",
        unsettled_targets=len(unsettled),
        former_count=unsettled[0].former.amount.of if unsettled and unsettled[0].former else 0,
        missing_rule=missing_rule(picture, states),
    )


def missing_rule(picture: Picture, states: Iterable[CommuneState]) -> int | None:
    """The missing figure that keeps merged communes open; not asked where none is."""
    if all(state.standing is not Outcome.UNDETERMINED for state in states):
        return None
    return next((f.pk for f in picture.readings.merger_figures if f.key == MISSING_RULE and f.value is None), None)


def communes(picture: Picture) -> tuple[CommuneState, ...]:
    """How each commune of the programme stands. One query."""
    tree, results, register = picture.tree, picture.results, picture.readings.register(picture.day)
    failed = failed_criteria(results, [unit.id for unit in tree.ntm_communes])
    found = []
    for unit in tree.ntm_communes:
        district, standing = tree.district_of(unit), register.standing(unit.id, base_level())
        in_the_way = sum(reason.outcome is Outcome.NOT_MET for reason in standing.verdict.reasons)
        met, _, unsettled = results.by_unit.get(unit.id, (None, 0, 0)) if results else (None, 0, 0)
        state = CommuneState(
            code=unit.code,
            name=unit.name,
            district=district.code if district else "",
            standing=standing.outcome,
            met=met,
            failed=failed.get(unit.id, ()),
            unsettled=unsettled,
            parts_without=in_the_way if standing.inherited else 0,
        )
        found.append(state)
    return tuple(found)


def criteria_on(set_id: int, day: date) -> dict[int, CriterionState]:
    """The criteria of a set with the names of the bodies that answer for them on a day. One query."""
    owner = Owner.objects.filter(holds_on(day), set_id=set_id, part=Cast(OuterRef(OuterRef("no")), CharField()))
    named = Identity.objects.filter(holds_on(day), unit__owned_criteria__in=owner).values("name")[:1]
    rows = Criterion.objects.filter(set_id=set_id).annotate(owner=Subquery(named)).values_list("no", "name", "owner")
    return {no: CriterionState(no, name, body or "") for no, name, body in rows}


def bar_of(picture: Picture) -> int | None:
    """The number of criteria that no commune may stay below, as the plan's figure says; None without one."""
    keys = [str(t.params["below"]) for t in picture.targets.values() if "below" in t.params]
    figure = picture.figures.get(keys[0]) if keys else None
    return int(figure.value) if figure and figure.value is not None else None


def _dues(targets: Iterable[Target]) -> dict[str, Due]:
    found: dict[str, Due] = {}
    for target in targets:
        found.setdefault(target.measure, Due(target.due, "hạn của chỉ tiêu"))
    return found


def _next_report(picture: Picture) -> Due | None:
    rows = Milestone.objects.filter(plan=picture.plan).values_list("name", "due", "every_year")
    return next_of(rows, picture.day, picture.plan.until)


def ask(problem: Problem, day: date) -> Ask:
    """A problem in the words of the page."""
    due = problem.due
    overdue = due is not None and due.day < day
    told_due = f"{'Quá hạn' if overdue else 'Hạn'} {show_day(due.day)}" if due else "Kế hoạch không ghi hạn"
    name, *rest = problem.link or ("",)
    href = address(name, *rest, day=day, **problem.query) if name else ""
    return Ask(problem.text, problem.who, told_due, overdue, href)


# --- the map ------------------------------------------------------------------------------------------------------


def small_map(picture: Picture) -> tuple[Map, str]:
    """The tiles of the day: by criteria where there are results, by level held otherwise. No query of its own."""
    tree, results = picture.tree, picture.results
    if results:
        buckets, paint = maps.by_criteria(results, bar_of(picture))
        title = f"Số tiêu chí đạt năm {results.year}"
    else:
        buckets, paint = maps.by_level(picture.readings.register(picture.day))
        title = "Mức công nhận"
    painted: Mapping[int, maps.Painted] = {
        unit.id: paint(unit) if unit.in_ntm_scope else maps.Painted("out", "không thuộc diện xét")
        for unit in tree.communes
    }
    drawn = maps.draw(picture.readings, picture.day, tree.communes, painted, buckets, title, {})
    return replace(drawn, legend=[line for line in drawn.legend if line.count]), title

"""What automatic items read from the system for the units of a round: a span of values, or why there is none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chungsuc.criteria.models import Assessment
from chungsuc.deadlines.facts import dues_on
from chungsuc.deadlines.registry import kinds
from chungsuc.law.figures import round_half_up, show_decimal
from chungsuc.law.periods import show_day
from chungsuc.law.verdicts import Outcome
from chungsuc.organisations.facts import UnitFact, UnitTree, tree_on
from chungsuc.pledges.facts import SponsoredProgress, every_sponsored_progress
from chungsuc.recognition.facts import base_level, register_on

from ..rules.scores import READING, Marked
from ..rules.tables import Part, ScoreTable

HUNDRED = Decimal(100)
DUTIES = ("movement.duties", "reviews.reports")
"""Whose dues count as reports and plans that a unit has to send in."""


@dataclass(frozen=True)
class Read:
    """A value that lies from `low` to `high` (None: nothing can be said), and the sentence that says what it is."""

    low: Decimal | None
    high: Decimal | None
    said: str


NOTHING = Read(None, None, "")


@dataclass(frozen=True)
class Asked:
    """The year and the day that a round counts by, and its units as they stood on that day."""

    year: int
    day: date
    units: tuple[UnitFact, ...]
    tree: UnitTree

    def communes(self, unit: UnitFact) -> list[UnitFact]:
        """The communes of the programme that a unit answers for: itself, or those below it."""
        if unit.kind == "commune":
            return [unit]
        return [one for one in self.tree.under(unit.id) if one.in_ntm_scope] if unit.kind == "district" else []


def read_all(table: ScoreTable, year: int, day: date, units: Iterable[UnitFact]) -> list[Marked]:
    """The marks that the system gives on a day, without places in a sequence. A fixed number of queries a figure."""
    figures = {part.figure for part in table.automatic}
    if not figures:
        return []
    asked = Asked(year, day, tuple(units), tree_on(day))
    found = {figure: READERS[figure](asked) for figure in sorted(figures)}
    return [
        _marked(part, unit, found[part.figure].get(unit.id, NOTHING))
        for part in table.automatic
        for unit in asked.units
    ]


def _marked(part: Part, unit: UnitFact, read: Read) -> Marked:
    """The points for a span of values: certain only when both its ends earn the same."""
    if read.low is None or read.high is None:
        return Marked(0, unit.code, part.code, READING, reason=read.said or "chưa có số liệu")
    low, high = part.points_for(read.low), part.points_for(read.high)
    if low != high:
        span = f"được từ {show_decimal(min(low, high))} đến {show_decimal(max(low, high))} điểm"
        return Marked(0, unit.code, part.code, READING, reason=f"{read.said}, {span}")
    return Marked(0, unit.code, part.code, READING, points=low, reason=read.said)


def _criteria_share(asked: Asked) -> Mapping[int, Read]:
    """Criteria met by all communes of a unit over all criteria, from the assessments of the round's own year."""
    communes = {unit.id: asked.communes(unit) for unit in asked.units}
    counts = assessed(asked.year, [one.id for each in communes.values() for one in each])
    return {unit: criteria_read(asked.year, counts, each) for unit, each in communes.items() if each}


Counts = Mapping[int, tuple[int, int, int]]


def assessed(year: int, unit_ids: Iterable[int]) -> Counts:
    """Criteria met, failed and undetermined of communes in a year, by the first level's set. One query."""
    rows = Assessment.objects.of_communes().filter(year=year, unit_id__in=list(unit_ids), set__level=base_level())
    found = rows.order_by("set__since").values_list("unit_id", "met", "not_met", "undetermined")
    return {unit: (met, failed, unknown) for unit, met, failed, unknown in found}


def criteria_read(year: int, counts: Counts, communes: Iterable[UnitFact]) -> Read:
    """The share of criteria that communes met; without an assessment of each commune nothing is said."""
    listed = list(communes)
    without = [one.name for one in listed if one.id not in counts]
    if without:
        some = ", ".join(without[:3]) + (f" và {len(without) - 3} xã khác" if len(without) > 3 else "")
        return Read(None, None, f"chưa có kết quả tiêu chí năm {year} của {some}")
    met, failed, unknown = (sum(counts[one.id][place] for one in listed) for place in range(3))
    every = met + failed + unknown
    low, high = (round_half_up(HUNDRED * some / every, 2) for some in (met, met + unknown))
    known = f", {unknown} tiêu chí chưa đủ căn cứ" if unknown else ""
    return Read(low, high, f"{met}/{every} tiêu chí của {len(listed)} xã đạt năm {year} ({show_decimal(low)} %{known})")


def _recognised_share(asked: Asked) -> Mapping[int, Read]:
    """Communes of a unit that hold the first level on the day, over all of the programme."""
    communes = {unit.id: asked.communes(unit) for unit in asked.units}
    level = base_level()
    register = register_on(asked.day, [one.id for each in communes.values() for one in each])
    found = {}
    for unit, each in communes.items():
        if not each or level not in register.levels:
            continue
        outcomes = [register.standing(one.id, level).outcome for one in each]
        met, unsure = outcomes.count(Outcome.MET), outcomes.count(Outcome.UNDETERMINED)
        low, high = (round_half_up(HUNDRED * some / len(each), 2) for some in (met, met + unsure))
        found[unit] = Read(low, high, f"{met}/{len(each)} xã có quyết định công nhận đến ngày {show_day(asked.day)}")
    return found


def _helped_progress(asked: Asked) -> Mapping[int, Read]:
    """The share of criteria met by the communes that a unit helps, by their verified results."""
    found = every_sponsored_progress(asked.year, [unit.id for unit in asked.units])
    return {unit.id: _helped(asked.year, found.get(unit.id, ())) for unit in asked.units}


def _helped(year: int, helped: Sequence[SponsoredProgress]) -> Read:
    if not helped:
        return Read(None, None, f"năm {year} chưa ghi nhận xã nào được phân công giúp đỡ")
    missing = [one for one in helped if one.met is None or not one.of]
    if missing:
        return Read(None, None, missing[0].missing or f"chưa có kết quả tiêu chí năm {year} của xã được giúp đỡ")
    met, every = sum(one.met or 0 for one in helped), sum(one.of for one in helped)
    unknown = sum(one.undetermined for one in helped)
    low, high = (round_half_up(HUNDRED * some / every, 2) for some in (met, met + unknown))
    names = ", ".join(one.commune_name for one in helped)
    return Read(low, high, f"{names}: {met}/{every} tiêu chí đạt năm {year} ({show_decimal(low)} %)")


def _late_duties(asked: Asked) -> Mapping[int, Read]:
    """How many duties of the plan that fell due in the year are late by the day or were done late, if not excused."""
    if not set(DUTIES) & set(kinds()):
        return {unit.id: Read(None, None, "chưa có lịch báo cáo, kế hoạch phải nộp") for unit in asked.units}
    ids = frozenset(unit.id for unit in asked.units)
    late: dict[int, list[str]] = {unit: [] for unit in ids}
    for fact in dues_on(asked.day, ids, DUTIES).facts:
        if fact.due.due.year == asked.year and (fact.late or fact.late_when_done):
            late.setdefault(fact.unit_id, []).append(fact.what)
    return {unit: _counted(whats) for unit, whats in late.items()}


def _counted(whats: list[str]) -> Read:
    number = Decimal(len(whats))
    return Read(number, number, f"{len(whats)} việc chậm: {'; '.join(whats)}" if whats else "không có việc chậm")


READERS: Mapping[str, Callable[[Asked], Mapping[int, Read]]] = {
    "criteria_share": _criteria_share,
    "recognised_share": _recognised_share,
    "helped_progress": _helped_progress,
    "late_duties": _late_duties,
}

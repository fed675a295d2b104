"""One unit of any kind on a day: what it is called, where it belongs, what became of it, how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast, Coalesce

from chungsuc.criteria.models import CriteriaSet, Criterion, Verdict
from chungsuc.organisations.facts import UnitFact, tree_on, with_formers
from chungsuc.organisations.models import Attribute, Identity, Lineage, Placement, Unit
from chungsuc.organisations.queries import holds_on
from chungsuc.recognition.facts import MergerRules, base_level
from chungsuc.recognition.models import Recognition

from .communes import Comparison, Held, compare, held_by, last_year, register_of

ATTRIBUTE_LABELS = {
    "region": "Vùng",
    "special_difficulty": "Xã đặc biệt khó khăn",
    "border": "Xã biên giới",
    "in_ntm_scope": "Thuộc diện xây dựng nông thôn mới",
    "commune_group": "Nhóm xã",
    "role": "Nhiệm vụ",
}
YES_NO = {"yes": "có", "no": "không"}


@dataclass(frozen=True)
class Step:
    """A unit above, for the breadcrumb."""

    id: int
    code: str
    name: str


@dataclass(frozen=True)
class UnitHead:
    """A unit as it stood on `day`, or on its own first or last day when it did not exist then."""

    id: int
    code: str
    kind: str
    kind_label: str
    name: str
    since: date
    until: date | None
    day: date
    above: tuple[Step, ...]

    @property
    def closed(self) -> bool:
        """Whether it no longer existed on the day."""
        return self.until is not None and self.until < self.day

    @property
    def not_yet(self) -> bool:
        return self.day < self.since

    @property
    def at(self) -> date:
        """The day its facts are taken from: the page's, brought within its own life."""
        return min(max(self.day, self.since), self.until or date.max)

    @property
    def district(self) -> Step | None:
        """The unit right above, when there are two."""
        return self.above[-1] if len(self.above) > 1 else None


def _then(model: Any, ref: str, day: date, name: str, **where: Any) -> Coalesce:
    """A dated row's field on `day`: of the last row that had begun, else of the first there ever was."""
    rows = model.objects.filter(unit_id=OuterRef(ref))
    return Coalesce(
        Subquery(rows.filter(since__lte=day).order_by("-since").values(name)[:1]),
        Subquery(rows.order_by("since").values(name)[:1]),
    )


def unit_head(code: str, day: date) -> UnitHead | None:
    """The unit with this code, existing or not on `day`; None when there never was one. One query."""
    row = (
        Unit.objects.filter(code=code)
        .annotate(
            shown_name=_then(Identity, "pk", day, "name"),
            upper_id=_then(Placement, "pk", day, "parent_id"),
        )
        .annotate(
            upper_code=Subquery(Unit.objects.filter(pk=OuterRef("upper_id")).values("code")[:1]),
            upper_name=_then(Identity, "upper_id", day, "name"),
            top_id=_then(Placement, "upper_id", day, "parent_id"),
        )
        .annotate(
            top_code=Subquery(Unit.objects.filter(pk=OuterRef("top_id")).values("code")[:1]),
            top_name=_then(Identity, "top_id", day, "name"),
        )
        .first()
    )
    if row is None:
        return None
    rows = ((row.top_id, row.top_code, row.top_name), (row.upper_id, row.upper_code, row.upper_name))
    above = tuple(Step(step, code, name or code) for step, code, name in rows if step)
    return UnitHead(
        row.pk, row.code, row.kind, row.get_kind_display(), row.shown_name or row.code, row.since, row.until, day, above
    )


# --- what became of a unit, and what it was made of ---------------------------------------------------------------


@dataclass(frozen=True)
class Kin:
    """A unit that flowed into this one (`before`), or into which this one flowed."""

    id: int
    code: str
    name: str
    before: bool
    event: str
    on: date
    row: Any = None  # the lineage row itself


def kin_of(unit_id: int) -> tuple[Kin, ...]:
    """The units right before and right after in the lineage, with the event that joined them. One query."""
    rows = (
        with_formers(Lineage.objects.filter(Q(predecessor_id=unit_id) | Q(successor_id=unit_id)))
        .select_related("event", "predecessor", "successor")
        .annotate(later_name=_of_unit("successor_id", "since"))
        .order_by("event__effective_on", "id")
    )
    return tuple(_kin(row, unit_id) for row in rows)


def _of_unit(ref: str, order: str) -> Subquery:
    return Subquery(Identity.objects.filter(unit_id=OuterRef(ref)).order_by(order).values("name")[:1])


def _kin(row: Any, unit_id: int) -> Kin:
    before = row.successor_id == unit_id
    unit = row.predecessor if before else row.successor
    name = row.former_name if before else row.later_name
    return Kin(unit.pk, unit.code, name or unit.code, before, row.event.title, row.event.effective_on, row)


# --- a commune ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CriterionState:
    """One criterion of a year: its number, name, group and outcome."""

    no: int
    name: str
    group: str
    outcome: str


@dataclass(frozen=True)
class YearResult:
    """A unit's result in a year by one set, criterion by criterion."""

    unit_id: int
    year: int
    set_code: str
    set_name: str
    set_since: date
    level: str
    criteria: list[CriterionState]

    def count(self, outcome: str) -> int:
        return sum(criterion.outcome == outcome for criterion in self.criteria)

    @property
    def met(self) -> int:
        return self.count("met")

    @property
    def not_met(self) -> int:
        return self.count("not_met")

    @property
    def undetermined(self) -> int:
        return self.count("undetermined")

    @property
    def failed(self) -> list[int]:
        return [criterion.no for criterion in self.criteria if criterion.outcome == "not_met"]


def year_results(unit_ids: Iterable[int], until_year: int) -> list[YearResult]:
    """Every stored result of some units up to a year, oldest first. One query."""
    named = Criterion.objects.filter(set_id=OuterRef("assessment__set_id"), no=OuterRef("no"))
    rows = (
        Verdict.objects.filter(assessment__unit_id__in=list(unit_ids), assessment__year__lte=until_year)
        .annotate(name=Subquery(named.values("name")[:1]), group=Subquery(named.values("group")[:1]))
        .order_by("assessment__year", "assessment__set__since", "assessment_id", "no")
        .values_list(
            "assessment_id",
            "assessment__unit_id",
            "assessment__year",
            "assessment__set__code",
            "assessment__set__name",
            "assessment__set__since",
            "assessment__set__level",
            "no",
            "name",
            "group",
            "outcome",
        )
    )
    found: dict[int, YearResult] = {}
    for assessment, unit_id, year, code, set_name, since, level, no, name, group, outcome in rows:
        if assessment not in found:
            found[assessment] = YearResult(unit_id, year, code, set_name, since, level, [])
        found[assessment].criteria.append(CriterionState(no, name or "", group or "", outcome))
    return list(found.values())


@dataclass(frozen=True)
class Property:
    """A dated property in words, with its period and how far it may be trusted."""

    label: str
    value: str
    since: date
    until: date | None
    source: str
    status: str


def properties(unit_id: int, day: date) -> tuple[Property, ...]:
    """What chooses the thresholds of a unit on a day. One query."""
    naming = CriteriaSet.objects.annotate(text=Cast("region_names", TextField())).filter(
        text__contains=OuterRef("value")
    )
    rows = Attribute.objects.filter(holds_on(day), unit_id=unit_id, key__in=ATTRIBUTE_LABELS).annotate(
        region_names=Subquery(naming.order_by("-since").values("region_names")[:1])
    )
    order = list(ATTRIBUTE_LABELS)
    return tuple(
        Property(
            ATTRIBUTE_LABELS[row.key],
            YES_NO.get(row.value, _region(row)),
            row.since,
            row.until,
            row.source,
            row.status,
        )
        for row in sorted(rows, key=lambda row: order.index(row.key))
    )


def _region(row: Any) -> str:
    """A region by its name, as a set that names it does; any other value as it is."""
    return (row.region_names or {}).get(row.value, row.value) if row.key == "region" else row.value


@dataclass(frozen=True)
class Part:
    """A unit that was merged into this one, with its own last result and its own recognitions; they stay with it."""

    kin: Kin
    newest: YearResult | None
    entries: tuple[Recognition, ...]


@dataclass(frozen=True)
class CommunePage:
    """All that a commune's page shows."""

    head: UnitHead
    results: tuple[YearResult, ...]
    held: Held
    entries: tuple[Recognition, ...]
    properties: tuple[Property, ...]
    parts: tuple[Part, ...]
    successors: tuple[Kin, ...]

    @property
    def outside(self) -> bool:
        """Whether the unit holds no level and is none of those that are considered on the day: a ward, a town."""
        scope = ATTRIBUTE_LABELS["in_ntm_scope"], YES_NO["no"]
        return self.held.level is None and any((one.label, one.value) == scope for one in self.properties)

    @property
    def newest(self) -> YearResult | None:
        """The newest year by the set that recognition of the first level rests on."""
        own = [result for result in self.results if result.level == base_level()]
        return own[-1] if own else None


def commune_page(head: UnitHead, covers: Any, rules: MergerRules | None = None) -> CommunePage:
    """A commune's facts; what `covers` leaves out of its past is absent. Four queries, five when it was merged."""
    kin = kin_of(head.id)
    former = [other for other in kin if other.before and other.on <= head.at and covers(other.id)]
    results = year_results([head.id, *(other.id for other in former)], last_year(head.day))
    first = [other.row for other in kin if other.before]
    merged = any(row.event.effective_on <= head.at for row in first)
    register = register_of(head.at, [head.id], merged=merged, first=first, rules=rules)
    entries = dict(register.entries)
    parts = [
        Part(
            other,
            next((r for r in reversed(results) if r.unit_id == other.id and r.level == base_level()), None),
            tuple(entries.get(other.id, ())),
        )
        for other in former
    ]
    return CommunePage(
        head,
        tuple(result for result in results if result.unit_id == head.id),
        held_by(register, head.id),
        tuple(entries.get(head.id, ())),
        properties(head.id, head.at),
        tuple(parts),
        tuple(other for other in kin if not other.before),
    )


# --- a district, a province ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AreaPage:
    """A district with its communes, or a province with its districts (or its communes where there is no district)."""

    head: UnitHead
    communes: Comparison
    held: Held | None
    entries: tuple[Recognition, ...]
    kin: tuple[Kin, ...]
    others: tuple[UnitFact, ...]

    @property
    def by_district(self) -> list[tuple[UnitFact, Comparison]]:
        return [(district, self.communes.within(district.id)) for district in self.communes.districts]


def area_page(head: UnitHead, covers: Any, *, merged: bool) -> AreaPage:
    """The programme's communes below a district or province, the area's own recognition, and its lineage.

    `merged` says whether communes had merged by the day of the page. Seven queries before that.
    """
    tree = tree_on(head.at)
    below = [unit for unit in tree.under(head.id) if unit.kind == "commune" and covers(unit.id)]
    order = {unit.id: place for place, unit in enumerate(tree.communes)}
    listed = sorted((unit for unit in below if unit.in_ntm_scope), key=lambda unit: order[unit.id])
    ids = [unit.id for unit in listed]
    register = register_of(head.at, [head.id, *ids], merged=merged)
    alone = head.kind == "district" and merged  # what a district holds is its own, not inherited
    own = register_of(head.at, [head.id], merged=False) if alone else register
    return AreaPage(
        head,
        compare(tree, listed, register),
        held_by(own, head.id, "district", "huyen_ntm") if head.kind == "district" else None,
        tuple(own.entries.get(head.id, ())),
        kin_of(head.id),
        tuple(sorted((unit for unit in below if not unit.in_ntm_scope), key=lambda unit: order[unit.id])),
    )

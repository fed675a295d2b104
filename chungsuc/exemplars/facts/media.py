"""What outlets told, counted by quarter, and the body that answers for it on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.organisations.models import Identity
from chungsuc.organisations.queries import holds_on
from chungsuc.recognition.access import bodies_on
from chungsuc.rulebook.rule_facts import RuleFact, rule_on

from ..models import Coverage, Outlet
from ..rules.counting import Quarter, Told, quarter_of, quarters, total

BODY_RULE = "rule:media_body"


@dataclass(frozen=True)
class MediaBody:
    """Who answers for media on a day: the plan's body, or what it was merged into by then; `former` is its old name."""

    rule: RuleFact
    unit_id: int | None = None
    code: str = ""
    name: str = ""
    former: str = ""

    @property
    def said(self) -> str:
        """The body in a sentence, or what is missing."""
        if self.unit_id is None:
            return "Chưa có quy định cơ quan nào tổng hợp thông tin, truyền thông vào ngày này."
        took_over = f" (tiếp nhận nhiệm vụ của {self.former})" if self.former else ""
        return f"Cơ quan tổng hợp: {self.name}{took_over}."


def media_body(day: date) -> MediaBody:
    """The body that answers for media on `day`, by the plan and the lineage of bodies. Four queries at most."""
    rule = rule_on(BODY_RULE, day)
    if rule.missing:
        return MediaBody(rule)
    code = str(rule.value)
    unit = bodies_on([code], day).get(code)
    if unit is None or (unit.until is not None and unit.until < day):
        return MediaBody(rule)
    rows = Identity.objects.filter(unit__code__in={code, unit.code}, since__lte=day).order_by("since")
    names = dict(rows.values_list("unit__code", "name"))
    former = names.get(code, "") if unit.code != code else ""
    return MediaBody(rule, unit.pk, unit.code, names.get(unit.code, unit.code), former)


@dataclass(frozen=True)
class OutletLine:
    """What one outlet told in each quarter of a year, and altogether."""

    outlet_id: int
    name: str
    kind: str
    by_quarter: Mapping[int, Told]

    @property
    def year(self) -> Told:
        return total(self.by_quarter.values())


@dataclass(frozen=True)
class QuarterTable:
    """A year's coverage by outlet and quarter, with the totals; outlets that told nothing have a line of zeros."""

    year: int
    quarters: tuple[Quarter, ...]
    lines: tuple[OutletLine, ...]

    def of(self, number: int) -> Told:
        """What all outlets told in a quarter."""
        return total(line.by_quarter.get(number, Told()) for line in self.lines)

    @property
    def whole(self) -> Told:
        return total(line.year for line in self.lines)


def coverage_by_quarter(year: int, unit_ids: Iterable[int] | None = None, until: date | None = None) -> QuarterTable:
    """The coverage of a year by outlet and quarter: of outlets of some units (None: all), told by `until`.

    Two queries. Withdrawn pieces do not count.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    end = min(last, until) if until else last
    outlets = Outlet.objects.filter(holds_on(first) | _begun(first, last))
    if unit_ids is not None:
        outlets = outlets.filter(unit_id__in=list(unit_ids))
    shown = list(outlets.order_by("kind", "name_key"))
    rows = Coverage.objects.standing().between(first, end).filter(outlet_id__in=[outlet.pk for outlet in shown]).sums()
    found: dict[int, dict[int, Told]] = {}
    for row in rows:
        number = quarter_of(date(year, row["month"], 1)).number
        told = Told(row["told"], row["seconds_told"], row["words_told"], row["about"])
        of = found.setdefault(row["outlet_id"], {})
        of[number] = of.get(number, Told()) + told
    lines = tuple(
        OutletLine(outlet.pk, outlet.name, outlet.get_kind_display(), found.get(outlet.pk, {})) for outlet in shown
    )
    return QuarterTable(year, quarters(year), lines)


def _begun(first: date, last: date) -> Any:
    from django.db.models import Q

    return Q(since__gte=first, since__lte=last)


def outlet_choices(day: date, unit_ids: Iterable[int] | None = None) -> list[tuple[str, str]]:
    """(id, name) of the outlets of a day, of some units (None: all). One query."""
    rows = Outlet.objects.filter(holds_on(day))
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=list(unit_ids))
    return [(str(pk), name) for pk, name in rows.order_by("name_key").values_list("pk", "name")]

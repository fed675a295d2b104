"""Where there is something to declare or to verify: lists of reports with their state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Unit

from .. import workflow
from ..models import CriteriaSet, Report


@dataclass(frozen=True)
class EntryOffer:
    """One set and year that a commune may declare, with its report when it was begun."""

    unit_code: str
    unit_name: str
    set_code: str
    set_name: str
    year: int
    report: Report | None
    closed: bool

    @property
    def state(self) -> workflow.State:
        return workflow.STATES[self.report.state if self.report else workflow.DRAFT]

    @property
    def begun(self) -> bool:
        return self.report is not None


def entries_of(unit_ids: Iterable[int] | None, day: date) -> list[EntryOffer]:
    """Every set and year that these communes could declare by `day`, the newest year first. Three queries."""
    if unit_ids is None:
        return []
    named = Unit.objects.annotate(own_name=last_name_of("pk"))
    units: list[Any] = list(named.filter(pk__in=list(unit_ids), kind="commune"))
    sets = list(CriteriaSet.objects.filter(detail="indicator"))
    reports = {(r.unit_id, r.set_id, r.year): r for r in Report.objects.filter(unit__in=units)}
    found = []
    for unit in units:
        for one in sets:
            for year in one.years:
                lived = unit.since.year <= year and (unit.until is None or unit.until.year >= year)
                if lived and year <= day.year:
                    report = reports.get((unit.pk, one.pk, year))
                    closed = unit.until is not None and unit.until < day
                    offer = EntryOffer(unit.code, unit.own_name, one.code, one.name, year, report, closed)
                    found.append(offer)
    return sorted(found, key=lambda offer: (-offer.year, offer.closed, offer.unit_name, offer.set_code))

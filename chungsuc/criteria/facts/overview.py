"""Where there is something to declare or to verify: lists of reports with their state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.law.procedures import State
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Unit
from chungsuc.questions.asking import Asking, answer

from .. import workflow
from ..models import CriteriaSet, Report


@dataclass(frozen=True)
class EntryOffer:
    """One set and year that a unit's figures may be declared by, with its report when it was begun."""

    unit_code: str
    unit_name: str
    set_code: str
    set_name: str
    year: int
    report: Report | None
    last_day: date | None  # of a unit that is no more

    @property
    def closed(self) -> bool:
        return self.last_day is not None

    @property
    def state(self) -> State:
        return workflow.STATES[self.report.state if self.report else workflow.DRAFT]

    @property
    def begun(self) -> bool:
        return self.report is not None


def entries_of(unit_ids: Iterable[int] | None, day: date) -> list[EntryOffer]:
    """Every set and year that these units could declare by `day`: those that stand first, then the newest year.

    A set is offered to the kind of unit that it judges: communes, or villages where a province has criteria for them.
    One query.
    """
    return answer(entries_asked(unit_ids, day))


def entries_asked(unit_ids: Iterable[int] | None, day: date) -> Asking[list[EntryOffer]]:
    """As `entries_of`, for who asks more in the same query. One round."""
    if unit_ids is None:
        return []
    ids, of_indicators = list(unit_ids), CriteriaSet.objects.filter(detail="indicator")
    judged = Unit.objects.filter(pk__in=ids, kind__in=of_indicators.order_by().values("unit_kind"))
    known = yield {
        "sets": of_indicators,
        "units": judged.annotate(own_name=last_name_of("pk")),
        "reports": Report.objects.filter(unit__in=ids),
    }
    sets: list[CriteriaSet] = known["sets"]
    units: list[Any] = known["units"]
    reports = {(r.unit_id, r.set_id, r.year): r for r in known["reports"]}
    found = []
    for unit in units:
        for one in (each for each in sets if each.unit_kind == unit.kind):
            for year in one.years:
                lived = unit.since.year <= year and (unit.until is None or unit.until.year >= year)
                if lived and year <= day.year:
                    report = reports.get((unit.pk, one.pk, year))
                    last_day = unit.until if unit.until is not None and unit.until < day else None
                    offer = EntryOffer(unit.code, unit.own_name, one.code, one.name, year, report, last_day)
                    found.append(offer)
    return sorted(found, key=lambda offer: (offer.closed, -offer.year, offer.unit_name, offer.set_code))

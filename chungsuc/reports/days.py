"""The day that pages speak of when the address does not say: the last day to which figures reach."""

from datetime import date, timedelta

from django.db.models import Max
from django.http import HttpRequest

from chungsuc.criteria.facts import assessment_day
from chungsuc.criteria.models import Assessment
from chungsuc.organisations.models import LegalEvent
from chungsuc.web.day import page_day, today


def newest_day() -> date:
    """The end of the newest assessed year, or the present day when that year is not over or there is none."""
    newest = Assessment.objects.of_communes().aggregate(newest=Max("year"))["newest"]
    return min(assessment_day(newest), today()) if newest else today()


def asked_day(request: HttpRequest) -> date:
    """The day in the address, else the newest day with figures."""
    return page_day(request, newest_day())


def turning_days() -> list[date]:
    """Days worth one tap: the newest with figures, the eve and the day of the reorganisation of districts, today."""
    turns = LegalEvent.objects.filter(lineage__predecessor__kind="district").values_list("effective_on", flat=True)
    days = {newest_day(), today()}
    for turn in set(turns):
        days |= {turn - timedelta(days=1), turn}
    return sorted(days)

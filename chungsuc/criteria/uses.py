"""What documents that are attached to values are used for, in words and with their address."""

from collections.abc import Iterable

from django.urls import reverse

from chungsuc.evidence.registry import Use
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Unit

from .facts.entry import SUBJECT
from .models import Indicator

LABEL = "số liệu tiêu chí"


def named(keys: Iterable[str]) -> dict[str, Use]:
    """The uses of keys "unit/measure/year". Few queries for many."""
    split = {key: key.split("/") for key in keys}
    parts = {key: each for key, each in split.items() if len(each) == 3 and each[2].isdigit()}
    units = {unit.code: unit.pk for unit in Unit.objects.filter(code__in={each[0] for each in parts.values()})}
    names = known_as(units.values())
    rows = Indicator.objects.filter(measure__code__in={each[1] for each in parts.values()})
    indicators: dict[str, list[Indicator]] = {}
    for row in rows.select_related("criterion__set", "measure"):
        indicators.setdefault(row.measure.code, []).append(row)
    found = {}
    for key, (unit, measure, year) in parts.items():
        asking = [row for row in indicators.get(measure, ()) if int(year) in row.criterion.set.years]
        if unit not in units or not asking:
            continue
        at = asking[0]
        words = f"chỉ tiêu {at.code} {at.name}, năm {year}, {names[units[unit]].name}"
        address = reverse("entry_criterion", args=[unit, at.criterion.set.code, int(year), at.criterion.no])
        found[key] = Use(words, address)
    return found


__all__ = ["LABEL", "SUBJECT", "named"]

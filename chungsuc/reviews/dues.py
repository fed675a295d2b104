"""What reports make due: each unit's report of an opened round, by its last day for sending."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from chungsuc.deadlines.registry import Due
from chungsuc.organisations.models import Unit
from chungsuc.questions.asking import Asking, rows_of

from .facts.reports import sent_on
from .lateness import key_of
from .models import ReportRound, UnitReport
from .outline import kind_figures, kinds_of
from .rules import Kind


def reports_due(day: date, units: frozenset[int] | None) -> Asking[list[Due]]:
    """Every report that was asked for by `day`. Two rounds, whatever the number of units and of rounds of reports."""
    opened = ReportRound.objects.open_on(day)
    sent = UnitReport.objects.filter(round__in=opened)
    known = yield {
        "rounds": opened.order_by("due", "code"),
        "kinds": kind_figures(),
        "reports": sent if units is None else sent.filter(unit__in=units),
    }
    rounds, kinds = known["rounds"], kinds_of(known["kinds"])
    wanted = {kind for one in rounds if one.kind in kinds for kind in kinds[one.kind].kinds_due(one.due)}
    rows = Unit.objects.filter(kind__in=wanted) if units is None else Unit.objects.filter(pk__in=units, kind__in=wanted)
    found = yield from rows_of(rows.values_list("pk", "code", "kind", "since", "until"))
    return list(_dues(rounds, kinds, found, {(row.round_id, row.unit_id): row for row in known["reports"]}))


def _dues(
    rounds: Iterable[ReportRound], kinds: Mapping[str, Kind], found: Sequence[Any], reports: Mapping[Any, UnitReport]
) -> Iterator[Due]:
    for round in rounds:
        if round.kind not in kinds:
            continue
        kind = kinds[round.kind]
        bound = kind.kinds_due(round.due)
        for pk, code, unit_kind, since, until in found:
            if (
                unit_kind in bound
                and code != kind.receiver
                and since <= round.due
                and (until is None or until >= round.due)
            ):
                yield Due(
                    key=key_of(round.code, pk),
                    unit_id=pk,
                    what=f"Gửi báo cáo: {round.name}",
                    due=round.due,
                    done_on=sent_on(reports.get((round.pk, pk))),
                    href=reverse("unit_report", args=[round.code, code]),
                    source=round.paper or "Kế hoạch, mục VI.2, VII.4",
                )

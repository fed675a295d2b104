"""What the movement learns of reports: which of its milestones a unit has fulfilled, and when."""

from datetime import date

from chungsuc.movement.registry import Asked, Known
from chungsuc.organisations.models import Unit
from chungsuc.questions.asking import Asking, rows_of

from .models import ReportRound, RoundEvent, UnitReport
from .outline import kind_figures, kinds_of

MILESTONES = ("bao-cao-hang-nam", "so-ket-2023", "tong-ket-2025", "bao-cao-trung-uong")


def reported(units: frozenset[int] | None, years: frozenset[int]) -> Asking[Known]:
    """Every report that counts and the province's that were sent; what opened rounds ask of units themselves.

    One round, two once a round of reports is open.

    A report that was returned counts no more until it is sent again. The office that receives the reports owes none
    in a round; its own duty stays the plan's.
    """
    rows = UnitReport.objects.counted().filter(round__year__in=years)
    rows = rows if units is None else rows.filter(unit__in=units)
    sent = RoundEvent.objects.filter(act="send", round__state="sent", round__year__in=years).order_by("on", "pk")
    found = yield {
        "rounds": ReportRound.objects.filter(year__in=years).values_list("kind", "year", "opened_on"),
        "reports": rows.values_list("round__kind", "round__year", "unit_id", "first_sent_on"),
        "sent": sent.values_list("round__kind", "round__year", "on"),
        "kinds": kind_figures(),
    }
    if not found["rounds"]:
        return Known({})
    kinds = kinds_of(found["kinds"])
    done: dict[tuple[str, int, int], date] = {
        (kinds[kind].milestone, year, unit): on for kind, year, unit, on in found["reports"] if kind in kinds and on
    }
    receiving = Unit.objects.filter(code__in={one.receiver for one in kinds.values()})
    offices = dict((yield from rows_of(receiving.values_list("code", "pk"))))
    for kind, year, on in found["sent"]:
        office = offices.get(kinds[kind].receiver) if kind in kinds else None
        if office and (units is None or office in units):
            for milestone in filter(None, (kinds[kind].upward, kinds[kind].milestone)):
                done[milestone, year, office] = on
    asked = {
        (kinds[kind].milestone, year): Asked(opened, frozenset({offices.get(kinds[kind].receiver, 0)}))
        for kind, year, opened in found["rounds"]
        if kind in kinds
    }
    return Known(done, asked)

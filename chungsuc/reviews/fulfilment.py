"""What the movement learns of reports: which of its milestones a unit has fulfilled, and when."""

from datetime import date

from chungsuc.movement.registry import Asked, Known
from chungsuc.organisations.models import Unit

from .models import ReportRound, RoundEvent, UnitReport
from .outline import all_kinds

MILESTONES = ("bao-cao-hang-nam", "so-ket-2023", "tong-ket-2025", "bao-cao-trung-uong")


def reported(units: frozenset[int] | None, years: frozenset[int]) -> Known:
    """Every report that counts and the province's that were sent; what opened rounds ask of units themselves.

    Five queries, one while no round is open.

    A report that was returned counts no more until it is sent again. The office that receives the reports owes none
    in a round; its own duty stays the plan's.
    """
    rounds = list(ReportRound.objects.filter(year__in=years).values_list("kind", "year", "opened_on"))
    if not rounds:
        return Known({})
    kinds = all_kinds()
    rows = UnitReport.objects.counted().filter(round__year__in=years)
    rows = rows if units is None else rows.filter(unit__in=units)
    done: dict[tuple[str, int, int], date] = {}
    for kind, year, unit, on in rows.values_list("round__kind", "round__year", "unit_id", "first_sent_on"):
        if kind in kinds and on:
            done[kinds[kind].milestone, year, unit] = on
    offices = dict(Unit.objects.filter(code__in={one.receiver for one in kinds.values()}).values_list("code", "pk"))
    sent = RoundEvent.objects.filter(act="send", round__state="sent", round__year__in=years).order_by("on")
    for kind, year, on in sent.values_list("round__kind", "round__year", "on"):
        office = offices.get(kinds[kind].receiver) if kind in kinds else None
        if office and (units is None or office in units):
            for milestone in filter(None, (kinds[kind].upward, kinds[kind].milestone)):
                done[milestone, year, office] = on
    asked = {
        (kinds[kind].milestone, year): Asked(opened, frozenset({offices.get(kinds[kind].receiver, 0)}))
        for kind, year, opened in rounds
        if kind in kinds
    }
    return Known(done, asked)

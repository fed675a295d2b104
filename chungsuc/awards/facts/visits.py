"""Where a visit is countersigned, what may be drawn for one, and whether a drawn dossier was visited."""

from datetime import date

from chungsuc.organisations.models import Placement

from ..models import AwardSubject, Dossier, Round, Sample
from ..workflow.dossiers import APPRAISED, CONTENT, CONTENT_STOPPED

VILLAGE = "village"
POOLED = (CONTENT, CONTENT_STOPPED, APPRAISED)


def signing_unit(subject: AwardSubject, day: date) -> int:
    """The id of the unit that countersigns a visit to a subject: its commune; the unit itself where it lies in none.

    One query for a village, none else.
    """
    if subject.unit.kind != VILLAGE:
        return subject.unit_id
    above = Placement.objects.on(day).filter(unit_id=subject.unit_id, parent__kind="commune")
    return above.values_list("parent_id", flat=True).first() or subject.unit_id


def pool_of(round: Round) -> list[int]:
    """The dossiers of a round from which a sample is drawn now, by number: in appraisal or appraised, in no pool yet.

    Two queries.
    """
    before = {int(pk) for pool in Sample.objects.filter(round=round).values_list("pool", flat=True) for pk in pool}
    rows = Dossier.objects.filter(round=round, state__in=POOLED).order_by("pk").values_list("pk", flat=True)
    return [pk for pk in rows if pk not in before]


def samples_of(dossier: Dossier) -> list[Sample]:
    """The samples that drew a dossier. One query."""
    if dossier.round_id is None:
        return []
    return [one for one in Sample.objects.filter(round_id=dossier.round_id) if dossier.pk in one.drawn]

"""Who may see, record and confirm what, on a day. What is out of reach does not exist."""

from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.http import Http404

from chungsuc.councils.access import sessions_seen
from chungsuc.councils.models import Item
from chungsuc.organisations.access import Person, Scope
from chungsuc.organisations.lineage import future_of, last_name_of, past_of
from chungsuc.organisations.models import Placement, Unit

from .models import Achievement, AwardSubject, Consultation, Dossier, Listing, Round
from .models.dossiers import SUBJECT
from .rules.naming import PROVINCE as PROVINCE
from .workflow import CONFIRMS, KEEP
from .workflow.dossiers import DECIDES, DRAFT, PROPOSES, RECEIVES, WITHDRAWN

READ, MANAGE = "award.read", "award.manage"
PRAISES, NTM, OVERSEES, SITS = "award.giay_khen", "award.ntm", "award.oversee", "award.council"
CONSULTED, BARS = "award.consulted", "award.bar"


def keeps(person: Person, unit_id: int) -> bool:
    """Whether the person keeps the files of subjects of a unit: whoever acts for it or above it, or keeps all."""
    return person.may(MANAGE) or person.own_scope(KEEP).covers(unit_id)


def kept(person: Person) -> Scope:
    """The units of whose subjects the person keeps files."""
    return person.scope(MANAGE) if person.may(MANAGE) else person.own_scope(KEEP)


def confirms(person: Person, achievement: Achievement) -> str:
    """Why the person may not judge an achievement, in words; "" when it may. It has to act for the named office."""
    if achievement.recorded_by == person.username:
        return "Người ghi không tự xác nhận; người khác của cơ quan xác nhận làm việc này."
    subject = achievement.subject
    if subject.itself and subject.unit_id == achievement.office_id:
        return "Đơn vị không tự xác nhận thành tích của mình; hãy ghi lại với cơ quan xác nhận khác."
    return "" if judges(person, achievement.office_id) else "Chỉ cơ quan xác nhận đã ghi mới làm được việc này."


def judges(person: Person, office_id: int) -> bool:
    """Whether the person may judge for an office: acts for it or above it, or keeps all files."""
    return person.may(CONFIRMS) and (person.may(MANAGE) or person.own_scope(CONFIRMS).covers(office_id))


def subjects_of(person: Person) -> Any:
    """The subjects that the person may see: units, enterprises and organisations where it reads files; persons and
    families only where it keeps their file, where its office is named to confirm something, or as an examiner.
    """
    open_ones = Q(private=False) & _in(person.scope(READ))
    if person.may(MANAGE) or examines(person):
        return AwardSubject.objects.filter(open_ones | Q(private=True))
    asked = Achievement.objects.filter(subject=OuterRef("pk"), office_id__in=person.acts_for(CONFIRMS))
    mine = _in(person.own_scope(KEEP)) | Q(Exists(asked))
    return AwardSubject.objects.filter(open_ones | Q(private=True) & mine)


def _in(scope: Scope) -> Q:
    return Q() if scope.unit_ids is None else Q(unit_id__in=scope.unit_ids)


def subject_for(person: Person, pk: int) -> Any:
    """The subject with its unit's name, or Http404 when the person may not see it."""
    seen = subjects_of(person).filter(pk=pk).values("pk")
    found = AwardSubject.objects.filter(pk__in=seen).told().prefetch_related("variants").first()
    if found is None:
        raise Http404("subject")
    return found


def achievement_for(person: Person, pk: int) -> Any:
    """The achievement with its subject, or Http404 when the person may not see the subject."""
    seen = subjects_of(person).values("pk")
    found = Achievement.objects.told().filter(pk=pk, subject_id__in=seen).first()
    if found is None:
        raise Http404("achievement")
    return found


def bars_seen(person: Person) -> bool:
    """Whether the person reads what open cases are about: who records or oversees them. Who keeps the file sees only
    that there is one, since when and from which source.
    """
    return person.may(BARS) or person.may(MANAGE) or person.may(OVERSEES)


def told_of_cases(person: Person, unit_id: int) -> bool:
    """Whether the person reads that there is an open case: who keeps the file, records, oversees or appraises."""
    return bars_seen(person) or examines(person) or keeps(person, unit_id)


def dismisses(person: Person) -> bool:
    """Whether the person may say that a former award does not count: who appraises for the province or keeps all."""
    return person.may(RECEIVES) or person.may(MANAGE)


def proposes(person: Person, unit_id: int) -> bool:
    """Whether the person proposes for a unit: acts for it or above it."""
    return person.own_scope(PROPOSES).covers(unit_id)


def receives(person: Person, body: Unit) -> bool:
    """Whether the person receives and appraises what a body decides: the emulation office for the province, else the
    body itself."""
    return person.may(RECEIVES) if body.kind == PROVINCE else body.pk in person.acts_for(PRAISES)


def speaks_for(person: Person, unit_id: int, right: str) -> bool:
    """Whether the person acts for exactly this unit, or for what it had gone into by today. At most one query."""
    units = person.acts_for(right)
    if not units or unit_id in units:
        return bool(units)
    return Unit.objects.filter(pk__in=future_of(unit_id, person.day)).filter(pk__in=units).exists()


def decides(person: Person, body: Unit) -> bool:
    """Whether the person records a body's decision: a leader of the province, else the body itself."""
    return person.may(DECIDES) if body.kind == PROVINCE else body.pk in person.acts_for(PRAISES)


def examines(person: Person) -> bool:
    """Whether the person sees every dossier that was handed in to the province."""
    return person.may(RECEIVES) or person.may(NTM) or person.may(OVERSEES)


def examined_by(person: Person) -> Q | None:
    """Which dossiers the person examines, receives or oversees, as a condition; None for who does nothing of it.

    What the own body receives; what was handed in to the province for who examines; everything for who oversees.
    """
    if person.may(OVERSEES):
        seen = Q(pk__gt=0)
    else:
        bodies = person.acts_for(PRAISES)
        if not bodies and not examines(person):
            return None
        seen = Q(body_id__in=bodies)
        if examines(person):
            seen |= Q(body__kind=PROVINCE)
    return seen & ~(Q(state=DRAFT) | Q(state=WITHDRAWN, received_on=None))


def dossiers_of(person: Person) -> Any:
    """The dossiers that the person may see; nobody sees what another unit is still writing.

    Own ones; what the own body receives; for who examines, what was handed in to the province (for who oversees, to
    anybody); for who sits on a council, what its sessions are about; for who is asked for an opinion, those.
    """
    seen = Q(body_id__in=person.acts_for(PRAISES))
    if person.may(OVERSEES):
        seen |= Q(pk__gt=0)
    elif examines(person):
        seen |= Q(body__kind=PROVINCE)
    if person.may(SITS):
        asked = Item.objects.filter(subject=SUBJECT, key=Cast(OuterRef("pk"), CharField()))
        seen |= Q(Exists(asked.filter(session__in=sessions_seen(person))))
    unseen = Q(state=DRAFT) | Q(state=WITHDRAWN, received_on=None)
    own = person.own_scope(PROPOSES)
    mine = Q(proposer_id__in=own.unit_ids) if own.unit_ids is not None else Q(pk__gt=0)
    return Dossier.objects.filter(mine | ~unseen & seen)


def dossier_for(person: Person, pk: int, scope: Q | None = None) -> Any:
    """The dossier with its names, or Http404 when the person may not see it, or it is not within `scope`. One query."""
    found = dossiers_of(person).told().filter(scope or Q(), pk=pk).first()
    if found is None:
        raise Http404("dossier")
    return found


def runs(person: Person, body: Unit) -> bool:
    """Whether the person opens and leads rounds of a body: the emulation office for the province, else the body."""
    return person.may(MANAGE) or person.may(RECEIVES) if body.kind == PROVINCE else body.pk in person.acts_for(PRAISES)


def round_for(person: Person, pk: int) -> Any:
    """The round with its body, or Http404: rounds of the province are read by who reads files, others by their body
    and whoever proposes to it.
    """
    found = rounds_of(person).filter(pk=pk).first()
    if found is None:
        raise Http404("round")
    return found


def rounds_of(person: Person) -> Any:
    """The rounds that the person may see: the province's, those of the own body and of the bodies below and above."""
    every = Round.objects.select_related("body").annotate(body_name=last_name_of("body_id"))
    if person.may(OVERSEES) or person.may(MANAGE):
        return every
    own = person.own_scope(READ).unit_ids or frozenset()
    above = Placement.objects.on(person.day).filter(unit_id__in=person.acts_for(READ)).values("parent_id")
    return every.filter(Q(body__kind=PROVINCE) | Q(body_id__in=own) | Q(body_id__in=above))


def listings_of(person: Person, round: Round) -> Any:
    """The lines of a round that the person may see: all for who leads it or reads everything, else of own units."""
    rows = Listing.objects.filter(round=round).select_related("subject", "subject__unit")
    if runs(person, round.body) or person.may(OVERSEES):
        return rows
    return person.own_scope(PROPOSES).filter(rows, "subject__unit_id")


def consultations_of(person: Person) -> Any:
    """The questions put to the agencies that the person speaks for, or to what went into them."""
    asked = Q(pk__in=())
    for unit_id in sorted(person.acts_for(CONSULTED)):
        asked |= Q(agency_id__in=past_of(unit_id))
    return Consultation.objects.filter(asked)

"""Who reads the register and who records in it. Names of persons are told to few (docs/decisions/0026)."""

from typing import Any

from django.db.models import Q
from django.http import Http404

from chungsuc.organisations.access import Person

from .access import MANAGE, OVERSEES, PRAISES, PROVINCE, READ
from .models import Award, Decision
from .workflow import KEEP
from .workflow.dossiers import DECIDES, PROPOSES, RECEIVES


def sees_every_name(person: Person) -> bool:
    """Whether the person reads every name of the register: who keeps all files, appraises, decides or oversees."""
    return any(person.may(right) for right in (MANAGE, RECEIVES, DECIDES, OVERSEES))


def named(person: Person) -> Q:
    """The awards whose names the person reads: of units, of persons of own units, dossiers and bodies."""
    if sees_every_name(person):
        return Q(pk__gt=0)
    kept, proposed = person.own_scope(KEEP), person.own_scope(PROPOSES)
    own = Q(subject__private=False) | Q(decision__body_id__in=person.acts_for(PRAISES))
    if kept.unit_ids is not None:
        own |= Q(subject__unit_id__in=kept.unit_ids)
    if proposed.unit_ids is not None:
        own |= Q(dossier__proposer_id__in=proposed.unit_ids)
    return own


def reached(person: Person) -> Q:
    """The awards that the person reads at all: all for who reads the whole province, else of own units and bodies."""
    scope = person.scope(READ)
    if scope.unit_ids is None:
        return Q()
    own = Q(subject__unit_id__in=scope.unit_ids) | Q(dossier__proposer_id__in=scope.unit_ids)
    return own | Q(decision__body_id__in=person.acts_for(PRAISES))


def award_for(person: Person, pk: int) -> Any:
    """The award with its names, or Http404 when it is out of reach or of a person whose name this one does not read."""
    found = Award.objects.known().filter(reached(person)).told().filter(named(person)).filter(pk=pk).first()
    if found is None:
        raise Http404("award")
    return found


def records(person: Person, award: Award) -> bool:
    """Whether the person corrects, revokes and replaces an award: the body's own office or who decides for it.

    An award that came in by file belongs to no body here: the province's emulation office or its leader.
    """
    body = award.decision.body if award.decision is not None else None
    if body is None or body.kind == PROVINCE:
        return person.may(RECEIVES) or person.may(DECIDES)
    return body.pk in person.acts_for(PRAISES)


def bodies_of(person: Person) -> Q | None:
    """The decisions whose body the person receives or decides for, or oversees; None when there is none."""
    if person.may(OVERSEES):
        return Q(pk__gt=0)
    asked = Q(body_id__in=person.acts_for(PRAISES))
    if person.may(RECEIVES) or person.may(DECIDES):
        return asked | Q(body__kind=PROVINCE)
    return asked if person.acts_for(PRAISES) else None


def decision_for(person: Person, pk: int) -> Any:
    """The decision with its body, or Http404 when it is out of the person's reach."""
    asked = bodies_of(person)
    found = None
    if asked is not None:
        found = Decision.objects.filter(asked).filter(pk=pk).select_related("body", "paper__number", "batch").first()
    if found is None:
        raise Http404("decision")
    return found

"""Who may launch, open, read what: a role towards a unit on a day."""

from django.http import Http404, HttpRequest

from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import UnitFact
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Unit

from .concern_facts import concerns_seen
from .launch_facts import launches_seen
from .models import Concern, Guidance, Launch

MANAGE, CASCADE, OPEN = "launch.manage", "launch.cascade", "launch.open"
GUIDE, RAISE, ANSWER, OVERSEE = "guidance.manage", "concern.raise", "concern.answer", "concern.oversee"


def may_launch(by: Person, unit: Unit) -> bool:
    """Whether a person launches for the province (Sở Nội vụ does), or for the district whose post it is."""
    return by.may(MANAGE) if unit.kind == Launch.PROVINCE else unit.pk in by.acts_for(CASCADE)


def launch_for(request: HttpRequest, pk: int) -> Launch:
    """The launch, or Http404 when it did not go to anybody within the reach of whoever asks."""
    rows = launches_seen(request.person).select_related("by", "plan")  # type: ignore[attr-defined]
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("launch")
    return found


def unit_for(request: HttpRequest, code: str) -> UnitFact:
    """The unit by its code under its last name, or Http404 outside of the reach of whoever asks. One query."""
    unit = Unit.objects.filter(code=code).annotate(called=last_name_of("pk")).first()
    if unit is None or not request.scope.covers(unit.pk):  # type: ignore[attr-defined]
        raise Http404("unit")
    return UnitFact(unit.pk, unit.code, unit.kind, "", unit.called or unit.code, "", "", None, unit.since, unit.until)


def guidance_seen(person: Person, found: Guidance, named: set[str]) -> bool:
    """Whether a person may read a guidance document: the whole province's roles, and the audiences it went to."""
    return person.scope("duty.read").unit_ids is None or bool(named & set(found.to))


def concern_for(request: HttpRequest, pk: int) -> Concern:
    """The concern, or Http404 when whoever asks may not read it."""
    rows = concerns_seen(request.person).select_related("unit", "office")  # type: ignore[attr-defined]
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("concern")
    return found

"""Who may read which report, write a unit's own, receive, approve. Denied unless a post says otherwise."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit

from .models import ReportRound
from .outline import kind_on
from .rules import Kind
from .workflow import LEADER, RECEIVER, WRITER

READ, WRITE, RECEIVE, APPROVE = "report.read", "report.write", "report.receive", "report.approve"
_RIGHTS = {RECEIVER: RECEIVE, LEADER: APPROVE}


def writes_for(person: Person, unit_id: int) -> bool:
    """Whether somebody writes this very unit's report: by a post at the unit, not by a reach over it."""
    return unit_id in person.acts_for(WRITE)


def require_writer(person: Person, unit_id: int) -> None:
    """PermissionDenied for who does not write this unit's report."""
    if not writes_for(person, unit_id):
        raise PermissionDenied(WRITE)


def require_right(person: Person, right: str) -> None:
    """PermissionDenied for who does not hold the right anywhere."""
    if not person.may(right):
        raise PermissionDenied(right)


def actors(person: Person, unit_id: int | None = None) -> frozenset[str]:
    """The actors of the tables that a person is towards a unit's report, or towards the province's."""
    held = {actor for actor, right in _RIGHTS.items() if person.may(right)}
    return frozenset(held | ({WRITER} if unit_id is not None and writes_for(person, unit_id) else set()))


def reads_province(person: Person) -> bool:
    """Whether somebody reads the province's report: whoever reads the whole province."""
    return person.scope(READ).unit_ids is None


def round_for(request: HttpRequest, code: str) -> tuple[ReportRound, Kind]:
    """An opened round with its kind, or Http404. Two queries."""
    found = ReportRound.objects.filter(code=code).first()
    kind = kind_on(found.kind, found.due) if found else None
    if found is None or kind is None:
        raise Http404("round")
    return found, kind.kind


def province_round_for(request: HttpRequest, code: str) -> tuple[ReportRound, Kind]:
    """An opened round for who reads the province's report, or Http404."""
    if not reads_province(request.person):  # type: ignore[attr-defined]
        raise Http404("round")
    return round_for(request, code)


def unit_for(request: HttpRequest, code: str) -> Unit:
    """The unit, or Http404 when it lies outside of what one may read. One query."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None or not request.scope.covers(unit.pk):  # type: ignore[attr-defined]
        raise Http404("unit")
    return unit

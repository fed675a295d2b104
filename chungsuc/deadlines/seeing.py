"""One obligation as whoever asks may see it, and what they may do about it."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from chungsuc.organisations.access import Person
from chungsuc.web.day import today

from .access import answers, speaks_for
from .facts import DueFact, Dues, due_named


@dataclass(frozen=True)
class Seen:
    """One obligation that somebody may see, and what they may do about it."""

    fact: DueFact
    dues: Dues
    speaks: bool
    answers: bool


def due_for(request: HttpRequest, key: str) -> Seen:
    """The obligation of a key as it stands today; Http404 when there is none within the reach of whoever asks."""
    found = due_named(key, today())
    if found is None or not request.scope.covers(found[0].unit_id):  # type: ignore[attr-defined]
        raise Http404("due")
    person: Person = request.person  # type: ignore[attr-defined]
    fact, dues = found
    return Seen(fact, dues, speaks_for(person, fact.unit_id), answers(person, fact.unit_id))

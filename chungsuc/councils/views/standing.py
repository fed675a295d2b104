"""In what capacity somebody stands before a session: it says which pages are there and which acts they offer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from chungsuc.organisations.access import Person, needs

from ..access import sessions_seen
from ..facts import MemberFact, SessionRecord, record_of
from ..workflow import ACTS, CHAIR, CLERK, MANAGER, MEMBER, SIGNER, acts_of

PRESIDING = ("chair", "deputy")


@dataclass(frozen=True)
class Standing:
    """In what capacity somebody stands before a session."""

    manager: bool
    seat: MemberFact | None
    clerk: bool

    @property
    def presides(self) -> bool:
        return self.seat is not None and self.seat.role in PRESIDING

    @property
    def actors(self) -> frozenset[str]:
        """The actors of the workflow's table that this person is."""
        held = {MANAGER: self.manager, MEMBER: self.seat is not None, CLERK: self.clerk}
        held |= {CHAIR: self.manager or self.presides, SIGNER: bool(self.capacities)}
        return frozenset(actor for actor, is_so in held.items() if is_so)

    @property
    def capacities(self) -> tuple[str, ...]:
        """In which capacities this person may sign the minutes. The organiser signs as secretary as well."""
        secretary = self.manager or (self.seat is not None and self.seat.role == "secretary")
        return (*(("chair",) if self.presides else ()), *(("secretary",) if secretary else ()))

    @property
    def sees_ballots(self) -> bool:
        """Whether the list of codes is published to this person: the roll, the clerk, the organiser."""
        return self.manager or self.clerk or self.seat is not None

    def may(self, act: str, state: str) -> bool:
        """Whether an act is this person's to do in a state."""
        return act in acts_of(state, self.actors)


def standing_of(person: Person, record: SessionRecord) -> Standing:
    """In what capacity a person stands before a session; a seat counts only with the right to vote."""
    seat = record.seat_of(person.account.pk) if person.may("council.vote") else None
    return Standing(person.may("council.manage"), seat, record.session.clerk_id == person.account.pk)


View = Callable[..., HttpResponse]


def in_session(right: str, act: str = "") -> Callable[[View], View]:
    """Opens a page about one session to who holds `right` and may know of it; else it is not there (404).

    The view gets the record of the session instead of its number and finds `request.standing`. With `act` the page is
    there only for whom the workflow's table gives that act in some state.
    """

    def decorated(view: View) -> View:
        @needs(right)
        @wraps(view)
        def opened(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
            person: Person = request.person  # type: ignore[attr-defined]
            session = sessions_seen(person).filter(pk=pk).first()
            if session is None:
                raise Http404
            record = record_of(session)
            standing = standing_of(person, record)
            if act and not is_for(act, standing):
                raise Http404
            request.standing = standing  # type: ignore[attr-defined]
            return view(request, record, *args, **kwargs)

        return opened

    return decorated


def is_for(act: str, standing: Standing) -> bool:
    """Whether an act is ever this person's, whatever the session's state."""
    return bool(set(ACTS[act].actors) & standing.actors)

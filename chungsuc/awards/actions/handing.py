"""Handing a dossier in, taking it back, withdrawing it, answering what was asked to be supplemented."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where
from chungsuc.organisations.access import Person

from ..conditions import not_yet
from ..facts.dossiers import claimed
from ..models import AchievementUse, ClockStop, Dossier, Listing
from ..models.rounds import TAKEN, WAITING
from ..workflow.dossiers import PROPOSES
from .dossiers import require_own
from .moving import held, move, said_by
from .refusals import AwardRefused

CLOCK_OF = {"answer_formal": "formal", "answer_content": "content"}


@transaction.atomic
def submit(dossier: Dossier, version: int, *, acting: Person) -> Dossier:
    """Hands a dossier in; from now on its achievements are used. Writes the uses, the step, one event.

    PermissionDenied for another unit; AwardRefused with everything that stands in the way (`conditions.not_yet`), or
    when another dossier took an achievement at the same moment; Stale when `version` is no longer the present one.
    """
    fresh = held(dossier, version)
    require_own(fresh, acting)
    if missing := not_yet(fresh, "submit", acting.day):
        raise AwardRefused(" ".join(missing))
    try:
        with transaction.atomic():
            AchievementUse.objects.filter(dossier=fresh).update(live=True)
    except IntegrityError:
        mine = [(use.key, use.level, use.words) for use in fresh.uses.all()]
        raise AwardRefused(" ".join(claimed(fresh, mine))) from None
    return move(fresh, "submit", said_by(acting))


@transaction.atomic
def take_back(dossier: Dossier, version: int, *, acting: Person) -> Dossier:
    """Takes a dossier back before it was received; its achievements are free again. Writes uses, step, one event."""
    fresh = held(dossier, version)
    require_own(fresh, acting)
    if missing := not_yet(fresh, "take_back", acting.day):
        raise AwardRefused(" ".join(missing))
    AchievementUse.objects.filter(dossier=fresh, live=True).update(live=False)
    return move(fresh, "take_back", said_by(acting))


@transaction.atomic
def withdraw(dossier: Dossier, version: int, *, reason: str, acting: Person) -> Dossier:
    """Withdraws a dossier for good; its line of a list waits again. Writes step, clock, listing, one event."""
    fresh = held(dossier, version)
    require_own(fresh, acting)
    if missing := not_yet(fresh, "withdraw", acting.day):
        raise AwardRefused(" ".join(missing))
    _run_on(fresh, acting)
    listing = Listing.objects.filter(pk=fresh.listing_id).first() if fresh.listing_id else None
    moved = move(fresh, "withdraw", said_by(acting, reason), listing=None)
    if listing is not None:
        change_where(listing, {"state": TAKEN}, state=WAITING, version=listing.version + 1)
    return moved


@transaction.atomic
def answer(dossier: Dossier, version: int, act: str, *, said: str, acting: Person) -> Dossier:
    """Hands in what was asked for (`act`: answer_formal or answer_content); the clock runs on. Writes the clock's end,
    the step, one event. PermissionDenied, AwardRefused, Stale as `submit`.
    """
    if act not in CLOCK_OF:
        raise PermissionDenied(PROPOSES)
    fresh = held(dossier, version)
    require_own(fresh, acting)
    if missing := not_yet(fresh, act, acting.day):
        raise AwardRefused(" ".join(missing))
    if not said.strip():
        raise AwardRefused("Chưa ghi đã bổ sung gì. Hãy ghi trong một câu.", "reason")
    _run_on(fresh, acting)
    return move(fresh, act, said_by(acting, said))


def _run_on(dossier: Dossier, acting: Person) -> None:
    ClockStop.objects.filter(dossier=dossier, until=None).update(until=acting.day)

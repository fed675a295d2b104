"""The receiving side says whether a contribution came."""

from django.db import transaction

from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person

from .. import events, workflow
from ..models import Contribution
from .moving import held_gift, moved, told


@transaction.atomic
def confirm(gift: Contribution, version: int, *, acting: Person) -> Contribution:
    """The receiver confirms; from now on totals count it. Writes it and one event."""
    fresh, terms = held_gift(gift, workflow.CONFIRM, version, "", acting)
    moved(fresh, workflow.CONFIRMED, answer_reason="")
    told(events.CONFIRMED, fresh, acting, {"number": terms.number})
    return fresh


@transaction.atomic
def contest(gift: Contribution, version: int, *, reason: str, acting: Person) -> Contribution:
    """The receiver says that it was not so, and why; totals no longer count it. Writes it and one event."""
    fresh, terms = held_gift(gift, workflow.CONTEST, version, reason, acting)
    moved(fresh, workflow.CONTESTED, answer_reason=nfc(reason))
    told(events.CONTESTED, fresh, acting, {"number": terms.number}, reason)
    return fresh

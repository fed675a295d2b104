"""What every act of this room shares: the contribution held as it is now, moved by one of two, told without a name."""

from typing import Any

from django.core.exceptions import PermissionDenied

from chungsuc.audit.actions import change_where, record
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as

from .. import workflow
from ..access import Desk
from ..models import Contribution, GiftTerms
from ..refusals import STALE, ResourceRefused, Stale
from ..rules.giving import NAMELESS, names


def held_gift(
    gift: Contribution, act: str, version: int, reason: str, acting: Person
) -> tuple[Contribution, GiftTerms]:
    """The contribution as it is now, locked until the transaction ends, with its current terms.

    PermissionDenied for whoever it is not for; Stale when `version` is not the present one; ResourceRefused when the
    act cannot be done in its state, the reason is missing, or the same person wrote what is to be confirmed.
    """
    fresh = Contribution.objects.select_for_update(of=("self",)).prefetch_related("unit").get(pk=gift.pk)
    terms = fresh.terms.get(is_current=True)
    row = workflow.ACTS[act]
    why = Desk(acting).why_not(row, fresh, terms)
    if why is None:
        raise PermissionDenied(act)
    if fresh.version != version:
        raise Stale(STALE)
    if why:
        raise ResourceRefused(f"Chưa làm được {why}")
    if row.needs_reason and not nfc(reason):
        raise ResourceRefused("Chưa ghi lý do. Hãy ghi rõ để người nhận biết phải làm gì.", "reason")
    unnamed(terms, "reason", reason)
    return fresh, terms


def unnamed(terms: GiftTerms, field: str, *texts: str) -> None:
    """ResourceRefused when a text gives the giver's name away: from the journal it could not be taken back."""
    if names(terms.unnamed, terms.giver, *texts):
        raise ResourceRefused(NAMELESS, field)


def moved(gift: Contribution, state: str, **fields: Any) -> None:
    """Moves a contribution on by a conditional UPDATE: of two who try one succeeds. The caller records the event."""
    before = {"version": gift.version, "state": gift.state}
    if not change_where(gift, before, state=state, version=gift.version + 1, **fields):
        raise Stale(STALE)


def told(act: str, gift: Contribution, acting: Person, details: dict[str, Any] | None = None, reason: str = "") -> None:
    """Records one entry about a contribution, which it calls by its number and its receiver, never by a name."""
    unit = known_as([gift.unit_id])[gift.unit_id].name
    record(
        act,
        actor=acting.username,
        actor_post=acting.title[:200],
        subject_type="resources.contribution",
        subject_id=str(gift.pk),
        subject_label=f"Đóng góp số {gift.pk} cho {unit}"[:200],
        unit_code=gift.unit.code,
        details=details,
        reason=nfc(reason),
    )

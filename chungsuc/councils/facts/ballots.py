"""Whose ballot is still awaited. Only whoever takes paper in needs names, and only of those who may vote on paper."""

from ..models import Item, Turnout
from ..models.ballots import WAITING
from .sessions import MemberFact, SessionRecord


def open_items(record: SessionRecord, seat: MemberFact) -> list[Item]:
    """The items on which a member's ballot is still awaited. One query."""
    waiting = Turnout.objects.filter(item__session=record.session, member_id=seat.id, channel=WAITING)
    ids = set(waiting.values_list("item_id", flat=True))
    return [item for item in record.items if item.pk in ids]


def awaited(record: SessionRecord) -> tuple[MemberFact, ...]:
    """The members whose ballot is not in, in the order of the roll. One query."""
    waiting = set(
        Turnout.objects.filter(item__session=record.session, channel=WAITING).values_list("member_id", flat=True)
    )
    return tuple(member for member in record.members if member.id in waiting)

"""Which councils and sessions somebody may know of. Who only sits on councils sees those of the own roll."""

from django.db.models import Exists, Q, QuerySet

from chungsuc.organisations.access import Person
from chungsuc.organisations.rules import ROLES

from .models import Council, Member, Session

MEMBERS_ONLY = "council_member"


def sees_all(person: Person) -> bool:
    """Whether the person reads every council, not only those whose roll the person stands on."""
    return any("council.read" in ROLES[post.role].rights and post.role != MEMBERS_ONLY for post in person.posts)


def sessions_seen(person: Person) -> QuerySet[Session]:
    """The sessions that a person may know of: all, or those on whose roll of the day the person stands."""
    found = Session.objects.select_related("council", "clerk")
    if sees_all(person):
        return found
    mine = Member.objects.filter(account_id=person.account.pk).of_sessions()
    return found.filter(Q(Exists(mine)) | Q(clerk_id=person.account.pk))


def councils_seen(person: Person) -> QuerySet[Council]:
    """The councils that a person may know of: all, or those on whose roll the person ever stood."""
    if sees_all(person):
        return Council.objects.all()
    return Council.objects.filter(pk__in=Member.objects.filter(account_id=person.account.pk).values("council_id"))

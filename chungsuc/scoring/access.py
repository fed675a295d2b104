"""Which rounds somebody reads."""

from django.db.models import Q, QuerySet

from chungsuc.organisations.access import Person
from chungsuc.organisations.rules import ROLES

from .models import Round
from .workflow import CLOSED

READ, SCORE, MANAGE, DECIDE = "score.read", "score.self", "score.manage", "score.council"


def rounds_seen(person: Person) -> QuerySet[Round]:
    """The rounds that a person reads: all, for who serves the whole province and scores for no unit.

    Whoever scores for a unit reads the rounds in which it (or what it was made of) takes part, and with the province's
    reach also those of others once they are closed.
    """
    rows = Round.objects.select_related("group", "organiser")
    reading = [ROLES[post.role] for post in person.posts if READ in ROLES[post.role].rights]
    if any(role.reach == "province" and SCORE not in role.rights for role in reading):
        return rows
    if not reading:
        return rows.none()
    own = Q(contestants__unit_id__in=person.own_scope(READ).unit_ids or ())
    if any(role.reach == "province" for role in reading):
        own |= Q(state=CLOSED)
    return rows.filter(own).distinct()

"""Whose obligations somebody sees, speaks for, and answers for."""

from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Lineage

READ, EXPLAIN, EXCUSE = "duty.read", "duty.explain", "duty.excuse"
LEADER = "case.decide"
"""Whoever decides for the province is told of the late once they are late for long enough."""


def units_to_work_for(person: Person) -> frozenset[int]:
    """Own units and those that were merged into them: what these had not done is now theirs. One query, or none."""
    own = person.acts_for(EXPLAIN)
    if not own:
        return own
    rows = Lineage.objects.filter(successor_id__in=own, event__effective_on__lte=person.day)
    return own | set(rows.values_list("predecessor_id", flat=True))


def speaks_for(person: Person, unit_id: int) -> bool:
    """Whether somebody gives reasons and asks for a later day in the name of a unit."""
    return unit_id in units_to_work_for(person)


def answers(person: Person, unit_id: int) -> bool:
    """Whether somebody answers a unit's wish for a later day; nobody answers for the unit they work at."""
    return person.may(EXCUSE, unit_id) and unit_id not in {post.unit_id for post in person.posts}

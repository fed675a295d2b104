"""Who answers for a part of a report: a role is not enough, it has to be the responsible body's own post."""

from chungsuc.organisations.access import Person
from chungsuc.organisations.rules import ROLES


def bodies_of(person: Person) -> frozenset[int]:
    """The bodies for which this person may verify on the day."""
    return frozenset(post.unit_id for post in person.posts if "value.verify" in ROLES[post.role].rights)


def may_verify(person: Person, body_id: int | None) -> bool:
    """Whether the person may decide on a part of this body; a part without one is the coordination office's."""
    if body_id is None:
        return person.may("value.conclude")
    return body_id in bodies_of(person)

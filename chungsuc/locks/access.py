"""Who may see locks, set them, and ask for an opening."""

from datetime import date

from django.http import Http404, HttpRequest

from chungsuc.organisations.access import Person, Scope
from chungsuc.organisations.facts import known_as, tree_on

from .heirs import held_by
from .models import Lock
from .rules import CASE, EVIDENCE, VALUES

MANAGE = "lock.manage"
WRITES = {
    VALUES: ("value.declare", "value.verify"),
    EVIDENCE: ("evidence.add",),
    CASE: ("case.submit", "case.appraise"),
}
"""Whoever holds one of these rights may be held back by a lock, and so may ask for an opening."""


def lock_for(request: HttpRequest, pk: int) -> Lock:
    """The lock, or Http404 when it holds nothing within the reach of whoever asks."""
    rows = Lock.objects.touching(request.scope.unit_ids)  # type: ignore[attr-defined]
    lock = rows.select_related("unit").filter(pk=pk).first()
    if lock is None:
        raise Http404("lock")
    return lock


def units_to_ask_for(person: Person, lock: Lock, day: date) -> list[tuple[str, str]]:
    """(code, name) of the units for which the person may ask for this lock to be opened: own units first.

    For a lock on a unit that went into another, the successor's official asks for the successor.
    """
    scopes = [person.scope(right) for right in WRITES[lock.what]]
    reach = next((scope for scope in scopes if scope.unit_ids is None), None) or Scope(
        frozenset(unit for scope in scopes for unit in scope.unit_ids or ())
    )
    if reach.empty:
        return []
    tree = tree_on(day)
    held = held_by(lock)
    own = {post.unit_id for post in person.posts}
    units = [unit for unit in (*tree.communes, *tree.districts) if reach.covers(unit.id)]
    units = [unit for unit in units if held is None or unit.id in held]
    if not units and held is not None:
        units = [unit for unit in known_as(held).values() if reach.covers(unit.id)]
    units.sort(key=lambda unit: unit.id not in own)
    return [(unit.code, unit.name) for unit in units]

"""Whether something may be written at a moment, and what stands in the way, for people and for every write path."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from chungsuc.law.periods import show_day
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Lineage

from .models import Lock, Opening
from .registry import set_names
from .rules import Place, Reach, holds, reach_words


@dataclass(frozen=True)
class LockFact:
    """A lock as people read it. `covers` says what it holds, `sentence` all of it."""

    id: int
    code: str
    what: str
    unit_id: int | None
    year: int | None
    set_code: str
    part: str
    covers: str
    reason: str
    author: str
    since: datetime
    how_to_ask: str
    paper: str = ""

    @property
    def sentence(self) -> str:
        """What is locked, since when, by whom, why, and how to ask for opening."""
        said = f"{self.covers}: đã khóa từ {show_moment(self.since)} ({self.author})."
        return f"{said} Lý do: {_ended(self.reason)} Muốn mở khóa: {_ended(self.how_to_ask)}"


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def show_moment(moment: datetime) -> str:
    """17:00 ngày 31/12/2023, in the service's time zone."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M} ngày {show_day(local.date())}"


def lock_on(
    what: str, unit_id: int, *, year: int | None = None, set_code: str = "", part: str = "", at: datetime
) -> LockFact | None:
    """The lock that holds a write at `at` with no exception in force, or None. One query when nothing is locked."""
    places = [(set_code, part)] if set_code or part else []
    return locks_on(what, [unit_id], year=year, places=places, at=at).get(unit_id)


def locks_on(
    what: str, unit_ids: Iterable[int], *, year: int | None = None, places: Iterable[Place] = (), at: datetime
) -> dict[int, LockFact]:
    """For each unit the lock that holds a write to any of `places`; units that may be written are left out.

    A lock on a unit also holds for the units that went into it; an opening for the successor opens theirs.
    """
    locks = list(Lock.objects.in_force(at).filter(what=what).order_by("since", "id"))
    wanted = list(places)
    locks = [lock for lock in locks if lock.year is None or lock.year == year]
    if not locks:
        return {}
    openings: dict[int, list[Opening]] = {}
    for opening in Opening.objects.in_force(at).filter(lock__in=locks):
        openings.setdefault(opening.lock_id, []).append(opening)
    ids = list(dict.fromkeys(unit_ids))
    named = any(lock.unit_id for lock in locks) or any(o.unit_id for found in openings.values() for o in found)
    heirs = _heirs(ids) if named else {unit: frozenset({unit}) for unit in ids}
    found: dict[int, Lock] = {}
    for unit in ids:
        held = (lock for lock in locks if holds(lock.reach, what, heirs[unit], year, wanted))
        standing = next((lock for lock in held if not _opened(openings.get(lock.pk, ()), heirs[unit])), None)
        if standing is not None:
            found[unit] = standing
    facts = lock_facts(found.values())
    return {unit: facts[lock.pk] for unit, lock in found.items()}


def _opened(openings: Iterable[Opening], units: Collection[int]) -> bool:
    return any(opening.unit_id is None or opening.unit_id in units for opening in openings)


def _heirs(unit_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Each unit with every unit that it went into. One query a generation of mergers."""
    follows: dict[int, set[int]] = {}
    todo = set(unit_ids)
    while todo:
        rows = Lineage.objects.filter(predecessor_id__in=todo).values_list("predecessor_id", "successor_id")
        fresh = set()
        for before, after in rows:
            follows.setdefault(before, set()).add(after)
            fresh.add(after)
        todo = fresh - set(follows)
    return {unit: frozenset(_walk(unit, follows)) for unit in unit_ids}


def _walk(unit: int, follows: Mapping[int, set[int]]) -> set[int]:
    seen, todo = set[int](), {unit}
    while todo:
        seen |= todo
        todo = {after for before in todo for after in follows.get(before, ())} - seen
    return seen


def lock_facts(locks: Iterable[Lock]) -> dict[int, LockFact]:
    """Locks with their words, by id."""
    kept = {lock.pk: lock for lock in locks}
    units = known_as({lock.unit_id for lock in kept.values() if lock.unit_id})
    sets = set_names() if any(lock.set_code for lock in kept.values()) else {}
    facts = {}
    for pk, lock in kept.items():
        unit = units.get(lock.unit_id or 0)
        words = reach_words(lock.reach, unit.name if unit else "", sets.get(lock.set_code, ""))
        facts[pk] = LockFact(
            id=pk,
            code=lock.code,
            what=lock.what,
            unit_id=lock.unit_id,
            year=lock.year,
            set_code=lock.set_code,
            part=lock.part,
            covers=words,
            reason=lock.reason,
            author=lock.set_by_name or lock.set_by,
            since=lock.since,
            how_to_ask=lock.how_to_ask,
            paper=lock.paper,
        )
    return facts


__all__ = ["LockFact", "Place", "Reach", "lock_facts", "lock_on", "locks_on", "show_moment"]

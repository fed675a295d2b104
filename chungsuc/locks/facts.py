"""Whether something may be written at a moment, and what stands in the way, for people and for every write path."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from chungsuc.law.periods import show_day
from chungsuc.organisations.facts import UnitFact, known_as
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Identity, Unit

from .heirs import holders_of
from .models import Lock, Opening, OpeningRequest
from .registry import set_names
from .rules import Place, holds, reach_words


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

    A lock on a unit also holds for the units that went into it, one on a district for its communes of the day on which
    it began; an opening for the successor opens theirs.
    """
    of_year = Q(year=None) | Q(year=year) if year is not None else Q(year=None)
    rows = Lock.objects.in_force(at).filter(of_year, what=what).select_related("unit").annotate(**NAMED)
    locks, ids, wanted = list(rows.order_by("since", "id")), list(dict.fromkeys(unit_ids)), list(places)
    if not locks:
        return {}
    openings: dict[int, list[Opening]] = {}
    for opening in Opening.objects.in_force(at).filter(lock__in=locks).select_related("unit"):
        openings.setdefault(opening.lock_id, []).append(opening)
    named = [lock.unit for lock in locks] + [opening.unit for some in openings.values() for opening in some]
    holders = holders_of(ids, [unit for unit in named if unit is not None])
    found: dict[int, Lock] = {}
    for unit in ids:
        for lock in locks:
            above = holders.of(unit, lock.since)
            if holds(lock.reach, what, above, year, wanted) and not _opened(openings.get(lock.pk, ()), above):
                found[unit] = lock
                break
    facts = lock_facts(found.values())
    return {unit: facts[lock.pk] for unit, lock in found.items()}


NAMED = {"unit_name": last_name_of("unit_id")}


def _opened(openings: Iterable[Opening], units: Collection[int]) -> bool:
    return any(opening.unit_id is None or opening.unit_id in units for opening in openings)


def lock_facts(locks: Iterable[Lock]) -> dict[int, LockFact]:
    """Locks with their words, by id."""
    kept = {lock.pk: lock for lock in locks}
    bare = [lock.unit_id for lock in kept.values() if lock.unit_id and not hasattr(lock, "unit_name")]
    names = _names(bare) | {lock.unit_id: lock.unit_name for lock in kept.values() if hasattr(lock, "unit_name")}
    sets = set_names() if any(lock.set_code for lock in kept.values()) else {}
    facts = {}
    for pk, lock in kept.items():
        words = reach_words(lock.reach, names.get(lock.unit_id or 0, ""), sets.get(lock.set_code, ""))
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


@dataclass(frozen=True)
class LockState:
    """A lock in a list: its words, how it stands at a moment, and what is open or asked."""

    fact: LockFact
    state: str
    open_now: int
    asked: int
    lifted_at: datetime | None = None
    lift_reason: str = ""


IN_FORCE, TO_COME, LIFTED = "đang khóa", "sẽ khóa", "đã gỡ"


def locks_page(unit_ids: Iterable[int] | None, at: datetime, most: int = 200) -> list[LockState]:
    """The locks that touch some units (None: all): in force, to come, then lifted, the newest first. Few queries."""
    rows = list(Lock.objects.touching(unit_ids)[:most])
    facts = lock_facts(rows)
    opened = Counter(Opening.objects.in_force(at).filter(lock__in=rows).values_list("lock_id", flat=True))
    waiting = OpeningRequest.objects.filter(lock__in=rows, answered_at=None)
    if unit_ids is not None:
        waiting = waiting.filter(unit_id__in=list(unit_ids))
    asked = Counter(waiting.values_list("lock_id", flat=True))
    states = [
        LockState(
            fact=facts[row.pk],
            state=state_of(row, at),
            open_now=opened[row.pk],
            asked=asked[row.pk],
            lifted_at=row.lifted_at,
            lift_reason=row.lift_reason,
        )
        for row in rows
    ]
    order = [IN_FORCE, TO_COME, LIFTED]
    return sorted(states, key=lambda state: order.index(state.state))


def state_of(lock: Lock, at: datetime) -> str:
    """How a lock stands at a moment, in words."""
    if lock.lifted_at is not None and lock.lifted_at <= at:
        return LIFTED
    return IN_FORCE if lock.since <= at else TO_COME


@dataclass(frozen=True)
class RequestFact:
    """A request for an opening, with its answer."""

    id: int
    unit_id: int
    unit_code: str
    unit_name: str
    reason: str
    wanted_until: date | None
    by_name: str
    at: datetime
    granted: bool | None
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class OpeningFact:
    """A timed exception: for whom, until when, who approved it. `open_now` at the moment it was asked about."""

    id: int
    unit_name: str
    since: datetime
    until: datetime
    approver: str
    paper: str
    reason: str
    ended_at: datetime | None
    open_now: bool


def requests_of(lock: Lock, unit_ids: Iterable[int] | None) -> list[RequestFact]:
    """The requests for a lock to be opened by some units (None: all), the newest first."""
    rows = lock.requests.select_related("unit")
    rows = rows if unit_ids is None else rows.filter(unit_id__in=list(unit_ids))
    found = list(rows)
    names = _names(row.unit_id for row in found)
    return [
        RequestFact(
            id=row.pk,
            unit_id=row.unit_id,
            unit_code=row.unit.code,
            unit_name=names[row.unit_id],
            reason=row.reason,
            wanted_until=row.wanted_until,
            by_name=row.by_name or row.by,
            at=row.at,
            granted=row.granted,
            answer=row.answer,
            answered_at=row.answered_at,
        )
        for row in found
    ]


def openings_of(lock: Lock, unit_ids: Iterable[int] | None, at: datetime) -> list[OpeningFact]:
    """The exceptions from a lock for some units (None: all) and for everyone, the newest first."""
    rows = lock.openings.all()
    rows = rows if unit_ids is None else rows.filter(Q(unit=None) | Q(unit_id__in=list(unit_ids)))
    found = list(rows)
    names = _names(row.unit_id for row in found if row.unit_id)
    return [
        OpeningFact(
            id=row.pk,
            unit_name=names[row.unit_id] if row.unit_id else "mọi đơn vị bị khóa",
            since=row.since,
            until=row.until,
            approver=row.approver,
            paper=row.paper,
            reason=row.reason,
            ended_at=row.ended_at,
            open_now=row.ended_at is None and row.since <= at <= row.until,
        )
        for row in found
    ]


def _names(unit_ids: Iterable[int]) -> dict[int, str]:
    """The last known name of each unit. One query."""
    asked = set(unit_ids)
    rows = Identity.objects.filter(unit_id__in=asked).order_by("since").values_list("unit_id", "name")
    return dict(rows) if asked else {}


def names_of(unit_ids: Iterable[int]) -> list[tuple[str, str]]:
    """(code, last known name) of some units, for a choice."""
    rows = Identity.objects.filter(unit_id__in=set(unit_ids)).order_by("since").values_list("unit__code", "name")
    return sorted(dict(rows).items())


def closed_units(day: date) -> list[UnitFact]:
    """Communes and districts that had ended by `day`, by name."""
    ids = Unit.objects.filter(kind__in=("commune", "district"), until__lt=day).values_list("pk", flat=True)
    return sorted(known_as(ids).values(), key=lambda unit: unit.sort_key)

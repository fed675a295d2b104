"""The queue of who appraises: what is late or due first, what stands apart. Few queries, whatever its length.

Thousands of dossiers were received and moved on on a few days: the database puts together those whose clocks read the
same, each clock is worked out once by the rules of the day that is asked for, and only the dossiers of one page are
told apart. So nothing is stored that a changed rule or a changed day off would make untrue.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, overload

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from chungsuc.questions.together import rows_together

from ..models import ClockStop
from ..queries.dossiers import Joined
from ..rules.clocks import STOPPED, Clock
from ..workflow.dossiers import APPRAISED, APPRAISING, CONTENT, FORMAL, SUBMITTED
from .clocks import Clocks, Timing

QUEUED = (SUBMITTED, *APPRAISING)
FIELDS = (
    "pk", "form", "received_on", "formal_passed_on", "appraised_on", "ended_on", "formal_stops", "content_stops",
)  # fmt: skip
SHARED = ("form", "round_id", "round__name", "received_on", "formal_passed_on", "appraised_on")


@dataclass(frozen=True)
class Light:
    """What a dossier's clock is worked out from."""

    pk: int
    form: str
    received_on: date | None
    formal_passed_on: date | None
    appraised_on: date | None
    ended_on: date | None
    formal_stops: str | None
    content_stops: str | None


def lights_of(rows: Any) -> Any:
    """The question for what the clocks of every dossier of a queryset are worked out from."""
    return rows.timed().order_by().values_list(*FIELDS)


@dataclass(frozen=True)
class Alike:
    """Dossiers of one form and round whose clocks read the same on every day."""

    keys: tuple[int, ...]
    formal_stops: str
    content_stops: str
    form: str
    round_id: int | None
    round_name: str | None
    received_on: date | None
    formal_passed_on: date | None
    appraised_on: date | None
    ended_on: None = None

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.keys)


@dataclass(frozen=True)
class Queued:
    """One dossier of the queue with its clocks."""

    pk: int
    form: str
    received_on: date | None
    clocks: Clocks

    @property
    def clock(self) -> Clock:
        """The clock that counts now."""
        return self.clocks.now

    @property
    def stands(self) -> bool:
        """Whether it waits for the unit."""
        return self.clock.state == STOPPED


@dataclass(frozen=True)
class Queue(Sequence[Queued]):
    """The dossiers in the order in which they are to be done; those of a slice are told apart when they are asked for.

    First what runs: the fewest days left, then what has no rule by the days used; then what waits to be received; what
    waits for the unit comes last; within each the one first begun.
    """

    groups: tuple[tuple[Alike, Clocks], ...]

    def __len__(self) -> int:
        return sum(alike.count for alike, _ in self.groups)

    @overload
    def __getitem__(self, at: int) -> Queued: ...

    @overload
    def __getitem__(self, at: slice) -> list[Queued]: ...

    def __getitem__(self, at: int | slice) -> Queued | list[Queued]:
        if isinstance(at, int):
            return self[at : at + 1 or None][0]
        first, last, step = at.indices(len(self))
        found: list[Queued] = []
        begins = 0
        for _, band in groupby(self.groups, key=_place):
            alike = list(band)
            ends = begins + sum(one.count for one, _ in alike)
            if begins < last and first < ends:
                found += list(_apart(alike))[max(first - begins, 0) : last - begins]
            begins = ends
        return found[::step]

    def of(self, *, form: str = "", round_id: str = "") -> "Queue":
        """Those of a form, of a round."""
        return Queue(
            tuple(
                one for one in self.groups
                if form in ("", one[0].form) and (not round_id or str(one[0].round_id) == round_id)
            )
        )  # fmt: skip

    @property
    def late(self) -> int:
        """How many are late."""
        return sum(alike.count for alike, clocks in self.groups if clocks.now.late)

    @property
    def standing(self) -> int:
        """How many wait for their unit."""
        return sum(alike.count for alike, clocks in self.groups if clocks.now.state == STOPPED)

    @property
    def forms(self) -> set[str]:
        """The forms that they are proposed for."""
        return {alike.form for alike, _ in self.groups}

    @property
    def rounds(self) -> list[tuple[str, str]]:
        """The rounds that they belong to, for a choice."""
        known = {alike.round_id: alike.round_name or "" for alike, _ in self.groups if alike.round_id}
        return sorted(((str(pk), name) for pk, name in known.items()), key=lambda pair: pair[1])


def queued(rows: Any, day: date, timing: Timing) -> Queue:
    """The queue of those dossiers of a queryset that were handed in and are not decided, as of a day. One query."""
    return in_order(rows_together(queue_parts(rows)), day, timing)


def queue_parts(rows: Any) -> dict[Hashable, QuerySet]:
    """What an asking asks for `in_order`, beside its own questions in one round."""
    waiting = rows.filter(state__in=(*QUEUED, APPRAISED)).order_by()
    groups = waiting.timed_at_desks().values(*SHARED).annotate(keys=Joined(Cast("pk", CharField())))
    stops = ClockStop.objects.filter(dossier__in=waiting.values("pk")).order_by("pk")
    return {
        "alike": groups.values_list(*SHARED, "keys"),
        "stops": stops.values_list("dossier_id", "clock", "since", "until"),
    }


def in_order(found: Mapping[Any, Iterable[Any]], day: date, timing: Timing) -> Queue:
    """As `queued`, out of what an asking was told of `queue_parts`. No query."""
    stood: dict[int, dict[str, str]] = {}
    for pk, clock, since, until in found["stops"]:
        of = stood.setdefault(pk, {FORMAL: "", CONTENT: ""})
        of[clock] = ",".join(filter(None, (of[clock], f"{since}/{until or ''}")))
    every = [one for row in found["alike"] for one in _alike(row, stood)]
    return Queue(tuple(sorted(((one, timing.of(one, day)) for one in every), key=_place)))


def _alike(row: Any, stood: Mapping[int, Mapping[str, str]]) -> Iterator[Alike]:
    """The dossiers of one row of the database: those that ever stood each by itself, the others together."""
    *shared, told = row
    keys = [int(key) for key in told.split(",")]
    running = tuple(pk for pk in keys if pk not in stood)
    if running:
        yield Alike(running, "", "", *shared)
    for pk in keys:
        if pk in stood:
            yield Alike((pk,), stood[pk][FORMAL], stood[pk][CONTENT], *shared)


def _place(one: tuple[Alike, Clocks]) -> tuple[int, int]:
    clock = one[1].now
    if clock.state == STOPPED:
        return 3, 0
    if clock.left is not None:
        return 0, clock.left
    if clock.used is not None:
        return 1, -clock.used
    return 2, 0


def _apart(groups: Iterable[tuple[Alike, Clocks]]) -> Iterator[Queued]:
    """The single dossiers of groups that have one place, in the order of their numbers."""
    every = [(pk, alike, clocks) for alike, clocks in groups for pk in alike.keys]
    for pk, alike, clocks in sorted(every, key=lambda one: one[0]):
        yield Queued(pk, alike.form, alike.received_on, clocks)

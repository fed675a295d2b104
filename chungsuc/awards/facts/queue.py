"""The queue of who appraises: what is late or due first, what stands apart. Few queries, whatever its length."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..rules.clocks import STOPPED, Clock
from .clocks import Clocks, Timing

FIELDS = (
    "pk", "form", "state", "round_id", "round__name", "received_on", "formal_passed_on", "appraised_on", "ended_on",
    "formal_stops", "content_stops",
)  # fmt: skip


@dataclass(frozen=True)
class Light:
    """What a dossier's clock and place in the queue are worked out from."""

    pk: int
    form: str
    state: str
    round_id: int | None
    round_name: str | None
    received_on: date | None
    formal_passed_on: date | None
    appraised_on: date | None
    ended_on: date | None
    formal_stops: str | None
    content_stops: str | None


@dataclass(frozen=True)
class Queued:
    """One dossier of the queue with its clocks."""

    row: Light
    clocks: Clocks

    @property
    def clock(self) -> Clock:
        """The clock that counts now."""
        return self.clocks.now

    @property
    def stands(self) -> bool:
        """Whether it waits for the unit."""
        return self.clock.state == STOPPED


def queued(rows: Any, day: date, timing: Timing) -> list[Queued]:
    """The dossiers of a queryset with their clocks, in the order in which they are to be done. One query.

    First what runs: the fewest days left, then what has no rule by the days used; then what waits to be received; what
    waits for the unit comes last.
    """
    return in_order(lights_of(rows), day, timing)


def lights_of(rows: Any) -> Any:
    """The question for what `in_order` needs of the dossiers of a queryset."""
    return rows.timed().order_by().values_list(*FIELDS)


def in_order(rows: Iterable[Any], day: date, timing: Timing) -> list[Queued]:
    """As `queued`, of rows that `lights_of` asked for. No query."""
    told: dict[tuple[Any, ...], Clocks] = {}  # thousands of dossiers were received on a few days
    every = []
    for one in (Light(*values) for values in rows):
        asked = (one.form, one.received_on, one.formal_passed_on, one.appraised_on, one.ended_on)
        key = (*asked, one.formal_stops, one.content_stops)
        if key not in told:
            told[key] = timing.of(one, day)
        every.append(Queued(one, told[key]))
    return sorted(every, key=_place)


def _place(one: Queued) -> tuple[int, int, int, int]:
    clock = one.clock
    if one.stands:
        return 3, 0, 0, one.row.pk
    if clock.left is not None:
        return 0, clock.left, 0, one.row.pk
    if clock.used is not None:
        return 1, -clock.used, 0, one.row.pk
    return 2, 0, 0, one.row.pk


def rounds_in(every: Iterable[Queued]) -> list[tuple[str, str]]:
    """The rounds that dossiers of the queue belong to, for a choice."""
    known = {one.row.round_id: one.row.round_name or "" for one in every if one.row.round_id}
    return sorted(((str(pk), name) for pk, name in known.items()), key=lambda pair: pair[1])

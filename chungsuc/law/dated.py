"""Dated facts that were edited: what has to be ended, what is new, what may not be taken: it would rewrite the past.

One subject's facts of one kind (who answers for a part, one attribute of a unit) follow each other and never overlap.
Stored ones are never rewritten: they get a last day, and a new one begins.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum
from itertools import zip_longest
from typing import Any

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Fact:
    """What held from `since` to `until` (None: it still does). `row` is the caller's: a table's row, a pack's shape."""

    since: date
    until: date | None
    value: Any
    row: Any = field(default=None, compare=False)

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class Why(Enum):
    """Why an edit is not taken."""

    OTHER_VALUE = "another value from the same day"
    MOVED = "the same value from another first day"
    PUBLISHED = "days whose results are out would answer otherwise"
    OVERLAP = "days for which something else is recorded"


@dataclass(frozen=True)
class Reconciled:
    """`same`: pairs (stored, wanted); `ends`: (stored, its new last day); `adds`; `refused` with why.

    `gone`: stored facts that came with the pack and that it no longer names.
    """

    same: tuple[tuple[Fact, Fact], ...] = ()
    ends: tuple[tuple[Fact, date | None], ...] = ()
    adds: tuple[Fact, ...] = ()
    refused: tuple[tuple[Fact, Why], ...] = ()
    gone: tuple[Fact, ...] = ()


def in_turn(facts: Iterable[Fact], closed: date | None = None) -> list[Fact]:
    """The facts by first day, each ended where the next begins, none beyond `closed`, the subject's last day."""
    ordered = sorted(facts, key=lambda fact: fact.since)
    nexts = [fact.since - _ONE_DAY for fact in ordered[1:]]
    cut = [replace(one, until=_earliest(one.until, end, closed)) for one, end in zip_longest(ordered, nexts)]
    return [fact for fact in cut if fact.until is None or fact.since <= fact.until]


def _earliest(*days: date | None) -> date | None:
    found = min((day for day in days if day is not None), default=date.max)
    return None if found == date.max else found


def reconcile(
    stored: Sequence[Fact],
    wanted: Iterable[Fact],
    *,
    loaded: Collection[date] = (),
    closed: date | None = None,
    published: date | None = None,
) -> Reconciled:
    """What brings the stored facts to what is wanted without changing an answer for a day up to `published`.

    `loaded`: the first days of stored facts that came with the pack; the others are an officer's and stay.
    """
    return _Reconciling(stored, in_turn(wanted, closed), loaded, published).done()


class _Reconciling:
    def __init__(
        self, stored: Sequence[Fact], wanted: list[Fact], loaded: Collection[date], published: date | None
    ) -> None:
        self.now = {fact.since: fact for fact in stored}
        self.stored, self.wanted = dict(self.now), wanted
        self.days = {fact.since for fact in wanted}
        self.loaded, self.published = set(loaded), published
        self.same: list[tuple[Fact, Fact]] = []
        self.ended: dict[date, date | None] = {}
        self.adds: list[Fact] = []
        self.refused: list[tuple[Fact, Why]] = []

    def done(self) -> Reconciled:
        for fact in self.wanted:
            why = self._known(fact) if fact.since in self.stored else self._new(fact)
            if why is not None:
                self.refused.append((fact, why))
        gone = [f for day, f in self.stored.items() if day in self.loaded - self.days and day not in self.ended]
        ends = [(self.stored[day], until) for day, until in self.ended.items()]
        return Reconciled(tuple(self.same), tuple(ends), tuple(self.adds), tuple(self.refused), tuple(gone))

    def _known(self, fact: Fact) -> Why | None:
        held = self.now[fact.since]
        if held.value != fact.value:
            return Why.OTHER_VALUE
        self.same.append((self.stored[fact.since], fact))
        if held.until == fact.until or self._followed(held):
            return None
        first_other = min(day for day in (held.until, fact.until) if day is not None) + _ONE_DAY
        if self._is_out(first_other):
            return Why.PUBLISHED
        if self._in_the_way(fact):
            return Why.OVERLAP
        self._end(held, fact.until)
        return None

    def _new(self, fact: Fact) -> Why | None:
        held = next((one for one in self.now.values() if one.covers(fact.since)), None)
        if held is not None and held.since not in self.days and held.value == fact.value:
            return Why.MOVED
        if self._is_out(fact.since):
            return Why.PUBLISHED
        if self._in_the_way(fact) or (held is not None and held.since not in self.days | self.loaded):
            return Why.OVERLAP
        if held is not None:
            self._end(held, fact.since - _ONE_DAY)
        self.now[fact.since] = fact
        self.adds.append(fact)
        return None

    def _end(self, held: Fact, until: date | None) -> None:
        self.now[held.since] = replace(held, until=until)
        self.ended[held.since] = until

    def _followed(self, held: Fact) -> bool:
        """Whether the stored fact ended because another one, that is not this pack's to take away, begins."""
        return held.until is not None and held.until + _ONE_DAY in self.now

    def _in_the_way(self, fact: Fact) -> bool:
        return any(
            fact.since < one.since and (fact.until is None or one.since <= fact.until) for one in self.now.values()
        )

    def _is_out(self, day: date) -> bool:
        return self.published is not None and day <= self.published

"""Who owes what by when: whom the plan's words bind on a day, across closures and mergers. Pure.

A duty belongs to the units that are bound on its last day (before it: on the day that asks). A unit that was bound and
closed earlier hands on to what it flowed into by lineage; what flowed into nothing hands on to nobody.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Audience:
    """Whom the plan binds from `since` to `until` (None: on): kinds of units but some, or units by code."""

    code: str
    name: str
    kinds: frozenset[str]
    units: frozenset[str]
    but: frozenset[str]
    since: date
    until: date | None
    source: str
    status: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Audience":
        """An audience as a plan keeps it."""
        return cls(
            code=str(row["code"]),
            name=str(row["name"]),
            kinds=frozenset(row["kinds"]),
            units=frozenset(row["units"]),
            but=frozenset(row["but"]),
            since=date.fromisoformat(row["since"]),
            until=date.fromisoformat(row["until"]) if row["until"] else None,
            source=str(row["source"]),
            status=str(row["status"]),
        )

    def holds(self, day: date) -> bool:
        """Whether it binds anybody on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def names(self, body: "Body") -> bool:
        """Whether a unit belongs to it, whatever the day."""
        return body.code in self.units or (body.kind in self.kinds and body.code not in self.but)


@dataclass(frozen=True)
class Body:
    """A unit as the duties see it: its life, and what it flowed into (id, first day of the successor)."""

    id: int
    code: str
    kind: str
    name: str
    since: date
    until: date | None
    heirs: tuple[tuple[int, date], ...] = ()

    def alive(self, day: date) -> bool:
        """Whether it exists on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Bound:
    """A unit that is bound on a day, by which audience, and the closed units whose part it took over."""

    body: Body
    audience: Audience
    formers: tuple[Body, ...] = ()


@dataclass
class Bodies:
    """All units that may be bound, whenever they lived. What is bound on a day is found once."""

    by_id: Mapping[int, Body]
    _known: dict[tuple[tuple[Audience, ...], date, date], dict[int, Bound]] = field(default_factory=dict, repr=False)

    @cached_property
    def closed(self) -> tuple[Body, ...]:
        """Those that ended some day."""
        return tuple(body for body in self.by_id.values() if body.until is not None)

    def heirs_on(self, body: Body, day: date) -> Iterator[Body]:
        """The units of `day` into which a closed unit flowed, through any number of events."""
        for heir_id, since in body.heirs:
            heir = self.by_id.get(heir_id)
            if heir is None or since > day:
                continue
            if heir.alive(day):
                yield heir
            else:
                yield from self.heirs_on(heir, day)

    def bound(self, audiences: Sequence[Audience], day: date, since: date | None = None) -> dict[int, Bound]:
        """Who is bound on `day`, by unit id. Units that closed from `since` on (None: ever) hand on their part."""
        key = (tuple(audiences), day, since or date.min)
        if key not in self._known:
            self._known[key] = self._bound(key[0], day, key[2])
        return self._known[key]

    def _bound(self, audiences: tuple[Audience, ...], day: date, since: date) -> dict[int, Bound]:
        found: dict[int, Bound] = {}
        now = [audience for audience in audiences if audience.holds(day)]
        for body in self.by_id.values():
            audience = next((a for a in now if a.names(body)), None) if body.alive(day) else None
            if audience is not None:
                found[body.id] = Bound(body, audience)
        for body in self.closed:
            last = body.until
            if last is None or not since <= last + _DAY <= day:
                continue
            audience = next((a for a in audiences if a.holds(last) and a.names(body)), None)
            for heir in self.heirs_on(body, day) if audience is not None else ():
                if heir.code in audience.but:  # type: ignore[union-attr]
                    continue
                known = found.get(heir.id)
                held, formers = (known.audience, known.formers) if known else (audience, ())
                if body not in formers:
                    found[heir.id] = Bound(heir, held, (*formers, body))  # type: ignore[arg-type]
        return found


@dataclass(frozen=True)
class Asked:
    """One occurrence of a milestone: what is due, from when it can be done, by when, of whom."""

    milestone: str
    name: str
    article: str
    status: str
    year: int
    opens: date
    due: date
    audiences: tuple[Audience, ...]


@dataclass(frozen=True)
class Duty:
    """What one unit owes. `done_on` None: not done, as far as is known; `followed`: some room knows whether it is.

    `elsewhere`: that room asks it of the unit itself, with a last day of its own.
    """

    milestone: str
    year: int
    unit_id: int
    unit_code: str
    what: str
    article: str
    status: str
    opens: date
    due: date
    done_on: date | None
    note: str
    followed: bool = True
    elsewhere: bool = False


def occurrences(
    milestone: str,
    name: str,
    *,
    article: str,
    status: str,
    due: date,
    every_year: bool,
    opens: date | None,
    since: date,
    until: date,
    audiences: Sequence[Audience],
) -> Iterator[Asked]:
    """The occurrences of a milestone of a plan that runs from `since` to `until`: one, or one a year from the first.

    Without a first day of its own an occurrence can be done from 1 January of its year, not before the plan.
    """
    for year in range(due.year, until.year + 1) if every_year else (due.year,):
        last = _in_year(due, year)
        if last > until:
            continue
        first = _in_year(opens, year - due.year + opens.year) if opens else max(date(year, 1, 1), since)
        yield Asked(milestone, name, article, status, year, min(first, last), last, tuple(audiences))


def _in_year(day: date, year: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def duties_on(
    asked: Iterable[Asked],
    bodies: Bodies,
    day: date,
    *,
    done: Mapping[tuple[str, int, int], date],
    followed: Iterable[str],
    worded: Callable[[Asked], str],
    elsewhere: Mapping[tuple[str, int], frozenset[int]],
) -> Iterator[Duty]:
    """Every duty that can be done by `day`, in the order of `asked`, of the units that are bound on its last day.

    `done` by (milestone, year, unit id); what was done after `day` is not done yet. `worded` names the duty.
    `elsewhere` by (milestone, year): what a room asks itself, with the units it leaves out.
    """
    known = set(followed)
    for one in asked:
        if one.opens > day:
            continue
        for bound in bodies.bound(one.audiences, min(day, one.due), one.opens).values():
            on = done.get((one.milestone, one.year, bound.body.id))
            left_out = elsewhere.get((one.milestone, one.year))
            yield Duty(
                milestone=one.milestone,
                year=one.year,
                unit_id=bound.body.id,
                unit_code=bound.body.code,
                what=worded(one),
                article=one.article,
                status=weaker(one.status, bound.audience.status),
                opens=one.opens,
                due=one.due,
                done_on=on if on is not None and on <= day else None,
                note=note_of(bound, bodies, day),
                followed=one.milestone in known,
                elsewhere=left_out is not None and bound.body.id not in left_out,
            )


_STRENGTH = ("missing", "demonstration", "recalled", "verified", "confirmed")


def weaker(one: str, other: str) -> str:
    """The less certain of two statuses."""
    return min(one, other, key=lambda status: _STRENGTH.index(status) if status in _STRENGTH else 0)


def note_of(bound: Bound, bodies: Bodies, day: date) -> str:
    """What happened to a bound unit that whoever reads must know: what it took over, or that it ended."""
    told = []
    if bound.formers:
        names = ", ".join(f"{former.name} (đến {_shown(former.until)})" for former in bound.formers)
        told.append(f"gồm cả phần của {names}")
    if bound.body.until is not None and bound.body.until < day:
        heirs = ", ".join(heir.name for heir in bodies.heirs_on(bound.body, day))
        told.append(f"đơn vị kết thúc ngày {_shown(bound.body.until)}" + (f", nay là {heirs}" if heirs else ""))
    return "; ".join(told)


def _shown(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""

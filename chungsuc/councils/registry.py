"""What upper rooms offer to councils: kinds of matter, items ready for a vote, guards, detectors, who is told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chungsuc.law.verdicts import Outcome, Reason, Verdict, all_of


@dataclass(frozen=True)
class Candidate:
    """An item that could be put to a vote: ("recognition.case", "12"), its words, its unit.

    `share_key`, `of_key`: the figures its vote is held against where these are not those of its matter.
    """

    subject: str
    key: str
    label: str
    unit_id: int | None = None
    share_key: str = ""
    of_key: str = ""


@dataclass(frozen=True)
class Found:
    """An interest that was detected: its kind (models.sessions.INTERESTS) and words."""

    kind: str
    label: str = ""


@dataclass(frozen=True)
class Seat:
    """A member of the roll as detectors see it. `ties` are (kind, unit id, label) that hold on the day."""

    member_id: int
    account_id: int | None
    full_name: str
    unit_id: int | None
    ties: tuple[tuple[str, int | None, str], ...] = ()


Guard = Callable[[Candidate, date], Verdict]
ManyGuard = Callable[[Sequence[Candidate], date], Sequence[Verdict]]
Detector = Callable[[Candidate, Iterable[Seat], date], dict[int, tuple[Found, ...]]]


@dataclass
class Matter:
    """A kind of matter that councils vote on, and the keys of the rules of its vote.

    `page` gives the address where an item is read; members have no other way to it than their session. `brief` gives
    the address where all items of a session are read together before the vote. `spoken` gives the words by which the
    signed minutes call items, by key, where their labels leave out a name that the journal must not keep.
    """

    code: str
    label: str
    share_key: str
    of_key: str
    quorum_key: str
    candidates: Callable[[date], Iterable[Candidate]] | None = None
    page: Callable[[str], str] | None = None
    brief: Callable[[int], str] | None = None
    spoken: Callable[[Sequence[str], date], Mapping[str, str]] | None = None
    guards: list[Guard] = field(default_factory=list)
    many_guards: list[ManyGuard] = field(default_factory=list)
    outcomes: list[Callable[..., None]] = field(default_factory=list)
    holds: list[Callable[[Iterable[str]], None]] = field(default_factory=list)

    @property
    def typed(self) -> bool:
        """Whether its items are typed by hand, as no room offers any."""
        return self.candidates is None


_matters: dict[str, Matter] = {}
_detectors: list[Detector] = []


def register_matter(
    code: str,
    label: str,
    *,
    share_key: str,
    of_key: str,
    quorum_key: str,
    candidates: Callable[[date], Iterable[Candidate]] | None = None,
    page: Callable[[str], str] | None = None,
    brief: Callable[[int], str] | None = None,
    spoken: Callable[[Sequence[str], date], Mapping[str, str]] | None = None,
) -> Matter:
    """Makes a kind of matter known, with the figures that its vote is held against and who offers its items."""
    kept = _matters.get(code)
    made = Matter(code, label, share_key, of_key, quorum_key, candidates, page, brief, spoken)
    if kept is not None:
        made.guards, made.outcomes, made.holds = kept.guards, kept.outcomes, kept.holds
        made.many_guards = kept.many_guards
    _matters[code] = made
    return made


def register_guard(matter: str, guard: Guard) -> None:
    """`guard(candidate, day) -> Verdict`: whether an item may be put to the council; anything but MET refuses."""
    matter_of(matter).guards.append(guard)


def register_many_guard(matter: str, guard: ManyGuard) -> None:
    """`guard(candidates, day) -> verdicts` in their order: as `register_guard`, for matters with hundreds of items."""
    matter_of(matter).many_guards.append(guard)


def register_outcome(
    matter: str, told: Callable[..., None], *, hold: Callable[[Iterable[str]], None] | None = None
) -> None:
    """`told(item, result, by)` is called for each item, in the transaction that closes the vote.

    Before the first of them `hold(keys of the items)`, so that nobody else can move what the results will move.
    """
    matter_of(matter).outcomes.append(told)
    if hold is not None:
        matter_of(matter).holds.append(hold)


def register_detector(detector: Detector) -> None:
    """`detector(candidate, seats, day) -> {member id: (Found, …)}`: more ways to find interests."""
    _detectors.append(detector)


def matters() -> list[Matter]:
    """Every kind of matter, in the order of registration."""
    return list(_matters.values())


def matter_of(code: str) -> Matter:
    """A kind of matter by its code. KeyError when nobody registered it."""
    return _matters[code]


def brief_of(session: Any) -> str:
    """The address where all items of a session are read together; "" where its matter has none."""
    matter = _matters.get(session.matter)
    return matter.brief(session.pk) if matter is not None and matter.brief is not None else ""


def detectors() -> list[Detector]:
    """The detectors of upper rooms."""
    return list(_detectors)


def guarded(matter: str, candidates: Sequence[Candidate], day: date) -> list[Verdict]:
    """What all guards of a matter say together about each item, in their order; MET where there is none."""
    told = matter_of(matter)
    many = [list(guard(candidates, day)) for guard in told.many_guards] if candidates else []
    found = []
    for place, candidate in enumerate(candidates):
        verdicts = [guard(candidate, day) for guard in told.guards] + [verdict[place] for verdict in many]
        reasons: list[Reason] = [reason for verdict in verdicts for reason in verdict.reasons]
        outcome = all_of(verdict.outcome for verdict in verdicts) if verdicts else Outcome.MET
        found.append(Verdict(outcome, tuple(reasons)))
    return found


def hold(matter: str, items: Iterable[Any]) -> None:
    """Lets whoever registered for a matter hold what its items speak of."""
    keys = [item.key for item in items]
    for held in matter_of(matter).holds:
        held(keys)


def tell(matter: str, item: Any, result: Any, by: str) -> None:
    """Tells whoever registered for a matter what the vote on an item came to."""
    for told in matter_of(matter).outcomes:
        told(item, result, by)

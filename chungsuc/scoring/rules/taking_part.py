"""Who takes part in a round of a year: by the membership of days, and on which ground."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chungsuc.law.periods import show_day

LAST_DAY = "last_day"


@dataclass(frozen=True)
class Member:
    """A unit's membership of a group, with what became of it: names of the units it went into, by which event."""

    unit: str
    since: date
    until: date | None
    heirs: tuple[str, ...] = ()
    event: str = ""
    took_over: tuple[str, ...] = ()


@dataclass(frozen=True)
class TakingPart:
    """A unit of a round: ranked or only named, and on which ground."""

    unit: str
    ranked: bool
    ground: str


def chosen_day(year: int, group_until: date | None) -> date:
    """The day whose members are ranked: the last of the year, or of the group when it ended within the year."""
    last = date(year, 12, 31)
    return min(group_until, last) if group_until else last


def taking_part(year: int, day: date, members: Sequence[Member]) -> list[TakingPart]:
    """Everybody who was a member in the year up to `day`: ranked who is on that day, the others named with why."""
    first = date(year, 1, 1)
    found = {}
    for member in _latest(m for m in members if m.since <= day and (m.until is None or m.until >= first)):
        still = member.until is None or member.until >= day
        found[member.unit] = TakingPart(member.unit, still, _ground(member, first, day, still))
    return list(found.values())


def _latest(members: Iterable[Member]) -> list[Member]:
    return sorted(members, key=lambda member: member.until or date.max)


def _ground(member: Member, first: date, day: date, still: bool) -> str:
    event = f" ({member.event})" if member.event else ""
    if not still and member.until:
        into = f", nhập vào {', '.join(member.heirs)}{event}" if member.heirs else ""
        return f"Thành viên đến hết ngày {show_day(member.until)}{into}; không xếp hạng riêng."
    told = f"Thành viên ngày {show_day(day)}"
    if member.since > first:
        told += f", tham gia từ {show_day(member.since)}"
    if member.took_over:
        told += f"; trong năm tiếp nhận {', '.join(member.took_over)}, chấm cả phần việc đã nhận"
    return f"{told}."

"""Interests that the system finds by itself: a member's own unit, one above or below it, a tie that was declared."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from chungsuc.organisations.models import Lineage, Placement, Unit

from ..models import Member, Tie
from ..registry import Candidate, Found, Seat, detectors


def seats_on(council_id: int, day: date) -> tuple[Seat, ...]:
    """The roll of a day as detectors see it, with the ties that hold on that day. Two queries."""
    ties: dict[int, list[tuple[str, int | None, str]]] = defaultdict(list)
    for tie in Tie.objects.on(day).filter(member__council_id=council_id):
        ties[tie.member_id].append((tie.kind, tie.unit_id, tie.label))
    return tuple(
        Seat(member.pk, member.account_id, member.full_name, member.unit_id, tuple(ties[member.pk]))
        for member in Member.objects.on(day).filter(council_id=council_id)
    )


def detected_interests(
    candidates: Mapping[int, Candidate], council_id: int, day: date
) -> dict[int, dict[int, tuple[Found, ...]]]:
    """What is found about each item: {item id: {member id: (Found, …)}}. Queries do not grow with items or members."""
    seats = seats_on(council_id, day)
    around = _Relations()
    found: dict[int, dict[int, tuple[Found, ...]]] = {}
    for item_id, candidate in candidates.items():
        told: dict[int, list[Found]] = defaultdict(list)
        if candidate.unit_id is not None:
            same, near = around.of(candidate.unit_id)
            for seat in seats:
                told[seat.member_id] += _of_units(seat, candidate.unit_id, same, near)
        for detector in detectors():
            for member_id, more in detector(candidate, seats, day).items():
                told[member_id] += more
        found[item_id] = {member: tuple(what) for member, what in told.items() if what}
    return found


def _of_units(seat: Seat, unit_id: int, same: frozenset[int], near: frozenset[int]) -> list[Found]:
    found = []
    if seat.unit_id == unit_id:
        found.append(Found("own_unit"))
    elif seat.unit_id in near:
        found.append(Found("related_unit"))
    kinds = {"relative": "relative", "sponsor": "sponsor", "other": "other"}
    for kind, tied, label in seat.ties:
        if tied in same and all(one.kind != kinds[kind] for one in found):
            found.append(Found(kinds[kind], label))
    return found


class _Relations:
    """Placement and lineage of all times, read once. The province is above everybody and so tells nothing: left out."""

    def __init__(self) -> None:
        provinces = set(Unit.objects.filter(kind="province").values_list("pk", flat=True))
        self.up: dict[int, set[int]] = defaultdict(set)
        self.down: dict[int, set[int]] = defaultdict(set)
        self.kin: dict[int, set[int]] = defaultdict(set)
        for lower, upper in Placement.objects.values_list("unit_id", "parent_id"):
            if upper not in provinces:
                self.up[lower].add(upper)
                self.down[upper].add(lower)
        for former, later in Lineage.objects.values_list("predecessor_id", "successor_id"):
            self.kin[former].add(later)
            self.kin[later].add(former)

    def of(self, unit_id: int) -> tuple[frozenset[int], frozenset[int]]:
        """The unit with all that it was made of or went into, and these with everything above and below them."""
        same = frozenset({unit_id, *self.kin.get(unit_id, ())})
        return same, frozenset(_closure(same, self.up) | _closure(same, self.down))


def _closure(start: Iterable[int], edges: Mapping[int, set[int]]) -> set[int]:
    seen, todo = set(start), list(start)
    while todo:
        for one in edges.get(todo.pop(), ()):
            if one not in seen:
                seen.add(one)
                todo.append(one)
    return seen

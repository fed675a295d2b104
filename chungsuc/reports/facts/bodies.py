"""A department or another body: what it answers for, on a day and before, and what it came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chungsuc.criteria.models import Criterion, Owner
from chungsuc.criteria.rules import part_order
from chungsuc.organisations.models import Attribute
from chungsuc.organisations.queries import holds_on

from .units import Kin, UnitHead, kin_of


@dataclass(frozen=True)
class Duty:
    """A part of a set that a body answers for, in its period."""

    set_code: str
    set_name: str
    part: str
    name: str
    since: date
    until: date | None
    source: str
    status: str
    now: bool

    @property
    def criterion(self) -> int:
        return int(self.part.split(".")[0])


@dataclass(frozen=True)
class BodyPage:
    """A department or other body: its tasks on the day and in the past, and what it came from."""

    head: UnitHead
    duties: tuple[Duty, ...]
    kin: tuple[Kin, ...]
    role: str

    @property
    def current(self) -> list[Duty]:
        return [duty for duty in self.duties if duty.now]

    @property
    def former(self) -> list[Duty]:
        return [duty for duty in self.duties if not duty.now]


def body_page(head: UnitHead) -> BodyPage:
    """What a body answers for on the day of the page. Four queries."""
    rows = list(Owner.objects.filter(body_id=head.id).select_related("set"))
    names = _part_names({row.set_id for row in rows})
    duties = [
        Duty(
            row.set.code,
            row.set.name,
            row.part,
            names.get((row.set_id, row.part), ""),
            row.since,
            row.until,
            row.source,
            row.status,
            row.since <= head.day and (row.until is None or head.day <= row.until),
        )
        for row in sorted(rows, key=lambda row: (row.set.since, part_order(row.part)))
    ]
    role = Attribute.objects.filter(holds_on(head.at), unit_id=head.id, key="role").values_list("value", flat=True)
    return BodyPage(head, tuple(duties), kin_of(head.id), role.first() or "")


def _part_names(set_ids: Iterable[int]) -> dict[tuple[int, str], str]:
    """The names of criteria and indicators by (set, number). One query, none without sets."""
    names: dict[tuple[int, str], str] = {}
    rows = Criterion.objects.filter(set_id__in=list(set_ids)).values_list(
        "set_id", "no", "name", "indicators__code", "indicators__name"
    )
    for set_id, no, name, code, indicator in rows if set_ids else ():
        if code and "." in code:
            names[set_id, code] = indicator
        names[set_id, str(no)] = name
    return names

"""What a legal event would do, as frozen values for its preview: what closes, opens, moves along and ends."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from chungsuc.law.spelling import fold

from .facts import YES
from .finding import FoundUnit, members_of
from .models import Identity, Membership, Post, Unit
from .rules import ROLES

_LONGEST_CODE = 40  # an event's code is made of the unit's and a day, and has 60
PARENT_KINDS = {
    "province": frozenset[str](),
    "district": frozenset({"province"}),
    "commune": frozenset({"province", "district"}),
    "village": frozenset({"commune"}),
}
_OTHER_PARENTS = frozenset({"province", "district", "commune", "village"})
GSO_DIGITS = {"province": 2, "district": 3, "commune": 5}


@dataclass(frozen=True)
class Opening:
    """A unit that the event opens."""

    code: str
    name: str
    kind: str
    form: str
    gso_code: str
    parent: str
    parent_name: str
    in_ntm_scope: str = ""

    @property
    def scope_words(self) -> str:
        return {"": "không áp dụng", YES: "có"}.get(self.in_ntm_scope, "không")


@dataclass(frozen=True)
class EndingPost:
    """A post at a closing unit; `late` when it begins only after the unit's last day."""

    person: str
    role: str
    unit: str
    until: date
    late: bool


@dataclass(frozen=True)
class Consequences:
    """What hangs on units that close: their members, the posts held there, the groups they are in."""

    members: tuple[FoundUnit, ...] = ()
    posts: tuple[EndingPost, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """One event before it is recorded. `member_goes_to` is empty where somebody must say it for each member."""

    title: str
    effective_on: date
    document: str
    closing: tuple[FoundUnit, ...] = ()
    opening: tuple[Opening, ...] = ()
    changes: tuple[str, ...] = ()
    follows: Consequences = Consequences()
    member_goes_to: str = ""

    @property
    def last_day(self) -> date:
        return self.effective_on - timedelta(days=1)

    @property
    def mark(self) -> str:
        """The same while the preview would say the same: a confirmation of another preview is asked again."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:20]


def consequences(closing: Collection[FoundUnit], effective_on: date) -> Consequences:
    """What the closing of units on the eve of a day carries with it: three queries whatever their number."""
    names = {one.unit.pk: one.name for one in closing}
    eve = effective_on - timedelta(days=1)
    posts = Post.objects.filter(Q(until=None) | Q(until__gt=eve), unit_id__in=names).select_related("account")
    groups = Membership.objects.filter(Q(until=None) | Q(until__gt=eve), unit_id__in=names).select_related("group")
    return Consequences(
        tuple(one for one in members_of(names, eve) if one.unit.pk not in names),
        tuple(
            EndingPost(str(p.account), ROLES[p.role].name, names[p.unit_id], eve, p.since > eve)
            for p in posts.order_by("account__full_name", "pk")
        ),
        tuple(f"{names[m.unit_id]}: {m.group.name}" for m in groups.order_by("group__name", "unit_id")),
    )


def parents_for(kind: str) -> frozenset[str]:
    """The kinds of units to which a unit of this kind may belong."""
    return PARENT_KINDS.get(kind, _OTHER_PARENTS)


def free_code(name: str, gso_code: str, parent_code: str, day: date, taken: Collection[str] = ()) -> str:
    """A code for a new unit that no unit ever had: of its GSO code, else of its parent's code and its name."""
    if gso_code:
        base = f"{parent_code.split('-')[0].lower() or 't'}-{gso_code}"
    else:
        base = "-".join(part for part in (parent_code[:18], fold(name).replace(" ", "-")[:12]) if part)
    base = base[: _LONGEST_CODE - 10].rstrip("-")
    used = {*Unit.objects.filter(code__startswith=base).values_list("code", flat=True), *taken}
    dated = f"{base}-{day:%Y%m%d}"
    numbered = (f"{base}-{number}" for number in range(2, len(used) + 4))
    choices = (base, dated, *numbered) if gso_code else (base, *numbered)
    return next(code for code in choices if code not in used)


def holder_of_gso(gso_code: str, day: date, without: Collection[int] = ()) -> str:
    """The name of the unit that has a GSO code on a day, "" when none has (units in `without` are passed over)."""
    rows = Identity.objects.on(day).filter(gso_code=gso_code).exclude(unit_id__in=list(without))
    return rows.values_list("name", flat=True).first() or ""


def same_name_in(name_key: str, kind: str, parent_id: int | None, day: date) -> Identity | None:
    """The identity of a unit of that kind, name and parent that exists on a day, if there is one."""
    rows = Identity.objects.on(day).filter(name_key=name_key, unit__kind=kind)
    if parent_id is not None:
        rows = rows.filter(unit__placements__parent_id=parent_id)
    return rows.first()

"""What a legal event would do, as frozen values for its preview: what closes, opens, moves along and ends."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from chungsuc.law.periods import show_day
from chungsuc.law.spelling import fold

from .facts import YES, heir_of
from .finding import FoundUnit, members_of, names_on
from .models import Attribute, Identity, Membership, Placement, Post, Unit
from .rules import ROLES

_LONGEST_CODE = 40  # an event's code is made of the unit's and a day, and has room for 60
_SHOWN = 3
PARENT_KINDS = {
    "province": frozenset[str](),
    "district": frozenset({"province"}),
    "commune": frozenset({"province", "district"}),
    "village": frozenset({"commune"}),
}
_OTHER_PARENTS = frozenset({"province", "district", "commune", "village"})
GSO_DIGITS = {"province": 2, "district": 3, "commune": 5}
# what thresholds depend on; an officer says for each new commune whether it stays what all old ones were
CARRIED = {
    "region": "vùng áp mức yêu cầu",
    "special_difficulty": "xã đặc biệt khó khăn",
    "border": "xã biên giới",
    "commune_group": "nhóm xã",
}
FORMS = {
    "province": ("tỉnh", "thành phố"),
    "district": ("huyện", "thị xã", "thành phố"),
    "commune": ("xã", "phường", "thị trấn", "đặc khu"),
    "village": ("thôn", "bon", "buôn", "bản", "tổ dân phố"),
}


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
    keeps: tuple[tuple[str, str], ...] = ()

    @property
    def kept_words(self) -> str:
        """The properties that it keeps of the old units, in words."""
        return ", ".join(CARRIED[key] for key, _ in self.keeps)

    @property
    def scope_words(self) -> str:
        """Whether the programme covers it, in words."""
        return "có" if self.in_ntm_scope == YES else "không"


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
    """One event before it is recorded. `member_goes_to` is empty where somebody must say it for each member.

    `unit_code` is the unit on whose page the recorded event is seen.
    """

    title: str
    effective_on: date
    document: str
    unit_code: str
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


def hindrances(closing: Collection[FoundUnit], effective_on: date) -> list[str]:
    """Why units cannot end on the eve of a day: what is on record of them from that day on would be left hanging.

    Four queries whatever their number.
    """
    names = {one.unit.pk: one.name for one in closing}
    ended = [
        f"{one.name} đã có ngày cuối là {show_day(one.unit.until)}. Chỉ ghi được với đơn vị chưa có ngày cuối."
        for one in closing
        if one.unit.until is not None
    ]
    return ended or list(_left_hanging(names, effective_on))


def _left_hanging(names: dict[int, str], day: date) -> Iterator[str]:
    whats: dict[Any, str] = {Identity: "tên", Placement: "đơn vị cấp trên", Attribute: "thuộc tính"}
    for model, what in whats.items():
        for unit, since in model.objects.filter(unit_id__in=names, since__gte=day).values_list("unit_id", "since"):
            yield f"{names[unit]} có {what} mới ghi từ ngày {show_day(since)}. Hãy ghi một ngày sau ngày đó."
    late = Placement.objects.filter(parent_id__in=names, since__gte=day).exclude(unit_id__in=names).order_by("since")
    rows = list(late.values_list("unit_id", "parent_id", "since"))[:_SHOWN]
    called = names_on({unit for unit, _, _ in rows}, rows[0][2]) if rows else {}
    for unit, parent, since in rows:
        member = called.get(unit, "Một đơn vị")
        yield f"{member} thuộc {names[parent]} từ ngày {show_day(since)}. Hãy ghi một ngày sau ngày đó."


def shared_properties(unit_ids: Collection[int], day: date) -> tuple[tuple[str, str], ...]:
    """What of CARRIED all of some units have in common on a day, as keys and values: one query."""
    found: dict[tuple[str, str], set[int]] = {}
    rows = Attribute.objects.on(day).filter(unit_id__in=unit_ids, key__in=CARRIED)
    for unit, key, value in rows.values_list("unit_id", "key", "value"):
        found.setdefault((key, value), set()).add(unit)
    common = {pair for pair, having in found.items() if having == set(unit_ids)}
    return tuple(pair for key in CARRIED for pair in sorted(common) if pair[0] == key)


def parents_for(kind: str) -> frozenset[str]:
    """The kinds of units to which a unit of this kind may belong."""
    return PARENT_KINDS.get(kind, _OTHER_PARENTS)


def dead_end(parent: Unit, until: date | None) -> Unit | None:
    """The unit at which a place under `parent` would stop short of `until`: it ends, and no one unit follows it."""
    at = parent
    while at.until is not None and (until is None or at.until < until):
        heir = heir_of(at, at.until + timedelta(days=1))
        if heir is None:
            return at
        at = heir
    return None


def later_name(unit: Unit, day: date) -> tuple[date, str] | None:
    """The next name already on record after a day, and from when; it stays whatever is recorded for that day."""
    return unit.identities.filter(since__gt=day).order_by("since").values_list("since", "name").first()


def later_place(unit: Unit, day: date) -> tuple[date, str] | None:
    """The name of the next parent already on record after a day, and from when."""
    row = unit.placements.filter(since__gt=day).order_by("since").values_list("since", "parent_id").first()
    return (row[0], names_on([row[1]], row[0]).get(row[1], "")) if row else None


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


def holder_of_gso(gso_code: str, day: date, without: Collection[int] = ()) -> Identity | None:
    """Who has a GSO code on a day or later, if anybody has; units in `without` are passed over."""
    rows = Identity.objects.filter(Q(until=None) | Q(until__gte=day), gso_code=gso_code)
    return rows.exclude(unit_id__in=list(without)).order_by("since").first()


def same_name_in(
    name_key: str, kind: str, parent_id: int | None, day: date, without: Collection[int] = ()
) -> Identity | None:
    """The identity of a unit of that name, kind and parent that exists on a day, if there is one."""
    rows = Identity.objects.on(day).filter(name_key=name_key, unit__kind=kind).exclude(unit_id__in=list(without))
    if parent_id is not None:
        rows = rows.filter(unit__in=Placement.objects.on(day).filter(parent_id=parent_id).values("unit_id"))
    return rows.first()

"""Every write about units. A legal event closes and opens; it never overwrites."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from chungsuc.audit.actions import record
from chungsuc.law.pack_shapes import EventShape, GroupShape, Pack, UnitShape
from chungsuc.law.spelling import nfc, sort_key, unit_form, unit_key

from . import events
from .models import (
    Attribute,
    Boundary,
    Group,
    Identity,
    LegalEvent,
    Lineage,
    Membership,
    Placement,
    Post,
    Spelling,
    Unit,
)
from .rules import ROLES


class EventRefused(ValueError):
    """A legal event contradicts what is recorded; the message says where and what to do."""


@transaction.atomic
def load_units(pack: Pack, *, by: str) -> int:
    """Writes the pack's units, events and groups that are not known yet; known rows stay as they are.

    Returns how many rows were written. Loading the same pack again writes nothing.
    """
    known = set(Unit.objects.values_list("code", flat=True))
    fresh = [shape for shape in pack.units if shape.code not in known]
    Unit.objects.bulk_create(
        [Unit(code=s.code, kind=s.kind, since=s.since, until=s.until, source=s.source, status=s.status) for s in fresh]
    )
    ids = dict(Unit.objects.values_list("code", "id"))
    ends = {shape.code: shape.until for shape in pack.units}
    _write_identities(fresh, ids)
    _write_attributes(fresh, ids)
    Placement.objects.bulk_create([row for shape in fresh for row in _placements(shape, pack.events, ids, ends)])
    written = len(fresh) + _write_events(pack.events, ids, by) + _write_groups(pack.groups, ids)
    if written:
        record(
            events.UNITS_LOADED,
            actor=by,
            subject_type="rulebook.pack",
            subject_id=pack.code,
            subject_label=pack.name,
            details={"units": len(fresh), "rows": written},
        )
    return written


def _write_identities(shapes: Iterable[UnitShape], ids: dict[str, int]) -> None:
    identities, spellings = [], []
    for shape in shapes:
        identities.append(_identity(ids[shape.code], shape.name, shape.form, shape.gso_code, shape.since, shape.until))
        for name in shape.also_spelled:
            spellings.append(Spelling(unit_id=ids[shape.code], name=name, name_key=unit_key(name)))
    Identity.objects.bulk_create(identities)
    Spelling.objects.bulk_create(spellings)


def _identity(unit_id: int, name: str, form: str, gso: str, since: date, until: date | None) -> Identity:
    name = nfc(name)
    bare = name[len(unit_form(name)) :].strip() if unit_form(name) else name
    return Identity(
        unit_id=unit_id,
        name=name,
        form=form,
        gso_code=gso,
        name_key=unit_key(name),
        sort_key=sort_key(bare),
        since=since,
        until=until,
    )


def _write_attributes(shapes: Iterable[UnitShape], ids: dict[str, int]) -> None:
    rows = []
    for shape in shapes:
        for a in shape.attributes:
            rows.append(_attribute(ids[shape.code], a.key, a.value, a.since, a.until, a.source, a.status))
        if shape.point is not None:
            point = f"{shape.point[0]} {shape.point[1]}"
            rows.append(_attribute(ids[shape.code], "point", point, shape.since, shape.until))
        if shape.neighbours:
            beside = " ".join(shape.neighbours)
            rows.append(_attribute(ids[shape.code], "neighbours", beside, shape.since, shape.until))
    Attribute.objects.bulk_create(rows)


def _attribute(
    unit_id: int, key: str, value: str, since: date, until: date | None, source: str = "", status: str = ""
) -> Attribute:
    return Attribute(unit_id=unit_id, key=key, value=value, since=since, until=until, source=source, status=status)


def _placements(
    shape: UnitShape, pack_events: Sequence[EventShape], ids: dict[str, int], ends: dict[str, date | None]
) -> list[Placement]:
    """The unit's place, followed through the end of its parent: where the parent merges, the unit moves along."""
    rows: list[Placement] = []
    parent, since = shape.parent, shape.since
    while parent:
        end = _earlier(shape.until, ends.get(parent))
        rows.append(Placement(unit_id=ids[shape.code], parent_id=ids[parent], since=since, until=end))
        if end is None or end == shape.until:
            break
        since = end + timedelta(days=1)
        parent = _follower(parent, since, pack_events)
    return rows


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _follower(code: str, day: date, pack_events: Sequence[EventShape]) -> str:
    """The one successor of a unit by an event of that day, or "" when it has none or several."""
    followers = {
        row.successor
        for event in pack_events
        if event.effective_on == day
        for row in event.lineage
        if row.predecessor == code
    }
    return followers.pop() if len(followers) == 1 else ""


def _write_events(shapes: Iterable[EventShape], ids: dict[str, int], by: str) -> int:
    known = set(LegalEvent.objects.values_list("code", flat=True))
    written = 0
    for shape in shapes:
        if shape.code in known:
            continue
        event = LegalEvent.objects.create(
            code=shape.code,
            kind=shape.kind,
            effective_on=shape.effective_on,
            document=shape.document,
            title=shape.title,
            source=shape.source,
            status=shape.status,
            recorded_by=by,
        )
        rows = [
            Lineage(
                event=event,
                predecessor_id=ids[row.predecessor],
                successor_id=ids[row.successor],
                share_area=row.share_area,
                share_people=row.share_people,
            )
            for row in shape.lineage
        ]
        Lineage.objects.bulk_create(rows)
        written += 1 + len(rows)
    return written


def _write_groups(shapes: Iterable[GroupShape], ids: dict[str, int]) -> int:
    known = set(Group.objects.values_list("code", flat=True))
    written = 0
    for shape in shapes:
        if shape.code in known:
            continue
        group = Group.objects.create(
            code=shape.code,
            name=shape.name,
            kind=shape.kind,
            since=shape.since,
            until=shape.until,
            source=shape.source,
            status=shape.status,
        )
        Membership.objects.bulk_create(
            [
                Membership(group=group, unit_id=ids[code], since=since, until=until)
                for code, since, until in shape.members
            ]
        )
        written += 1
    return written


@dataclass(frozen=True)
class NewUnit:
    """A unit that a legal event brings into being."""

    code: str
    kind: str
    form: str
    name: str
    gso_code: str
    parent: str
    attributes: tuple[tuple[str, str], ...] = ()


@transaction.atomic
def merge_units(
    *,
    code: str,
    effective_on: date,
    document: str,
    title: str,
    predecessors: Sequence[str],
    into: NewUnit,
    by: str,
    shares: dict[str, tuple[Decimal | None, Decimal | None]] | None = None,
) -> LegalEvent:
    """Records that `predecessors` became one new unit by a resolution.

    Writes the new unit, the last day of the old ones and of what was open about them, the event with its lineage
    (`shares`: area and people in percent by code, where known), and one entry in the journal. Values, recognitions
    and awards of the old units stay with them.
    """
    olds = _open_units(predecessors, effective_on)
    if Unit.objects.filter(code=into.code).exists():
        raise EventRefused(f"Mã đơn vị {into.code} đã có. Hãy dùng mã khác cho đơn vị mới.")
    event = LegalEvent.objects.create(
        code=code,
        kind="merge",
        effective_on=effective_on,
        document=document,
        title=title,
        recorded_by=by,
        status="recalled",
    )
    new = _open(into, effective_on, event)
    for old in olds:
        _close(old, effective_on - timedelta(days=1))
        area, people = (shares or {}).get(old.code, (None, None))
        Lineage.objects.create(event=event, predecessor=old, successor=new, share_area=area, share_people=people)
    record(
        events.LEGAL_EVENT_RECORDED,
        actor=by,
        subject_type="organisations.event",
        subject_id=event.code,
        subject_label=title[:200],
        unit_code=new.code,
        details={"kind": "merge", "on": effective_on.isoformat(), "from": list(predecessors), "to": into.code},
        paper=document,
    )
    return event


@transaction.atomic
def rename_unit(*, unit: Unit, name: str, effective_on: date, document: str, by: str, form: str = "") -> LegalEvent:
    """Records a new official name from a day on. Writes the former name's last day, the new name, an event, an entry."""
    identity = unit.identities.on(effective_on).first()
    if identity is None or identity.since >= effective_on:
        raise EventRefused(f"Đơn vị {unit.code} không có tên nào đang dùng trước ngày {effective_on:%d/%m/%Y}.")
    title = f"Đổi tên {identity.name} thành {name}"
    event = LegalEvent.objects.create(
        code=f"doi-ten-{unit.code}-{effective_on:%Y%m%d}",
        kind="rename",
        effective_on=effective_on,
        document=document,
        title=title,
        recorded_by=by,
        status="recalled",
    )
    ended, identity.until = identity.until, effective_on - timedelta(days=1)
    identity.save(update_fields=["until"])
    _identity(unit.pk, name, form or identity.form, identity.gso_code, effective_on, ended).save()
    record(
        events.LEGAL_EVENT_RECORDED,
        actor=by,
        subject_type="organisations.event",
        subject_id=event.code,
        subject_label=title[:200],
        unit_code=unit.code,
        details={"kind": "rename", "on": effective_on.isoformat(), "from": identity.name, "to": name},
        paper=document,
    )
    return event


@transaction.atomic
def move_unit(*, unit: Unit, parent: Unit, effective_on: date, document: str, by: str) -> LegalEvent:
    """Records that a unit belongs to another parent from a day on. Writes both placements, an event, an entry."""
    placed = unit.placements.on(effective_on).select_related("parent").first()
    if placed is None or placed.since >= effective_on:
        raise EventRefused(f"Đơn vị {unit.code} chưa thuộc đơn vị nào trước ngày {effective_on:%d/%m/%Y}.")
    if placed.parent_id == parent.pk:
        raise EventRefused(f"Đơn vị {unit.code} vốn đã thuộc {parent.code}; không có gì để chuyển.")
    title = f"Chuyển {unit.code} từ {placed.parent.code} về {parent.code}"
    event = LegalEvent.objects.create(
        code=f"chuyen-{unit.code}-{effective_on:%Y%m%d}",
        kind="move",
        effective_on=effective_on,
        document=document,
        title=title,
        recorded_by=by,
        status="recalled",
    )
    ended, placed.until = placed.until, effective_on - timedelta(days=1)
    placed.save(update_fields=["until"])
    Placement.objects.create(unit=unit, parent=parent, since=effective_on, until=ended, event=event)
    record(
        events.LEGAL_EVENT_RECORDED,
        actor=by,
        subject_type="organisations.event",
        subject_id=event.code,
        subject_label=title[:200],
        unit_code=unit.code,
        details={"kind": "move", "on": effective_on.isoformat(), "from": placed.parent.code, "to": parent.code},
        paper=document,
    )
    return event


@transaction.atomic
def split_unit(
    *, code: str, unit: Unit, parts: Sequence[NewUnit], effective_on: date, document: str, title: str, by: str
) -> LegalEvent:
    """Records that one unit became several. Writes its last day, the new units, the event with lineage, an entry."""
    if len(parts) < 2:
        raise EventRefused("Chia tách phải lập ra ít nhất hai đơn vị mới.")
    old = _open_units([unit.code], effective_on)[0]
    event = LegalEvent.objects.create(
        code=code,
        kind="split",
        effective_on=effective_on,
        document=document,
        title=title,
        recorded_by=by,
        status="recalled",
    )
    for part in parts:
        Lineage.objects.create(event=event, predecessor=old, successor=_open(part, effective_on, event))
    _close(old, effective_on - timedelta(days=1))
    record(
        events.LEGAL_EVENT_RECORDED,
        actor=by,
        subject_type="organisations.event",
        subject_id=event.code,
        subject_label=title[:200],
        unit_code=unit.code,
        details={"kind": "split", "on": effective_on.isoformat(), "from": unit.code, "to": [p.code for p in parts]},
        paper=document,
    )
    return event


@transaction.atomic
def open_unit(new: NewUnit, *, since: date, by: str, paper: str = "") -> Unit:
    """Writes a unit that was not known (a village, an enterprise, a household, a person) and one entry."""
    if Unit.objects.filter(code=new.code).exists():
        raise EventRefused(f"Mã đơn vị {new.code} đã có. Hãy dùng mã khác.")
    unit = _open(new, since, None)
    record(
        events.UNIT_OPENED,
        actor=by,
        subject_type="organisations.unit",
        subject_id=unit.code,
        subject_label=new.name[:200],
        unit_code=unit.code,
        details={"kind": new.kind, "since": since.isoformat(), "parent": new.parent},
        paper=paper,
    )
    return unit


def _open_units(codes: Sequence[str], effective_on: date) -> list[Unit]:
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    for code in codes:
        unit = units.get(code)
        if unit is None:
            raise EventRefused(f"Không có đơn vị mã {code}. Hãy kiểm tra lại mã.")
        if unit.since >= effective_on or (unit.until is not None and unit.until < effective_on):
            raise EventRefused(f"Đơn vị {code} không tồn tại ngay trước ngày {effective_on:%d/%m/%Y}.")
    return [units[code] for code in codes]


def _open(new: NewUnit, since: date, event: LegalEvent | None) -> Unit:
    unit = Unit.objects.create(code=new.code, kind=new.kind, since=since, status="recalled")
    _identity(unit.pk, new.name, new.form, new.gso_code, since, None).save()
    parent = Unit.objects.filter(code=new.parent).first()
    if parent is not None:
        Placement.objects.create(unit=unit, parent=parent, since=since, event=event)
    Attribute.objects.bulk_create([_attribute(unit.pk, key, value, since, None) for key, value in new.attributes])
    return unit


def _close(unit: Unit, last_day: date) -> None:
    """Gives a unit and all that is open about it its last day; rows that would begin later are left alone."""
    Unit.objects.filter(pk=unit.pk).update(until=last_day)
    still_open = Q(unit_id=unit.pk, since__lte=last_day) & (Q(until=None) | Q(until__gt=last_day))
    for dated in (Identity, Placement, Attribute, Membership, Post):
        dated.objects.filter(still_open).update(until=last_day)


@transaction.atomic
def give_post(
    *, account: Any, role: str, unit: Unit, since: date, by: str, until: date | None = None, paper: str = ""
) -> Post:
    """Gives a person a role for a unit in a period. Writes the post (once) and one entry."""
    if role not in ROLES:
        raise ValueError(f"unknown role {role}")
    post, made = Post.objects.get_or_create(
        account=account, role=role, unit=unit, since=since, defaults={"until": until, "paper": paper}
    )
    if made:
        _record_post(events.POST_GIVEN, post, by, paper)
    return post


@transaction.atomic
def end_post(post: Post, *, last_day: date, by: str, paper: str = "") -> None:
    """Gives a post its last day. Writes the day and one entry."""
    Post.objects.filter(pk=post.pk).update(until=last_day)
    post.until = last_day
    _record_post(events.POST_ENDED, post, by, paper)


def _record_post(act: str, post: Post, by: str, paper: str) -> None:
    record(
        act,
        actor=by,
        subject_type="accounts.user",
        subject_id=str(post.account_id),
        subject_label=str(post.account),
        unit_code=post.unit.code,
        details={"role": post.role, "since": post.since.isoformat(), "until": post.until and post.until.isoformat()},
        paper=paper,
    )


@transaction.atomic
def import_boundaries(outlines: dict[int, list[list[list[float]]]], *, source: str, by: str) -> int:
    """Keeps new outlines of units for drawing; former ones stay, no longer current. Writes one entry."""
    Boundary.objects.filter(unit_id__in=outlines, is_current=True).update(is_current=False)
    Boundary.objects.bulk_create(
        [Boundary(unit_id=pk, rings=rings, source=source, imported_by=by) for pk, rings in outlines.items()]
    )
    record(
        events.BOUNDARIES_IMPORTED,
        actor=by,
        subject_type="organisations.boundary",
        subject_id=source[:100],
        subject_label=f"{len(outlines)} đường bao",
        details={"units": len(outlines)},
        paper=source,
    )
    return len(outlines)

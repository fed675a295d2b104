"""Mergers, splits, renames and moves of units: each by its resolution, from a day on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from chungsuc.audit.actions import record
from chungsuc.law.periods import show_day

from .. import events
from ..facts import heir_of
from ..models import Attribute, Identity, LegalEvent, Lineage, Membership, Placement, Post, Unit
from .loading import attribute_row, identity_row


class EventRefused(ValueError):
    """A legal event contradicts what is recorded; the message says where and what to do."""


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
    Unit.objects.in_turn()
    olds = _open_units(predecessors, effective_on)
    _refuse_known_event(code)
    if Unit.objects.filter(code=into.code).exists():
        raise EventRefused(f"Mã đơn vị {into.code} đã có. Hãy dùng mã khác cho đơn vị mới.")
    event = _event("merge", code, effective_on, document, title, by)
    new = _open(into, effective_on, event, document)
    for old in olds:
        close_unit(old, effective_on - timedelta(days=1))
        bring_along(old, new, effective_on, event)
        area, people = (shares or {}).get(old.code, (None, None))
        Lineage.objects.create(event=event, predecessor=old, successor=new, share_area=area, share_people=people)
    details = {"kind": "merge", "on": effective_on.isoformat(), "from": list(predecessors), "to": into.code}
    _record(event, new.code, details)
    return event


@transaction.atomic
def rename_unit(
    *,
    unit: Unit,
    name: str,
    effective_on: date,
    document: str,
    by: str,
    form: str = "",
    attributes: Sequence[tuple[str, str]] = (),
) -> LegalEvent:
    """Records a new official name from a day on, and attributes that change with it (a commune that becomes a ward).

    Writes the former name's last day, the new name, the attributes that change, an event and an entry.
    """
    Unit.objects.in_turn()
    identity = unit.identities.on(effective_on).first()
    if identity is None:
        raise EventRefused(f"{_called(unit, effective_on)} không tồn tại vào ngày {show_day(effective_on)}.")
    if identity.since >= effective_on:
        raise EventRefused(
            f"Từ ngày {show_day(effective_on)} đơn vị đã mang tên {identity.name}. Hãy chọn ngày khác hoặc đơn vị khác."
        )
    title = f"Đổi tên {identity.name} thành {name}"
    event = _event("rename", _code("doi-ten", unit, effective_on), effective_on, document, title, by)
    ended, identity.until = identity.until, effective_on - timedelta(days=1)
    identity.save(update_fields=["until"])
    fresh = identity_row(unit.pk, name, form or identity.form, identity.gso_code, effective_on, ended)
    fresh.event = event
    fresh.save()
    for key, value in attributes:
        _hold(unit, key, value, effective_on, document)
    details = {"kind": "rename", "on": effective_on.isoformat(), "from": identity.name, "to": name}
    _record(event, unit.code, details | ({"attributes": dict(attributes)} if attributes else {}))
    return event


@transaction.atomic
def move_unit(*, unit: Unit, parent: Unit, effective_on: date, document: str, by: str) -> LegalEvent:
    """Records that a unit belongs to another parent from a day on. Writes both placements, an event, an entry."""
    Unit.objects.in_turn()
    placed = unit.placements.on(effective_on).select_related("parent").first()
    moved, to = _called(unit, effective_on), _called(parent, effective_on)
    if placed is None:
        raise EventRefused(f"{moved} không thuộc đơn vị nào vào ngày {show_day(effective_on)}.")
    if placed.parent_id == parent.pk:
        raise EventRefused(f"{moved} đã thuộc {to} vào ngày {show_day(effective_on)}; không có gì để chuyển.")
    if placed.since >= effective_on:
        raise EventRefused(
            f"Từ ngày {show_day(effective_on)} {moved} mới về {_called(placed.parent, effective_on)}. Hãy sửa ngày."
        )
    _refuse_impossible_parent(unit, parent, effective_on)
    title = f"Chuyển {moved} từ {_called(placed.parent, effective_on)} về {to}"
    event = _event("move", _code("chuyen", unit, effective_on), effective_on, document, title, by)
    ended, placed.until = placed.until, effective_on - timedelta(days=1)
    placed.save(update_fields=["until"])
    _place(unit, parent, effective_on, ended, event)
    details = {"kind": "move", "on": effective_on.isoformat(), "from": placed.parent.code, "to": parent.code}
    _record(event, unit.code, details)
    return event


@transaction.atomic
def split_unit(
    *,
    code: str,
    unit: Unit,
    parts: Sequence[NewUnit],
    effective_on: date,
    document: str,
    title: str,
    by: str,
    members: Mapping[str, str] | None = None,
) -> LegalEvent:
    """Records that one unit became several. Writes its last day, the new units, the event with lineage, an entry.

    `members` says for every unit that belonged to the old one to which part it belongs from now on (codes); one that
    is left out is refused: nobody guesses where a village goes, and none is orphaned.
    """
    Unit.objects.in_turn()
    if len({part.code for part in parts}) < 2:
        raise EventRefused("Chia tách phải lập ra ít nhất hai đơn vị mới.")
    _refuse_known_event(code)
    for part in parts:
        if Unit.objects.filter(code=part.code).exists():
            raise EventRefused(f"Mã đơn vị {part.code} đã có. Hãy dùng mã khác cho đơn vị mới.")
    old = _open_units([unit.code], effective_on)[0]
    event = _event("split", code, effective_on, document, title, by)
    opened = {part.code: _open(part, effective_on, event, document) for part in parts}
    for new in opened.values():
        Lineage.objects.create(event=event, predecessor=old, successor=new)
    close_unit(old, effective_on - timedelta(days=1))
    _share_out(old, opened, members or {}, effective_on, event)
    details = {"kind": "split", "on": effective_on.isoformat(), "from": unit.code, "to": [p.code for p in parts]}
    _record(event, unit.code, details)
    return event


@transaction.atomic
def open_unit(new: NewUnit, *, since: date, by: str, paper: str = "") -> Unit:
    """Writes a unit that was not known (a village, an enterprise, a household, a person) and one entry."""
    Unit.objects.in_turn()
    if Unit.objects.filter(code=new.code).exists():
        raise EventRefused(f"Mã đơn vị {new.code} đã có. Hãy dùng mã khác.")
    unit = _open(new, since, None, paper)
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


def _event(kind: str, code: str, effective_on: date, document: str, title: str, by: str) -> LegalEvent:
    _refuse_known_event(code)
    return LegalEvent.objects.create(
        code=code,
        kind=kind,
        effective_on=effective_on,
        document=document,
        title=title,
        recorded_by=by,
        status="recalled",
    )


def _record(event: LegalEvent, unit_code: str, details: dict[str, Any]) -> None:
    record(
        events.LEGAL_EVENT_RECORDED,
        actor=event.recorded_by,
        subject_type="organisations.event",
        subject_id=event.code,
        subject_label=event.title[:200],
        unit_code=unit_code,
        details=details,
        paper=event.document,
    )


def _code(prefix: str, unit: Unit, day: date) -> str:
    """An event's code is made of its unit's and its day, and has room for 60 characters."""
    return f"{prefix}-{unit.code[:40]}-{day:%Y%m%d}"


def _called(unit: Unit, day: date) -> str:
    """The unit by its name of a day, by its first one before that."""
    names = {i.since: i for i in unit.identities.all()}
    then = [since for since in sorted(names) if since <= day] or sorted(names)[:1]
    return names[then[-1]].name if then else unit.code


def _refuse_known_event(code: str) -> None:
    if LegalEvent.objects.filter(code=code).exists():
        raise EventRefused("Sự kiện này đã được ghi với cùng đơn vị và cùng ngày. Hãy mở nhật ký để xem.")


def _refuse_impossible_parent(unit: Unit, parent: Unit, day: date) -> None:
    """Nothing belongs to what does not exist that day, nor to itself or to something below it."""
    if not Unit.objects.on(day).filter(pk=parent.pk).exists():
        raise EventRefused(f"{_called(parent, day)} không tồn tại vào ngày {show_day(day)}. Hãy chọn đơn vị khác.")
    above: int | None = parent.pk
    while above is not None:
        if above == unit.pk:
            raise EventRefused(f"{_called(parent, day)} đang thuộc {_called(unit, day)}; không thể chuyển ngược lại.")
        above = Placement.objects.on(day).filter(unit_id=above).values_list("parent_id", flat=True).first()


def _open_units(codes: Sequence[str], effective_on: date) -> list[Unit]:
    if not codes or len(set(codes)) < len(codes):
        raise EventRefused("Hãy ghi mỗi đơn vị cũ đúng một lần, ít nhất một đơn vị.")
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    for code in codes:
        unit = units.get(code)
        if unit is None:
            raise EventRefused(f"Không có đơn vị mã {code}. Hãy kiểm tra lại mã.")
        if unit.since >= effective_on or (unit.until is not None and unit.until < effective_on):
            called = _called(unit, effective_on)
            raise EventRefused(f"{called} không tồn tại ngay trước ngày {show_day(effective_on)}. Hãy sửa ngày.")
    return [units[code] for code in codes]


def _open(new: NewUnit, since: date, event: LegalEvent | None, paper: str) -> Unit:
    unit = Unit.objects.create(code=new.code, kind=new.kind, since=since, source=paper, status="recalled")
    named = identity_row(unit.pk, new.name, new.form, new.gso_code, since, None)
    named.event = event
    named.save()
    parent = Unit.objects.filter(code=new.parent).first()
    if parent is not None:
        _place(unit, parent, since, None, event)
    Attribute.objects.bulk_create(
        [attribute_row(unit.pk, key, value, since, None, paper, "recalled") for key, value in new.attributes]
    )
    return unit


def _place(unit: Unit, parent: Unit, since: date, until: date | None, event: LegalEvent | None) -> None:
    """Puts a unit under a parent; where that one ends first, under its one successor, as it would have moved along."""
    at: Unit | None = parent
    while at is not None:
        last = min((day for day in (until, at.until) if day is not None), default=None)
        Placement.objects.create(unit=unit, parent=at, since=since, until=last, event=event)
        if last is None or last == until:
            return
        since = last + timedelta(days=1)
        at = heir_of(at, since)


def _hold(unit: Unit, key: str, value: str, since: date, source: str) -> None:
    """An attribute's value from a day on; the former one gets its last day, the same one stays as it is."""
    held = unit.attributes.on(since).filter(key=key).first()
    if held is not None and held.value == value:
        return
    if held is not None and held.since >= since:
        raise EventRefused(f"Từ ngày {show_day(since)} đã ghi một thuộc tính khác của đơn vị. Hãy chọn ngày khác.")
    ended = held.until if held else None
    if held is not None:
        held.until = since - timedelta(days=1)
        held.save(update_fields=["until"])
    attribute_row(unit.pk, key, value, since, ended, source, "recalled").save()


def close_unit(unit: Unit, last_day: date) -> None:
    """A part of an event: gives a unit and what is open about it its last day; rows that begin later are left alone."""
    Unit.objects.filter(pk=unit.pk).update(until=last_day)
    still_open = Q(unit_id=unit.pk, since__lte=last_day) & (Q(until=None) | Q(until__gt=last_day))
    for dated in (Identity, Placement, Attribute, Membership, Post):
        dated.objects.filter(still_open).update(until=last_day)


def bring_along(old: Unit, new: Unit, since: date, event: LegalEvent) -> None:
    """A part of an event: what belonged to a merged unit belongs to the new one: a village follows its commune."""
    for placed in Placement.objects.on(since).filter(parent=old).exclude(unit=new):
        _place_anew(placed, new, since, event)


def _share_out(
    old: Unit, opened: Mapping[str, Unit], members: Mapping[str, str], since: date, event: LegalEvent
) -> None:
    """Each member of a split unit goes to the part it was given to; one without a part refuses the whole event."""
    placements = Placement.objects.on(since).filter(parent=old).exclude(unit__in=opened.values()).select_related("unit")
    for placed in placements:
        part = opened.get(members.get(placed.unit.code, ""))
        if part is None:
            member = _called(placed.unit, since)
            raise EventRefused(f"{member} thuộc {_called(old, since)}. Hãy chọn đơn vị mới mà {member} sẽ thuộc về.")
        _place_anew(placed, part, since, event)


def _place_anew(placed: Placement, parent: Unit, since: date, event: LegalEvent) -> None:
    """Another parent from a day on; a placement that begins only then is left alone."""
    if placed.since < since:
        ended, placed.until = placed.until, since - timedelta(days=1)
        placed.save(update_fields=["until"])
        Placement.objects.create(unit_id=placed.unit_id, parent=parent, since=since, until=ended, event=event)

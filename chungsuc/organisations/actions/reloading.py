"""An edited pack compared with the units that are stored: later facts are added, the past is told as kept."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q

from chungsuc.audit.changes import differing, said
from chungsuc.law.dated import Fact, Reconciled, reconcile
from chungsuc.law.pack_changes import (
    GONE,
    Change,
    Contents,
    Loaded,
    Retirement,
    days_loaded,
    retire,
    retired_name,
    why_kept,
)
from chungsuc.law.pack_shapes import EventShape, GroupShape, Pack, UnitShape
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc, unit_key

from ..models import Attribute, Group, LegalEvent, Lineage, Membership, Spelling, Unit
from ..published import published_until
from .legal_events import EventRefused, bring_along, close_unit
from .loading import attribute_row

WORDS = {
    "region": "vùng áp mức yêu cầu",
    "special_difficulty": "đặc biệt khó khăn",
    "border": "biên giới",
    "commune_group": "nhóm xã",
    "in_ntm_scope": "trong diện xây dựng nông thôn mới",
    "role": "vai trò",
    "point": "vị trí trên bản đồ",
    "neighbours": "đơn vị giáp ranh",
}
DRAWN = ("point", "neighbours")  # they place a unit on the map and decide nothing: the pack's newest word holds
VALUES = {"yes": "có", "no": "không"}


@dataclass
class Reload:
    """One reload: the pack, who loads it, what it held before, what is told, what it no longer names ends when."""

    pack: Pack
    by: str
    contents: Contents
    loaded: Loaded
    retirement: Retirement
    ids: Mapping[str, int] = field(default_factory=dict)  # of every unit, the new ones among them

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """Every unit by code, as it was before this reload."""
        return {unit.code: unit for unit in Unit.objects.prefetch_related("identities", "placements__parent")}

    @cached_property
    def names(self) -> Mapping[str, str]:
        return {shape.code: shape.name for shape in self.pack.units}

    @cached_property
    def published(self) -> Mapping[int, date]:
        """Up to which day results about each unit are out. Asked once, when something differs."""
        return published_until(unit.pk for unit in self.units.values())


def compare_units(reload: Reload, shapes: Iterable[UnitShape]) -> None:
    """Known units: their words, their spellings, their end. What may not change is told with its place."""
    spelled = set(Spelling.objects.values_list("unit__code", "name"))
    for shape in shapes:
        unit = reload.units[shape.code]
        _compare_words(reload, shape, unit)
        _refuse_another_past(reload, shape, unit)
        for name in shape.also_spelled:
            if (shape.code, name) not in spelled:
                Spelling.objects.create(unit=unit, name=name, name_key=unit_key(name))
                reload.loaded.changes.append(
                    Change(shape.code, f"{shape.name}, cách viết khác", "", name, unit_code=shape.code)
                )


def _compare_words(reload: Reload, shape: UnitShape, unit: Unit) -> None:
    if other := differing(unit, {"source": shape.source, "status": shape.status}):
        reload.loaded.changes.append(Change(shape.code, shape.name, *said(unit, other), unit_code=shape.code))
        Unit.objects.filter(pk=unit.pk).update(**other)


def _refuse_another_past(reload: Reload, shape: UnitShape, unit: Unit) -> None:
    """Kind, first day, name, code and place of a unit are told by events, never by editing what it was."""
    first = min(unit.identities.all(), key=lambda row: row.since, default=None)
    placed = min(unit.placements.all(), key=lambda row: row.since, default=None)
    pairs: list[tuple[str, Any, Any]] = [
        ("loại", unit.kind, shape.kind),
        ("ngày đầu", show_day(unit.since), show_day(shape.since)),
        ("thuộc", placed.parent.code if placed else "", shape.parent),
    ]
    if first is not None:
        pairs += [
            ("tên", first.name, nfc(shape.name)),
            ("hình thức", first.form, shape.form),
            ("mã đơn vị hành chính", first.gso_code, shape.gso_code),
        ]
    for what, held, given in pairs:
        if held != given:
            reload.loaded.keep(
                shape.place,
                f"{shape.name}: {what} đã ghi là {held or 'trống'}, gói ghi {given or 'trống'}; chưa nhận vì làm đổi "
                "những ngày đã qua. Đổi tên, điều chuyển, sáp nhập thì ghi ở trang Ghi sự kiện đơn vị; cách viết khác "
                "thì thêm vào also_spelled.",
            )


def end_units(reload: Reload, shapes: Iterable[UnitShape], fresh: Iterable[EventShape]) -> None:
    """Known units that the pack now ends: they close, and what belonged to them follows the event that ends them."""
    for shape in shapes:
        unit = reload.units[shape.code]
        if unit.until == shape.until:
            continue
        if unit.until is not None:
            if not _ended_by_officer(reload, unit):
                _keep_end(reload, shape, f"đã kết thúc ngày {show_day(unit.until)}; không mở lại, không dời ngày")
            continue
        last = shape.until
        assert last is not None
        out = reload.published.get(unit.pk)
        if out is not None and out > last:
            raise EventRefused(
                f"{shape.place.file}:{shape.place.line}: {shape.name} đã có kết quả đến {show_day(out)}, không thể kết "
                f"thúc ngày {show_day(last)}. Hãy sửa ngày cuối."
            )
        close_unit(unit, last)
        reload.loaded.changes.append(
            Change(shape.code, f"{shape.name}, ngày cuối", "còn hoạt động", show_day(last), unit_code=shape.code)
        )
        _members_follow(unit, last + timedelta(days=1), fresh)


def _keep_end(reload: Reload, shape: UnitShape, why: str) -> None:
    given = f"gói ghi ngày cuối {show_day(shape.until)}" if shape.until else "gói không ghi ngày cuối"
    reload.loaded.keep(shape.place, f"{shape.name} {why} ({given}). Ghi lại ngày cuối đã nạp (until) trong gói.")


def _ended_by_officer(reload: Reload, unit: Unit) -> bool:
    """Whether an event that is not the pack's ended the unit."""
    own = {event.code for event in reload.pack.events}
    assert unit.until is not None
    ended = Lineage.objects.filter(predecessor=unit, event__effective_on=unit.until + timedelta(days=1))
    return ended.exclude(event__code__in=own).exists()


def _members_follow(unit: Unit, day: date, fresh: Iterable[EventShape]) -> None:
    heirs = {
        (event.code, row.successor)
        for event in fresh
        for row in event.lineage
        if row.predecessor == unit.code and event.effective_on == day
    }
    if len(heirs) == 1:
        [(event, successor)] = heirs
        bring_along(unit, Unit.objects.get(code=successor), day, LegalEvent.objects.get(code=event))


def compare_attributes(reload: Reload) -> None:
    """The attributes of units, new and known: dated facts that follow each other."""
    stored: dict[int, dict[str, list[Attribute]]] = {}
    for row in Attribute.objects.all():
        stored.setdefault(row.unit_id, {}).setdefault(row.key, []).append(row)
    ends = dict(Unit.objects.values_list("pk", "until"))
    fresh: list[Attribute] = []
    for shape in reload.pack.units:
        unit_id = reload.ids[shape.code]
        held = stored.get(unit_id, {})
        wanted: dict[str, list[Fact]] = {}
        for a in shape.attributes:
            wanted.setdefault(a.key, []).append(Fact(a.since, a.until, a.value, a))
        for key in sorted({*wanted, *held} - set(DRAWN)):
            facts = [Fact(row.since, row.until, row.value, row) for row in held.get(key, ())]
            fresh += _compare_attribute(reload, shape, key, facts, wanted.get(key, []), ends[unit_id])
        fresh += _compare_drawing(reload, shape, held)
    Attribute.objects.bulk_create(fresh)


def _compare_attribute(
    reload: Reload, shape: UnitShape, key: str, held: list[Fact], wanted: list[Fact], closed: date | None
) -> list[Attribute]:
    """The rows to add; ends and changed words are written, what is refused or gone is told."""
    unit_id, known = reload.ids[shape.code], shape.code in reload.units
    published = reload.published.get(unit_id) if known and held != wanted else None
    days = days_loaded(reload.contents, "attributes", shape.code, key, (fact.since for fact in held))
    found = reconcile(held, wanted, loaded=days, closed=closed, published=published)
    label = f"{shape.name}, {WORDS.get(key, key)}"
    found = retire(found, "attributes", (shape.code, key), reload.loaded, reload.retirement, published)
    _tell(reload, label, shape.code, found, held, published)
    for row, fact in ((one.row, other) for one, other in found.same):
        if other := differing(row, {"source": fact.row.source, "status": fact.row.status}):
            reload.loaded.changes.append(Change(shape.code, label, *said(row, other), unit_code=shape.code))
            Attribute.objects.filter(pk=row.pk).update(**other)
    for one, until in found.ends:
        Attribute.objects.filter(pk=one.row.pk).update(until=until)
    if known:
        reload.loaded.changes += _changes(shape.code, label, found, shape.code)
    return [attribute_row(unit_id, key, f.value, f.since, f.until, f.row.source, f.row.status) for f in found.adds]


def _changes(subject: str, label: str, found: Reconciled, unit_code: str = "") -> list[Change]:
    ends = [
        Change(subject, label, _fact_said(one), _fact_said(Fact(one.since, until, one.value)), unit_code=unit_code)
        for one, until in found.ends
    ]
    return ends + [Change(subject, label, "", _fact_said(fact), unit_code=unit_code) for fact in found.adds]


def _fact_said(fact: Fact) -> str:
    until = f" đến hết {show_day(fact.until)}" if fact.until else ""
    value = VALUES.get(str(fact.value), str(fact.value))
    return f"{value} từ {show_day(fact.since)}{until}"


def _tell(reload: Reload, label: str, code: str, found: Reconciled, held: list[Fact], published: date | None) -> None:
    for fact, why in found.refused:
        at = next((one for one in held if one.covers(fact.since)), None)
        is_held = _fact_said(at) if at else "một giá trị"
        reload.loaded.keep(
            fact.row.place, f"{label} ({_fact_said(fact)}): {why_kept(why, fact.since, is_held, published)}"
        )
    for fact in found.gone:
        reload.loaded.keep(None, f"{label} ({_fact_said(fact)}): {GONE}")


def _compare_drawing(reload: Reload, shape: UnitShape, held: Mapping[str, list[Attribute]]) -> list[Attribute]:
    given = {
        "point": f"{shape.point[0]} {shape.point[1]}" if shape.point is not None else "",
        "neighbours": " ".join(shape.neighbours),
    }
    fresh = []
    for key, value in given.items():
        row = next(iter(held.get(key, ())), None)
        before = row.value if row else ""
        if not value or value == before:
            continue
        if row is None:
            fresh.append(attribute_row(reload.ids[shape.code], key, value, shape.since, shape.until))
        else:
            Attribute.objects.filter(pk=row.pk).update(value=value)
        if shape.code in reload.units:
            label = f"{shape.name}, {WORDS[key]}"
            reload.loaded.changes.append(Change(shape.code, label, before, value, unit_code=shape.code))
    return fresh


def compare_events(reload: Reload, shapes: Iterable[EventShape]) -> None:
    """Known events: their words and the shares that were not known yet; another day or lineage is told as kept."""
    known = {
        event.code: event for event in LegalEvent.objects.prefetch_related("lineage__predecessor", "lineage__successor")
    }
    for shape in shapes:
        event = known[shape.code]
        words = {"title": shape.title, "document": shape.document, "source": shape.source, "status": shape.status}
        if other := differing(event, words):
            reload.loaded.changes.append(Change(shape.code, f"sự kiện {event.title}", *said(event, other)))
            LegalEvent.objects.filter(pk=event.pk).update(**other)
        rows = {(row.predecessor.code, row.successor.code): row for row in event.lineage.all()}
        given = {(line.predecessor, line.successor): line for line in shape.lineage}
        if (event.kind, event.effective_on, set(rows)) != (shape.kind, shape.effective_on, set(given)):
            reload.loaded.keep(
                shape.place,
                f"sự kiện {event.title}: loại, ngày hiệu lực hoặc các đơn vị cũ, mới khác điều đã ghi; chưa nhận vì "
                "làm đổi những ngày đã qua. Ghi nhầm thì ghi một sự kiện khác để sửa.",
            )
            continue
        for pair, line in given.items():
            shares = {"share_area": line.share_area, "share_people": line.share_people}
            other = {name: v for name, v in differing(rows[pair], shares).items() if v is not None}
            if other:
                label = f"{reload.names.get(pair[0], pair[0])} nhập vào {reload.names.get(pair[1], pair[1])}"
                reload.loaded.changes.append(Change(shape.code, label, *said(rows[pair], other)))
                Lineage.objects.filter(pk=rows[pair].pk).update(**other)


def compare_groups(reload: Reload, known: Collection[str]) -> None:
    """Clusters: of known ones their words and their end; the members of all as dated facts."""
    groups = {group.code: group for group in Group.objects.prefetch_related("memberships__unit")}
    for shape in reload.pack.groups:
        if shape.code in known:
            _compare_group(reload, shape, groups[shape.code])
        _compare_members(reload, shape, groups[shape.code], tell=shape.code in known)
    given = {shape.code for shape in reload.pack.groups}
    for code in sorted(set(reload.contents.get("groups", ())) - given):
        _retire_group(reload, groups[code])


def _retire_group(reload: Reload, group: Group) -> None:
    """A cluster that the pack no longer names ends with its members, where the retirement reaches it."""
    name, retirement = retired_name("groups", group.code), reload.retirement
    if retirement.settled(name) or not retirement.reaches(group.since):
        return  # `left_out` tells of it
    reload.loaded.retired.append(name)
    last = retirement.last_day(group.until)
    if last == group.until:
        return
    after = {"until": last}
    reload.loaded.changes.append(Change(group.code, group.name, *said(group, after)))
    Group.objects.filter(pk=group.pk).update(**after)
    group.memberships.filter(Q(until=None) | Q(until__gt=last), since__lte=last).update(until=last)


def _compare_group(reload: Reload, shape: GroupShape, group: Group) -> None:
    fields: dict[str, Any] = {"name": shape.name, "source": shape.source, "status": shape.status}
    reopens = reload.retirement.settled(retired_name("groups", shape.code))
    if group.until is None or reopens:
        fields["until"] = shape.until
    if other := differing(group, fields):
        reload.loaded.changes.append(Change(shape.code, group.name, *said(group, other)))
        Group.objects.filter(pk=group.pk).update(**other)
    until = shape.until if reopens else group.until or shape.until
    if (group.kind, group.since, until) != (shape.kind, shape.since, shape.until):
        reload.loaded.keep(
            shape.place,
            f"{group.name}: loại, ngày đầu hoặc ngày cuối khác điều đã ghi; chưa nhận. Lập cụm mới với mã khác.",
        )


def _compare_members(reload: Reload, shape: GroupShape, group: Group, *, tell: bool) -> None:
    stored: dict[str, list[Membership]] = {}
    for row in group.memberships.all():
        stored.setdefault(row.unit.code, []).append(row)
    wanted: dict[str, list[Fact]] = {}
    for code, since, until in shape.members:
        wanted.setdefault(code, []).append(Fact(since, until, "thành viên", shape))
    closed = dict(Unit.objects.filter(code__in={*stored, *wanted}).values_list("code", "until"))
    for code in sorted({*stored, *wanted}):
        held = [Fact(row.since, row.until, "thành viên", row) for row in stored.get(code, ())]
        loaded = [fact.since for fact in held]  # only packs say who is a member
        found = reconcile(held, wanted.get(code, []), loaded=loaded, closed=closed[code])
        label = f"{group.name}, {reload.names.get(code, code)}"
        found = retire(found, "members", (shape.code, code), reload.loaded, reload.retirement)
        _tell(reload, label, code, found, held, None)
        reload.loaded.changes += _changes(shape.code, label, found) if tell else []
        for one, until in found.ends:
            Membership.objects.filter(pk=one.row.pk).update(until=until)
        Membership.objects.bulk_create(
            [Membership(group=group, unit_id=reload.ids[code], since=f.since, until=f.until) for f in found.adds]
        )

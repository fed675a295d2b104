"""Reading the units of a pack, the events on them, their clusters, and who answers for which criterion."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .pack_nodes import Node, as_number
from .pack_rows import Row
from .pack_shapes import AttributeShape, EventShape, GroupShape, LineageShape, OwnerShape, Place, UnitShape

UNIT_KINDS = (
    "province",
    "district",
    "commune",
    "village",
    "department",
    "coordination_office",
    "central_body",
    "armed_forces",
    "fatherland_front",
    "mass_organisation",
    "press",
    "enterprise",
    "cooperative",
)
ATTRIBUTES = ("region", "special_difficulty", "border", "commune_group", "in_ntm_scope", "role")
FLAGS = ("special_difficulty", "border", "in_ntm_scope")  # attributes that a unit has or has not
YES_OR_NO = ("yes", "no")
EVENT_KINDS = ("merge", "split", "rename", "move")
GROUP_KINDS = ("cluster", "block")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class AttributeRule:
    """An attribute given to many units at once, within the life of each and within its own period."""

    key: str
    value: str
    kinds: tuple[str, ...]
    forms: tuple[str, ...]
    units: tuple[str, ...]
    since: date
    until: date | None
    source: str
    status: str
    place: Place

    def fits(self, unit: UnitShape) -> bool:
        """Whether the rule speaks of this unit on at least one day."""
        named = not self.units or unit.code in self.units
        kind = not self.kinds or unit.kind in self.kinds
        form = not self.forms or unit.form in self.forms
        return named and kind and form and overlap(self.since, self.until, unit.since, unit.until)


def overlap(since: date, until: date | None, other_since: date, other_until: date | None) -> bool:
    """Whether two periods share a day."""
    return (until is None or other_since <= until) and (other_until is None or since <= other_until)


def earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two last days, where None is never."""
    return min((day for day in (one, other) if day is not None), default=None)


def read_unit(row: Row) -> UnitShape:
    """A unit of units.yaml or bodies.yaml; `role` becomes an attribute."""
    since, until = row.period()
    source, status = row.source(), row.status()
    role = row.text_or("role")
    return UnitShape(
        code=row.text("code"),
        kind=row.one_of("kind", UNIT_KINDS),
        form=row.text_or("form"),
        name=row.text("name"),
        also_spelled=row.texts("also_spelled"),
        gso_code=row.text_or("gso"),
        parent=row.text_or("parent"),
        since=since,
        until=until,
        attributes=(AttributeShape("role", role, since, until, source, status, row.place),) if role else (),
        point=_point(row),
        neighbours=row.texts("neighbours"),
        source=source,
        status=status,
        place=row.place,
    )


def _point(row: Row) -> tuple[float, float] | None:
    numbers = [as_number(text) for text in row.texts("point")]
    if not numbers:
        return None
    if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
        row.refuse("“point” phải là [kinh độ, vĩ độ], ví dụ [107.7, 12.0].", row.find("point"))
        return None
    longitude, latitude = float(numbers[0]), float(numbers[1])
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        row.refuse("“point” nằm ngoài quả đất; ghi kinh độ trước, vĩ độ sau.", row.find("point"))
    return longitude, latitude


def read_under(row: Row, key: str, kind: str = "") -> tuple[UnitShape, ...]:
    """Units listed by parent, `parent: [units]`: rows like any unit's, without `parent` (and `kind` when given)."""
    units: list[UnitShape] = []
    for parent, listed in row.table(key).items():
        if listed.kind != "list":
            row.refuse(f"Dưới “{parent}” phải là danh sách đơn vị, mỗi dòng bắt đầu bằng dấu gạch.", listed)
        rows = [row.inside(_given(item, parent, kind, listed), read_unit) for item in listed.items]
        units.extend(unit for unit in rows if unit is not None)
    return tuple(units)


def _given(node: Node, parent: str, kind: str, under: Node) -> Node:
    given = {"parent": Node(under.place, "scalar", parent)}
    if kind:
        given["kind"] = Node(node.place, "scalar", kind)
    return replace(node, pairs=dict(node.pairs) | given)


def read_attribute(row: Row) -> AttributeRule:
    """A rule of units.yaml's `attributes`; no period of its own means the life of each unit."""
    since, until = row.day_or_none("from") or date.min, row.day_or_none("to")
    key = row.one_of("key", ATTRIBUTES)
    kinds = row.texts("kinds")
    for kind in kinds:
        if kind not in UNIT_KINDS:
            row.refuse(f"Loại đơn vị “{kind}” không dùng được; chọn trong: {', '.join(UNIT_KINDS)}.", row.find("kinds"))
    return AttributeRule(
        key=key,
        value=row.one_of("value", YES_OR_NO) if key in FLAGS else row.text("value"),
        kinds=kinds,
        forms=row.texts("forms"),
        units=row.texts("units"),
        since=since,
        until=until,
        source=row.source(),
        status=row.status(),
        place=row.place,
    )


def with_attributes(units: Iterable[UnitShape], rules: Iterable[AttributeRule]) -> tuple[UnitShape, ...]:
    """The units with every rule that fits them spelled out as a dated attribute."""
    given = tuple(rules)
    return tuple(replace(unit, attributes=unit.attributes + _given_to(unit, given)) for unit in units)


def _given_to(unit: UnitShape, rules: Iterable[AttributeRule]) -> tuple[AttributeShape, ...]:
    return tuple(
        AttributeShape(
            rule.key,
            rule.value,
            max(unit.since, rule.since),
            earlier(unit.until, rule.until),
            rule.source,
            rule.status,
            rule.place,
        )
        for rule in rules
        if rule.fits(unit)
    )


def read_event(row: Row) -> EventShape:
    """A legal event. Its lineage is a table of successor: [predecessors]."""
    lineage = [line for successor, listed in row.table("lineage").items() for line in _lines_of(row, successor, listed)]
    if not lineage:
        row.refuse("“lineage” trống; ghi từng đơn vị mới và các đơn vị cũ nhập vào nó.", row.find("lineage"))
    return EventShape(
        code=row.text("code"),
        kind=row.one_of("kind", EVENT_KINDS),
        effective_on=row.day("effective_on"),
        document=row.text_or("document"),
        title=row.text("title"),
        lineage=tuple(lineage),
        source=row.source(),
        status=row.status(),
        place=row.place,
    )


def _lines_of(row: Row, successor: str, listed: Node) -> Iterable[LineageShape]:
    """Whole units by code; a part as {unit: code, share_area: 40, share_people: 35} in percent."""
    if listed.kind != "list":
        row.refuse(f"Dòng “{successor}” phải là danh sách các đơn vị cũ; đặt trong ngoặc vuông.", listed)
        return
    for item in listed.items:
        if item.kind == "mapping":
            part = row.inside(item, lambda inner: _part(inner, successor))
            if part is not None:
                yield part
        else:
            yield LineageShape(row.text_of("lineage", item), successor)


def _part(row: Row, successor: str) -> LineageShape:
    area = row.number("share_area") if row.find("share_area") else None
    people = row.number("share_people") if row.find("share_people") else None
    return LineageShape(row.text("unit"), successor, area, people)


def read_group(row: Row, units: Mapping[str, UnitShape]) -> GroupShape:
    """A cluster; `members` by code or `members_kind` for all units of a kind, each within its own life.

    A member of only a part of that time is written {unit: code, since: day, until: day}.
    """
    since, until = row.period()
    kind = row.one_of("members_kind", ("", *UNIT_KINDS), "")
    named = [(unit.code, since, until) for unit in units.values() if kind and unit.kind == kind]
    named += _members(row, since, until)
    members = tuple((code, *_shared(units.get(code), first, last)) for code, first, last in named)
    if not members:
        row.refuse("Cụm thi đua chưa có thành viên; ghi members hoặc members_kind.")
    return GroupShape(
        code=row.text("code"),
        name=row.text("name"),
        kind=row.one_of("kind", GROUP_KINDS),
        since=since,
        until=until,
        members=members,
        source=row.source(),
        status=row.status(),
        place=row.place,
    )


def _members(row: Row, since: date, until: date | None) -> Iterable[tuple[str, date, date | None]]:
    """The members that are listed, each with the part of the cluster's time that it belongs to it."""
    listed = row.find("members")
    if listed is not None and listed.kind != "list":
        row.refuse("“members” phải là danh sách; đặt trong ngoặc vuông.", listed)
        return
    for item in listed.items if listed is not None else ():
        if item.kind != "mapping":
            yield row.text_of("members", item), since, until
            continue
        part = row.inside(item, lambda inner: (inner.text("unit"), *inner.period(required=False)))
        if part is not None:
            yield part[0], max(part[1], since), earlier(part[2], until)


def _shared(unit: UnitShape | None, since: date, until: date | None) -> tuple[date, date | None]:
    return (max(unit.since, since), earlier(unit.until, until)) if unit else (since, until)


def read_owners(row: Row, units: Mapping[str, UnitShape], events: Iterable[EventShape]) -> tuple[OwnerShape, ...]:
    """The bodies that answer for a set's parts. Where a body ends, its successor by an event answers from then on."""
    since, until = row.period()
    set_code, source, status = row.text("set"), row.source(), row.status()
    known, places = tuple(events), row.table("owners")
    return tuple(
        OwnerShape(set_code, part, body, start, end, source, status, places[part].place)
        for part, first in row.words("owners").items()
        for body, start, end in _succession(first, since, until, units, known)
    )


def _succession(
    body: str, since: date, until: date | None, units: Mapping[str, UnitShape], events: Iterable[EventShape]
) -> Iterable[tuple[str, date, date | None]]:
    while True:
        unit = units.get(body)
        end = earlier(until, unit.until) if unit else until
        if end is not None and end < since:
            return
        yield body, since, end
        heir = follower(body, end + ONE_DAY, events) if end is not None and end != until else ""
        if not heir or end is None:
            return
        body, since = heir, end + ONE_DAY


def follower(code: str, day: date, events: Iterable[EventShape]) -> str:
    """The one successor of a unit by an event of that day, or "" when it has none or several."""
    found = {
        line.successor
        for event in events
        if event.effective_on == day
        for line in event.lineage
        if line.predecessor == code
    }
    return found.pop() if len(found) == 1 else ""

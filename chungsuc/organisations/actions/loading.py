"""The rows of a pack's new units, events and groups."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from chungsuc.law.pack_shapes import EventShape, GroupShape, UnitShape
from chungsuc.law.spelling import nfc, sort_key, unit_form, unit_key

from ..models import Attribute, Group, Identity, LegalEvent, Lineage, Placement, Spelling


def write_identities(shapes: Iterable[UnitShape], ids: dict[str, int]) -> None:
    """A part of loading: writes the names and spellings of new units."""
    identities, spellings = [], []
    for shape in shapes:
        identities.append(
            identity_row(ids[shape.code], shape.name, shape.form, shape.gso_code, shape.since, shape.until)
        )
        for name in shape.also_spelled:
            spellings.append(Spelling(unit_id=ids[shape.code], name=name, name_key=unit_key(name)))
    Identity.objects.bulk_create(identities)
    Spelling.objects.bulk_create(spellings)


def identity_row(unit_id: int, name: str, form: str, gso: str, since: date, until: date | None) -> Identity:
    """A name of a unit in a period, not yet saved."""
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


def attribute_row(
    unit_id: int, key: str, value: str, since: date, until: date | None, source: str = "", status: str = ""
) -> Attribute:
    """A dated property of a unit, not yet saved."""
    return Attribute(unit_id=unit_id, key=key, value=value, since=since, until=until, source=source, status=status)


def placements_of(
    shape: UnitShape, pack_events: Sequence[EventShape], ids: dict[str, int], ends: dict[str, date | None]
) -> list[Placement]:
    """The unit's place, not yet saved; where its parent merges, it moves along to the successor."""
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


def write_events(shapes: Iterable[EventShape], ids: dict[str, int], by: str) -> int:
    """A part of loading: writes new events with their lineage; returns how many rows."""
    written = 0
    for shape in shapes:
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


def write_groups(shapes: Iterable[GroupShape]) -> int:
    """A part of loading: writes new clusters; their members are compared like those of known ones."""
    rows = [
        Group(code=s.code, name=s.name, kind=s.kind, since=s.since, until=s.until, source=s.source, status=s.status)
        for s in shapes
    ]
    return len(Group.objects.bulk_create(rows))

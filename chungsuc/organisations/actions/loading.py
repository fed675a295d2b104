"""A pack's units, events and groups into the tables; known rows stay as they are."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction

from chungsuc.audit.actions import record
from chungsuc.law.pack_shapes import EventShape, GroupShape, Pack, UnitShape
from chungsuc.law.spelling import nfc, sort_key, unit_form, unit_key

from .. import events
from ..models import Attribute, Group, Identity, LegalEvent, Lineage, Membership, Placement, Spelling, Unit


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


def _write_attributes(shapes: Iterable[UnitShape], ids: dict[str, int]) -> None:
    rows = []
    for shape in shapes:
        for a in shape.attributes:
            rows.append(attribute_row(ids[shape.code], a.key, a.value, a.since, a.until, a.source, a.status))
        if shape.point is not None:
            point = f"{shape.point[0]} {shape.point[1]}"
            rows.append(attribute_row(ids[shape.code], "point", point, shape.since, shape.until))
        if shape.neighbours:
            beside = " ".join(shape.neighbours)
            rows.append(attribute_row(ids[shape.code], "neighbours", beside, shape.since, shape.until))
    Attribute.objects.bulk_create(rows)


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

"""A pack's units, events and groups: new ones are written, known ones compared."""

from collections.abc import Iterable

from django.db import transaction

from chungsuc.audit.actions import record, record_changes
from chungsuc.law.pack_changes import NO_RETIREMENT, Contents, Loaded, Retirement
from chungsuc.law.pack_shapes import EventShape, Pack
from chungsuc.law.periods import show_day

from .. import events
from ..models import Group, LegalEvent, Lineage, Placement, Unit
from .legal_events import EventRefused
from .loading import placements_of, write_events, write_groups, write_identities
from .reloading import Reload, compare_attributes, compare_events, compare_groups, compare_units, end_units


@transaction.atomic
def load_units(
    pack: Pack, *, by: str, contents: Contents | None = None, retirement: Retirement = NO_RETIREMENT
) -> Loaded:
    """Writes what is new of the pack's units, events and groups, and compares what is known (see `reloading`).

    `contents`: what the pack held when it was last loaded. Records one event for what is new and one for each change;
    loading the same pack again writes nothing. Attributes, members and clusters that the pack no longer names end where
    the retirement reaches. EventRefused when the pack ends a unit against what is recorded.
    """
    Unit.objects.in_turn()
    reload = Reload(pack, by, contents or {}, Loaded(), retirement)
    fresh = [shape for shape in pack.units if shape.code not in reload.units]
    known = [shape for shape in pack.units if shape.code in reload.units]
    Unit.objects.bulk_create(
        [Unit(code=s.code, kind=s.kind, since=s.since, until=s.until, source=s.source, status=s.status) for s in fresh]
    )
    reload.ids = dict(Unit.objects.values_list("code", "id"))
    ends = {shape.code: shape.until for shape in pack.units}
    write_identities(fresh, reload.ids)
    rows = [row for shape in fresh for row in placements_of(shape, pack.events, reload.ids, ends)]
    Placement.objects.bulk_create(rows)
    heard = set(LegalEvent.objects.values_list("code", flat=True))
    new_events = [event for event in pack.events if event.code not in heard]
    _refuse_second_end(new_events)
    written = len(fresh) + write_events(new_events, reload.ids, by)
    end_units(reload, known, new_events)
    compare_events(reload, [event for event in pack.events if event.code in heard])
    compare_units(reload, known)
    compare_attributes(reload)
    held = set(Group.objects.values_list("code", flat=True))
    written += write_groups([group for group in pack.groups if group.code not in held])
    compare_groups(reload, held)
    reload.loaded.new = written
    if written:
        record(
            events.UNITS_LOADED,
            actor=by,
            subject_type="rulebook.pack",
            subject_id=pack.code,
            subject_label=pack.name,
            details={"units": len(fresh), "rows": written},
        )
    record_changes(events.PACK_CHANGED, reload.loaded.changes, actor=by, subject_type="organisations.unit")
    return reload.loaded


def _refuse_second_end(fresh: Iterable[EventShape]) -> None:
    """A unit flows into another once on a day: an officer may have recorded that event already."""
    for event in fresh:
        codes = [line.predecessor for line in event.lineage]
        ended = Lineage.objects.filter(predecessor__code__in=codes, event__effective_on=event.effective_on)
        if known := ended.select_related("event").first():
            raise EventRefused(
                f"{event.place.file}:{event.place.line}: {event.title}: ngày {show_day(event.effective_on)} đã có sự "
                f"kiện {known.event.title} về cùng đơn vị. Hãy bỏ sự kiện này khỏi gói."
            )

"""The pack's levels of recognition: new ones are written, known ones compared."""

from typing import Any

from django.db import transaction
from django.db.models import Count

from chungsuc.audit.actions import record, record_changes
from chungsuc.audit.changes import differing, said
from chungsuc.law.pack_changes import Change, Loaded
from chungsuc.law.pack_shapes import LevelShape, Pack
from chungsuc.law.periods import show_day

from .. import events
from ..models import Level, Recognition


@transaction.atomic
def load_levels(pack: Pack, *, by: str) -> Loaded:
    """Writes the pack's levels that are not known yet, and what changed of the others; one event for either.

    What decisions of the register rest on (kind of unit, rank, what it includes) stays and is told as kept.
    """
    known = {level.code: level for level in Level.objects.annotate(entries=Count("recognitions"))}
    fresh = [shape for shape in pack.levels if shape.code not in known]
    Level.objects.bulk_create([Level(code=s.code, **_words(s), **_basis(s), until=s.until) for s in fresh])
    loaded = Loaded(new=len(fresh))
    for shape in pack.levels:
        if shape.code in known:
            _compare(shape, known[shape.code], loaded)
    if fresh:
        record(
            events.LEVELS_LOADED,
            actor=by,
            subject_type="rulebook.pack",
            subject_id=pack.code,
            subject_label=pack.name,
            details={"levels": [s.code for s in fresh]},
        )
    record_changes(events.PACK_CHANGED, loaded.changes, actor=by, subject_type="recognition.level")
    return loaded


def _words(shape: LevelShape) -> dict[str, Any]:
    return {
        "name": shape.name,
        "aliases": list(shape.aliases),
        "set_code": shape.set_code,
        "document": shape.document,
        "source": shape.source,
        "status": shape.status,
    }


def _basis(shape: LevelShape) -> dict[str, Any]:
    return {
        "unit_kind": shape.unit_kind,
        "rank": shape.rank,
        "includes": list(shape.includes),
        "since": shape.since,
    }


def _compare(shape: LevelShape, level: Any, loaded: Loaded) -> None:
    other = differing(level, _words(shape))
    if changed := differing(level, _basis(shape)):
        if level.entries:
            before, after = said(level, changed)
            loaded.keep(
                shape.place,
                f"mức {level.name} ({before} → {after}): đã có {level.entries} quyết định công nhận ở mức này nên chưa "
                "nhận. Lập một mức mới với mã khác, hoặc ghi lại như cũ.",
            )
        else:
            other |= changed
    if level.until != shape.until:
        newest = Recognition.objects.filter(level=level).order_by("-signed_on").first()
        if shape.until is not None and newest is not None and newest.signed_on > shape.until:
            loaded.keep(
                shape.place,
                f"mức {level.name}: đã có quyết định ký ngày {show_day(newest.signed_on)}, sau ngày cuối "
                f"{show_day(shape.until)}, nên chưa nhận. Sửa ngày cuối (until).",
            )
        else:
            other["until"] = shape.until
    if other:
        loaded.changes.append(Change(shape.code, f"mức {level.name}", *said(level, other)))
        Level.objects.filter(pk=level.pk).update(**other)

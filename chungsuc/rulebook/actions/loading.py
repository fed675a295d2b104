"""A pack's documents, figures and days off into the tables."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from chungsuc.audit.actions import record
from chungsuc.law.pack_shapes import DayOffShape, DocumentShape, FigureShape, Pack

from .. import events
from ..models import DayOff, Figure, LegalDocument
from .values import as_json


@transaction.atomic
def load_register(pack: Pack, *, by: str) -> list[str]:
    """Writes the pack's documents, figures and days off; a changed figure becomes a new version.

    Returns the keys of figures that are new or changed. Loading the same pack again writes nothing.
    """
    _load_documents(pack.documents)
    _load_days_off(pack.days_off)
    changed = _load_figures(pack.figures, pack.code)
    if changed:
        record(
            events.PACK_LOADED,
            actor=by,
            subject_type="rulebook.pack",
            subject_id=pack.code,
            subject_label=pack.name,
            details={"changed_figures": len(changed), "first": changed[:20]},
        )
        events.figures_changed(changed)
    return changed


def _load_documents(shapes: Iterable[DocumentShape]) -> None:
    known = {document.code: document for document in LegalDocument.objects.all()}
    for shape in shapes:
        fields: dict[str, Any] = {
            "kind": shape.kind,
            "numbers_printed": list(shape.numbers_printed),
            "number_confirmed": shape.number_confirmed,
            "title": shape.title,
            "issuer": shape.issuer,
            "issued_on": shape.issued_on,
            "since": shape.since,
            "until": shape.until,
            "role": shape.role,
            "source": shape.source,
            "status": shape.status,
            "note": shape.note,
        }
        if shape.code not in known:
            LegalDocument.objects.create(code=shape.code, **fields)
        elif any(getattr(known[shape.code], name) != value for name, value in fields.items()):
            LegalDocument.objects.filter(code=shape.code).update(**fields)


def _load_days_off(shapes: Iterable[DayOffShape]) -> None:
    known = set(DayOff.objects.values_list("day", flat=True))
    fresh = [s for s in shapes if s.day not in known]
    DayOff.objects.bulk_create(
        [DayOff(day=s.day, kind=s.kind, source=s.source, status=s.status) for s in fresh], ignore_conflicts=True
    )


def _load_figures(shapes: Iterable[FigureShape], pack: str) -> list[str]:
    current = {(f.key, f.since): f for f in Figure.objects.current().with_standing()}
    fresh: list[Figure] = []
    replaced: list[int] = []
    for shape in shapes:
        known = current.get((shape.key, shape.since))
        made = _figure_from(shape, pack)
        if known is not None:
            # an officer's amendment (it has no file) outranks a pack that was not corrected yet
            if not known.file or _same(known, made):
                continue
            made.version = known.version + 1
            replaced.append(known.pk)
        fresh.append(made)
    Figure.objects.filter(pk__in=replaced).update(replaced_at=timezone.now())
    Figure.objects.bulk_create(fresh, batch_size=500)
    return [figure.key for figure in fresh]


def _figure_from(shape: FigureShape, pack: str) -> Figure:
    return Figure(
        key=shape.key,
        label=shape.label,
        value_json=as_json(shape.value),
        unit=shape.unit,
        since=shape.since,
        until=shape.until,
        source=shape.source,
        status=shape.status,
        document=shape.document,
        note=shape.note,
        pack=pack,
        file=shape.place.file,
        line=shape.place.line,
    )


def _same(one: Figure, other: Figure) -> bool:
    names = ("value_json", "status", "source", "until", "label", "unit", "document", "note")
    return all(getattr(one, name) == getattr(other, name) for name in names)

"""A pack's documents, figures and days off into the tables; an edited pack is compared with what is stored."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from chungsuc.audit.actions import record, record_changes
from chungsuc.audit.changes import differing, said
from chungsuc.law.pack_changes import GONE, NO_RETIREMENT, Change, Loaded, Retirement, fact_name, retired_name
from chungsuc.law.pack_shapes import DayOffShape, DocumentShape, FigureShape, Pack
from chungsuc.law.periods import show_day

from .. import events
from ..facts import value_said
from ..models import DayOff, Figure, LegalDocument
from .values import as_json

_COMPARED = ("value_json", "status", "source", "until", "label", "unit", "document", "note")


@transaction.atomic
def load_register(pack: Pack, *, by: str, retirement: Retirement = NO_RETIREMENT) -> Loaded:
    """Writes the pack's documents, figures and days off; a changed figure becomes a new version.

    Records one event for what is new and one for each change. Loading the same pack again writes nothing. What an
    officer confirmed or amended outranks the pack and is told as kept. A figure that the pack no longer names gets a
    version with a last day where the retirement reaches it.
    """
    loaded = Loaded()
    documents = _load_documents(pack.documents, loaded)
    days = _load_days_off(pack.days_off, loaded)
    fresh, changed = _load_figures(pack, loaded, retirement)
    loaded.new = len(documents) + len(days) + len(fresh)
    if loaded.new:
        record(
            events.PACK_LOADED,
            actor=by,
            subject_type="rulebook.pack",
            subject_id=pack.code,
            subject_label=pack.name,
            details={
                "changed_figures": len(fresh),
                "first": fresh[:20],
                "documents": documents,
                "days_off": [day.isoformat() for day in days],
            },
        )
    record_changes(events.PACK_CHANGED, loaded.changes, actor=by, subject_type="rulebook.pack")
    events.figures_changed([*fresh, *changed])
    return loaded


def _load_documents(shapes: Iterable[DocumentShape], loaded: Loaded) -> list[str]:
    known = {document.code: document for document in LegalDocument.objects.prefetch_related("number_confirmations")}
    fresh = []
    for shape in shapes:
        fields = _document_fields(shape)
        held = known.get(shape.code)
        if held is None:
            LegalDocument.objects.create(code=shape.code, **fields)
            fresh.append(shape.code)
            continue
        _let_the_officer_be_right(held, shape, fields, loaded)
        if other := differing(held, fields):
            loaded.changes.append(Change(shape.code, f"văn bản {held}", *said(held, other)))
            LegalDocument.objects.filter(pk=held.pk).update(**other)
    return fresh


def _let_the_officer_be_right(
    held: LegalDocument, shape: DocumentShape, fields: dict[str, Any], loaded: Loaded
) -> None:
    """A number that an officer confirmed is not the pack's to change."""
    words = list(held.number_confirmations.all())
    if not words:
        return
    if shape.number_confirmed and shape.number_confirmed != held.number_confirmed:
        loaded.keep(
            shape.place,
            f"văn bản {held}: {words[-1].by_name} đã xác nhận hoặc rút số của văn bản này, nên chưa nhận số "
            f"{shape.number_confirmed} của gói. Xác nhận số ấy trên trang của văn bản.",
        )
    del fields["number_confirmed"]


def _document_fields(shape: DocumentShape) -> dict[str, Any]:
    return {
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


def _load_days_off(shapes: Iterable[DayOffShape], loaded: Loaded) -> list[date]:
    known = {row.day: row for row in DayOff.objects.all()}
    fresh: dict[date, DayOff] = {}
    for shape in shapes:
        fields = {"kind": shape.kind, "source": shape.source, "status": shape.status}
        held = known.get(shape.day)
        if held is None:
            fresh[shape.day] = DayOff(day=shape.day, **fields)
        elif other := differing(held, fields):
            loaded.changes.append(Change(shape.day.isoformat(), f"ngày {show_day(shape.day)}", *said(held, other)))
            DayOff.objects.filter(pk=held.pk).update(**other)
    DayOff.objects.bulk_create(fresh.values(), ignore_conflicts=True)
    return list(fresh)


def _load_figures(pack: Pack, loaded: Loaded, retirement: Retirement) -> tuple[list[str], list[str]]:
    """The keys of figures that are new, and of those of which another version now holds."""
    current = {(f.key, f.since): f for f in Figure.objects.current()}
    fresh: list[Figure] = []
    changed: list[tuple[Figure, Figure]] = []
    for shape in pack.figures:
        made, known = _figure_from(shape, pack.code), current.pop((shape.key, shape.since), None)
        if known is None:
            fresh.append(made)
        elif not known.file:  # an officer's amendment (it has no file) outranks a pack that was not corrected yet
            _keep_amended(known, shape, loaded)
        elif not _same(known, made):
            changed.append((known, made))
    ended, retired = _follow(pack, current, loaded, retirement)
    changed += ended
    for known, made in changed:
        made.version = known.version + 1
        loaded.changes.append(_figure_change(known, made))
    replaced = [known.pk for known, _ in changed] + [known.pk for known in retired]
    Figure.objects.filter(pk__in=replaced).update(replaced_at=timezone.now())
    Figure.objects.bulk_create([*fresh, *(made for _, made in changed)], batch_size=500)
    return [figure.key for figure in fresh], [made.key for _, made in changed]


def _keep_amended(known: Figure, shape: FigureShape, loaded: Loaded) -> None:
    if known.value_json != as_json(shape.value):
        loaded.keep(
            shape.place,
            f"{known.label}: cán bộ đã ghi {value_said(known)} theo {known.source}, nên chưa nhận giá trị của gói. Ghi "
            "giá trị mới trên trang của số liệu nếu gói đúng.",
        )


def _follow(
    pack: Pack, left: Mapping[tuple[str, date], Figure], loaded: Loaded, retirement: Retirement
) -> tuple[list[tuple[Figure, Figure]], list[Figure]]:
    """Figures of the pack that it no longer names: with their versions that end where it gives the key from a later
    day, or where it names the key no more and the retirement reaches it; and those whose days it now gives from an
    earlier day. The others are told as kept.
    """
    given: dict[str, list[FigureShape]] = {}
    for shape in pack.figures:
        given.setdefault(shape.key, []).append(shape)
    ended, retired = [], []
    for (key, since), figure in left.items():
        if figure.pack != pack.code or not figure.file:
            continue
        if key not in given:
            ended += _gone(figure, figure.label, loaded, retirement)
        elif covering := next((s for s in given[key] if s.since < since and (not s.until or s.until >= since)), None):
            retired.append(figure)
            before, after = f"từ {show_day(since)}", f"từ {show_day(covering.since)}"
            loaded.changes.append(Change(key, figure.label, before, after))
        elif later := min((s.since for s in given[key] if s.since > since), default=None):
            if figure.until is None or figure.until >= later:
                ended.append((figure, _ending(figure, later - timedelta(days=1))))
        else:
            ended += _gone(figure, f"{figure.label}, từ {show_day(since)}", loaded, retirement)
    return ended, retired


def _gone(figure: Figure, label: str, loaded: Loaded, retirement: Retirement) -> list[tuple[Figure, Figure]]:
    """The figure with its ended version; nothing where it stays (told as kept) or had ended before."""
    name = retired_name("figures", fact_name(figure.key, "", figure.since))
    if retirement.settled(name):
        return []
    if figure.key.startswith("threshold:"):
        loaded.keep(None, f"{label}: {_GONE_THRESHOLD}")
        return []
    if not retirement.reaches(figure.since):
        loaded.keep(None, f"{label}: {GONE}")
        return []
    loaded.retired.append(name)
    last = retirement.last_day(figure.until)
    return [] if last == figure.until else [(figure, _ending(figure, last))]


_GONE_THRESHOLD = (
    "gói không còn ghi; mức yêu cầu đi cùng bộ tiêu chí nên vẫn dùng như đã nạp. Bỏ nhầm thì ghi lại; mức mới thì ghi "
    "thành dòng của năm hoặc vùng ấy."
)


def _ending(figure: Figure, until: date) -> Figure:
    """A version of the figure with a last day, not yet saved."""
    made = Figure(**{name: getattr(figure, name) for name in ("key", "since", "pack", "file", "line", *_COMPARED)})
    made.until = until
    return made


def _figure_change(known: Figure, made: Figure) -> Change:
    """The values where these differ, else what else does."""
    if known.value_json != made.value_json:
        return Change(known.key, made.label, value_said(known), value_said(made))
    other = {name: getattr(made, name) for name in _COMPARED if getattr(made, name) != getattr(known, name)}
    return Change(known.key, made.label, *said(known, other))


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
    return all(getattr(one, name) == getattr(other, name) for name in _COMPARED)

"""Every write to the register of law and plan."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from chungsuc.audit.actions import record
from chungsuc.law.citations import Status
from chungsuc.law.pack_shapes import DayOffShape, DocumentShape, FigureShape, Pack

from . import events
from .models import Confirmation, DayOff, Figure, LegalDocument, Ruling
from .rule_facts import rule_on


class FigureRefused(ValueError):
    """A figure cannot be confirmed or amended; the message says why."""


def as_json(value: Any) -> str:
    """Canonical JSON in which a Decimal stays a number with all its digits."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list | tuple):
        return "[" + ",".join(as_json(item) for item in value) + "]"
    if isinstance(value, dict):
        parts = (f"{json.dumps(str(key), ensure_ascii=False)}:{as_json(item)}" for key, item in value.items())
        return "{" + ",".join(parts) + "}"
    if isinstance(value, date):
        return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False)


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


@transaction.atomic
def confirm_figure(figure: Figure, *, source: str, by: str, by_name: str, on: date, post: str = "") -> Confirmation:
    """Records that a named officer, in the capacity of `post`, read this value in `source`.

    Writes a Confirmation and one event; FigureRefused says why not.
    """
    if figure.status == Status.MISSING.value:
        raise FigureRefused("Số liệu này chưa có giá trị. Hãy nhập giá trị cùng văn bản nguồn trước khi xác nhận.")
    if figure.replaced_at is not None:
        raise FigureRefused("Số liệu này vừa được thay bằng bản mới. Hãy mở lại trang để xem bản đang dùng.")
    if not source.strip():
        raise FigureRefused("Hãy ghi văn bản (số, ngày, điều khoản) mà đồng chí đã đọc giá trị này.")
    confirmation, made = Confirmation.objects.get_or_create(
        figure=figure, by=by, defaults={"source": source.strip(), "by_name": by_name, "on": on}
    )
    if not made:
        raise FigureRefused("Đồng chí đã xác nhận số liệu này rồi.")
    said = {"value": figure.value_json}
    _record(events.FIGURE_CONFIRMED, figure, by=by, details=said, paper=source.strip(), post=post)
    return confirmation


@transaction.atomic
def amend_figure(figure: Figure, *, value: Any, source: str, by: str, by_name: str, on: date, post: str = "") -> Figure:
    """Replaces a figure by a new version that its officer read in `source`, and confirms it.

    Writes the new Figure, the moment the former was replaced, a Confirmation and one event; tells its users.
    """
    if not source.strip():
        raise FigureRefused("Hãy ghi văn bản (số, ngày, điều khoản) là nguồn của giá trị mới.")
    if not Figure.objects.filter(pk=figure.pk, replaced_at=None).update(replaced_at=timezone.now()):
        raise FigureRefused("Số liệu này vừa được người khác sửa. Hãy mở lại trang để xem bản đang dùng.")
    fields = ("key", "label", "unit", "since", "until", "document", "note", "pack")
    amended = Figure.objects.create(
        **{name: getattr(figure, name) for name in fields},
        value_json=as_json(value),
        source=source.strip(),
        status=Status.VERIFIED.value,
        version=figure.version + 1,
    )
    Confirmation.objects.create(figure=amended, source=source.strip(), by=by, by_name=by_name, on=on)
    change = {"before": figure.value_json, "after": amended.value_json}
    _record(events.FIGURE_AMENDED, amended, by=by, details=change, paper=source.strip(), post=post)
    events.figures_changed([amended.key])
    return amended


@transaction.atomic
def record_ruling(
    key: str, subject: str, *, value: Any, paper: str, reason: str, by: str, by_name: str, on: date, post: str = ""
) -> Ruling:
    """Records a named officer's written decision for one matter whose rule is missing on `on`.

    Writes a Ruling and one event; FigureRefused where the rule is known, was ruled already, or paper or reason lack.
    """
    rule = rule_on(key, on, subject)
    if not rule.missing:
        raise FigureRefused(f"Đã có quy định «{rule.label}» cho ngày này. Hãy theo quy định ấy.")
    if not paper.strip() or not reason.strip():
        raise FigureRefused("Hãy ghi số văn bản và lý do của quyết định.")
    ruling = Ruling.objects.create(
        key=key,
        subject=subject,
        value_json=as_json(value),
        paper=paper.strip(),
        reason=reason.strip(),
        by=by,
        by_name=by_name,
        on=on,
    )
    record(
        events.RULING_RECORDED,
        actor=by,
        subject_type="rulebook.ruling",
        subject_id=f"{key}/{subject}"[:200],
        subject_label=rule.label[:200],
        details={"value": ruling.value_json, "subject": subject, "decided_by": by_name},
        reason=reason.strip(),
        paper=paper.strip(),
        actor_post=post,
    )
    return ruling


def _record(act: str, figure: Figure, *, by: str, details: dict, paper: str, post: str) -> None:
    record(
        act,
        actor=by,
        subject_type="rulebook.figure",
        subject_id=figure.key,
        subject_label=figure.label[:200],
        details=details,
        paper=paper,
        actor_post=post,
    )

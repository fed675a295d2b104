"""Every write to the plan."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import models, transaction

from chungsuc.audit.actions import record, record_changes
from chungsuc.audit.changes import differing, said
from chungsuc.law.pack_changes import Change, Loaded, merged
from chungsuc.law.pack_plan_shapes import AudienceShape, TargetShape
from chungsuc.law.pack_shapes import Pack, Place

from .. import events
from ..models import Instruction, Milestone, Phase, Plan, Subject, Target


@transaction.atomic
def load_plan(pack: Pack, *, by: str, retired: Collection[str] = ()) -> Loaded:
    """Writes the pack's plan with its targets, subjects and milestones, and what changed of them; one event for either.

    How a target is counted stays, because every day's progress rests on it, and is told as kept. What the pack no
    longer names stays too. Remembers what the pack holds, and what of it the rooms `retired`.
    """
    plan, made = Plan.objects.get_or_create(
        code=pack.code, defaults={**_words(pack), "province": pack.province, "since": pack.since}
    )
    loaded = Loaded(new=int(made))
    if not made:
        _compare_plan(plan, pack, loaded)
    for model, rows in (
        (Target, _targets(pack)),
        (Subject, _subjects(pack)),
        (Milestone, _milestones(pack)),
        (Instruction, _instructions(pack)),
        (Phase, _phases(pack)),
    ):
        _compare_rows(plan, model, rows, loaded, tell=not made)
    if made:
        record(
            events.PLAN_LOADED,
            actor=by,
            subject_type="movement.plan",
            subject_id=pack.code,
            subject_label=pack.short_name,
            details={"targets": [t.code for t in pack.targets]},
        )
    record_changes(events.PACK_CHANGED, loaded.changes, actor=by, subject_type="movement.plan")
    Plan.objects.filter(pk=plan.pk).update(contents=merged(plan.contents, pack, retired))
    return loaded


def _words(pack: Pack) -> dict[str, Any]:
    return {
        "name": pack.name,
        "short_name": pack.short_name,
        "document": pack.plan_document,
        "until": pack.until,
        "samples": _texts(pack.samples),
        "published": _texts(pack.published),
        "audiences": [_audience(row) for row in pack.audiences],
        "recipients": [
            {"by": row.by, "to": list(row.to), "source": row.source, "status": row.status} for row in pack.launches
        ],
    }


def _audience(row: AudienceShape) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "kinds": list(row.kinds),
        "units": list(row.units),
        "but": list(row.but),
        "since": row.since.isoformat(),
        "until": row.until.isoformat() if row.until else None,
        "source": row.source,
        "status": row.status,
    }


def _texts(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Rows as text, without the line that they stand on: it moves when anything above it is edited."""
    return [{key: str(value) for key, value in row.items() if key != "line"} for row in rows]


def _compare_plan(plan: Plan, pack: Pack, loaded: Loaded) -> None:
    other = differing(plan, _words(pack))
    for name, words in _LISTS.items():
        if name in other:
            before, after = f"{len(getattr(plan, name))} dòng", f"{len(other[name])} dòng"
            loaded.changes.append(Change(pack.code, f"{words} của kế hoạch {plan.short_name}", before, after))
    if words_only := {name: value for name, value in other.items() if name not in _LISTS}:
        loaded.changes.append(Change(pack.code, f"kế hoạch {plan.short_name}", *said(plan, words_only)))
    if other:
        Plan.objects.filter(pk=plan.pk).update(**other)
    if changed := differing(plan, {"province": pack.province, "since": pack.since}):
        before, after = said(plan, changed)
        loaded.keep(
            Place("pack.yaml", 1),
            f"kế hoạch {plan.short_name} ({before} → {after}): chưa nhận vì mọi kết quả đã tính theo điều cũ. Phong "
            "trào khác thì lập gói khác với mã khác.",
        )


_LISTS = {
    "samples": "tệp mẫu",
    "published": "số liệu đã công bố",
    "audiences": "đối tượng giao việc",
    "recipients": "nơi nhận phát động",
}
Given = tuple[str, Place, dict[str, Any], dict[str, Any]]  # code, place, words, what progress rests on


def _compare_rows(plan: Plan, model: type[models.Model], rows: Iterable[Given], loaded: Loaded, *, tell: bool) -> None:
    known = {row.code: row for row in model._default_manager.filter(plan=plan)}  # type: ignore[attr-defined]
    for code, place, words, basis in rows:
        row: Any = known.get(code)
        if row is None:
            made: Any = model(plan=plan, code=code, **words, **basis)
            made.save()
            loaded.changes += [Change(code, str(made), "", "thêm mới")] if tell else []
            continue
        if changed := differing(row, basis):
            before, after = said(row, changed)
            loaded.keep(
                place,
                f"{row} ({before} → {after}): cách tính đã dùng cho các ngày đã qua nên chưa nhận. Lập dòng mới "
                "với mã khác, hoặc ghi lại như cũ.",
            )
        if other := differing(row, words):
            loaded.changes.append(Change(code, str(row), *said(row, other)))
            model._default_manager.filter(pk=row.pk).update(**other)


def _targets(pack: Pack) -> Iterable[Given]:
    for position, t in enumerate(pack.targets):
        words = {
            "position": position,
            "name": t.name,
            "text": t.text,
            "unit": t.unit,
            "due": t.due,
            "after_basis_source": t.after_basis_source,
        }
        yield t.code, t.place, words, _counted_by(t)


def _counted_by(t: TargetShape) -> dict[str, Any]:
    return {
        "operator": t.operator,
        "figure": t.figure,
        "measure": t.measure,
        "params": {key: _plain(value) for key, value in t.params.items()},
        "basis_until": t.basis_until,
        "after_basis": t.after_basis,
    }


def _subjects(pack: Pack) -> Iterable[Given]:
    for s in pack.subjects:
        words = {"letter": s.letter, "name": s.name, "criteria": list(s.criteria), "binds": list(s.binds)}
        yield s.code, s.place, words, {}


def _milestones(pack: Pack) -> Iterable[Given]:
    for m in pack.milestones:
        words = {
            "name": m.name,
            "who": m.who,
            "due": m.due,
            "every_year": m.every_year,
            "article": m.article,
            "status": m.status,
            "binds": list(m.binds),
            "opens": m.opens,
        }
        yield m.code, m.place, words, {}


def _instructions(pack: Pack) -> Iterable[Given]:
    for position, i in enumerate(pack.instructions):
        words = {"position": position, "article": i.article, "text": i.text, "binds": list(i.binds)}
        yield i.code, i.place, words, {}


def _phases(pack: Pack) -> Iterable[Given]:
    for p in pack.phases:
        words = {
            "name": p.name,
            "since": p.since,
            "until": p.until,
            "text": p.text,
            "source": p.source,
            "status": p.status,
        }
        yield p.code, p.place, words, {}


def _plain(value: object) -> object:
    """A parameter as JSON keeps it: days and numbers as text, lists as lists."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool) else str(value)

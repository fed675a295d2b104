"""Two tasks that may be the same thing: found when a plan is approved, merged, told apart, looked at again."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.spelling import nfc
from chungsuc.movement.likeness import scale_on
from chungsuc.movement.rules.likeness import Work, matches_of
from chungsuc.organisations.access import Person
from chungsuc.organisations.heirs import heirs_on

from .. import events, workflow
from ..access import answers_for
from ..models import TASK, Overlap, OverlapDecision, Task, Terms, UnitPlan
from ..refusals import PledgeRefused, Stale
from .saying import record_about


def find_overlaps(plan: UnitPlan, changed: Sequence[Terms], today: date) -> list[Overlap]:
    """Writes the pairs that new or changed tasks of a plan may make with the unit's other open tasks. A part of an act.

    Compared is what the same unit answers for, whatever plan it stands in; a pair that was told is not told again.
    """
    scale = scale_on(today)
    if not changed or scale.missing:
        return []
    held = heirs_on(today).left_to([plan.unit_id])
    rows = Terms.objects.current().counted().held_by(held).filter(until=None, task__done_on=None)
    every = [_work(terms, plan.unit_id) for terms in rows.named()]
    new = {str(terms.task_id) for terms in changed}
    found: dict[tuple[int, int], list[str]] = {}
    for work in every:
        if work.key in new:
            for pair in matches_of(work, every, scale):
                one, other = sorted((int(pair.one.key), int(pair.other.key)))
                found[one, other] = [reason.text for reason in pair.reasons]
    known = set(Overlap.objects.filter(one__in=[one for one, _ in found]).values_list("one_id", "other_id"))
    return Overlap.objects.bulk_create(
        Overlap(one_id=one, other_id=other, signs=signs, found_on=today)
        for (one, other), signs in found.items()
        if (one, other) not in known
    )


def _work(terms: Terms, unit_id: int) -> Work:
    return Work(
        key=str(terms.task_id),
        text=terms.what,
        unit_id=unit_id,
        since=terms.since,
        until=terms.due,
        amount=terms.money,
        measure="đồng" if terms.money is not None else "",
        place=f"{terms.place}, {terms.place_name}" if terms.place else "",  # type: ignore[attr-defined]
    )


@transaction.atomic
def merge(overlap: Overlap, *, keep: int, reason: str, version: int, person: Person, today: date) -> Overlap:
    """Keeps one of two tasks; the other points to it and is no longer counted or asked for, what was told of it stays.

    Both then serve what either served. Writes the task, the pair, its decision and one event. PledgeRefused without a
    reason, or when either was merged already; Stale when somebody else decided first.
    """
    kept, gone = _sides(overlap, keep)
    if kept.merged_into_id is not None or gone.merged_into_id is not None:
        raise PledgeRefused("Một trong hai nhiệm vụ đã gộp vào nhiệm vụ khác. Hãy xem lại việc gộp ấy trước.")
    if gone.merged.exists():
        raise PledgeRefused(
            f"Nhiệm vụ “{_said(gone)}” đang giữ thay cho nhiệm vụ khác. Hãy giữ nhiệm vụ này, bỏ nhiệm vụ kia.", "keep"
        )
    moved = _decided(overlap, "merge", reason, version, person, today, kept=kept)
    if not change_where(
        gone, {"merged_into": None, "version": gone.version}, merged_into=kept, version=gone.version + 1
    ):
        raise Stale("Nhiệm vụ vừa được người khác sửa. Hãy mở lại trang để xem.")
    return moved


def _sides(overlap: Overlap, keep: int) -> tuple[Task, Task]:
    sides = {overlap.one_id: overlap.one, overlap.other_id: overlap.other}
    if keep not in sides:
        raise PledgeRefused("Chưa chọn giữ nhiệm vụ nào. Hãy chọn một trong hai.", "keep")
    kept = Task.objects.get(pk=keep)
    gone = Task.objects.get(pk=next(pk for pk in sides if pk != keep))
    return kept, gone


@transaction.atomic
def dismiss(overlap: Overlap, *, reason: str, version: int, person: Person, today: date) -> Overlap:
    """Says that two tasks are not the same, and why; they are not shown again. Writes pair, decision and one event."""
    return _decided(overlap, "dismiss", reason, version, person, today)


@transaction.atomic
def reopen(overlap: Overlap, *, reason: str, version: int, person: Person, today: date) -> Overlap:
    """Takes a decision on a pair back: merged tasks stand by themselves again. Writes both and one event."""
    before = overlap.state
    moved = _decided(overlap, "reopen", reason, version, person, today)
    if before == workflow.MERGED:
        for task in Task.objects.filter(pk__in=(overlap.one_id, overlap.other_id), merged_into__isnull=False):
            change_where(task, {"version": task.version}, merged_into=None, version=task.version + 1)
    return moved


def _decided(
    overlap: Overlap, act: str, reason: str, version: int, person: Person, today: date, kept: Task | None = None
) -> Overlap:
    row = workflow.OVERLAP_ACTS[act]
    heirs = heirs_on(today)
    if not (answers_for(person, overlap.one, heirs) and answers_for(person, overlap.other, heirs)):
        raise PermissionDenied(act)
    if not reason.strip():
        raise PledgeRefused("Chưa ghi lý do. Hãy ghi vì sao; lý do được giữ lại.", "reason")
    if overlap.version != version or overlap.state not in row.before:
        raise Stale(f"Hai nhiệm vụ này vừa được xem lại, nay “{overlap.state_label}”. Hãy mở lại trang.")
    reached = row.after or overlap.state
    if not change_where(overlap, {"version": version, "state": overlap.state}, state=reached, version=version + 1):
        raise Stale("Vừa có người kết luận về hai nhiệm vụ này. Hãy mở lại trang để xem.")
    OverlapDecision.objects.create(
        overlap=overlap, act=act, kept=kept, reason=nfc(reason), on=today, by=person.username, by_name=person.name[:200]
    )
    kinds = {"merge": events.OVERLAP_MERGED, "dismiss": events.OVERLAP_DISMISSED, "reopen": events.OVERLAP_REOPENED}
    told = {"one": overlap.one_id, "other": overlap.other_id, "kept": kept.pk if kept else None}
    label = f"“{_said(overlap.one)}” và “{_said(overlap.other)}”"
    record_about(
        kinds[act], person, subject=TASK, key=overlap.one_id, label=label, unit=overlap.one.plan.unit, details=told,
        reason=nfc(reason),
    )  # fmt: skip
    return overlap


def _said(task: Task) -> str:
    text: str = Terms.objects.current().filter(task=task).values_list("what", flat=True)[0]
    return text if len(text) <= 80 else f"{text[:80]}…"

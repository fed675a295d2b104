"""Two contributions that may be one: found when one is recorded, merged, told apart, looked at again."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.spelling import nfc
from chungsuc.movement.likeness import scale_on
from chungsuc.movement.rules.likeness import Work, matches_of
from chungsuc.organisations.access import Person

from .. import events, workflow
from ..access import Desk
from ..models import Contribution, GiftTerms, Twin, TwinDecision
from ..refusals import STALE, ResourceRefused, Stale
from .moving import moved, told, unnamed


def find_twins(changed: Sequence[Contribution], today: date) -> list[Twin]:
    """Writes the pairs that new or changed contributions may make with others of the same unit. A part of an act.

    Compared are giver (or purpose, where nobody is named), day, and amount of the same kind; a pair is told once.
    """
    scale = scale_on(today)
    if not changed or scale.missing:
        return []
    rows = GiftTerms.objects.current().standing().filter(contribution__unit__in={gift.unit_id for gift in changed})
    every = [_work(row) for row in rows.select_related("contribution")]
    new = {str(gift.pk) for gift in changed}
    found: dict[tuple[int, int], list[str]] = {}
    for work in every:
        if work.key in new:
            same = [other for other in every if other.measure == work.measure]
            for pair in matches_of(work, same, scale):
                one, other = sorted((int(pair.one.key), int(pair.other.key)))
                found[one, other] = [reason.text for reason in pair.reasons]
    known = set(Twin.objects.filter(one__in=[one for one, _ in found]).values_list("one_id", "other_id"))
    return Twin.objects.bulk_create(
        Twin(one_id=one, other_id=other, signs=signs, found_on=today, state=workflow.UNDECIDED)
        for (one, other), signs in found.items()
        if (one, other) not in known
    )


def _work(row: GiftTerms) -> Work:
    return Work(
        key=str(row.contribution_id), text=row.giver_key or row.purpose_key, unit_id=row.contribution.unit_id,
        since=row.given_on, amount=row.quantity, measure=row.measure,
    )  # fmt: skip


@transaction.atomic
def merge(twin: Twin, version: int, *, keep: int, reason: str, acting: Person) -> Twin:
    """Keeps one of two contributions; the other points to it and no longer counts. Writes it, the pair, one event.

    ResourceRefused when one of them is no longer in the list, or stands for a third; Stale when somebody decided first.
    """
    sides = {twin.one_id: twin.one, twin.other_id: twin.other}
    if keep not in sides:
        raise ResourceRefused("Chưa chọn giữ dòng nào. Hãy chọn một trong hai.", "keep")
    rows = Contribution.objects.select_for_update(of=("self",)).prefetch_related("unit").in_bulk(list(sides))
    kept, gone = rows[keep], next(row for pk, row in rows.items() if pk != keep)
    _decided(twin, workflow.MERGE, version, reason, acting, kept)
    if kept.state not in workflow.COUNTED or gone.state not in workflow.COUNTED:
        raise ResourceRefused("Một trong hai dòng đã rút hoặc đã gộp. Hãy mở lại trang để xem.")
    if gone.merged.exists():
        raise ResourceRefused(f"Dòng số {gone.pk} đang giữ thay cho dòng khác. Hãy giữ dòng này.", "keep")
    moved(gone, workflow.MERGED, merged_into=kept)
    return twin


@transaction.atomic
def dismiss(twin: Twin, version: int, *, reason: str, acting: Person) -> Twin:
    """Says that two contributions are not one, and why; they are not shown again. Writes pair, decision, one event."""
    return _decided(twin, workflow.DISMISS, version, reason, acting)


@transaction.atomic
def reopen(twin: Twin, version: int, *, reason: str, acting: Person) -> Twin:
    """Takes a decision back: a merged contribution stands by itself and waits again. Writes both and one event."""
    _decided(twin, workflow.REOPEN, version, reason, acting)
    for gone in Contribution.objects.filter(
        pk__in=(twin.one_id, twin.other_id), merged_into__in=(twin.one_id, twin.other_id)
    ):
        moved(gone, workflow.WAITING, merged_into=None, answer_reason="")
    return twin


def _decided(twin: Twin, act: str, version: int, reason: str, acting: Person, kept: Contribution | None = None) -> Twin:
    row, desk = workflow.TWIN_ACTS[act], Desk(acting)
    if not (desk.decides(twin.one) and desk.decides(twin.other)):
        raise PermissionDenied(act)
    if not nfc(reason):
        raise ResourceRefused("Chưa ghi lý do. Hãy ghi vì sao; lý do được giữ lại.", "reason")
    for terms in GiftTerms.objects.current().filter(contribution__in=(twin.one_id, twin.other_id)):
        unnamed(terms, "reason", reason)
    if twin.version != version or twin.state not in row.before:
        raise Stale(STALE)
    if not change_where(twin, {"version": version, "state": twin.state}, state=row.after, version=version + 1):
        raise Stale(STALE)
    TwinDecision.objects.create(
        twin=twin, act=act, kept=kept, reason=nfc(reason), on=acting.day, by=acting.username,
        by_name=acting.name[:200],
    )  # fmt: skip
    kinds = {
        workflow.MERGE: events.MERGED, workflow.DISMISS: events.DISMISSED, workflow.REOPEN: events.REOPENED,
    }  # fmt: skip
    details = {"one": twin.one_id, "other": twin.other_id, "kept": kept.pk if kept else None}
    told(kinds[act], twin.one, acting, details, reason)
    return twin

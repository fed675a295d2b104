"""A workbook's contributions are let in, and taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from chungsuc.audit.actions import change_where
from chungsuc.imports.actions import record_batch
from chungsuc.law.spelling import fold
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now, today

from .. import events, workflow
from ..models import Contribution, GiftTerms
from ..rules.giving import Gift, giver_key
from .recording import received_by_recorder, require_receiver, terms_of
from .twins import find_twins

Place = tuple[int, date, str, str, str, str]  # unit, day, source, kind, giver, purpose: what makes a row the same
_COPIED = (
    "given_on", "source", "source_name", "unnamed", "giver", "giver_key", "kind", "quantity", "measure", "value",
    "basis", "purpose", "purpose_key",
)  # fmt: skip
_COMPARED = ("given_on", "giver", "kind", "quantity", "measure", "value", "basis", "purpose")


@dataclass(frozen=True)
class NewGift:
    """A contribution as a row of a workbook tells it; `number`: of one already recorded, when the row says it."""

    unit: Unit
    gift: Gift
    number: int | None = None
    sheet: str = ""
    cell: str = ""

    @property
    def place(self) -> Place:
        said = self.gift.whole
        return (
            self.unit.pk, said.given_on, said.source.code, said.kind, giver_key(said.giver), fold(said.purpose),
        )  # fmt: skip


def standing_terms(gifts: Sequence[NewGift]) -> list[GiftTerms | None]:
    """For each row what is recorded already: by its number, else by unit, day, source, kind, giver and purpose.

    Two queries, whatever the number of rows.
    """
    current = GiftTerms.objects.current().standing().select_related("contribution__unit")
    numbers = {gift.number for gift in gifts if gift.number is not None}
    by_number = {row.contribution_id: row for row in current.filter(contribution__in=numbers)}
    units, days = {gift.unit.pk for gift in gifts}, {gift.gift.given_on for gift in gifts}
    by_place: dict[Place, GiftTerms] = {}
    for row in current.filter(contribution__unit__in=units, given_on__in=days).order_by("-pk"):
        unit = row.contribution.unit_id
        by_place[unit, row.given_on, row.source, row.kind, row.giver_key, row.purpose_key] = row
    return [by_place.get(one.place) if one.number is None else by_number.get(one.number) for one in gifts]


def differs(new: NewGift, former: GiftTerms | None) -> bool:
    """Whether a row says anything that is not recorded already."""
    if former is None:
        return True
    said = new.gift.whole
    return said.source.code != former.source or any(getattr(said, name) != getattr(former, name) for name in _COMPARED)


@transaction.atomic
def write_gifts(gifts: Sequence[NewGift], *, batch: Any, acting: Person | None, by: str) -> int:
    """Records the rows that are new and corrects those that differ, all waiting for their receivers; and one event.

    PermissionDenied for rows that `acting` may not record (None: a command on the server); returns how many.
    """
    pairs = list(zip(gifts, standing_terms(gifts), strict=True))
    changed = [(new, former) for new, former in pairs if differs(new, former)]
    touched = [_corrected(new, former, batch, by) for new, former in changed if former is not None]
    touched += [_recorded(new, batch, acting, by) for new, former in changed if former is None]
    find_twins(touched, today())
    if touched:
        replaced = sum(1 for _, former in changed if former is not None)
        record_batch(events.IMPORTED, batch, by, {"written": len(touched), "replaced": replaced})
    return len(touched)


def _recorded(new: NewGift, batch: Any, acting: Person | None, by: str) -> Contribution:
    recorder = new.unit if acting is None else require_receiver(new.unit, new.gift, acting)
    own = acting is None or received_by_recorder(new.unit, recorder, acting)
    made = Contribution.objects.create(
        unit=new.unit, recorder=recorder, by_receiver=own, state=workflow.WAITING, recorded_by=by, recorded_at=now(),
        batch=batch,
    )  # fmt: skip
    terms_of(new.gift, made, 1, by, now(), batch=batch, sheet=new.sheet, cell=new.cell).save()
    return made


def _corrected(new: NewGift, former: GiftTerms, batch: Any, by: str) -> Contribution:
    reason = f"theo tệp {batch.filename}"[:500]
    fresh = terms_of(
        new.gift, former.contribution, former.number + 1, by, now(), batch=batch, sheet=new.sheet, cell=new.cell,
        reason=reason,
    )  # fmt: skip
    return _replaced(former, fresh)


def _replaced(former: GiftTerms, fresh: GiftTerms) -> Contribution:
    gift: Contribution = former.contribution
    fields = {"state": workflow.WAITING, "version": gift.version + 1, "answer_reason": ""}
    change_where(gift, {"version": gift.version}, **fields)
    GiftTerms.objects.filter(pk=former.pk).update(is_current=False)
    fresh.save()
    return gift


def unanswered(batch: Any) -> Iterable[GiftTerms]:
    """The rows of a batch that undoing would take back: nobody confirmed or said them anew since. One query."""
    rows = GiftTerms.objects.current().filter(
        batch=batch, contribution__state__in=(workflow.WAITING, workflow.CONTESTED)
    )
    return rows.select_related("contribution")


@transaction.atomic
def undo_gifts(batch: Any, *, by: str, reason: str) -> int:
    """Withdraws a batch's unanswered contributions and says again what it had corrected. Writes them and one event."""
    taken = 0
    for row in unanswered(batch):
        taken += 1
        gift = row.contribution
        if row.number == 1:
            change_where(gift, {"version": gift.version}, state=workflow.WITHDRAWN, version=gift.version + 1)
            continue
        before = GiftTerms.objects.get(contribution=gift, number=row.number - 1)
        again = GiftTerms(
            **{name: getattr(before, name) for name in _COPIED}, contribution=gift, number=row.number + 1, by=by,
            at=now(), reason=f"hoàn tác tệp: {reason}"[:500],
        )  # fmt: skip
        _replaced(row, again)
    record_batch(events.UNDONE, batch, by, {"withdrawn": taken}, reason)
    return taken

"""A list of nominees becomes subjects and drafts of dossiers, and is taken back. The drafts' own acts write them."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from chungsuc.imports.actions import record_batch
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit

from .. import events
from ..facts.lists import Who, namesakes, subjects_named
from ..facts.nominees import NewNominee, proposer_of, round_of, standing_dossiers, untouched
from ..models import AwardSubject, Dossier
from ..workflow.dossiers import PROPOSES
from .dossiers import draft
from .files import register
from .moving import Said, held, move
from .refusals import AwardRefused

For = Callable[[Unit], Person]
"""Who proposes somebody of a unit: the sender, or for a command on the server the unit itself."""


@transaction.atomic
def write_nominees(rows: Sequence[NewNominee], *, batch: Any, acting_for: For, by: str) -> int:
    """Drafts a dossier for each row that has none standing, and enters whom no file has. Returns how many drafts.

    Each subject and each draft is its own recorded act; one event more tells of the batch. AwardRefused with the row's
    cell for what the law, the round or the sender's rights do not allow.
    """
    written = 0
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in={row.who.unit_id for row in rows})}
    for row, (_, former) in zip(rows, standing_dossiers(rows), strict=True):
        if former is None:
            _refusing(row, batch, units[row.who.unit_id], acting_for)
            written += 1
    if written:
        record_batch(events.NOMINEES_IMPORTED, batch, by, {"drafted": written})
    return written


def _refusing(row: NewNominee, batch: Any, unit: Unit, acting_for: For) -> None:
    """Drafts one row; what stands in the way is said with the row's cell."""
    try:
        made = _drafted(row, unit, acting_for(unit))
    except PermissionDenied:
        text = "người gửi không đề nghị cho đơn vị này. Hãy bỏ dòng ấy, hoặc để đơn vị ấy tự đề nghị."
        raise AwardRefused(f"Ô {row.cell}: {text}") from None
    except AwardRefused as refused:
        raise AwardRefused(f"Ô {row.cell}: {refused}") from None
    Dossier.objects.filter(pk=made.pk).update(imported=batch)


def _drafted(row: NewNominee, unit: Unit, acting: Person) -> Dossier:
    proposer = proposer_of(acting, unit)
    if proposer is None:
        raise PermissionDenied(PROPOSES)
    subject = _subject(row.who, unit, acting)
    round = round_of(row.form, proposer, acting.day)
    return draft(subject, row.form, proposer=proposer, acting=acting, merit=row.merit, round=round, woman=row.woman)


def _subject(who: Who, unit: Unit, acting: Person) -> AwardSubject:
    (found,) = subjects_named([who])
    if len(found) > 1:
        raise AwardRefused(namesakes(len(found)))
    return found[0] if found else register(
        kind=who.kind, unit=unit, name=who.name, told_apart=who.told_apart, acting=acting
    )  # fmt: skip


@transaction.atomic
def undo_nominees(batch: Any, *, said: Said) -> int:
    """Withdraws the drafts of a batch that nobody changed since; their subjects stay. A step each, one event more."""
    drafts = list(untouched(batch).order_by("pk"))
    for dossier in drafts:
        move(held(dossier, dossier.version), "withdraw", said)
    record_batch(events.NOMINEES_UNDONE, batch, said.by, {"withdrawn": len(drafts)}, said.reason)
    return len(drafts)

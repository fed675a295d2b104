"""Dossiers begun from chosen lines of a round's list, and that undone."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit

from ..access import listings_of
from ..models import Dossier, Listing, Round
from ..models.rounds import WAITING
from ..workflow.dossiers import DRAFT, PROPOSES
from .dossiers import draft
from .handing import withdraw
from .refusals import AwardRefused

MOST = 200
UNDONE = "Hoàn tác lập hồ sơ hàng loạt."


@dataclass(frozen=True)
class Drafted:
    """What came of the chosen lines: the dossiers that were begun, and the lines that were not, each with why."""

    made: tuple[Dossier, ...]
    refused: tuple[tuple[Listing, str], ...]


def draft_listed(round: Round, ids: Iterable[int], *, acting: Person) -> Drafted:
    """Begins a dossier for each chosen line that waits; each is an act of its own with its event (`dossiers.draft`).

    The proposer is the subject's own unit where the person proposes for it, else the person's. PermissionDenied for
    whoever proposes for nobody; AwardRefused for more than 200 lines.
    """
    own = acting.acts_for(PROPOSES)
    if not own:
        raise PermissionDenied(PROPOSES)
    wanted = set(ids)
    if len(wanted) > MOST:
        raise AwardRefused(f"Một lần lập nhiều nhất {MOST} hồ sơ. Hãy chọn ít dòng hơn.")
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=own)}
    rows = listings_of(acting, round).filter(pk__in=wanted).order_by("pk")
    made, refused = [], []
    for line in rows:
        if line.state != WAITING:
            refused.append((line, "Dòng này đã lập hồ sơ hoặc đã để lại."))
            continue
        proposer = units.get(line.subject.unit_id) or units[min(units)]
        try:
            made.append(draft(line.subject, line.form, proposer=proposer, acting=acting, round=round, listing=line))
        except AwardRefused as why:
            refused.append((line, str(why)))
    return Drafted(tuple(made), tuple(refused))


@transaction.atomic
def undo_drafts(round: Round, ids: Iterable[int], *, acting: Person) -> int:
    """Withdraws drafts that were begun from the list and that nobody touched since: all of them or none; returns how
    many. Each is an act of its own (`handing.withdraw`); the lines wait again.
    """
    rows = list(
        Dossier.objects.filter(round=round, pk__in=set(ids), state=DRAFT, version=1, by=acting.username).order_by("pk")
    )
    for row in rows:
        withdraw(row, row.version, reason=UNDONE, acting=acting)
    return len(rows)

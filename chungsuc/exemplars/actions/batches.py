"""A workbook's pieces are let in, and taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from chungsuc.imports.actions import record_batch
from chungsuc.law.spelling import fold, nfc
from chungsuc.web.day import now

from .. import events
from ..models import Coverage

Place = tuple[int, date, str]  # outlet, day, folded title: what makes a piece the same
_COMPARED = ("programme_id", "seconds", "pieces", "words", "link", "exemplar_id")
_COPIED = ("outlet_id", "day", "title", "title_key", *_COMPARED, "batch_id", "sheet", "cell")


@dataclass(frozen=True)
class NewPiece:
    """A piece as a row of a workbook tells it; ids of the rows it refers to."""

    outlet_id: int
    day: date
    title: str
    programme_id: int | None = None
    seconds: int | None = None
    pieces: int = 1
    words: int | None = None
    link: str = ""
    exemplar_id: int | None = None
    sheet: str = ""
    cell: str = ""

    @property
    def place(self) -> Place:
        return self.outlet_id, self.day, fold(self.title)


def standing_pieces(pieces: Iterable[NewPiece]) -> dict[Place, Coverage]:
    """What is counted already at the places of some pieces. One query."""
    places = {piece.place for piece in pieces}
    rows = Coverage.objects.standing().filter(
        outlet_id__in={outlet for outlet, _, _ in places}, day__in={day for _, day, _ in places}
    )
    found = {(row.outlet_id, row.day, row.title_key): row for row in rows}
    return {place: row for place, row in found.items() if place in places}


def differs(piece: NewPiece, former: Coverage | None) -> bool:
    """Whether a piece says anything that is not counted already."""
    return former is None or any(getattr(piece, name) != getattr(former, name) for name in _COMPARED)


@transaction.atomic
def write_coverage(pieces: Sequence[NewPiece], *, batch: Any, by: str) -> int:
    """Writes the pieces that are new or differ, what these replace is withdrawn, and one event; returns how many."""
    known = standing_pieces(pieces)
    changed = [piece for piece in pieces if differs(piece, known.get(piece.place))]
    moment = now()
    former = [known[piece.place].pk for piece in changed if piece.place in known]
    _withdraw(former, by, moment, f"thay bằng dòng trong tệp {batch.filename}"[:500])
    Coverage.objects.bulk_create([_row(piece, known.get(piece.place), batch, by, moment) for piece in changed])
    if changed:
        details = {"written": len(changed), "replaced": len(former)}
        record_batch(events.COVERAGE_IMPORTED, batch, by, details)
    return len(changed)


def _row(piece: NewPiece, former: Coverage | None, batch: Any, by: str, moment: Any) -> Coverage:
    same = {name: getattr(piece, name) for name in (*_COMPARED, "outlet_id", "day", "sheet", "cell")}
    return Coverage(
        **same,
        title=nfc(piece.title),
        title_key=fold(piece.title),
        batch=batch,
        replaces=former,
        entered_by=by,
        entered_at=moment,
    )


def _withdraw(ids: Sequence[int], by: str, moment: Any, reason: str) -> int:
    rows = Coverage.objects.standing().filter(pk__in=ids)
    return int(rows.update(withdrawn_at=moment, withdrawn_by=by, withdrawal_reason=reason))


@transaction.atomic
def undo_coverage(batch: Any, *, by: str, reason: str) -> int:
    """Withdraws a batch's pieces that still count and brings back those that it had replaced. Writes one event."""
    moment = now()
    mine = list(Coverage.objects.standing().filter(batch=batch).select_related("replaces"))
    taken = _withdraw([row.pk for row in mine], by, moment, f"hoàn tác tệp: {reason}"[:500])
    again = [row.replaces for row in mine if row.replaces is not None]
    Coverage.objects.bulk_create(
        [
            Coverage(**{name: getattr(row, name) for name in _COPIED}, replaces=row, entered_by=by, entered_at=moment)
            for row in again
        ]
    )
    record_batch(events.COVERAGE_UNDONE, batch, by, {"withdrawn": taken}, reason)
    return taken

"""Every write to the register of recognised units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from chungsuc.audit.actions import record
from chungsuc.documents.actions import revoke_about
from chungsuc.imports.actions import record_batch
from chungsuc.law.periods import show_day
from chungsuc.locks.actions import require_all_open
from chungsuc.locks.rules import CASE

from .. import events
from ..decision_paper import CERTIFICATE_SOURCE
from ..models import Recognition, Revocation


class Revoked(NamedTuple):
    """The end of an entry as a file tells it."""

    decision_number: str
    signed_on: date
    reason: str


@dataclass(frozen=True)
class NewEntry:
    """An entry of the register about to be written. `certificate` and `revoked` None: the file says nothing of it."""

    unit_id: int
    level_id: int
    for_year: int
    decision_number: str
    signed_on: date
    announced_on: date | None = None
    note: str = ""
    sheet: str = ""
    cell: str = ""
    certificate: str | None = None
    revoked: Revoked | None = None

    @property
    def place(self) -> tuple[int, int, str]:
        return (self.unit_id, self.level_id, self.decision_number)

    @property
    def content(self) -> tuple:
        return (self.for_year, self.signed_on, self.announced_on, self.note)


def standing_entries(unit_ids: Sequence[int]) -> dict[tuple[int, int, str], Recognition]:
    """The entries in the register of some units with their revocations, by (unit, level, decision)."""
    found = Recognition.objects.standing().filter(unit_id__in=list(unit_ids)).select_related("revocation")
    return {(r.unit_id, r.level_id, r.decision_number): r for r in found}


def differs(new: NewEntry, known: Recognition | None) -> bool:
    """Whether an entry says anything that the register does not say yet."""
    if known is None:
        return True
    if new.content != (known.for_year, known.signed_on, known.announced_on, known.note):
        return True
    certified = new.certificate is not None and new.certificate != known.certificate_number
    return certified or (new.revoked is not None and new.revoked != _revoked(known))


def _revoked(entry: Recognition | None) -> Revoked | None:
    """The end of a stored entry, None while it stands."""
    end = getattr(entry, "revocation", None)
    return Revoked(end.decision_number, end.signed_on, end.reason) if end else None


@transaction.atomic
def write_entries(entries: Sequence[NewEntry], *, batch: Any, by: str) -> int:
    """Writes those entries that say something new; a changed one withdraws its former version. Records one event.

    Locked while dossiers of one of the units are locked for the year.
    """
    known = standing_entries([entry.unit_id for entry in entries])
    changed = [entry for entry in entries if differs(entry, known.get(entry.place))]
    _require_open((entry.unit_id, entry.for_year) for entry in changed)
    moment = timezone.now()
    former = [known[entry.place].pk for entry in changed if entry.place in known]
    Recognition.objects.filter(pk__in=former).update(withdrawn_at=moment, withdrawn_by=by)
    fresh = [_row(entry, known.get(entry.place), batch, by, moment) for entry in changed]
    Recognition.objects.bulk_create(fresh)
    ends = [entry.revoked or _revoked(known.get(entry.place)) for entry in changed]
    _write_ends(zip(fresh, ends, strict=True), by)
    if changed:
        revoked = sum(entry.revoked not in (None, _revoked(known.get(entry.place))) for entry in changed)
        details = {"written": len(changed), "replaced": len(former), "revoked": revoked}
        record_batch(events.REGISTER_IMPORTED, batch, by, details)
    return len(changed)


def _row(entry: NewEntry, former: Recognition | None, batch: Any, by: str, moment: datetime) -> Recognition:
    """The entry's row, not yet saved; a certificate's number that the file does not tell stays."""
    certificate = entry.certificate if entry.certificate is not None or former is None else former.certificate_number
    return Recognition(
        unit_id=entry.unit_id,
        level_id=entry.level_id,
        for_year=entry.for_year,
        decision_number=entry.decision_number,
        signed_on=entry.signed_on,
        announced_on=entry.announced_on,
        certificate_number=certificate or "",
        note=entry.note,
        batch=batch,
        sheet=entry.sheet,
        cell=entry.cell,
        replaces=former,
        recorded_by=by,
        recorded_at=moment,
    )


def _write_ends(ends: Iterable[tuple[Recognition, Revoked | None]], by: str) -> None:
    Revocation.objects.bulk_create(
        [Revocation(recognition=row, **end._asdict(), recorded_by=by) for row, end in ends if end is not None]
    )


@transaction.atomic
def undo_batch(batch: Any, *, by: str, reason: str) -> int:
    """Withdraws a batch's entries and brings back those that it had replaced. Records one event.

    Locked while dossiers of one of the units are locked for the year.
    """
    moment = timezone.now()
    mine = list(Recognition.objects.standing().filter(batch=batch).select_related("replaces__revocation"))
    _require_open((entry.unit_id, entry.for_year) for entry in mine)
    withdrawn = Recognition.objects.filter(pk__in=[r.pk for r in mine]).update(withdrawn_at=moment, withdrawn_by=by)
    formers = [row.replaces for row in mine if row.replaces is not None]
    again = Recognition.objects.bulk_create([_again(former, by, moment) for former in formers])
    _write_ends(zip(again, map(_revoked, formers), strict=True), by)
    record_batch(events.REGISTER_UNDONE, batch, by, {"withdrawn": withdrawn}, reason)
    return withdrawn


def _require_open(places: Iterable[tuple[int, int]]) -> None:
    """Locked when the dossiers of one of the units are locked for its year."""
    of_year: dict[int, list[int]] = {}
    for unit_id, year in places:
        of_year.setdefault(year, []).append(unit_id)
    for year, unit_ids in sorted(of_year.items()):
        require_all_open(CASE, unit_ids, year=year)


def _again(former: Recognition, by: str, moment: datetime) -> Recognition:
    """A fresh copy of an entry that an undone import had replaced."""
    names = ("unit_id", "level_id", "for_year", "decision_number", "signed_on", "announced_on", "note", "batch_id")
    kept = {name: getattr(former, name) for name in (*names, "certificate_number", "sheet", "cell")}
    return Recognition(**kept, recorded_by=by, recorded_at=moment)


@transaction.atomic
def revoke(recognition: Recognition, *, decision_number: str, signed_on: date, reason: str, by: str) -> Revocation:
    """Ends a recognition by its own decision, and the certificate that was printed for it. Writes the revocation and
    one event, and those of the certificate.
    """
    revocation = Revocation.objects.create(
        recognition=recognition, decision_number=decision_number, signed_on=signed_on, reason=reason, recorded_by=by
    )
    record(
        events.REVOKED,
        actor=by,
        subject_type="recognition.entry",
        subject_id=str(recognition.pk),
        subject_label=recognition.decision_number,
        unit_code=recognition.unit.code,
        details={"signed_on": signed_on.isoformat()},
        reason=reason,
        paper=decision_number,
    )
    ended = f"Quyết định số {decision_number} ngày {show_day(signed_on)}"
    revoke_about(CERTIFICATE_SOURCE, str(recognition.pk), on=signed_on, paper=ended, reason=reason, by=by)
    return revocation

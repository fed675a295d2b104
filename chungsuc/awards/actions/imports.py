"""A list of awards is let in to the register, and taken back. One event a batch, which names nobody."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from chungsuc.imports.actions import record_batch
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now, today

from .. import events
from ..facts.lists import OTHERWISE, Named, NewAward, differing, known_awards, namesakes, place_of, unused
from ..models import Award, AwardSubject
from ..models.decisions import STANDING, UNDONE
from ..rules.naming import subject_key
from .refusals import AwardRefused, Stale


@transaction.atomic
def write_awards(rows: Sequence[NewAward], *, kinds: dict[str, Named], batch: Any, by: str) -> int:
    """Enters the rows that the register does not have yet, and whoever they speak of that no file has. One event.

    AwardRefused for a name that several bear, a row that contradicts the register, a unit of the wrong kind; Stale when
    somebody else entered the same meanwhile. Returns how many awards were written.
    """
    known = known_awards(rows)
    fresh: list[tuple[NewAward, AwardSubject | None]] = []
    for row, (subjects, award) in zip(rows, known, strict=True):
        if len(subjects) > 1:
            raise AwardRefused(f"Ô {row.cell}: {namesakes(len(subjects))}")
        if award is not None and differing(row, award):
            raise AwardRefused(f"Ô {row.cell}: {OTHERWISE}")
        if award is None:
            fresh.append((row, subjects[0] if subjects else None))
    try:
        with transaction.atomic():
            new = _registered([row for row, subject in fresh if subject is None], kinds, by)
            Award.objects.bulk_create(
                [_award(row, subject or new[place_of(row.who)], batch, by) for row, subject in fresh], batch_size=500
            )
    except IntegrityError:
        raise Stale("Người khác vừa ghi cùng khen thưởng hoặc đối tượng này. Hãy tải lại tệp để xem lại.") from None
    if fresh:
        record_batch(events.AWARD_ENTERED, batch, by, {"written": len(fresh), "subjects": len(new)})
    return len(fresh)


def _registered(
    rows: Sequence[NewAward], kinds: dict[str, Named], by: str
) -> dict[tuple[int, str, str, str], AwardSubject]:
    """Enters the subjects of rows into the files, each once."""
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in={row.who.unit_id for row in rows})}
    made: dict[tuple[int, str, str, str], AwardSubject] = {}
    for row in rows:
        who, kind = row.who, kinds[row.who.kind].value
        if who.itself and units[who.unit_id].kind not in kind["kinds"]:
            raise AwardRefused(f"Ô {row.cell}: đơn vị đã chọn không thuộc loại “{kind['name']}”. Hãy chọn lại.")
        made.setdefault(place_of(who), AwardSubject(
            kind=who.kind, unit=units[who.unit_id], itself=who.itself,
            private=not who.itself and (kind["as"] == "individual" or bool(kind["direct_worker"])),
            name=who.name, name_key=subject_key(who.name), told_apart=who.told_apart,
            registered_by=by, registered_on=today(), recorded_at=now(),
        ))  # fmt: skip
    AwardSubject.objects.bulk_create(list(made.values()), batch_size=500)
    return made


def _award(row: NewAward, subject: AwardSubject, batch: Any, by: str) -> Award:
    return Award(
        subject=subject, form=row.form, form_name=row.form_name, imported=batch, name=row.name,
        name_key=subject_key(row.name), place=row.place, collective=row.collective, merit=row.merit,
        decided_on=row.day, number=row.number, signer=row.signer, since=row.since, until=row.until, bonus=row.bonus,
        merit_kind=row.merit_kind, bonus_words="" if row.bonus is None else "theo danh sách đã nhập", by=by,
    )  # fmt: skip


@transaction.atomic
def undo_awards(batch: Any, *, by: str, reason: str) -> int:
    """Marks a batch's awards on which nothing rests as undone; their subjects stay. Writes them and one event."""
    ids = list(unused(batch).values_list("pk", flat=True))
    taken = Award.objects.filter(pk__in=ids, state=STANDING).update(state=UNDONE, version=F("version") + 1)
    record_batch(events.AWARD_UNDONE, batch, by, {"undone": taken}, reason)
    return taken

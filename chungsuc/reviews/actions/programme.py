"""The conference of a review round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person

from .. import events
from ..access import RECEIVE, require_right
from ..models import ProgrammeItem, ReportRound, ReviewProgramme
from ..rules import Kind
from .refusals import ReportRefused, Stale, held_round, record_round


@dataclass(frozen=True)
class Item:
    """One item: from when (None: after the one before), what, by whom."""

    starts_at: time | None
    what: str
    who: str = ""


def _cut(text: str, longest: int) -> str:
    return nfc(text.strip())[:longest]


@transaction.atomic
def write_programme(
    round: ReportRound, kind: Kind, *, held_on: date, starts_at: time, place: str, chair: str, guests: Sequence[str],
    items: Sequence[Item], version: int, by: Person,
) -> ReviewProgramme:  # fmt: skip
    """Writes the programme of the round's conference anew. Writes it with its items and one event.

    `version` is the programme's as it was seen (0: none yet); Stale when somebody else wrote since.
    """
    require_right(by, RECEIVE)
    if not kind.programme:
        raise ReportRefused("Kỳ báo cáo này không có hội nghị.")
    if not items:
        raise ReportRefused("Chưa có nội dung nào. Hãy ghi ít nhất một dòng chương trình.", "items")
    held = held_round(round)
    fields = {
        "held_on": held_on,
        "starts_at": starts_at,
        "place": nfc(place.strip())[:300],
        "chair": nfc(chair.strip())[:200],
        "guests": [nfc(name.strip()) for name in guests if name.strip()],
        "award_round": held.award_round,
        "version": version + 1,
    }
    found = ReviewProgramme.objects.filter(round=held).first()
    if found is None and version == 0:
        try:
            with transaction.atomic():
                found = ReviewProgramme.objects.create(round=held, **fields)
        except IntegrityError:
            raise Stale("Chương trình vừa được người khác ghi. Chữ đã gõ vẫn còn; hãy so rồi ghi lại.") from None
    elif found is None or not change_where(found, {"version": version}, **fields):
        raise Stale("Chương trình vừa được người khác ghi. Chữ đã gõ vẫn còn; hãy so rồi ghi lại.")
    ProgrammeItem.objects.filter(programme=found).delete()
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(
            programme=found,
            position=n,
            starts_at=one.starts_at,
            what=nfc(one.what.strip())[:500],
            who=nfc(one.who.strip())[:200],
        )
        for n, one in enumerate(items, 1)
    )
    record_round(events.PROGRAMME, held, by, {"on": held_on.isoformat(), "count": len(items)})
    return found

"""A result is frozen with the minutes of the group; what was wrong is corrected by reopening, with a reason."""

from datetime import date

from django.db import transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person

from .. import events
from ..facts import as_text, board_of, result_of
from ..models import Closing, Round
from .refusals import ScoringRefused, Stale, as_seen, locked, moved, record


@transaction.atomic
def close(round: Round, *, paper: str, seen: int, on: date, person: Person) -> Closing:  # noqa: A002 - the room's noun
    """Freezes the places as they were seen. Writes the closing with its whole result, the state and one event.

    Stale when a mark came since the page was shown: nobody freezes what nobody saw.
    """
    now = locked(round, "close", person)
    as_seen(now, seen)
    if not paper.strip():
        raise ScoringRefused("Hãy ghi biên bản họp của cụm, khối: số, ngày.", field="paper")
    board = board_of(now)
    result = result_of(board)
    made = Closing.objects.create(
        round=now,
        number=len(board.closings) + 1,
        on=on,
        by=person.username,
        by_name=person.name[:200],
        paper=nfc(paper).strip(),
        last_seq=max((mark.seq for mark in board.marks), default=0),
        body=as_text(result),
    )
    moved(now, "close", closed_on=on)
    places = [[row["unit"], row["rank"], row["points"]] for row in result["ranking"]]
    record(events.CLOSED, now, person, {"number": made.number, "ranking": places}, paper=made.paper)
    return made


@transaction.atomic
def reopen(round: Round, *, reason: str, paper: str, seen: int, on: date, person: Person) -> Round:  # noqa: A002
    """Opens a frozen result for correction; it stays readable as it was. Writes who, when and why, and one event."""
    now = locked(round, "reopen", person)
    as_seen(now, seen)
    if not reason.strip():
        raise ScoringRefused("Hãy ghi lý do mở lại kết quả đã chốt.", field="reason")
    standing = Closing.objects.filter(round=now, reopened_on=None).first()
    why = nfc(reason).strip()
    if standing is None or not change_where(
        standing, {"reopened_on": None}, reopened_on=on, reopened_by=person.username, reopened_reason=why
    ):
        raise Stale("Kết quả này vừa được người khác mở lại.")
    moved(now, "reopen", closed_on=None)
    record(events.REOPENED, now, person, {"number": standing.number}, reason=why, paper=nfc(paper).strip())
    return now

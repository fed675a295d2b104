"""What an officer writes about a legal document: which of its printed numbers is right."""

from datetime import date

from django.db import transaction

from chungsuc.audit.actions import record

from .. import events
from ..models import LegalDocument, NumberConfirmation
from .values import FigureRefused


@transaction.atomic
def confirm_number(
    document: LegalDocument, *, number: str, paper: str, by: str, by_name: str, on: date, seen: int = 0, post: str = ""
) -> NumberConfirmation:
    """Records that a named officer read the document's right number in `paper`. What was confirmed before stays told.

    `seen`: the newest confirmation that the officer knew of (0: none). Writes a NumberConfirmation, the number to show
    and one event; FigureRefused says why not.
    """
    number, paper = number.strip(), paper.strip()
    if not number or not paper:
        raise FigureRefused("Hãy ghi số đúng của văn bản và văn bản (số, ngày) đã đọc số ấy.")
    held, newest = _held(document, seen)
    if newest is not None and newest.number == number:
        raise FigureRefused(f"Số {number} đã được {newest.by_name} xác nhận. Không có gì thay đổi.")
    return _write(held, events.NUMBER_CONFIRMED, number, paper=paper, by=by, by_name=by_name, on=on, post=post)


@transaction.atomic
def withdraw_number(
    document: LegalDocument, *, reason: str, by: str, by_name: str, on: date, seen: int = 0, post: str = ""
) -> NumberConfirmation:
    """Takes the confirmed number back, so that the document stands again as it was printed.

    Writes a NumberConfirmation without a number, the number to show and one event; FigureRefused says why not.
    """
    held, newest = _held(document, seen)
    if newest is None or not newest.number:
        raise FigureRefused("Số của văn bản này chưa có ai xác nhận nên không có gì để rút.")
    if not reason.strip():
        raise FigureRefused("Hãy ghi vì sao rút xác nhận.")
    given = {"by": by, "by_name": by_name, "on": on, "post": post}
    return _write(held, events.NUMBER_WITHDRAWN, "", reason=reason.strip(), **given)  # type: ignore[arg-type]


def _held(document: LegalDocument, seen: int) -> tuple[LegalDocument, NumberConfirmation | None]:
    """The document's row, held until the transaction ends, and what was confirmed last."""
    held = LegalDocument.objects.select_for_update().get(pk=document.pk)
    newest = held.number_confirmations.order_by("pk").last()
    if (newest.pk if newest else 0) != seen:
        raise FigureRefused("Số của văn bản này vừa được người khác xác nhận hoặc rút. Hãy xem lại rồi ghi.")
    return held, newest


def _write(
    held: LegalDocument,
    act: str,
    number: str,
    *,
    by: str,
    by_name: str,
    on: date,
    post: str,
    paper: str = "",
    reason: str = "",
) -> NumberConfirmation:
    before = held.number
    written = NumberConfirmation.objects.create(
        document=held, number=number, paper=paper, reason=reason, by=by, by_name=by_name, on=on
    )
    held.number_confirmed = number or held.number_as_loaded
    held.save(update_fields=["number_confirmed"])
    record(
        act,
        actor=by,
        subject_type="rulebook.document",
        subject_id=held.code,
        subject_label=str(held)[:200],
        details={"before": before, "after": held.number},
        reason=reason,
        paper=paper,
        actor_post=post,
    )
    return written

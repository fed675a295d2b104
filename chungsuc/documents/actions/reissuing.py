"""A certificate given again: asked with a reason, decided by who gives numbers, the old one ended in the same act."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where
from chungsuc.jobs.actions import enqueue
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now, today

from .. import events
from ..access import DRAFT, NUMBER, require
from ..models import Certificate, CertificateBatch, Reissue
from ..numbering import Numbering, numbering_of
from ..reissue_facts import body_that_reissues, mark_on, said_on, why_no_reissue, whys_on
from ..rules.reissuing import PARTS, register_mark, unfit
from ..workflow import ASKED, DECLINED, GRANTED, NUMBERED, REPLACED, VALID, WITHDRAWN
from .certificates import PRINT, blank_as, new_code
from .numbers import held_series, take
from .refusals import PaperRefused, Stale, record_about

SIGNED = ("issuer", "place", "authority", "of", "office", "name")


@transaction.atomic
def ask_reissue(certificate: Certificate, *, why: str, reason: str, says: Mapping[str, str], by: Person) -> Reissue:
    """Asks that a valid certificate be given again. Writes the request and one event; the certificate stands as it is.

    `says`: recipient, detail and achievement of the new one; only a misprint may change them. Stale when somebody asked
    already; PaperRefused at its field for an unknown reason, a certificate that ended, texts that do not fit.
    """
    require(by, DRAFT, certificate.batch.unit_id)
    known = {one.code: one for one in whys_on(today())}
    if not known:
        raise PaperRefused("Chưa đủ căn cứ: chưa có quy định các lý do được cấp lại bằng. Xem trang Quy định.")
    if why not in known:
        raise PaperRefused("Chưa chọn lý do cấp lại.", "why")
    if not reason.strip():
        raise PaperRefused("Chưa trình bày lý do. Hãy ghi bằng mất, hỏng khi nào hoặc in sai chỗ nào.", "reason")
    held = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if told := why_no_reissue(held.state, _later(held)):
        raise PaperRefused(told)
    after = {part: nfc(str(says.get(part, ""))).strip() for part in PARTS}
    field, wrong = unfit(known[why], said_on(certificate), after)
    if wrong:
        raise PaperRefused(wrong, field)
    given = {"why": why, "why_name": known[why].name, "reason": nfc(reason.strip()), "state": ASKED}
    try:
        with transaction.atomic():
            asked = Reissue.objects.create(
                certificate=certificate, asked_by=by.username, asked_at=now(), **given, **after
            )
    except IntegrityError:
        raise Stale("Đã có người đề nghị cấp lại bằng này. Hãy mở lại trang để xem.") from None
    _record(events.REISSUE_ASKED, asked, by, {"why": asked.why_name}, reason.strip())
    return asked


def _later(certificate: Certificate) -> str:
    row = certificate.replacements.select_related("number").first()
    return row.number.printed if row else ""


@transaction.atomic
def withdraw_reissue(reissue: Reissue, *, by: Person) -> Reissue:
    """Takes a request back that nobody decided yet. Writes its state and one event."""
    require(by, DRAFT, reissue.certificate.batch.unit_id)
    _decided(reissue, by, state=WITHDRAWN)
    _record(events.REISSUE_WITHDRAWN, reissue, by, {})
    return reissue


@transaction.atomic
def decline_reissue(reissue: Reissue, *, reason: str, by: Person) -> Reissue:
    """Answers that the certificate is not given again, and why. Writes both and one event."""
    require(by, NUMBER, reissue.certificate.batch.unit_id)
    if not reason.strip():
        raise PaperRefused("Chưa ghi vì sao không cấp lại.", "reason")
    _decided(reissue, by, state=DECLINED, answer=nfc(reason.strip()))
    _record(events.REISSUE_DECLINED, reissue, by, {}, reason.strip())
    return reissue


@transaction.atomic
def grant_reissue(reissue: Reissue, *, day: date, signed: Mapping[str, str], by: Person) -> Certificate:
    """Gives the certificate again: a new one with its own number, code and file; the old one says so from now on.

    `signed`: issuer, place, authority, of, office and name of who signs now. Writes request, old certificate, number,
    batch of one, new certificate, its print job and one event, all or none. Stale when somebody else was first.
    """
    old = Certificate.objects.select_related("batch__unit", "batch__blank", "number").get(pk=reissue.certificate_id)
    require(by, NUMBER, old.batch.unit_id)
    unit, found, mark = _grounds(old, day)
    require(by, NUMBER, unit.pk)
    if day < old.batch.day:
        raise PaperRefused(f"Bằng cũ ký ngày {show_day(old.batch.day)}; ngày cấp lại không thể sớm hơn.", "day")
    # the number first, as whoever numbers a batch does: two acts never wait for each other
    series = held_series(unit, old.batch.kind, old.batch.kind_name, day.year)
    number = take(series, 1, text=found.text, day=day, by=by.username, purpose=f"Cấp lại bằng số {old.number.printed}")[
        0
    ]
    ended = {"ended_on": day, "ended_paper": f"{old.batch.kind_name} số {number.printed}"[:200]}
    if not change_where(old, {"state": VALID}, state=REPLACED, ended_reason=str(reissue.reason), **ended):
        raise Stale("Bằng này vừa được người khác cấp lại hoặc thu hồi. Hãy mở lại trang để xem.")
    batch = _batch_of_one(
        old, reissue, unit, day, {**_clean(signed), "mark": register_mark(mark, old.number.printed)}, by
    )
    new = Certificate.objects.create(
        batch=batch, order=1, number=number, code=new_code(), replaces=old, **batch.entries[0]
    )
    change_where(batch, {"state": NUMBERED}, job=enqueue(PRINT, {"batch": batch.pk}, by=by.username).pk)
    _decided(reissue, by, state=GRANTED, given=new)
    told = {"before": old.number.printed, "after": number.printed, "why": reissue.why_name, "on": day.isoformat()}
    _record(events.CERTIFICATE_REPLACED, reissue, by, told, reissue.reason)
    return new


def _grounds(old: Certificate, day: date) -> tuple[Unit, Numbering, str]:
    """Who gives it again that day, how it is numbered and how it is marked; PaperRefused where something is missing."""
    unit = body_that_reissues(old.batch.unit, day)
    if unit is None:
        raise PaperRefused(
            "Chưa đủ căn cứ: cơ quan tặng bằng không còn vào ngày này và không rõ cơ quan kế thừa.", "day"
        )
    found, mark = numbering_of(unit, old.batch.kind, day), mark_on(day)
    if isinstance(found, str):
        raise PaperRefused(found, "day")
    if not mark:
        raise PaperRefused("Chưa đủ căn cứ: chưa có quy định cách ghi trên bằng cấp lại. Xem trang Quy định.")
    return unit, found, mark


def _clean(signed: Mapping[str, str]) -> dict[str, str]:
    told = {name: nfc(str(signed.get(name, ""))).strip() for name in SIGNED}
    if not told["name"] or not told["office"]:
        raise PaperRefused("Chưa ghi người ký bằng cấp lại.", "signer" if told["office"] else "office")
    return told


def _batch_of_one(
    old: Certificate, reissue: Reissue, unit: Unit, day: date, changed: Mapping[str, str], by: Person
) -> CertificateBatch:
    before, moment = old.batch, now()
    entry = {"recipient": reissue.recipient, "detail": reissue.detail, "reason": reissue.achievement}
    entry |= {"key": old.key} if old.key else {}
    return CertificateBatch.objects.create(
        unit=unit,
        kind=before.kind,
        kind_name=before.kind_name,
        paper=before.paper,
        day=day,
        common={**before.common, **changed},
        entries=[entry],
        blank=before.blank,
        blank_as=blank_as(before.blank),
        size=before.size,
        source=before.source,
        source_key=before.source_key,
        state=NUMBERED,
        prepared_by=reissue.asked_by,
        prepared_at=moment,
        numbered_by=by.username,
        numbered_at=moment,
    )


def _decided(reissue: Reissue, by: Person, **fields: Any) -> None:
    if not change_where(reissue, {"state": ASKED}, decided_by=by.username, decided_at=now(), **fields):
        raise Stale("Đề nghị này vừa được người khác quyết định hoặc rút. Hãy mở lại trang để xem.")


def _record(act: str, reissue: Reissue, by: Person, details: dict[str, Any], reason: str = "") -> None:
    of = reissue.certificate
    label = f"{of.batch.kind_name} số {of.number.printed}"
    record_about(act, of, by, of.batch.unit, details, subject_type="documents.certificate", label=label, reason=reason)

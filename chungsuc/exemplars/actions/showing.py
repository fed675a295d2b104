"""What may be shown of a person: consent given and taken back, photographs added and removed."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where
from chungsuc.evidence.actions import attach, detach
from chungsuc.evidence.models import Document
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.web.day import now

from .. import events, workflow
from ..models import Consent, Exemplar, Photo
from ..models.showing import ABOUT, PAPER, SCOPES, WORD
from .moving import STALE, ExemplarRefused, Stale, held, moved, nameless, said, told

CONSENT_SUBJECT, PHOTO_SUBJECT = "exemplars.consent", "exemplars.photo"
_ABOUT, _SCOPES = dict(ABOUT), dict(SCOPES)


@dataclass(frozen=True)
class Agreed:
    """What was agreed to, how far, when and how: a signed paper kept as a document, or words before a witness."""

    about: str
    scope: str
    given_on: date
    document: Document | None = None
    witness: str = ""


@transaction.atomic
def give_consent(exemplar: Exemplar, version: int, agreed: Agreed, *, acting: Person) -> Consent:
    """Writes a consent, its document's use, the exemplar's version and one event that names nobody.

    ExemplarRefused when one stands already, the proof is missing, or the day is to come.
    """
    if agreed.about not in _ABOUT or agreed.scope not in _SCOPES:
        raise ValueError(f"unknown consent {agreed.about} {agreed.scope}")
    fresh = held(exemplar, workflow.CONSENT, version, acting)
    if agreed.given_on > acting.day:
        raise ExemplarRefused("Ngày đồng ý sau hôm nay. Hãy xem lại ngày.")
    if agreed.document is None and not nfc(agreed.witness):
        raise ExemplarRefused("Đồng ý bằng lời thì phải ghi người chứng kiến; đồng ý bằng giấy thì phải kèm tệp.")
    if agreed.document is not None and agreed.document.unit_id != fresh.unit_id:
        raise ExemplarRefused("Giấy đồng ý là tài liệu của đơn vị khác. Hãy chọn lại tệp.")
    moved(fresh, workflow.CONSENT)
    made = _written(fresh, agreed, acting)
    if agreed.document is not None:
        attach(agreed.document, CONSENT_SUBJECT, str(made.pk), by=acting.username, post=acting.title[:200])
    details = {"on": agreed.given_on.isoformat(), "about": _ABOUT[agreed.about], "scope": _SCOPES[agreed.scope]}
    told(events.CONSENTED, fresh, acting=acting, details=details)
    return made


def _written(exemplar: Exemplar, agreed: Agreed, acting: Person) -> Consent:
    try:
        with transaction.atomic():
            return Consent.objects.create(
                exemplar=exemplar,
                about=agreed.about,
                scope=agreed.scope,
                how=PAPER if agreed.document else WORD,
                document=agreed.document,
                witness=nfc(agreed.witness),
                given_on=agreed.given_on,
                recorded_by=acting.username,
                recorded_at=now(),
            )
    except IntegrityError:
        text = f"Đang có sự đồng ý {_ABOUT[agreed.about]}. Muốn đổi phạm vi thì ghi việc rút, rồi ghi đồng ý mới."
        raise ExemplarRefused(text) from None


@transaction.atomic
def withdraw_consent(consent: Consent, *, on: date, how: str, acting: Person) -> Consent:
    """Takes a consent out of force from this moment, for every page and every day. Writes it and one event.

    The register keeps that there was a consent and that it was taken back. Stale when somebody else just wrote that.
    """
    fresh = held(consent.exemplar, workflow.WITHDRAW, None, acting)
    if not how.strip():
        raise ExemplarRefused("Chưa ghi rút bằng cách nào. Hãy ghi, ví dụ: người ấy báo trực tiếp tại UBND xã.")
    if on < consent.given_on or on > acting.day:
        raise ExemplarRefused("Ngày rút phải từ ngày đồng ý đến hôm nay. Hãy xem lại ngày.")
    nameless(fresh, how)
    fields = {"withdrawn_on": on, "withdrawn_how": said(how), "withdrawn_by": acting.username, "withdrawn_at": now()}
    if not change_where(consent, {"withdrawn_at": None}, **fields):
        raise Stale(STALE)
    moved(fresh, workflow.WITHDRAW)
    details = {"on": on.isoformat(), "about": _ABOUT[consent.about]}
    told(events.WITHDRAWN, fresh, acting=acting, details=details, reason=consent.withdrawn_how)
    return consent


@transaction.atomic
def add_photo(exemplar: Exemplar, version: int, document: Document, *, caption: str, acting: Person) -> Photo:
    """Writes that a kept picture shows an exemplar, the document's use and one event. The caption names nobody."""
    fresh = held(exemplar, workflow.ADD_PHOTO, version, acting)
    if not nfc(caption):
        raise ExemplarRefused("Chưa ghi chú thích. Hãy ghi ảnh chụp việc gì, ở đâu.")
    if not document.file.is_image or document.unit_id != fresh.unit_id:
        raise ExemplarRefused("Tệp này không phải ảnh của đơn vị có điển hình. Hãy chọn lại tệp.")
    nameless(fresh, caption)
    moved(fresh, workflow.ADD_PHOTO)
    try:
        with transaction.atomic():
            made = Photo.objects.create(
                exemplar=fresh, document=document, caption=nfc(caption), added_by=acting.username, added_at=now()
            )
    except IntegrityError:
        raise ExemplarRefused("Ảnh này đã có ở điển hình. Hãy chọn ảnh khác.") from None
    attach(document, PHOTO_SUBJECT, str(made.pk), by=acting.username, post=acting.title[:200])
    told(events.PHOTO_ADDED, fresh, acting=acting, details={"caption": made.caption})
    return made


@transaction.atomic
def remove_photo(photo: Photo, *, acting: Person) -> Photo:
    """Takes a photograph off an exemplar. Writes it, the end of the document's use, and one event."""
    fresh = held(photo.exemplar, workflow.REMOVE_PHOTO, None, acting)
    if not change_where(photo, {"removed_at": None}, removed_at=now(), removed_by=acting.username):
        raise Stale(STALE)
    moved(fresh, workflow.REMOVE_PHOTO)
    detach(photo.document, PHOTO_SUBJECT, str(photo.pk), by=acting.username, post=acting.title[:200])
    told(events.PHOTO_REMOVED, fresh, acting=acting, details={"caption": photo.caption})
    return photo

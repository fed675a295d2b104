"""The giver agrees to be named, and takes it back at once."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where
from chungsuc.evidence.actions import attach
from chungsuc.evidence.models import Document
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.web.day import now

from .. import events
from ..access import Desk
from ..models import Contribution, GiftTerms, NameConsent
from ..refusals import STALE, ResourceRefused, Stale
from .moving import moved, told, unnamed

SUBJECT = "resources.consent"


def held_by_right(gift: Contribution, version: int, acting: Person) -> tuple[Contribution, GiftTerms]:
    """The contribution as it is now, locked, for either side. A part of an act.

    PermissionDenied for whoever belongs to neither side; Stale when it was changed since.
    """
    fresh = Contribution.objects.select_for_update(of=("self",)).prefetch_related("unit").get(pk=gift.pk)
    desk = Desk(acting)
    if not (desk.keeps(fresh) or desk.answers(fresh)):
        raise PermissionDenied("consent")
    if fresh.version != version:
        raise Stale(STALE)
    return fresh, fresh.terms.get(is_current=True)


@transaction.atomic
def give_consent(
    gift: Contribution, version: int, *, given_on: date, witness: str, document: Document | None, acting: Person
) -> NameConsent:
    """Writes that the giver agreed to be named: by a kept paper, or by word before a witness; and one event.

    ResourceRefused for a giver whose name is open or unknown, a missing proof, or a consent that stands already.
    """
    fresh, terms = held_by_right(gift, version, acting)
    if not terms.unnamed or not terms.giver:
        raise ResourceRefused("Dòng này không có tên cần đồng ý mới nêu. Hãy ghi tên người đóng góp trước.")
    if not terms.given_on <= given_on <= acting.day:
        raise ResourceRefused("Ngày đồng ý phải từ ngày đóng góp đến hôm nay. Hãy xem lại ngày.", "given_on")
    if document is None and not nfc(witness):
        raise ResourceRefused("Đồng ý bằng lời thì ghi người chứng kiến; đồng ý bằng giấy thì kèm tệp.", "witness")
    if document is not None and document.unit_id != fresh.unit_id:
        raise ResourceRefused("Giấy đồng ý là tài liệu của đơn vị khác. Hãy chọn lại tệp.", "file")
    moved(fresh, fresh.state)
    try:
        with transaction.atomic():
            made = NameConsent.objects.create(
                contribution=fresh, given_on=given_on, witness=nfc(witness), document=document,
                recorded_by=acting.username, recorded_at=now(),
            )  # fmt: skip
    except IntegrityError:
        raise ResourceRefused("Đang có sự đồng ý nêu tên. Không cần ghi nữa.") from None
    if document is not None:
        attach(document, SUBJECT, str(made.pk), by=acting.username, post=acting.title[:200])
    told(events.CONSENTED, fresh, acting, {"on": given_on.isoformat()})
    return made


@transaction.atomic
def withdraw_consent(gift: Contribution, version: int, *, on: date, how: str, acting: Person) -> NameConsent:
    """Takes the consent out of force from this moment, for every page and every day. Writes it and one event."""
    fresh, terms = held_by_right(gift, version, acting)
    consent = fresh.consents.filter(withdrawn_at=None).first()
    if consent is None:
        raise Stale(STALE)
    if not nfc(how):
        raise ResourceRefused("Chưa ghi rút bằng cách nào. Hãy ghi, ví dụ: báo trực tiếp tại UBND xã.", "how")
    if not consent.given_on <= on <= acting.day:
        raise ResourceRefused("Ngày rút phải từ ngày đồng ý đến hôm nay. Hãy xem lại ngày.", "on")
    unnamed(terms, "how", how)
    fields = {"withdrawn_on": on, "withdrawn_how": nfc(how), "withdrawn_by": acting.username, "withdrawn_at": now()}
    if not change_where(consent, {"withdrawn_at": None}, **fields):
        raise Stale(STALE)
    moved(fresh, fresh.state)
    told(events.CONSENT_WITHDRAWN, fresh, acting, {"on": on.isoformat()}, how)
    return consent


PAPER_SUBJECT = "resources.contribution"


@transaction.atomic
def attach_paper(gift: Contribution, version: int, *, document: Document, acting: Person) -> Contribution:
    """Lets a kept document prove a contribution. Writes its link and one event. ResourceRefused for others' papers."""
    fresh, _ = held_by_right(gift, version, acting)
    if document.unit_id not in (fresh.unit_id, fresh.recorder_id):
        raise ResourceRefused("Tài liệu này của đơn vị khác. Hãy chọn lại.", "document")
    attach(document, PAPER_SUBJECT, str(fresh.pk), by=acting.username, post=acting.title[:200])
    told(events.PAPER_ATTACHED, fresh, acting)
    return fresh

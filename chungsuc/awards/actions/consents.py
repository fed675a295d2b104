"""The word of nominees without an account: by a code handed over to them, or on a signed paper."""

import secrets
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from chungsuc.audit.actions import change_where
from chungsuc.evidence.actions import attach
from chungsuc.evidence.models import Document
from chungsuc.organisations.access import Person
from chungsuc.rulebook.rule_facts import rule_on

from .. import events
from ..conditions.proposing import asks_consent
from ..models import Dossier, NomineeConsent
from ..models.dossiers import CODE, SIGNED, SUBJECT
from ..workflow.dossiers import DRAFT, SUBMITTED
from .dossiers import require_own
from .moving import Said, held, said_by, told
from .refusals import AwardRefused

LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"  # none of them is taken for another
LENGTH = 12  # 26^12: nobody guesses one of a few thousand codes, however long it is tried
VALID = "days:consent_code"
NOMINEE = "người được đề nghị"
OPEN = (DRAFT, SUBMITTED)


@transaction.atomic
def make_code(dossier: Dossier, version: int, *, acting: Person) -> str:
    """A new code to be handed to the nominee, told only now; the former one stops working. Writes its hash, one event.

    PermissionDenied for another unit; AwardRefused where no word is needed or it was given, or no rule says how long a
    code holds; Stale.
    """
    fresh = _waiting(dossier, version, acting)
    rule = rule_on(VALID, acting.day)
    if rule.whole is None:
        raise AwardRefused(f"Chưa đủ căn cứ: chưa có «{rule.label}». Hãy dùng giấy có chữ ký.")
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    _replace(fresh)
    made = NomineeConsent(
        dossier=fresh, code_hash=hashed(letters), made_on=acting.day, made_by=acting.username,
        valid_until=acting.day + timedelta(days=rule.whole),
    )  # fmt: skip
    _kept(made)
    details: dict[str, object] = {"until": (acting.day + timedelta(days=rule.whole)).isoformat()}
    told(events.CODE_MADE, fresh, said_by(acting), details)
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def hashed(code: str) -> str:
    """What is kept of a code, however it was typed: in small letters, with blanks, without dashes. With the service's
    own secret: whoever reads the table alone cannot try codes.
    """
    letters = "".join(letter for letter in code.upper()[:60] if letter.isalnum())
    return salted_hmac("chungsuc/xac-nhan-de-nghi", letters, algorithm="sha256").hexdigest()


@transaction.atomic
def answer_by_code(code: str, *, agrees: bool, day: date) -> NomineeConsent:
    """The nominee's own answer. Writes it and one event that names nobody.

    AwardRefused, in the same words whatever was wrong, for a code that is unknown, replaced, over or used already.
    """
    found = open_consent(code, day)
    if found is None:
        raise AwardRefused(UNKNOWN, "code")
    fresh = held(found.dossier)
    said = {"answered_on": day, "agrees": agrees, "way": CODE}
    if fresh.state not in OPEN or not change_where(found, {"answered_on": None, "replaced": False}, **said):
        raise AwardRefused(UNKNOWN, "code")
    told(events.CONSENT_GIVEN, fresh, Said(day, NOMINEE), {"agrees": agrees, "way": CODE})
    return found


UNKNOWN = "Mã không đúng, đã hết hạn hoặc đã dùng. Hãy xem lại mã trên giấy, hoặc hỏi cơ quan đã đưa mã."


def open_consent(code: str, day: date) -> NomineeConsent | None:
    """What a code that still holds on `day` asks to be answered; None else. One query, whatever was typed."""
    rows = NomineeConsent.objects.filter(
        code_hash=hashed(code), replaced=False, answered_on=None, valid_until__gte=day, dossier__state__in=OPEN
    )
    return rows.select_related("dossier", "dossier__subject", "dossier__subject__unit").first()


@transaction.atomic
def record_signed(
    dossier: Dossier, version: int, *, agrees: bool, document: Document, acting: Person
) -> NomineeConsent:
    """The nominee's word on a signed paper, kept as a document; a former answer stays to be read. Writes the answer,
    the document's use, one event each. PermissionDenied, AwardRefused, Stale as `make_code`.
    """
    fresh = _waiting(dossier, version, acting, again=True)
    if document.withdrawn_at is not None:
        raise AwardRefused("Tài liệu này đã rút. Hãy chọn tài liệu khác.", "document")
    _replace(fresh)
    made = NomineeConsent(
        dossier=fresh, made_on=acting.day, made_by=acting.username, answered_on=acting.day, agrees=agrees, way=SIGNED,
        document=document,
    )  # fmt: skip
    _kept(made)
    attach(document, SUBJECT, str(fresh.pk), year=acting.day.year, by=acting.username, post=acting.title[:200])
    told(events.CONSENT_GIVEN, fresh, said_by(acting), {"agrees": agrees, "way": SIGNED})
    return made


def _waiting(dossier: Dossier, version: int, acting: Person, *, again: bool = False) -> Dossier:
    fresh = held(dossier, version)
    require_own(fresh, acting)
    if not asks_consent(fresh):
        raise AwardRefused("Đơn vị có tài khoản nên không cần xác nhận riêng.")
    if fresh.state not in OPEN:
        raise AwardRefused(f"Hồ sơ đang ở bước «{fresh.state_label}» nên không ghi xác nhận nữa.")
    if not again and NomineeConsent.objects.filter(dossier=fresh, replaced=False, answered_on__isnull=False).exists():
        raise AwardRefused("Người, tổ chức được đề nghị đã trả lời. Nếu họ đổi ý, hãy gắn giấy có chữ ký.")
    return fresh


def _replace(dossier: Dossier) -> None:
    NomineeConsent.objects.filter(dossier=dossier, replaced=False).update(replaced=True)


def _kept(made: NomineeConsent) -> None:
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise AwardRefused("Vừa có người khác cấp mã cho hồ sơ này. Hãy mở lại trang để xem.") from None

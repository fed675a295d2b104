"""What is put into a dossier and taken out again: documents of units, and papers made here."""

from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where
from chungsuc.documents.models import Paper
from chungsuc.evidence.actions import attach, detach
from chungsuc.evidence.models import Document
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person

from .. import events
from ..facts.dossiers import EDITABLE
from ..models import Dossier, DossierPaper
from ..models.dossiers import SUBJECT
from .dossiers import require_own
from .moving import STALE, held, said_by, told
from .refusals import AwardRefused, Stale


@transaction.atomic
def put_in(
    dossier: Dossier, version: int, *, part: str, document: Document | None = None, paper: Paper | None = None,
    acting: Person,
) -> DossierPaper:  # fmt: skip
    """Puts a document of a unit or a paper made here into a dossier, as a component named `part`.

    Writes the component, the document's use, the dossier's version, one event. PermissionDenied for another unit;
    AwardRefused where the unit has the dossier not in hand or it is there already; Stale.
    """
    fresh = _in_hand(dossier, version, acting)
    if not nfc(part):
        raise AwardRefused("Chưa chọn thành phần hồ sơ. Hãy chọn.", "part")
    if (document is None) == (paper is None):
        raise AwardRefused("Chưa chọn tài liệu. Hãy chọn một tài liệu đã đưa lên ở trang Minh chứng.", "document")
    if document is not None and document.withdrawn_at is not None:
        raise AwardRefused("Tài liệu này đã rút. Hãy chọn tài liệu khác.", "document")
    made = DossierPaper(
        dossier=fresh, part=nfc(part)[:300], document=document, paper=paper, by=acting.username
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise AwardRefused("Tài liệu này đã có trong thành phần ấy rồi.", "document") from None
    if document is not None:
        attach(document, SUBJECT, str(fresh.pk), year=acting.day.year, by=acting.username, post=acting.title[:200])
    told(events.PAPER_ADDED, fresh, said_by(acting), {"part": made.part, "component": made.pk})
    return made


@transaction.atomic
def take_out(dossier: Dossier, version: int, component_id: int, *, acting: Person) -> DossierPaper:
    """Takes a component out of a dossier; that it was there stays to be read. Writes its end, the end of the document's
    use where nothing else of the dossier needs it, the dossier's version, one event.
    """
    fresh = _in_hand(dossier, version, acting)
    found = fresh.papers.filter(pk=component_id).select_related("document").first()
    if found is None or not change_where(
        found, {"removed_on": None}, removed_on=acting.day, removed_by=acting.username
    ):
        raise Stale(STALE)
    if found.document is not None and not fresh.papers.filter(document=found.document, removed_on=None).exists():
        detach(found.document, SUBJECT, str(fresh.pk), by=acting.username, post=acting.title[:200])
    told(events.PAPER_REMOVED, fresh, said_by(acting), {"part": found.part, "component": found.pk})
    return found


def _in_hand(dossier: Dossier, version: int, acting: Person) -> Dossier:
    fresh = held(dossier, version)
    require_own(fresh, acting)
    if fresh.state not in EDITABLE:
        raise AwardRefused(f"Hồ sơ đang ở bước «{fresh.state_label}» nên chưa sửa được. Hãy lấy lại hồ sơ trước.")
    if not change_where(fresh, {"version": fresh.version, "state": fresh.state}, version=fresh.version + 1):
        raise Stale(STALE)
    return fresh

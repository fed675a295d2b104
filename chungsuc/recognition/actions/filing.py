"""Documents of the unit attached to a case: evidence's link and event, refused in this room's words."""

from chungsuc.evidence.actions import EvidenceRefused, attach
from chungsuc.evidence.models import Document
from chungsuc.locks.actions import Locked

from ..models import Case
from ..refusals import StepRefused
from .saying import By


def attach_held(case: Case, document_id: int, subject: str, by: By) -> None:
    """Attaches a document that the case's unit holds. Refused for another unit's, and for a withdrawn one."""
    held = Document.objects.filter(pk=document_id, unit_id__in=(case.unit_id, case.holder_id)).first()
    if held is None:
        raise StepRefused("Tài liệu này không phải của đơn vị. Hãy chọn lại.", field="document")
    try:
        attach(held, subject, str(case.pk), year=case.year, by=by.username, post=by.post)
    except (EvidenceRefused, Locked) as refused:
        raise StepRefused(str(refused), field="document") from None

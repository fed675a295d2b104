"""Documents at a value: attached and taken off only while the value itself may be written."""

from django.db import transaction

from chungsuc.evidence import actions as evidence
from chungsuc.evidence.facts import own_and_past
from chungsuc.evidence.models import Document
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit

from ..facts.entry import SUBJECT, value_key
from ..models import Indicator
from .declaring import EntryRefused, require_writable


@transaction.atomic
def may_file(unit: Unit, year: int, indicator: Indicator, *, acting: Person) -> None:
    """Raises what `attach_document` would, before a file is looked at for seconds. Writes nothing."""
    require_writable(unit, year, indicator.measure_id, acting=acting)


@transaction.atomic
def attach_document(unit: Unit, year: int, indicator: Indicator, document: Document, *, acting: Person) -> None:
    """Attaches a document that the unit (or a unit that went into it) holds to a value. The event is evidence's."""
    require_writable(unit, year, indicator.measure_id, acting=acting)
    heirs = own_and_past(unit.pk) | {post.unit_id for post in acting.posts}
    if document.unit_id not in heirs:
        raise EntryRefused("Tài liệu này không phải của đơn vị. Hãy chọn tài liệu khác.")
    key = value_key(unit.code, indicator.measure.code, year)
    evidence.attach(document, SUBJECT, key, year=year, by=acting.username, post=acting.title[:200])


@transaction.atomic
def detach_document(
    unit: Unit, year: int, indicator: Indicator, document: Document, *, acting: Person, reason: str = ""
) -> bool:
    """Takes a document off a value; it stays with the unit. The event is evidence's."""
    require_writable(unit, year, indicator.measure_id, acting=acting)
    key = value_key(unit.code, indicator.measure.code, year)
    return evidence.detach(document, SUBJECT, key, by=acting.username, reason=reason, post=acting.title[:200])

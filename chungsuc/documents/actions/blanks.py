"""Where each field of a pre-printed blank goes on one printer."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import events
from ..access import DRAFT, require
from ..models import Blank
from .refusals import PaperRefused, Stale, record_about


@transaction.atomic
def keep_blank(
    unit: Unit,
    *,
    name: str,
    size: tuple[Decimal, Decimal],
    offset: tuple[Decimal, Decimal],
    fields: Sequence[dict[str, Any]],
    by: Person,
    blank: Blank | None = None,
    version: int = 0,
) -> Blank:
    """Writes a new blank, or an old one anew when its `version` is the one that was seen; and one event.

    Sizes and offsets in millimetres. Batches that were numbered keep the blank as it was.
    """
    require(by, DRAFT, unit.pk)
    called = nfc(" ".join(name.split()))[:200]
    if not called:
        raise PaperRefused("Chưa ghi tên phôi. Hãy ghi loại phôi và máy in.", "name")
    if not fields:
        raise PaperRefused("Phôi chưa có trường nào. Hãy ghi vị trí ít nhất một trường.", "fields")
    given = {"name": called, "width": size[0], "height": size[1], "dx": offset[0], "dy": offset[1]}
    given |= {"fields": list(fields), "kept_by": by.username, "kept_at": now()}
    try:
        with transaction.atomic():
            kept = _written(unit, blank, version, given)
    except IntegrityError:
        raise PaperRefused("Cơ quan đã có phôi mang tên này. Hãy đặt tên khác.", "name") from None
    told = {"version": kept.version}
    record_about(events.BLANK_KEPT, kept, by, unit, told, subject_type="documents.blank", label=kept.name)
    return kept


def _written(unit: Unit, blank: Blank | None, version: int, given: dict[str, Any]) -> Blank:
    if blank is None:
        return Blank.objects.create(unit=unit, **given)
    if not change_where(blank, {"version": version}, version=version + 1, **given):
        raise Stale("Phôi này vừa được người khác sửa. Hãy mở lại trang để xem rồi sửa lại.")
    return blank

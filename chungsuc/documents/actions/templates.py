"""Templates that officers edit in Word: taken in only when they are right, one version after the other."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.typesetting import templates
from chungsuc.web.day import now, today

from .. import events, storage
from ..access import TEMPLATE, require
from ..models import Template, TemplateVersion
from ..numbering import numbering_of
from .files import OnDisk, keep, row_of
from .refusals import PaperRefused, Stale, record_about

MOST_BYTES = 5 * 1024 * 1024


class TemplateFaulty(PaperRefused):
    """A file that cannot be a template; `faults` say where and what, one each."""

    def __init__(self, faults: Sequence[Any]) -> None:
        super().__init__("Mẫu có chỗ sai nên chưa được nhận. Hãy sửa các chỗ sau trong Word rồi đưa lên lại.", "file")
        self.faults = tuple(faults)


def upload_template(
    content: bytes,
    *,
    unit: Unit,
    kind: str,
    name: str,
    file_name: str,
    note: str = "",
    since: date | None = None,
    by: Person,
) -> TemplateVersion:
    """Takes a .docx in as the next version of a body's template. Call it outside of a transaction.

    Writes the file, then template, version and one event. TemplateFaulty with every fault and its place: then nothing
    is kept. PaperRefused when the same file is a version already.
    """
    require(by, TEMPLATE, unit.pk)
    found = numbering_of(unit, kind, today())
    if isinstance(found, str):
        raise PaperRefused(found, "kind")
    called = nfc(" ".join(name.split()))[:200]
    if not called:
        raise PaperRefused("Chưa ghi tên mẫu. Hãy đặt tên để người soạn biết mẫu dùng khi nào.", "name")
    if len(content) > MOST_BYTES:
        raise PaperRefused(f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB. Hãy bỏ bớt hình trong mẫu.", "file")
    faults = templates.faults(content)
    if faults:
        raise TemplateFaulty(faults)
    with storage.between_file_and_row():
        kept = keep(content, "docx")
        given = {"file_name": nfc(file_name)[:255], "note": nfc(note.strip())[:500], "since": since or today()}
        return _written(unit, kind, found.kind_name, called, kept, given, by)


@transaction.atomic
def _written(
    unit: Unit, kind: str, kind_name: str, name: str, kept: OnDisk, given: dict[str, Any], by: Person
) -> TemplateVersion:
    template, _ = Template.objects.get_or_create(unit=unit, kind=kind, name=name, defaults={"kind_name": kind_name})
    held = Template.objects.select_for_update(of=("self",)).prefetch_related("unit").get(pk=template.pk)
    if held.retired_at is not None:
        raise PaperRefused(f"Mẫu “{name}” đã thôi dùng. Hãy đặt tên khác.", "name")
    newest = held.versions.order_by("-number").values_list("number", flat=True).first() or 0
    file = row_of(kept)
    try:
        with transaction.atomic():
            version = TemplateVersion.objects.create(
                template=held, number=newest + 1, file=file, uploaded_by=by.username, uploaded_at=now(), **given
            )
    except IntegrityError:
        same = held.versions.filter(file=file).first()
        told = f"Tệp này chính là phiên bản {same.number} của mẫu." if same else "Mẫu vừa có phiên bản khác."
        raise PaperRefused(f"{told} Hãy mở lại trang để xem.", "file") from None
    _record(events.TEMPLATE_UPLOADED, held, by, {"version": version.number, "sha256": file.sha256}, given["note"])
    return version


@transaction.atomic
def retire_template(template: Template, *, reason: str, by: Person) -> Template:
    """Offers a template no more; papers that used it keep it. Writes who, when, why, and one event."""
    require(by, TEMPLATE, template.unit_id)
    if not reason.strip():
        raise PaperRefused("Chưa ghi lý do. Hãy ghi vì sao thôi dùng mẫu này.", "reason")
    retired = {"retired_by": by.username, "retired_at": now(), "reason": nfc(reason.strip())}
    if not change_where(template, {"retired_at": None}, **retired):
        raise Stale("Mẫu này đã thôi dùng từ trước. Hãy mở lại trang để xem.")
    _record(events.TEMPLATE_RETIRED, template, by, {}, reason.strip())
    return template


def _record(act: str, template: Template, by: Person, details: dict[str, Any], reason: str = "") -> None:
    label = f"Mẫu {template.name}"
    record_about(
        act, template, by, template.unit, details, subject_type="documents.template", label=label, reason=reason
    )

"""A paper until it has its number: drafted from a room's sheet, edited, submitted, taken back, returned, dropped."""

from dataclasses import replace

from django.conf import settings
from django.db import transaction

from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.typesetting.content import Sheet
from chungsuc.typesetting.frozen import as_data, sheet_of
from chungsuc.web.day import now, today

from .. import events
from ..access import DRAFT, NUMBER, require
from ..models import Bundle, Paper, TemplateVersion
from ..numbering import Numbering, numbering_of
from ..rules.complete import missing_parts
from ..workflow import DRAFT as DRAFT_STATE
from .refusals import PaperRefused, locked, moved, record


def standing_sheet(sheet: Sheet, found: Numbering) -> Sheet:
    """The sheet as a draft of a body: its letterhead, room for the number and the day. A part of an act.

    Where the data are a demonstration every page of it says so, now and after it has its number.
    """
    return replace(
        sheet,
        kind=found.kind.code,
        kind_name=found.kind.name,
        letterhead=found.letterhead.letterhead,
        number=found.text(None, sheet.drafter),
        day=None,
        draft=True,
        demonstration=bool(settings.DEMONSTRATION),
    )


@transaction.atomic
def draft(
    sheet: Sheet,
    *,
    unit: Unit,
    by: Person,
    template: TemplateVersion | None = None,
    source: str = "",
    source_key: str = "",
    supersedes: Paper | None = None,
    bundle: Bundle | None = None,
) -> Paper:
    """Makes a draft of a body's paper from what a room says. Writes the paper and one event.

    Letterhead, number and day of the sheet are not taken: the pack gives the first, the body's clerk the others.
    PermissionDenied when the person does not draft for the body; PaperRefused when the pack lacks the kind or the body.
    """
    require(by, DRAFT, unit.pk)
    found = numbering_of(unit, sheet.kind, today())
    if isinstance(found, str):
        raise PaperRefused(found, "kind")
    if not sheet.subject.strip():
        raise PaperRefused("Chưa ghi trích yếu. Hãy ghi văn bản nói về việc gì.", "subject")
    paper = Paper.objects.create(
        unit=unit,
        kind=found.kind.code,
        kind_name=found.kind_name,
        subject=nfc(sheet.subject),
        sheet=as_data(standing_sheet(sheet, found)),
        template=template,
        source=source,
        source_key=source_key,
        state=DRAFT_STATE,
        supersedes=supersedes,
        bundle=bundle,
        drafted_by=by.username,
        drafted_by_name=by.name[:200],
        drafted_at=now(),
    )
    told = {"kind": paper.kind, "source": source, "source_key": source_key}
    record(events.DRAFTED, paper, by, told)
    return paper


@transaction.atomic
def edit(
    paper: Paper, sheet: Sheet, *, version: int, by: Person, unit: Unit | None = None,
    template: TemplateVersion | None = None,
) -> Paper:  # fmt: skip
    """Writes a draft's content anew, perhaps for another body. Writes the paper and one event.

    Stale when somebody else changed it since `version` was seen.
    """
    held = locked(paper, "edit", version)
    issuer = unit or held.unit
    require(by, DRAFT, held.unit_id)
    require(by, DRAFT, issuer.pk)
    found = numbering_of(issuer, held.kind, today())
    if isinstance(found, str):
        raise PaperRefused(found, "unit")
    if not sheet.subject.strip():
        raise PaperRefused("Chưa ghi trích yếu. Hãy ghi văn bản nói về việc gì.", "subject")
    data = as_data(standing_sheet(sheet, found))
    changed = sorted(name for name in {*data, *held.sheet} if data.get(name) != held.sheet.get(name))
    moved(held, "edit", unit=issuer, subject=nfc(sheet.subject), sheet=data, template=template, note="")
    record(events.EDITED, held, by, {"changed": changed, "version": held.version})
    return held


@transaction.atomic
def submit(paper: Paper, *, version: int, by: Person) -> Paper:
    """Gives a draft to the body's clerk. Writes the state and one event; PaperRefused while a part is missing."""
    require(by, DRAFT, paper.unit_id)
    held = locked(paper, "submit", version)
    found = numbering_of(held.unit, held.kind, today())
    if isinstance(found, str):
        raise PaperRefused(found)
    missing = missing_parts(sheet_of(held.sheet), needs_bases=found.kind.needs_bases, has_to=found.kind.has_to)
    if missing:
        raise PaperRefused("Chưa trình được: " + " ".join(missing))
    moved(held, "submit", note="")
    record(events.SUBMITTED, held, by, {"version": held.version})
    return held


@transaction.atomic
def take_back(paper: Paper, *, version: int, by: Person) -> Paper:
    """Takes a submitted paper back to correct it. Writes the state and one event."""
    require(by, DRAFT, paper.unit_id)
    held = locked(paper, "take_back", version)
    moved(held, "take_back")
    record(events.TAKEN_BACK, held, by, {"version": held.version})
    return held


@transaction.atomic
def send_back(paper: Paper, *, reason: str, version: int, by: Person) -> Paper:
    """Returns a submitted paper to its drafter with the reason. Writes both and one event."""
    require(by, NUMBER, paper.unit_id)
    if not reason.strip():
        raise PaperRefused("Chưa ghi lý do trả lại. Hãy ghi chỗ cần sửa để người soạn biết.", "reason")
    held = locked(paper, "return", version)
    moved(held, "return", note=nfc(reason.strip()))
    record(events.RETURNED, held, by, {"version": held.version}, reason=reason.strip())
    return held


@transaction.atomic
def drop(paper: Paper, *, reason: str, version: int, by: Person) -> Paper:
    """Gives a draft up: it stays readable with the reason. Writes both and one event."""
    require(by, DRAFT, paper.unit_id)
    if not reason.strip():
        raise PaperRefused("Chưa ghi lý do bỏ dự thảo. Hãy ghi vì sao không làm văn bản này nữa.", "reason")
    held = locked(paper, "drop", version)
    moved(held, "drop", note=nfc(reason.strip()))
    record(events.DROPPED, held, by, {"version": held.version}, reason=reason.strip())
    return held


def supersede(paper: Paper, *, version: int, by: Person) -> Paper:
    """Begins a correction: a new draft with the old paper's content, which will take its place once it is issued.

    Writes the new paper and one event; the old one stays in force until then.
    """
    require(by, DRAFT, paper.unit_id)
    with transaction.atomic():
        held = locked(paper, "supersede", version)
        begun = Paper.objects.open().filter(supersedes=held).first()
        if begun is not None:
            raise PaperRefused(f"Đã có dự thảo thay thế văn bản này (dự thảo số {begun.pk}). Hãy sửa dự thảo ấy.")
        return draft(
            replace(sheet_of(held.sheet), number="", day=None),
            unit=held.unit,
            by=by,
            template=held.template,
            source=held.source,
            source_key=held.source_key,
            supersedes=held,
        )

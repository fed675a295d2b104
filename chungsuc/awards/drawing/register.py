"""Decisions about an award that was given, drawn before the act is recorded: it rests on them."""

from collections.abc import Mapping
from typing import Any

from chungsuc.documents.access import DRAFT, may
from chungsuc.documents.actions import PaperRefused, draft, once
from chungsuc.documents.facts import letterhead_of
from chungsuc.documents.models import Paper
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.typesetting.frozen import as_data

from ..access import PROVINCE
from ..models.decisions import AWARD
from ..papers.decision import legal_bases
from ..papers.undoing import undoing_sheet
from .office import head_of, papers_about

SAID = ("subject", "blocks")
"""What of a draft says which decision it is; bases and signers may have been edited since."""


def award_papers(award: Any) -> list[Paper]:
    """The papers made about an award that were not dropped, the newest first. One query."""
    return papers_about(AWARD, str(award.pk))


def deciding_unit(award: Any, person: Person) -> Unit | None:
    """Whose decision it would be: of the body that gave the award, the province for a list that came in by file."""
    body = award.decision.body if award.decision_id else None
    if body is not None and (body.until is None or body.until >= person.day):
        return body  # type: ignore[no-any-return]
    return Unit.objects.on(person.day).filter(kind=PROVINCE).first()


def may_draw(award: Any, person: Person) -> bool:
    """Whether the person drafts for the body whose decision it would be."""
    unit = deciding_unit(award, person)
    return unit is not None and may(person, DRAFT, unit.pk)


def draw_undoing(award: Any, act: str, says: Mapping[str, str], reason: str, person: Person) -> Paper:
    """The decision that corrects, revokes or replaces an award, as a draft, or the open draft that says the same.
    PaperRefused without a reason, or where a correction changes nothing."""
    unit = deciding_unit(award, person)
    if unit is None:
        raise PaperRefused("Chưa rõ cơ quan quyết định vào ngày hôm nay.")
    if not reason.strip():
        raise PaperRefused("Chưa ghi lý do. Hãy ghi lý do rồi lập dự thảo.", "reason")
    if act == "correct" and all(text == getattr(award, name) for name, text in says.items()):
        raise PaperRefused("Chưa sửa ô nào. Hãy ghi lại chỗ cần đính chính rồi lập dự thảo.")
    bases = legal_bases([award.regime] if award.regime else [], person.day)
    giver = letterhead_of(award.decision.body, award.decided_on) if award.decision_id else None
    head = head_of(unit, person)
    sheet = undoing_sheet(award, act, says, reason, bases, head, giver.leader if giver else "")
    told = as_data(sheet)

    def same() -> Paper | None:
        drawn = Paper.objects.open().about(AWARD, str(award.pk))
        return next((one for one in drawn if all(one.sheet[part] == told[part] for part in SAID)), None)

    return once(award, same, lambda: draft(sheet, unit=unit, by=person, source=AWARD, source_key=str(award.pk)))

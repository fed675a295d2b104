"""Paper ballots: typed by two people, compared, and put into the box together."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from .. import events, workflow
from ..facts import survey_rules
from ..models import PAPER, PaperEntry, Survey, SurveyBox, SurveyHamlet
from ..rules import ANSWERS, Ballot, compared
from .answering import new_receipt, put_in
from .preparing import SurveyRefused, held, told

LARGEST_SHEET = 100_000


@transaction.atomic
def enter_sheets(
    survey: Survey, hamlet: SurveyHamlet, kind: str, sheets: Mapping[int, Ballot], *, round: int, by: str, on: date,
    post: str = "",
) -> int:  # fmt: skip
    """Writes paper ballots as one person typed them, by the number written on the sheet; returns how many.

    The second round must be typed by another person. Writes entries (typing a sheet again replaces one's own) and one
    event without any answer.
    """
    survey = held(survey, workflow.ENTER)
    kinds = {one.code: one for one in survey_rules(survey, on).kinds}
    if kind not in kinds or round not in (1, 2):
        raise SurveyRefused("Loại phiếu hoặc lượt nhập không đúng. Hãy mở lại trang nhập phiếu.")
    others = PaperEntry.objects.filter(hamlet=hamlet, kind=kind, sheet__in=list(sheets))
    if others.filter(round=3 - round, entered_by=by).exists():
        raise SurveyRefused("Người nhập lượt một không được nhập lượt hai. Hãy để người thứ hai nhập.")
    if others.filter(round=round).exclude(entered_by=by).exists():
        raise SurveyRefused("Có phiếu đã được người khác nhập ở lượt này. Hãy kiểm tra số phiếu.")
    for sheet, ballot in sheets.items():
        if not 1 <= sheet <= LARGEST_SHEET:
            raise SurveyRefused(f"Số phiếu {sheet} không đúng. Hãy ghi số viết trên phiếu giấy, từ 1 trở lên.")
        answers = {c.code: ballot[c.code] for c in kinds[kind].contents if ballot.get(c.code) in ANSWERS}
        PaperEntry.objects.update_or_create(
            hamlet=hamlet, kind=kind, sheet=sheet, round=round, defaults={"answers": answers, "entered_by": by}
        )
    details = {"hamlet": hamlet.name, "round": round, "sheets": len(sheets)}
    told(events.PAPERS_ENTERED, survey, by=by, post=post, details=details)
    return len(sheets)


@transaction.atomic
def count_agreed(survey: Survey, hamlet: SurveyHamlet, kind: str, *, by: str, on: date, post: str = "") -> int:
    """Puts every paper ballot on which both entries agree into the box and removes what was typed; returns how many.

    Refused when the box would hold more paper ballots than households that handed one in. Writes box, entries, event.
    """
    survey = held(survey, workflow.ENTER)
    two = survey_rules(survey, on).needs_two
    entries = list(PaperEntry.objects.select_for_update().filter(hamlet=hamlet, kind=kind))
    first = {entry.sheet: entry.answers for entry in entries if entry.round == 1}
    second = {entry.sheet: entry.answers for entry in entries if entry.round == 2}
    agreed = compared(first, second)[0] if two else sorted(first)
    if not agreed:
        raise SurveyRefused("Chưa có phiếu nào khớp hai lượt nhập. Hãy nhập lượt hai hoặc sửa phiếu lệch.")
    on_paper = hamlet.asked.filter(channel=PAPER).count()
    in_box = len(SurveyBox.objects.select_for_update().get(hamlet=hamlet, kind=kind).ballots)
    room = on_paper - (in_box - hamlet.asked.filter(turned_out=True).exclude(channel=PAPER).count())
    if len(agreed) > room:
        raise SurveyRefused(
            f"{hamlet.name}: có {on_paper} hộ ghi đã nộp phiếu giấy nhưng đang bỏ thêm {len(agreed)} phiếu, "
            f"chỉ còn nhận được {max(room, 0)}. Hãy ghi hộ nộp phiếu trước, hoặc bỏ phiếu thừa."
        )
    put_in(hamlet, {kind: [(new_receipt(), first[sheet]) for sheet in agreed]})
    PaperEntry.objects.filter(hamlet=hamlet, kind=kind, sheet__in=agreed).delete()
    told(events.PAPERS_COUNTED, survey, by=by, post=post, details={"hamlet": hamlet.name, "ballots": len(agreed)})
    return len(agreed)


@transaction.atomic
def clear_round(
    survey: Survey, hamlet: SurveyHamlet, kind: str, sheet: int, *, by: str, reason: str, post: str = ""
) -> None:
    """Takes both entries of one paper ballot back so that it can be typed again. Writes that and one event."""
    survey = held(survey, workflow.ENTER)
    if not reason.strip():
        raise SurveyRefused("Hãy ghi lý do nhập lại phiếu này.")
    gone, _ = PaperEntry.objects.filter(hamlet=hamlet, kind=kind, sheet=sheet).delete()
    if not gone:
        raise SurveyRefused(f"Không còn phiếu số {sheet} đang chờ. Hãy mở lại trang.")
    told(events.PAPERS_CLEARED, survey, by=by, post=post, details={"hamlet": hamlet.name}, reason=reason.strip())

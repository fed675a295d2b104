"""A survey ends: closed, its result published, or abandoned."""

from datetime import date

from django.db import transaction

from .. import events, workflow
from ..facts import counted
from ..models import PaperEntry, Survey, SurveyHousehold
from .preparing import SurveyRefused, held, move, told


@transaction.atomic
def close(survey: Survey, *, on: date, by: str, post: str = "") -> Survey:
    """Ends the asking: from now on no ballot is taken and the boxes may be counted. Writes state, codes, one entry."""
    survey = held(survey, workflow.CLOSE)
    if survey.opened_on is not None and on < survey.opened_on:
        raise SurveyRefused("Ngày kết thúc trước ngày bắt đầu. Hãy kiểm tra lại ngày.")
    left = PaperEntry.objects.filter(hamlet__survey=survey).values("hamlet", "kind", "sheet").distinct().count()
    if left:
        raise SurveyRefused(f"Còn {left} phiếu giấy đã nhập mà chưa bỏ vào hòm. Hãy bỏ vào hòm hoặc xóa lượt nhập.")
    move(survey, workflow.CLOSE, closed_on=on)
    SurveyHousehold.objects.filter(hamlet__survey=survey).exclude(code_hash="").update(code_hash="")
    told(events.CLOSED, survey, by=by, post=post, details={"on": on.isoformat()})
    return survey


@transaction.atomic
def conclude(survey: Survey, *, on: date, paper: str, by: str, post: str = "") -> Survey:
    """Publishes the result by a paper of the Fatherland Front. Writes state, day, paper, one entry with the counts."""
    survey = held(survey, workflow.CONCLUDE)
    if not paper.strip():
        raise SurveyRefused("Hãy ghi số văn bản công bố kết quả.")
    if survey.closed_on is not None and on < survey.closed_on:
        raise SurveyRefused("Ngày công bố trước ngày kết thúc lấy ý kiến. Hãy kiểm tra lại ngày.")
    found = counted(survey, on)
    move(survey, workflow.CONCLUDE, concluded_on=on, paper=paper.strip())
    coverage = found.fact.coverage
    details = {"asked": coverage.asked, "answered": coverage.answered, "outcome": found.verdict.outcome.value}
    told(events.CONCLUDED, survey, by=by, post=post, details=details, paper=paper.strip())
    return survey


@transaction.atomic
def abandon(survey: Survey, *, by: str, reason: str, post: str = "") -> Survey:
    """Gives a survey up with the reason; its ballots stay unread. Writes state and one entry."""
    survey = held(survey, workflow.ABANDON)
    if not reason.strip():
        raise SurveyRefused("Hãy ghi lý do hủy.")
    move(survey, workflow.ABANDON, end_reason=reason.strip())
    told(events.ABANDONED, survey, by=by, post=post, reason=reason.strip())
    return survey

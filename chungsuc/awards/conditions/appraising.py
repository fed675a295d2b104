"""What has to be found, answered and confirmed before a dossier goes on to the council, or up."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from chungsuc.law.periods import show_day
from chungsuc.law.verdicts import Outcome

from ..facts.answering import CASE, unanswered, upheld_of
from ..facts.checking import (
    MET,
    NOT_MET,
    CheckLine,
    content_lines,
    eligibility_of,
    formal_lines,
    last_findings,
    ntm_lines,
)
from ..facts.law import law_on
from ..facts.posting import posting_verdict
from ..models import Dossier
from ..rules.naming import PROVINCE

STATE_LEVEL = "nha_nuoc"


def regime_known(dossier: Dossier, day: date) -> Iterable[str]:
    """A regime covers the day. One query."""
    if law_on(day).regime is None:
        yield f"Ngày {show_day(day)} không thuộc thời kỳ pháp luật khen thưởng nào đã ghi."


def formal_checked(dossier: Dossier, day: date) -> Iterable[str]:
    """Every line of the check in form was found met."""
    yield from _open(formal_lines(dossier, day, last_findings(dossier)), "Thể thức")


def content_checked(dossier: Dossier, day: date) -> Iterable[str]:
    """The rules do not say "not met", and a person has answered for what they leave open."""
    found = eligibility_of(dossier, day)
    upheld = upheld_of([dossier.pk]).get(dossier.pk)
    yield from _open(content_lines(found, last_findings(dossier), upheld), "Nội dung")
    if found is not None:
        yield from unanswered({dossier.pk: found})[dossier.pk]


def answered_for(dossier: Dossier, day: date) -> Iterable[str]:
    """Somebody answered for the open cases and objections that the law does not bar. Rules, and three queries."""
    found = eligibility_of(dossier, day)
    if found is not None:
        yield from (line.reason for line in found.lines if line.rule == CASE and line.result == NOT_MET)
        yield from unanswered({dossier.pk: found})[dossier.pk]


def ntm_confirmed(dossier: Dossier, day: date) -> Iterable[str]:
    """The coordination office confirmed the results of the programme that the dossier rests on."""
    for one in ntm_lines(dossier, last_findings(dossier)):
        if one.outcome == NOT_MET:
            yield "Văn phòng Điều phối không xác nhận kết quả xây dựng nông thôn mới nêu trong hồ sơ."
        elif one.outcome != MET:
            yield "Văn phòng Điều phối chưa xác nhận kết quả xây dựng nông thôn mới nêu trong hồ sơ."


def _open(lines: Iterable[CheckLine], about: str) -> Iterable[str]:
    every = list(lines)
    failed = [one for one in every if one.outcome == NOT_MET]
    waiting = [one for one in every if one.outcome not in (MET, NOT_MET)]
    if failed:
        yield f"{about} chưa đạt: {'; '.join(_told(one) for one in failed)}."
    if waiting:
        yield f"{about} chưa có kết luận: {'; '.join(_told(one) for one in waiting)}."


def _told(line: CheckLine) -> str:
    """The rule's own sentence where there is one: its code means nothing to people. A criterion by how it begins."""
    if line.about and line.result != NOT_MET:
        return line.words
    return (line.reason if line.result else line.line).rstrip(". ")


def opinions_in(dossier: Dossier, day: date) -> Iterable[str]:
    """Every agency that was asked has answered, or its silence was recorded. One query."""
    waiting = dossier.consultations.filter(answered_on=None, silent_on=None).order_by("due_on")
    for due in waiting.values_list("due_on", flat=True):
        then = "hãy ghi nhận không trả lời" if due < day else "hãy chờ"
        yield f"Chưa có ý kiến của cơ quan được hỏi (trả lời đến hết {show_day(due)}): {then}."


def visits_right(dossier: Dossier, day: date) -> Iterable[str]:
    """The last visit, where there was one, found what the dossier says. One query."""
    last = dossier.visits.order_by("visited_on", "pk").last()
    if last is not None and not last.right:
        yield f"Kiểm tra thực tế ngày {show_day(last.visited_on)} thấy không đúng như hồ sơ."


def own_council(dossier: Dossier, day: date) -> Iterable[str]:
    """The body's own council decides by its minutes only below the province."""
    if dossier.body.kind == PROVINCE:
        yield "Hồ sơ trình tỉnh thì Hội đồng thi đua - khen thưởng tỉnh bỏ phiếu ở phiên họp; không ghi theo biên bản."


def posted(dossier: Dossier, day: date) -> Iterable[str]:
    """The period of posting is over and every objection answered. Three queries."""
    verdict = posting_verdict(dossier, day)
    if verdict.outcome is not Outcome.MET:
        yield from (reason.text for reason in verdict.reasons if reason.outcome is not Outcome.MET)


def goes_up(dossier: Dossier, day: date) -> Iterable[str]:
    """Only what is decided above the province goes up. One query."""
    form = law_on(dossier.received_on or day).forms.get(dossier.form)
    if form is None or form.value["level"] != STATE_LEVEL:
        yield "Hình thức này do tỉnh hoặc cơ quan mình quyết định, không trình cấp trên."


ASKS: Mapping[str, tuple[Callable[[Dossier, date], Iterable[str]], ...]] = {
    "receive": (regime_known,),
    "pass_formal": (formal_checked,),
    "appraise": (content_checked, ntm_confirmed, opinions_in, visits_right),
    "minutes_pass": (own_council, posted, answered_for),
    "forward": (goes_up,),
}

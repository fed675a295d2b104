"""How far a report has come and what may still be done with it."""

from dataclasses import dataclass

from chungsuc.law.citations import Citation
from chungsuc.law.periods import show_day
from chungsuc.rulebook.rule_facts import RuleFact

from .. import workflow
from ..models import ReportStep

RETURNS_RULE = "rule:verification_returns"


@dataclass(frozen=True)
class ReturnsLeft:
    """Whether a part may come back once more. Without a rule it may not, and the sentence says why."""

    allowed: bool
    sentence: str
    citation: Citation


def returns_left(used: int, rule: RuleFact) -> ReturnsLeft:
    """The returns that are left by the rule of the day."""
    if rule.whole is None:
        text = f"Chưa có quy định «{rule.label}»; cần quyết định bằng văn bản của người có thẩm quyền."
        return ReturnsLeft(False, text, rule.citation)
    left = rule.whole - used
    said = f"Đã trả lại {used} trên {rule.whole} lần cho phép"
    return ReturnsLeft(left > 0, f"{said}." if left > 0 else f"{said}; không trả lại được nữa.", rule.citation)


def last_words(report_id: int) -> str:
    """What happened last to a report: for whoever acts on an older sight of it."""
    step = ReportStep.objects.filter(report_id=report_id).order_by("-seq").first()
    if step is None:
        return "Báo cáo vừa được người khác thay đổi. Hãy xem lại trang."
    label = workflow.STATES[step.to_state].label
    return (
        f"Trong lúc đồng chí mở trang, {step.by} đã thực hiện “{act_label(step.act)}” ngày {show_day(step.on)}: "
        f"báo cáo nay “{label}”. Hãy xem lại trang rồi quyết định."
    )


def act_label(code: str) -> str:
    """The words of an act on a report."""
    return next((act.label for act in workflow.ACTS if act.code == code), code)

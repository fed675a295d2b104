"""What this room tells councils: which cases may be put to a vote, why one may not, and what a result brings about."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from chungsuc.councils.registry import Candidate
from chungsuc.law.verdicts import Outcome, Reason, Verdict, all_of

from . import workflow
from .actions.cases import take_for_council
from .actions.saying import Said
from .casefile import CaseFile
from .conditions import check, together
from .models import Case
from .models.cases import SUBJECT

ASKED = (
    workflow.CONSULTING, workflow.COMPLETING, workflow.VERIFYING, workflow.SURVEYING, workflow.APPRAISING,
    workflow.VOTING,
)  # fmt: skip


def candidates(day: date) -> Iterable[Candidate]:
    """The cases under way that a council could be asked about; those not ready are refused by the guard, with why."""
    rows = Case.objects.filter(procedure=workflow.RECOGNITION, state__in=ASKED, level__unit_kind__in=workflow.LOCAL)
    for case in rows.named().order_by("-year", "pk"):
        label = f"{case.unit_name}: {case.level.name}, năm {case.year}"  # type: ignore[attr-defined]
        yield Candidate(SUBJECT, str(case.pk), label, case.unit_id)


def may_be_voted(candidate: Candidate, day: date) -> Verdict:
    """Whether a case may be put to the council on a day: it stands at that step, and all before it still holds."""
    case = Case.objects.select_related("unit", "holder", "level", "recognition").filter(pk=candidate.key).first()
    if candidate.subject != SUBJECT or case is None:
        return Verdict(Outcome.NOT_MET, (Reason("Không có hồ sơ này.", Outcome.NOT_MET),))
    names: tuple[str, ...] = (*workflow.CONDITIONS, "appraisals")
    if case.state == workflow.CONSULTING:
        names = workflow.POSTING
    verdict = together(check(CaseFile(case, day), names))
    waits = case.state == workflow.VOTING
    text = f"Hồ sơ đang ở bước “{case.state_label}”." if not waits else "Hồ sơ đã chuyển Hội đồng."
    here = Reason(text, Outcome.MET if waits else Outcome.NOT_MET)
    return Verdict(all_of((here.outcome, verdict.outcome)), (here, *verdict.reasons))


def hold(keys: Iterable[str]) -> None:
    """Holds the cases of a vote, in one order, before the first of them is moved on. The caller has a transaction."""
    list(Case.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk").values_list("pk"))


def concluded(item: Any, result: Any, by: str) -> None:
    """Moves the case on by the result: passed or not; an undetermined one leaves it where it is."""
    if item.subject != SUBJECT:
        return
    act = {"met": "council_pass", "not_met": "council_fail"}.get(str(result.outcome))
    if act is None:
        return
    case = Case.objects.select_related("level").get(pk=item.key)
    reason = "; ".join(str(reason.get("text", "")) for reason in result.reasons)
    take_for_council(case, act, by=by, said=Said(result.concluded_on, reason=reason, paper=str(item.session)))

"""The council's vote on a case, as the condition of what follows it."""

from chungsuc.councils.facts import result_of
from chungsuc.law.periods import show_day
from chungsuc.law.verdicts import Outcome, Verdict

from ..casefile import CaseFile, missing_source
from ..models.cases import SUBJECT
from ..rules.posting import one


def council_vote(file: CaseFile) -> Verdict:
    """What the newest counted vote on this case came to; one that was held before the last appraisal is void."""
    result = result_of(SUBJECT, str(file.case.pk)) if file.case.pk else None
    since = file.on_of("to_council")
    if result is None or (since is not None and result.held_on < since):
        return one("Hội đồng chưa bỏ phiếu.", Outcome.UNDETERMINED, missing_source("Kết quả bỏ phiếu của Hội đồng"))
    share = f", {result.share.normalize():f} %".replace(".", ",") if result.share is not None else ""
    text = f"{result.session} ngày {show_day(result.held_on)}: {result.yes} phiếu đồng ý/{result.denominator}{share}."
    return one(text, result.outcome)

"""The household survey of the Fatherland Front, as the condition of what follows it."""

from chungsuc.law.verdicts import Outcome, Verdict
from chungsuc.oversight.facts import survey_verdict

from ..casefile import CaseFile, missing_source
from ..models.cases import SUBJECT
from ..rules.posting import one


def satisfaction(file: CaseFile) -> Verdict:
    """What the Fatherland Front published about this case by the day; nobody else can say it."""
    found = survey_verdict(SUBJECT, str(file.case.pk), file.day) if file.case.pk else None
    if found is None:
        text = "Mặt trận Tổ quốc chưa lấy ý kiến sự hài lòng cho hồ sơ này."
        return one(text, Outcome.UNDETERMINED, missing_source("Kết quả lấy ý kiến sự hài lòng"))
    return found

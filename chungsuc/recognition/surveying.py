"""What this room tells the Fatherland Front's surveys: which cases wait for one, and whether one may begin."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from chungsuc.law.verdicts import Outcome, Verdict
from chungsuc.oversight.registry import Matter
from chungsuc.questions.asking import Asking, rows_of

from . import workflow
from .models import Case
from .models.cases import SUBJECT as CASE
from .rules.posting import one

SUBJECT = CASE


def waiting(day: date) -> Asking[Sequence[Matter]]:
    """The cases that stand at the step of the survey. One round."""
    rows = Case.objects.filter(state=workflow.SURVEYING, state_since__lte=day).named().order_by("pk")
    return [
        Matter(
            SUBJECT,
            str(case.pk),
            f"{case.unit_name}: {case.level.name}, năm {case.year}",
            case.holder_id,
            case.level.code,
            case.year,
            reverse("case", args=[case.pk]),
        )
        for case in (yield from rows_of(rows))
    ]


def may_begin(key: str, day: date) -> Verdict:
    """A survey may begin once the dossier was sent, while the case stands at that step."""
    case = Case.objects.filter(pk=key).first() if key.isdecimal() else None
    if case is None:
        return one("Không có hồ sơ này.", Outcome.NOT_MET)
    if case.state != workflow.SURVEYING or case.state_since > day:
        return one(f"Hồ sơ đang ở bước “{case.state_label}”, chưa đến bước lấy ý kiến hài lòng.", Outcome.NOT_MET)
    return one("Hồ sơ đã trình, đang chờ lấy ý kiến hài lòng.", Outcome.MET)

"""What somebody has to answer for in writing before a dossier goes on, where no rule of the day forbids it.

An open case that the law of the day of receipt does not bar; an objection to the dossier that was found right.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..models import Bar, Finding, Objection
from ..models.appraisal import CONTENT
from ..rules.eligibility import NEEDS_HUMAN, Eligibility
from ..workflow.dossiers import APPRAISED

CASE, UPHELD = "open_case", "upheld_objection"
WORDS = {
    CASE: "Có việc đang làm rõ. Luật của ngày nhận hồ sơ không buộc dừng, nên người thẩm định phải ghi ở phần kiểm tra "
    "nội dung vì sao vẫn xét.",
    UPHELD: "Có ý kiến công khai được kết luận là đúng. Người thẩm định phải ghi ở phần kiểm tra nội dung vì sao vẫn "
    "trình.",
}  # fmt: skip


def answered_late(state: str, line: str) -> bool:
    """Whether something may still be found on a line of the content once the dossier was appraised."""
    return state != APPRAISED or line in WORDS


def upheld_of(dossier_ids: Iterable[int]) -> dict[int, date]:
    """The day on which the last objection to a dossier was found right, by dossier. One query."""
    told: dict[int, Any] = dict(upheld_rows(dossier_ids))
    return told


def upheld_rows(dossier_ids: Iterable[int]) -> Any:
    """(dossier, day) of each objection to a dossier that was found right, also in a list that was withdrawn since: what
    was found right of a dossier is not undone by posting it anew. A query, not yet asked.
    """
    rows = Objection.objects.filter(dossier__in=list(dossier_ids), upheld=True)
    return rows.order_by("answered_on").values_list("dossier_id", "answered_on")


def unanswered(found: Mapping[int, Eligibility]) -> dict[int, tuple[str, ...]]:
    """By dossier, what nobody has answered for yet, a sentence each; `found`: what the rules say of each as of the day.

    An answer is the last finding on that line of the content, "met" with its note, after what it speaks of. Three
    queries.
    """
    cases = {pk: _cases(one) for pk, one in found.items()}
    since = dict(Bar.objects.filter(pk__in=set().union(*cases.values())).values_list("pk", "recorded_at"))
    upheld = upheld_of(found)
    rows = Finding.objects.filter(dossier__in=list(found), kind=CONTENT, line__in=list(WORDS)).order_by("pk")
    last: Mapping[tuple[int, str], Any] = {(row.dossier_id, row.line): row for row in rows}
    told: dict[int, tuple[str, ...]] = {}
    for pk in found:
        case, objection = last.get((pk, CASE)), last.get((pk, UPHELD))
        open_ = any(case is None or not case.met or case.recorded_at < since[bar] for bar in cases[pk])
        right = pk in upheld and (objection is None or not objection.met or objection.on < upheld[pk])
        told[pk] = tuple(WORDS[line] for line, waits in ((CASE, open_), (UPHELD, right)) if waits)
    return told


def _cases(one: Eligibility) -> set[int]:
    """The numbers of the open cases that somebody has to look at."""
    keys = [key for line in one.lines if line.rule == CASE and line.result == NEEDS_HUMAN for key in line.evidence]
    return {int(key.removeprefix("bar:")) for key in keys}

"""Items of the dossier, statements of responsible bodies, and appraisals."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person

from .. import events
from ..access import body_on, is_own, speaks_for
from ..casefile import CaseFile, listed
from ..conditions.examining import appraised_parts, demanded_statements
from ..models import Appraisal, Case, DossierItem, Statement
from ..models.cases import SUBJECT
from ..refusals import StepRefused, require_unlocked
from ..workflow import APPRAISING, COMPLETING, CONSULTING, STATES, SURVEYING, VERIFYING
from .filing import attach_held
from .saying import By, record_about

DOSSIER_OPEN = (CONSULTING, COMPLETING)
STATEMENTS_OPEN = (COMPLETING, VERIFYING, SURVEYING, APPRAISING)


def _at(case: Case, states: tuple[str, ...], locked: str) -> Case:
    """The case, locked, in one of the states in which this may be written."""
    current = Case.objects.select_for_update().get(pk=case.pk)
    if current.state not in states:
        raise StepRefused(f"Hồ sơ ở bước “{STATES[current.state].label}”. {locked}")
    return current


def _paper_and_day(paper: str, on: date, today: date) -> None:
    if not paper.strip():
        raise StepRefused("Chưa ghi số văn bản. Hãy ghi số, ký hiệu của văn bản.", field="paper")
    if on > today:
        raise StepRefused(f"Ngày {show_day(on)} chưa đến. Hãy kiểm tra lại ngày của văn bản.", field="on")


@transaction.atomic
def put_in(
    case: Case, *, code: str, paper: str, on: date, person: Person, today: date, document: int | None = None
) -> DossierItem:
    """Puts a paper into the dossier, before it is sent. Writes the item, replaces the former, and one event.

    `document`: the id of a document that the unit holds, attached to the case (evidence's own link and event).
    """
    locked = "Hồ sơ đã trình thì khóa; muốn bổ sung phải được trả lại."
    current = _at(case, DOSSIER_OPEN, locked)
    if not is_own(person, current):
        raise PermissionDenied("case.submit")
    require_unlocked(current)
    file = CaseFile(current, today)
    if code not in {item["code"] for item in listed(file.rule("rule:dossier_{kind}"))}:
        raise StepRefused("Thành phần này không có trong quy định về hồ sơ. Hãy chọn lại.", field="code")
    _paper_and_day(paper, on, today)
    by = By.of(person)
    DossierItem.objects.filter(case=current, code=code, is_current=True).update(is_current=False)
    item = DossierItem.objects.create(case=current, code=code, paper=paper.strip(), on=on, by=by.username)
    if document is not None:
        attach_held(current, document, SUBJECT, by)
    record_about(current, events.ITEM_PUT_IN, by.username, {"code": code}, paper=paper.strip(), post=by.post)
    return item


@transaction.atomic
def give_statement(
    case: Case,
    *,
    kind: str,
    outcome: str,
    on: date,
    paper: str,
    text: str,
    person: Person,
    today: date,
    number: int | None = None,
) -> Statement:
    """A responsible body's written word on a condition; a later one replaces it. Writes it and one event."""
    current = _at(case, STATEMENTS_OPEN, "Chỉ xác nhận điều kiện từ khi hoàn thiện hồ sơ đến khi thẩm định xong.")
    demanded = {item["code"]: item for item in demanded_statements(CaseFile(current, today))}
    if kind not in demanded or outcome not in ("met", "not_met"):
        raise StepRefused("Điều kiện hoặc kết luận không đúng. Hãy chọn lại.", field="kind")
    body = body_on(demanded[kind]["body"], today)
    if body is None or not speaks_for(person, body.pk):
        raise PermissionDenied("case.appraise")
    _paper_and_day(paper, on, today)
    by = By.of(person)
    Statement.objects.filter(case=current, kind=kind, is_current=True).update(is_current=False)
    made = Statement.objects.create(
        case=current,
        kind=kind,
        outcome=outcome,
        number=number,
        body=body,
        paper=paper.strip(),
        on=on,
        text=text.strip(),
        by=by.username,
    )
    details = {"kind": kind, "outcome": outcome, "body": body.code, "number": number}
    record_about(current, events.STATEMENT_GIVEN, by.username, details, paper=paper.strip(), post=by.post)
    return made


@transaction.atomic
def appraise(
    case: Case, *, part: str, outcome: str, on: date, paper: str, text: str, person: Person, today: date
) -> Appraisal:
    """What the responsible body found of its part of the set; a later one replaces it. Writes it and one event."""
    current = _at(case, (APPRAISING,), "Chỉ thẩm định khi hồ sơ ở bước thẩm định.")
    parts = appraised_parts(CaseFile(current, today))
    body = parts.get(part)
    if body is None or outcome not in ("met", "not_met"):
        raise StepRefused("Phần tiêu chí hoặc kết luận không đúng. Hãy chọn lại.", field="part")
    if not speaks_for(person, body.pk):
        raise PermissionDenied("case.appraise")
    if outcome == "not_met" and not text.strip():
        raise StepRefused("Chưa ghi nhận xét. Thẩm định chưa đạt phải nêu rõ vì sao.", field="text")
    if on > today:
        raise StepRefused(f"Ngày {show_day(on)} chưa đến. Hãy kiểm tra lại ngày.", field="on")
    by = By.of(person)
    Appraisal.objects.filter(case=current, part=part, is_current=True).update(is_current=False)
    made = Appraisal.objects.create(
        case=current,
        part=part,
        outcome=outcome,
        body=body,
        paper=paper.strip(),
        on=on,
        text=text.strip(),
        by=by.username,
    )
    details = {"part": part, "outcome": outcome, "body": body.code}
    record_about(current, events.APPRAISED, by.username, details, paper=paper.strip(), post=by.post)
    return made

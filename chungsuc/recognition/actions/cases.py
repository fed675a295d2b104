"""Taking the steps of a case: right, table, conditions, conditional UPDATE, the case's event, the journal's."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.periods import show_day
from chungsuc.law.verdicts import Outcome
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.models import LegalDocument

from .. import events, workflow
from ..access import may_take
from ..casefile import CaseFile
from ..conditions import check, together
from ..models import Case, CaseEvent, Level, Recognition
from ..refusals import Stale, StepRefused, require_unlocked
from ..rules.dates import fault_of_day
from ..workflow import DECISION, NEW, PAPER, REASON, RECOGNITION, Step
from .deciding import EFFECTS
from .saying import By, Said, record_about


@transaction.atomic
def register_case(
    unit: Unit,
    level: Level,
    year: int,
    *,
    person: Person,
    said: Said,
    today: date,
    recognition: Recognition | None = None,
) -> Case:
    """Opens a case: a registration, or with `recognition` a proposal to revoke it. Writes the case and its first event.

    PermissionDenied, or StepRefused with the conditions that are not met.
    """
    procedure = workflow.REVOCATION if recognition is not None else RECOGNITION
    holder = _holder(unit, said.on) if recognition is not None else unit
    case = Case(unit=unit, holder=holder, level=level, procedure=procedure, year=year, recognition=recognition)
    act = "propose" if recognition is not None else "register"
    step = _step(case, act, NEW, CaseFile(case, said.on))
    if not may_take(person, step, case):
        raise PermissionDenied(act)
    require_unlocked(case)
    standing = Case.objects.standing().filter(unit=unit, level=level, year=year, procedure=procedure)
    if standing.exists():
        raise StepRefused(f"Đơn vị đã có hồ sơ “{level.name}” cho năm {year}. Hãy mở hồ sơ ấy.")
    _require(case, step, said, today, None)
    case.state, case.state_since, case.version, case.opened_by = step.to, said.on, 1, By.of(person).username
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        raise Stale(f"Hồ sơ “{level.name}” năm {year} vừa được người khác lập. Hãy mở hồ sơ ấy.") from None
    _write_event(case, step, NEW, said, By.of(person))
    return case


def _holder(unit: Unit, day: date) -> Unit:
    """The unit itself, or what it had become by the day."""
    while unit.until is not None and unit.until < day:
        row = unit.succession.filter(event__effective_on__lte=day).select_related("successor").first()
        if row is None:
            break
        unit = row.successor
    return unit


@transaction.atomic
def take(case: Case, act: str, *, person: Person, version: int, said: Said, today: date) -> CaseEvent:
    """Takes one step of a case that the caller saw at `version`.

    Writes the case, its event, what the step brings about (an entry of the register, its announcement, a revocation)
    and one event of the journal. PermissionDenied, Stale or StepRefused.
    """
    current = _as_seen(case.pk, version)
    file = CaseFile(current, said.on)
    step = _step(current, act, current.state, file)
    if not may_take(person, step, current):
        raise PermissionDenied(act)
    if step.actor.own:
        require_unlocked(current)
    _require(current, step, said, today, file)
    return _move(current, step, said, By.of(person))


@transaction.atomic
def take_for_council(case: Case, act: str, *, by: str, said: Said) -> CaseEvent:
    """The step that a council's result brings about; called inside the transaction that closes the vote."""
    current = _as_seen(case.pk, case.version)
    file = CaseFile(current, said.on)
    step = _step(current, act, current.state, file)
    if step.actor is not workflow.COUNCIL:
        raise PermissionDenied(act)
    _require(current, step, said, said.on, file)
    return _move(current, step, said, By(by))


def _as_seen(pk: int, version: int) -> Case:
    """The case as it is now, held, or Stale with what was done since the version that somebody saw.

    Held before anything is written: whoever reached the journal first and the case second would wait for each other.
    """
    held = Case.objects.select_for_update(of=("self",))
    case = held.prefetch_related("unit", "holder", "level", "recognition__level").get(pk=pk)
    if case.version != version:
        raise Stale(_what_changed(case, version))
    return case


def _what_changed(case: Case, version: int) -> str:
    """One sentence on what happened to a case after a version."""
    last = CaseEvent.objects.filter(case=case, seq__gt=version).order_by("-seq").first()
    if last is None:
        return "Hồ sơ vừa thay đổi. Hãy mở lại trang để xem bước hiện nay."
    label = next((s.label for s in workflow.TABLE if s.act == last.act), last.act)
    return (
        f"Hồ sơ vừa thay đổi: {last.by_name or last.by} đã “{label}” ngày {show_day(last.on)}, "
        f"nay ở bước “{case.state_label}”. Chưa ghi gì; hãy xem lại rồi làm tiếp."
    )


def _step(case: Case, act: str, state: str, file: CaseFile) -> Step:
    asked = {"kind": case.level.unit_kind, "regime": file.regime, "procedure": case.procedure}
    step = workflow.step_of(act, state, **asked)
    if step is None:
        raise StepRefused(workflow.why_not(act, state, **asked))
    return step


def _require(case: Case, step: Step, said: Said, today: date, file: CaseFile | None) -> None:
    """Raises StepRefused for a wrong day, a missing reason or paper, or conditions that are not met."""
    file = file or CaseFile(case, said.on)
    document = LegalDocument.objects.filter(code=step.citation).first()
    since = (document.since or document.issued_on) if document else None
    fault = fault_of_day(said.on, today=today, law_since=since, last=file.last_on)
    if fault:
        raise StepRefused(fault, field="on")
    if REASON in step.asks and not said.reason.strip():
        raise StepRefused("Chưa ghi lý do. Hãy ghi rõ lý do để người nhận biết phải làm gì.", field="reason")
    if PAPER in step.asks and not said.paper.strip():
        raise StepRefused("Chưa ghi số văn bản. Hãy ghi số, ký hiệu và ngày của văn bản.", field="paper")
    if DECISION in step.asks and not said.number.strip():
        raise StepRefused("Chưa ghi số quyết định. Hãy ghi số và ký hiệu, ví dụ 1234/QĐ-UBND.", field="number")
    verdict = together(check(file, step.guards))
    if verdict.outcome is not Outcome.MET:
        missing = tuple(reason for reason in verdict.reasons if reason.outcome is not Outcome.MET)
        told = "; ".join(f"{r.about}: {r.text.rstrip('.')}" for r in missing)
        raise StepRefused(f"Chưa làm được việc “{step.label}”. {told}.", missing)


def _move(case: Case, step: Step, said: Said, by: By) -> CaseEvent:
    """Moves a case on by a conditional UPDATE on its version, so that of two who try only one succeeds."""
    before, version = case.state, case.version
    effect = EFFECTS.get((case.procedure, step.act))
    fields = effect(case, said, by) if effect else {}
    after = workflow.after(step, before)
    if after != before:
        fields["state_since"] = said.on
    if not change_where(case, {"version": version, "state": before}, state=after, version=version + 1, **fields):
        raise Stale(_what_changed(Case.objects.get(pk=case.pk), version))
    case.refresh_from_db()
    return _write_event(case, step, before, said, by)


def _write_event(case: Case, step: Step, before: str, said: Said, by: By) -> CaseEvent:
    details = {key: value for key, value in said.details.items() if value not in ("", None)}
    if DECISION in step.asks:
        details |= {"number": said.number.strip(), "signer": said.signer, "certificate": said.certificate}
        details |= {"joint": True} if said.joint else {}
    event = CaseEvent.objects.create(
        case=case,
        seq=case.version,
        act=step.act,
        from_state=before,
        to_state=case.state,
        on=said.on,
        by=by.username,
        by_name=by.name,
        by_post=by.post,
        reason=said.reason.strip(),
        paper=(said.paper or said.number).strip(),
        details=details,
    )
    record_about(
        case,
        events.CASE_STEP,
        by.username,
        {"act": step.act, "from": before, "to": case.state, "on": said.on.isoformat(), **details},
        reason=said.reason.strip(),
        paper=(said.paper or said.number).strip(),
        post=by.post,
    )
    return event

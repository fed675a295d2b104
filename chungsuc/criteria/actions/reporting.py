"""The way of a report: sent, checked by the district, taken over, concluded, opened again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from chungsuc.locks.actions import Locked
from chungsuc.organisations.access import Person, require
from chungsuc.rulebook.rule_facts import rule_on
from chungsuc.web.day import now

from .. import events, workflow
from ..facts.paths import parts_on, tier_on
from ..facts.readiness import Readiness, readiness
from ..facts.sheets import Sheet, check_rules, sheet
from ..facts.verification import RETURNS_RULE, last_words, returns_left
from ..facts.writable import said
from ..models import Check, CheckReturn, Declared, Explanation, Report, Verified
from .judging import judge_after
from .locking import require_values_open
from .moving import ActRefused, Stale, move_report, record_act, require_act, require_guards, require_reason
from .rows import NewValue
from .values import current_values, hold_units, write_values


@dataclass(frozen=True)
class ReturnedPlace:
    """A place to be sent back: a value, or one document of it, with the reason."""

    measure_id: int
    reason: str
    sex: str = ""
    document: int | None = None


def _held(report: Report, code: str, acting: Person) -> tuple[Report, workflow.Act, str]:
    """The report as it is now, held; the table's row for the act on its path of the day. Right first."""
    right = next(act.right for act in workflow.ACTS if act.code == code)
    require(acting, right, report.unit_id)
    hold_units({report.unit_id})
    fresh = Report.objects.select_related("unit", "set").get(pk=report.pk)
    tier = tier_on(fresh.unit_id, acting.day)
    return fresh, require_act(workflow.ACTS, code, fresh.state, tier, workflow.STATES), tier


def _same_version(report: Report, version: int) -> None:
    if report.version != version:
        raise Stale(last_words(report.pk))


@transaction.atomic
def send(
    report: Report,
    version: int,
    *,
    acting: Person,
    explanations: Mapping[str, str] | None = None,
    answers: Mapping[int, str] | None = None,
) -> Report:
    """Sends a report to the district or, where there is none on that day, to the responsible bodies at once.

    `explanations`: the reason for each warning by the code of its check; `answers`: what is answered to each return
    of the district by its pk. Writes the step, explanations, answers, checks and one event.
    """
    reasons, told = explanations or {}, answers or {}
    fresh, act, _ = _held(report, workflow.SEND, acting)
    _same_version(fresh, version)
    figures = sheet(fresh.unit_id, fresh.set, fresh.year)
    open_returns = list(CheckReturn.objects.filter(report=fresh, check_of=None, answered_at=None))
    found = readiness(figures, returns=open_returns, locked=_lock_words(fresh, figures), answers=told)
    require_guards(act, _holds(act, found), [item.text for item in found.missing][:12])
    unexplained = [doubt for doubt in found.warnings if not reasons.get(doubt.code, "").strip()]
    if unexplained:
        raise ActRefused(*(f"Cảnh báo chưa có lý do: {doubt.text}" for doubt in unexplained))
    _explain(fresh, figures, found, reasons, acting)
    _answer_returns(open_returns, told, acting)
    sent = move_report(fresh, act, version, acting=acting, sent_on=acting.day)
    parts = _open_checks(sent, figures, acting.day) if act.end == workflow.VERIFYING else []
    details = {"to": act.end, "parts": parts, "explained": sorted({doubt.code for doubt in found.warnings})}
    record_act(events.REPORT_SENT, sent, acting=acting, details=details)
    return sent


def _lock_words(report: Report, figures: Sheet) -> str:
    try:
        require_values_open([report.unit_id], [i.measure_id for i in figures.indicators], report.year)
    except Locked as locked:
        return str(locked)
    return ""


def _holds(act: workflow.Act, found: Readiness) -> dict[str, bool]:
    failing = {item.guard for item in found.missing}
    return {guard: guard not in failing for guard in act.guards}


def _explain(report: Report, figures: Sheet, found: Readiness, reasons: Mapping[str, str], acting: Person) -> None:
    rows = check_rules(figures.criteria_set) if found.warnings else {}
    moment = now()
    Explanation.objects.bulk_create(
        [
            Explanation(
                report=report,
                rule=rows[doubt.code],
                said=doubt.text,
                reason=reasons[doubt.code].strip(),
                by=acting.username,
                at=moment,
            )
            for doubt in found.warnings
        ]
    )


def _answer_returns(returns: Iterable[CheckReturn], answers: Mapping[int, str], acting: Person) -> None:
    for back in returns:
        CheckReturn.objects.filter(pk=back.pk, answered_at=None).update(
            answer=answers.get(back.pk, "").strip(),
            answered_by=acting.username,
            answered_at=now(),
        )


def _open_checks(report: Report, figures: Sheet, day: date) -> list[str]:
    """Every part goes to its body of the day at once; parts that were opened before keep their row."""
    known = set(Check.objects.filter(report=report).values_list("part", flat=True))
    parts = [part for part in parts_on(report.set.code, figures.indicators, day) if part.part not in known]
    Check.objects.bulk_create(
        [Check(report=report, part=p.part, body_id=p.body_id, state=workflow.WAITING, opened_on=day) for p in parts]
    )
    return [part.part for part in parts]


@transaction.atomic
def mark_returns(report: Report, version: int, places: Iterable[ReturnedPlace], *, acting: Person) -> int:
    """The district marks places that are to go back, with their reasons; `send_back` then sends them all.

    Returns how many were marked. Writes CheckReturn rows and one event.
    """
    fresh, _, _ = _held(report, workflow.SEND_BACK, acting)
    _same_version(fresh, version)
    rows = write_returns(fresh, None, places, acting)
    details = {"places": [{"measure": row.measure_id, "sex": row.sex, "document": row.document} for row in rows]}
    record_act(events.PLACES_MARKED, fresh, acting=acting, details=details)
    return len(rows)


@transaction.atomic
def unmark_return(back: CheckReturn, version: int, *, acting: Person) -> None:
    """The district takes a mark back before the report is sent back; the mark stays as answered by its author."""
    fresh, _, _ = _held(back.report, workflow.SEND_BACK, acting)
    _same_version(fresh, version)
    taken = CheckReturn.objects.filter(pk=back.pk, check_of=None, answered_at=None).update(
        answer="Đã bỏ đánh dấu", answered_by=acting.username, answered_at=now()
    )
    if not taken:
        raise Stale("Chỗ này đã được bỏ đánh dấu hoặc đã trả lời. Hãy xem lại trang.")
    record_act(events.PLACES_MARKED, fresh, acting=acting, details={"unmarked": back.pk})


def write_returns(
    report: Report, check: Check | None, places: Iterable[ReturnedPlace], acting: Person
) -> list[CheckReturn]:
    """Rows of places sent back, over the version declared now. The caller holds the transaction and records."""
    wanted = list(places)
    if any(not place.reason.strip() for place in wanted) or not wanted:
        raise ActRefused("Hãy ghi lý do ở đúng số liệu hoặc tệp cần trả lại.")
    declared = {
        (row.measure_id, row.sex): row.pk
        for row in Declared.objects.filter(unit_id=report.unit_id, year=report.year, is_current=True)
    }
    return CheckReturn.objects.bulk_create(
        [
            CheckReturn(
                report=report,
                check_of=check,
                measure_id=place.measure_id,
                sex=place.sex,
                document=place.document,
                declared_id=declared.get((place.measure_id, place.sex)),
                reason=place.reason.strip(),
                by=acting.username,
                by_post=acting.title[:200],
                on=acting.day,
                at=now(),
            )
            for place in wanted
        ]
    )


@transaction.atomic
def send_back(report: Report, version: int, *, acting: Person) -> Report:
    """The district sends the report back with the places it marked. Writes the step and one event."""
    fresh, act, _ = _held(report, workflow.SEND_BACK, acting)
    marked = CheckReturn.objects.filter(report=fresh, check_of=None, answered_at=None).count()
    left = returns_left(fresh.returns, rule_on(RETURNS_RULE, acting.day, f"criteria.report:{fresh.pk}"))
    details = [left.sentence] if not left.allowed else []
    require_guards(act, {workflow.OPEN_RETURN: marked > 0, workflow.RETURNS_LEFT: left.allowed}, details)
    moved = move_report(fresh, act, version, acting=acting, returns=fresh.returns + 1)
    record_act(events.REPORT_SENT_BACK, moved, acting=acting, details={"places": marked, "times": moved.returns})
    return moved


@transaction.atomic
def forward(report: Report, version: int, *, acting: Person) -> Report:
    """The district passes a report on: every responsible body gets its part at once. Writes checks and one event."""
    fresh, act, _ = _held(report, workflow.FORWARD, acting)
    marked = CheckReturn.objects.filter(report=fresh, check_of=None, answered_at=None).exists()
    require_guards(act, {workflow.NO_OPEN_RETURN: not marked})
    return _to_bodies(fresh, act, version, acting, events.REPORT_FORWARDED)


@transaction.atomic
def receive(report: Report, version: int, *, acting: Person) -> Report:
    """The coordination office takes over a report whose district is no more. Writes checks and one event."""
    fresh, act, _ = _held(report, workflow.RECEIVE, acting)
    return _to_bodies(fresh, act, version, acting, events.REPORT_RECEIVED)


def _to_bodies(report: Report, act: workflow.Act, version: int, acting: Person, event: str) -> Report:
    moved = move_report(report, act, version, acting=acting)
    parts = _open_checks(moved, sheet(moved.unit_id, moved.set, moved.year), acting.day)
    record_act(event, moved, acting=acting, details={"parts": parts})
    return moved


@transaction.atomic
def conclude(report: Report, version: int, *, acting: Person, reason: str = "") -> Report:
    """The coordination office concludes: verified figures become the official values; what was declared stays.

    A lock on entering does not hold this back: it stops those who enter, and this office is the one that locks.
    Writes Value rows, verdicts, the step and one event.
    """
    fresh, act, _ = _held(report, workflow.CONCLUDE, acting)
    waiting = Check.objects.filter(report=fresh).exclude(state=workflow.CHECK_VERIFIED)
    details = [f"Phần {part}." for part in waiting.values_list("part", flat=True)[:12]]
    require_guards(act, {workflow.ALL_VERIFIED: not details}, details)
    moved = move_report(fresh, act, version, acting=acting, reason=reason, concluded_on=acting.day)
    values, reasons = _verified_values(moved)
    known = current_values(moved.year, [moved.unit_id])
    by = acting.username
    written = 0
    for text in sorted(set(reasons.values())):
        some = [value for value in values if reasons[value.place[1:]] == text]
        written += write_values(some, year=moved.year, by=by, reason=text)
    judge_after(moved.set, moved.year, [moved.unit_id])
    changed = [
        {"measure": v.measure_id, "sex": v.sex, "before": said(known.get(v.place)), "after": said(v)}
        for v in values
        if v.place not in known or known[v.place].figures != v.figures
    ]
    told: dict[str, Any] = {"report": moved.pk, "written": written, "changes": changed}
    record_act(events.REPORT_CONCLUDED, moved, acting=acting, details=told, reason=reason)
    return moved


def _verified_values(report: Report) -> tuple[list[NewValue], dict[tuple[int, str], str]]:
    """The official values of a report and why each: the body's figure where it gave one, else the declared."""
    corrected = {
        (row.measure_id, row.sex): row for row in Verified.objects.filter(check_of__report=report, is_current=True)
    }
    declared = sheet(report.unit_id, report.set, report.year)
    values, reasons = [], {}
    for indicator, sex in declared.places():
        place = (indicator.measure_id, sex)
        row: Any = corrected.get(place) or declared.given(indicator, sex)
        if row is None:
            continue
        bare = indicator.kind == "percent" and row.state == Declared.GIVEN and row.numerator is None
        values.append(
            NewValue(
                unit_id=report.unit_id,
                measure_id=place[0],
                sex=sex,
                state=row.state,
                number=row.number,
                flag=row.flag,
                numerator=row.numerator,
                denominator=row.denominator,
                bare=bare,
            )
        )
        why = f": {row.reason}" if place in corrected else ""
        reasons[place] = f"Kết luận thẩm định, báo cáo số {report.pk}{why}"
    return values, reasons


@transaction.atomic
def reopen(report: Report, version: int, *, acting: Person, reason: str) -> Report:
    """A concluded report is verified again: every check waits once more. Official values stay until the next
    conclusion. Writes the step and one event."""
    fresh, act, _ = _held(report, workflow.REOPEN, acting)
    require_reason(act, reason)
    moved = move_report(fresh, act, version, acting=acting, reason=reason)
    for check in Check.objects.filter(report=moved):
        Check.objects.filter(pk=check.pk).update(state=workflow.WAITING, version=check.version + 1, decided_on=None)
    record_act(events.REPORT_REOPENED, moved, acting=acting, reason=reason)
    return moved

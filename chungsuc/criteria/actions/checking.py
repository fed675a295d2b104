"""A part before its responsible body: verified with its own figure, sent back at the exact place, answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from chungsuc.organisations.access import Person, require
from chungsuc.rulebook.rule_facts import rule_on
from chungsuc.web.day import now

from .. import events, workflow
from ..bodies import may_verify
from ..facts.paths import bodies_now
from ..facts.readiness import unanswered
from ..facts.sheets import Sheet, sheet
from ..facts.verification import RETURNS_RULE, returns_left
from ..facts.writable import said
from ..models import Check, CheckReturn, Declared, Indicator, Report, Verified
from .locking import require_values_open
from .moving import ActRefused, move_check, record_act, require_act, require_guards, require_reason, stale_check
from .placed import PlacedFigure
from .remarking import close_threads
from .reporting import ReturnedPlace, write_returns
from .values import hold_units


@dataclass(frozen=True)
class VerifiedFigure(PlacedFigure):
    """What the body found at one place. Where it differs from the declared figure it needs a reason."""

    reason: str = ""


def _held(check: Check, code: str, version: int, acting: Person) -> tuple[Check, workflow.Act]:
    """The check as it is now, held, with the table's row for the act; Stale when the form is older."""
    report = Report.objects.select_related("unit", "set").get(pk=check.report_id)
    hold_units({report.unit_id})
    report.refresh_from_db()
    fresh = Check.objects.select_related("body").get(pk=check.pk)
    fresh.report = report
    if fresh.version != version:
        raise stale_check(fresh)
    act = require_act(workflow.CHECK_ACTS, code, fresh.state, workflow.ANY, workflow.CHECK_STATES)
    return fresh, act


def _require_body(check: Check, acting: Person) -> None:
    """PermissionDenied for anybody but the body that answers for the part today."""
    report = Report.objects.select_related("set").get(pk=check.report_id)
    rows = [Check.objects.select_related("body").get(pk=check.pk)]
    if not may_verify(acting, bodies_now(rows, report.set.code, acting.day)[check.pk]):
        raise PermissionDenied("value.verify")


def _indicators(check: Check) -> list[Indicator]:
    """The indicators of the check's part, without those that have a body (and so a check) of their own."""
    no = check.part.split(".")[0]
    rows = Indicator.objects.filter(criterion__set_id=check.report.set_id, criterion__no=int(no))
    rows = rows.select_related("criterion", "measure").order_by("position")
    others = set(Check.objects.filter(report=check.report).values_list("part", flat=True)) - {check.part}
    if "." in check.part:
        return [row for row in rows if row.code == check.part]
    return [row for row in rows if row.code == check.part or row.code not in others]


def _sheet(check: Check) -> Sheet:
    report = check.report
    return sheet(report.unit_id, report.set, report.year, indicators=_indicators(check))


@transaction.atomic
def verify(check: Check, version: int, figures: Iterable[VerifiedFigure] = (), *, acting: Person) -> Check:
    """The responsible body confirms its part, with its own figure and reason where that differs from the declared one.

    Places that are not named are confirmed as declared. Closes the open threads of the part's values. Writes Verified
    rows, remarks, the check and one event.
    """
    _require_body(check, acting)
    fresh, act = _held(check, workflow.VERIFY, version, acting)
    require_guards(act, {workflow.REPORT_VERIFYING: fresh.report.state == workflow.VERIFYING})
    declared = _sheet(fresh)
    places = {(indicator.measure_id, sex): indicator for indicator, sex in declared.places()}
    differing = []
    for figure in figures:
        row = declared.declared.get(figure.place)
        if figure.place not in places or row is None:
            raise ActRefused("Số liệu này không thuộc phần đang thẩm định. Hãy mở lại trang.")
        if figure.figures[:3] == row.figures[:3]:
            continue
        if not figure.reason.strip():
            code = places[figure.place].code
            raise ActRefused(f"Chỉ tiêu {code}: số thẩm định khác số xã khai. Hãy ghi lý do.")
        differing.append((figure, row))
    Verified.objects.filter(check_of=fresh, is_current=True).update(is_current=False)
    made = [_verified(fresh, figure, row, acting) for figure, row in differing]
    moved = move_check(fresh, act, version, acting=acting, decided_on=acting.day, decided_by=acting.username)
    close_threads(moved.report, {measure for measure, _ in places}, acting)
    changes = [
        {"indicator": places[f.place].code, "sex": f.sex, "declared": said(row), "verified": said(f), "why": f.reason}
        for f, row in differing
    ]
    record_act(events.CHECK_VERIFIED, moved.report, acting=acting, details={"part": moved.part, "differing": changes})
    assert len(made) == len(changes)
    return moved


def _verified(check: Check, figure: VerifiedFigure, declared: Declared, acting: Person) -> Verified:
    return Verified.objects.create(
        check_of=check,
        measure_id=figure.measure_id,
        sex=figure.sex,
        declared=declared,
        state=figure.state,
        number=figure.number,
        flag=figure.flag,
        numerator=figure.numerator,
        denominator=figure.denominator,
        reason=figure.reason.strip(),
        by=acting.username,
        at=now(),
    )


@transaction.atomic
def return_places(check: Check, version: int, places: Iterable[ReturnedPlace], *, acting: Person) -> Check:
    """The responsible body sends exact places back with their reasons, as often as the pack's rule allows.

    Writes CheckReturn rows, the check and one event.
    """
    _require_body(check, acting)
    fresh, act = _held(check, workflow.RETURN, version, acting)
    left = returns_left(fresh.returns, rule_on(RETURNS_RULE, acting.day, f"criteria.report:{fresh.report_id}"))
    verifying = fresh.report.state == workflow.VERIFYING
    details = [left.sentence] if not left.allowed else []
    require_guards(act, {workflow.REPORT_VERIFYING: verifying, workflow.RETURNS_LEFT: left.allowed}, details)
    known = {(indicator.measure_id, sex): indicator.code for indicator, sex in _sheet(fresh).places()}
    wanted = list(places)
    if any((place.measure_id, place.sex) not in known for place in wanted):
        raise ActRefused("Số liệu này không thuộc phần đang thẩm định. Hãy mở lại trang.")
    write_returns(fresh.report, fresh, wanted, acting)
    moved = move_check(
        fresh,
        act,
        version,
        acting=acting,
        returns=fresh.returns + 1,
        decided_on=acting.day,
        decided_by=acting.username,
    )
    told = [
        {"indicator": known[p.measure_id, p.sex], "sex": p.sex, "document": p.document, "why": p.reason.strip()}
        for p in wanted
    ]
    details_of = {"part": moved.part, "places": told, "times": moved.returns}
    record_act(events.CHECK_RETURNED, moved.report, acting=acting, details=details_of)
    return moved


@transaction.atomic
def answer(check: Check, version: int, *, acting: Person, answers: Mapping[int, str] | None = None) -> Check:
    """The unit sends a returned part again: each place was changed, or is answered in words (by the return's pk).

    Writes the answers, the check and one event.
    """
    told = answers or {}
    require(acting, "value.declare", check.report.unit_id)
    fresh, act = _held(check, workflow.ANSWER, version, acting)
    declared = _sheet(fresh)
    require_values_open([fresh.report.unit_id], [i.measure_id for i in declared.indicators], fresh.report.year)
    open_returns = list(CheckReturn.objects.filter(check_of=fresh, answered_at=None))
    left = unanswered(open_returns, declared.declared, told)
    codes = {indicator.measure_id: indicator.code for indicator in declared.indicators}
    holds = {
        workflow.REPORT_VERIFYING: fresh.report.state == workflow.VERIFYING,
        workflow.UNLOCKED: True,
        workflow.ANSWERED: not left,
    }
    require_guards(act, holds, [f"Chỉ tiêu {codes.get(back.measure_id, '')}: {back.reason}" for back in left])
    if declared.empty_places():
        raise ActRefused("Còn chỉ tiêu của phần này chưa khai. Hãy khai đủ rồi gửi lại.")
    for back in open_returns:
        CheckReturn.objects.filter(pk=back.pk).update(
            answer=told.get(back.pk, "").strip(), answered_by=acting.username, answered_at=now()
        )
    moved = move_check(fresh, act, version, acting=acting)
    record_act(
        events.CHECK_ANSWERED, moved.report, acting=acting, details={"part": moved.part, "places": len(open_returns)}
    )
    return moved


@transaction.atomic
def ask_again(check: Check, version: int, *, acting: Person, reason: str) -> Check:
    """The coordination office asks a body to look at its verified part once more. Writes the check and one event."""
    require(acting, "value.conclude", check.report.unit_id)
    fresh, act = _held(check, workflow.ASK_AGAIN, version, acting)
    require_reason(act, reason)
    require_guards(act, {workflow.REPORT_VERIFYING: fresh.report.state == workflow.VERIFYING})
    moved = move_check(fresh, act, version, acting=acting, decided_on=None, decided_by="")
    record_act(events.CHECK_ASKED_AGAIN, moved.report, acting=acting, details={"part": moved.part}, reason=reason)
    return moved

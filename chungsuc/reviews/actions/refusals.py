"""Why an act on a report did not happen, the steps' own rows, and the journal's entry of an act."""

from datetime import date
from typing import Any

from chungsuc.audit import actions as journal
from chungsuc.audit.actions import change_where
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as

from ..models import ReportEvent, ReportRound, RoundEvent, UnitReport
from ..workflow import DRAFTING, NEW, PROVINCE_ACTS, PROVINCE_STATES, UNIT_ACTS, UNIT_STATES, after, why_not


class ReportRefused(ValueError):
    """An act is not possible now; the message says why, `field` at which field of its form ("" above all)."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Stale(ReportRefused):
    """Somebody else acted first; the message says what changed."""


def move_report(report: UnitReport, act: str, by: Person, today: date, **said: Any) -> None:
    """Takes one step of a unit's report: of two who try only one succeeds. Writes the report and the step's row.

    `said` may carry reason, paper, details and the report's own fields. A part of an act.
    """
    refused = why_not(UNIT_ACTS, UNIT_STATES, act, report.state)
    if refused:
        raise ReportRefused(refused)
    told = {name: said.pop(name) for name in ("reason", "paper", "details") if name in said}
    before = report.state
    then = after(UNIT_ACTS, act, before)
    seen = {"version": report.version, "state": before}
    if not change_where(report, seen, state=then, version=report.version + 1, **said):
        raise Stale("Việc này chưa được ghi: báo cáo vừa được người khác sửa hoặc chuyển bước. Hãy xem rồi làm lại.")
    ReportEvent.objects.create(
        report=report, seq=report.version, act=act, from_state=before, to_state=then, **_who(by, today), **told
    )


def move_round(round: ReportRound, act: str, by: Person | None, today: date, **told: Any) -> None:
    """Takes one step of the province's report, as `move_report` does of a unit's; `by` None: the service itself."""
    refused = why_not(PROVINCE_ACTS, PROVINCE_STATES, act, round.state)
    if refused:
        raise ReportRefused(refused)
    before = round.state
    then = after(PROVINCE_ACTS, act, before)
    seen = {"version": round.version, "state": before}
    if not change_where(round, seen, state=then, version=round.version + 1):
        raise Stale("Việc này chưa được ghi: báo cáo của tỉnh vừa được người khác sửa hoặc chuyển bước.")
    RoundEvent.objects.create(
        round=round, seq=round.version, act=act, from_state=before, to_state=then, **_who(by, today), **told
    )


def first_step(round: ReportRound, by: Person, today: date) -> None:
    """The row of the opening, with which the history of a round begins. A part of an act."""
    RoundEvent.objects.create(round=round, seq=1, act="open", from_state=NEW, to_state=DRAFTING, **_who(by, today))


SYSTEM = "hệ thống"


def _who(by: Person | None, today: date) -> dict[str, Any]:
    if by is None:
        return {"on": today, "by": SYSTEM, "by_name": SYSTEM}
    return {"on": today, "by": by.username, "by_name": by.name[:200], "by_post": by.title[:300]}


def record_report(act: str, report: UnitReport, by: Person, details: dict[str, Any], **more: str) -> None:
    """One entry about a unit's report, inside the transaction of its act."""
    name = known_as([report.unit_id])[report.unit_id].name
    journal.record(
        act,
        actor=by.username,
        actor_post=by.title[:200],
        subject_type="reviews.report",
        subject_id=str(report.pk),
        subject_label=f"{name}: {report.round.name}"[:200],
        unit_code=report.unit.code,
        details=details,
        **more,  # type: ignore[arg-type]
    )


def record_round(act: str, round: ReportRound, by: Person | None, details: dict[str, Any], **more: str) -> None:
    """One entry about a round or the province's report, inside the transaction of its act."""
    journal.record(
        act,
        actor=by.username if by else SYSTEM,
        actor_post=by.title[:200] if by else "",
        subject_type="reviews.round",
        subject_id=round.code,
        subject_label=round.name,
        details=details,
        **more,  # type: ignore[arg-type]
    )


def held_round(round: ReportRound, version: int | None = None) -> ReportRound:
    """The round as it stands now, held until the transaction ends. Stale when it is not the version that was seen."""
    now = ReportRound.objects.select_for_update().get(pk=round.pk)
    if version is not None and now.version != version:
        raise Stale(
            "Việc này chưa được ghi: báo cáo của tỉnh vừa được người khác sửa hoặc chuyển bước, nay ở bước "
            f"“{now.standing.label}”. Hãy mở lại trang để xem rồi làm lại."
        )
    return now


def held_report(report: UnitReport, version: int) -> UnitReport:
    """The report as it stands now, held until the transaction ends. Stale when it is not the version that was seen."""
    rows = UnitReport.objects.select_for_update(of=("self",)).prefetch_related("round", "unit")
    now = rows.get(pk=report.pk)
    if now.version != version:
        raise Stale(
            "Việc này chưa được ghi: báo cáo vừa được người khác sửa hoặc chuyển bước, nay ở bước "
            f"“{now.standing.label}”. Những gì đã gõ vẫn còn dưới đây; hãy so rồi làm lại."
        )
    return now

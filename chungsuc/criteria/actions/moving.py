"""What every act on a report or a check has in common: the row of the table, the guards, the conditional UPDATE."""

from collections.abc import Iterable, Mapping
from typing import Any

from chungsuc.audit.actions import change_where, record
from chungsuc.organisations.access import Person
from chungsuc.web.day import now

from .. import workflow
from ..facts.verification import last_words
from ..models import Check, Report, ReportStep


class ActRefused(ValueError):
    """An act is not possible now; `missing` says what would unblock it, one sentence each."""

    def __init__(self, *missing: str) -> None:
        self.missing = missing
        super().__init__(" ".join(missing))


class Stale(ActRefused):
    """The form was made before somebody else acted; the message says what changed."""


def require_act(table: Iterable[workflow.Act], code: str, state: str, tier: str, labels: Mapping[str, Any]) -> Any:
    """The row of the table, or ActRefused in words."""
    act = workflow.find_act(table, code, state, tier)
    if act is None:
        raise ActRefused(f"Đang ở trạng thái “{labels[state].label}”, việc này không làm được ở bước này.")
    return act


def require_guards(act: workflow.Act, holds: Mapping[str, bool], details: Iterable[str] = ()) -> None:
    """ActRefused with the words of every guard that does not hold, and the details of what is missing."""
    missing = [workflow.GUARDS[guard] for guard in act.guards if not holds[guard]]
    if missing:
        raise ActRefused(*missing, *details)


def require_reason(act: workflow.Act, reason: str) -> None:
    """ActRefused when the act needs a reason and none was written."""
    if act.needs_reason and not reason.strip():
        raise ActRefused(f"Hãy ghi lý do của việc “{act.label.lower()}”.")


def move_report(
    report: Report, act: workflow.Act, version: int, *, acting: Person, reason: str = "", **fields: Any
) -> Report:
    """Moves the report by a conditional UPDATE and keeps the step; of two who act at once only one succeeds.

    Stale when `version` is not the report's any more. The caller holds the transaction and records the event.
    """
    seen = {"version": version, "state": act.start}
    if not change_where(report, seen, state=act.end, version=version + 1, **fields):
        raise Stale(last_words(report.pk))
    ReportStep.objects.create(
        report=report,
        seq=version + 1,
        act=act.code,
        from_state=act.start,
        to_state=act.end,
        on=acting.day,
        at=now(),
        by=acting.username,
        by_post=acting.title[:200],
        reason=reason.strip(),
    )
    report.refresh_from_db()
    return report


def stale_check(check: Check) -> Stale:
    """What to say of a check, as it is now, to whom somebody else preceded."""
    label = workflow.CHECK_STATES[check.state].label
    who = f" ({check.decided_by})" if check.decided_by else ""
    return Stale(f"Phần {check.part} vừa được người khác xử lý{who}: nay là “{label}”. Hãy xem lại trang.")


def move_check(check: Check, act: workflow.Act, version: int, *, acting: Person, **fields: Any) -> Check:
    """As `move_report`, for one check."""
    seen = {"version": version, "state": act.start}
    if not change_where(check, seen, state=act.end, version=version + 1, **fields):
        raise stale_check(Check.objects.get(pk=check.pk))
    check.refresh_from_db()
    return check


def record_act(
    event: str, report: Report, *, acting: Person, details: dict[str, Any] | None = None, reason: str = ""
) -> None:
    """One entry about a report in the journal."""
    record(
        event,
        actor=acting.username,
        subject_type="criteria.report",
        subject_id=f"{report.unit.code}/{report.set.code}/{report.year}",
        subject_label=f"{report.set.name}, năm {report.year}"[:200],
        unit_code=report.unit.code,
        details=details,
        reason=reason.strip(),
        actor_post=acting.title[:200],
    )

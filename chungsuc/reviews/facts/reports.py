"""Units' reports as pages show them: who owes one in a round, what was written, what was sent, what was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.organisations.models import Unit

from ..lateness import later_days, reasons_of
from ..models import Paragraph, ReportEvent, ReportRound, ReportVersion, UnitReport
from ..outline import Reporter, reporters_of
from ..rules import DONE, LATE, LATE_DONE, STANDINGS, Kind, standing, standing_words
from ..workflow import RECEIVED, RETURNED, SENT, UNIT_ACTS, UNIT_STATES


@dataclass(frozen=True)
class Owed:
    """A unit that owes the report, with the report (None: not begun) and how it stands towards the last day."""

    reporter: Reporter
    report: UnitReport | None
    standing: str
    reason: str = ""

    @property
    def words(self) -> str:
        return standing_words(self.standing, self.report is not None and self.report.state == RETURNED)

    @property
    def sign(self) -> str:
        return STANDINGS[self.standing][1]

    @property
    def state_words(self) -> str:
        return self.report.standing.label if self.report else "chưa bắt đầu"

    @property
    def state_sign(self) -> str:
        return self.report.standing.sign if self.report else "undetermined"


@dataclass(frozen=True)
class RoundStanding:
    """Every unit that owes the report of a round, on a day."""

    owed: Sequence[Owed]

    def count(self, *standings: str) -> int:
        return sum(one.standing in standings for one in self.owed)

    @property
    def sent(self) -> int:
        return self.count(DONE, LATE_DONE)

    @property
    def late(self) -> Sequence[Owed]:
        """Who is late, sent or not."""
        return [one for one in self.owed if one.standing in (LATE, LATE_DONE)]

    @property
    def received(self) -> int:
        return sum(one.report is not None and one.report.state == RECEIVED for one in self.owed)

    @property
    def waiting(self) -> int:
        return sum(one.report is not None and one.report.state == "submitted" for one in self.owed)


def sent_on(report: UnitReport | None) -> date | None:
    """When the unit first sent what counts as its report; None while nothing counts, or it was returned.

    Who sent in time and was asked to mend it is not late for the mending.
    """
    return report.first_sent_on if report is not None and report.state in SENT else None


def standing_of(round: ReportRound, kind: Kind, day: date, unit_ids: frozenset[int] | None = None) -> RoundStanding:
    """How every unit (or those of `unit_ids`) stands towards a round on a day. Five queries."""
    reporters = [one for one in reporters_of(round, kind) if unit_ids is None or one.unit_id in unit_ids]
    reports = {row.unit_id: row for row in UnitReport.objects.filter(round=round)}
    reasons, later = reasons_of(round.code, day), later_days(round.code, day)
    return RoundStanding(
        [
            Owed(
                one,
                reports.get(one.unit_id),
                standing(later.get(one.unit_id, round.due), sent_on(reports.get(one.unit_id)), day),
                reasons.get(one.unit_id, ""),
            )
            for one in reporters
        ]
    )


def reporter_named(unit: Unit, day: date) -> Reporter:
    """A unit as a reporter, called as on a day or on the nearest day of its life. One query."""
    at = min(max(day, unit.since), unit.until or day)
    row: Any = Unit.objects.filter(pk=unit.pk).named_on(at).first()
    name, parent = (row.name, row.parent_id) if row else ("", None)
    return Reporter(unit.pk, unit.code, unit.kind, name or unit.code, parent)


def texts_of(report: UnitReport | None) -> dict[str, str]:
    """What the unit has written so far, by section. One query, none without a report."""
    if report is None or report.pk is None:
        return {}
    return dict(Paragraph.objects.filter(report=report).values_list("section", "text"))


def texts_of_last_year(round: ReportRound, unit_id: int) -> dict[str, str]:
    """What the unit sent in last year's round of the same kind: the newest version. One query."""
    rows = ReportVersion.objects.filter(
        report__unit=unit_id, report__round__kind=round.kind, report__round__year=round.year - 1
    )
    newest = rows.order_by("-number").values_list("texts", flat=True).first()
    return dict(newest or {})


def versions_of(report: UnitReport) -> list[ReportVersion]:
    """Every version that was sent, the newest first. One query."""
    return list(ReportVersion.objects.filter(report=report).order_by("-number"))


@dataclass(frozen=True)
class Told:
    """One step of a history, in words."""

    on: date
    label: str
    by: str
    reason: str
    paper: str


def history_of(report: UnitReport) -> list[Told]:
    """The steps of a report, the newest first; saved drafts are not told one by one. One query."""
    rows = ReportEvent.objects.filter(report=report).exclude(act="write").order_by("-seq")
    return [Told(row.on, UNIT_ACTS[row.act].label, row.by_name or row.by, row.reason, row.paper) for row in rows]


def return_reason(history: Sequence[Told]) -> str:
    """Why the report was returned last; "" when it never was."""
    label = UNIT_ACTS["return"].label
    return next((told.reason for told in history if told.label == label), "")


def newest_versions(round: ReportRound) -> Mapping[int, ReportVersion]:
    """The newest version of every received report of a round, by unit. One query."""
    rows = ReportVersion.objects.filter(report__round=round, report__state=RECEIVED)
    return {row.report.unit_id: row for row in rows.select_related("report").order_by("number")}


__all__ = ["UNIT_STATES", "Owed", "RoundStanding", "Told", "history_of", "newest_versions", "reporter_named",
           "return_reason", "sent_on", "standing_of", "texts_of", "texts_of_last_year", "versions_of"]  # fmt: skip

"""What was found of a dossier, what agencies said, where it is posted, what of its visits is still missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from chungsuc.law.periods import show_day
from chungsuc.organisations.lineage import last_name_of

from ..models import ClockStop, Consultation, Dossier, FieldVisit, Finding, PostedLine
from ..models.appraisal import CHECKS
from ..rules.rule_names import line_words
from ..workflow.dossiers import STOPPED
from .posting import posting_verdict as posting_verdict
from .posting import posting_verdicts as posting_verdicts
from .visits import samples_of


@dataclass(frozen=True)
class Found:
    """A finding in words."""

    row: Any

    @property
    def kind(self) -> str:
        """The kind of the check."""
        return str(dict(CHECKS)[self.row.kind])

    @property
    def line(self) -> str:
        """What was looked at."""
        return line_words(self.row.line)


def running_stop(dossier: Dossier) -> ClockStop | None:
    """The stop that runs; None where no clock stands. At most one query."""
    if dossier.state not in STOPPED:
        return None
    return ClockStop.objects.filter(dossier=dossier, until=None).first()


def last_found(dossier: Dossier) -> tuple[Found, ...]:
    """The finding that holds on each line, in the order in which lines were first looked at. One query."""
    rows = {(row.kind, row.line): row for row in Finding.objects.filter(dossier=dossier).order_by("pk")}
    return tuple(Found(row) for row in rows.values())


def opinions_of(dossier: Dossier) -> Any:
    """The questions put to agencies, with their names. One query."""
    rows = Consultation.objects.filter(dossier=dossier).annotate(agency_name=last_name_of("agency_id"))
    return rows.order_by("pk")


def posting_of(dossier: Dossier) -> Any:
    """The list on which the dossier stands and that was not withdrawn; None without. One query."""
    line = PostedLine.objects.filter(dossier=dossier, posting__withdrawn_on=None).select_related("posting").last()
    return line.posting if line else None


def untold(dossier: Dossier, visits: Iterable[FieldVisit]) -> Iterable[str]:
    """What of the visits is still missing: one not countersigned, a drawn dossier that nobody visited. One query."""
    seen = list(visits)
    for visit in seen:
        if visit.countersigned_on is None:
            yield f"Kiểm tra thực tế ngày {show_day(visit.visited_on)}: xã chưa ký xác nhận."
    for sample in samples_of(dossier) if dossier.received_on else []:
        if not any(visit.sample_id == sample.pk for visit in seen):
            yield f"Được chọn ngẫu nhiên ngày {show_day(sample.drawn_on)}: chưa kiểm tra thực tế."

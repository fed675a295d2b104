"""What was found of a dossier, what agencies said, where it is posted, what of its visits is still missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from chungsuc.law.periods import show_day
from chungsuc.organisations.lineage import last_name_of
from chungsuc.questions.asking import Asking

from ..models import ClockStop, Consultation, Dossier, FieldVisit, Finding, PostedLine, Sample
from ..models.appraisal import CHECKS
from ..rules.rule_names import line_words, text_of
from ..workflow.dossiers import STOPPED
from .posting import posting_verdict as posting_verdict
from .posting import posting_verdicts as posting_verdicts


@dataclass(frozen=True)
class Found:
    """A finding in words. `texts`: the criteria of the subject's group, in the plan's order."""

    row: Any
    texts: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of the check."""
        return str(dict(CHECKS)[self.row.kind])

    @property
    def line(self) -> str:
        """What was looked at; a criterion by its text in the plan."""
        return line_words(self.row.line, text_of(self.row.line, self.texts))


@dataclass(frozen=True)
class Appraised:
    """What is known of a dossier's appraisal. `timed`: the dossier with what its clocks are worked out from; `stop`:
    the one that runs; `found`: the finding that holds on each line, in the order in which lines were first looked at;
    `posting`: the list on which it stands and that was not withdrawn.
    """

    timed: Any
    stop: ClockStop | None
    found: tuple[Found, ...]
    opinions: tuple[Any, ...]
    posting: Any
    visits: tuple[FieldVisit, ...]
    samples: tuple[Sample, ...]


def appraised_asked(dossier: Dossier) -> Asking[Appraised]:
    """Everything about the appraisal of a dossier. One round."""
    of = {"dossier": dossier}
    lines = PostedLine.objects.filter(**of, posting__withdrawn_on=None).select_related("posting")
    asked: dict[str, Any] = {
        "timed": Dossier.objects.timed().filter(pk=dossier.pk),
        "found": Finding.objects.filter(**of).order_by("pk"),
        "opinions": Consultation.objects.filter(**of).annotate(agency_name=last_name_of("agency_id")).order_by("pk"),
        "lines": lines,
    }
    if dossier.state in STOPPED:
        asked["stops"] = ClockStop.objects.filter(**of, until=None)
    if dossier.received_on is not None:
        asked["visits"] = dossier.visits.all()
        if dossier.round_id is not None:
            asked["samples"] = Sample.objects.filter(round_id=dossier.round_id)
    told = yield asked
    found = {(row.kind, row.line): row for row in told["found"]}
    return Appraised(
        timed=told["timed"][0],
        stop=next(iter(told.get("stops", ())), None),
        found=tuple(Found(row) for row in found.values()),
        opinions=tuple(told["opinions"]),
        posting=told["lines"][-1].posting if told["lines"] else None,
        visits=tuple(told.get("visits", ())),
        samples=tuple(
            one for one in told.get("samples", ()) if dossier.pk in (one.drawn if one.drawn_on else one.pool)
        ),
    )


def untold(visits: Iterable[FieldVisit], samples: Iterable[Sample]) -> Iterable[str]:
    """What of the visits is still missing: one not countersigned, a drawn dossier that nobody visited."""
    seen = list(visits)
    for visit in seen:
        if visit.countersigned_on is None:
            yield f"Kiểm tra thực tế ngày {show_day(visit.visited_on)}: xã chưa ký xác nhận."
    for sample in samples:
        if sample.drawn_on is None:
            yield "Nằm trong danh sách chọn ngẫu nhiên: chờ số gieo được công bố, chưa chọn."
        elif not any(visit.sample_id == sample.pk for visit in seen):
            yield f"Được chọn ngẫu nhiên ngày {show_day(sample.drawn_on)}: chưa kiểm tra thực tế."

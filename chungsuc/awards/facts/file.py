"""The file of a subject across the years: what was recorded, and what the other rooms know, read live."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from chungsuc.evidence.facts import DocumentFact, documents_asked
from chungsuc.law.periods import show_day
from chungsuc.organisations.facts import known_as
from chungsuc.questions.asking import Asking, answer, rows_of, together

from ..models import Achievement, AwardSubject
from ..rules.eligibility_facts import Evidence as Evidence
from ..rules.naming import ACHIEVEMENTS, UNITS
from ..workflow import CONFIRMED, STATES
from .results import Known, Yearly, known_of, results_of, within

EVIDENCE = "awards.achievement"


@dataclass(frozen=True)
class Line:
    """A recorded achievement with its evidence, whose it was, and its state in words."""

    row: Any
    documents: tuple[DocumentFact, ...]
    of: str

    @property
    def state(self) -> Any:
        """The state with its label and sign."""
        return STATES[self.row.state]

    @property
    def kind(self) -> str:
        """The kind in words."""
        return ACHIEVEMENTS[self.row.kind]

    @property
    def measure(self) -> str:
        """What its amount is counted in."""
        return UNITS.get(self.row.kind, "")


@dataclass(frozen=True)
class Year:
    """Everything of one year, results of other rooms first."""

    year: int
    results: tuple[Yearly, ...]
    lines: tuple[Line, ...]


def file_of(subject: AwardSubject, day: date) -> tuple[Year, ...]:
    """The file of a subject as of `day`, the newest year first. Two queries, whatever the number of years."""
    return answer(file_asked(subject, day))


def file_asked(subject: AwardSubject, day: date) -> Asking[tuple[Year, ...]]:
    """`file_of` for whoever asks more in the same queries. Two rounds."""
    askings: list[Asking[Any]] = [_recorded_of(subject, day), _results([subject], day)]
    (rows, papers), found = yield from together(askings)
    lines = [
        Line(row, papers.get(str(row.pk), ()), row.owner_name if row.subject_id != subject.pk else "") for row in rows
    ]
    results = found[subject.pk]
    years = sorted({line.row.on.year for line in lines} | {one.year for one in results}, reverse=True)
    return tuple(
        Year(
            year,
            tuple(one for one in results if one.year == year),
            tuple(line for line in lines if line.row.on.year == year),
        )
        for year in years
    )


def _recorded_of(subject: AwardSubject, day: date) -> Asking[tuple[list[Any], dict[str, tuple[DocumentFact, ...]]]]:
    recorded = Achievement.objects.of_file(subject).until(day).told().order_by("-on", "-pk")
    rows = yield from rows_of(recorded)
    return rows, (yield from documents_asked(EVIDENCE, [str(row.pk) for row in rows], day))


def _results(subjects: Sequence[AwardSubject], day: date) -> Asking[dict[int, list[Yearly]]]:
    known = yield from known_of(subjects)
    return (yield from results_of(known, day))


def evidence_of(subjects: Sequence[AwardSubject], day: date) -> dict[int, tuple[Evidence, ...]]:
    """What awards of each subject may rest on as of `day`, by subject, in order of years. Three queries, for any number
    of subjects (with their `unit` selected). Withdrawn achievements are left out; contested ones are not confirmed.
    """
    return answer(evidence_of_asked(subjects, day))


def evidence_of_asked(subjects: Sequence[AwardSubject], day: date) -> Asking[dict[int, tuple[Evidence, ...]]]:
    """`evidence_of` for whoever asks more in the same rounds. Three rounds."""
    known = yield from known_of(subjects)
    return (yield from evidence_asked(known, day))


def evidence_asked(known: Known, day: date) -> Asking[dict[int, tuple[Evidence, ...]]]:
    """`evidence_of` for whoever asks more in the same rounds. Two rounds."""
    results = yield from results_of(known, day)
    rows = (yield {"": _recorded(known, day)})[""]
    found: dict[int, list[Evidence]] = {
        pk: [Evidence(one.key, one.year, f"{one.what}{_when(one.of)} ({one.source})", one.confirmed) for one in of]
        for pk, of in results.items()
    }
    for row in rows:
        words = f"{row.title} ({ACHIEVEMENTS[row.kind]}, {show_day(row.on)})"
        sure, said = row.state == CONFIRMED, (row.kind, row.form, row.merit_kind)
        one = Evidence(f"achievement:{row.pk}", row.on.year, words, sure, *said)
        for pk in known.owners(row.subject):
            found[pk].append(one)
    return {pk: tuple(sorted(of, key=lambda one: (one.year, one.key))) for pk, of in found.items()}


def _recorded(known: Known, day: date) -> Any:
    ids = [subject.pk for subject in known.subjects if not subject.itself]
    of_units = Q(subject__itself=True) & within("subject__unit_id", known.units())
    own = Q(subject__itself=False) & within("subject_id", ids)
    return (
        Achievement.objects.standing().until(day).filter(own | of_units).select_related("subject").order_by("on", "pk")
    )


def _when(of: str) -> str:
    return f", khi là {of}" if of else ""


def ended(subject: AwardSubject, day: date) -> str:
    """That the subject's unit is gone by `day`, in words; "" while it stands. Two queries when it is gone."""
    until = subject.unit.until
    if until is None or until >= day:
        return ""
    from chungsuc.organisations.facts import successors

    heirs = [row.successor_id for row in successors([subject.unit_id]).get(subject.unit_id, [])]
    names = ", ".join(fact.name for fact in known_as(heirs, day).values())
    into = f", nay thuộc {names}; thành tích theo sang hồ sơ của đơn vị mới" if names and subject.itself else ""
    return f"Đơn vị đã kết thúc ngày {show_day(until)}{into}."

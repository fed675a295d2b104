"""The file of a subject across the years: what was recorded, and what the other rooms know, read live."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.criteria.models import Assessment
from chungsuc.evidence.facts import DocumentFact, documents_for
from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import show_day
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.lineage import last_name_of, past_of
from chungsuc.organisations.models import Unit
from chungsuc.recognition.models import Recognition
from chungsuc.resources.facts import gifts_by
from chungsuc.scoring.models import Closing

from ..models import Achievement, AwardSubject
from ..rules.naming import ACHIEVEMENTS, UNITS
from ..workflow import STATES

EVIDENCE = "awards.achievement"


@dataclass(frozen=True)
class Yearly:
    """A result of a year that another room answers for; `of`: the former unit it was, "" when it is the unit's own."""

    year: int
    what: str
    source: str
    of: str = ""


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
    """The file of a subject as of `day`, the newest year first. At most nine queries, whatever the number of years."""
    rows: list[Any] = list(Achievement.objects.of_file(subject).until(day).told().order_by("-on", "-pk"))
    papers = documents_for(EVIDENCE, [str(row.pk) for row in rows], day) if rows else {}
    lines = [
        Line(row, papers.get(str(row.pk), ()), row.owner_name if row.subject_id != subject.pk else "") for row in rows
    ]
    results = [*_of_unit(subject, day)] if subject.itself else []
    results += _gifts(subject, day)
    years = sorted({line.row.on.year for line in lines} | {one.year for one in results}, reverse=True)
    return tuple(
        Year(
            year,
            tuple(one for one in results if one.year == year),
            tuple(line for line in lines if line.row.on.year == year),
        )
        for year in years
    )


def _of_unit(subject: AwardSubject, day: date) -> Iterable[Yearly]:
    past = past_of(subject.unit_id)
    for met in (
        Assessment.objects.filter(unit_id__in=past, year__lte=day.year)
        .select_related("set")
        .annotate(owner=last_name_of("unit_id"))
        .order_by("set_id")
    ):
        every = met.met + met.not_met + met.undetermined
        left = f", {met.undetermined} tiêu chí chưa đủ căn cứ" if met.undetermined else ""
        told = f"Đạt {met.met}/{every} tiêu chí, {met.set.name}{left}"
        yield Yearly(met.year, told, "kết quả đánh giá tiêu chí", _other(subject, met))
    for entry in (
        Recognition.objects.in_force(day)
        .filter(unit_id__in=past)
        .select_related("level")
        .annotate(owner=last_name_of("unit_id"))
    ):
        told = f"Được công nhận {entry.level.name}"
        paper = f"Quyết định {entry.decision_number} ngày {show_day(entry.signed_on)}"
        yield Yearly(entry.for_year, told, paper, _other(subject, entry))
    yield from _scores(past, day)


def _gifts(subject: AwardSubject, day: date) -> Iterable[Yearly]:
    """What was given under the subject's names, as its receivers confirmed it; in a commune only what that received."""
    names = [subject.name, *(variant.name for variant in subject.variants.all())]
    within = past_of(subject.unit_id) if subject.unit.kind == "commune" else None
    for gift in gifts_by(names, day, unit_ids=within):
        told = f"Đóng góp {show_decimal(gift.quantity)} {gift.measure}: {gift.purpose}".removesuffix(": ")
        source = f"đóng góp số {gift.number}, nơi nhận đã xác nhận; khớp theo tên, người xét xem có đúng là một"
        yield Yearly(gift.given_on.year, told, source)


def _scores(past: Any, day: date) -> Iterable[Yearly]:
    codes = set(Unit.objects.filter(pk__in=past).values_list("code", flat=True))
    rows = Closing.objects.filter(on__lte=day, reopened_on=None, round__contestants__unit__code__in=codes)
    for closing in rows.select_related("round__group").distinct():
        ranking: list[Mapping[str, Any]] = json.loads(closing.body)["ranking"]
        for place in ranking:
            if place["unit"] in codes and place["rank"]:
                told = f"Xếp thứ {place['rank']} trong {len(ranking)} đơn vị, {closing.round.group.name}"
                yield Yearly(closing.round.year, told, closing.paper)


def _other(subject: AwardSubject, row: Any) -> str:
    return str(row.owner) if row.unit_id != subject.unit_id else ""


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

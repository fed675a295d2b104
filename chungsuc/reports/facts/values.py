"""One criterion of one unit with everything its verdict rests on, and one value with its whole past."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from chungsuc.accounts.facts import full_names
from chungsuc.audit.models import Entry
from chungsuc.criteria import events as criteria_events
from chungsuc.criteria.facts.demands import Body, Demand, applying, bodies, demand_of, figures_of, unit_of, wording_of
from chungsuc.criteria.models import Indicator, Threshold, Value, Verdict
from chungsuc.criteria.rules import Finding, explain
from chungsuc.imports import events as import_events
from chungsuc.law.figures import show_decimal
from chungsuc.law.verdicts import Outcome, Reason
from chungsuc.law.verdicts import Verdict as Judgement
from chungsuc.rulebook.models import Figure

SEX_LABELS = {"m": "Nam", "f": "Nữ", "": ""}
ACTS = {**criteria_events.LABELS, **import_events.LABELS}


def said(value: Value, unit: str = "") -> str:
    """What a value says, in words: "98,5 %", "đạt", "không áp dụng", "đã rút"."""
    if value.state == Value.NOT_APPLICABLE:
        return "không áp dụng"
    if value.state == Value.WITHDRAWN:
        return "đã rút, không còn số liệu"
    if value.number is None:
        return "đạt" if value.flag else "không đạt"
    return f"{show_decimal(value.number)} {unit_of(unit)}".strip()


def basis(value: Value) -> str:
    """How a share was counted: both numbers, or that only the share came."""
    if value.numerator is not None and value.denominator is not None:
        return f"{show_decimal(value.numerator)}/{show_decimal(value.denominator)}"
    return "chỉ có tỷ lệ" if value.bare else ""


# --- a criterion of a unit ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Given:
    """One value under an indicator: which sex, what it says, how it was counted."""

    id: int
    sex: str
    text: str
    basis: str


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator: what is asked, what was given, what follows and why."""

    code: str
    name: str
    text: str
    note: str
    demand: Demand | None
    given: tuple[Given, ...]
    outcome: str
    reason: str
    owner: Body | None


@dataclass(frozen=True)
class UnitCriterion:
    """One criterion of one unit in one year by one set."""

    set_code: str
    set_name: str
    year: int
    no: int
    name: str
    region: str
    outcome: str
    lines: tuple[IndicatorLine, ...]
    owner: Body | None
    reasons: tuple[Reason, ...]
    paragraph: str

    @property
    def failing(self) -> tuple[str, ...]:
        """The indicators that fail, by their codes."""
        return tuple(line.code for line in self.lines if line.outcome == Outcome.NOT_MET.value)

    @property
    def still_open(self) -> tuple[str, ...]:
        """The indicators for which something is missing, by their codes."""
        return tuple(line.code for line in self.lines if line.outcome == Outcome.UNDETERMINED.value)


def unit_criterion(unit_id: int, set_code: str, year: int, no: int, day: date) -> UnitCriterion | None:
    """The criterion with its values, thresholds, reasons and who answers on `day`; None when it was not judged.

    Seven queries.
    """
    verdict = (
        Verdict.objects.filter(assessment__unit_id=unit_id, assessment__set__code=set_code, assessment__year=year)
        .filter(no=no)
        .select_related("assessment")
        .first()
    )
    if verdict is None:
        return None
    indicators = list(
        Indicator.objects.filter(criterion__set__code=set_code, criterion__no=no).select_related("criterion__set")
    )
    thresholds: dict[int, list[Threshold]] = {}
    for row in Threshold.objects.filter(indicator__in=[indicator.pk for indicator in indicators]):
        thresholds.setdefault(row.indicator_id, []).append(row)
    criterion = indicators[0].criterion
    region = verdict.assessment.region
    applied = {i.pk: applying(thresholds.get(i.pk, ()), region, year) for i in indicators}
    figures = figures_of([row for row in applied.values() if row], criterion.set.document)
    owners = {body.part: body for body in bodies(set_code, no, day)}
    given = _given(unit_id, year, indicators)
    findings = {finding[0]: finding for finding in verdict.findings}
    lines = tuple(
        _line(i, findings.get(i.code), applied[i.pk], figures, criterion.set.region_names, given, owners)
        for i in indicators
    )
    reasons = tuple(
        Reason(each.reason, Outcome(each.outcome), each.demand.citation if each.demand else None) for each in lines
    )
    return UnitCriterion(
        set_code,
        criterion.set.name,
        year,
        no,
        criterion.name,
        criterion.set.region_names.get(region, region),
        verdict.outcome,
        lines,
        owners.get(str(no)),
        reasons,
        Judgement(Outcome(verdict.outcome), reasons).paragraph,
    )


def _given(unit_id: int, year: int, indicators: Iterable[Indicator]) -> dict[int, list[Given]]:
    units = {indicator.measure_id: indicator.unit for indicator in indicators}
    rows = Value.objects.current().filter(unit_id=unit_id, year=year, measure_id__in=list(units)).order_by("-sex")
    given: dict[int, list[Given]] = {}
    for row in rows:
        line = Given(row.pk, SEX_LABELS[row.sex], said(row, units[row.measure_id]), basis(row))
        given.setdefault(row.measure_id, []).append(line)
    return given


def _line(
    indicator: Indicator,
    finding: Finding | None,
    threshold: Threshold | None,
    figures: Mapping[str, tuple[Figure, str]],
    regions: Mapping[str, str],
    given: Mapping[int, list[Given]],
    owners: Mapping[str, Body],
) -> IndicatorLine:
    wording = wording_of(indicator)
    return IndicatorLine(
        indicator.code,
        indicator.name,
        indicator.text,
        indicator.note,
        demand_of(threshold, wording, figures, regions) if threshold else None,
        tuple(given.get(indicator.measure_id, ())),
        finding[1] if finding else Outcome.UNDETERMINED.value,
        explain(finding, wording) if finding else f"Chỉ tiêu {indicator.code}: chưa được đánh giá.",
        owners.get(indicator.code) if "." in indicator.code else None,
    )


# --- a value ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Version:
    """One version of a value, newest first in the history."""

    value: Value
    text: str
    basis: str
    before: str
    this: bool


@dataclass(frozen=True)
class Said:
    """One journal entry in words."""

    seq: int
    at: Any
    act: str
    actor: str
    reason: str
    paper: str


@dataclass(frozen=True)
class Use:
    """A criterion that is judged by the value's measure."""

    set_code: str
    set_name: str
    no: int
    criterion: str
    indicator: str
    judged: bool


@dataclass(frozen=True)
class ValuePage:
    """A value, its versions, what the journal says about it and which criteria it decides."""

    value: Value
    text: str
    basis: str
    sex: str
    versions: tuple[Version, ...]
    journal: tuple[Said, ...]
    uses: tuple[Use, ...]
    names: Mapping[str, str]

    def called(self, username: str) -> str:
        """A person's full name; a command stays as it is."""
        return self.names.get(username, username)

    @property
    def entered_by(self) -> str:
        return self.called(self.value.entered_by)

    @property
    def current(self) -> bool:
        return self.value.is_current


def find_value(pk: int) -> Value | None:
    """A version of a value with its unit, measure and batch; None when there is none. One query."""
    return Value.objects.select_related("unit", "measure", "batch").filter(pk=pk).first()


def value_page(value: Value) -> ValuePage:
    """A value with its past. Four queries."""
    unit = value.measure.unit
    rows = list(
        Value.objects.history(value.unit_id, value.measure_id, value.year).filter(sex=value.sex).select_related("batch")
    )
    by_id = {row.pk: row for row in rows}
    versions = tuple(
        Version(
            row,
            said(row, unit),
            basis(row),
            said(by_id[row.replaces_id], unit) if row.replaces_id in by_id else "",
            row.pk == value.pk,
        )
        for row in rows
    )
    label = SEX_LABELS[value.sex].lower()
    journal = _journal(value, rows)
    names = full_names([*(row.entered_by for row in rows), *(entry.actor for entry in journal)])
    return ValuePage(value, said(value, unit), basis(value), label, versions, journal, _uses(value), names)


def _journal(value: Value, rows: Iterable[Value]) -> tuple[Said, ...]:
    own = f"{value.unit.code}/{value.measure.code}/{value.year}/{value.sex}"
    batches = [str(row.batch_id) for row in rows if row.batch_id]
    entries = Entry.objects.filter(
        Q(subject_type="criteria.value", subject_id=own) | Q(subject_type="imports.batch", subject_id__in=batches)
    ).newest_first()
    return tuple(
        Said(entry.seq, entry.recorded_at, ACTS.get(entry.act, "Việc khác"), entry.actor, entry.reason, entry.paper)
        for entry in entries
    )


def _uses(value: Value) -> tuple[Use, ...]:
    judged = Verdict.objects.filter(
        assessment__unit_id=value.unit_id,
        assessment__year=value.year,
        assessment__set_id=OuterRef("criterion__set_id"),
        no=OuterRef("criterion__no"),
    )
    rows = (
        Indicator.objects.filter(measure_id=value.measure_id)
        .select_related("criterion__set")
        .annotate(verdict=Subquery(judged.values("pk")[:1]))
        .order_by("criterion__set__since", "criterion__no")
    )
    return tuple(
        Use(
            row.criterion.set.code,
            row.criterion.set.name,
            row.criterion.no,
            row.criterion.name,
            f"{row.code} {row.name}",
            row.verdict is not None,
        )
        for row in rows
    )

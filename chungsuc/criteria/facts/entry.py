"""The commune's entry: one set and year as a list of criteria, one criterion as a screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Subquery

from chungsuc.evidence.facts import DocumentFact, ProofFact, checklists, documents_for
from chungsuc.law.figures import show_decimal
from chungsuc.locks.facts import lock_on

from .. import workflow
from ..models import Check, CheckReturn, CriteriaSet, Criterion, Declared, Indicator, Report, Threshold
from ..plausibility import Doubt
from .demands import Demand, applying, demand_beside, unit_of, with_figures, wording_of
from .heads import EntryHead, entry_head
from .paths import part_of
from .readiness import Missing, Readiness, readiness
from .sheets import Sheet, sexes_of, sheet

SUBJECT = "criteria.value"
SEX_LABELS = {"": "", "m": "Nam", "f": "Nữ"}


def value_key(unit_code: str, measure_code: str, year: int) -> str:
    """The key under which documents are attached to a value: of all sexes together."""
    return f"{unit_code}/{measure_code}/{year}"


def prefix_of(code: str, sex: str = "") -> str:
    """The beginning of a place's field names: "17.1" of women → "c17_1f"."""
    return f"c{code.replace('.', '_')}{sex}"


def figure_words(row: Any, unit_words: str = "") -> str:
    """A declared, verified or official figure for people: "52,5", "98 % (49/50)", "đạt", "không áp dụng"."""
    if row is None or row.state in (Declared.BLANK, "withdrawn"):
        return ""
    if row.state == Declared.NOT_APPLICABLE:
        return "không áp dụng"
    if row.flag is not None:
        return "đạt" if row.flag else "không đạt"
    said = f"{show_decimal(row.number)} {unit_words}".strip()
    if row.numerator is None:
        return said
    return f"{said} ({show_decimal(row.numerator)}/{show_decimal(row.denominator)})"


@dataclass(frozen=True)
class EntryRow:
    """A criterion in the list: how many places are declared, what stands against it, where its checks are."""

    no: int
    name: str
    declared: int
    places: int
    errors: tuple[str, ...]
    returns: tuple[CheckReturn, ...]
    checks: tuple[Check, ...]

    @property
    def missing(self) -> int:
        return self.places - self.declared

    @property
    def state(self) -> tuple[str, str]:
        """(sign, words) of the criterion, the most pressing first."""
        if self.returns:
            return "failed", f"bị trả lại {len(self.returns)} chỗ"
        if self.errors:
            return "failed", f"có {len(self.errors)} lỗi"
        if self.missing:
            return "not_applicable", f"còn thiếu {self.missing} trên {self.places} số liệu"
        states = {check.state for check in self.checks}
        if states == {workflow.CHECK_VERIFIED}:
            return "met", "đã thẩm định"
        return "undetermined", "chờ thẩm định" if states else "đã khai đủ"


@dataclass(frozen=True)
class EntryList:
    """The entry page of a set and year."""

    head: EntryHead
    rows: tuple[EntryRow, ...]
    readiness: Readiness
    returns: tuple["Returned", ...]
    locked: str
    returned_checks: tuple[Check, ...] = ()

    @property
    def declared(self) -> int:
        return sum(row.declared for row in self.rows)

    @property
    def places(self) -> int:
        return sum(row.places for row in self.rows)


@dataclass(frozen=True)
class Returned:
    """A place that came back, ready to be linked: criterion, anchor, reason, who, when."""

    row: CheckReturn
    no: int
    code: str
    name: str
    anchor: str

    @property
    def sex(self) -> str:
        return SEX_LABELS[self.row.sex].lower()


def open_returns(report: Report | None, checks: Iterable[Check]) -> list[CheckReturn]:
    """The places of a report that are with its commune now, the oldest first. One query, none when none can be."""
    if report is None or report.state not in (workflow.RETURNED, workflow.VERIFYING):
        return []
    if report.state == workflow.VERIFYING and not any(c.state == workflow.CHECK_RETURNED for c in checks):
        return []
    rows = CheckReturn.objects.filter(report=report, answered_at=None).select_related("check_of")
    return [row for row in rows if _with_commune(row, report)]


def _with_commune(row: CheckReturn, report: Report) -> bool:
    if row.check_of is None:
        return report.state == workflow.RETURNED
    return row.check_of.state == workflow.CHECK_RETURNED


def entry_list(head: EntryHead, *, at: datetime) -> EntryList:
    """The criteria of an entry with their state, what is missing, and what came back."""
    figures = sheet(head.unit.pk, head.criteria_set, head.year)
    at_bodies = head.state.code in (workflow.VERIFYING, workflow.CONCLUDED)
    checks = list(Check.objects.filter(report=head.report)) if at_bodies else []
    returns = open_returns(head.report, checks)
    lock = lock_on("values", head.unit.pk, year=head.year, set_code=head.criteria_set.code, at=at)
    of_district = [row for row in returns if row.check_of is None]
    ready = readiness(figures, returns=of_district, locked=lock.sentence if lock else "")
    names = {i.criterion.no: i.criterion.name for i in figures.indicators}
    rows = tuple(_row(no, name, figures, ready, returns, checks) for no, name in names.items())
    told = tuple(_returned(row, figures) for row in returns)
    back = {row.check_of_id: row.check_of for row in returns if row.check_of is not None}
    return EntryList(head, rows, ready, told, lock.sentence if lock else "", tuple(back.values()))


def _row(
    no: int,
    name: str,
    figures: Sheet,
    ready: Readiness,
    returns: Iterable[CheckReturn],
    checks: Iterable[Check],
) -> EntryRow:
    places = [(i, sex) for i, sex in figures.places() if i.criterion.no == no]
    measures = {indicator.measure_id for indicator, _ in places}
    declared = sum(figures.given(indicator, sex) is not None for indicator, sex in places)
    errors = [
        m.text for m in ready.missing if m.no == no and not m.text.endswith("chưa khai.") and m.guard == "complete"
    ]
    return EntryRow(
        no=no,
        name=name,
        declared=declared,
        places=len(places),
        errors=tuple(errors),
        returns=tuple(row for row in returns if row.measure_id in measures),
        checks=tuple(check for check in checks if check.part.split(".")[0] == str(no)),
    )


def _returned(row: CheckReturn, figures: Sheet) -> Returned:
    indicator = next(i for i in figures.indicators if i.measure_id == row.measure_id)
    anchor = prefix_of(indicator.code, row.sex)
    return Returned(row, indicator.criterion.no, indicator.code, indicator.name, anchor)


@dataclass(frozen=True)
class EntryCell:
    """One place of the form: its field names begin with `prefix`."""

    prefix: str
    sex: str
    label: str
    declared: Declared | None
    last: str
    base: int
    texts: Mapping[str, str]
    writable: bool
    returns: tuple[CheckReturn, ...] = ()


@dataclass(frozen=True)
class EntryLine:
    """One indicator of the form."""

    indicator: Indicator
    prefix: str
    unit: str
    demand: Demand | None
    cells: tuple[EntryCell, ...]
    source_document: str
    note: str
    documents: tuple[DocumentFact, ...]
    proofs: tuple[ProofFact, ...]
    key: str
    doubts: tuple[Doubt, ...] = ()
    check: Check | None = None

    @property
    def writable(self) -> bool:
        return any(cell.writable for cell in self.cells)

    @property
    def offered(self) -> list[DocumentFact]:
        """What the unit already holds and has not attached here."""
        attached = {document.id for document in self.documents}
        held = {document.id: document for proof in self.proofs for document in proof.held}
        return [document for pk, document in held.items() if pk not in attached]


@dataclass(frozen=True)
class EntryScreen:
    """One criterion of an entry."""

    head: EntryHead
    no: int
    name: str
    lines: tuple[EntryLine, ...]
    figures: Sheet
    locked: str
    neighbours: tuple[int | None, int | None] = (None, None)
    missing: tuple[Missing, ...] = field(default=())

    @property
    def writable(self) -> bool:
        return not self.locked and any(line.writable for line in self.lines)


def entry_screen(head: EntryHead, no: int, *, day: date, at: datetime) -> EntryScreen | None:
    """One criterion with everything its form shows; None when the set has no such criterion."""
    indicators = _indicators(head.criteria_set, no)
    if not indicators:
        return None
    figures = sheet(head.unit.pk, head.criteria_set, head.year, indicators=indicators)
    lock = lock_on("values", head.unit.pk, year=head.year, set_code=head.criteria_set.code, part=str(no), at=at)
    checks = _checks_of(head, no)
    returns = open_returns(head.report, checks.values())
    demands = _demands(head, indicators)
    keys = {i.pk: value_key(head.unit.code, i.measure.code, head.year) for i in indicators}
    documents = documents_for(SUBJECT, keys.values(), day)
    proofs = checklists(head.unit.pk, [i.code for i in indicators], head.criteria_set.code, day)
    lines = tuple(
        _line(head, i, figures, returns, demands.get(i.pk), documents[keys[i.pk]], proofs.get(i.code, ()), keys[i.pk],
              checks)
        for i in indicators
    )  # fmt: skip
    first = indicators[0]
    around = (first.previous, first.following)  # type: ignore[attr-defined]
    return EntryScreen(head, no, first.criterion.name, lines, figures, lock.sentence if lock else "", around)


def _indicators(criteria_set: CriteriaSet, no: int) -> list[Indicator]:
    """The indicators of a criterion, which also know the criteria before and after it. One query."""
    of_set = Criterion.objects.filter(set=criteria_set)
    before = of_set.filter(no__lt=no).order_by("-no").values("no")[:1]
    after = of_set.filter(no__gt=no).order_by("no").values("no")[:1]
    rows = Indicator.objects.filter(criterion__set=criteria_set, criterion__no=no).order_by("position")
    return list(
        rows.select_related("criterion", "measure").annotate(previous=Subquery(before), following=Subquery(after))
    )


def _checks_of(head: EntryHead, no: int) -> dict[str, Check]:
    if head.state.code not in (workflow.VERIFYING, workflow.CONCLUDED):
        return {}
    rows = Check.objects.filter(report=head.report)
    return {row.part: row for row in rows if row.part.split(".")[0] == str(no)}


def _demands(head: EntryHead, indicators: Iterable[Indicator]) -> dict[int, Demand]:
    """What each indicator asks of this unit in this year. One query."""
    chosen = head.criteria_set
    thresholds: dict[int, list[Threshold]] = {}
    for each in with_figures(Threshold.objects.filter(indicator__in=list(indicators)), chosen.document):
        thresholds.setdefault(each.indicator_id, []).append(each)
    found = ((i, applying(thresholds.get(i.pk, ()), head.region, head.year)) for i in indicators)
    return {i.pk: demand_beside(row, wording_of(i), chosen.region_names) for i, row in found if row is not None}


def _line(
    head: EntryHead,
    indicator: Indicator,
    figures: Sheet,
    returns: Iterable[CheckReturn],
    demand: Demand | None,
    documents: tuple[DocumentFact, ...],
    proofs: tuple[ProofFact, ...],
    key: str,
    checks: Mapping[str, Check],
) -> EntryLine:
    back = [row for row in returns if row.measure_id == indicator.measure_id]
    cells = tuple(_cell(head, indicator, sex, figures, back) for sex in sexes_of(indicator))
    first = next((cell.declared for cell in cells if cell.declared is not None), None)
    return EntryLine(
        indicator=indicator,
        prefix=prefix_of(indicator.code),
        unit=unit_of(indicator.unit),
        demand=demand,
        cells=cells,
        source_document=first.source_document if first else "",
        note=first.note if first else "",
        documents=documents,
        proofs=proofs,
        key=key,
        check=checks.get(part_of(indicator, checks)),
    )


def _cell(head: EntryHead, indicator: Indicator, sex: str, figures: Sheet, back: list[CheckReturn]) -> EntryCell:
    row = figures.declared.get((indicator.measure_id, sex))
    returned = tuple(each for each in back if each.sex == sex)
    return EntryCell(
        prefix=prefix_of(indicator.code, sex),
        sex=sex,
        label=SEX_LABELS[sex],
        declared=row,
        last=figure_words(figures.last.get((indicator.measure_id, sex)), unit_of(indicator.unit)),
        base=row.pk if row else 0,
        texts=texts_of(row),
        writable=head.open or bool(returned),
        returns=returned,
    )


def texts_of(row: Any) -> dict[str, str]:
    """A figure as the fields of a form hold it."""
    if row is None or row.state == Declared.BLANK:
        return {}
    if row.state == Declared.NOT_APPLICABLE:
        return {"na": "on"}
    if row.flag is not None:
        return {"flag": "yes" if row.flag else "no"}
    if row.numerator is not None:
        return {"numerator": _typed(row.numerator), "denominator": _typed(row.denominator), "share": figure_words(row)}
    return {"number": _typed(row.number)}


def _typed(number: Any) -> str:
    """As it is typed: decimal comma, no separators of thousands, so that reading it back gives the same."""
    text = format(number.normalize(), "f").replace(".", ",")
    whole, mark, rest = text.partition(",")
    return f"{whole}{mark}{rest}0" if mark and len(rest) == 3 and len(whole.lstrip("-")) <= 3 else text


__all__ = [
    "EntryCell", "EntryHead", "EntryLine", "EntryList", "EntryScreen", "entry_head", "entry_list",
    "entry_screen", "figure_words", "texts_of", "value_key",
]  # fmt: skip

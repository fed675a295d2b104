"""How far a report has come and what may still be done with it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from chungsuc.evidence.facts import DocumentFact, documents_for
from chungsuc.law.citations import Citation
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import UnitFact, known_as
from chungsuc.organisations.lineage import last_name_of
from chungsuc.questions.asking import Asking, answer, rows_of, together
from chungsuc.rulebook.rule_facts import RuleFact

from .. import workflow
from ..bodies import bodies_of, may_verify
from ..models import (
    Check,
    CheckReturn,
    Criterion,
    Declared,
    Explanation,
    Indicator,
    Remark,
    Report,
    ReportStep,
    Verified,
)
from ..rules import part_order
from .demands import unit_of
from .entry import SUBJECT, figure_words, prefix_of, texts_of, value_key
from .judging import owners_of
from .paths import bodies_after, bodies_now, ended, part_of, tier_on
from .sheets import sheet

RETURNS_RULE = "rule:verification_returns"


@dataclass(frozen=True)
class ReturnsLeft:
    """Whether a part may come back once more. Without a rule it may not, and the sentence says why."""

    allowed: bool
    sentence: str
    citation: Citation


def returns_left(used: int, rule: RuleFact) -> ReturnsLeft:
    """The returns that are left by the rule of the day."""
    if rule.whole is None:
        text = f"Chưa có quy định «{rule.label}»; cần quyết định bằng văn bản của người có thẩm quyền."
        return ReturnsLeft(False, text, rule.citation)
    left = rule.whole - used
    said = f"Đã trả lại {used} trên {rule.whole} lần cho phép"
    return ReturnsLeft(left > 0, f"{said}." if left > 0 else f"{said}; không trả lại được nữa.", rule.citation)


def last_words(report_id: int) -> str:
    """What happened last to a report: for whoever acts on an older sight of it."""
    step = ReportStep.objects.filter(report_id=report_id).order_by("-seq").first()
    if step is None:
        return "Báo cáo vừa được người khác thay đổi. Hãy xem lại trang."
    label = workflow.STATES[step.to_state].label
    return (
        f"Trong lúc đồng chí mở trang, {step.by} đã thực hiện “{act_label(step.act)}” ngày {show_day(step.on)}: "
        f"báo cáo nay “{label}”. Hãy xem lại trang rồi quyết định."
    )


def act_label(code: str) -> str:
    """The words of an act on a report."""
    return next((act.label for act in workflow.ACTS if act.code == code), code)


@dataclass(frozen=True)
class ReportLine:
    """A report in a list: whose it is, where it is, how many of its parts are decided, and whether I have to act."""

    report: Report
    unit_name: str
    verified: int
    returned: int
    parts: int
    mine: tuple[Check, ...]

    @property
    def progress(self) -> str:
        return f"{self.verified}/{self.parts}" if self.parts else ""


def report_lines(scope: Any, person: Person, *, state: str = "", mine: bool = False) -> list[ReportLine]:
    """The reports within a scope, the newest year first; `mine`: only those with a part that waits for this person.

    Two queries whatever their number, and one where a body ended.
    """
    return answer(lines_asked(scope, person, state=state, mine=mine))


def lines_asked(scope: Any, person: Person, *, state: str = "", mine: bool = False) -> Asking[list[ReportLine]]:
    """As `report_lines`, for who asks more in the same queries. Two rounds, three where a body ended."""
    named = Report.objects.select_related("set", "unit").annotate(own_name=last_name_of("unit_id"))
    rows = scope.filter(named.exclude(state=workflow.DRAFT))
    reports = yield from rows_of(rows.filter(state=state) if state else rows)
    if not reports:
        return []
    parts: dict[int, Counter[str]] = {}
    counted = Check.objects.filter(report__in=reports).values_list("report_id", "state").order_by()
    asked: list[Any] = [rows_of(counted.annotate(number=Count("pk"))), _waiting_for(person, reports)]
    counts, own = yield from together(asked)
    for pk, of_state, number in counts:
        parts.setdefault(pk, Counter())[of_state] = number
    return [_line(report, parts.get(report.pk, Counter()), own) for report in reports if not mine or report.pk in own]


def _line(report: Any, states: Counter[str], own: Mapping[int, list[Check]]) -> ReportLine:
    return ReportLine(
        report=report,
        unit_name=report.own_name,
        verified=states[workflow.CHECK_VERIFIED],
        returned=states[workflow.CHECK_RETURNED],
        parts=states.total(),
        mine=tuple(own.get(report.pk, ())),
    )


def _waiting_for(person: Person, reports: Iterable[Report]) -> Asking[dict[int, list[Check]]]:
    """By report the parts that wait for this person: of own bodies, of none, or of bodies that ended since."""
    sets = {report.pk: report.set.code for report in reports if report.state == workflow.VERIFYING}
    theirs = Q(body__in=bodies_of(person)) | Q(body=None) | Q(body__until__lt=person.day)
    rows = Check.objects.filter(theirs, report__in=list(sets), state=workflow.WAITING).select_related("body")
    of_set: dict[str, list[Check]] = {}
    for check in (yield from rows_of(rows)):
        of_set.setdefault(sets[check.report_id], []).append(check)
    left = [code for code, checks in of_set.items() if ended(checks, person.day)]
    owners = yield {code: owners_of(code, person.day) for code in left}
    found: dict[int, list[Check]] = {}
    for code, checks in of_set.items():
        bodies = bodies_after(checks, {owner.part: owner for owner in owners.get(code, ())}, person.day)
        for check in checks:
            if may_verify(person, bodies[check.pk]):
                found.setdefault(check.report_id, []).append(check)
    return found


@dataclass(frozen=True)
class CheckLine:
    """A part of a report with its body of the day in words."""

    check: Check
    name: str
    body_name: str
    mine: bool


@dataclass(frozen=True)
class VerificationPage:
    """One report: its state, its parts, its steps, the reasons given for warnings."""

    report: Report
    unit_name: str
    tier: str
    lines: tuple[CheckLine, ...]
    steps: tuple[ReportStep, ...]
    explanations: tuple[Explanation, ...]
    marked: tuple[CheckReturn, ...]

    @property
    def waiting(self) -> list[CheckLine]:
        return [line for line in self.lines if line.check.state != workflow.CHECK_VERIFIED]


def report_with_checks(pk: int) -> tuple[Any, list[Any]]:
    """A report with unit, set and the unit's last known name (`own_name`), and its checks with their bodies.

    One query, two while it has no checks; (None, []) when there is no such report.
    """
    # by the report's own key: for `report_id` a number too large for the column is a failure, not an absence
    rows = Check.objects.filter(report__pk=pk).select_related("body", "report__unit", "report__set")
    checks = list(rows.annotate(body_name=last_name_of("body_id"), own_name=last_name_of("report__unit_id")))
    if not checks:
        named = Report.objects.select_related("unit", "set").annotate(own_name=last_name_of("unit_id"))
        return named.filter(pk=pk).first(), []
    report: Any = checks[0].report
    report.own_name = checks[0].own_name  # type: ignore[attr-defined]
    return report, checks


def check_lines(
    report: Report, checks: Iterable[Any], names: Mapping[str, str], person: Person
) -> tuple[CheckLine, ...]:
    """The parts of a report in the order of the set, as this person sees them; `names` by part (`part_names`).

    No query, but two where a body ended.
    """
    rows = list(checks)
    bodies = bodies_now(rows, report.set.code, person.day)
    over = {body for check in rows if (body := bodies[check.pk]) is not None and body != check.body_id}
    heirs = known_as(over) if over else {}
    lines = [
        CheckLine(
            check=check,
            name=names.get(check.part, ""),
            body_name=_body_name(check, bodies[check.pk], heirs),
            mine=may_verify(person, bodies[check.pk]),
        )
        for check in rows
    ]
    return tuple(sorted(lines, key=lambda line: part_order(line.check.part)))


def part_names(criteria: Iterable[Criterion], indicators: Iterable[Indicator]) -> dict[str, str]:
    """What a part is called: a criterion's name under its number, an indicator's (a body of its own) under its code."""
    return {each.code: each.name for each in indicators} | {str(each.no): each.name for each in criteria}


def part_names_of(set_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """What the parts of several sets are called (`part_names`), by set. One query, none without sets."""
    return answer(part_names_asked(set_ids))


def part_names_asked(set_ids: Iterable[int]) -> Asking[dict[int, dict[str, str]]]:
    """As `part_names_of`, for who asks more in the same query. One round."""
    rows = Indicator.objects.filter(criterion__set_id__in=set(set_ids)).select_related("criterion")
    of_set: dict[int, list[Indicator]] = {}
    for row in (yield from rows_of(rows)):
        of_set.setdefault(row.criterion.set_id, []).append(row)
    return {pk: part_names((each.criterion for each in found), found) for pk, found in of_set.items()}


def _body_name(check: Any, body: int | None, heirs: Mapping[int, UnitFact]) -> str:
    if body is None:
        return "Văn phòng Điều phối"
    return heirs[body].name if body != check.body_id else check.body_name


def verification_page(report: Any, checks: Iterable[Any], person: Person) -> VerificationPage:
    """Everything about one report on its way. Report and checks come from `report_with_checks`. Six queries."""
    names = part_names(report.set.criteria.all(), Indicator.objects.filter(criterion__set_id=report.set_id))
    return VerificationPage(
        report=report,
        unit_name=report.own_name,
        tier=tier_on(report.unit_id, person.day),
        lines=check_lines(report, checks, names, person),
        steps=tuple(ReportStep.objects.filter(report=report).order_by("seq")),
        explanations=tuple(Explanation.objects.filter(report=report)),
        marked=tuple(CheckReturn.objects.filter(report=report, check_of=None, answered_at=None)),
    )


@dataclass(frozen=True)
class CheckedPlace:
    """One place before its body: what was declared, last year's figure, what the body found, its returns."""

    indicator: Indicator
    sex: str
    prefix: str
    declared: Declared | None
    last: str
    verified: Verified | None
    returns: tuple[CheckReturn, ...]
    documents: tuple[DocumentFact, ...]
    remarks: tuple[Remark, ...]

    @property
    def label(self) -> str:
        return f"{self.indicator.code}{ {'m': ' (nam)', 'f': ' (nữ)'}.get(self.sex, '') }"

    @property
    def unit(self) -> str:
        return unit_of(self.indicator.unit)

    @property
    def texts(self) -> dict[str, str]:
        return texts_of(self.verified or self.declared)

    @property
    def said(self) -> str:
        return figure_words(self.declared, self.unit) or "chưa khai"

    @property
    def found(self) -> str:
        return figure_words(self.verified, self.unit)

    @property
    def thread_open(self) -> bool:
        return bool(self.remarks) and not self.remarks[-1].is_decision


def checked_places(report: Report, part: str, parts: Collection[str], day: date) -> tuple[CheckedPlace, ...]:
    """The places of a part of a report ("17", or "17.1" where it has a body of its own) among its `parts`.

    Seven queries.
    """
    no = int(part.split(".")[0])
    every = Indicator.objects.filter(criterion__set_id=report.set_id, criterion__no=no).select_related(
        "criterion", "measure"
    )
    indicators = [i for i in every.order_by("position") if part_of(i, parts) == part or not parts]
    figures = sheet(report.unit_id, report.set, report.year, indicators=indicators)
    ids = [i.measure_id for i in indicators]
    verified = {
        (v.measure_id, v.sex): v
        for v in Verified.objects.filter(check_of__report=report, measure_id__in=ids, is_current=True)
    }
    returns = list(CheckReturn.objects.filter(report=report, measure_id__in=ids))
    remarks = list(Remark.objects.filter(unit_id=report.unit_id, year=report.year, measure_id__in=ids))
    keys = {i.measure_id: value_key(report.unit.code, i.measure.code, report.year) for i in indicators}
    documents = documents_for(SUBJECT, keys.values(), day)
    return tuple(
        CheckedPlace(
            indicator=indicator,
            sex=sex,
            prefix=prefix_of(indicator.code, sex),
            declared=figures.declared.get((indicator.measure_id, sex)),
            last=figure_words(figures.last.get((indicator.measure_id, sex)), unit_of(indicator.unit)),
            verified=verified.get((indicator.measure_id, sex)),
            returns=tuple(r for r in returns if (r.measure_id, r.sex) == (indicator.measure_id, sex)),
            documents=documents[keys[indicator.measure_id]] if sex in ("", "m") else (),
            remarks=tuple(r for r in remarks if (r.measure_id, r.sex) == (indicator.measure_id, sex)),
        )
        for indicator, sex in figures.places()
    )

"""Surveys as pages and other rooms see them: coverage at any time, answers only after the end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from chungsuc.law.verdicts import Outcome, Reason, Verdict
from chungsuc.organisations.facts import known_as
from chungsuc.questions.asking import Asking, rows_of
from chungsuc.rulebook.models import Figure
from chungsuc.rulebook.rule_facts import RuleFact, rules_on

from .models import DRAWN, PaperEntry, Survey, SurveyBox, SurveyHamlet
from .rules import Content, Coverage, Demand, Kind, Mismatch, Tally, compared, result, tallies, told_apart
from .workflow import CLOSED, CONCLUDED, STATES, State

TWO_ENTRIES, SMALLEST_GROUP = "rule:survey_two_entries", "rule:survey_smallest_group"
PERIOD = "days:satisfaction_survey"
NOT_YET = "Kết quả chỉ được đếm sau khi kết thúc lấy ý kiến."


@dataclass(frozen=True)
class SurveyRules:
    """The rules of the day on which a survey began (or of today while it is being prepared)."""

    ballots: RuleFact
    coverage: RuleFact
    satisfied: RuleFact
    each: RuleFact
    two_entries: RuleFact
    smallest_group: RuleFact
    period: RuleFact

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of ballots; none when no rule says what is asked."""
        return tuple(_kind(given) for given in self.ballots.value or ())

    @property
    def needs_two(self) -> bool:
        """Whether paper ballots are typed by two people; a missing rule means the careful side."""
        return self.two_entries.value is not False


def _kind(given: Mapping[str, Any]) -> Kind:
    contents = tuple(Content(str(one["code"]), str(one["text"])) for one in given["contents"])
    return Kind(str(given["code"]), str(given["name"]), contents)


def ballot_kinds(survey: Survey, day: date) -> tuple[Kind, ...]:
    """What the ballots ask, by the rule of the survey's first day (else of `day`). One query."""
    area = "huyen" if survey.unit.kind == "district" else "xa"
    figure = Figure.objects.on(survey.opened_on or day).keyed([f"rule:survey_ballots_{area}"]).first()
    return tuple(_kind(given) for given in (figure.value if figure else None) or ())


def survey_rules(survey: Survey, day: date) -> SurveyRules:
    """What rules this survey on its first day, else on `day`. A ruling for the survey's own matter answers too."""
    area = "huyen" if survey.unit.kind == "district" else "xa"
    keys = {
        "ballots": f"rule:survey_ballots_{area}",
        "coverage": f"share:survey_households_{area}",
        "satisfied": f"share:satisfaction_{survey.level}",
        "each": f"share:satisfaction_{survey.level}_each",
        "two_entries": TWO_ENTRIES,
        "smallest_group": SMALLEST_GROUP,
        "period": PERIOD,
    }
    subject = f"{survey.subject}:{survey.subject_key}" if survey.subject else f"oversight.survey:{survey.pk}"
    found = rules_on(keys.values(), survey.opened_on or day, subject)
    return SurveyRules(**{name: found[key] for name, key in keys.items()})


def unit_name(survey: Survey) -> str:
    """The name of the survey's unit when it began (else its last known one)."""
    return known_as([survey.unit_id], survey.opened_on)[survey.unit_id].name


@dataclass(frozen=True)
class HamletFact:
    """A hamlet with its households asked and answered, and how many answered on paper."""

    id: int
    name: str
    households: int
    coverage: Coverage
    on_paper: int


@dataclass(frozen=True)
class SurveyFact:
    """A survey with the name of its unit and its coverage."""

    survey: Survey
    unit_name: str
    state: State
    hamlets: tuple[HamletFact, ...]

    @property
    def coverage(self) -> Coverage:
        """All hamlets together."""
        return _together(hamlet.coverage for hamlet in self.hamlets)

    @property
    def counted(self) -> bool:
        """Whether answers may be looked at."""
        return self.survey.state in (CLOSED, CONCLUDED)


def survey_fact(survey: Survey) -> SurveyFact:
    """One survey with its hamlets. Four queries."""
    return survey_facts([survey])[0]


def survey_facts(surveys: Iterable[Survey]) -> list[SurveyFact]:
    """Several surveys with their hamlets. Four queries whatever their number."""
    found = list(surveys)
    names = known_as({survey.unit_id for survey in found})
    hamlets: dict[int, list[HamletFact]] = {}
    for row in _counting(SurveyHamlet.objects.filter(survey__in=found)):
        hamlets.setdefault(row.survey_id, []).append(_hamlet(row))
    return [
        SurveyFact(survey, names[survey.unit_id].name, STATES[survey.state], tuple(hamlets.get(survey.pk, ())))
        for survey in found
    ]


def _counting(hamlets: Any) -> Any:
    """Adds to hamlets how many households were asked, answered, and answered on paper."""
    return hamlets.annotate(
        asked_count=Count("asked"),
        answered=Count("asked", filter=Q(asked__turned_out=True)),
        on_paper=Count("asked", filter=Q(asked__channel="paper")),
    )


def _hamlet(row: Any) -> HamletFact:
    coverage = Coverage(row.name, row.asked_count, row.answered)
    return HamletFact(row.pk, row.name, row.households, coverage, row.on_paper)


def _together(every: Iterable[Coverage]) -> Coverage:
    """The whole unit out of its hamlets."""
    found = list(every)
    return Coverage("Toàn xã", sum(one.asked for one in found), sum(one.answered for one in found))


@dataclass(frozen=True)
class SurveyResult:
    """What a survey came to: the verdict, the tallies of each kind of ballot, and hamlets told apart where allowed."""

    fact: SurveyFact
    verdict: Verdict
    kinds: tuple[tuple[Kind, tuple[Tally, ...]], ...] = ()
    by_hamlet: Mapping[int, tuple[Tally, ...]] | None = None
    ballots: int = 0


def survey_verdict(subject: str, key: str, day: date) -> Verdict | None:
    """What the survey for a matter of another room came to; None when there is no survey by `day`. Three queries.

    Undetermined while the Fatherland Front has not published it: nobody else can say how it ended.
    """
    newest = Survey.objects.about(subject, key).values("pk")[:1]
    rows = list(_counting(SurveyHamlet.objects.filter(survey=newest)).select_related("survey__unit"))
    if not rows:
        return None
    survey = rows[0].survey
    if survey.state != CONCLUDED or (survey.concluded_on and survey.concluded_on > day):
        text = f"Cuộc lấy ý kiến {STATES[survey.state].label}; Mặt trận Tổ quốc chưa công bố kết quả."
        return Verdict(Outcome.UNDETERMINED, (Reason(text, Outcome.UNDETERMINED),))
    rules, boxes = survey_rules(survey, day), list(SurveyBox.objects.filter(hamlet__survey=survey))
    return _verdict(_together(_hamlet(row).coverage for row in rows), _tallied(rules, boxes), rules)


def published_about(subject: str, keys: Iterable[str]) -> Asking[frozenset[str]]:
    """Of some matters those whose survey was published. One round."""
    rows = Survey.objects.filter(subject=subject, subject_key__in=list(keys), state=CONCLUDED)
    return frozenset((yield from rows_of(rows.values_list("subject_key", flat=True))))


def counted(survey: Survey, day: date) -> SurveyResult:
    """The count of a survey that has ended: every box opened, every content tallied. Seven queries.

    A hamlet with fewer ballots than the rule allows is not told apart. ValueError while it still goes on.
    """
    if survey.state not in (CLOSED, CONCLUDED):
        raise ValueError(NOT_YET)
    fact, rules = survey_fact(survey), survey_rules(survey, day)
    boxes = list(SurveyBox.objects.filter(hamlet__survey=survey))
    kinds = _tallied(rules, boxes)
    verdict = _verdict(fact.coverage, kinds, rules)
    # by households, not by ballots: a household fills in one of each kind
    sizes = {
        one.id: min((len(box.ballots) for box in boxes if box.hamlet_id == one.id), default=0) for one in fact.hamlets
    }
    told = {
        hamlet: tuple(
            tally
            for kind in rules.kinds
            for tally in tallies(
                kind.contents, _answers(box for box in boxes if box.hamlet_id == hamlet and box.kind == kind.code)
            )
        )
        for hamlet in told_apart(sizes, rules.smallest_group.whole)
    }
    return SurveyResult(fact, verdict, kinds, told, sum(len(box.ballots) for box in boxes))


def _tallied(rules: SurveyRules, boxes: Iterable[SurveyBox]) -> tuple[tuple[Kind, tuple[Tally, ...]], ...]:
    opened = list(boxes)
    return tuple(
        (kind, tuple(tallies(kind.contents, _answers(box for box in opened if box.kind == kind.code))))
        for kind in rules.kinds
    )


def _verdict(coverage: Coverage, kinds: Iterable[tuple[Kind, tuple[Tally, ...]]], rules: SurveyRules) -> Verdict:
    every = [tally for _, found in kinds for tally in found]
    return result(coverage, every, _demand(rules.coverage), _demand(rules.satisfied), _demand(rules.each))


def _answers(boxes: Iterable[SurveyBox]) -> list[Mapping[str, str]]:
    return [ballot["answers"] for box in boxes for ballot in box.ballots]


def _demand(rule: RuleFact) -> Demand:
    return Demand(rule.label, rule.value, rule.citation)


def has_receipt(survey: Survey, receipt: str) -> bool:
    """Whether a ballot with this receipt lies in one of the boxes; False while the survey goes on. One query."""
    if survey.state not in (CLOSED, CONCLUDED):
        return False
    wanted = "".join(letter for letter in receipt.upper() if letter.isalnum())
    boxes = SurveyBox.objects.filter(hamlet__survey=survey).values_list("ballots", flat=True)
    return bool(wanted) and any(str(one["code"]).replace("-", "") == wanted for box in boxes for one in box)


@dataclass(frozen=True)
class EntriesFact:
    """Paper ballots of one kind that wait to be put into the box: typed once, twice, agreed, and what differs."""

    first: int
    second: int
    agreed: int
    mismatches: tuple[Mismatch, ...]


def entries_of(hamlet: SurveyHamlet, kind: Kind) -> EntriesFact:
    """How far the typing of a hamlet's paper ballots is. One query; no answer is told."""
    rows = PaperEntry.objects.filter(hamlet=hamlet, kind=kind.code).values_list("sheet", "round", "answers")
    rounds: dict[int, dict[int, Any]] = {1: {}, 2: {}}
    for sheet, number, answers in rows:
        rounds[number][sheet] = answers
    agreed, wrong = compared(rounds[1], rounds[2])
    return EntriesFact(len(rounds[1]), len(rounds[2]), len(agreed), tuple(wrong))


def households_said(survey: Survey) -> str:
    """Who is asked, in words."""
    if survey.mode != DRAWN:
        return "mọi hộ trong danh sách của từng thôn"
    return f"hộ được chọn ngẫu nhiên; chuỗi gieo công khai “{survey.seed}”, ai cũng chọn lại được đúng các hộ ấy"

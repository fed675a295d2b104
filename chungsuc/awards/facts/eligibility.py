"""Whether subjects may be proposed for a form: reads what `rules.eligibility_lines` judges, for many at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q

from chungsuc.law.citations import Status
from chungsuc.law.pack_awards import FORM
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Unit
from chungsuc.questions.asking import Asking, answer, rows_of, together
from chungsuc.recognition.models import Recognition, Statement
from chungsuc.rulebook.models import Figure
from chungsuc.rulebook.rule_facts import RuleFact, versions_asked

from ..models import AchievementUse, AwardSubject, Bar, Round
from ..rules.eligibility import Eligibility as Eligibility
from ..rules.eligibility import Line as Line
from ..rules.eligibility_facts import Evidence, FormLaw, Nominee, OpenCase, Stated
from ..rules.eligibility_lines import judge
from ..rules.matching import Former, Index, formers
from ..rules.naming import THEMATIC
from .criteria import criteria_of, plan_subjects
from .file import evidence_asked
from .law import Law, cited, law_asked, law_on
from .matching import dismissed_for, formers_asked, rewarded, sought_of, years_before
from .quotas import counts_asked, quota_keys, quotas
from .results import Known, known_of, within
from .state_awards import state_awards, state_awards_asked

YEARS_BACK = "rule:award_years_back"


@dataclass(frozen=True)
class Asked:
    """What is asked: the form, the day of receipt, the day of which the open cases count, the round, the dossier that
    is left out because it is the one that is judged (or those, where many are); what each subject is proposed for.
    """

    form: str
    received: date
    on: date
    round: Round | None
    but: frozenset[int]
    merit_kinds: Mapping[int, str] = field(default_factory=dict)

    def merit_kind(self, subject_id: int) -> str:
        """What a subject is proposed for: what its dossier says; without one, what reviews of the movement are for."""
        return self.merit_kinds.get(subject_id, THEMATIC if self.round else "")


@dataclass(frozen=True)
class LawRead:
    """The law of the day as read, and as the rules take it."""

    law: Law
    form: FormLaw
    names: Mapping[str, str]
    figures: Mapping[str, RuleFact]


def eligibility(
    subject: AwardSubject,
    form: str,
    received: date,
    *,
    round: Round | None = None,
    but: Any = None,
    on: date | None = None,
    merit_kind: str | None = None,
) -> Eligibility:
    """Every line about a subject and a form for a dossier received on `received`. Five queries, at most six in a round.

    `but`: the dossier (or its number, or many) that is judged, not counted against itself. `on`: the day on which open
    cases are looked at (the day of receipt when not given): one lifted while the dossier is appraised stands no longer.
    `merit_kind`: what it is proposed for, "" where nobody said it, None where there is no dossier.
    """
    kinds = {} if merit_kind is None else {subject.pk: merit_kind}
    return eligibility_many([subject], form, received, round=round, but=but, on=on, merit_kinds=kinds)[subject.pk]


def eligibility_many(
    subjects: Sequence[AwardSubject],
    form: str,
    received: date,
    *,
    round: Round | None = None,
    but: Any = None,
    on: date | None = None,
    merit_kinds: Mapping[int, str] | None = None,
) -> dict[int, Eligibility]:
    """`eligibility` of many subjects (with their `unit` selected), by subject; as many queries as for one."""
    asked = Asked(form, received, on or received, round, _numbers(but), merit_kinds or {})
    read, (since, nominees) = answer(_judged(list(subjects), asked))
    law = replace(read.form, plan_since=since)
    return {pk: judge(law, nominee) for pk, nominee in nominees.items()}


def _judged(subjects: list[AwardSubject], asked: Asked) -> Asking[tuple[LawRead, tuple[int, dict[int, Nominee]]]]:
    """The law, and what is known of each subject. Five rounds."""
    askings: list[Asking[Any]] = [_law(asked), known_of(subjects)]
    read, known = yield from together(askings)
    return read, (yield from _nominees(known, asked, read))


def _numbers(but: Any) -> frozenset[int]:
    """The numbers of one dossier, of its number, or of many."""
    if but is None:
        return frozenset()
    many: Iterable[Any] = but if isinstance(but, (list, tuple, set, frozenset)) else [but]
    return frozenset(getattr(one, "pk", one) for one in many)


def former_awards(subject: AwardSubject, day: date) -> tuple[Former, ...]:
    """The former awards that may be the subject's own, as of `day`, dismissed ones with the reason. Three queries."""
    asked = Asked("", day, day, None, frozenset())

    def found() -> Asking[tuple[Former, ...]]:
        askings: list[Asking[Any]] = [_law(asked), known_of([subject])]
        read, known = yield from together(askings)
        rows = yield {**formers_asked(known, *_span(asked, read), ()), "named": _units(known)}
        return _formers(known, rows, read, asked)[subject.pk]

    return answer(found())


def _law(asked: Asked) -> Asking[LawRead]:
    """The law as read. Two rounds, and a query where a round's own day has to say which years count."""
    forms = Figure.objects.current().filter(key__startswith=FORM).with_standing().order_by("key", "since")
    askings: list[Asking[Any]] = [law_asked(asked.received), rows_of(forms)]
    law, versions = yield from together(askings)
    read = yield from versions_asked([YEARS_BACK, *quota_keys(law)])
    figures = {key: read.on(key, asked.received) for key in (YEARS_BACK, *quota_keys(law))}
    known = {figure.key.removeprefix(FORM): figure for figure in versions}
    names = {code: str(figure.value["name"]) for code, figure in known.items()}
    levels = {code: str(figure.value["level"]) for code, figure in known.items()}
    by_check = {rule.value["check"]: stated(rule) for rule in law.rules.values()}
    back = figures[YEARS_BACK]
    other = known.get(asked.form)
    form = FormLaw(
        received=asked.received,
        code=asked.form,
        regime_code=law.regime_code,
        regime=stated(law.regime) if law.regime else None,
        form=stated(law.forms[asked.form]) if asked.form in law.forms else None,
        other=_of_figure(other) if other else None,
        other_until=other.until if other else None,
        levels=levels,
        rules=by_check,
        year=asked.round.year if asked.round else asked.received.year,
        years=_years(by_check, levels.get(asked.form, ""), asked.round),
        years_back=None if back.missing else Stated(back.label, {"value": back.value}, str(back.citation)),
        in_round=asked.round.name if asked.round else "",
    )
    return LawRead(law, form, names, figures)


def stated(rule: RuleFact) -> Stated:
    """A rule as the pure rules take it."""
    citation = cited(rule)
    return Stated(str(rule.value["name"]), rule.value, str(citation), citation.status.official)


def _of_figure(figure: Figure) -> Stated:
    status = Status(figure.standing)
    return Stated(str(figure.value["name"]), figure.value, f"{figure.source} ({status.label})", status.official)


def _years(rules: Mapping[str, Stated], level: str, round: Round | None) -> Stated | None:
    """The rule about years of the day; of a round the one of the day on which it was opened, if that day had one."""
    rule = rules.get("years")
    if rule is None and round is not None:
        found = law_on(round.opened_on).rules.values()
        rule = next((stated(one) for one in found if one.value["check"] == "years"), None)
    return rule if rule and (not rule.value["levels"] or level in rule.value["levels"]) else None


def _span(asked: Asked, read: LawRead) -> tuple[date, date]:
    back = read.form.years_back
    return (years_before(asked.received, int(back.value["value"])) if back else asked.received), asked.received


def _units(known: Known) -> Any:
    """The units that the subjects are, came of or went into, with their last names."""
    ids = set(known.units(known.subjects))
    ids |= {later for earlier, later, _ in known.edges if earlier in ids}
    return Unit.objects.filter(within("pk", ids)).annotate(called=last_name_of("pk"))


def _nominees(known: Known, asked: Asked, read: LawRead) -> Asking[tuple[int, dict[int, Nominee]]]:
    """The first year of the movement, and what is known of each subject. Three rounds."""
    evidence, rows = yield from together([_evidence(known, asked), _rows(known, asked, read)])
    used = yield from _used(known, evidence, asked, read)
    former = _formers(known, rows, read, asked)
    found = quotas(read.law, read.figures, rows)
    cases, states = _open_cases(known, rows["bars"]), state_awards(known, rows, former, asked, read)
    called = {row.pk: str(row.called or row.code) for row in rows["named"]}
    nominees = {}
    for one in known.subjects:
        kind = read.law.subjects.get(one.kind)
        until = one.unit.until
        nominees[one.pk] = Nominee(
            kind=stated(kind) if kind else None,
            itself=one.itself,
            evidence=evidence[one.pk],
            used=used[one.pk],
            ended=until if until is not None and until < asked.received else None,
            heirs=_heirs(known, one.unit_id, asked.received, called),
            criteria=criteria_of(one, kind, known, evidence[one.pk], rows),
            open_cases=cases[one.pk],
            state_awards=states[one.pk],
            former=former[one.pk],
            quota=found.get(str(kind.value["quota"])) if kind else None,
            merit_kind=asked.merit_kind(one.pk),
        )
    plan = rows["plan"]
    return plan[0].plan.since.year if plan else 0, nominees


def _evidence(known: Known, asked: Asked) -> Asking[Any]:
    return (yield from evidence_asked(known, asked.received))


def _rows(known: Known, asked: Asked, read: LawRead) -> Asking[Any]:
    """Everything that does not wait for the evidence, in one round."""
    units, ids = known.units(), [one.pk for one in known.subjects]
    own = within("subject_id", ids) | Q(subject__itself=True) & within("subject__unit_id", units)
    return (yield {
        **formers_asked(known, *_span(asked, read), asked.but),
        **counts_asked(read.law, round=asked.round, but=asked.but),
        **state_awards_asked(own, asked, read),
        "named": _units(known),
        "plan": plan_subjects(),
        "recognised": Recognition.objects.in_force(asked.received)
        .filter(within("unit_id", units)).select_related("level").annotate(owner=last_name_of("unit_id")),
        "statements": Statement.objects.filter(
            within("case__unit_id", units), is_current=True, on__lte=asked.received
        ).annotate(of_unit=last_name_of("case__unit_id")).select_related("case").order_by("on", "pk"),
        "bars": Bar.objects.on(asked.on).filter(own).select_related("subject"),
    })  # fmt: skip


def _used(
    known: Known, evidence: Mapping[int, tuple[Evidence, ...]], asked: Asked, read: LawRead
) -> Asking[dict[int, frozenset[str]]]:
    keys = sorted({one.key for of in evidence.values() for one in of})
    live = AchievementUse.objects.filter(within("key", keys), live=True, level=read.form.level)
    rows = (yield {"": live.exclude(dossier_id__in=asked.but).values_list("key", flat=True)})[""]
    taken = set(rows)
    return {pk: frozenset(one.key for one in of if one.key in taken) for pk, of in evidence.items()}


def _formers(known: Known, rows: Mapping[str, Any], read: LawRead, asked: Asked) -> dict[int, tuple[Former, ...]]:
    called = {row.pk: str(row.called or row.code) for row in rows["named"]}
    index = Index(rewarded(rows, read.form.levels, read.names))
    sought = sought_of(known, called, asked.received)
    near = {pk: index.near(one) for pk, one in sought.items()}
    dismissed = dismissed_for(known, rows, called, near)
    return {pk: formers(one, near[pk], dismissed[pk]) for pk, one in sought.items()}


def _open_cases(known: Known, bars: Sequence[Bar]) -> dict[int, tuple[OpenCase, ...]]:
    found: dict[int, list[OpenCase]] = {one.pk: [] for one in known.subjects}
    for bar in bars:
        for pk in known.owners(bar.subject):
            found[pk].append(OpenCase(bar.kind, bar.since, bar.source, f"bar:{bar.pk}"))
    return {pk: tuple(of) for pk, of in found.items()}


def _heirs(known: Known, unit_id: int, day: date, called: Mapping[int, str]) -> tuple[str, ...]:
    heirs = [later for earlier, later, on in known.edges if earlier == unit_id and on <= day]
    return tuple(called[heir] for heir in dict.fromkeys(heirs) if heir in called)

"""What a council reads of the cases before it votes: each with what was checked, asked, posted, seen and left open."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.councils.facts import ItemResult, results_asked
from chungsuc.councils.models import Item
from chungsuc.law.verdicts import Outcome, Verdict
from chungsuc.organisations.facts import UnitFact, known_as, known_as_asked
from chungsuc.organisations.lineage import last_name_of
from chungsuc.questions.asking import Asking, answer, rows_of, together
from chungsuc.questions.related import known_rows

from ..models import AchievementUse, Bar, Consultation, Dossier, FieldVisit, Finding, Objection, Sample
from ..models.dossiers import SUBJECT
from ..rules.briefs import Brief, Checked, Opinion, Told, Visit, disagreements_in, points_of
from ..rules.decisions import span_of
from ..rules.rule_names import text_of
from .checking import ntm_lines
from .criteria import plan_subjects, texts_by_kind
from .law import Law, law_asked
from .outcome import is_collective, place_of
from .posting import posting_verdicts


@dataclass(frozen=True)
class CouncilCase:
    """One case as the council reads it. `points`: what was found of it, in the order in which it is read;
    `disagreement`: why it comes first, () where nothing speaks against it; `rank`: of its form, as the law lists them.
    """

    dossier_id: int
    name: str
    place: str
    private: bool
    collective: bool
    form: str
    form_name: str
    merit: str
    since: int | None
    until: int | None
    proposer: str
    round_name: str
    achievements: tuple[tuple[int, str], ...]
    points: tuple[Told, ...]
    disagreement: tuple[str, ...]
    vote: ItemResult | None
    rank: int

    @property
    def open(self) -> bool:
        """Whether somebody has to look at something that no rule settles."""
        return any(point.open for point in self.points)

    @property
    def unsaid(self) -> tuple[tuple[int, str], ...]:
        """The achievements that the words of the proposal do not say already."""
        return tuple((year, words) for year, words in self.achievements if words not in self.merit)

    @property
    def result(self) -> str:
        """What the council came to, in words; "" before it voted."""
        return "" if self.vote is None else self.vote.outcome.label


def cases_of(session: Any) -> list[CouncilCase]:
    """The cases put to a session, as of its day: those about which somebody disagrees first, then those with something
    left open, then collectives before persons. As many queries for hundreds as for one.
    """
    keys = Item.objects.filter(session=session, subject=SUBJECT).values_list("key", flat=True)
    rows: Any = Dossier.objects.filter(pk__in=[int(key) for key in keys]).order_by("pk")
    found = briefed(list(rows.select_related("subject__unit", "body", "round")), session.held_on)
    return sorted(found, key=lambda one: (one.rank, not one.disagreement, not one.open, not one.collective))


def briefed(rows: Sequence[Any], day: date) -> list[CouncilCase]:
    """Dossiers (with subject, body and round) as a council reads them on a day. Five queries at most."""
    places = {row.subject.unit_id for row in rows} | {row.proposer_id for row in rows}
    askings: list[Asking[Any]] = [
        known_as_asked(places, day),
        law_asked(day),
        _found(rows, day),
        results_asked(SUBJECT, [str(row.pk) for row in rows]),
        rows_of(plan_subjects()),
    ]
    units, law, found, votes, plan = answer(together(askings))
    above = known_as({fact.parent_id for fact in units.values() if fact.parent_id}, day)
    texts, posted = texts_by_kind(law, plan), posting_verdicts(rows, day)
    told = [
        (row, _brief(row, found, posted[row.pk], texts.get(row.subject.kind, ())), votes.get(str(row.pk)))
        for row in rows
    ]
    return [_case(row, law, _Units(units, above), brief, vote) for row, brief, vote in told]


@dataclass(frozen=True)
class _Units:
    own: Mapping[int, UnitFact]
    above: dict[int, UnitFact]


def _case(row: Any, law: Law, units: _Units, brief: Brief, vote: ItemResult | None) -> CouncilCase:
    subject, uses = row.subject, sorted((use.year, use.words) for use in row.uses.all())
    since, until = span_of(year for year, _ in uses)
    shape, kind = law.forms.get(row.form), law.subjects.get(subject.kind)
    unit = units.own[subject.unit_id]
    return CouncilCase(
        dossier_id=row.pk,
        name=unit.name if subject.itself else subject.name,
        place=place_of(subject, unit, units.above),
        private=subject.private,
        collective=is_collective(subject, kind),
        form=row.form,
        form_name=str(shape.value["name"]) if shape else row.form,
        merit=" ".join(row.merit.split()),
        since=since,
        until=until,
        proposer=units.own[row.proposer_id].name,
        round_name=row.round.name if row.round else "",
        achievements=tuple(uses),
        points=points_of(brief),
        disagreement=disagreements_in(brief),
        vote=vote,
        rank=list(law.forms).index(row.form) if shape else len(law.forms),
    )


def _found(rows: Sequence[Any], day: date) -> Asking[dict[str, dict[int, list[Any]]]]:
    """What was found of each dossier, what it rests on, the open cases of its subject, by kind and dossier. One round;
    from then on `row.uses.all()` asks nothing.
    """
    ids = [row.pk for row in rows]
    of_subject: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        of_subject[row.subject_id].append(row.pk)
    told = yield {
        "uses": AchievementUse.objects.filter(dossier__in=ids),
        "findings": Finding.objects.filter(dossier__in=ids).order_by("pk"),
        "opinions": Consultation.objects.filter(dossier__in=ids)
        .annotate(agency_name=last_name_of("agency_id")).order_by("pk"),
        "objections": Objection.objects.filter(dossier__in=ids).order_by("pk"),
        "visits": FieldVisit.objects.filter(dossier__in=ids).order_by("visited_on", "pk"),
        "bars": Bar.objects.on(day).filter(subject__in=list(of_subject)).order_by("since", "pk"),
        "samples": Sample.objects.filter(round__in={row.round_id for row in rows if row.round_id}),
    }  # fmt: skip
    by: dict[str, dict[int, list[Any]]] = {str(name): defaultdict(list) for name in told}
    for name in ("uses", "findings", "opinions", "objections", "visits"):
        for one in told[name]:
            by[name][one.dossier_id].append(one)
    for row in rows:
        known_rows(row, "uses", by["uses"].get(row.pk, []))
    for bar in told["bars"]:
        for pk in of_subject[bar.subject_id]:
            by["bars"][pk].append(bar)
    for sample in told["samples"]:
        for pk in sample.drawn:
            by["samples"][pk].append(sample)
    return by


def _brief(row: Any, found: Mapping[str, Mapping[int, list[Any]]], posted: Verdict, texts: tuple[str, ...]) -> Brief:
    def of(name: str) -> list[Any]:
        return found[name].get(row.pk, [])

    checked = {
        (one.kind, one.line): Checked(one.kind, one.line, one.met, one.note, one.on, text_of(one.line, texts))
        for one in of("findings")
    }
    return Brief(
        checked=tuple(checked.values()),
        asks_ntm=bool(ntm_lines(row, {})),
        opinions=tuple(_opinion(one) for one in of("opinions")),
        posted=posted.outcome is Outcome.MET,
        posting=tuple(reason.text for reason in posted.reasons),
        objections=tuple((one.upheld, one.answer) for one in of("objections")),
        visits=tuple(
            Visit(one.visited_on, one.get_why_display(), one.right, one.report, one.countersigned_on is not None)
            for one in of("visits")
        ),
        drawn=bool(of("samples")),
        open_cases=tuple((one.since, one.source) for one in of("bars")),
    )  # fmt: skip


def _opinion(row: Any) -> Opinion:
    return Opinion(
        row.agency_name or "", row.about, row.asked_on, row.due_on, row.answer, row.answered_on, row.words, row.paper,
        row.silent_on,
    )  # fmt: skip


def by_form(cases: Iterable[CouncilCase]) -> dict[str, list[CouncilCase]]:
    """The cases of each form, in their order."""
    found: dict[str, list[CouncilCase]] = {}
    for case in cases:
        found.setdefault(case.form, []).append(case)
    return found

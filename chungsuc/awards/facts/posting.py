"""What the law asks of a posting, and whether a dossier's was over on a day: the guard before the council."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from chungsuc.law.citations import Citation, Status
from chungsuc.law.pack_awards import FORM
from chungsuc.law.verdicts import Outcome, Reason, Verdict
from chungsuc.movement.concern_facts import OFFICES
from chungsuc.organisations.models import Post
from chungsuc.questions.asking import Asking, answer, rows_of, together
from chungsuc.rulebook.models import Ruling
from chungsuc.rulebook.rule_facts import RuleFact, Versions, rules_under_asked, versions_of

from ..models import PostedLine, Posting, Sample
from ..models.rounds import SUBJECT as ROUND
from ..rules.posting import Posted, nothing_demands, posting_over

PREFIXES = (FORM, "days:posting_")


def read_by_all(posting: Posting, body: str) -> tuple[list[PostedLine], str, list[Sample]]:
    """The lines of a list; where people send what they think of it: the office of whoever posted it, as the plan
    writes it, telephone included, where the plan names it, else the body; the samples of its round. One query.
    """
    held = Post.objects.on(posting.since).filter(account__username=posting.by).order_by("pk")
    askings: list[Asking[Any]] = [
        rows_of(posting.lines.all()), rows_of(held.values_list("unit__code", flat=True)),
        rules_under_asked([OFFICES], posting.since), rows_of(Sample.objects.filter(round=posting.round_id)),
    ]  # fmt: skip
    lines, codes, rules, samples = answer(together(askings))
    offices = {row["unit"]: str(row["name"]) for rule in rules.values() for row in rule.value or ()}
    return lines, next((offices[code] for code in codes if code in offices), body), samples


def matter_of(round_id: int | None) -> str:
    """How rulings name a round; "" for what belongs to none: nothing can be ruled for it."""
    return f"{ROUND}:{round_id}" if round_id else ""


@dataclass(frozen=True)
class Demand:
    """What is asked for a form and a day of receipt: how many working days, by what. `days` None: nobody says.

    `key` "": the law of that day asks for no posting at all.
    """

    key: str
    form_name: str
    days: int | None = None
    rule: RuleFact | None = None
    ruling: Any = None

    @property
    def citation(self) -> Citation | None:
        """The ruling of the round where there is one, else the rule."""
        if self.ruling is not None:
            source = f"{self.ruling.by_name}, quyết định cho đợt này"
            return Citation(self.ruling.paper, source=source, status=Status.CONFIRMED)
        return self.rule.citation if self.rule else None

    @property
    def missing(self) -> str:
        """What is missing, in one sentence; "" when nothing is."""
        if not self.key or self.days is not None or self.rule is None:
            return ""
        return f"Chưa có quy định «{self.rule.label}» của ngày nhận hồ sơ; cần quyết định bằng văn bản cho đợt này."


@dataclass(frozen=True)
class Demands:
    """The rules and rulings on postings, read once. Two queries."""

    versions: Versions
    rulings: Mapping[tuple[str, str], Any]

    @classmethod
    def of(cls, round_ids: Iterable[int | None]) -> "Demands":
        """Those that may speak of dossiers of these rounds."""
        matters = sorted({matter_of(pk) for pk in round_ids} - {""})
        rows = Ruling.objects.filter(subject__in=matters) if matters else ()
        return cls(versions_of([], PREFIXES), {(row.key, row.subject): row for row in rows})

    def on(self, form: str, received: date, round_id: int | None, day: date) -> Demand:
        """What is asked of a dossier received on a day, as it was known by `day`."""
        row = self.versions.on(f"{FORM}{form}", received)
        shape: Mapping[str, Any] = row.value or {}
        key, name = str(shape.get("posting", "")), str(shape.get("name", form))
        if not key:
            return Demand("", name)
        rule = self.versions.on(key, received)
        if not rule.missing:
            return Demand(key, name, rule.whole, rule)
        ruling = self.rulings.get((key, matter_of(round_id)))
        if ruling is None or ruling.on > day:
            return Demand(key, name, None, rule)
        return Demand(key, name, int(ruling.value), rule, ruling)


def standing_lines() -> Any:
    """The posted lines that stand and say what their dossier says: what was changed since may be posted anew."""
    return PostedLine.objects.filter(posting__withdrawn_on=None, merit=F("dossier__merit"))


def posting_verdicts(dossiers: Iterable[Any], day: date) -> dict[int, Verdict]:
    """By dossier, whether its posting was over on `day`: the whole period, every objection answered. Three queries.

    Met too where the law of the day of receipt asks for none; undetermined where it asks but nobody says how long.
    """
    found = list(dossiers)
    demands = Demands.of({one.round_id for one in found})
    posted = _postings({one.pk: one.merit for one in found}, day)
    return {one.pk: _verdict(one, demands, posted.get(one.pk), day) for one in found}


def posting_verdict(dossier: Any, day: date) -> Verdict:
    """Whether the posting of one dossier was over on a day; see `posting_verdicts`. Three queries."""
    return posting_verdicts([dossier], day)[dossier.pk]


def _verdict(dossier: Any, demands: Demands, posted: Posted | None, day: date) -> Verdict:
    if dossier.received_on is None:
        return Verdict(Outcome.NOT_MET, (Reason("Hồ sơ chưa được nhận.", Outcome.NOT_MET),))
    asked = demands.on(dossier.form, dossier.received_on, dossier.round_id, day)
    if not asked.key:
        return nothing_demands(asked.form_name)
    if asked.days is None:
        return Verdict(Outcome.UNDETERMINED, (Reason(asked.missing, Outcome.UNDETERMINED, asked.citation),))
    return posting_over(posted, asked.days, day, asked.citation)


def _postings(merits: Mapping[int, str], day: date) -> dict[int, Posted]:
    """The last standing posting of each dossier that had begun by `day`, with the objections that concern it, also
    to an earlier list that still stands. `merits`: what each dossier says now.
    """
    standing = Q(withdrawn_on=None) | Q(withdrawn_on__gt=day)
    about = Q(objections__dossier=None) | Q(objections__dossier_id=F("lines__dossier_id"))
    came = about & Q(objections__received_on__lte=day)
    answered = Q(objections__answered_on__lte=day)
    right = came & answered & Q(objections__upheld=True)
    kept = Q(objections__kept_on__lte=day)
    unanswered = Q(objections__answered_on=None) | Q(objections__answered_on__gt=day)
    rows = (
        Posting.objects.filter(standing, lines__dossier_id__in=list(merits), since__lte=day)
        .annotate(
            waiting=Count("objections", filter=came & unanswered, distinct=True),
            upheld=Count("objections", filter=right, distinct=True),
            unsettled=Count("objections", filter=right & Q(objections__dossier=None) & ~kept, distinct=True),
        )
        .order_by("since", "pk")
        .values_list("lines__dossier_id", "lines__merit", "since", "until", "days", "waiting", "upheld", "unsettled")
    )
    told: dict[int, Posted] = {}
    for pk, merit, since, until, days, waiting, upheld, unsettled in rows:
        last = Posted(since, until, days, waiting, upheld, unsettled, as_posted=merit == merits[pk])
        told[pk] = _with_earlier(last, told.get(pk))
    return told


def _with_earlier(last: Posted, earlier: Posted | None) -> Posted:
    """The last posting with what was said against an earlier one that still stands."""
    if earlier is None:
        return last
    return replace(
        last,
        open=last.open + earlier.open,
        upheld=last.upheld + earlier.upheld,
        unsettled=last.unsettled + earlier.unsettled,
    )

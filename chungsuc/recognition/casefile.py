"""A case on a day with all that its conditions ask: each table is read at most once, and only when it is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from chungsuc.criteria.facts import declared_verdicts, owners_on
from chungsuc.criteria.models import Assessment
from chungsuc.criteria.models import Verdict as VerdictRow
from chungsuc.evidence.facts import DocumentFact
from chungsuc.law.citations import Citation, Status
from chungsuc.law.verdicts import Outcome, Reason, Verdict
from chungsuc.organisations.models import Lineage, Placement, Unit
from chungsuc.rulebook.rule_facts import RuleFact, rules_on

from .models import Appraisal, Case, CaseEvent, DossierItem, Level, Objection, Opinion, Posting, Statement
from .proving import posting_documents
from .rules.posting import ObjectionFact, PostingFact
from .workflow import DISTRICT, REVOCATION, STATES, THREE_TIER, TWO_TIER, VILLAGE

ALWAYS = tuple(sorted({state.clock for state in STATES.values() if state.clock}))
OF_COMMUNES = (
    "days:posting", "rule:posting_broadcasts", "rule:posting_places", "rule:opinion_bodies", "rule:dossier_{kind}",
    "rule:statements_{kind}", "rule:statements_{level}", "rule:level_base_{level}",
)  # fmt: skip
OF_KIND: Mapping[str, tuple[str, ...]] = {
    "village": ("rule:village_criteria",),
    "district": (
        "rule:district_criteria", "share:district_communes_ntm", "share:district_communes_nang_cao",
        "share:district_communes_nang_cao_{level}",
    ),
}  # fmt: skip
ON_A_BASE = ("share:kieu_mau_income_above", "rule:kieu_mau_income_indicator", "rule:kieu_mau_smart_villages")
OF_REVOCATION = (
    "share:revocation", "share:revocation_with_key_criterion", "rule:revocation_key_criteria_{level}",
    "share:revocation_district_communes",
)  # fmt: skip


@dataclass
class CaseFile:
    """Everything about one case on `day`. The case may be one that is only about to be registered."""

    case: Case
    day: date
    _more_rules: dict[str, RuleFact] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return self.case.level.unit_kind

    @property
    def level(self) -> Level:
        return self.case.level

    @cached_property
    def regime(self) -> str:
        """Whether a district stands above the unit that carries the case on this day."""
        if self.kind == DISTRICT:
            until = self.case.holder.until
            return THREE_TIER if until is None or until >= self.day else TWO_TIER
        above = Placement.objects.on(self.day)
        asked = above.filter(unit_id=self.case.holder_id)
        if self.kind == VILLAGE:
            asked = above.filter(unit_id__in=asked.values("parent_id"))
        return THREE_TIER if asked.filter(parent__kind="district").exists() else TWO_TIER

    @cached_property
    def rules(self) -> Mapping[str, RuleFact]:
        """The rules that such a case may ask about, all at once."""
        keys = [*ALWAYS, *OF_COMMUNES, *OF_KIND.get(self.kind, ())]
        if not self.level.set_code:
            keys += ON_A_BASE
        if self.case.procedure == REVOCATION:
            keys = [*ALWAYS, *OF_REVOCATION]
        named = [key.format(kind=self.kind, level=self.level.code) for key in keys]
        return rules_on(named, self.day, self.case.subject if self.case.pk else "")

    def rule(self, key: str) -> RuleFact:
        """One rule of the day for this case (a ruling made for it answers where the rule is missing)."""
        key = key.format(kind=self.kind, level=self.level.code)
        if key in self.rules:
            return self.rules[key]
        if key not in self._more_rules:
            subject = self.case.subject if self.case.pk else ""
            self._more_rules |= rules_on([key], self.day, subject)
        return self._more_rules[key]

    # --- the unit that is assessed

    @property
    def assessed(self) -> Unit:
        """The unit to which the assessment year belongs: the case's own, or the successor when it ended before."""
        unit = self.case.unit
        ended_before = unit.until is not None and unit.until < date(self.case.year, 12, 31)
        return self.case.holder if ended_before else unit

    @cached_property
    def successor(self) -> Unit | None:
        """The unit into which the holder has been merged by this day, when there is exactly one."""
        rows = Lineage.objects.filter(predecessor_id=self.case.holder_id, event__effective_on__lte=self.day)
        found = [row.successor for row in rows.select_related("successor")]
        return found[0] if len(found) == 1 else None

    @cached_property
    def base(self) -> Level | None:
        """The level whose set has to be met at the same time, for a level without a set of its own."""
        if self.level.set_code:
            return None
        rule = self.rule("rule:level_base_{level}")
        return None if rule.missing else Level.objects.filter(code=str(rule.value)).first()

    @property
    def set_code(self) -> str:
        """The set that judges the case; "" when there is none."""
        return self.level.set_code or (self.base.set_code if self.base else "")

    @cached_property
    def criteria(self) -> Sequence[VerdictRow]:
        """The official outcome of every criterion of the year, in their order; empty when there is none."""
        if not self.set_code:
            return []
        of_year = {"assessment__unit": self.assessed, "assessment__set__code": self.set_code}
        rows = VerdictRow.objects.filter(**of_year, assessment__year=self.case.year)
        return list(rows.select_related("assessment").order_by("no"))

    @property
    def assessment(self) -> Assessment | None:
        """The assessed unit's results of the year."""
        return self.criteria[0].assessment if self.criteria else None

    @cached_property
    def declared(self) -> Mapping[int, str]:
        """The outcome of every criterion by the unit's own figures; empty when it declared nothing."""
        if not self.set_code:
            return {}
        return {c.no: c.outcome for c in declared_verdicts(self.assessed.pk, self.set_code, self.case.year)}

    @property
    def official(self) -> Mapping[int, str]:
        """The outcome of every criterion by the verified figures; empty when there are none."""
        return {row.no: row.outcome for row in self.criteria}

    # --- what the case holds

    @cached_property
    def events(self) -> Sequence[CaseEvent]:
        return list(self.case.events.order_by("seq")) if self.case.pk else []

    @cached_property
    def posting(self) -> Posting | None:
        """The running posting."""
        rows = Posting.objects.filter(case_id=self.case.pk, replaced_on=None)
        return rows.prefetch_related("broadcasts", "objections").first()

    @cached_property
    def proofs(self) -> tuple[DocumentFact, ...]:
        """The documents that prove the posting."""
        return posting_documents(self.case) if self.case.pk else ()

    @property
    def posting_fact(self) -> PostingFact | None:
        """The running posting for the pure rules."""
        row = self.posting
        if row is None or row.opened_on > self.day:
            return None
        on = tuple(broadcast.on for broadcast in row.broadcasts.all())
        return PostingFact(row.opened_on, frozenset(row.places), on, row.proof)

    @property
    def objections(self) -> list[Objection]:
        return list(self.posting.objections.all()) if self.posting else []

    @property
    def objection_facts(self) -> list[ObjectionFact]:
        return [ObjectionFact(row.received_on, row.answered_on) for row in self.objections]

    @cached_property
    def opinions(self) -> Mapping[str, Opinion]:
        rows = Opinion.objects.filter(case_id=self.case.pk, is_current=True)
        return {row.body: row for row in rows}

    @cached_property
    def items(self) -> Mapping[str, DossierItem]:
        rows = DossierItem.objects.filter(case_id=self.case.pk, is_current=True)
        return {row.code: row for row in rows}

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        rows = Statement.objects.filter(case_id=self.case.pk, is_current=True).select_related("body")
        return {row.kind: row for row in rows}

    @cached_property
    def appraisals(self) -> Mapping[str, Appraisal]:
        rows = Appraisal.objects.filter(case_id=self.case.pk, is_current=True).select_related("body")
        return {row.part: row for row in rows}

    @cached_property
    def parts(self) -> Mapping[str, Unit]:
        """The parts of the set with the body that answers for each on the day: {"17": Unit}."""
        return {part: owner.body for part, owner in owners_on(self.set_code, self.day).items()} if self.set_code else {}

    def on_of(self, *acts: str) -> date | None:
        """The day of the last of some acts; None when none happened."""
        return next((event.on for event in reversed(self.events) if event.act in acts), None)

    @property
    def last_on(self) -> date | None:
        """The day of the last event."""
        return self.events[-1].on if self.events else None


def ruled(rule: RuleFact, said: str) -> Verdict:
    """What a written ruling says where only a rule is missing: met when it says so, undetermined without one."""
    if rule.missing:
        return rule.undetermined
    outcome = Outcome.MET if rule.value in (True, "met") else Outcome.NOT_MET
    return Verdict(outcome, (Reason(said, outcome, rule.citation),))


def listed(rule: RuleFact) -> list[dict[str, Any]]:
    """The items of a rule that is a list; none while it is missing."""
    return [dict(item) for item in rule.value] if isinstance(rule.value, list) else []


def missing_source(label: str) -> Citation:
    """A citation for what nobody has found yet."""
    return Citation(label, status=Status.MISSING)

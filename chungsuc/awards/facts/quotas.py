"""Quotas of state awards beside what is counted, and the share of direct workers. No quota is ever assumed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from django.db.models import Count

from chungsuc.law.figures import show_decimal
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.rule_facts import RuleFact, rules_on

from ..models import Dossier, Round
from ..rules.eligibility_facts import Quota
from ..workflow.dossiers import DRAFT
from .law import Law, law_on

STATE_LEVEL, PERCENT, HUNDRED = "nha_nuoc", "%", 100


@dataclass(frozen=True)
class Share:
    """How many of those proposed work with their own hands, and how that was counted; None where nobody is proposed."""

    direct: int
    counted: int
    how: str

    @property
    def percent(self) -> Decimal | None:
        """The share in percent, exact to one place; None of nobody."""
        return round(Decimal(self.direct) * HUNDRED / self.counted, 1) if self.counted else None


def state_forms(law: Law) -> list[str]:
    """The codes of the forms of the state under the law of a day."""
    return [
        code for code, rule in law.forms.items() if rule.value["level"] == STATE_LEVEL and not rule.value["outside"]
    ]


def quota_keys(law: Law) -> dict[str, list[str]]:
    """The kinds of subjects under each quota of a day, by the quota's key."""
    kinds: dict[str, list[str]] = {}
    for code, rule in law.subjects.items():
        if key := rule.value["quota"]:
            kinds.setdefault(key, []).append(code)
    return kinds


def counts_asked(law: Law, *, round: Round | None, but: Iterable[int]) -> dict[str, Any]:
    """The querysets that `quotas` needs, by name: state dossiers by kind of subject, units of the day by kind."""
    rows = Dossier.objects.standing().exclude(state=DRAFT).filter(form__in=state_forms(law)).exclude(pk__in=list(but))
    rows = rows.filter(round=round) if round is not None else rows.filter(drafted_on__year=law.day.year)
    return {
        "dossiers": rows.order_by().values_list("subject__kind").annotate(n=Count("pk")),
        "of_units": Unit.objects.on(law.day).order_by().values_list("kind").annotate(n=Count("pk")),
    }


def quotas(law: Law, rules: Mapping[str, RuleFact], counted: Mapping[str, Iterable[Any]]) -> dict[str, Quota]:
    """Each quota of a day with what is counted under it, by key. No query."""
    dossiers, units = dict(counted["dossiers"]), dict(counted["of_units"])
    found = {}
    for key, kinds in quota_keys(law).items():
        rule = rules[key]
        so_far = sum(dossiers.get(kind, 0) for kind in kinds)
        allotted, how = _allotted(law, rule, kinds, units)
        found[key] = Quota(rule.label, allotted, so_far, str(rule.citation), how)
    return found


def _allotted(law: Law, rule: RuleFact, kinds: list[str], units: Mapping[str, int]) -> tuple[int | None, str]:
    if rule.missing:
        return None, ""
    if rule.unit != PERCENT:
        return int(rule.value), ""
    of_kinds = {unit_kind for kind in kinds for unit_kind in law.subjects[kind].value["kinds"]}
    every = sum(units.get(kind, 0) for kind in of_kinds)
    share = Decimal(str(rule.value))
    how = f" ({show_decimal(share)} % của {every} đơn vị, bỏ phần lẻ)"
    return int((share * every / HUNDRED).to_integral_value(ROUND_FLOOR)), how


def quota_of(round: Round, day: date) -> tuple[Quota, ...]:
    """Every quota of state awards as of `day` with what the round proposes. `allotted` None: chưa có hạn mức. Four
    queries.
    """
    law = law_on(day)
    rules = rules_on(quota_keys(law), day)
    return tuple(quotas(law, rules, counts_asked(law, round=round, but=())).values())


def direct_share(round: Round, day: date, form: str = "") -> Share:
    """The share of direct workers among the persons and families that a round proposes (for one form). Two queries.

    Counted are dossiers that were handed in and stand, of subjects that are persons or families; who works with their
    own hands is said by the kind of subject, not guessed of anybody.
    """
    law = law_on(day)
    direct = {code for code, rule in law.subjects.items() if rule.value["direct_worker"]}
    people = direct | {code for code, rule in law.subjects.items() if rule.value["as"] == "individual"}
    rows = Dossier.objects.standing().exclude(state=DRAFT).filter(round=round, subject__kind__in=people)
    if form:
        rows = rows.filter(form=form)
    counted = dict(rows.order_by().values_list("subject__kind").annotate(n=Count("pk")))
    names = "; ".join(str(law.subjects[code].value["name"]) for code in law.subjects if code in direct)
    how = f"tính trên hồ sơ đã nộp của cá nhân, gia đình; người trực tiếp lao động là các loại: {names}"
    return Share(sum(n for kind, n in counted.items() if kind in direct), sum(counted.values()), how)

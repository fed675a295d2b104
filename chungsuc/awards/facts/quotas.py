"""Quotas of state awards beside what is counted, by kind and cluster; shares of direct workers and of women.

No quota is ever assumed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from django.db.models import Count

from chungsuc.law.figures import show_decimal
from chungsuc.organisations.models import Membership, Placement, Unit
from chungsuc.rulebook.rule_facts import RuleFact, rules_on

from ..models import AwardSubject, Dossier, Round
from ..rules.eligibility_facts import Quota
from ..workflow.dossiers import DRAFT
from .law import Law, law_on

NO_GROUP = "Đơn vị không thuộc cụm, khối nào"
STATE_LEVEL, PERCENT, HUNDRED = "nha_nuoc", "%", 100


@dataclass(frozen=True)
class Share:
    """How many of those counted are of one sort, and how that was counted."""

    part: int
    counted: int
    how: str

    @property
    def percent(self) -> Decimal | None:
        """The share in percent, exact to one place; None of nobody."""
        return round(Decimal(self.part) * HUNDRED / self.counted, 1) if self.counted else None


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
    units: Any = Unit.objects.on(law.day).named_on(law.day)
    rows = Dossier.objects.standing().exclude(state=DRAFT).filter(form__in=state_forms(law)).exclude(pk__in=list(but))
    rows = rows.filter(round=round) if round is not None else rows.filter(drafted_on__year=law.day.year)
    return {
        "dossiers": rows.order_by().values_list("subject__kind").annotate(n=Count("pk")),
        "of_units": units.order_by().values_list("kind", "form").annotate(n=Count("pk")),
    }


def quotas(law: Law, rules: Mapping[str, RuleFact], counted: Mapping[str, Iterable[Any]]) -> dict[str, Quota]:
    """Each quota of a day with what is counted under it, by key. No query."""
    dossiers, units = dict(counted["dossiers"]), tuple(counted["of_units"])
    found = {}
    for key, kinds in quota_keys(law).items():
        rule = rules[key]
        so_far = sum(dossiers.get(kind, 0) for kind in kinds)
        allotted, how = _allotted(law, rule, kinds, units)
        found[key] = Quota(rule.label, allotted, so_far, str(rule.citation), how)
    return found


def _allotted(
    law: Law, rule: RuleFact, kinds: list[str], units: Iterable[tuple[str, str | None, int]]
) -> tuple[int | None, str]:
    if rule.missing:
        return None, ""
    if rule.unit != PERCENT:
        return int(rule.value), ""
    shapes = [law.subjects[kind].value for kind in kinds]
    every = sum(
        number
        for unit_kind, form, number in units
        if any(unit_kind in shape["kinds"] and (not shape["counts"] or form in shape["counts"]) for shape in shapes)
    )
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


def quota_for(subject: AwardSubject, law: Law) -> Quota | None:
    """The quota of state awards under which a subject would be counted, with what is counted in the year of the law's
    day; None where its kind has none. Three queries, none without a quota.
    """
    kind = law.subjects.get(subject.kind)
    key = str(kind.value["quota"]) if kind else ""
    if not key:
        return None
    return quotas(law, rules_on(quota_keys(law), law.day), counts_asked(law, round=None, but=()))[key]


@dataclass(frozen=True)
class Proposed:
    """What a round proposes so far, of what is handed in and stands, by kind of subject and by cluster or block.

    A line: words, dossiers, those for state awards. `direct`: of persons and families those who work with their own
    hands; `women`: of persons the women, counted among those of whom it is told (`untold`: the others).
    """

    kinds: tuple[tuple[str, int, int], ...]
    groups: tuple[tuple[str, int, int], ...]
    direct: Share
    women: Share
    untold: int


def proposed_in(round: Round, day: date) -> Proposed:
    """What a round proposes as of `day`. Four queries."""
    law = law_on(day)
    rows = Dossier.objects.standing().exclude(state=DRAFT).filter(round=round)
    found = list(rows.values_list("subject__kind", "form", "proposer_id", "woman"))
    states = set(state_forms(law))
    group_of = _groups({proposer for _, _, proposer, _ in found}, day)
    names = {code: str(rule.value["name"]) for code, rule in law.subjects.items()}
    kinds = [(names.get(kind, "loại không còn dùng"), form in states) for kind, form, _, _ in found]
    groups = [(group_of.get(proposer, NO_GROUP), form in states) for _, form, proposer, _ in found]
    persons = {code for code, rule in law.subjects.items() if rule.value["as"] == "individual"}
    told = [woman for kind, _, _, woman in found if kind in persons and woman is not None]
    every = sum(kind in persons for kind, *_ in found)
    how = "tính trên hồ sơ đã nộp của cá nhân có ghi giới tính"
    return Proposed(
        _counted(kinds, list(names.values())),
        _counted(groups, sorted(set(group_of.values()))),
        _direct(law, [kind for kind, *_ in found]),
        Share(sum(told), len(told), how),
        every - len(told),
    )


def _counted(rows: list[tuple[str, bool]], order: list[str]) -> tuple[tuple[str, int, int], ...]:
    every, states = Counter(name for name, _ in rows), Counter(name for name, of_state in rows if of_state)
    last = [name for name in every if name not in order]
    return tuple((name, every[name], states[name]) for name in (*order, *last) if every[name])


def _groups(units: set[int], day: date) -> dict[int, str]:
    """The cluster or block of each unit on a day, of a unit that is in none that of the unit above it. Two queries."""
    above: dict[int, Any] = dict(Placement.objects.on(day).filter(unit__in=units).values_list("unit_id", "parent_id"))
    wanted = units | {parent for parent in above.values() if parent}
    rows = Membership.objects.on(day).filter(unit__in=wanted).order_by("-group__code")
    of = dict(rows.values_list("unit_id", "group__name"))
    found = {unit: of.get(unit) or of.get(above.get(unit, 0) or 0) for unit in units}
    return {unit: name for unit, name in found.items() if name}


def _direct(law: Law, kinds: list[str]) -> Share:
    """Who works with their own hands is said by the kind of subject, not guessed of anybody."""
    direct = {code for code, rule in law.subjects.items() if rule.value["direct_worker"]}
    people = direct | {code for code, rule in law.subjects.items() if rule.value["as"] == "individual"}
    names = "; ".join(str(law.subjects[code].value["name"]) for code in law.subjects if code in direct)
    how = f"tính trên hồ sơ đã nộp của cá nhân, gia đình; người trực tiếp lao động là các loại: {names}"
    return Share(sum(kind in direct for kind in kinds), sum(kind in people for kind in kinds), how)

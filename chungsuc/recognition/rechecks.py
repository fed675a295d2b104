"""The yearly re-check: a recognised unit's verdicts of a year against the rules of revocation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chungsuc.criteria.models import Assessment
from chungsuc.law.citations import Citation, Status
from chungsuc.law.verdicts import Outcome
from chungsuc.organisations.models import Attribute, Lineage, Placement, Unit
from chungsuc.rulebook.rule_facts import RuleFact, rules_on

from .models import Level, Recognition, Revocation
from .rules.rechecking import Rechecked, RevocationRule, as_rechecked, recheck, recheck_district

OF_DISTRICT = "share:revocation_district_communes"
SHARES = ("share:revocation", "share:revocation_with_key_criterion")


@dataclass(frozen=True)
class Line:
    """One recognised unit of a year: the entry, the unit whose verdicts count, and what they say."""

    entry: Recognition
    unit: Unit
    result: Rechecked


def revocation_rule(level: str, rules: dict[str, RuleFact]) -> RevocationRule:
    """The rule of a level from facts of the day."""
    alone, with_key, keys = (rules[key] for key in (*SHARES, _key(level)))
    return RevocationRule(
        share=None if alone.missing else Decimal(alone.value),
        share_with_key=None if with_key.missing else Decimal(with_key.value),
        key_criteria=None if keys.missing else frozenset(int(no) for no in keys.value),
        citation=alone.citation,
        key_citation=keys.citation,
    )


def _key(level: str) -> str:
    return f"rule:revocation_key_criteria_{level}"


def rechecked(entry: Recognition, year: int, day: date) -> Rechecked:
    """What the verdicts of `year` say of one entry of the register, by the rules of `day`.

    A district is judged by how many of its communes lost their recognition.
    """
    if entry.level.unit_kind == "district":
        return district_lines([entry], day)[0].result
    lines = recheck_lines([entry], year, day)
    if lines:
        return lines[0].result
    rule = RevocationRule(None, None, None, _unknown(), _unknown())
    return recheck({}, rule)


def _unknown() -> Citation:
    return Citation("Quy định thu hồi", status=Status.MISSING)


def recheck_lines(entries: Iterable[Recognition], year: int, day: date) -> list[Line]:
    """A line an entry of communes, for the unit that the year's results belong to. Eight queries for any number."""
    every = [entry for entry in entries if entry.level.unit_kind == "commune"]
    levels = {entry.level.code: entry.level for entry in every}
    rules = rules_on([*SHARES, *(_key(code) for code in levels)], day)
    units = _assessed(every, year)
    sets = _sets(levels.values(), day)
    rows = Assessment.objects.filter(
        unit_id__in={unit.pk for unit in units.values()}, set__code__in=set(sets.values()), year=year
    ).select_related("set")
    found = {(row.unit_id, row.set.code): row for row in rows.prefetch_related("verdicts")}
    lines = []
    for entry in every:
        unit = units[entry.pk]
        row = found.get((unit.pk, sets.get(entry.level.code, "")))
        outcomes = {v.no: Outcome(v.outcome) for v in row.verdicts.all()} if row else {}
        lines.append(Line(entry, unit, recheck(outcomes, revocation_rule(entry.level.code, rules))))
    return lines


def district_lines(entries: Iterable[Recognition], day: date) -> list[Line]:
    """A line for each entry of a district: its communes that lost their recognition by `day`. Five queries, one more
    for each day on which districts ended.

    Rule and communes are those of the day, or of the district's last day; a commune recognised anew has not lost it.
    """
    every = [entry for entry in entries if entry.level.unit_kind == "district"]
    if not every:
        return []
    at = {entry.unit_id: min(day, entry.unit.until or day) for entry in every}
    rules = {each: rules_on([OF_DISTRICT], each)[OF_DISTRICT] for each in set(at.values())}
    members = _communes([entry.unit for entry in every], day)
    ids = {unit for found in members.values() for unit in found}
    ended = Revocation.objects.filter(recognition__unit_id__in=ids, signed_on__lte=day)
    again = Recognition.objects.in_force(day).filter(unit_id__in=ids)
    lost = set(ended.values_list("recognition__unit_id", flat=True)) - set(again.values_list("unit_id", flat=True))
    lines = []
    for entry in every:
        communes, rule = members[entry.unit_id], rules[at[entry.unit_id]]
        share = None if rule.missing else Decimal(rule.value)
        verdict = recheck_district(len(communes & lost), len(communes), share, rule.citation)
        lines.append(Line(entry, entry.unit, as_rechecked(verdict, len(communes & lost), len(communes))))
    return lines


def _communes(districts: Iterable[Unit], day: date) -> dict[int, set[int]]:
    """The communes of the programme that stood in each district on a day, or on its own last day before it. Two
    queries.
    """
    at = {unit.pk: min(day, unit.until) if unit.until else day for unit in districts}
    placed = Placement.objects.filter(parent_id__in=at, unit__kind="commune")
    inside: dict[int, set[int]] = {pk: set() for pk in at}
    for unit, parent, since, until in placed.values_list("unit_id", "parent_id", "since", "until"):
        if since <= at[parent] and (until is None or until >= at[parent]):
            inside[parent].add(unit)
    every = {unit for units in inside.values() for unit in units}
    held = Attribute.objects.filter(unit_id__in=every, key="in_ntm_scope", value="yes")
    covered: dict[int, list[tuple[date, date | None]]] = {}
    for unit, since, until in held.values_list("unit_id", "since", "until"):
        covered.setdefault(unit, []).append((since, until))
    return {
        pk: {
            unit for unit in units
            if any(s <= at[pk] and (u is None or u >= at[pk]) for s, u in covered.get(unit, ()))
        }
        for pk, units in inside.items()
    }  # fmt: skip


def _sets(levels: Iterable[Level], day: date) -> dict[str, str]:
    """The set by which each level is judged; a level without its own is judged by that of its base."""
    own = {level.code: level.set_code for level in levels}
    bare = [code for code, set_code in own.items() if not set_code]
    if bare:
        bases = rules_on([f"rule:level_base_{code}" for code in bare], day)
        named = {code: str(bases[f"rule:level_base_{code}"].value or "") for code in bare}
        codes = dict(Level.objects.filter(code__in=named.values()).values_list("code", "set_code"))
        own |= {code: codes.get(base, "") for code, base in named.items()}
    return own


def _assessed(entries: Iterable[Recognition], year: int) -> dict[int, Unit]:
    """The unit whose results of the year count for each entry: its own, or what this had become by the year's end."""
    last = date(year, 12, 31)
    found = {entry.pk: entry.unit for entry in entries}
    gone = {unit.pk for unit in found.values() if unit.until is not None and unit.until < last}
    if gone:
        rows = Lineage.objects.filter(predecessor_id__in=gone, event__effective_on__lte=last)
        became = {row.predecessor_id: row.successor for row in rows.select_related("successor")}
        found = {pk: became.get(unit.pk, unit) for pk, unit in found.items()}
    return found

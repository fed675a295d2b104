"""Rounds and kinds of reports as the pack has them, and who reports in a round."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from chungsuc.law.pack_reports import KIND, ROUND
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.models import Figure
from chungsuc.rulebook.rule_facts import RuleFact, rule_on

from .models import ReportRound
from .rules import Kind, Round, kind_of, round_of

AnyRound = ReportRound | Round
# In which order reports are read and merged.
ORDER = ("department", "coordination_office", "central_body", "armed_forces", "fatherland_front", "mass_organisation",
         "press", "district", "commune")  # fmt: skip


@dataclass(frozen=True)
class Reporter:
    """A unit that owes the report of a round, as it was called on the round's last day."""

    unit_id: int
    code: str
    kind: str
    name: str
    parent_id: int | None


@dataclass(frozen=True)
class KindFact:
    """A kind of report on a day, and how sure the pack is of it."""

    kind: Kind
    rule: RuleFact


def kind_on(code: str, day: date) -> KindFact | None:
    """The kind of report as the pack has it on a day; None where it says nothing. One query."""
    rule = rule_on(f"{KIND}{code}", day)
    return None if rule.missing else KindFact(kind_of(code, rule.value), rule)


def kinds_now() -> dict[str, str]:
    """The names of the kinds of reports by code. One query."""
    rows = Figure.objects.current().filter(key__startswith=KIND).order_by("file", "line")
    return {row.key.removeprefix(KIND): row.value["name"] for row in rows if row.value}


def planned_rounds() -> list[tuple[Round, Figure]]:
    """Every round of the pack with its figure, the newest first. One query."""
    rows = Figure.objects.current().filter(key__startswith=ROUND).with_standing()
    found = [(round_of(row.key.removeprefix(ROUND), row.value), row) for row in rows if row.value]
    return sorted(found, key=lambda pair: (pair[0].year, pair[0].due, pair[0].code), reverse=True)


def planned_round(code: str) -> Round | None:
    """One round as the pack has it. One query."""
    row = Figure.objects.current().filter(key=f"{ROUND}{code}").first()
    return round_of(code, row.value) if row is not None and row.value else None


def reporters_of(round: AnyRound, kind: Kind) -> list[Reporter]:
    """Who owes the report: units of the kinds due, as they are on the last day for sending. One query.

    The office that receives the reports writes the province's own and owes none.
    """
    return _named(Unit.objects.on(round.due).filter(kind__in=kind.kinds_due(round.due)), round.due, kind.receiver)


def owes(round: AnyRound, kind: Kind, unit: Unit) -> bool:
    """Whether a unit owes the report of a round. No query."""
    alive = unit.since <= round.due and (unit.until is None or unit.until >= round.due)
    return alive and unit.kind in kind.kinds_due(round.due) and unit.code != kind.receiver


def _named(units: object, day: date, receiver: str) -> list[Reporter]:
    rows = units.exclude(code=receiver).named_on(day)  # type: ignore[attr-defined]
    columns = ("pk", "code", "kind", "name", "parent_id", "gso_code", "sort_key")
    found = list(rows.values_list(*columns))
    found.sort(key=lambda row: (ORDER.index(row[2]) if row[2] in ORDER else len(ORDER), row[5] or "", row[0]))
    return [Reporter(pk, code, kind, name or code, parent) for pk, code, kind, name, parent, *_ in found]


def milestones_of(rounds: Iterable[AnyRound], kinds: dict[str, Kind]) -> dict[str, Kind]:
    """The kinds of some rounds by the milestone of the plan that they fulfil."""
    return {kinds[one.kind].milestone: kinds[one.kind] for one in rounds if one.kind in kinds}


def all_kinds() -> dict[str, Kind]:
    """Every kind of report as the pack has it now. One query."""
    return kinds_of(kind_figures())


def kind_figures() -> QuerySet[Figure]:
    """The pack's figures that are kinds of reports now; `kinds_of` reads them."""
    return Figure.objects.current().filter(key__startswith=KIND)


def kinds_of(rows: Iterable[Figure]) -> dict[str, Kind]:
    """The kinds of reports by code, from their figures. No query."""
    return {row.key.removeprefix(KIND): kind_of(row.key.removeprefix(KIND), row.value) for row in rows if row.value}

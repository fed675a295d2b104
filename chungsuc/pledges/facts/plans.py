"""Plans as pages show them: the list with the newest edition of each, and what lies in an edition in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from chungsuc.law.figures import show_decimal, show_money
from chungsuc.law.periods import show_day
from chungsuc.rulebook.rule_facts import rule_on

from ..models import Edition, UnitPlan
from ..rules.content import FIELDS, KINDS_OF_TARGETS, OPERATORS, SERVES, Content, rows_of

MONEY_SOURCES = "rule:plan_money_sources"


def listed_plans(rows: Any) -> Any:
    """The plans with the state, number and day of their newest edition, and their tasks counted, in the same query."""
    newest = Edition.objects.filter(plan=OuterRef("pk")).order_by("-no")
    return rows.named().annotate(
        state=Subquery(newest.values("state")[:1]),
        edition_no=Subquery(newest.values("no")[:1]),
        submitted_on=Subquery(newest.values("submitted_on")[:1]),
        since=Subquery(newest.values("since")[:1]),
        task_count=Count("tasks", filter=Q(tasks__merged_into=None), distinct=True),
        done_count=Count("tasks", filter=Q(tasks__merged_into=None, tasks__done_on__isnull=False), distinct=True),
    )


def money_sources(day: date) -> list[tuple[str, str]]:
    """The sources of money of a day: code and name; none where the pack is silent. One query."""
    value = rule_on(MONEY_SOURCES, day).value
    return [(str(one["code"]), str(one["name"])) for one in value or ()]


@dataclass(frozen=True)
class Said:
    """One field of a row in words."""

    name: str
    text: str


def row_words(section: str, row: Mapping[str, str], units: Mapping[str, str]) -> tuple[Said, ...]:
    """What a row says, field by field, as people read it; empty fields are left out."""
    found = []
    for name, label in FIELDS[section].items():
        if name == "operator":
            continue
        if text := field_words(name, row, units):
            found.append(Said(label, text))
    if section == "targets" and row.get("kind"):
        found.append(Said("cách đo", KINDS_OF_TARGETS[row["kind"]]))
    return tuple(found)


def field_words(name: str, row: Mapping[str, str], units: Mapping[str, str]) -> str:
    """One field of a row in words."""
    value = row.get(name, "")
    if not value:
        return ""
    if name in ("due", "since", "until"):
        return show_day(date.fromisoformat(value))
    if name in ("money",) or (name == "amount" and "source" in row):
        return show_money(Decimal(value))
    if name == "amount":
        return amount_words(row.get("operator", ">="), Decimal(value), row.get("unit", ""))
    if name in ("about", "place_unit"):
        return units.get(value, value)
    if name == "serves":
        return SERVES[value]
    if name == "source":
        return row.get("source_name") or value
    if name == "operator":
        return OPERATORS[value]
    return value


def amount_words(operator: str, amount: Decimal, unit: str) -> str:
    """ "từ 12 xã trở lên", "không quá 3 %"."""
    said = f"{show_decimal(amount)} {unit}".strip()
    return f"không quá {said}" if operator == "<=" else f"từ {said} trở lên"


def codes_in(contents: Sequence[Content]) -> set[str]:
    """The codes of the units that some contents name."""
    rows = [row for content in contents for section in ("targets", "tasks") for row in rows_of(content, section)]
    return {row.get(name, "") for row in rows for name in ("about", "place_unit")} - {""}


def plan_of(unit_id: int, year: int) -> UnitPlan | None:
    """The plan of a unit for a year, with its names."""
    return UnitPlan.objects.named().filter(unit=unit_id, year=year).first()

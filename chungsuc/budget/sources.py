"""The sources of money on a day, from the rulebook."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.rulebook.rule_facts import RuleFact, rule_on

from .rules import Source

SOURCES = "rule:budget_sources"


@dataclass(frozen=True)
class Sources:
    """What may be chosen on a day; empty while the pack says nothing."""

    rule: RuleFact
    every: tuple[Source, ...]

    def by_code(self, code: str) -> Source | None:
        """The source of that code."""
        return next((source for source in self.every if source.code == code), None)

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(source.code, source.name) for source in self.every]


def sources_on(day: date) -> Sources:
    """The sources of money in force on a day. One query."""
    rule = rule_on(SOURCES, day)
    rows: Any = rule.value or ()
    return Sources(rule, tuple(Source(str(row["code"]), str(row["name"])) for row in rows))

"""The sources of contributions on a day, and prices that turn days of work into đồng, from the rulebook."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.rulebook.rule_facts import RuleFact, rules_on

from .rules.giving import LABOUR, Source, worth

SOURCES, LABOUR_PRICE = "rule:contribution_sources", "rule:labour_day_price"


@dataclass(frozen=True)
class Sources:
    """What may be chosen on a day; empty while the pack says nothing. `labour`: the price of a day of work, in đồng."""

    rule: RuleFact
    labour: RuleFact
    every: tuple[Source, ...]

    def by_code(self, code: str) -> Source | None:
        """The source of that code."""
        return next((source for source in self.every if source.code == code), None)

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(source.code, source.name) for source in self.every]

    def worth_of(self, kind: str, quantity: Decimal) -> tuple[Decimal, str] | None:
        """(đồng, the basis) of a quantity by the rule in force; None where no rule says it: nothing is guessed."""
        if kind != LABOUR or self.labour.missing:
            return None
        return worth(quantity, Decimal(str(self.labour.value))), str(self.labour.citation)[:400]


def sources_on(day: date) -> Sources:
    """The sources and the price in force on a day. One query."""
    rules = rules_on([SOURCES, LABOUR_PRICE], day)
    rule = rules[SOURCES]
    rows: Any = rule.value or ()
    every = tuple(Source(str(row["code"]), str(row["name"]), str(row.get("unnamed", ""))) for row in rows)
    return Sources(rule, rules[LABOUR_PRICE], every)

"""The scale of a day by which likely duplicates are told, from the rulebook."""

from datetime import date
from decimal import Decimal

from chungsuc.rulebook.rule_facts import rules_on

from .rules.likeness import AMOUNT_KEY, GAP_KEY, KEYS, WORDS_KEY, Scale


def scale_on(day: date) -> Scale:
    """How alike two works must be on `day` to be shown as one. One query."""
    rules = rules_on(KEYS, day)
    words, gap, amount = (rules[key].value for key in (WORDS_KEY, GAP_KEY, AMOUNT_KEY))
    return Scale(
        words=None if words is None else Decimal(words),
        gap=None if gap is None else int(gap),
        amount=None if amount is None else Decimal(amount),
    )

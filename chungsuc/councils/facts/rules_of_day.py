"""The rules of a session's day: figures in force, else the chairman's written decision for it, else missing."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from chungsuc.rulebook.facts import WORDS
from chungsuc.rulebook.rule_facts import RuleFact, rules_on

from ..models import Item, Session
from ..rules import Rule, Terms

PAPERS = "rule:council_papers_days"
RECUSED = "rule:recused_count"
LETTERS = "rule:council_letters"


def rule_keys(session: Session, items: Iterable[Item]) -> tuple[str, ...]:
    """The rules that a session may need: quorum, papers, recused, letters, each item's share and denominator."""
    own = {key for item in items for key in (item.share_key, item.of_key)}
    return (session.quorum_key, PAPERS, RECUSED, LETTERS, *sorted(own))


def session_rules(session: Session, items: Iterable[Item]) -> Mapping[str, RuleFact]:
    """Every rule that the session may need, by key. Three queries."""
    return rules_on(rule_keys(session, items), session.held_on, session.subject)


def as_rule(fact: RuleFact) -> Rule:
    """A rule as the pure rules take it; a word that nobody knows counts as missing."""
    value: Any = fact.value
    if fact.key in WORDS and value not in WORDS[fact.key]:
        value = None
    return Rule(fact.key, fact.label, value if isinstance(value, Decimal | str) else None, fact.citation)


def terms_of(item: Item, rules: Mapping[str, RuleFact]) -> Terms:
    """The rules of the vote on one item."""
    return Terms(*(as_rule(rules[key]) for key in (item.share_key, item.of_key, RECUSED, LETTERS)))


def value_said(key: str, value: Any, unit: str) -> str:
    """A rule's value in words, "" while it is missing."""
    from chungsuc.law.figures import read_fraction, show_decimal

    if value is None:
        return ""
    if key in WORDS:
        return WORDS[key].get(str(value), "")
    shown = value if read_fraction(value) is not None else show_decimal(Decimal(value))
    return f"{shown} {unit}".strip()

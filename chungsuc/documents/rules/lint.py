"""The linter: a paper is taken apart and asked everything that the pack's facts allow to ask. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from chungsuc.typesetting.lines import Text

from .lint_articles import check_articles
from .lint_bases import check_bases
from .lint_dates import check_dates
from .lint_names import check_names
from .lint_numbering import check_numbering
from .lint_numbers import check_numbers
from .lint_parts import Paper, taken_apart
from .lint_shapes import Finding, LintFacts
from .lint_words import check_end, check_quotes, check_words

MOST = 500  # findings of one kind of question: whoever reads as many reads no further
_OF_FORM = (check_numbering, check_articles, check_numbers, check_dates, check_words, check_quotes, check_end)


def lint(text: Text, facts: LintFacts, day: date | None = None) -> list[Finding]:
    """What is wrong with a paper, in the order of the page.

    Law and units are judged on `day`, or on the paper's own day when none is given; a paper without a day is not
    judged on either. Every finding says where it is, what to do and where the rule stands.
    """
    paper = taken_apart(text, facts.kinds)
    found = [_cited(finding, facts) for finding in _findings(paper, facts, day or paper.day)]
    return sorted(dict.fromkeys(found), key=lambda finding: (finding.order, finding.rule, finding.message))


def day_of(text: Text) -> date | None:
    """The day printed at a paper's head; None when there is none."""
    return taken_apart(text).day


def _findings(paper: Paper, facts: LintFacts, day: date | None) -> Iterator[Finding]:
    for check in _OF_FORM:
        yield from islice(check(paper, facts), MOST)
    for dated in (check_bases, check_names):
        yield from islice(dated(paper, facts, day), MOST)


def _cited(finding: Finding, facts: LintFacts) -> Finding:
    return finding if finding.citation else replace(finding, citation=facts.citation(finding.rule))

"""Conditions of the public posting and of written opinions."""

from chungsuc.law.verdicts import Verdict

from ..casefile import CaseFile, listed
from ..models import Opinion
from ..rules import posting as rules


def posting_over(file: CaseFile) -> Verdict:
    """The full number of days has passed."""
    rule = file.rule("days:posting")
    if rule.whole is None:
        return rule.undetermined
    return rules.posting_over(file.posting_fact, rule.whole, file.day, rule.citation)


def broadcasts(file: CaseFile) -> Verdict:
    """Enough announcements on the loudspeakers."""
    rule = file.rule("rule:posting_broadcasts")
    if rule.whole is None:
        return rule.undetermined
    days = file.rule("days:posting").whole
    return rules.broadcasts_made(file.posting_fact, rule.whole, days, file.day, rule.citation)


def posting_places(file: CaseFile) -> Verdict:
    """Every place that the rule names."""
    rule = file.rule("rule:posting_places")
    if rule.missing:
        return rule.undetermined
    return rules.places_posted(file.posting_fact, listed(rule), rule.citation)


def posting_proof(file: CaseFile) -> Verdict:
    """Documents, or a named paper, that prove the posting."""
    return rules.posting_proved(file.posting_fact, len(file.proofs), file.rule("rule:posting_places").citation)


def objections_answered(file: CaseFile) -> Verdict:
    """Every objection was answered."""
    return rules.objections_answered(file.objection_facts, file.day, file.rule("days:posting").citation)


def opinions(file: CaseFile) -> Verdict:
    """The bodies that must be heard agree in writing."""
    rule = file.rule("rule:opinion_bodies")
    if rule.missing:
        return rule.undetermined
    given = {body: (row.outcome == Opinion.AGREES, row.on) for body, row in file.opinions.items()}
    return rules.opinions_given(given, listed(rule), file.day, rule.citation)

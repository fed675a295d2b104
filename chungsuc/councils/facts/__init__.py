"""What other rooms and pages may know of councils, as frozen values. Never how one member voted: nobody knows that."""

from .interests import detected_interests
from .readiness import Missing, not_yet
from .results import (
    ItemResult,
    before_councils,
    published_ballots,
    recounted,
    result_asked,
    result_of,
    results_asked,
    results_of,
    session_about,
)
from .rules_of_day import rule_keys, terms_of
from .sessions import InterestFact, MemberFact, SessionRecord, record_of, roll_on, session_fact

__all__ = [
    "InterestFact",
    "ItemResult",
    "MemberFact",
    "Missing",
    "SessionRecord",
    "before_councils",
    "detected_interests",
    "not_yet",
    "published_ballots",
    "record_of",
    "recounted",
    "result_asked",
    "result_of",
    "results_asked",
    "results_of",
    "roll_on",
    "rule_keys",
    "session_about",
    "session_fact",
    "terms_of",
]

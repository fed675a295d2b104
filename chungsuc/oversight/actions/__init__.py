"""Every write of this room, by noun: preparing a survey, answering it, paper ballots, its end."""

from .answering import answer, issue_codes, mark_turnout
from .ending import abandon, close, conclude
from .paper import clear_round, count_agreed, enter_sheets
from .preparing import SurveyRefused, prepare, set_hamlets, start

__all__ = [
    "SurveyRefused", "abandon", "answer", "clear_round", "close", "conclude", "count_agreed", "enter_sheets",
    "issue_codes", "mark_turnout", "prepare", "set_hamlets", "start",
]  # fmt: skip

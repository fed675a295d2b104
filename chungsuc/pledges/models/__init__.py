"""The tables of the room."""

from .plans import PERIOD, SUBJECT, Edition, Money, OwnCriterion, PledgedTarget, Step, UnitPlan, YearResult
from .sponsorships import SPONSORSHIP, Commitment, HelpOutcome, Sponsorship, Visit
from .tasks import TASK, Handover, Overlap, OverlapDecision, Progress, Task, Terms

__all__ = [
    "PERIOD",
    "SPONSORSHIP",
    "SUBJECT",
    "TASK",
    "Commitment",
    "Edition",
    "Handover",
    "HelpOutcome",
    "Money",
    "Overlap",
    "OverlapDecision",
    "OwnCriterion",
    "PledgedTarget",
    "Progress",
    "Sponsorship",
    "Step",
    "Task",
    "Terms",
    "UnitPlan",
    "Visit",
    "YearResult",
]

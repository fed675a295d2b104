"""Every write of the room."""

from .overlaps import dismiss, merge, reopen
from .plans import amend, approve, drop, send_back, start, submit, take_back, write
from .sponsoring import assign, commit, confirm, contest, end, tell_outcome, visit, withdraw_told
from .tasks import hand_over, reopen_task, report, tell_result

__all__ = [
    "amend",
    "approve",
    "assign",
    "commit",
    "confirm",
    "contest",
    "dismiss",
    "drop",
    "end",
    "hand_over",
    "merge",
    "reopen",
    "reopen_task",
    "report",
    "send_back",
    "start",
    "submit",
    "take_back",
    "tell_outcome",
    "tell_result",
    "visit",
    "withdraw_told",
    "write",
]

"""Tables of this room: the roll, the sessions, the ballots."""

from .ballots import Box, PaperCount, Recount, Result, Turnout
from .roll import Council, Member, Tie
from .sessions import Attendance, Interest, Item, Paper, Session, Signature

__all__ = [
    "Attendance",
    "Box",
    "Council",
    "Interest",
    "Item",
    "Member",
    "Paper",
    "PaperCount",
    "Recount",
    "Result",
    "Session",
    "Signature",
    "Tie",
    "Turnout",
]

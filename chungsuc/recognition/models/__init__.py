"""Tables of the room: the register; cases with their events; what a case holds; yearly re-checks."""

from .cases import Case, CaseEvent
from .consulting import Broadcast, Objection, Opinion, Posting
from .deciding import Decision
from .examining import Appraisal, DossierItem, Recheck, Statement
from .register import Level, Recognition, Revocation

__all__ = [
    "Appraisal",
    "Broadcast",
    "Case",
    "CaseEvent",
    "Decision",
    "DossierItem",
    "Level",
    "Objection",
    "Opinion",
    "Posting",
    "Recheck",
    "Recognition",
    "Revocation",
    "Statement",
]

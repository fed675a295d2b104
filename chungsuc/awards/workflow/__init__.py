"""What may follow what in this room: achievements here by their own names, dossiers in `workflow.dossiers`."""

from .achievements import (
    ACTS,
    CONFIRM,
    CONFIRMED,
    CONFIRMS,
    CONTEST,
    CONTESTED,
    KEEP,
    RESTORE,
    SLUGS,
    STATES,
    UNVERIFIED,
    WHERE,
    WITHDRAW,
    WITHDRAWN,
    why_not,
)

__all__ = [
    "ACTS",
    "CONFIRM",
    "CONFIRMED",
    "CONFIRMS",
    "CONTEST",
    "CONTESTED",
    "KEEP",
    "RESTORE",
    "SLUGS",
    "STATES",
    "UNVERIFIED",
    "WHERE",
    "WITHDRAW",
    "WITHDRAWN",
    "why_not",
]

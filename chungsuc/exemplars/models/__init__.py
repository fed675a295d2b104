"""The tables of this room."""

from .media import Coverage, Outlet, Programme
from .register import CandidateAnswer, Copy, CopyResult, Exemplar, Story, Verification
from .showing import Consent, Photo

__all__ = [
    "CandidateAnswer",
    "Consent",
    "Copy",
    "CopyResult",
    "Coverage",
    "Exemplar",
    "Outlet",
    "Photo",
    "Programme",
    "Story",
    "Verification",
]

"""Roles and rights, and how a written name finds its unit. Pure: no clock, no tables."""

from .names import Candidate, Found, Match, NameIndex, read_name, readings, search_words
from .rights import RIGHTS, ROLES, Role

__all__ = [
    "RIGHTS",
    "ROLES",
    "Candidate",
    "Found",
    "Match",
    "NameIndex",
    "Role",
    "read_name",
    "readings",
    "search_words",
]

"""People as frozen values: their names, and what they did to something."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from chungsuc.audit.models import Entry

from .models import User


@dataclass(frozen=True)
class ActFact:
    """What was done to something: when, what, by whom, why."""

    at: datetime
    label: str
    by: str
    reason: str


def history(subject_type: str, subject_id: int, labels: Mapping[str, str]) -> list[ActFact]:
    """What happened to a subject, the oldest first, acts by their `labels`, people by their names. Two queries."""
    entries = list(Entry.objects.about(subject_type, str(subject_id)).order_by("seq"))
    names = full_names(entry.actor for entry in entries)
    return [
        ActFact(entry.recorded_at, labels.get(entry.act, entry.act), names.get(entry.actor, entry.actor), entry.reason)
        for entry in entries
    ]


def full_names(usernames: Iterable[str]) -> dict[str, str]:
    """The full names of accounts, by username. One query."""
    rows = User.objects.filter(username__in=set(usernames)).values_list("username", "full_name")
    return {username: name or username for username, name in rows}

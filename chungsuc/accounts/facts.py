"""People as frozen values: their names, and what they did to something."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from chungsuc.audit.models import Entry
from chungsuc.questions.asking import Asking, answer, rows_of

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
    return answer(history_asked(subject_type, subject_id, labels))


def history_asked(subject_type: str, subject_id: int, labels: Mapping[str, str]) -> Asking[list[ActFact]]:
    """`history` for whoever asks more in the same queries. Two rounds."""
    entries = yield from rows_of(Entry.objects.about(subject_type, str(subject_id)).order_by("seq"))
    rows = yield from rows_of(_named(entry.actor for entry in entries))
    names = _by_name(rows)
    return [
        ActFact(entry.recorded_at, labels.get(entry.act, entry.act), names.get(entry.actor, entry.actor), entry.reason)
        for entry in entries
    ]


def full_names(usernames: Iterable[str]) -> dict[str, str]:
    """The full names of accounts, by username. One query."""
    return _by_name(_named(usernames))


def _named(usernames: Iterable[str]) -> QuerySet:
    return User.objects.filter(username__in=set(usernames)).values_list("username", "full_name")


def _by_name(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {username: name or username for username, name in rows}

"""What evidence can be attached to: upper rooms are entered by `wiring.py`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q


@dataclass(frozen=True)
class Use:
    """What a document is used for, as people read it; `url` leads there."""

    words: str
    url: str = ""


Describe = Callable[[Iterable[str]], Mapping[str, Use]]
_subjects: dict[str, tuple[str, Describe]] = {}
OpensTo = Callable[[Any], Q]
_closed: dict[str, OpensTo] = {}


def register_subject(subject: str, label: str, describe: Describe) -> None:
    """Lets documents be attached to a subject ("criteria.value"); `describe` names its keys, few queries for many."""
    _subjects[subject] = (label, describe)


def label_of(subject: str) -> str:
    """What a subject is called."""
    return _subjects[subject][0] if subject in _subjects else "việc khác"


def uses_of(subject: str, keys: Iterable[str]) -> dict[str, Use]:
    """What the keys of a subject are, for people."""
    asked = list(keys)
    found = dict(_subjects[subject][1](asked)) if subject in _subjects else {}
    return {key: found.get(key) or Use(f"{label_of(subject).capitalize()} {key}") for key in asked}


def close_kinds(kinds: Iterable[str], opens_to: OpensTo) -> None:
    """Closes the documents of some kinds: an upper room says to whom they open, as a condition on documents.

    `opens_to` gets the person. Such kinds are neither offered for sending nor for other uses.
    """
    for kind in kinds:
        _closed[kind] = opens_to


def closed_kinds() -> frozenset[str]:
    """The kinds whose documents open to some people only."""
    return frozenset(_closed)


def open_to(person: Any) -> Q:
    """The documents that may be open to a person, as a condition on documents; reach is asked apart."""
    if not _closed:
        return Q()
    found = ~Q(kind__code__in=closed_kinds())
    for opens_to in set(_closed.values()):
        kinds = [kind for kind, asks in _closed.items() if asks is opens_to]
        found |= Q(kind__code__in=kinds) & opens_to(person)
    return found

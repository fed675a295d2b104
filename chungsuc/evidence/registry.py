"""What evidence can be attached to: upper rooms are entered by `wiring.py`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Use:
    """What a document is used for, as people read it; `url` leads there."""

    words: str
    url: str = ""


Describe = Callable[[Iterable[str]], Mapping[str, Use]]
_subjects: dict[str, tuple[str, Describe]] = {}


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

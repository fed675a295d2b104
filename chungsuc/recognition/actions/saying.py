"""What every act on a case takes and leaves: what was said with it, who acts, and its entry in the journal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chungsuc.audit.actions import record
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as

from ..models import Case


@dataclass(frozen=True)
class Said:
    """What comes with a step: the day it happened, its reason, its paper, and what a decision needs."""

    on: date
    reason: str = ""
    paper: str = ""
    number: str = ""
    signer: str = ""
    certificate: str = ""
    joint: bool = False  # one paper recognises several units under one number
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class By:
    """Who acts, as it is recorded."""

    username: str
    name: str = ""
    post: str = ""

    @classmethod
    def of(cls, person: Person) -> "By":
        return cls(person.username, person.name, person.title[:300])


Effect = Callable[[Case, Said, By], dict[str, Any]]


def record_about(
    case: Case, act: str, by: str, details: dict[str, Any], *, reason: str = "", paper: str = "", post: str = ""
) -> None:
    """One entry of the journal about a case, inside the transaction of its act."""
    name = known_as([case.unit_id])[case.unit_id].name
    record(
        act,
        actor=by,
        subject_type="recognition.case",
        subject_id=str(case.pk),
        subject_label=f"{name}: {case.level.name} {case.year}"[:200],
        unit_code=case.unit.code,
        details=details,
        reason=reason,
        paper=paper,
        actor_post=post,
    )

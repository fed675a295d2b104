"""What plan.yaml says, as frozen values: targets, who takes part, what is due by whom, what each is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .pack_place import Place


@dataclass(frozen=True)
class TargetShape:
    """A target of the plan. `figure` is the key of its value.

    `measure`: recognised | average_criteria | communes_below | new_districts. `params` as the measure needs:
    level(s), below (a figure key), counted_from (a day). `basis_until` is the last day on which the units it was set
    for existed; `after_basis` says what is reported from then on: frozen (the last figure stands) or undetermined.
    """

    code: str
    name: str
    text: str
    operator: str
    figure: str
    unit: str
    measure: str
    params: Mapping[str, Any]
    due: date
    basis_until: date | None
    after_basis: str
    after_basis_source: str
    place: Place


@dataclass(frozen=True)
class SubjectShape:
    """One of the groups of section IV with its criteria as written; `binds` names the audiences that it speaks to."""

    code: str
    letter: str
    name: str
    criteria: tuple[str, ...]
    place: Place
    binds: tuple[str, ...] = ()


@dataclass(frozen=True)
class MilestoneShape:
    """Something due: who, what, by when, and the article of the plan that says so. `every_year` repeats yearly.

    `binds` names the audiences that must do it; `opens` is the first day on which it can be done (None: the first day
    of the year in which it is due, not before the plan).
    """

    code: str
    name: str
    who: str
    due: date
    every_year: bool
    article: str
    status: str
    place: Place
    binds: tuple[str, ...] = ()
    opens: date | None = None


@dataclass(frozen=True)
class AudienceShape:
    """Whom the plan binds from `since` to `until` (None: on): all units of `kinds` but `but`, and `units` by code.

    A unit that is named by code and ends hands on to the units it flowed into.
    """

    code: str
    name: str
    kinds: tuple[str, ...]
    units: tuple[str, ...]
    but: tuple[str, ...]
    since: date
    until: date | None
    source: str
    status: str
    place: Place


@dataclass(frozen=True)
class InstructionShape:
    """What the plan tells an audience to do, word for word, with its article."""

    code: str
    article: str
    text: str
    binds: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class LaunchShape:
    """Who is told by a launch of `by` (province | district): the audiences `to`."""

    by: str
    to: tuple[str, ...]
    source: str
    status: str
    place: Place


@dataclass(frozen=True)
class PhaseShape:
    """A phase of the movement as the plan tells it; the last is the plan's own."""

    code: str
    name: str
    since: date
    until: date
    text: str
    source: str
    status: str
    place: Place

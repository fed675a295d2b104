"""What eligibility is judged on: the law of a day about one form, and what is known of one subject. Frozen, pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .matching import Former


@dataclass(frozen=True)
class Evidence:
    """Something that an award may rest on, with the key it goes by for ever; `confirmed`: whether it may as it stands.

    `kind`: the kind of an achievement ("reward", "land" …), "" of what another room answers for; `form` and
    `merit_kind`: of a reward.
    """

    key: str
    year: int
    words: str
    confirmed: bool
    kind: str = ""
    form: str = ""
    merit_kind: str = ""


@dataclass(frozen=True)
class Stated:
    """A rule of a day: its text, its value, where it stands; `official`: an official result may rest on it."""

    text: str
    value: Mapping[str, Any]
    citation: str
    official: bool = True


@dataclass(frozen=True)
class FormLaw:
    """The law of the day on which a dossier is received, about one form.

    `form`: the form in force that day, None when there is none; then `other` is what the data know of it on other
    days. `levels` gives the level of every form that is known. `year`: the year that counts for rules about years;
    `years`: the rule that says in which years the form is considered, None where no rule does.
    """

    received: date
    code: str
    regime_code: str
    regime: Stated | None
    form: Stated | None
    other: Stated | None
    other_until: date | None
    levels: Mapping[str, str]
    rules: Mapping[str, Stated]  # by what the software checks
    year: int
    years: Stated | None
    years_back: Stated | None
    plan_since: int = 0
    in_round: str = ""

    @property
    def name(self) -> str:
        """The form in words."""
        known = self.form or self.other
        return known.text if known else "hình thức này"

    @property
    def level(self) -> str:
        """The level of the form; "" when nothing knows it."""
        return self.levels.get(self.code, "")

    def rule(self, check: str) -> Stated | None:
        """The rule of the day that asks for a check of forms of this level; None when none does."""
        found = self.rules.get(check)
        return found if found and (not found.value["levels"] or self.level in found.value["levels"]) else None


@dataclass(frozen=True)
class Criterion:
    """A criterion of section IV. `result` of what the data answer, "" where only somebody can judge it."""

    no: int
    text: str
    citation: str
    result: str = ""
    words: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenCase:
    """A matter that stands on the day. Nothing of what it is about."""

    kind: str
    since: date
    source: str
    key: str = ""


@dataclass(frozen=True)
class Quota:
    """How many were allotted of state awards (None: no quota is known) and how many are counted so far."""

    label: str
    allotted: int | None
    counted: int
    citation: str
    how: str = ""


@dataclass(frozen=True)
class StateAward:
    """Another state award of the year, given or proposed, in words. `sure`: whether it surely is the nominee's own."""

    words: str
    merit_kind: str = ""
    sure: bool = True


@dataclass(frozen=True)
class Nominee:
    """What is known of one subject on the day.

    `kind`: the rule of its kind, None where no rule of the day has it. `ended`: when its unit (or the unit where it is)
    ended, with `heirs`, the names of what that went into. `used`: keys of evidence that a live dossier or award of the
    form's level rests on. `state_awards`: other state awards, given or proposed in the year. `merit_kind`: what it is
    proposed for, "" where nobody said it.
    """

    kind: Stated | None
    itself: bool
    evidence: tuple[Evidence, ...] = ()
    used: frozenset[str] = frozenset()
    ended: date | None = None
    heirs: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    open_cases: tuple[OpenCase, ...] = ()
    state_awards: tuple[StateAward, ...] = ()
    former: tuple[Former, ...] = ()
    quota: Quota | None = None
    merit_kind: str = ""

"""Whether somebody may be proposed for a form: one line a rule, each with its citation and what it rests on. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

MET, NOT_MET, UNDETERMINED, NEEDS_HUMAN = "met", "not_met", "undetermined", "needs_human"
RESULTS: Mapping[str, str] = MappingProxyType({
    NOT_MET: "không đủ điều kiện",
    UNDETERMINED: "chưa đủ căn cứ",
    NEEDS_HUMAN: "cần người xem",
    MET: "đủ điều kiện",
})  # fmt: skip
"""The results in words, what stands in the way first."""


@dataclass(frozen=True)
class Line:
    """What one rule says. `rule`: its code, which stays; `evidence`: keys of what it rests on; `about`: the text of
    the criterion that it asks, "" of any other rule.
    """

    rule: str
    result: str
    reason: str
    citation: str
    evidence: tuple[str, ...] = ()
    about: str = ""

    @property
    def words(self) -> str:
        """The result in words."""
        return RESULTS[self.result]


@dataclass(frozen=True)
class Eligibility:
    """What every rule says of one subject and one form on the day on which the dossier is received."""

    outcome: str
    lines: tuple[Line, ...]
    regime: str

    @property
    def words(self) -> str:
        """The outcome in words."""
        return RESULTS[self.outcome]


def without_cases(found: Eligibility) -> Eligibility:
    """What is told to who neither keeps the file nor examines: nothing of open cases, not even that there is one."""
    lines = tuple(line for line in found.lines if line.rule != "open_case")
    return Eligibility(outcome(line.result for line in lines), lines, found.regime)


def outcome(results: Iterable[str]) -> str:
    """What all lines come to: one that is not met decides; then what cannot be known; then what somebody has to see.

    Undetermined comes before "needs a human": a person who looks at a case may close what was left to judgement, but
    nobody can close a gap in the law or in the evidence by looking, so "cần người xem" would promise too much. With no
    line at all nothing is known.
    """
    seen = set(results)
    return next((result for result in (*RESULTS,) if result in seen), UNDETERMINED)

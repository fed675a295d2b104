"""Verdicts of three values, always with their reasons. What is missing stays undetermined; nothing is guessed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from operator import eq, ge, gt, le, lt

from chungsuc.law.citations import Citation


class Outcome(StrEnum):
    """Met, not met, or undetermined: a value, a threshold or a rule is missing."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"

    @property
    def label(self) -> str:
        """What people read."""
        return _LABELS[self]

    @property
    def shape(self) -> str:
        """A sign that needs no colour to be told apart."""
        return _SHAPES[self]


_LABELS = {Outcome.MET: "đạt", Outcome.NOT_MET: "chưa đạt", Outcome.UNDETERMINED: "chưa đủ căn cứ"}
_SHAPES = {Outcome.MET: "●", Outcome.NOT_MET: "○", Outcome.UNDETERMINED: "◌"}
# A letter names first what stands in the way.
_TELLING_ORDER = (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.MET)


@dataclass(frozen=True)
class Reason:
    """Why: one sentence, its own outcome, the rule it rests on, and what it is about ("chỉ tiêu 15.3")."""

    text: str
    outcome: Outcome
    citation: Citation | None = None
    about: str = ""

    def __str__(self) -> str:
        """The reason as part of a sentence, without a full stop."""
        text = self.text.strip().rstrip(". ")
        told = f"{self.about}: {text}" if self.about else text
        return f"{told}, căn cứ {self.citation}" if self.citation else told


@dataclass(frozen=True)
class Verdict:
    """An outcome with the reasons that led to it."""

    outcome: Outcome
    reasons: tuple[Reason, ...]

    @property
    def paragraph(self) -> str:
        """One Vietnamese paragraph to copy into a letter: the conclusion, then the reasons, obstacles first."""
        told = [f"Kết luận: {self.outcome.label}."]
        for outcome in _TELLING_ORDER:
            reasons = "; ".join(str(reason) for reason in self.reasons if reason.outcome is outcome)
            if reasons:
                told.append(f"Nội dung {outcome.label}: {reasons}.")
        return " ".join(told)


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """All have to be met. One failure decides; with nothing to judge by, undetermined."""
    seen = set(outcomes)
    if Outcome.NOT_MET in seen:
        return Outcome.NOT_MET
    return Outcome.MET if seen == {Outcome.MET} else Outcome.UNDETERMINED


_OPERATORS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {">=": ge, "<=": le, "==": eq, ">": gt, "<": lt}


def compare(operator: str, value: Decimal, threshold: Decimal) -> bool:
    """Whether the value satisfies the threshold. ValueError for an operator the rules do not know."""
    if operator not in _OPERATORS:
        known = ", ".join(_OPERATORS)
        raise ValueError(f"Không có phép so sánh «{operator}». Hãy dùng một trong các phép: {known}.")
    return _OPERATORS[operator](value, threshold)


def between_bounds(operator: str, low: Decimal, high: Decimal, threshold: Decimal) -> Outcome:
    """The outcome of an amount only known to lie in [low, high]: decided when every amount there agrees.

    ValueError when low exceeds high, or for an unknown operator.
    """
    if high < low:
        raise ValueError(f"Khoảng giá trị bị đảo: cận dưới {low} lớn hơn cận trên {high}. Hãy đổi lại hai cận.")
    ends = {compare(operator, low, threshold), compare(operator, high, threshold)}
    if ends == {True}:
        return Outcome.MET
    # Both ends failing settles an inequality; an equality may still hold inside.
    inside = operator == "==" and low < threshold < high
    return Outcome.NOT_MET if ends == {False} and not inside else Outcome.UNDETERMINED

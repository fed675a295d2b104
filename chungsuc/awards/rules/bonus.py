"""How much money goes with an award: coefficient × base salary, more for a collective, rounded up. Exact, pure."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

INDIVIDUAL, COLLECTIVE = "individual", "collective"
SUBJECT_KINDS = {INDIVIDUAL: "cá nhân", COLLECTIVE: "tập thể"}


@dataclass(frozen=True)
class Terms:
    """What the law of a day says about one form; None where nothing does.

    `only`: who alone may be given it ("" both); `doubles`: whether a collective gets `times` as much. `salary` and
    `step` (what amounts are rounded up to) are in đồng.
    """

    coefficient: Decimal | None
    salary: Decimal | None
    times: Decimal | None
    step: Decimal | None
    doubles: bool
    only: str = ""


@dataclass(frozen=True)
class Bonus:
    """The amount in đồng with the coefficient that was applied; both None when something is `missing`."""

    amount: int | None
    coefficient: Decimal | None
    missing: tuple[str, ...] = ()


def bonus(terms: Terms, subject_kind: str) -> Bonus:
    """The bonus of one award to an individual or a collective; never a guess where a part of the rule is missing.

    ValueError when the form is not given to that kind of subject, or the kind is unknown.
    """
    if subject_kind not in SUBJECT_KINDS:
        raise ValueError(f"unknown kind of subject {subject_kind}")
    if terms.only and terms.only != subject_kind:
        raise ValueError(f"Hình thức này chỉ tặng {SUBJECT_KINDS[terms.only]}.")
    doubled = subject_kind == COLLECTIVE and terms.doubles
    asked = {
        "hệ số tiền thưởng": terms.coefficient,
        "mức lương cơ sở": terms.salary,
        "mức làm tròn": terms.step,
        **({"hệ số của tập thể": terms.times} if doubled else {}),
    }
    missing = tuple(name for name, value in asked.items() if value is None)
    if terms.coefficient is None or terms.salary is None or terms.step is None or missing:
        return Bonus(None, None, missing)
    coefficient = terms.coefficient * (terms.times if doubled and terms.times else 1)
    return Bonus(rounded_up(coefficient * terms.salary, terms.step), coefficient)


def rounded_up(amount: Decimal, step: Decimal) -> int:
    """The least whole number of steps that is not less than the amount, in đồng."""
    return int((amount / step).to_integral_value(ROUND_CEILING) * step)

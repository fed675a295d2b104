"""How far a target is, and where it is heading. Pure: amounts in, verdicts and forecasts out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from chungsuc.law.figures import round_half_up, show_decimal
from chungsuc.law.verdicts import Outcome, Reason, between_bounds

FROZEN = "frozen"


@dataclass(frozen=True)
class Amount:
    """What was counted: surely at least `low`, at most `high` (they differ where something is undetermined).

    None: nothing can be said. `as_of` is the day to which the figures behind it speak; `unit_ids` those counted.
    """

    low: Decimal | None
    high: Decimal | None
    as_of: date | None
    of: int = 0
    unit_ids: tuple[int, ...] = ()
    open_ids: tuple[int, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def sure(self) -> Decimal | None:
        """The amount when it is certain."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True)
class Progress:
    """One target on one day."""

    code: str
    name: str
    operator: str
    target: Decimal | None
    unit: str
    amount: Amount
    outcome: Outcome
    due: date
    figure: str = ""
    figure_status: str = ""
    reasons: tuple[Reason, ...] = ()
    frozen_on: date | None = None
    former: "Progress | None" = field(default=None, repr=False)

    @property
    def gap(self) -> Decimal | None:
        """What is still missing (0 when reached); None when it cannot be said."""
        if self.outcome is Outcome.UNDETERMINED or self.target is None or self.amount.low is None:
            return None
        missing = self.target - self.amount.low if self.operator == ">=" else self.amount.low - self.target
        return max(missing, Decimal(0))


def judge_target(operator: str, amount: Amount, target: Decimal | None) -> tuple[Outcome, tuple[Reason, ...]]:
    """Whether the target is reached: undetermined when the figure or the amount is missing or still open."""
    if target is None:
        return Outcome.UNDETERMINED, (Reason("Chưa có số liệu chỉ tiêu trong kế hoạch.", Outcome.UNDETERMINED),)
    if amount.low is None or amount.high is None:
        return Outcome.UNDETERMINED, amount.reasons
    return between_bounds(operator, amount.low, amount.high, target), amount.reasons


@dataclass(frozen=True)
class Point:
    """The amount at the end of a year, and the ruler it was measured with (a set's code, or "" where none matters)."""

    year: int
    amount: Decimal
    ruler: str = ""


@dataclass(frozen=True)
class Forecast:
    """Where a target is heading if nothing changes, and what that assumes. `amount` None: it cannot be said."""

    on: date
    amount: Decimal | None
    assumption: str
    outcome: Outcome = Outcome.UNDETERMINED


def forecast(
    points: Sequence[Point], *, operator: str, target: Decimal | None, on: date, unit: str, whole: bool
) -> Forecast:
    """Carries the average yearly change on to a day.

    Only points of the newest ruler count, for a change of ruler is no progress; fewer than two and nothing is said.
    """
    same = [point for point in points if point.ruler == points[-1].ruler] if points else []
    if len(same) < 2:
        years = f"mới có số liệu {len(same)} năm theo cùng bộ tiêu chí" if points else "chưa có số liệu"
        return Forecast(on, None, f"Chưa dự báo được: {years}, cần ít nhất hai năm.")
    first, last = same[0], same[-1]
    pace = (last.amount - first.amount) / (last.year - first.year)
    years_left = Decimal((on - date(last.year, 12, 31)).days) / Decimal("365.25")
    reached = last.amount + pace * max(years_left, Decimal(0))
    amount = max(_cautious(reached, operator) if whole else round_half_up(reached, 2), Decimal(0))
    told = f"giữ nhịp {show_decimal(round_half_up(pace, 2))} {unit}/năm của {first.year}–{last.year}".replace(" /", "/")
    outcome = Outcome.UNDETERMINED if target is None else between_bounds(operator, amount, amount, target)
    return Forecast(on, amount, f"Giả định: {told}.", outcome)


def _cautious(reached: Decimal, operator: str) -> Decimal:
    """A whole number of units, rounded to the side that is farther from the target: nobody has 37.9 communes."""
    return reached.to_integral_value(ROUND_FLOOR if operator == ">=" else ROUND_CEILING)

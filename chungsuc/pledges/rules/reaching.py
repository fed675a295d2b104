"""Whether a registered target was reached: what was pledged against what is verified, or what the unit says. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from chungsuc.law.figures import show_decimal
from chungsuc.law.verdicts import Outcome, Reason, Verdict, between_bounds

VERIFIED, OWN_WORD, NOTHING = "verified", "own_word", "nothing"
GROUNDS = {VERIFIED: "số liệu đã thẩm định", OWN_WORD: "đơn vị tự báo, chưa ai thẩm định", NOTHING: "chưa có số liệu"}


@dataclass(frozen=True)
class Reached:
    """What was reached: surely at least `low`, at most `high` (None: nothing can be said), and on what ground."""

    low: Decimal | None
    high: Decimal | None
    ground: str
    words: str = ""
    href: str = ""

    @property
    def shown(self) -> str:
        """The amount in words: "12", "từ 10 đến 12", or nothing."""
        if self.low is None or self.high is None:
            return ""
        if self.low == self.high:
            return show_decimal(self.low)
        return f"từ {show_decimal(self.low)} đến {show_decimal(self.high)}"


def judged(operator: str, amount: Decimal, reached: Reached) -> Verdict:
    """Met, not met or undetermined, with the one reason; a unit's own word is told as such, it is never verified."""
    if reached.low is None or reached.high is None:
        text = reached.words or "Chưa có số liệu về chỉ tiêu này."
        return Verdict(Outcome.UNDETERMINED, (Reason(text, Outcome.UNDETERMINED),))
    outcome = between_bounds(operator, reached.low, reached.high, amount)
    asked = f"{'ít nhất' if operator == '>=' else 'không quá'} {show_decimal(amount)}"
    text = f"Đăng ký {asked}, đạt {reached.shown} ({GROUNDS[reached.ground]}). {reached.words}".strip()
    return Verdict(outcome, (Reason(text, outcome),))


def worth_explaining(verdict: Verdict) -> bool:
    """Whether the unit is asked why: everything that was not reached, and what nobody can tell."""
    return verdict.outcome is not Outcome.MET

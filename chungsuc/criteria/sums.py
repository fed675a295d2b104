"""What the values of merged units come to together. Pure: the parts' values in, one sum or why there is none.

Only what was counted can be added: both numbers of a share, and counts. A percentage that came alone, an average and
a yes or no of several units make no value of the new one, and are never guessed from each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from chungsuc.law.figures import round_half_up

PLACES = 6
HUNDRED = Decimal(100)
GIVEN, NOT_APPLICABLE = "given", "not_applicable"


@dataclass(frozen=True)
class PartValue:
    """What one unit that was merged away had of a measure. `state` is "" when it had nothing.

    `whole`: the unit went into the new one entirely; of a part of a unit nobody knows its share of the value.
    """

    name: str
    state: str = ""
    number: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    whole: bool = True


@dataclass(frozen=True)
class Sum:
    """The value of the units together, with both numbers where it is a share; or `why_not` in words."""

    number: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    why_not: str = ""


def add_up(kind: str, parts: Sequence[PartValue]) -> Sum:
    """The parts of a measure added up. A part to which it does not apply adds nothing to either number."""
    why_not = _why_not(kind, parts)
    if why_not:
        return Sum(why_not=why_not)
    counted = [part for part in parts if part.state == GIVEN]
    if kind == "count":
        return Sum(number=sum((part.number or Decimal(0) for part in counted), Decimal(0)))
    above = sum((part.numerator or Decimal(0) for part in counted), Decimal(0))
    below = sum((part.denominator or Decimal(0) for part in counted), Decimal(0))
    if below == 0:
        return Sum(why_not="Mẫu số cộng lại bằng 0.")
    return Sum(round_half_up(above * HUNDRED / below, PLACES), above, below)


def _why_not(kind: str, parts: Sequence[PartValue]) -> str:
    if kind == "boolean":
        return "Nội dung đạt hay không đạt của từng đơn vị không cộng được; phải xem xét lại ở đơn vị mới."
    if kind not in ("percent", "count"):
        return "Số bình quân của từng đơn vị không cộng được; phải đo lại ở đơn vị mới."
    split = [part.name for part in parts if not part.whole]
    if split:
        return f"Chỉ một phần của {', '.join(split)} nhập vào đơn vị mới nên không biết phần số liệu kèm theo."
    missing = [part.name for part in parts if not part.state]
    if missing or not parts:
        return f"Thiếu số liệu của {', '.join(missing)}." if missing else "Không có đơn vị nào nhập vào."
    if all(part.state == NOT_APPLICABLE for part in parts):
        return "Không áp dụng ở mọi đơn vị nhập vào."
    bare = [part.name for part in parts if kind == "percent" and part.state == GIVEN and part.denominator is None]
    return f"Chỉ có tỷ lệ, không có tử số và mẫu số của {', '.join(bare)}." if bare else ""

"""What a line of an estimate may say and comes to, and how much of the money of a source may be spent. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chungsuc.law.figures import show_decimal
from chungsuc.law.spelling import nfc

INSPECTION, REVIEW, AWARD = "inspection", "review", "award"
PURPOSES = {
    INSPECTION: "kiểm tra, giám sát",
    REVIEW: "sơ kết, tổng kết",
    AWARD: "khen thưởng",
}
PURPOSE_CHOICES = list(PURPOSES.items())


@dataclass(frozen=True)
class Source:
    """Where money comes from."""

    code: str
    name: str


@dataclass(frozen=True)
class Line:
    """One line: what for, `norm` in đồng for one `measure` with its `basis` ("" while nothing says it), how many."""

    purpose: str
    what: str
    norm: Decimal
    quantity: Decimal
    measure: str
    source: Source
    basis: str = ""

    @property
    def amount(self) -> Decimal:
        """Norm × quantity in đồng, exact: nothing is rounded."""
        return self.norm * self.quantity


def line_faults(line: Line) -> list[tuple[str, str]]:
    """What is wrong with a line: (field, sentence) each; none when nothing is."""
    found = []
    if line.purpose not in PURPOSES:
        found.append(("purpose", "Chưa chọn mục chi. Hãy chọn một mục."))
    if not nfc(line.what):
        found.append(("what", "Chưa ghi nội dung chi. Hãy ghi ngắn gọn."))
    if line.norm <= 0:
        found.append(("norm", "Định mức phải lớn hơn 0 đồng. Hãy ghi lại."))
    if line.quantity <= 0:
        found.append(("quantity", "Số lượng phải lớn hơn 0. Hãy ghi lại."))
    if not nfc(line.measure):
        found.append(("measure", "Chưa ghi đơn vị tính. Hãy ghi, ví dụ: cuộc, người, ngày."))
    return found


def why_not_submit(lines: Sequence[Line]) -> str:
    """Why an estimate of these lines cannot be submitted, in words; "" when it can."""
    if not lines:
        return "Dự toán chưa có dòng nào. Hãy ghi các dòng rồi trình."
    bare = [number for number, line in enumerate(lines, 1) if not nfc(line.basis)]
    if bare:
        told = ", ".join(str(number) for number in bare)
        return f"Chưa đủ căn cứ: dòng {told} chưa ghi căn cứ của định mức. Hãy ghi văn bản quy định rồi trình."
    return ""


Move = tuple[date, Decimal]
"""A day and an amount in đồng: above zero when money came, below when it went."""


def room_left(moves: Iterable[Move], on: date) -> Decimal:
    """The most, in đồng, that may still go on a day so that no later day falls below zero; never below zero itself."""
    of_day: dict[date, Decimal] = {on: Decimal(0)}
    for day, amount in moves:
        of_day[day] = of_day.get(day, Decimal(0)) + amount
    balance, left = Decimal(0), None
    for day in sorted(of_day):
        balance += of_day[day]
        if day >= on:
            left = balance if left is None else min(left, balance)
    return max(left or Decimal(0), Decimal(0))


def why_not_spend(amount: Decimal, *, approved: bool, room: Decimal, source: str) -> str:
    """Why an amount may not be spent, in words; "" when it may. `room`: allocated to the source and not spent."""
    if not approved:
        return "Dự toán chưa được phê duyệt vào ngày chi nên chưa chi được."
    if amount > room:
        more = f"{show_decimal(amount)} đồng nhiều hơn số còn lại"
        return f"Nguồn {source} vào ngày chi còn {show_decimal(room)} đồng đã bố trí mà chưa chi; {more}."
    return ""

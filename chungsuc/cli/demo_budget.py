"""The budget for a first look: the estimate of 2025, approved, partly allocated, with one spending.

Every step is a real act on its own day, and every figure is made up. What is there already is left alone.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

MARK = "trình diễn"
DRAFTED, DECIDED, CAME, PAID = date(2025, 7, 10), date(2025, 7, 21), date(2025, 7, 28), date(2025, 8, 12)
PROGRAMME = "ctmtqg-ntm"
# purpose, what, norm in đồng, quantity, measure
LINES = (
    ("inspection", "Đoàn kiểm tra phong trào ở các xã", 3_000_000, 12, "cuộc"),
    ("review", "Hội nghị tổng kết phong trào cấp tỉnh: đại biểu", 200_000, 250, "người"),
    ("review", "In báo cáo tổng kết, kỷ yếu điển hình", 50_000, 200, "cuốn"),
)


def estimates(day: date) -> Iterator[str]:
    """Makes what is missing, as of `day`; nothing before its last step, nor without sources in the pack."""
    from chungsuc.budget import actions
    from chungsuc.budget.models import Estimate
    from chungsuc.budget.rules import Line
    from chungsuc.budget.sources import sources_on

    source = sources_on(DRAFTED).by_code(PROGRAMME)
    if day < PAID or Estimate.objects.exists() or source is None:
        return
    drafter, office = _person("thidua", DRAFTED), _person("dieuphoi", CAME)
    basis = f"Mức chi theo nghị quyết của HĐND tỉnh ({MARK})"
    lines = [
        Line(purpose, f"{what} ({MARK})", Decimal(norm), Decimal(quantity), measure, source, basis)
        for purpose, what, norm, quantity, measure in LINES
    ]
    made = actions.start(DRAFTED.year, acting=drafter)
    made = actions.save_lines(made, made.version, lines, acting=drafter)
    made = actions.take(made, "submit", made.version, acting=drafter)
    made = actions.take(made, "collate", made.version, acting=_person("dieuphoi", DRAFTED))
    paper = f"812/QĐ-UBND ({MARK})"
    made = actions.take(
        made, "approve", made.version, acting=_person("lanhdao", DECIDED), paper=paper, decided_on=DECIDED
    )
    told: dict[str, Any] = {"on": CAME, "document": f"Văn bản 15/STC-NS ({MARK})"}
    given = actions.allocate(made, made.version, source=source, amount=Decimal(60_000_000), acting=office, **told)
    made = given.estimate
    line = made.editions.get(number=made.number).lines.get(position=1)
    paid: dict[str, Any] = {
        "line": line,
        "amount": Decimal(12_000_000),
        "on": PAID,
        "document": f"Phiếu chi 01 ({MARK})",
    }
    actions.spend(made, made.version, acting=_person("thidua", PAID), **paid)
    yield "Dự toán kinh phí năm 2025: đã phê duyệt, bố trí một phần, một khoản chi."


def _person(username: str, day: date) -> Any:
    from chungsuc.accounts.models import User
    from chungsuc.organisations.access import person_on

    return person_on(User.objects.get(username=username), day)

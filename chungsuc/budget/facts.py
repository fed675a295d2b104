"""What estimates come to on a day: planned, approved, allocated, spent and left, by source and by purpose."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .models import Allocation, Estimate, EstimateLine, EstimateStep, Spending
from .rules import PURPOSES


@dataclass(frozen=True)
class SourceSum:
    """The money of one source in đồng: asked in the current edition, approved, allocated, spent."""

    code: str
    name: str
    planned: Decimal
    approved: Decimal
    allocated: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        """What is allocated and not spent, in đồng; below zero when more was spent, by override."""
        return self.allocated - self.spent


@dataclass(frozen=True)
class Book:
    """One estimate on a day. `approval`: the decision in force; None before the first. Lines are the current ones."""

    estimate: Estimate
    approval: EstimateStep | None
    lines: tuple[EstimateLine, ...]
    approved_lines: tuple[EstimateLine, ...]
    sources: tuple[SourceSum, ...]
    spendings: tuple[Spending, ...]
    allocations: tuple[Allocation, ...]

    @property
    def whole(self) -> SourceSum:
        """All sources together."""
        sums = [
            sum((getattr(one, name) for one in self.sources), Decimal(0))
            for name in ("planned", "approved", "allocated", "spent")
        ]
        return SourceSum("", "Tổng cộng", *sums)

    @property
    def purposes(self) -> list[tuple[str, Decimal, Decimal, Decimal]]:
        """(purpose, planned, approved, spent) of each purpose of the lines, in đồng."""
        found = []
        for code, name in PURPOSES.items():
            planned = sum((line.amount for line in self.lines if line.purpose == code), Decimal(0))
            approved = sum((line.amount for line in self.approved_lines if line.purpose == code), Decimal(0))
            spent = sum((one.amount for one in self.spendings if one.line.purpose == code), Decimal(0))
            if planned or approved or spent:
                found.append((name, planned, approved, spent))
        return found


def books_on(estimates: Iterable[Estimate], day: date) -> list[Book]:
    """Each estimate with its money as of `day`, in that order. Four queries whatever their number, none for none."""
    rows = list(estimates)
    if not rows:
        return []
    pks = [row.pk for row in rows]
    approvals = {
        step.estimate_id: step for step in EstimateStep.objects.approvals(day).filter(estimate__in=pks)
    }  # fmt: skip
    lines: dict[int, list[EstimateLine]] = defaultdict(list)
    for line in EstimateLine.objects.filter(edition__estimate__in=pks).order_by("position").select_related("edition"):
        lines[line.edition_id].append(line)
    current = {(group[0].edition.estimate_id, group[0].edition.number): tuple(group) for group in lines.values()}
    given: dict[int, list[Allocation]] = defaultdict(list)
    for one in Allocation.objects.until(day).filter(estimate__in=pks).select_related("countered_by"):
        given[one.estimate_id].append(one)
    spent: dict[int, list[Spending]] = defaultdict(list)
    for paid in Spending.objects.until(day).filter(estimate__in=pks).select_related("line", "countered_by"):
        spent[paid.estimate_id].append(paid)
    found = []
    for row in rows:
        approval = approvals.get(row.pk)
        now = current.get((row.pk, row.number), ())
        agreed = tuple(lines[approval.edition_id]) if approval else ()
        sums = _sums(now, agreed, given[row.pk], spent[row.pk])
        found.append(Book(row, approval, now, agreed, sums, tuple(spent[row.pk]), tuple(given[row.pk])))
    return found


def _sums(
    lines: Iterable[EstimateLine],
    agreed: Iterable[EstimateLine],
    given: Iterable[Allocation],
    spent: Iterable[Spending],
) -> tuple[SourceSum, ...]:
    names: dict[str, str] = {}
    sums: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 4)
    amounts = [
        *((0, line.source, line.source_name, line.amount) for line in lines),
        *((1, line.source, line.source_name, line.amount) for line in agreed),
        *((2, one.source, one.source_name, one.amount) for one in given),
        *((3, one.line.source, one.line.source_name, one.amount) for one in spent),
    ]
    for place, code, name, amount in amounts:
        names.setdefault(code, name)
        sums[code][place] += amount
    return tuple(SourceSum(code, names[code], *sums[code]) for code in names)


@dataclass(frozen=True)
class MoneyFact:
    """The money for a purpose in a year as of a day, in đồng: `approved` for it; `allocated` to the sources of its
    lines (a source pays for several purposes, so this is what they share). `missing` says what there is not yet.
    """

    purpose: str
    approved: Decimal
    allocated: Decimal
    missing: str

    @property
    def ready(self) -> bool:
        """Whether there is approved money to which something is allocated."""
        return not self.missing


def money_for(purpose: str, day: date, year: int | None = None) -> MoneyFact:
    """What is approved and allocated for a purpose (a code of `PURPOSES`) in `year`, else the day's. Five queries."""
    asked = day.year if year is None else year
    approved, allocated = Decimal(0), Decimal(0)
    for book in books_on(Estimate.objects.filter(year=asked), day):
        own = [line for line in book.approved_lines if line.purpose == purpose]
        approved += sum((line.amount for line in own), Decimal(0))
        paying = {line.source for line in own}
        allocated += sum((one.allocated for one in book.sources if one.code in paying), Decimal(0))
    return MoneyFact(purpose, approved, allocated, _missing(PURPOSES[purpose], asked, approved, allocated))


def _missing(name: str, year: int, approved: Decimal, allocated: Decimal) -> str:
    if not approved:
        return f"Chưa có nguồn kinh phí được duyệt cho {name} năm {year}: chưa có dự toán được phê duyệt có mục này."
    if not allocated:
        return f"Kinh phí {name} năm {year} đã được phê duyệt nhưng chưa được bố trí từ nguồn nào."
    return ""


def editions_of(estimate: Estimate) -> Mapping[int, tuple[EstimateLine, ...]]:
    """The lines of every edition of an estimate by its number, the oldest first. One query."""
    found: dict[int, list[EstimateLine]] = defaultdict(list)
    rows = EstimateLine.objects.filter(edition__estimate=estimate).select_related("edition")
    for line in rows.order_by("edition__number", "position"):
        found[line.edition.number].append(line)
    return {number: tuple(lines) for number, lines in found.items()}

"""Rows of this room for tests: people of every desk, estimates in every state, money."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.budget import actions, workflow
from chungsuc.budget.models import Allocation, Estimate, EstimateLine, Spending
from chungsuc.budget.rules import INSPECTION, REVIEW, Line, Source
from chungsuc.exemplars.tests.rows import person
from chungsuc.organisations.access import Person

DAY, DECIDED, LATER = date(2025, 7, 10), date(2025, 7, 20), date(2025, 8, 1)
NTM, FUND = Source("ctmtqg-ntm", "Chương trình NTM tỉnh"), Source("quy-khen-thuong", "Quỹ thi đua, khen thưởng")
TRIPS = Line(INSPECTION, "Đoàn kiểm tra các xã", Decimal(2_000_000), Decimal(4), "cuộc", NTM, "Thông tư 40/2017/TT-BTC")
MEETING = Line(REVIEW, "Hội nghị tổng kết", Decimal(150_000), Decimal("120.5"), "người", NTM, "Nghị quyết HĐND tỉnh")
PAPER = "812/QĐ-UBND"


def line(**fields: Any) -> Line:
    """A line of inspections, with some things said otherwise."""
    return replace(TRIPS, **fields)


def drafter(day: date = LATER) -> Person:
    """The emulation office, which drafts and spends."""
    return person("emulation_officer", "SNV", day)


def office(day: date = LATER) -> Person:
    """The coordination office, which collates and spends."""
    return person("ntm_coordinator", "VPDP", day)


def leader(day: date = LATER) -> Person:
    """The leader of the province, who approves and may let spending go beyond."""
    return person("province_leader", "VPUB", day)


def inspector(day: date = LATER) -> Person:
    """Who reads only."""
    return person("inspector", "TTT", day)


def drafted(*lines: Line, year: int = 2025, day: date = DAY) -> Estimate:
    """An estimate with its lines written: two of the programme unless told."""
    made = actions.start(year, acting=drafter(day))
    return actions.save_lines(made, made.version, lines or (TRIPS, MEETING), acting=drafter(day))


def taken(made: Estimate, act: str, acting: Person, **said: Any) -> Estimate:
    """The estimate after an act."""
    made.refresh_from_db()
    return actions.take(made, act, made.version, acting=acting, **said)


def submitted(*lines: Line, year: int = 2025, day: date = DAY) -> Estimate:
    """An estimate that waits for the coordination office."""
    return taken(drafted(*lines, year=year, day=day), workflow.SUBMIT, drafter(day))


def collated(*lines: Line, year: int = 2025, day: date = DAY) -> Estimate:
    """An estimate that waits for the decision."""
    return taken(submitted(*lines, year=year, day=day), workflow.COLLATE, office(day))


def approved(*lines: Line, year: int = 2025, day: date = DAY) -> Estimate:
    """An estimate approved by the decision of `DECIDED`, or of `day` when told."""
    made, on = collated(*lines, year=year, day=day), DECIDED if day == DAY else day
    return taken(made, workflow.APPROVE, leader(max(on, day)), paper=PAPER, decided_on=on)


def allocated(made: Estimate, amount: int = 10_000_000, on: date = DECIDED, source: Source = NTM) -> Allocation:
    """Money given to a source."""
    made.refresh_from_db()
    said = {"source": source, "amount": Decimal(amount), "on": on, "document": "Văn bản 15/STC-NS"}
    return actions.allocate(made, made.version, acting=office(), **said)


def current_line(made: Estimate, position: int = 1) -> EstimateLine:
    """A line of the edition in hand."""
    made.refresh_from_db()
    return EstimateLine.objects.get(edition__estimate=made, edition__number=made.number, position=position)


def spent(
    made: Estimate, amount: int, *, on: date = LATER, acting: Person | None = None, position: int = 1, reason: str = ""
) -> Spending:
    """Money spent on a line of the current edition."""
    said = {"line": current_line(made, position), "amount": Decimal(amount), "on": on, "document": "Phiếu chi 01"}
    return actions.spend(made, made.version, acting=acting or drafter(), reason=reason, **said)


def plain_estimate() -> Estimate:
    """An estimate under draft, with a former edition, made when first asked for."""
    return Estimate.objects.first() or drafted()

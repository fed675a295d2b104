"""Money is allocated to a source and spent on a line; what is wrong is taken back whole by a counter-entry."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from chungsuc.law.figures import show_decimal
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.web.day import now

from .. import events
from ..access import SPEND, Desk
from ..models import Allocation, Estimate, EstimateLine, EstimateStep, Spending
from ..refusals import BudgetRefused
from ..rules import Move, Source, room_left, why_not_spend
from .moving import held, moved, told

NO_REASON = "Chưa ghi lý do. Hãy ghi rõ vì sao."


def moves_of(estimate: Estimate, source: str) -> list[Move]:
    """What came to a source of an estimate and went, by day. A part of an act. Two queries."""
    came = Allocation.objects.moves(estimate=estimate, source=source)
    went = Spending.objects.moves(estimate=estimate, line__source=source)
    return [*came, *((day, -amount) for day, amount in went)]


@transaction.atomic
def allocate(
    estimate: Estimate, version: int, *, source: Source, amount: Decimal, on: date, document: str, acting: Person
) -> Allocation:
    """Records that a document of a day gives `amount` đồng from a source. Writes it and one event.

    PermissionDenied without the right; Stale; BudgetRefused for a day to come, no amount, no document.
    """
    if not Desk(acting).may_spend:
        raise PermissionDenied(SPEND)
    fresh = held(estimate, version)
    _require_entry(amount, on, document, acting.day)
    moved(fresh)
    said = _said(amount, on, document, "", acting)
    made = Allocation.objects.create(estimate=fresh, source=source.code, source_name=source.name, **said)
    details = {"source": source.name, "amount": str(amount), "day": on.isoformat()}
    told(events.ALLOCATED, fresh, acting, details, paper=nfc(document))
    return made


@transaction.atomic
def spend(
    estimate: Estimate, version: int, *, line: EstimateLine, amount: Decimal, on: date, document: str, reason: str = "",
    acting: Person,
) -> Spending:  # fmt: skip
    """Records `amount` đồng spent on a line. Writes it and one event.

    More than is allocated to the line's source and not spent, or before the approval, is refused; whoever holds the
    right to go beyond may, with a reason, and the journal tells so. PermissionDenied without either right; Stale;
    BudgetRefused.
    """
    desk = Desk(acting)
    if not (desk.may_spend or desk.may_override):
        raise PermissionDenied(SPEND)
    fresh = held(estimate, version)
    _require_entry(amount, on, document, acting.day)
    approvals = EstimateStep.objects.approvals(on).filter(estimate=fresh)
    if not EstimateLine.objects.filter(pk=line.pk, edition__estimate=fresh).exists():
        raise BudgetRefused("Dòng này không thuộc dự toán đang mở. Hãy chọn lại dòng.", "line")
    room = room_left(moves_of(fresh, line.source), on)
    beyond = why_not_spend(amount, approved=approvals.exists(), room=room, source=line.source_name)
    if beyond and not desk.may_override:
        raise BudgetRefused(f"{beyond} Người được giao quyền (lãnh đạo UBND tỉnh) ghi được, kèm lý do.", "amount")
    if beyond and not nfc(reason):
        raise BudgetRefused(f"{beyond} Muốn vẫn ghi, hãy ghi lý do cho phép.", "reason")
    moved(fresh)
    made = Spending.objects.create(
        estimate=fresh, line=line, beyond=beyond[:400], **_said(amount, on, document, reason if beyond else "", acting)
    )
    details = {"source": line.source_name, "amount": str(amount), "day": on.isoformat()}
    act = events.SPENT_BEYOND if beyond else events.SPENT
    told(act, fresh, acting, details, reason if beyond else "", nfc(document))
    return made


@transaction.atomic
def counter_allocation(
    estimate: Estimate, version: int, *, entry: Allocation, reason: str, acting: Person
) -> Allocation:  # fmt: skip
    """Takes a whole allocation back by a counter-entry; the first stays. Writes it and one event.

    PermissionDenied; Stale; BudgetRefused without a reason, twice, or when its money is spent.
    """
    fresh = _held_to_counter(estimate, version, entry, reason, acting)
    room = room_left(moves_of(fresh, entry.source), entry.on)
    if entry.amount > room:
        raise BudgetRefused(
            f"Đã chi từ số này: chỉ còn {show_decimal(room)} đồng chưa chi. Hãy ghi đảo khoản chi trước.", "reason"
        )
    moved(fresh)
    said = _said(-entry.amount, entry.on, entry.document, reason, acting)
    made = Allocation.objects.create(
        estimate=fresh, source=entry.source, source_name=entry.source_name, counters=entry, **said
    )
    details = {"source": entry.source_name, "amount": str(-entry.amount), "day": entry.on.isoformat()}
    told(events.ALLOCATION_COUNTERED, fresh, acting, details, reason)
    return made


@transaction.atomic
def counter_spending(estimate: Estimate, version: int, *, entry: Spending, reason: str, acting: Person) -> Spending:
    """Takes a whole spending back by a counter-entry; the first stays. Writes it and one event.

    PermissionDenied; Stale; BudgetRefused without a reason, or twice.
    """
    fresh = _held_to_counter(estimate, version, entry, reason, acting)
    moved(fresh)
    said = _said(-entry.amount, entry.on, entry.document, reason, acting)
    made = Spending.objects.create(estimate=fresh, line=entry.line, counters=entry, **said)
    details = {"source": entry.line.source_name, "amount": str(-entry.amount), "day": entry.on.isoformat()}
    told(events.SPENDING_COUNTERED, fresh, acting, details, reason)
    return made


def _held_to_counter(
    estimate: Estimate, version: int, entry: Allocation | Spending, reason: str, acting: Person
) -> Estimate:
    if not Desk(acting).may_spend:
        raise PermissionDenied(SPEND)
    fresh = held(estimate, version)
    if entry.estimate_id != fresh.pk or entry.counters_id is not None:
        raise BudgetRefused("Dòng này không ghi đảo được. Hãy chọn lại.", "entry")
    if type(entry).objects.filter(counters=entry.pk).exists():
        raise BudgetRefused("Dòng này đã được ghi đảo. Hãy mở lại trang để xem.", "entry")
    if not nfc(reason):
        raise BudgetRefused(NO_REASON, "reason")
    return fresh


def _require_entry(amount: Decimal, on: date, document: str, today: date) -> None:
    if amount <= 0 or amount != amount.to_integral_value():
        raise BudgetRefused("Số tiền phải lớn hơn 0 và tròn đồng. Hãy ghi lại.", "amount")
    if on > today:
        raise BudgetRefused("Ngày ghi sau hôm nay. Hãy xem lại ngày.", "on")
    if not nfc(document):
        raise BudgetRefused("Chưa ghi văn bản, chứng từ. Hãy ghi số và ngày.", "document")


def _said(amount: Decimal, on: date, document: str, reason: str, acting: Person) -> dict[str, Any]:
    """The fields that every entry of money has (see `MoneyEntry`)."""
    return {
        "amount": amount, "on": on, "document": nfc(document)[:200], "reason": nfc(reason)[:500],
        "by": acting.username, "by_name": acting.name, "at": now(),
    }  # fmt: skip

"""Opening a round, and freezing its figures as of the cut-off day."""

from datetime import date

from django.db import IntegrityError, transaction

from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.web.day import now
from chungsuc.web.day import today as present_day

from .. import events
from ..access import RECEIVE, require_right
from ..asking import Answers, Asking
from ..facts.figures import as_frozen_table
from ..models import Freeze, FrozenFigure, FrozenTable, ReportRound
from ..outline import kind_on, planned_round
from ..registry import Fact
from ..workflow import DRAFTING
from .refusals import SYSTEM, ReportRefused, Stale, first_step, held_round, move_round, record_round

NO_KIND = "Chưa đủ căn cứ: gói dữ liệu không có đề cương của loại báo cáo này vào ngày của kỳ báo cáo."


def open_round(code: str, *, by: Person, today: date, paper: str = "") -> ReportRound:
    """Opens a round of the pack: units may write. Writes the round, its first step and one event.

    ReportRefused before its day or where the pack lacks the round or its kind; Stale when somebody opened it already.
    """
    require_right(by, RECEIVE)
    planned = planned_round(code)
    if planned is None:
        raise ReportRefused("Gói dữ liệu không có kỳ báo cáo này.")
    if kind_on(planned.kind, planned.due) is None:
        raise ReportRefused(NO_KIND)
    if today < planned.opens_on:
        raise ReportRefused(f"Kỳ báo cáo này mở từ ngày {show_day(planned.opens_on)}.")
    try:
        with transaction.atomic():
            round = ReportRound.objects.create(
                code=planned.code,
                kind=planned.kind,
                name=planned.name,
                year=planned.year,
                opens_on=planned.opens_on,
                due=planned.due,
                cut_off=planned.cut_off,
                award_round=planned.award_round,
                opened_on=today,
                paper=nfc(paper.strip())[:200],
                state=DRAFTING,
                version=1,
            )
            first_step(round, by, today)
            record_round(events.OPENED, round, by, {"due": planned.due.isoformat()}, paper=round.paper)
            return round
    except IntegrityError:
        raise Stale("Kỳ báo cáo này vừa được người khác mở.") from None


def freeze(round: ReportRound, *, version: int, by: Person, today: date, reason: str = "") -> Freeze:
    """Freezes every figure of the round as of its cut-off day. Writes a freeze with its rows, a step and one event.

    Later data never alter a freeze; a second one needs a reason and takes the first one's place in the report, while
    the first stays readable. ReportRefused before the cut-off day.
    """
    require_right(by, RECEIVE)
    return _freeze(round, version, by, today, reason)


def freeze_due(today: date | None = None) -> int:
    """The worker's chore: freezes each round whose cut-off day is over and that nobody has frozen. Returns how many."""
    day = today or present_day()
    done = 0
    for round in ReportRound.objects.not_frozen().cut_off_before(day):
        try:
            _freeze(round, round.version, None, day, "")
        except Stale:
            continue  # somebody else was first; the next hour sees it
        done += 1
    return done


@transaction.atomic
def _freeze(round: ReportRound, version: int, by: Person | None, today: date, reason: str) -> Freeze:
    held = held_round(round, version)
    if today < held.cut_off:
        raise ReportRefused(f"Chưa đến ngày chốt {show_day(held.cut_off)}, chưa chốt số liệu được.")
    number = Freeze.objects.filter(round=held).count() + 1
    if number > 1 and not reason.strip():
        raise ReportRefused("Số liệu đã chốt. Muốn chốt lại thì ghi lý do.", "reason")
    kind = kind_on(held.kind, held.due)
    if kind is None:
        raise ReportRefused(NO_KIND)
    told = nfc(reason.strip())
    move_round(held, "freeze", by, today, reason=told, details={"number": number})
    made = Freeze.objects.create(
        round=held, number=number, day=held.cut_off, on=today, at=now(), reason=told,
        by=by.username if by else SYSTEM, by_name=by.name[:200] if by else SYSTEM,
    )  # fmt: skip
    count = _write(made, Asking(held, kind.kind).everything())
    record_round(
        events.FROZEN, held, by, {"number": number, "count": count, "on": held.cut_off.isoformat()}, reason=told
    )
    return made


def _write(made: Freeze, answers: Answers) -> int:
    """The rows of a freeze; returns how many figures there are."""
    rows = [_row(made, fact, n) for n, fact in enumerate(answers.province)]
    known = {fact.key for fact in answers.province}
    for unit_id, facts in answers.units.items():
        rows += [_row(made, fact, n, unit_id=unit_id) for n, fact in enumerate(facts)]
    for position, table in enumerate(answers.tables):
        layout, cells = as_frozen_table(table)
        FrozenTable.objects.create(
            freeze=made,
            code=table.code,
            position=position,
            title=table.title,
            columns=layout,
            rows=cells,
            note=table.note,
        )
        for fact in (cell for row in table.rows for cell in row if isinstance(cell, Fact)):
            if fact.key not in known:
                known.add(fact.key)
                rows.append(_row(made, fact, len(rows), table=table.code))
    FrozenFigure.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _row(made: Freeze, fact: Fact, position: int, *, unit_id: int | None = None, table: str = "") -> FrozenFigure:
    return FrozenFigure(
        freeze=made,
        unit_id=unit_id,
        position=position,
        key=fact.key[:160],
        label=fact.label[:300],
        number=fact.number,
        text=fact.text[:200],
        measure=fact.measure[:60],
        source=fact.source,
        href=fact.href[:300],
        table=table,
    )

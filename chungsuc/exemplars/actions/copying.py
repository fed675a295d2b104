"""Who took an exemplar over, and what came of it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.evidence.rules import months_after
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.rule_facts import rule_on
from chungsuc.web.day import now

from .. import events, workflow
from ..access import WRITE, Desk
from ..models import Copy, CopyResult, Exemplar
from .moving import STALE, ExemplarRefused, Stale, held, moved, nameless, said, told

RESULT_RULE = "rule:exemplar_result_months"


@transaction.atomic
def copy(exemplar: Exemplar, version: int, *, unit: Unit, since: date, acting: Person) -> Copy:
    """Writes that a unit copies a verified exemplar, with the day by which its result is due by the rule of `since`.

    Writes the copy, the exemplar's version, one event. Without the rule there is no due day: nothing is guessed.
    """
    fresh = held(exemplar, workflow.COPY, version, acting)
    if unit.pk == fresh.unit_id:
        raise ExemplarRefused("Đây là nơi có điển hình. Hãy chọn đơn vị học theo.")
    if since > acting.day or since < fresh.found_on:
        raise ExemplarRefused("Ngày bắt đầu học theo phải từ ngày phát hiện đến hôm nay. Hãy xem lại ngày.")
    if unit.since > since or (unit.until is not None and unit.until < since):
        raise ExemplarRefused(f"Ngày {show_day(since)} không có đơn vị này. Hãy chọn đơn vị của ngày ấy.")
    months = rule_on(RESULT_RULE, since).whole
    due = None if months is None else months_after(since, months)
    moved(fresh, workflow.COPY)
    try:
        with transaction.atomic():
            made = Copy.objects.create(
                exemplar=fresh, unit=unit, since=since, due=due, recorded_by=acting.username, recorded_at=now()
            )
    except IntegrityError:
        raise ExemplarRefused("Đơn vị này đã được ghi là nơi học theo. Hãy ghi kết quả ở dòng đã có.") from None
    details = {"to": unit.code, "since": since.isoformat(), "until": due.isoformat() if due else None}
    told(events.COPIED, fresh, acting=acting, details=details)
    return made


@transaction.atomic
def tell_result(of: Copy, number: int, *, outcome: str, text: str, on: date, acting: Person) -> CopyResult:
    """Writes the `number`-th result of a copy (1 is the first) and one event.

    PermissionDenied for whoever neither keeps the exemplar nor acts for the unit that copies it; Stale when somebody
    else has told this result.
    """
    exemplar = Exemplar.objects.select_for_update(of=("self",)).prefetch_related("unit").get(pk=of.exemplar_id)
    if not (Desk(acting).keeps(exemplar) or acting.own_scope(WRITE).covers(of.unit_id)):
        raise PermissionDenied(WRITE)
    if outcome not in dict(CopyResult.OUTCOMES):
        raise ValueError(f"unknown outcome {outcome}")
    if not text.strip():
        raise ExemplarRefused("Chưa ghi kết quả. Hãy ghi kết quả cụ thể, có số liệu nếu có.")
    if on < of.since or on > acting.day:
        raise ExemplarRefused("Ngày phải từ ngày bắt đầu học theo đến hôm nay. Hãy xem lại ngày.")
    nameless(exemplar, text)
    if of.results.count() + 1 != number:
        raise Stale(STALE)
    try:
        with transaction.atomic():
            made = CopyResult.objects.create(
                copy=of, number=number, outcome=outcome, text=said(text), on=on, by=acting.username, at=now()
            )
    except IntegrityError:
        raise Stale(STALE) from None
    details = {"on": on.isoformat(), "to": of.unit.code, "result": made.get_outcome_display()}
    told(events.RESULT, exemplar, acting=acting, details=details)
    return made

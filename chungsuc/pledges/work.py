"""What plans and sponsorships ask of each person: whose turn it is and where. Tasks stand in the calendar (`dues`)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of, past_of
from chungsuc.organisations.work import WorkLine
from chungsuc.questions.asking import Asking

from . import workflow
from .access import ANSWER, APPROVE, HELP, WRITE
from .models import Edition, HelpOutcome, Overlap, Visit
from .models.plans import PERIOD

PLAN, OVERLAP, VISIT, OUTCOME = "plan", "overlap", "visit", "outcome"
_COLUMNS = ("row_kind", "row_key", "row_state", "row_name", "row_other", "row_number", "row_day")


def pledges_at_hand(person: Person) -> Asking[Iterable[WorkLine]]:
    """Plans to write or to approve, likely duplicates, what the commune confirms and what it contested.

    One round whatever the number of plans and units, none without a right.
    """
    parts = [*_plans(person), *_overlaps(person), *_told(person)]
    found = yield {number: part.values_list(*_COLUMNS) for number, part in enumerate(parts)}
    return list(_lines(row for rows in found.values() for row in rows))


def _lines(together: Iterable[Any]) -> Iterator[WorkLine]:
    pairs = 0
    for kind, *row in sorted(together, key=lambda row: (row[0], row[6] or date.max, row[1])):
        if kind == OVERLAP:
            pairs += 1
        else:
            yield _plan_line(*row) if kind == PLAN else _told_line(kind, *row)
    if pairs:
        text = f"Xem {pairs} cặp nhiệm vụ có thể trùng nhau"
        yield WorkLine(text, reverse("task_overlaps"), "gộp hoặc ghi không trùng")


def _columns(rows: QuerySet, kind: str, **given: Any) -> QuerySet:
    """The rows in the common columns; what is not given is empty."""
    texts = {name: given.get(name, Value("")) for name in ("state", "name", "other")}
    numbers = {"key": given["key"], "number": given.get("number", Value(0))}
    return rows.order_by().annotate(
        row_kind=Cast(Value(kind), CharField()),
        row_day=Cast(given.get("day", Value(None)), DateField()),
        **{f"row_{name}": Cast(value, CharField()) for name, value in texts.items()},
        **{f"row_{name}": Cast(value, IntegerField()) for name, value in numbers.items()},
    )


def _plans(person: Person) -> Iterator[QuerySet]:
    own = person.acts_for(WRITE)
    wanted = Q(state__in=workflow.WRITABLE, plan__unit__in=own)
    if person.may(APPROVE):
        wanted |= Q(state=workflow.SUBMITTED) & ~Q(plan__unit__in=own)
    elif not own:
        return
    rows = Edition.objects.filter(wanted)
    yield _columns(
        rows, PLAN, key=F("plan_id"), state=F("state"), name=last_name_of("plan__unit_id"), number=F("plan__year"),
        day=F("submitted_on"),
    )  # fmt: skip


def _plan_line(plan: int, state: str, name: str, other: str, year: int, day: date | None) -> WorkLine:
    href = reverse("unit_plan", args=[plan])
    period = f"năm {year}" if year != PERIOD else "cả giai đoạn"
    if state == workflow.SUBMITTED:
        sent = f"trình ngày {show_day(day)}" if day else ""
        return WorkLine(f"{name}: duyệt hoặc trả lại kế hoạch {period}", href, "", sent)
    back = state == workflow.RETURNED
    what = "sửa theo ý kiến trả lại rồi trình" if back else "soạn xong rồi trình duyệt"
    return WorkLine(f"{name}: {what} kế hoạch {period}", href, workflow.STATES[state].label)


def _overlaps(person: Person) -> Iterator[QuerySet]:
    own = person.acts_for(WRITE)
    if own:
        held = Q(one__plan__unit__in=own) | Q(one__given_to__in=own)
        yield _columns(Overlap.objects.filter(held, state=workflow.UNDECIDED), OVERLAP, key=F("pk"))


def _told(person: Person) -> Iterator[QuerySet]:
    """What waits for one's commune or came back to one's body, through mergers."""
    wanted = Q()
    for unit in person.acts_for(ANSWER):
        wanted |= Q(state=workflow.WAITING, sponsorship__commune__in=past_of(unit))
    for unit in person.acts_for(HELP):
        wanted |= Q(state=workflow.CONTESTED, sponsorship__helper__in=past_of(unit))
    if not wanted:
        return
    models: tuple[tuple[str, Any], ...] = ((VISIT, Visit), (OUTCOME, HelpOutcome))
    for kind, model in models:
        yield _columns(
            model._default_manager.filter(wanted), kind, key=F("sponsorship_id"), state=F("state"),
            name=last_name_of("sponsorship__helper_id"), other=last_name_of("sponsorship__commune_id"), day=F("on"),
        )  # fmt: skip


def _told_line(kind: str, key: int, state: str, helper: str, commune: str, number: int, day: date) -> WorkLine:
    what = "lần xuống xã" if kind == VISIT else "kết quả giúp đỡ"
    href = reverse("sponsorship", args=[key])
    if state == workflow.WAITING:
        return WorkLine(f"{commune}: xác nhận {what} ngày {show_day(day)} của {helper}", href, "chờ xã xác nhận")
    return WorkLine(f"{helper}: {commune} không xác nhận {what} ngày {show_day(day)}", href, "xem lý do, sửa hoặc rút")

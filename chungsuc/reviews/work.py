"""What reports ask of people: to write, to mend, to receive, to freeze, to approve, to send."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Unit
from chungsuc.organisations.work import WorkLine, due_words
from chungsuc.questions.asking import Asking, Rows, rows_of
from chungsuc.rulebook.rule_facts import calendar

from .access import APPROVE, RECEIVE, WRITE
from .models import Freeze, ReportRound, UnitReport
from .outline import kind_figures, kinds_of, owes
from .rules import Kind
from .workflow import APPROVED, DRAFTING, RETURNED, SENT


def reports_to_write(person: Person) -> Asking[Iterable[WorkLine]]:
    """The reports that a unit still owes, and those that came back. One round, none without the right."""
    unit_ids = person.acts_for(WRITE)
    if not unit_ids:
        return ()
    rounds = ReportRound.objects.open_on(person.day).filter(state=DRAFTING)
    found = yield {
        "rounds": rounds.order_by("due", "-year", "code"),
        "kinds": kind_figures(),
        "units": Unit.objects.filter(pk__in=unit_ids),
        "reports": UnitReport.objects.filter(unit__in=unit_ids, round__in=rounds),
    }
    return list(_to_write(found, kinds_of(found["kinds"]), person.day)) if found["rounds"] else ()


def _to_write(found: Rows, kinds: Mapping[str, Kind], day: date) -> Iterator[WorkLine]:
    reports, days = {(row.round_id, row.unit_id): row for row in found["reports"]}, calendar()
    for round in found["rounds"]:
        for unit in found["units"]:
            report = reports.get((round.pk, unit.pk))
            if round.kind not in kinds or not owes(round, kinds[round.kind], unit) or (report and report.state in SENT):
                continue
            due, over = due_words(round.due, day, days)
            returned = report is not None and report.state == RETURNED
            text = f"{round.name}: sửa và gửi lại" if returned else f"{round.name}: viết và gửi"
            name = "unit_report" if returned else "unit_report_write"
            yield WorkLine(text, reverse(name, args=[round.code, unit.code]), "", due, over)


def reports_to_receive(person: Person) -> Asking[Iterable[WorkLine]]:
    """What waits for the receiving office: reports that came in, figures to freeze, a report to send. One round."""
    if not person.may(RECEIVE):
        return ()
    came_in = UnitReport.objects.waiting().select_related("round", "unit")
    rounds = ReportRound.objects.open_on(person.day).filter(state__in=(DRAFTING, APPROVED))
    found = yield {
        "reports": came_in.annotate(unit_name=last_name_of("unit_id", person.day)).order_by("sent_on", "pk"),
        "rounds": rounds.annotate(frozen=Exists(Freeze.objects.filter(round=OuterRef("pk")))).order_by("cut_off", "pk"),
    }
    return [*(_to_receive(row) for row in found["reports"]), *_to_finish(found["rounds"], person.day)]


def _to_receive(row: Any) -> WorkLine:
    address = reverse("unit_report", args=[row.round.code, row.unit.code])
    return WorkLine(f"{row.unit_name or row.unit.code}: nhận hoặc trả lại {row.round.name.lower()}", address)


def _to_finish(rounds: Iterable[Any], day: date) -> Iterator[WorkLine]:
    for round in rounds:
        here = reverse("province_report", args=[round.code])
        if round.state == APPROVED:
            yield WorkLine(f"{round.name}: ghi nơi gửi báo cáo của tỉnh", here)
        elif not round.frozen and round.cut_off <= day:
            yield WorkLine(f"{round.name}: chốt số liệu", here)
        elif round.cut_off < day:
            yield WorkLine(f"{round.name}: hoàn thiện báo cáo của tỉnh, trình duyệt", here)


def reports_to_approve(person: Person) -> Asking[Iterable[WorkLine]]:
    """The province's reports whose figures are frozen, for who approves them. One round, none without the right."""
    if not person.may(APPROVE):
        return ()
    rounds = ReportRound.objects.open_on(person.day).filter(state=DRAFTING, freezes__number=1)
    found = yield from rows_of(rounds.order_by("cut_off", "pk"))
    return [
        WorkLine(f"{round.name}: duyệt báo cáo của tỉnh", reverse("province_report", args=[round.code]))
        for round in found
    ]

"""What reports ask of people: to write, to mend, to receive, to freeze, to approve, to send."""

from collections.abc import Iterator

from django.urls import reverse

from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Unit
from chungsuc.organisations.work import WorkLine, due_words
from chungsuc.rulebook.rule_facts import calendar

from .access import APPROVE, RECEIVE, WRITE
from .models import Freeze, ReportRound, UnitReport
from .outline import all_kinds, owes
from .workflow import APPROVED, DRAFTING, RETURNED, SENT


def reports_to_write(person: Person) -> Iterator[WorkLine]:
    """The reports that a unit still owes, and those that came back. Five queries, none without the right."""
    unit_ids = person.acts_for(WRITE)
    rounds = list(ReportRound.objects.open_on(person.day).filter(state=DRAFTING)) if unit_ids else []
    if not rounds:
        return
    kinds, days = all_kinds(), calendar()
    units = list(Unit.objects.filter(pk__in=unit_ids))
    reports = {(row.round_id, row.unit_id): row for row in UnitReport.objects.filter(unit__in=units, round__in=rounds)}
    for round in sorted(rounds, key=lambda one: one.due):
        for unit in units:
            report = reports.get((round.pk, unit.pk))
            if round.kind not in kinds or not owes(round, kinds[round.kind], unit) or (report and report.state in SENT):
                continue
            due, over = due_words(round.due, person.day, days)
            returned = report is not None and report.state == RETURNED
            text = f"{round.name}: sửa và gửi lại" if returned else f"{round.name}: viết và gửi"
            name = "unit_report" if returned else "unit_report_write"
            yield WorkLine(text, reverse(name, args=[round.code, unit.code]), "", due, over)


def reports_to_receive(person: Person) -> Iterator[WorkLine]:
    """What waits for the receiving office: reports that came in, figures to freeze, a report to send. Four queries."""
    if not person.may(RECEIVE):
        return
    rows = list(UnitReport.objects.waiting().select_related("round", "unit").order_by("sent_on", "pk"))
    named = known_as([row.unit_id for row in rows], person.day) if rows else {}
    for row in rows:
        address = reverse("unit_report", args=[row.round.code, row.unit.code])
        yield WorkLine(f"{named[row.unit_id].name}: nhận hoặc trả lại {row.round.name.lower()}", address)
    rounds = ReportRound.objects.open_on(person.day)
    frozen = set(Freeze.objects.values_list("round_id", flat=True))
    for round in rounds.filter(state__in=(DRAFTING, APPROVED)).order_by("cut_off"):
        here = reverse("province_report", args=[round.code])
        if round.state == APPROVED:
            yield WorkLine(f"{round.name}: ghi nơi gửi báo cáo của tỉnh", here)
        elif round.pk not in frozen and round.cut_off <= person.day:
            yield WorkLine(f"{round.name}: chốt số liệu", here)
        elif round.cut_off < person.day:
            yield WorkLine(f"{round.name}: hoàn thiện báo cáo của tỉnh, trình duyệt", here)


def reports_to_approve(person: Person) -> Iterator[WorkLine]:
    """The province's reports whose figures are frozen, for who approves them. One query, none without the right."""
    if not person.may(APPROVE):
        return
    rounds = ReportRound.objects.open_on(person.day).filter(state=DRAFTING, freezes__number=1)
    for round in rounds.order_by("cut_off"):
        yield WorkLine(f"{round.name}: duyệt báo cáo của tỉnh", reverse("province_report", args=[round.code]))

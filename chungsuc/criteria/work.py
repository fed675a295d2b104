"""What entry and verification ask of each person: returns to answer, parts to check, reports to conclude."""

from collections.abc import Iterator, Mapping

from django.db.models import Count, Q
from django.urls import reverse

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.work import WorkLine

from . import workflow
from .facts.overview import entries_of
from .facts.paths import two_tier_units
from .facts.verification import ReportLine, part_names_of, report_lines
from .models import CheckReturn, Report


def returns_to_answer(person: Person) -> Iterator[WorkLine]:
    """The communes' own: what came back, one line a report; and what is not sent yet."""
    scope = person.scope("value.declare")
    if scope.empty:
        return
    back = Q(check_of=None, report__state=workflow.RETURNED) | Q(
        check_of__state=workflow.CHECK_RETURNED, report__state=workflow.VERIFYING
    )
    rows = scope.filter(CheckReturn.objects.filter(back, answered_at=None), "report__unit_id")
    counted = rows.values("report_id").annotate(places=Count("id")).values_list("report_id", "places")
    places = dict(counted)
    named = Report.objects.select_related("unit", "set").annotate(own_name=last_name_of("unit_id"))
    for report in named.filter(pk__in=places) if places else ():
        yield WorkLine(
            f"{report.own_name}, năm {report.year}: sửa hoặc trả lời {places[report.pk]} chỗ bị trả lại",
            reverse("entry", args=[report.unit.code, report.set.code, report.year]),
            report.set.name,
        )


def entries_to_finish(person: Person) -> Iterator[WorkLine]:
    """Reports that were begun and not sent."""
    scope = person.scope("value.declare")
    if scope.empty:
        return
    for offer in entries_of(scope.unit_ids, person.day):
        if offer.begun and offer.report is not None and offer.report.state == workflow.DRAFT:
            yield WorkLine(
                f"{offer.unit_name}, năm {offer.year}: khai đủ rồi trình",
                reverse("entry", args=[offer.unit_code, offer.set_code, offer.year]),
                offer.set_name,
            )


def parts_to_verify(person: Person) -> Iterator[WorkLine]:
    """The parts that wait for this person's body."""
    if not person.may("value.verify"):
        return
    lines = report_lines(person.scope("value.verify"), person, state=workflow.VERIFYING, mine=True)
    names = part_names_of(line.report.set_id for line in lines)
    for line in lines:
        for check in line.mine:
            yield WorkLine(
                f"{line.unit_name}, năm {line.report.year}: thẩm định {_called(check.part, names[line.report.set_id])}",
                reverse("verification_check", args=[line.report.pk, check.part]),
                line.report.set.name,
                f"chuyển đến ngày {show_day(check.opened_on)}",
            )


def _called(part: str, names: Mapping[str, str]) -> str:
    """A part in words: "tiêu chí 10. Thu nhập", "chỉ tiêu 17.1. Nước sạch"; its number alone once it left the set."""
    number = f"{'chỉ tiêu' if '.' in part else 'tiêu chí'} {part}"
    return f"{number}. {names[part]}" if part in names else number


def reports_to_move(person: Person) -> Iterator[WorkLine]:
    """Whole reports: at the district for its check, at the coordination office when every part is decided."""
    if person.may("value.check"):
        for line in report_lines(person.scope("value.check"), person, state=workflow.CHECKING):
            yield _line(line, "thẩm tra báo cáo")
    if person.may("value.conclude"):
        lines = report_lines(person.scope("value.conclude"), person)
        checking = [line for line in lines if line.report.state == workflow.CHECKING]
        left = two_tier_units((line.report.unit_id for line in checking), person.day) if checking else frozenset()
        for line in lines:
            if line.report.state == workflow.VERIFYING and line.parts and line.parts == line.verified:
                yield _line(line, "kết luận báo cáo, mọi phần đã thẩm định")
            elif line in checking and line.report.unit_id in left:
                yield _line(line, "tiếp nhận báo cáo từ cấp huyện")


def _line(line: ReportLine, words: str) -> WorkLine:
    report, name = line.report, line.unit_name
    sent = f"trình ngày {show_day(report.sent_on)}" if report.sent_on else ""
    return WorkLine(
        f"{name}, năm {report.year}: {words}", reverse("verification", args=[report.pk]), report.set.name, sent
    )

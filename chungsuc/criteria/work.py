"""What entry and verification ask of each person: returns to answer, parts to check, reports to conclude."""

from collections.abc import Iterable, Mapping

from django.db.models import Count, Q
from django.urls import reverse

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.work import WorkLine
from chungsuc.questions.asking import Asking, rows_of, together

from . import workflow
from .facts.overview import entries_asked
from .facts.paths import two_tier_asked
from .facts.verification import ReportLine, lines_asked, part_names_asked
from .models import CheckReturn, Report


def returns_to_answer(person: Person) -> Asking[Iterable[WorkLine]]:
    """The communes' own: what came back, one line a report. Two rounds, none without the right."""
    scope = person.scope("value.declare")
    if scope.empty:
        return ()
    back = Q(check_of=None, report__state=workflow.RETURNED) | Q(
        check_of__state=workflow.CHECK_RETURNED, report__state=workflow.VERIFYING
    )
    rows = scope.filter(CheckReturn.objects.filter(back, answered_at=None), "report__unit_id")
    counted = rows.values("report_id").annotate(places=Count("id")).values_list("report_id", "places")
    places = dict((yield from rows_of(counted)))
    named = Report.objects.select_related("unit", "set").annotate(own_name=last_name_of("unit_id"))
    return [
        WorkLine(
            f"{report.own_name}, năm {report.year}: sửa hoặc trả lời {places[report.pk]} chỗ bị trả lại",
            reverse("entry", args=[report.unit.code, report.set.code, report.year]),
            report.set.name,
        )
        for report in (yield from rows_of(named.filter(pk__in=list(places))))
    ]


def entries_to_finish(person: Person) -> Asking[Iterable[WorkLine]]:
    """Reports that were begun and not sent. One round, none without the right."""
    scope = person.scope("value.declare")
    if scope.empty:
        return ()
    return [
        WorkLine(
            f"{offer.unit_name}, năm {offer.year}: khai đủ rồi trình",
            reverse("entry", args=[offer.unit_code, offer.set_code, offer.year]),
            offer.set_name,
        )
        for offer in (yield from entries_asked(scope.unit_ids, person.day))
        if offer.begun and offer.report is not None and offer.report.state == workflow.DRAFT
    ]


def parts_to_verify(person: Person) -> Asking[Iterable[WorkLine]]:
    """The parts that wait for this person's body. Three rounds at most, none without the right."""
    if not person.may("value.verify"):
        return ()
    lines = yield from lines_asked(person.scope("value.verify"), person, state=workflow.VERIFYING, mine=True)
    names = yield from part_names_asked(line.report.set_id for line in lines)
    return [
        WorkLine(
            f"{line.unit_name}, năm {line.report.year}: thẩm định {_called(check.part, names[line.report.set_id])}",
            reverse("verification_check", args=[line.report.pk, check.part]),
            line.report.set.name,
            f"chuyển đến ngày {show_day(check.opened_on)}",
        )
        for line in lines
        for check in line.mine
    ]


def _called(part: str, names: Mapping[str, str]) -> str:
    """A part in words: "tiêu chí 10. Thu nhập", "chỉ tiêu 17.1. Nước sạch"; its number alone once it left the set."""
    number = f"{'chỉ tiêu' if '.' in part else 'tiêu chí'} {part}"
    return f"{number}. {names[part]}" if part in names else number


def reports_to_move(person: Person) -> Asking[Iterable[WorkLine]]:
    """Whole reports: at the district for its check, at the coordination office when every part is decided.

    Three rounds at most, none without a right.
    """
    return [line for lines in (yield from together([_to_check(person), _to_conclude(person)])) for line in lines]


def _to_check(person: Person) -> Asking[list[WorkLine]]:
    if not person.may("value.check"):
        return []
    lines = yield from lines_asked(person.scope("value.check"), person, state=workflow.CHECKING)
    return [_line(line, "thẩm tra báo cáo") for line in lines]


def _to_conclude(person: Person) -> Asking[list[WorkLine]]:
    if not person.may("value.conclude"):
        return []
    lines = yield from lines_asked(person.scope("value.conclude"), person)
    checking = {line.report.unit_id for line in lines if line.report.state == workflow.CHECKING}
    left = (yield from two_tier_asked(checking, person.day)) if checking else frozenset()
    found = []
    for line in lines:
        if line.report.state == workflow.VERIFYING and line.parts and line.parts == line.verified:
            found.append(_line(line, "kết luận báo cáo, mọi phần đã thẩm định"))
        elif line.report.state == workflow.CHECKING and line.report.unit_id in left:
            found.append(_line(line, "tiếp nhận báo cáo từ cấp huyện"))
    return found


def _line(line: ReportLine, words: str) -> WorkLine:
    report, name = line.report, line.unit_name
    sent = f"trình ngày {show_day(report.sent_on)}" if report.sent_on else ""
    return WorkLine(
        f"{name}, năm {report.year}: {words}", reverse("verification", args=[report.pk]), report.set.name, sent
    )

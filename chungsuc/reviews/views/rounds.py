"""The rounds, and one round with every unit that owes its report."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.models import Unit
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell, outcome_cell, sort_rows

from .. import actions
from ..access import READ, RECEIVE, WRITE, reads_province, round_for
from ..facts.figures import freeze_of
from ..facts.reports import Owed, standing_of
from ..forms import OpenForm
from ..models import ReportRound, UnitReport
from ..outline import planned_round, planned_rounds
from ..rules import LATE, LATE_DONE
from .answers import BACK, DONE, home, of_round, person_of, tried


@never_cache
@needs(READ)
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """`/bao-cao/`: every round of the plan, opened or to come; a unit finds its own report here."""
    person = person_of(request)
    opened = {row.code: row for row in ReportRound.objects.all()}
    rows = [_round_row(one, opened.get(one.code), person) for one, _ in planned_rounds()]
    columns = [
        Column("name", "Kỳ báo cáo", sortable=False),
        Column("state", "Báo cáo của tỉnh", sortable=False, priority=1),
        Column("opens", "Mở từ", sortable=False, whole=True),
        Column("due", "Hạn gửi", sortable=False, whole=True),
        Column("cut_off", "Ngày chốt số liệu", sortable=False, whole=True),
    ]
    empty = "Chưa có kỳ báo cáo nào. Các kỳ báo cáo do gói dữ liệu của phong trào quy định."
    table = Table(columns, rows, "Các kỳ báo cáo", empty=empty, hide_caption=True)
    context = {"table": table, "mine": _mine(opened.values(), person.acts_for(WRITE)), "place": home()}
    return render(request, "reviews/rounds.html", context)


def _round_row(planned: Any, opened: ReportRound | None, person: Person) -> Row:
    if opened is not None:
        state = outcome_cell(opened.standing.sign, opened.standing.label.capitalize())
        href = reverse("report_round", args=[opened.code])
    else:
        may_open = person.may(RECEIVE) and today() >= planned.opens_on
        href = reverse("report_round_open", args=[planned.code]) if may_open else ""
        state = Cell("Mở kỳ này" if may_open else "Chưa mở", href)
    shown = opened or planned
    return Row(
        {
            "name": name_cell(planned.name, href),
            "state": state,
            "opens": day_cell(shown.opens_on),
            "due": day_cell(shown.due),
            "cut_off": day_cell(shown.cut_off),
        }
    )


def _mine(opened: Iterable[ReportRound], unit_ids: frozenset[int]) -> list[dict[str, Any]]:
    """The reports of the units that one writes for: those begun, and those of rounds still in work. Two queries."""
    if not unit_ids:
        return []
    units = list(Unit.objects.filter(pk__in=unit_ids))
    own = {(row.round_id, row.unit_id): row for row in UnitReport.objects.filter(unit__in=units)}
    found = []
    for round in opened:
        for unit in units:
            report = own.get((round.pk, unit.pk))
            alive = unit.since <= round.due and (unit.until is None or unit.until >= round.due)
            if report is not None or (alive and round.state == "drafting"):
                href = reverse("unit_report", args=[round.code, unit.code])
                late = report is None and today() > round.due
                found.append({"round": round, "report": report, "href": href, "late": late})
    return found


@never_cache
@needs(RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def round_open(request: HttpRequest, code: str) -> HttpResponse:
    """`/bao-cao/mo/<code>/`: what opening a round does, and the act."""
    planned = planned_round(code)
    if planned is None:
        raise Http404("round")
    form, status = OpenForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = _opened(request, form, code, planned.name) if form.is_valid() else BACK
        if status == DONE:
            return SeeOther(reverse("report_round", args=[code]))
    context = {"planned": planned, "form": form, "place": home(Place("Mở kỳ báo cáo"))}
    return render(request, "reviews/round_open.html", context, status=status)


def _opened(request: HttpRequest, form: OpenForm, code: str, name: str) -> int:
    said: dict[str, Any] = {"by": person_of(request), "today": today(), "paper": form.cleaned_data["paper"]}
    done = f"Đã mở kỳ báo cáo “{name}”. Các đơn vị thấy kỳ này ở mục Báo cáo."
    return tried(request, form, lambda: actions.open_round(code, **said), done)


@never_cache
@needs(READ)
@require_safe
def round_page(request: HttpRequest, code: str) -> HttpResponse:
    """`/bao-cao/<code>/`: who owes the report, who is late and why; the province's report is one step further."""
    round, kind = round_for(request, code)
    scope = request.scope.unit_ids  # type: ignore[attr-defined]
    stands = standing_of(round, kind, today(), scope)
    shown = [one for one in stands.owed if _wanted(one, request.GET.get("loc", ""))]
    context = {
        "round": round,
        "kind": kind,
        "stands": stands,
        "asked": len(stands.owed),
        "late": [one for one in stands.owed if one.standing == LATE],
        "table": _table(round, shown, request),
        "narrowed": request.GET.get("loc", ""),
        "frozen": freeze_of(round),
        "whole": reads_province(person_of(request)),
        "place": of_round(round),
    }
    return render(request, "reviews/round.html", context)


def _wanted(one: Owed, asked: str) -> bool:
    if asked == "cham":
        return one.standing in (LATE, LATE_DONE)
    if asked == "cho-nhan":
        return one.report is not None and one.report.state == "submitted"
    if asked == "chua-gui":
        return one.report is None or one.report.state in ("draft", "returned")
    return True


def _table(round: ReportRound, owed: list[Owed], request: HttpRequest) -> Table:
    columns = [
        Column("unit", "Đơn vị"),
        Column("state", "Bước", priority=1),
        Column("sent", "Ngày gửi", whole=True),
        Column("received", "Ngày nhận", whole=True),
        Column("standing", "So với hạn"),
        Column("reason", "Lý do của đơn vị", sortable=False),
    ]
    rows = [
        Row(
            {
                "unit": name_cell(one.reporter.name, reverse("unit_report", args=[round.code, one.reporter.code])),
                "state": outcome_cell(one.state_sign, one.state_words.capitalize()),
                "sent": day_cell(one.report.sent_on if one.report else None),
                "received": day_cell(one.report.received_on if one.report else None),
                "standing": outcome_cell(one.sign, one.words.capitalize()),
                "reason": Cell(one.reason),
            }
        )
        for one in owed
    ]
    asked = request.GET.get("sap", "")
    downloads = [("Tải .xlsx", reverse("report_reporters_xlsx", args=[round.code]))]
    empty = "Không có đơn vị nào ở tình trạng này."
    found = sort_rows(rows, asked) if asked else rows
    return Table(columns, found, f"Đơn vị báo cáo, hạn {show_day(round.due)}", asked, request.GET, downloads, empty)

"""The sets of criteria, one criterion across communes, and a set tried on a year's values."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chungsuc.organisations.access import needs
from chungsuc.reports.facts.criteria import CriterionPage, SetLine, criterion_page, sets_page
from chungsuc.reports.facts.trials import Trial, TrialPage, trial_page
from chungsuc.web.charts import BarItem, Chart, bar_list
from chungsuc.web.context import Place
from chungsuc.web.tables import (
    SORT_PARAMETER,
    Cell,
    Column,
    Row,
    Table,
    name_cell,
    number_cell,
    outcome_cell,
    sort_rows,
)
from chungsuc.web.templatetags.figures import day_link

from .units import page_days, unit_url


@require_safe
@needs("value.read")
def criteria(request: HttpRequest) -> HttpResponse:
    """The sets with their decisions, years and how well their thresholds are founded."""
    days = page_days(request)
    sets = sets_page(days.day, request.scope.covers)  # type: ignore[attr-defined]
    context = {
        "sets": [(each, _set_table(each, days.day)) for each in sets],
        "judge_url": day_link(reverse("judge"), days.day),
        "quick_days": days.quick,
        "place": [Place("Tiêu chí", reverse("criteria"))],
    }
    return render(request, "reports/criteria.html", context)


def _set_table(each: SetLine, day: date) -> Table:
    columns = [
        Column("name", "Tiêu chí", sortable=False),
        Column("not_met", "Chưa đạt", numeric=True, unit="xã", sortable=False, priority=1),
        Column("met", "Đạt", numeric=True, unit="xã", sortable=False),
        Column("undetermined", "Chưa đủ căn cứ", numeric=True, unit="xã", sortable=False),
        Column("group", "Nhóm", sortable=False),
    ]
    judged = each.judged_year is not None
    rows = [
        Row(
            {
                "name": name_cell(f"{c.no}. {c.name}", day_link(reverse("criterion", args=[each.code, c.no]), day)),
                "not_met": number_cell(c.not_met if judged else None),
                "met": number_cell(c.met if judged else None),
                "undetermined": number_cell(c.undetermined if judged else None),
                "group": Cell(c.group),
            }
        )
        for c in each.criteria
    ]
    return Table(columns, rows, f"Các tiêu chí của {each.name}", hide_caption=True)


@require_safe
@needs("value.read")
def criterion(request: HttpRequest, set: str, no: int) -> HttpResponse:
    """One criterion: who fails it, where, by how much; what is asked; who answers."""
    days = page_days(request)
    covers = request.scope.covers  # type: ignore[attr-defined]
    page = criterion_page(set, no, days.day, covers)
    if page is None:
        raise Http404(f"{set}/{no}")
    owners = [(body, unit_url(body.code, days.day) if covers(body.id) else "") for body in page.owners]
    context = {
        "page": page,
        "count": page.by_year.get(page.year, (0, 0, 0)) if page.year else None,
        "chart": _districts_chart(page, days.day, covers),
        "years": _years_table(page) if page.by_year else None,
        "failing": _failing_table(page, days.day, request),
        "owners": owners,
        "quick_days": days.quick,
        "place": [Place("Tiêu chí", reverse("criteria")), Place(f"Tiêu chí {no}")],
    }
    return render(request, "reports/criterion.html", context)


def _districts_chart(page: CriterionPage, day: date, covers: Any) -> Chart | None:
    if not page.by_district:
        return None
    items = [
        BarItem(
            f"{district.name} ({missed}/{of} xã)", missed, unit_url(district.code, day) if covers(district.id) else ""
        )
        for district, missed, of in page.by_district
    ]
    return bar_list(items, f"Số xã chưa đạt, năm {page.year}", "xã")


def _years_table(page: CriterionPage) -> Table:
    columns = [
        Column("year", "Năm", sortable=False),
        Column("not_met", "Chưa đạt", numeric=True, unit="xã", sortable=False, priority=1),
        Column("met", "Đạt", numeric=True, unit="xã", sortable=False),
        Column("undetermined", "Chưa đủ căn cứ", numeric=True, unit="xã", sortable=False),
    ]
    rows = [
        Row(
            {
                "year": Cell(str(year)),
                "not_met": number_cell(missed),
                "met": number_cell(met),
                "undetermined": number_cell(unsure),
            }
        )
        for year, (met, missed, unsure) in page.by_year.items()
    ]
    return Table(columns, rows, "Từng năm", hide_caption=True)


def _failing_table(page: CriterionPage, day: date, request: HttpRequest) -> Table:
    columns = [
        Column("ten", "Xã"),
        Column("huyen", "Huyện", priority=1, whole=True),
        Column("con", "Còn cách mức yêu cầu", sortable=False),
        Column("vi", "Vì sao", sortable=False),
    ]
    rows = [
        Row(
            {
                "ten": name_cell(
                    line.unit.name,
                    day_link(reverse("unit_criterion", args=[line.unit.code, page.set_code, page.year, page.no]), day),
                ),
                "huyen": name_cell(line.district.name if line.district else ""),
                "con": Cell("; ".join(line.gaps)),
                "vi": Cell(" ".join(line.said)),
            }
        )
        for line in page.failing
    ]
    sort = request.GET.get(SORT_PARAMETER, "")
    empty = "Không xã nào chưa đạt tiêu chí này." if page.year else "Chưa có số liệu năm nào theo bộ tiêu chí này."
    return Table(
        columns,
        sort_rows(rows, sort) if sort else rows,
        "Các xã chưa đạt",
        sort=sort,
        query=request.GET,
        empty=empty,
        hide_caption=True,
    )


@require_safe
@needs("value.read")
def judge(request: HttpRequest) -> HttpResponse:
    """A year's values judged by a set that is chosen; nothing is stored."""
    days = page_days(request)
    written = request.GET.get("nam", "").strip()
    if written and not (written.isascii() and written.isdigit() and len(written) == 4):
        raise Http404(written)
    year = int(written) if written else None
    page = trial_page(request.GET.get("bo", "").strip(), year, days.day, request.scope.covers)  # type: ignore[attr-defined]
    if page is None:
        raise Http404("bo/nam")
    context = {
        "page": page,
        "would_fail": _trials_table([t for t in page.trials if t.outcome == "not_met"], page, days.day),
        "unsure": _trials_table([t for t in page.trials if t.outcome == "undetermined"], page, days.day),
        "kept": page.count("met"),
        "failing": page.count("not_met"),
        "open": page.count("undetermined"),
        "quick_days": days.quick,
        "place": [Place("Tiêu chí", reverse("criteria")), Place("Đánh giá thử", reverse("judge"))],
    }
    return render(request, "reports/judge.html", context)


def _trials_table(trials: list[Trial], page: TrialPage, day: date) -> Table:
    columns = [
        Column("name", "Xã", sortable=False),
        Column("failed", "Tiêu chí chưa đạt", sortable=False, priority=1),
        Column("gaps", "Còn cách mức yêu cầu", sortable=False),
        Column("met", "Đạt", numeric=True, unit=f"/{page.criteria}", sortable=False),
        Column("undetermined", "Chưa đủ căn cứ", numeric=True, unit="tiêu chí", sortable=False),
        Column("held", "Đã được công nhận", sortable=False),
        Column("before", "Theo bộ đang dùng", sortable=False),
    ]
    rows = [
        Row(
            {
                "name": name_cell(
                    trial.unit.name, unit_url(trial.unit.code, day), trial.district.name if trial.district else ""
                ),
                "failed": Cell(", ".join(map(str, trial.failed)) or "không có"),
                "gaps": Cell("; ".join(trial.gaps) or "không có"),
                "met": number_cell(trial.met),
                "undetermined": number_cell(trial.undetermined),
                "held": outcome_cell(trial.held.outcome, trial.held.label),
                "before": outcome_cell(
                    "met" if trial.met_before else "not_met", "" if trial.met_before else "Chưa đạt đủ"
                ),
            }
        )
        for trial in trials
    ]
    return Table(columns, rows, "Kết quả đánh giá thử", empty="Không có xã nào.", hide_caption=True)

"""One page for a unit of any kind: a commune, a district, a province, a department."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chungsuc.criteria.facts import assessment_day, corrected_counts
from chungsuc.criteria.models import Assessment
from chungsuc.evidence.facts import WARNING, holdings
from chungsuc.organisations.access import may_somewhere, needs
from chungsuc.organisations.models import LegalEvent
from chungsuc.recognition.facts import MergerRules
from chungsuc.reports.days import newest_day
from chungsuc.reports.facts.bodies import BodyPage, Duty, body_page
from chungsuc.reports.facts.communes import CommuneLine, Comparison
from chungsuc.reports.facts.units import (
    AreaPage,
    CommunePage,
    Kin,
    Part,
    UnitHead,
    YearResult,
    area_page,
    commune_page,
    unit_head,
)
from chungsuc.web.charts import BarItem, Chart, Series, bar_list, line_chart
from chungsuc.web.context import Place
from chungsuc.web.day import DAY_PARAMETER, page_day, today
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell, number_cell, outcome_cell
from chungsuc.web.templatetags.figures import day_link


@dataclass(frozen=True)
class PageDays:
    """The day of a page, the days offered beside it, and whether communes had merged by then."""

    day: date
    quick: tuple[date, ...]
    mergers: tuple[date, ...] = ()

    @property
    def merged(self) -> bool:
        return any(on <= self.day for on in self.mergers)


def page_days(request: HttpRequest) -> PageDays:
    """As `reports.days.asked_day` and `turning_days`, together in one query."""
    newest = Assessment.objects.of_communes().order_by("-year").values("year")[:1]
    joined = LegalEvent.objects.filter(lineage__predecessor__kind__in=("district", "commune"))
    turns = set(joined.values_list("effective_on", "lineage__predecessor__kind", Subquery(newest)))
    year = next((each for _, _, each in turns), None)
    latest = min(assessment_day(year), today()) if year else newest_day()
    day = page_day(request, latest)
    quick = {latest, today()}
    for on, kind, _ in turns:
        quick |= {date.fromordinal(on.toordinal() - 1), on} if kind == "district" else set()
    return PageDays(day, tuple(sorted(quick)), tuple(on for on, kind, _ in turns if kind == "commune"))


def unit_url(code: str, day: date | None) -> str:
    """A unit's page on a day."""
    return day_link(reverse("unit", args=[code]), day)


def places(head: UnitHead, covers: Any, *more: Place) -> list[Place]:
    """The breadcrumb down to a unit; a unit above that this person may not read is named without a link."""
    steps = [Place(step.name, reverse("unit", args=[step.code]) if covers(step.id) else "") for step in head.above]
    return [*steps, Place(head.name, reverse("unit", args=[head.code])), *more]


def head_or_404(request: HttpRequest, code: str, day: date) -> UnitHead:
    """The unit within the person's reach; whatever lies beyond does not exist for them."""
    head = unit_head(code, day)
    if head is None or not request.scope.covers(head.id):  # type: ignore[attr-defined]
        raise Http404(code)
    return head


@require_safe
@needs("unit.read")
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """The page of one unit, on its day or, for a closed one, on its last."""
    days = page_days(request)
    head = head_or_404(request, code, days.day)
    if head.not_yet and DAY_PARAMETER not in request.GET:
        # nobody asked for a day before the unit was: show it as it is now
        days = replace(days, day=page_day(request, max(today(), head.since)))
        head = head_or_404(request, code, days.day)
    covers = request.scope.covers  # type: ignore[attr-defined]
    shared = {"head": head, "quick_days": days.quick, "place": places(head, covers)}
    shared["may_record"] = may_somewhere("unit.manage")(request)
    shared["may_read_values"] = may_somewhere("value.read")(request)
    if head.kind == "commune":
        return render(request, "reports/unit_commune.html", {**shared, **_commune_told(head, days.day, covers)})
    if head.kind in ("district", "province"):
        area = area_page(head, covers, merged=days.merged and head.at == days.day)
        return render(request, "reports/unit_area.html", {**shared, **_area(area, days.day, covers)})
    body = body_page(head)
    return render(request, "reports/unit_body.html", {**shared, **_body(body, days.day, covers)})


# --- a commune ----------------------------------------------------------------------------------------------------


def _commune_told(head: UnitHead, day: date, covers: Any) -> dict[str, Any]:
    """A commune's page; the figures that it rests on are asked together."""
    rules = MergerRules(WARNING)
    page = commune_page(head, covers, rules)
    papers = holdings([head.id], today(), rules.whole(WARNING, today()))
    return {**_commune(page, day, covers), "papers": papers, "gaps": corrected_counts(head.id)}


def _commune(page: CommunePage, day: date, covers: Any) -> dict[str, Any]:
    own = [result for result in page.results if page.newest and result.level == page.newest.level]
    return {
        "page": page,
        "newest": page.newest,
        "successors": kin_lines(page.successors, day, covers, before=False),
        "chart": years_chart(page.head.name, own),
        "years": _years_table(page, day),
        "matrix": _matrix(page, day) if page.newest else None,
        "entries": entries_table(page.entries, "Quyết định công nhận"),
        "parts": _parts_table(page.parts, day) if page.parts else None,
    }


def years_chart(name: str, results: list[YearResult]) -> Chart | None:
    """Criteria met, year by year, marked where the set changed; None with less than two years."""
    if len(results) < 2:
        return None
    marks = []
    for before, after in zip(results, results[1:], strict=False):
        if before.set_code != after.set_code:
            year = max(before.year + 1, min(after.year, after.set_since.year))
            marks.append((year, f"thay bộ tiêu chí {after.set_since.year}"))
    met: dict[int, Any] = {result.year: result.met for result in results}
    return line_chart([Series(name, met, here=True)], "Số tiêu chí đạt qua các năm", "tiêu chí", marks=marks)


def _years_table(page: CommunePage, day: date) -> Table:
    columns = [
        Column("year", "Năm", sortable=False),
        Column("met", "Đạt", numeric=True, unit="tiêu chí", sortable=False, priority=1),
        Column("not_met", "Chưa đạt", numeric=True, unit="tiêu chí", sortable=False),
        Column("undetermined", "Chưa đủ căn cứ", numeric=True, unit="tiêu chí", sortable=False),
        Column("failed", "Tiêu chí chưa đạt", sortable=False),
        Column("set", "Đánh giá theo", sortable=False),
    ]
    rows = [
        Row(
            {
                "year": Cell(str(result.year)),
                "met": number_cell(result.met),
                "not_met": number_cell(result.not_met),
                "undetermined": number_cell(result.undetermined),
                "failed": Cell(", ".join(map(str, result.failed)) or "không có"),
                "set": Cell(result.set_name),
            },
            here=result is page.newest,
        )
        for result in page.results
    ]
    return Table(columns, rows, "Kết quả từng năm", empty="Chưa có số liệu năm nào của đơn vị này.", hide_caption=True)


def _matrix(page: CommunePage, day: date) -> Table:
    """The criteria of the newest year; each opens to its reasons."""
    columns = [
        Column("name", "Tiêu chí", sortable=False),
        Column("outcome", "Kết luận", sortable=False, priority=1),
        Column("group", "Nhóm", sortable=False, priority=2),
    ]
    newest = page.newest
    rows = []
    for criterion in newest.criteria if newest else ():
        url = reverse("unit_criterion", args=[page.head.code, newest.set_code, newest.year, criterion.no])  # type: ignore[union-attr]
        cells = {
            "name": name_cell(f"{criterion.no}. {criterion.name}", day_link(url, day)),
            "outcome": outcome_cell(criterion.outcome),
            "group": Cell(criterion.group),
        }
        rows.append(Row(cells))
    return Table(columns, rows, "Từng tiêu chí", hide_caption=True)


def entries_table(entries: Any, caption: str) -> Table:
    """Register entries with their three dates apart: the year, the signing, the announcement."""
    columns = [
        Column("level", "Mức công nhận", sortable=False),
        Column("year", "Cho năm", sortable=False, priority=1),
        Column("decision", "Quyết định", sortable=False, whole=True),
        Column("signed", "Ngày ký", sortable=False, whole=True),
        Column("announced", "Ngày công bố", sortable=False, whole=True),
    ]
    rows = [
        Row(
            {
                "level": Cell(entry.level.name),
                "year": Cell(str(entry.for_year)),
                "decision": Cell(entry.decision_number),
                "signed": day_cell(entry.signed_on),
                "announced": day_cell(entry.announced_on),
            }
        )
        for entry in entries
    ]
    return Table(columns, rows, caption, empty="Chưa có quyết định công nhận nào.", hide_caption=True)


def _parts_table(parts: tuple[Part, ...], day: date) -> Table:
    columns = [
        Column("name", "Đơn vị trước sắp xếp", sortable=False),
        Column("met", "Tiêu chí đạt", numeric=True, sortable=False, priority=1),
        Column("year", "Năm đánh giá", sortable=False),
        Column("failed", "Tiêu chí chưa đạt", sortable=False),
        Column("held", "Đã được công nhận", sortable=False),
    ]
    rows = []
    for part in parts:
        newest = part.newest
        held = "; ".join(f"{e.level.name} cho năm {e.for_year}, ký {e.signed_on:%d/%m/%Y}" for e in part.entries)
        cells = {
            "name": name_cell(part.kin.name, unit_url(part.kin.code, day)),
            "met": Cell(f"{newest.met}/{len(newest.criteria)}") if newest else Cell(),
            "year": Cell(str(newest.year)) if newest else Cell(),
            "failed": Cell((", ".join(map(str, newest.failed)) or "không có") if newest else ""),
            "held": Cell(held or "chưa"),
        }
        rows.append(Row(cells))
    return Table(columns, rows, "Kết quả và công nhận của từng đơn vị trước sắp xếp", hide_caption=True)


# --- a district, a province ---------------------------------------------------------------------------------------


def _area(page: AreaPage, day: date, covers: Any) -> dict[str, Any]:
    by_district = page.by_district if page.head.kind == "province" else []
    return {
        "page": page,
        "communes": page.communes,
        "table": _districts_table(page, by_district, day) if by_district else communes_table(page.communes, day),
        "chart": _area_chart(page, by_district, day),
        "entries": entries_table(page.entries, "Quyết định công nhận"),
        "former": kin_lines(page.kin, day, covers, before=True),
        "later": kin_lines(page.kin, day, covers, before=False),
        "others": [(unit.name, unit_url(unit.code, day)) for unit in page.others],
    }


def kin_lines(kin: tuple[Kin, ...], day: date, covers: Any, *, before: bool) -> list[tuple[Kin, str]]:
    """The units before (or after) in the lineage with their addresses; one beyond the person's reach has none."""
    return [(each, unit_url(each.code, day) if covers(each.id) else "") for each in kin if each.before is before]


def communes_table(communes: Comparison, day: date, caption: str = "Các xã") -> Table:
    """Communes with what they meet, what they fail and what they hold; totals and average as official tables do."""
    columns = [
        Column("name", "Xã", sortable=False),
        Column("met", "Tiêu chí đạt", numeric=True, sortable=False, priority=1, short="Đạt"),
        Column("undetermined", "Chưa đủ căn cứ", numeric=True, sortable=False),
        Column("failed", "Tiêu chí chưa đạt", sortable=False),
        Column("held", "Mức đã được công nhận", sortable=False),
    ]
    rows = [Row(_commune_cells(line, day)) for line in communes.lines]
    if communes.lines and communes.assessed:
        rows.append(Row({"name": Cell(f"Tổng ({len(communes.lines)} xã)"), "met": number_cell(communes.total_met),
                         "held": Cell(f"{communes.recognised} xã")}, total=True))  # fmt: skip
        rows.append(Row({"name": Cell("Bình quân một xã"), "met": number_cell(communes.average, 2)}, total=True))
    return Table(columns, rows, caption, empty="Không có xã nào thuộc chương trình vào ngày này.", hide_caption=True)


def _commune_cells(line: CommuneLine, day: date) -> dict[str, Cell]:
    return {
        "name": name_cell(line.unit.name, unit_url(line.unit.code, day)),
        "met": number_cell(line.met),
        "undetermined": number_cell(line.undetermined),
        "failed": Cell((", ".join(map(str, line.failed)) or "không có") if line.assessed else ""),
        "held": outcome_cell(line.held.outcome, line.held.label),
    }


def _districts_table(page: AreaPage, by_district: list[tuple[Any, Comparison]], day: date) -> Table:
    columns = [
        Column("name", "Huyện, thành phố", sortable=False),
        Column("average", "Bình quân", numeric=True, unit="tiêu chí/xã", sortable=False, priority=1),
        Column("communes", "Số xã", numeric=True, sortable=False),
        Column("total", "Tổng tiêu chí đạt", numeric=True, sortable=False),
        Column("all_met", "Xã đạt đủ theo số liệu", numeric=True, sortable=False),
        Column("recognised", "Xã đã được công nhận", numeric=True, sortable=False),
    ]
    rows = [
        Row({"name": name_cell(district.name, unit_url(district.code, day)), **_sums(communes)})
        for district, communes in by_district
    ]
    rows.append(Row({"name": Cell("Toàn tỉnh"), **_sums(page.communes)}, total=True))
    return Table(columns, rows, "Các huyện, thành phố", hide_caption=True)


def _sums(communes: Comparison) -> dict[str, Cell]:
    known = communes.assessed > 0
    return {
        "average": number_cell(communes.average, 2),
        "communes": number_cell(len(communes.lines)),
        "total": number_cell(communes.total_met if known else None),
        "all_met": number_cell(communes.all_met if known else None),
        "recognised": number_cell(communes.recognised),
    }


def _area_chart(page: AreaPage, by_district: list[tuple[Any, Comparison]], day: date) -> Chart | None:
    communes = page.communes
    if not communes.assessed:
        return None
    if by_district:
        bars = [(d, c.average) for d, c in by_district if c.average is not None]
        items = [BarItem(d.name, average, unit_url(d.code, day)) for d, average in bars]
        title = f"Tiêu chí đạt bình quân một xã, năm {communes.year}"
    else:
        lines = [line for line in communes.lines if line.met is not None]
        items = [BarItem(line.unit.name, line.met or 0, unit_url(line.unit.code, day)) for line in lines]
        title = f"Số tiêu chí đạt của từng xã, năm {communes.year}"
    items.sort(key=lambda item: -item.value)
    return bar_list(items, title, "tiêu chí", maximum=len(communes.criteria), places=2 if by_district else None)


# --- a department or another body ---------------------------------------------------------------------------------


def _body(page: BodyPage, day: date, covers: Any) -> dict[str, Any]:
    return {
        "page": page,
        "duties": _duties_table(page.current, "Tiêu chí phụ trách", day),
        "former_duties": _duties_table(page.former, "Không thuộc ngày này", day) if page.former else None,
        "former": kin_lines(page.kin, day, covers, before=True),
        "later": kin_lines(page.kin, day, covers, before=False),
    }


def _duties_table(duties: list[Duty], caption: str, day: date) -> Table:
    columns = [
        Column("name", "Tiêu chí, chỉ tiêu", sortable=False),
        Column("period", "Thời gian", sortable=False, priority=1, whole=True),
        Column("set", "Bộ tiêu chí", sortable=False),
        Column("source", "Căn cứ phân công", sortable=False),
    ]
    rows = []
    for duty in duties:
        url = day_link(reverse("criterion", args=[duty.set_code, duty.criterion]), day)
        kind = "Chỉ tiêu" if "." in duty.part else "Tiêu chí"
        until = f"đến {duty.until:%d/%m/%Y}" if duty.until else "đến nay"
        cells = {
            "name": name_cell(f"{kind} {duty.part}. {duty.name}".rstrip(". "), url),
            "period": Cell(f"từ {duty.since:%d/%m/%Y} {until}"),
            "set": Cell(duty.set_name),
            "source": Cell(duty.source),
        }
        rows.append(Row(cells))
    empty = "Vào ngày này cơ quan không được giao phụ trách tiêu chí nào trong các bộ tiêu chí đã nạp."
    return Table(columns, rows, caption, empty=empty, hide_caption=True)

"""The values of merged units added up, on a page of the unit they became."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chungsuc.criteria.sums import PartValue
from chungsuc.law.figures import show_decimal
from chungsuc.organisations.access import needs
from chungsuc.reports.facts.sums import SumLine, Sums, merged_sums
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.tables import Cell, Column, Row, Table, number_cell

from .units import head_or_404, places


@needs("value.read")
@require_safe
def unit_sums(request: HttpRequest, code: str) -> HttpResponse:
    """`/don-vi/<code>/cong-lai/`: numerators and denominators of the merged units summed, `?nam=2023&bo=…`."""
    head = head_or_404(request, code, today())
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else None
    found = merged_sums(head.id, year=year, set_code=request.GET.get("bo", "")[:60])
    if found is None:
        raise Http404
    covers = request.scope.covers  # type: ignore[attr-defined]
    context = {"head": head, "sums": found, "table": _table(found), "place": places(head, covers, Place("Cộng lại"))}
    return render(request, "reports/unit_sums.html", context)


def _table(sums: Sums) -> Table:
    columns = [
        Column("indicator", "Chỉ tiêu", sortable=False),
        *[Column(f"p{part}", name, numeric=True, sortable=False) for part, name in sums.parts.items()],
        Column("above", "Tử số cộng", numeric=True, sortable=False),
        Column("below", "Mẫu số cộng", numeric=True, sortable=False),
        Column("sum", "Cộng lại", numeric=True, sortable=False, priority=1),
    ]
    caption = f"Số liệu năm {sums.year} của các đơn vị cũ, cộng lại"
    return Table(columns, [_row(sums, line) for line in sums.lines], caption, hide_caption=True)


def _row(sums: Sums, line: SumLine) -> Row:
    unit = "" if line.indicator.kind == "boolean" else line.indicator.unit
    added = line.sum
    parts = zip(sums.parts, line.parts, strict=True)
    return Row(
        {
            "indicator": Cell(line.name, note=added.why_not),
            **{f"p{part}": _part_cell(value) for part, value in parts},
            "above": number_cell(added.numerator),
            "below": number_cell(added.denominator),
            "sum": Cell("" if added.number is None else f"{show_decimal(added.number)} {unit}".strip()),
        }
    )


def _part_cell(value: PartValue) -> Cell:
    return Cell("không áp dụng") if value.state == "not_applicable" else number_cell(value.number)

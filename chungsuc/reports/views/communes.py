"""All communes of a day side by side, narrowed and sorted by the address."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chungsuc.law.periods import show_day
from chungsuc.law.spelling import fold, unit_form
from chungsuc.organisations.access import needs
from chungsuc.reports.facts.communes import Choice, CommuneLine, Comparison, chosen, compare_on
from chungsuc.web.context import Place
from chungsuc.web.tables import Cell, Column, Row, Table, name_cell, number_cell, outcome_cell, sort_rows

from .units import page_days, unit_url

STATES = (
    ("", "Tất cả"),
    ("met", "Đạt đủ tiêu chí"),
    ("not_met", "Dưới ngưỡng: còn tiêu chí chưa đạt"),
    ("undetermined", "Chưa đủ căn cứ"),
)


class CommuneFilter(forms.Form):
    """What the list is narrowed to. Fields are named as in the address."""

    ten = forms.CharField(label="Tên xã", required=False, max_length=80, help_text="Gõ có dấu hay không dấu đều được")
    huyen = forms.ChoiceField(label="Huyện, thành phố", required=False)
    muc = forms.ChoiceField(label="Kết quả", required=False, choices=STATES)
    rot = forms.ChoiceField(label="Chưa đạt tiêu chí", required=False)
    duoi = forms.IntegerField(
        label="Đạt dưới (số tiêu chí)", required=False, min_value=0, max_value=99, help_text="Ví dụ 15"
    )

    def __init__(self, data: Any, communes: Comparison) -> None:
        super().__init__(data)
        districts = [(district.code, district.name) for district in communes.districts]
        numbers = [(str(no), f"{no}. {name}") for no, name in communes.criteria.items()]
        self.fields["huyen"].choices = [("", "Tất cả"), *districts]  # type: ignore[attr-defined]
        self.fields["rot"].choices = [("", "Bất kỳ"), *numbers]  # type: ignore[attr-defined]

    @property
    def choice(self) -> Choice:
        """What was asked for; a field that cannot be read narrows nothing, and its error is shown at it."""
        said = self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}
        return Choice(
            district=said.get("huyen") or "",
            state=said.get("muc") or "",
            failed=int(said["rot"]) if said.get("rot") else None,
            below=said.get("duoi"),
            words=tuple(fold(said.get("ten") or "").split()),
        )


@dataclass(frozen=True)
class Shown:
    """The comparison as an address asks for it: narrowed and sorted."""

    found: Comparison
    kept: list[CommuneLine]
    form: CommuneFilter
    table: Table
    quick_days: Any


def shown(request: HttpRequest) -> Shown:
    """The comparison of the communes within the person's reach, as the page and its files show it."""
    days = page_days(request)
    found = compare_on(days.day, request.scope.covers, merged=days.merged)  # type: ignore[attr-defined]
    form = CommuneFilter(request.GET, found)
    names = {line.unit.id: fold(line.unit.name) for line in found.lines}
    kept = chosen(found.lines, form.choice, names)
    return Shown(found, kept, form, _table(found, kept, days.day, request), days.quick)


@require_safe
@needs("value.read")
def communes(request: HttpRequest) -> HttpResponse:
    """The comparison of the communes within the person's reach."""
    asked = shown(request)
    context = {
        "found": asked.found,
        "kept": asked.kept,
        "filter_form": asked.form,
        "table": asked.table,
        "quick_days": asked.quick_days,
        "place": [Place("Các xã", reverse("communes"))],
    }
    return render(request, "reports/communes.html", context)


def _files(found: Comparison, day: date, request: HttpRequest) -> list[tuple[str, str]]:
    """This very table, and the values that it rests on where there are any."""
    query = request.GET.copy()
    query["ngay"] = show_day(day)
    files = [
        (f"Tải bảng này (.{ending})", f"{reverse('export_communes', args=[ending])}?{query.urlencode(safe='/')}")
        for ending in ("xlsx", "csv")
    ]
    if found.year is not None:
        values = [found.set_code, found.year]
        files += [
            ("Số liệu từng chỉ tiêu (.xlsx)", reverse("export_values", args=[*values, "xlsx"])),
            ("(.csv)", reverse("export_values", args=[*values, "csv"])),
        ]
    return files


def _table(found: Comparison, kept: list[CommuneLine], day: date, request: HttpRequest) -> Table:
    numbers = list(found.criteria)
    columns = [
        Column("ten", "Xã"),
        Column(
            "dat", "Đạt", numeric=True, unit=f"/{len(numbers)}" if numbers else "", priority=1, short="Tiêu chí đạt"
        ),
        Column("huyen", "Huyện"),
        Column("cong-nhan", "Đã được công nhận", short="Công nhận"),
        *(Column(f"t{no}", str(no), criterion=True) for no in numbers),
    ]
    sort = request.GET.get("sap", "")
    rows = sort_rows([Row(_cells(line, day)) for line in kept], sort) if sort else [Row(_cells(k, day)) for k in kept]
    return Table(
        columns,
        rows,
        "So sánh các xã",
        sort=sort,
        query=request.GET,
        downloads=_files(found, day, request),
        empty="Không có xã nào khớp với điều kiện lọc. Hãy bỏ bớt điều kiện.",
        hide_caption=True,
    )


def _cells(line: CommuneLine, day: date) -> dict[str, Cell]:
    cells = {
        "ten": name_cell(line.unit.name, unit_url(line.unit.code, day)),
        "dat": number_cell(line.met),
        "huyen": name_cell(_bare(line.district.name) if line.district else ""),
        "cong-nhan": outcome_cell(line.held.outcome, _short(line.held.label)),
    }
    for no, outcome in line.outcomes.items():
        cells[f"t{no}"] = outcome_cell(outcome, short=True)
    return cells


def _bare(name: str) -> str:
    """A district's name without its form: the column's head says what it is."""
    return name[len(unit_form(name)) :].strip()


def _short(label: str) -> str:
    """A level of communes without the word that the page's title says already."""
    bare = label.removeprefix("Xã ")
    return bare[:1].upper() + bare[1:]

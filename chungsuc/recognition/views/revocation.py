"""The yearly re-check, and the proposal to revoke."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.law.verdicts import Outcome
from chungsuc.organisations.access import needs
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.lineage import last_name_of
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.tables import Cell, Column, Row, Table, name_cell, sort_rows

from .. import actions
from ..actions.saying import Said
from ..forms import ProposalForm
from ..models import Recheck, Recognition
from ..rechecks import district_lines, rechecked
from ..refusals import StepRefused
from ..rules.rechecking import Finding
from .finding import HOME

COLUMNS = (
    Column("don_vi", "Đơn vị", priority=1),
    Column("ket_qua", "Kết quả", priority=1),
    Column("muc", "Mức"),
    Column("so", "Tiêu chí không đạt", numeric=True),
    Column("can_cu", "Căn cứ", sortable=False),
    Column("viec", "Việc", sortable=False),
)


def _year(request: HttpRequest) -> int:
    asked = request.POST.get("nam") or request.GET.get("nam", "")
    return int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else today().year - 1


@needs("recognition.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rechecks(request: HttpRequest) -> HttpResponse:
    """`/cong-nhan/ra-soat/`: whether what was recognised still holds in a year; a POST judges the year anew."""
    year, person = _year(request), request.person  # type: ignore[attr-defined]
    if request.method == "POST":
        return _judged(request, year)
    named = Recheck.objects.annotate(own_name=last_name_of("unit_id"))
    every = named.filter(is_current=True).select_related("recognition__level", "unit")
    rows: list[Recheck] = list(request.scope.filter(every))  # type: ignore[attr-defined]
    shown = [row for row in rows if row.year == year]
    context = {
        "year": year,
        "years": sorted({row.year for row in rows} | {year, today().year - 1}, reverse=True),
        "table": _table(request, shown, person.may("case.manage") or person.may("case.check")),
        "shown": shown,
        "counts": [(f, sum(row.result == f.value for row in shown)) for f in Finding],
        "may": person.may("case.manage"),
        "districts": _districts(request, person.may("case.manage")),
        "place": [Place(HOME, reverse("cases")), Place("Rà soát hằng năm")],
    }
    return render(request, "recognition/rechecks.html", context)


def _districts(request: HttpRequest, may: bool) -> Table | None:
    """The recognised districts within reach, each by what became of its communes; None where there are none."""
    of_districts = Recognition.objects.in_force(today()).filter(level__unit_kind="district")
    held = of_districts.select_related("unit", "level").annotate(own_name=last_name_of("unit_id"))
    lines = district_lines(request.scope.filter(held), today())  # type: ignore[attr-defined]
    if not lines:
        return None
    rows = []
    for line in lines:
        name = line.entry.own_name  # type: ignore[attr-defined]
        grounds = may and line.result.finding is Finding.REVOKE
        link = reverse("revocation_new", args=[line.entry.pk]) if grounds else ""
        rows.append(
            Row(
                {
                    "don_vi": name_cell(name, reverse("unit", args=[line.unit.code])),
                    "ket_qua": Cell(line.result.finding.label, "", 0, "", line.result.finding.sign),
                    "muc": Cell(line.entry.level.name, "", line.entry.level.rank, line.entry.decision_number),
                    "can_cu": Cell(" ".join(reason.text for reason in line.result.reasons)),
                    "viec": Cell("Đề nghị thu hồi", link) if link else Cell("–"),
                }
            )
        )
    columns = tuple(replace(column, sortable=False) for column in COLUMNS if column.key != "so")
    return Table(columns, rows, "Huyện, thành phố đã công nhận", hide_caption=True)


def _judged(request: HttpRequest, year: int) -> HttpResponse:
    if not request.person.may("case.manage"):  # type: ignore[attr-defined]
        raise PermissionDenied("case.manage")
    if not request.POST.get("nam"):
        messages.error(request, "Chưa chọn năm. Hãy chọn năm cần rà soát.")
        return SeeOther(reverse("rechecks"))
    changed = actions.recheck_year(year, on=today(), by=request.user.get_username())
    messages.success(request, f"Đã rà soát năm {year}: {changed} kết quả mới.")
    return SeeOther(f"{reverse('rechecks')}?nam={year}")


def _table(request: HttpRequest, rows: list[Recheck], may: bool) -> Table:
    sort = request.GET.get("sap", "ket_qua")
    made = sort_rows([_row(row, may) for row in rows], sort)
    nothing = "Chưa rà soát năm này."
    return Table(COLUMNS, made[:200], "Rà soát", sort, request.GET, empty=nothing, hide_caption=True)


def _row(row: Any, may: bool) -> Row:
    finding = Finding(row.result)
    order = [Finding.REVOKE, Finding.WARNING, Finding.UNDETERMINED, Finding.HOLDS].index(finding)
    link = ""
    if may and finding is Finding.REVOKE:
        link = f"{reverse('revocation_new', args=[row.recognition_id])}?nam={row.year}"
    failed = ", ".join(map(str, row.failed))
    return Row(
        {
            "don_vi": name_cell(row.own_name, reverse("unit", args=[row.unit.code])),
            "ket_qua": Cell(finding.label, "", order, "", finding.sign),
            "muc": Cell(row.recognition.level.name, "", row.recognition.level.rank, row.recognition.decision_number),
            "so": Cell(f"{len(row.failed)}/{row.total}", "", len(row.failed), failed),
            "can_cu": Cell(" ".join(row.reasons)),
            "viec": Cell("Đề nghị thu hồi", link) if link else Cell("–"),
        }
    )


@needs("case.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revocation_new(request: HttpRequest, pk: int) -> HttpResponse:
    """`/cong-nhan/thu-hoi/<pk>/`: a proposal to revoke one entry of the register, with the grounds of a year."""
    rows = request.scope.filter(Recognition.objects.in_force(today()))  # type: ignore[attr-defined]
    entry = get_object_or_404(rows.select_related("unit", "level"), pk=pk)
    person, year = request.person, _year(request)  # type: ignore[attr-defined]
    if not (person.may("case.manage", entry.unit_id) or person.may("case.check", entry.unit_id)):
        raise Http404("right")
    found = rechecked(entry, year, today())
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (answer := _proposed(request, entry, year, form)):
        return answer
    context = {
        "entry": entry,
        "name": known_as([entry.unit_id])[entry.unit_id].name,
        "year": year,
        "found": found,
        "grounds": found.verdict.outcome is Outcome.MET,
        "form": form,
        "place": [Place(HOME, reverse("cases")), Place("Đề nghị thu hồi")],
    }
    return render(request, "recognition/revocation_new.html", context, status=422 if form.errors else 200)


def _proposed(request: HttpRequest, entry: Recognition, year: int, form: ProposalForm) -> Any:
    told = form.cleaned_data
    try:
        case = actions.register_case(
            entry.unit,
            entry.level,
            year,
            person=request.person,  # type: ignore[attr-defined]
            said=Said(told["on"], reason=told["reason"], paper=told["paper"]),
            today=today(),
            recognition=entry,
        )
    except StepRefused as refused:
        form.refuse(refused)
        return None
    messages.success(request, "Đã lập đề nghị thu hồi.")
    return SeeOther(reverse("case", args=[case.pk]))

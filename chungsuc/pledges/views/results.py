"""A plan at a year's end: what was registered, reached and why, the same as .xlsx; and its giao ước as a paper."""

import io
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.documents.access import DRAFT, bodies, may
from chungsuc.documents.actions import PaperRefused, draft
from chungsuc.documents.actions.papers import standing_sheet
from chungsuc.documents.models import Paper
from chungsuc.documents.numbering import Numbering, numbering_of
from chungsuc.documents.rendering import docx_of, pdf_of
from chungsuc.law.figures import show_decimal
from chungsuc.organisations.access import needs
from chungsuc.typesetting.wording import worded
from chungsuc.web.answers import SeeOther, status_of
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.workbooks.writing import CellValue, write_xlsx

from .. import actions, workflow
from ..access import actors, plan_for
from ..facts.comparison import Compared, comparison, comparison_day, edition_of_year
from ..facts.plans import amount_words, codes_in
from ..facts.tasks import TaskLine, task_lines, with_units
from ..forms.acts import ResultForm
from ..models import PERIOD, Edition, Terms, UnitPlan
from ..papers import KIND, SOURCE, commitment_sheet, results_sheet
from ..places import names_of
from ..rules.content import FREE
from ..rules.reaching import GROUNDS
from ..tables import results_table, task_table
from .answers import carried_out, hand_of, home, person_of
from .plan import title_of

NO_EDITION = "Kế hoạch chưa có bản nào được duyệt."
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _years(plan: UnitPlan) -> list[int]:
    """The years of a plan that have begun."""
    if plan.year != PERIOD:
        return [plan.year]
    return [year for year in range(plan.movement.since.year, plan.movement.until.year + 1) if year <= today().year]


def _year(request: HttpRequest, plan: UnitPlan) -> int:
    asked, years = request.GET.get("nam", ""), _years(plan)
    return int(asked) if asked.isdecimal() and int(asked) in years else years[-1]


@never_cache
@needs("plan.read")
@require_http_methods(["GET", "HEAD", "POST"])
def unit_plan_results(request: HttpRequest, pk: int) -> HttpResponse:
    """`/ke-hoach-don-vi/<pk>/doi-chieu/`: registered and reached at a year's end; the unit says why, line by line."""
    plan = plan_for(request, pk)
    year = _year(request, plan)
    edition = edition_of_year(plan, year)
    found = comparison(plan, edition, year) if edition else []
    own = workflow.WRITER in actors(person_of(request), plan.unit_id)
    if request.method == "POST" and not own:
        raise PermissionDenied("plan.write")
    forms = [(one, _result_form(request, one)) for one in found] if own else []
    sent = next((form for _, form in forms if form.is_bound), None)
    if request.method == "POST" and (went := _result_told(request, plan, year, sent)):
        return went
    context = {
        "plan": plan, "title": title_of(plan), "year": year, "years": _years(plan), "edition": edition,
        "table": results_table(found), "tasks": task_table(_tasks(plan, year), ""), "forms": forms,
        "sent": [sent] if sent else [], "as_of": comparison_day(year, today()),
        "place": home(Place(title_of(plan), reverse("unit_plan", args=[pk])), Place("Đối chiếu cuối năm")),
    }  # fmt: skip
    return render(request, "pledges/plan_results.html", context, status=status_of(sent))


def _result_form(request: HttpRequest, one: Compared) -> ResultForm:
    name = f"dong-{one.target.line}"
    initial = {"why": one.why, "reached": show_decimal(one.said.reached) if one.said and one.said.reached else ""}
    sent = request.POST if request.POST.get("viec") == name else None
    return ResultForm(sent, prefix=name, measured=one.target.kind != FREE, initial=initial)


def _result_told(request: HttpRequest, plan: UnitPlan, year: int, form: ResultForm | None) -> HttpResponse | None:
    if form is None:
        raise Http404("line")
    line, hand = int(str(form.prefix).removeprefix("dong-")), hand_of(request)
    done = carried_out(
        request, form, lambda told: actions.tell_result(plan, line, year, **told, **hand), "Đã ghi kết quả, lý do."
    )
    return SeeOther(f"{reverse('unit_plan_results', args=[plan.pk])}?nam={year}") if done else None


def _tasks(plan: UnitPlan, year: int) -> list[TaskLine]:
    rows = Terms.objects.current().filter(task__plan=plan)
    if plan.year == PERIOD:
        rows = rows.filter(due__year__lte=year)
    return task_lines(with_units(rows), comparison_day(year, today()))


@needs("plan.read")
@require_safe
def unit_plan_results_file(request: HttpRequest, pk: int) -> HttpResponse:
    """`/ke-hoach-don-vi/<pk>/doi-chieu.xlsx`: the same table as a workbook."""
    plan = plan_for(request, pk)
    year = _year(request, plan)
    edition = edition_of_year(plan, year)
    stream = io.BytesIO()
    write_xlsx(stream, [results_sheet(f"{title_of(plan)}, đối chiếu năm {year}", _rows(plan, edition, year))])
    answer = HttpResponse(stream.getvalue(), content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="doi-chieu-{plan.unit.code}-{year}.xlsx"'
    return answer


def _rows(plan: UnitPlan, edition: Edition | None, year: int) -> Iterator[list[CellValue]]:
    for one in comparison(plan, edition, year) if edition else ():
        target = one.target
        yield [
            target.name, one.about_name or None, amount_words(target.operator, target.amount, target.unit), target.due,
            one.reached.shown or None, GROUNDS[one.reached.ground], one.verdict.outcome.label, one.why or None,
        ]  # fmt: skip
    for line in _tasks(plan, year):
        terms = line.terms
        yield [terms.what, line.where, terms.result, terms.due, line.task.done_on, "đơn vị báo cáo", line.label, None]


@never_cache
@needs("plan.read")
@require_http_methods(["GET", "HEAD", "POST"])
def unit_plan_commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """`/ke-hoach-don-vi/<pk>/giao-uoc/`: the giao ước as it will be printed; who drafts for the unit makes a paper."""
    plan = plan_for(request, pk)
    person = person_of(request)
    if request.method == "POST":
        return _drafted(request, plan)
    edition = standing_of(plan)
    sheet, why = _commitment(plan, edition) if edition else (None, NO_EDITION)
    papers = Paper.objects.about(SOURCE, str(pk)).filter(unit_id__in=bodies(person, "paper.read"))
    context = {
        "plan": plan, "title": title_of(plan), "edition": edition, "text": worded(sheet) if sheet else None, "why": why,
        "papers": papers.select_related("number"), "may": may(person, DRAFT, plan.unit_id),
        "place": home(Place(title_of(plan), reverse("unit_plan", args=[pk])), Place("Giao ước thi đua")),
    }  # fmt: skip
    return render(request, "pledges/plan_commitment.html", context)


def standing_of(plan: UnitPlan) -> Edition | None:
    """The edition in force, else none."""
    return plan.editions.filter(state=workflow.APPROVED).first()


def _commitment(plan: UnitPlan, edition: Edition) -> tuple[Any, str]:
    """The sheet with its letterhead, or none and what is missing."""
    found = numbering_of(plan.unit, KIND, today())
    if not isinstance(found, Numbering):
        return None, found
    words = names_of(codes_in([edition.content]))
    name = str(plan.unit_name)  # type: ignore[attr-defined]
    sheet = commitment_sheet(plan, edition, name, found.letterhead, words, plan.movement.name)
    return standing_sheet(sheet, found), ""


def _drafted(request: HttpRequest, plan: UnitPlan) -> HttpResponse:
    if not may(person_of(request), DRAFT, plan.unit_id):
        raise PermissionDenied(DRAFT)
    if request.POST.get("viec") != "lap":
        raise Http404("act")
    here = reverse("unit_plan_commitment", args=[plan.pk])
    known = Paper.objects.about(SOURCE, str(plan.pk)).exclude(state__in=("dropped", "superseded")).first()
    if known is not None:
        return SeeOther(reverse("paper", args=[known.pk]))
    edition = standing_of(plan)
    sheet, why = _commitment(plan, edition) if edition else (None, NO_EDITION)
    try:
        if sheet is None:
            raise PaperRefused(why)
        made = draft(sheet, unit=plan.unit, by=person_of(request), source=SOURCE, source_key=str(plan.pk))
    except PaperRefused as refused:
        messages.error(request, str(refused))
        return SeeOther(here)
    return SeeOther(reverse("paper", args=[made.pk]))


@needs("plan.read")
@require_safe
def unit_plan_commitment_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """`/ke-hoach-don-vi/<pk>/giao-uoc.docx|pdf`: the giao ước as a file, to be read and signed."""
    plan = plan_for(request, pk)
    edition = standing_of(plan)
    sheet, why = _commitment(plan, edition) if edition else (None, NO_EDITION)
    if sheet is None:
        raise Http404(why)
    content, kind = (docx_of(sheet), _DOCX) if ending == "docx" else (pdf_of(sheet), "application/pdf")
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="giao-uoc-{plan.unit.code}-{plan.year}.{ending}"'
    return answer

"""Reports to take away: .docx ready to be signed, .xlsx of every table."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from chungsuc.documents.rendering import NotSet, docx_of
from chungsuc.organisations.access import needs
from chungsuc.typesetting.content import Sheet
from chungsuc.typesetting.frozen import sheet_of
from chungsuc.web.day import today

from .. import papers
from ..access import READ, province_round_for, round_for, unit_for
from ..facts.figures import facts_shown, freeze_of, tables_shown
from ..facts.province import sections_of
from ..facts.reports import reporter_named, standing_of, texts_of
from ..models import ProvinceVersion, UnitReport
from ..outline import owes
from .answers import made_file


def _docx(sheet: Sheet, name: str) -> HttpResponse:
    try:
        return made_file(docx_of(sheet), name)
    except NotSet as refused:
        raise Http404(str(refused)) from refused


@require_safe
@needs(READ)
def province_docx(request: HttpRequest, code: str) -> HttpResponse:
    """`/bao-cao/<code>/toan-tinh.docx`: the province's report with all annexes, as it stands."""
    round, kind = province_round_for(request, code)
    frozen = freeze_of(round)
    sections = sections_of(round, kind, papers.plan_name())
    facts, tables = facts_shown(round, kind, frozen, None), tables_shown(round, kind, frozen)
    return _docx(papers.province_sheet(round, kind, sections, facts, tables, frozen=frozen), f"{code}.docx")


@require_safe
@needs(READ)
def province_xlsx(request: HttpRequest, code: str) -> HttpResponse:
    """`/bao-cao/<code>/phu-luc.xlsx`: the annexes, a sheet each."""
    round, kind = province_round_for(request, code)
    frozen = freeze_of(round)
    return made_file(papers.annexes_xlsx(round, tables_shown(round, kind, frozen), frozen), f"{code}-phu-luc.xlsx")


@require_safe
@needs(READ)
def version_docx(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """`/bao-cao/<code>/ban/<number>.docx`: a version as it was approved."""
    round, _ = province_round_for(request, code)
    version = ProvinceVersion.objects.filter(round=round, number=number).first()
    if version is None:
        raise Http404("version")
    return _docx(sheet_of(version.sheet), f"{code}-ban-{number}.docx")


def _said(request: HttpRequest, code: str, unit_code: str) -> tuple[Any, Any, papers.UnitPaper, Any]:
    round, kind = round_for(request, code)
    unit = unit_for(request, unit_code)
    report = UnitReport.objects.filter(round=round, unit=unit).first()
    if report is None and not owes(round, kind, unit):
        raise Http404("report")
    frozen, reporter = freeze_of(round), reporter_named(unit, round.due)
    facts = facts_shown(round, kind, frozen, reporter)
    return round, kind, papers.UnitPaper(unit, reporter, texts_of(report), facts), frozen


@require_safe
@needs(READ)
def unit_docx(request: HttpRequest, code: str, unit: str) -> HttpResponse:
    """`/bao-cao/<code>/don-vi/<unit>/bao-cao.docx`: the unit's report, ready to be signed."""
    round, kind, said, frozen = _said(request, code, unit)
    return _docx(papers.unit_sheet(round, kind, said, frozen=frozen), f"{code}-{unit}.docx")


@require_safe
@needs(READ)
def unit_xlsx(request: HttpRequest, code: str, unit: str) -> HttpResponse:
    """`/bao-cao/<code>/don-vi/<unit>/so-lieu.xlsx`: the figures of the unit's report with their sources."""
    round, _, said, frozen = _said(request, code, unit)
    return made_file(papers.unit_xlsx(round, said, frozen), f"{code}-{unit}-so-lieu.xlsx")


@require_safe
@needs(READ)
def reporters_xlsx(request: HttpRequest, code: str) -> HttpResponse:
    """`/bao-cao/<code>/don-vi.xlsx`: who owes the report, who is late and why."""
    round, kind = round_for(request, code)
    stands = standing_of(round, kind, today(), request.scope.unit_ids)  # type: ignore[attr-defined]
    rows: list[list[Any]] = [
        [
            n,
            one.reporter.name,
            one.state_words,
            one.report.sent_on if one.report else None,
            one.report.received_on if one.report else None,
            one.words,
            one.reason or None,
        ]
        for n, one in enumerate(stands.owed, 1)
    ]
    return made_file(papers.reporters_xlsx(round, rows), f"{code}-don-vi.xlsx")

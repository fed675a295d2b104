"""The page where a paper is read by the linter; nothing is written."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.organisations.access import needs
from chungsuc.typesetting.docx_in import DocxRefused
from chungsuc.web.context import Place
from chungsuc.web.tables import Cell, Column, Row, Table
from chungsuc.web.uploads import tell_refused_upload

from ..forms.linting import MOST_MIB, LintForm
from ..lint_facts import Reading, reading_of

_SHOWN = 200  # findings on one page: the rest is told by number


@never_cache
@needs("figure.read")  # whoever may read the law may hold a paper against it
@require_http_methods(["GET", "HEAD", "POST"])
def paper_lint(request: HttpRequest) -> HttpResponse:
    """`/giay-to/doc-soat/`: a .docx is dropped, its findings are read place by place."""
    form = LintForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    tell_refused_upload(form, request, MOST_MIB)
    context: dict[str, Any] = {"form": form, "place": [Place("Soát văn bản")]}
    if request.method == "POST" and form.is_valid():
        try:
            reading = reading_of(form.cleaned_data["file"].read(), form.cleaned_data["day"])
            name = form.cleaned_data["file"].name
            context |= {"reading": reading, "name": name, "table": _table(reading), "more": _more(reading)}
        except DocxRefused as refused:
            form.add_error("file", str(refused))
    return render(request, "documents/linting.html", context, status=422 if form.errors else 200)


def _table(reading: Reading) -> Table:
    columns = [
        Column("message", "Phải xem lại gì, ở đâu", sortable=False),
        Column("citation", "Căn cứ, quy tắc soát", sortable=False),
    ]
    rows = [
        Row(
            {
                "message": Cell(finding.message, note=finding.place),
                "citation": Cell(finding.citation, note=finding.name),
            }
        )
        for finding in reading.findings[:_SHOWN]
    ]
    return Table(columns, rows, "Những chỗ phải xem lại", empty="Không có gì phải xem lại.", hide_caption=True)


def _more(reading: Reading) -> int:
    return max(0, len(reading.findings) - _SHOWN)

"""Tables to take away, for whoever may see them: the same files that the system takes in."""

from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from chungsuc.criteria import papers as criteria_papers
from chungsuc.criteria.models import CriteriaSet
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import needs
from chungsuc.recognition import papers as recognition_papers
from chungsuc.reports.facts.taking import table_columns, table_rows, table_sheet
from chungsuc.workbooks.text_tables import csv_lines
from chungsuc.workbooks.writing import CellValue, SheetSpec, write_xlsx

from .communes import shown

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@needs("value.read")
def export_values(request: HttpRequest, set_code: str, year: int, ending: str) -> HttpResponse:
    """`/xuat/so-lieu/<set>/<year>.xlsx|.csv`: the official table of a set and a year, within what one may see."""
    known = CriteriaSet.objects.of_communes().filter(code=set_code).first()
    if known is None or year not in known.years:
        raise Http404("set")
    paper = criteria_papers.values_paper(set_code, year, request.scope)  # type: ignore[attr-defined]
    name = criteria_papers.filename(set_code, year)
    if ending == "csv":
        return _csv(name, *criteria_papers.values_csv(paper))
    return _xlsx(name, criteria_papers.values_sheets(paper))


@require_safe
@needs("value.read")
def export_communes(request: HttpRequest, ending: str) -> HttpResponse:
    """`/xuat/cac-xa.xlsx|.csv`: the comparison, narrowed and sorted as the page of the same query shows it."""
    asked = shown(request)
    if ending == "csv":
        return _csv("so-sanh-cac-xa", table_columns(asked.table), table_rows(asked.table))
    found = asked.found
    what = f"{found.set_name.upper()} NĂM {found.year}" if found.year else "CHƯA CÓ SỐ LIỆU TIÊU CHÍ"
    title = [f"KẾT QUẢ THỰC HIỆN {what}", f"(Đơn vị và mức công nhận tính đến ngày {show_day(found.day)})"]
    return _xlsx("so-sanh-cac-xa", [table_sheet(asked.table, title)])


@require_safe
@needs("recognition.read")
def export_register(request: HttpRequest, ending: str) -> HttpResponse:
    """`/xuat/so-cong-nhan.xlsx|.csv`: the register, within what one may see."""
    entries = recognition_papers.register_entries(request.scope)  # type: ignore[attr-defined]
    if ending == "csv":
        rows = recognition_papers.register_rows(entries)
        return _csv("so-cong-nhan", recognition_papers.register_columns(entries), rows)
    return _xlsx("so-cong-nhan", [recognition_papers.register_sheet(entries)])


def _xlsx(name: str, sheets: Sequence[SheetSpec]) -> Any:
    """Written to a file without a name and sent from there, so that a large table needs no memory."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(file, sheets)
    file.seek(0)
    return _as_file(FileResponse(file, content_type=XLSX), f"{name}.xlsx")


def _csv(name: str, header: Sequence[str], rows: Iterable[Sequence[CellValue]]) -> Any:
    lines: Iterator[bytes] = csv_lines(header, rows)
    return _as_file(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), f"{name}.csv")


def _as_file(answer: Any, name: str) -> Any:
    answer["Content-Disposition"] = f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer

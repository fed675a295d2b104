"""A table as a file to save: .xlsx, or .csv line by line."""

from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, StreamingHttpResponse

from chungsuc.workbooks.text_tables import csv_lines
from chungsuc.workbooks.writing import SheetSpec, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(name: str, sheet: SheetSpec) -> Any:
    """The sheet as an .xlsx file that is saved, never opened in the page nor kept on the way."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(file, [sheet])
    file.seek(0)
    return _saved(FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX))


def text_table(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Any:
    """The table as a .csv file."""
    answer = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return _saved(answer)


def _saved(answer: Any) -> Any:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer

"""A table as a file to save."""

from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse

from chungsuc.workbooks.writing import SheetSpec, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(name: str, sheet: SheetSpec) -> Any:
    """The sheet as an .xlsx file that is saved, never opened in the page nor kept on the way."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(file, [sheet])
    file.seek(0)
    answer: Any = FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer

"""The register as a file, with the headings under which such a list comes in again."""

from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import quote

from django.http import FileResponse, Http404, StreamingHttpResponse

from chungsuc.workbooks.text_tables import csv_lines
from chungsuc.workbooks.writing import CellValue, SheetSpec, plain_header, write_xlsx

TITLE, NAME = "SỔ KHEN THƯỞNG", "so-khen-thuong"
COLUMNS = (
    "TT", "Họ tên/Tên tập thể", "Chức vụ/Đơn vị", "Loại đối tượng", "Hình thức", "Khen theo", "Số quyết định",
    "Ngày quyết định", "Người ký", "Thành tích", "Từ năm", "Đến năm", "Tiền thưởng", "Tình trạng",
)  # fmt: skip
WIDTHS = {1: 6.0, 2: 28.0, 3: 32.0, 4: 24.0, 5: 34.0, 6: 16.0, 7: 18.0, 8: 13.0, 9: 24.0, 10: 44.0, 11: 9.0, 12: 9.0,
          13: 14.0, 14: 20.0}  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HIDDEN = "(không hiện tên)"


def register_rows(awards: Iterable[Any], kinds: dict[str, str]) -> Iterator[list[CellValue]]:
    """One row an award. A name that may not be told to whoever asks is left out, and so are place and merit."""
    for number, row in enumerate(awards, 1):
        said: list[CellValue] = [row.name, row.place or None] if row.named else [HIDDEN, row.unit_name]
        yield [
            number, *said, kinds.get(row.subject.kind, row.subject.kind), row.form_name,
            row.get_merit_kind_display() or None, row.number, row.decided_on, row.signer or None,
            (row.merit or None) if row.named else None, row.since, row.until, row.bonus, row.state_label,
        ]  # fmt: skip


def register_file(rows: Any, ending: str, kinds: dict[str, str] | None = None) -> Any:
    """The awards as .xlsx or .csv, saved and not kept on the way. Http404 for another ending."""
    lines = register_rows(rows.iterator(chunk_size=2000), kinds or {})
    if ending == "csv":
        return _as_file(StreamingHttpResponse(csv_lines(COLUMNS, lines), content_type="text/csv; charset=utf-8"), "csv")
    if ending != "xlsx":
        raise Http404("ending")
    sheet = SheetSpec(
        name="Sổ khen thưởng", title=[TITLE], header=plain_header(COLUMNS), rows=lines, widths=WIDTHS, freeze_columns=2
    )
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(file, [sheet])
    file.seek(0)
    return _as_file(FileResponse(file, content_type=XLSX), "xlsx")


def _as_file(answer: Any, ending: str) -> Any:
    name = f"{NAME}.{ending}"
    answer["Content-Disposition"] = f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
